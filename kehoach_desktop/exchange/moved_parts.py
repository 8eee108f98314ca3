"""What in a workbook names rows and must follow when rows are repeated: in the sheet, and in the parts that belong to it.

Which elements and attributes these are is data; ECMA-376 part 1, chapter 18 (sheets) and 20.5 (drawings) name them.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from kehoach_desktop.exchange.moved_formulas import Growths, Seat, moved, shifted
from kehoach_desktop.exchange.row_growth import Block, RowGrowth, place_of
from kehoach_desktop.exchange.xml_parts import child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

# Element -> its attributes that hold ranges, and those that hold one cell.
_AREAS: dict[str, tuple[str, ...]] = {
    "dimension": ("ref",),
    "selection": ("sqref",),
    "autoFilter": ("ref",),
    "sortState": ("ref",),
    "sortCondition": ("ref",),
    "protectedRange": ("sqref",),
    "ignoredError": ("sqref",),
    "table": ("ref",),
    "location": ("ref",),
}
_CELLS: dict[str, str] = {"selection": "activeCell", "inputCells": "r", "cellWatch": "r", "comment": "ref", "threadedComment": "ref"}  # fmt: skip
_REPEATED = {"mergeCells": "mergeCell", "hyperlinks": "hyperlink"}  # in a repeated row there is one for each copy
_RULES = ("dataValidation", "conditionalFormatting")  # their formulas count from the first cell of their range
_RULE_FORMULAS = ("formula", "formula1", "formula2", "f")
_DRAWN = frozenset(
    {"cat", "val", "xVal", "yVal", "bubbleSize", "strDim", "numDim"}
)  # of a chart: what stands for many cells
_VML_ROW = re.compile(r"(<(?:\w+:)?Row>\s*)(\d{1,9})(\s*</(?:\w+:)?Row>)")
_VML_BOX = re.compile(r"(<(?:\w+:)?Anchor>)((?:\s*-?\d{1,9}\s*,){7}\s*-?\d{1,9}\s*)(</(?:\w+:)?Anchor>)")
_VML_CLIENT = re.compile(r"<(?:\w+:)?ClientData\b.*?</(?:\w+:)?ClientData>", re.DOTALL)


def move_sheet(root: "_Element", name: str, growth: RowGrowth, growths: Growths) -> bool:
    """Moves all that names rows in a sheet but the rows themselves; returns whether it names any in formulas that moved."""
    seat = Seat(name.casefold())
    changed = _move_formulas(root, growth, growths, seat)
    changed = _move_rules(root, growth, growths, seat) or changed
    if growth.is_still:
        return changed
    _move_attributes(root, growth)
    for holder, each in _REPEATED.items():
        _repeat(child(root, holder), each, growth, growths, seat)
    _move_sparklines(root, growth, growths, seat)
    _move_breaks(child(root, "rowBreaks"), growth)
    _move_anchors(root, growth)
    return True


def _around_cells(root: "_Element") -> "Iterator[_Element]":
    """All elements of a part but the rows of a sheet, of which there may be very many."""
    yield root
    for each in root:
        if local(each) != "sheetData":
            yield from each.iter()


def _move_attributes(root: "_Element", growth: RowGrowth) -> None:
    for element in _around_cells(root):
        name = local(element)
        for attribute in _AREAS.get(name, ()):
            if text := element.get(attribute):
                element.set(attribute, growth.areas(text))
        if (attribute := _CELLS.get(name)) and (text := element.get(attribute)):
            element.set(attribute, growth.cell(text))


# --- formulas of cells ---


def _move_formulas(root: "_Element", growth: RowGrowth, growths: Growths, seat: Seat) -> bool:
    """Rewrites the formulas of cells, which stand in their new rows already, and forgets what they came to."""
    data = child(root, "sheetData")
    shared: dict[str, tuple[str, int, int]] = {}
    moves = any(not each.is_still for each in growths.values())
    changed = False
    for formula in list(data.iter("{*}f")) if data is not None else ():
        cell = formula.getparent()
        if cell is None or local(cell) != "c":
            continue
        if moves:
            _move_formula(cell, formula, shared, growth, growths, seat.sheet)
        changed = _forget_result(cell, formula) or changed or moves
    return changed


def _move_formula(
    cell: "_Element", formula: "_Element", shared: dict[str, tuple[str, int, int]], growth: RowGrowth, growths: Growths,
    sheet: str,
) -> None:  # fmt: skip
    row, column = place_of(cell.get("r", "A1"))
    was, block, copy = growth.origin(row)
    text, key = formula.text or "", formula.get("si")
    if formula.get("t") == "shared" and key is not None:
        if text:
            shared.setdefault(key, (text, was, column))
        if key not in shared:
            return
        first_text, first_row, first_column = shared[key]
        text = text or shifted(first_text, was - first_row, column - first_column)
        for attribute in ("t", "si", "ref"):
            formula.attrib.pop(attribute, None)
    if area := formula.get("ref"):
        areas = {number: each for each, number in growth.each_copy(area)}
        formula.set("ref", areas.get(copy, areas[0]))
    for attribute in ("r1", "r2"):
        if one := formula.get(attribute):
            formula.set(attribute, growth.cell(one))
    formula.text = moved(text, growths, Seat(sheet, block, copy)) if text else formula.text


def _forget_result(cell: "_Element", formula: "_Element") -> bool:
    """Takes away what a formula came to last time, so that no program shows it for the new figures."""
    result = child(cell, "v")
    if (
        result is None or not result.text or "[" in (formula.text or "")
    ):  # what another workbook gave cannot be worked out again
        return False
    cell.remove(result)
    cell.attrib.pop("t", None)
    return True


# --- rules, sparklines, page breaks ---


def _move_rules(root: "_Element", growth: RowGrowth, growths: Growths, seat: Seat) -> bool:
    """Ranges and formulas of validations and conditional formats, also in the extensions of later Excel."""
    if all(each.is_still for each in growths.values()):
        return False
    changed = False
    for rule in _around_cells(root):
        if local(rule) not in _RULES:
            continue
        inner = next((each for each in rule.iter() if local(each) == "sqref"), None)
        ranges = rule.get("sqref") or (inner.text if inner is not None else "") or ""
        own = Seat(seat.sheet, _block_of(ranges, growth))
        if rule.get("sqref"):
            rule.set("sqref", growth.areas(ranges))
        for element in rule.iter():
            name = local(element)
            if element is inner:
                changed = _set_text(element, growth.areas(ranges)) or changed
            elif name in _RULE_FORMULAS and (element.text or "").strip():
                changed = _set_text(element, moved(element.text or "", growths, own)) or changed
            elif name == "cfvo" and element.get("type") == "formula" and element.get("val"):
                element.set("val", moved(element.get("val", ""), growths, own))
    return changed


def _block_of(ranges: str, growth: RowGrowth) -> Block | None:
    """The repeated row in which the first of some ranges begins."""
    try:
        return growth.block_at(place_of(ranges.split(maxsplit=1)[0].partition(":")[0])[0])
    except (ValueError, IndexError):
        return None


def _set_text(element: "_Element", text: str) -> bool:
    changed = element.text != text
    element.text = text
    return changed


def _repeat(holder: "_Element | None", name: str, growth: RowGrowth, growths: Growths, seat: Seat) -> None:
    """Merged cells and links: those within a repeated row once for each copy."""
    if holder is None:
        return
    for element in [each for each in holder if local(each) == name]:
        place = holder.index(element)
        copies = []
        for area, _ in growth.each_copy(element.get("ref", "")):
            copy = deepcopy(element)
            copy.set("ref", area)
            if location := copy.get("location"):
                copy.set("location", moved(location, growths, seat))
            copies.append(copy)
        holder[place : place + 1] = copies
    if holder.get("count"):
        holder.set("count", str(len(holder)))


def _move_sparklines(root: "_Element", growth: RowGrowth, growths: Growths, seat: Seat) -> None:
    for holder in [each for each in _around_cells(root) if local(each) == "sparklines"]:
        for element in list(holder):
            where, data = child(element, "sqref"), child(element, "f")
            if where is None or not where.text:
                continue
            block = growth.block_at(place_of(where.text)[0])
            place, copies = holder.index(element), []
            for area, copy in growth.each_copy(where.text):
                each = deepcopy(element)
                _set_text(_need(child(each, "sqref")), area)
                if data is not None and data.text:
                    _set_text(_need(child(each, "f")), moved(data.text, growths, Seat(seat.sheet, block, copy)))
                copies.append(each)
            holder[place : place + 1] = copies


def _need(element: "_Element | None") -> "_Element":
    assert element is not None  # noqa: S101 - a copy has what its original has
    return element


def _move_breaks(holder: "_Element | None", growth: RowGrowth) -> None:
    """A page break stands under its row."""
    for each in holder if holder is not None else ():
        if row := int(each.get("id", "0")):
            each.set("id", str(growth.last(row)))


# --- drawings, notes, names, charts ---


def _move_anchors(root: "_Element", growth: RowGrowth) -> None:
    """Pictures, charts, shapes and controls move with their rows; one over a repeated row grows only if it sizes with cells."""
    for anchor in [each for each in _around_cells(root) if child(each, "from") is not None]:
        start = child(_need(child(anchor, "from")), "row")
        if start is None or anchor.get("editAs") == "absolute":
            continue
        top = int(start.text or 0) + 1
        start.text = str(growth.first(top) - 1)
        end = child(anchor, "to")
        row = child(end, "row") if end is not None else None
        if row is None:
            continue
        bottom = int(row.text or 0) + 1
        rigid = anchor.get("editAs") == "oneCell" or growth.block_at(bottom) is not None
        row.text = str((growth.first(top) + bottom - top if rigid else growth.first(bottom)) - 1)


def move_part(root: "_Element", growth: RowGrowth, growths: Growths, name: str) -> None:
    """A part that belongs to one sheet: drawing, notes, table, pivot table."""
    _move_attributes(root, growth)
    _move_anchors(root, growth)
    for element in root.iter():
        if local(element) in ("calculatedColumnFormula", "totalsRowFormula") and element.text:
            _set_text(element, moved(element.text, growths, Seat(name.casefold())))


def move_old_drawing(data: bytes, growth: RowGrowth) -> bytes:
    """The old drawing behind notes, which is often no proper XML: only the numbers of rows are replaced."""
    text = data.decode("utf-8", "surrogateescape")
    return _VML_CLIENT.sub(lambda found: _moved_client(found[0], growth), text).encode("utf-8", "surrogateescape")


def _moved_client(text: str, growth: RowGrowth) -> str:
    """A note's or a control's place: its box moves as far as its cell, or else as far as the box's own first row."""
    row, box = _VML_ROW.search(text), _VML_BOX.search(text)
    numbers = [int(part) for part in box[2].split(",")] if box else []
    top = int(row[2]) if row else numbers[2] if numbers else 0
    by = growth.first(top + 1) - 1 - top
    if row:
        text = _VML_ROW.sub(rf"\g<1>{top + by}\g<3>", text)
    if numbers:
        numbers[2], numbers[6] = numbers[2] + by, numbers[6] + by
        text = _VML_BOX.sub(rf"\g<1>{', '.join(map(str, numbers))}\g<3>", text)
    return text


def move_names(workbook: "_Element", growths: Growths) -> None:
    """Defined names: print areas, print titles, filters and those people gave."""
    holder = child(workbook, "definedNames")
    for each in holder if holder is not None else ():
        if each.text:
            each.text = moved(each.text, growths, Seat(""), spread=True)


def move_chart(root: "_Element", growths: Growths) -> bool:
    """The ranges a chart draws; returns whether any moved."""
    changed = False
    for element in root.iter():
        if local(element) == "f" and element.text:
            spread = any(local(above) in _DRAWN for above in element.iterancestors())
            changed = _set_text(element, moved(element.text, growths, Seat(""), spread=spread)) or changed
    return changed


def move_pivot_source(root: "_Element", growths: Growths) -> bool:
    """The range a pivot table counts; returns whether it moved."""
    changed = False
    for element in root.iter():
        growth = growths.get((element.get("sheet") or "").casefold()) if local(element) == "worksheetSource" else None
        if growth is not None and not growth.is_still and element.get("ref"):
            element.set("ref", growth.areas(element.get("ref", "")))
            changed = True
    return changed
