"""Blocks of cells pasted over units as one step: wrong cells are refused one by one, the others are written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kehoach_desktop.domain.fields import parse_field
from kehoach_desktop.domain.records import Unit, UnitAlias
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.services.cell_blocks import NO_VALUE, CellText, Written
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.storage.office_file import OfficeFile


def write_unit_cells(office_file: OfficeFile, cells: Sequence[CellText]) -> Written:
    """Writes every cell that can be taken as one step; a name that another unit bears is refused."""
    with office_file.read() as records:
        held = _names(records.all(Unit), records.all(UnitAlias), cells)
    pasted = Counter(fold(cell.text) for cell in cells if cell.field == "name")
    refused: list[tuple[CellText, UserFacingError]] = []
    edits: dict[str, dict[str, Any]] = {}
    for cell in cells:
        try:
            edits.setdefault(cell.record_id, {})[cell.field] = _value(cell, held, pasted)
        except UserFacingError as fault:
            refused.append((cell, fault))
    step = f"Dán {len(cells) - len(refused)} ô đơn vị"
    with office_file.step(step) as records:
        records.update_all(Unit, {unit_id: fields for unit_id, fields in edits.items() if fields})
    changed = records.kinds_changed
    return Written(tuple(refused), Changes(changed, step) if changed else None)


def _names(
    units: Sequence[Unit], aliases: Sequence[UnitAlias], cells: Sequence[CellText]
) -> Mapping[str, tuple[str, str]]:
    """Folded name -> the unit that keeps it, id and name; a name that the block takes away is free."""
    renamed = {cell.record_id for cell in cells if cell.field == "name"}
    name_of = {unit.id: unit.name for unit in units}
    held = {fold(alias.name): (alias.unit_id, name_of[alias.unit_id]) for alias in aliases}
    return held | {fold(unit.name): (unit.id, unit.name) for unit in units if unit.id not in renamed}


def _value(cell: CellText, held: Mapping[str, tuple[str, str]], pasted: Mapping[str, int]) -> Any:
    value = parse_field("unit", cell.field, "" if cell.text.strip() in NO_VALUE else cell.text)
    if cell.field != "name":
        return value
    holder = held.get(fold(cell.text))
    if holder is not None and holder[0] != cell.record_id:
        raise BadValue(f"“{value}” đã là tên của {holder[1]}.", "Gõ tên khác, hoặc gộp hai đơn vị ở khung phải.")
    if pasted[fold(cell.text)] > 1:
        raise BadValue(f"“{value}” có hai lần trong khối vừa dán.", "Gõ tên khác cho một trong hai.")
    return value
