"""Cells of the indicator sheet: texts typed, pasted or filled become targets and results, as one step a block."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.fields import field_label, parse_field
from kehoach_desktop.domain.indicators import is_percent
from kehoach_desktop.domain.natural_ids import natural_id
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import Indicator, Result, Target
from kehoach_desktop.domain.target_steps import TargetStep
from kehoach_desktop.domain.vietnamese import format_number, nfc, parse_number
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.cell_blocks import NO_VALUE
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.editing import label_of
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

_CLOCK = Clock()
_FIGURES = ("value", "numerator", "denominator")
_RANGE = re.compile(r"(.*\d)\s*(?:-|–|đến)\s*(\d.*)")


@frozen
class CellEdit:
    """A text for one cell. `field` is a field of the indicator, "target" (with `year`) or a figure of a result.

    A figure belongs to a `period` and to a unit, or to the whole commune.
    """

    indicator_id: str
    field: str
    text: str
    period: str | None = None
    unit_id: str | None = None
    year: int | None = None


@frozen
class Refusal:
    """A cell that was not taken, and why."""

    edit: CellEdit
    fault: UserFacingError


@frozen
class Written:
    """What came of a block; `changes` is None when every accepted text was there already."""

    refused: tuple[Refusal, ...]
    changes: Changes | None


def write_cells(office_file: OfficeFile, edits: Sequence[CellEdit], name: str = "") -> Written:
    """Writes every cell that can be taken, as one step; the others come back with their reasons.

    A half of a fraction may stand alone and wait for the other; both together must make sense. In `name` {n} becomes
    the number of cells taken.
    """
    refused: list[Refusal] = []
    taken: list[tuple[CellEdit, Any]] = []
    for edit in edits:
        try:
            taken.append((edit, _parsed(edit)))
        except UserFacingError as fault:
            refused.append(Refusal(edit, fault))
    with office_file.read() as records:
        taken, impossible = _possible(records, taken)
        step = name.replace("{n}", str(len(taken))) or _step_name(records, edits)
    refused += impossible
    with office_file.step(step) as records:
        _write(records, taken)
    changed = records.kinds_changed  # complete once the step is over
    return Written(tuple(refused), Changes(changed, step) if changed else None)


def accept_steps(office_file: OfficeFile, steps: Sequence[TargetStep]) -> Changes | None:
    """Makes proposed marks the targets of their years, as one step; None when every year has got its mark meanwhile."""
    ids = {step.indicator_id for step in steps}
    with office_file.read() as records:
        taken = {(t.indicator_id, t.year) for t in _of(records, Target, "indicator_id", ids)}
        new = [step for step in steps if (step.indicator_id, step.year) not in taken]
        if not new:
            return None
        about = {step.indicator_id for step in new}
        one = records.get(Indicator, new[0].indicator_id) if len(about) == 1 else None
    name = f"Nhận {len(new)} mức đề xuất" + (f" của chỉ tiêu {label_of(one)}" if one else "")
    with office_file.step(name) as records:
        records.add_all(_target_of(step) for step in new)
    return Changes.of(name, "target")


def _target_of(step: TargetStep) -> Target:
    facts: dict[str, Any] = {"indicator_id": step.indicator_id, "year": step.year}
    more = {"operator": step.operator, "value": step.value, "value_max": step.value_max}
    return Target(id=natural_id(Target, **facts), **facts, **more)


def add_indicator(office_file: OfficeFile, plan_id: str, name: str) -> tuple[Indicator, Changes]:
    """A new indicator at the end of the plan's list."""
    name = parse_field("indicator", "name", name)
    with office_file.read() as records:
        position = max((i.position for i in records.all(Indicator, plan_id=plan_id)), default=-1) + 1
    indicator = Indicator(id=_CLOCK.new_id(), plan_id=plan_id, name=name, position=position)
    step = f"Thêm chỉ tiêu {label_of(indicator)}"
    with office_file.step(step) as records:
        records.add(indicator)
    return indicator, Changes.of(step, "indicator")


def parse_mark(text: str) -> tuple[Decimal | None, Decimal | None]:
    """A target as typed: "95,5", "+2", or "4 - 5" for a range; (None, None) for an empty cell. Raises BadValue."""
    bare = nfc(text).strip()
    if bare in NO_VALUE:
        return None, None
    single = parse_number(bare)
    if single is not None:
        return single, None
    both = _RANGE.fullmatch(bare)
    if both:
        low, high = parse_number(both[1].removeprefix("từ")), parse_number(both[2])
        if low is not None and high is not None and low <= high:
            return low, high
    raise BadValue(f"“{bare}” không phải là số.", "Gõ một số, phần chữ đưa vào ghi chú.")


def _parsed(edit: CellEdit) -> Any:
    if edit.field == "target":
        return parse_mark(edit.text)
    if edit.field in _FIGURES:
        return None if edit.text.strip() in NO_VALUE else parse_field("result", edit.field, edit.text)
    return parse_field("indicator", edit.field, edit.text)


def _step_name(records: Records, edits: Sequence[CellEdit]) -> str:
    if len({(edit.indicator_id, edit.unit_id) for edit in edits}) != 1:
        return f"Sửa {len(edits)} ô chỉ tiêu"
    edit = edits[-1]
    what = f"mức {edit.year}" if edit.field == "target" else field_label("result", edit.field)
    if edit.field not in ("target", *_FIGURES):
        what = field_label("indicator", edit.field)
    return f"Sửa {what} chỉ tiêu {label_of(records.get(Indicator, edit.indicator_id))}"


ResultKey = tuple[str, str, str | None]


def _key(edit: CellEdit) -> ResultKey:
    return edit.indicator_id, edit.period or "", edit.unit_id


def _possible(records: Records, taken: list[tuple[CellEdit, Any]]) -> tuple[list[tuple[CellEdit, Any]], list[Refusal]]:
    """Leaves out figures that cannot stand together with what is stored or comes with them."""
    measures = {i.id: i.measure for i in _of(records, Indicator, "id", {e.indicator_id for e, _ in taken})}
    known = _results(records, taken)
    coming: dict[ResultKey, dict[str, Any]] = {}
    for edit, value in taken:
        if edit.field in _FIGURES:
            coming.setdefault(_key(edit), {})[edit.field] = value
    faults: dict[ResultKey, BadValue] = {}
    for key, values in coming.items():
        after = _after(known.get(key), values)
        fault = _fault(after["numerator"], after["denominator"], measures.get(key[0]))
        if fault is not None:
            faults[key] = fault
    refused = [Refusal(e, faults[_key(e)]) for e, _ in taken if e.field in _FIGURES and _key(e) in faults]
    return [(e, v) for e, v in taken if e.field not in _FIGURES or _key(e) not in faults], refused


def _after(stored: Result | None, values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] if name in values else getattr(stored, name, None) for name in _FIGURES}


def _fault(numerator: Decimal | None, denominator: Decimal | None, measure: str | None) -> BadValue | None:
    if denominator is not None and denominator <= 0:
        return BadValue(f"Mẫu số {format_number(denominator)} không lớn hơn 0.", "Gõ lại mẫu số.")
    if is_percent(measure) and numerator is not None and denominator is not None and numerator > denominator:
        cause = f"Tử số {format_number(numerator)} lớn hơn mẫu số {format_number(denominator)}."
        return BadValue(cause, "Sửa một trong hai ô.")
    return None


def _of(records: Records, kind: Any, field: str, ids: set[str]) -> Iterable[Any]:
    wanted = sorted(ids)
    for start in range(0, len(wanted), 500):
        yield from records.all(kind, **{field: wanted[start : start + 500]})


def _results(records: Records, taken: list[tuple[CellEdit, Any]]) -> dict[ResultKey, Result]:
    ids = {edit.indicator_id for edit, _ in taken if edit.field in _FIGURES}
    return {(r.indicator_id, r.period, r.unit_id): r for r in _of(records, Result, "indicator_id", ids)}


def _write(records: Records, taken: list[tuple[CellEdit, Any]]) -> None:
    figures: dict[ResultKey, dict[str, Any]] = {}
    targets = {
        (t.indicator_id, t.year): t
        for t in _of(records, Target, "indicator_id", {e.indicator_id for e, _ in taken if e.field == "target"})
    }
    known = _results(records, taken)
    for edit, value in taken:
        if edit.field == "target":
            _write_target(records, targets.get((edit.indicator_id, edit.year)), edit, value)
        elif edit.field in _FIGURES:
            figures.setdefault(_key(edit), {})[edit.field] = value
        else:
            records.update(Indicator, edit.indicator_id, **{edit.field: value})
    for key, values in figures.items():
        _write_result(records, known.get(key), key, values)


def _write_target(
    records: Records, known: Target | None, edit: CellEdit, value: tuple[Decimal | None, Decimal | None]
) -> None:
    low, high = value
    if known is not None and low is None and not known.text:
        records.delete(Target, known.id)
    elif known is not None:
        records.update(Target, known.id, value=low, value_max=high)
    elif low is not None:
        records.add(
            Target(
                id=natural_id(Target, indicator_id=edit.indicator_id, year=edit.year),
                indicator_id=edit.indicator_id,
                year=edit.year,
                value=low,
                value_max=high,
            )
        )


def _write_result(records: Records, known: Result | None, key: ResultKey, values: dict[str, Any]) -> None:
    nothing = all(value is None for value in _after(known, values).values())
    if known is not None and nothing and not known.note:
        records.delete(Result, known.id)
    elif known is not None:
        records.update(Result, known.id, **values)
    elif not nothing:
        Period.parse(key[1])
        name = {"indicator_id": key[0], "period": key[1], "unit_id": key[2]}
        records.add(Result(id=natural_id(Result, **name), **name, **values))
