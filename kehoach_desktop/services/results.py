"""Entering what was reached: a task's progress, an indicator's figures, a unit's report of a period."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.fields import parse_field
from kehoach_desktop.domain.natural_ids import natural_id
from kehoach_desktop.domain.periods import Period, window_of
from kehoach_desktop.domain.records import (
    Indicator,
    Progress,
    Result,
    Submission,
    SubmissionState,
    Task,
    TaskState,
    Unit,
)
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.editing import label_of, set_fields
from kehoach_desktop.services.periods import holiday_name, rules
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

_CLOCK = Clock()
R = TypeVar("R", Progress, Result, Submission)


def _values(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    return {name: parse_field(kind, name, value) if isinstance(value, str) else value for name, value in given.items()}


def _put(records: Records, kind: type[R], key: dict[str, Any], values: dict[str, Any]) -> None:
    """One record for a key: changed where it is, made where it is not."""
    known = records.find(kind, **key)
    if known is None:
        records.add(kind(id=natural_id(kind, **key), **key, **values))
    else:
        records.update(kind, known.id, **values)


def record_progress(
    office_file: OfficeFile,
    task_id: str,
    period: str,
    *,
    unit_id: str | None = None,
    finished_on: date | None = None,
    **fields: Any,
) -> Changes:
    """What was done on a task in a period. The task's own state follows the newest report of the whole commune.

    A task told done without a day was done by the last data day of the period, or by today while that still runs.
    """
    with office_file.read() as records:
        task = records.get(Task, task_id)
    name = f"Ghi kết quả kỳ của nhiệm vụ {label_of(task)}"
    return _record_progress(office_file, name, [task_id], period, unit_id, finished_on, fields)


def record_progress_many(office_file: OfficeFile, task_ids: list[str], period: str, **fields: Any) -> Changes:
    """The same report of the whole commune on several tasks, as one step."""
    name = f"Ghi kết quả kỳ của {len(task_ids)} nhiệm vụ"
    return _record_progress(office_file, name, task_ids, period, None, None, fields)


def _record_progress(
    office_file: OfficeFile, name: str, task_ids: list[str], period: str, unit_id: str | None, finished_on: date | None,
    fields: dict[str, Any],
) -> Changes:  # fmt: skip
    window = window_of(Period.parse(period), rules(), (), holiday_name)
    period = window.period.id
    values = _values("progress", fields)
    day_told = min(office_file.clock.now().date(), window.data_to)
    with office_file.step(name) as records:
        for task_id in task_ids:
            task = records.get(Task, task_id)
            reports = records.all(Progress, task_id=task_id)
            _put(records, Progress, {"task_id": task_id, "period": period, "unit_id": unit_id}, values)
            newest = all(Period.parse(p.period).sort_key <= Period.parse(period).sort_key for p in reports)
            if newest and unit_id is None and "state" in values:
                done = values["state"] is TaskState.DONE
                day = (finished_on or task.finished_on or day_told) if done else None
                records.update(Task, task_id, state=values["state"], finished_on=day)
    return Changes.of(name, "progress", "task")


def check_figures(value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None) -> None:
    """Figures that cannot be right are refused before they are stored; raises BadValue."""
    if (numerator is None) != (denominator is None) and value is None:
        raise BadValue("Chỉ có một trong hai ô tử số, mẫu số.", "Gõ cả hai, hoặc gõ thẳng kết quả.")
    if denominator is not None and denominator <= 0:
        raise BadValue(f"Mẫu số {format_number(denominator)} không lớn hơn 0.", "Gõ lại mẫu số.")


def record_result(
    office_file: OfficeFile, indicator_id: str, period: str, *, unit_id: str | None = None, **fields: Any
) -> Changes:
    """Figures of an indicator for a period: a value, or numerator and denominator (then the value follows from them)."""
    period = Period.parse(period).id
    values = _values("result", fields)
    with office_file.read() as records:
        indicator = records.get(Indicator, indicator_id)
        known = records.find(Result, indicator_id=indicator_id, period=period, unit_id=unit_id)
    after = {n: values.get(n, getattr(known, n, None)) for n in ("value", "numerator", "denominator")}
    check_figures(**after)
    numerator, denominator = after["numerator"], after["denominator"]
    if indicator.measure == "%" and numerator is not None and denominator is not None and numerator > denominator:
        raise BadValue(
            f"Tử số {format_number(numerator)} lớn hơn mẫu số {format_number(denominator)}.", "Sửa một trong hai ô."
        )
    name = f"Ghi kết quả chỉ tiêu {label_of(indicator)}"
    with office_file.step(name) as records:
        _put(records, Result, {"indicator_id": indicator_id, "period": period, "unit_id": unit_id}, values)
    return Changes.of(name, "result")


def record_submission(
    office_file: OfficeFile, unit_id: str, period: str, state: SubmissionState | str, **fields: Any
) -> Changes:
    """Where a unit's report of a period stands; a report that has come gets today as its day unless one is given."""
    period = Period.parse(period).id
    values = _values("submission", {"state": state, **fields})
    came = values["state"] is not SubmissionState.NOT_SENT
    with office_file.read() as records:
        unit = records.get(Unit, unit_id)
        known = records.find(Submission, unit_id=unit_id, period=period)
    if came and not values.get("received_on") and not (known and known.received_on):
        values["received_on"] = office_file.clock.now().date()
    name = f"Ghi báo cáo của {unit.name}"
    with office_file.step(name) as records:
        _put(records, Submission, {"unit_id": unit_id, "period": period}, values)
    return Changes.of(name, "submission")


# A result, progress or submission may be named by what it belongs to and its period, so that it can be entered in one act.
_OWNERS = {"result": ("indicator_id", Result), "progress": ("task_id", Progress), "submission": ("unit_id", Submission)}


def set_texts(office_file: OfficeFile, kind: str, record_id: str, texts: dict[str, str]) -> Changes:
    """Sets fields of a record; with the id of an indicator, task or unit and `period=` enters the result of that period."""
    if kind not in _OWNERS or "period" not in texts:
        return set_fields(office_file, kind, record_id, texts)
    owner_field, cls = _OWNERS[kind]
    with office_file.read() as records:
        known = records.find(cls, id=record_id)
    owner = record_id if known is None else getattr(known, owner_field)
    fields = {name: value for name, value in texts.items() if name != "period"}
    if kind == "result":
        return record_result(office_file, owner, texts["period"], **_unit_of(fields))
    if kind == "progress":
        return record_progress(office_file, owner, texts["period"], **_unit_of(fields))
    return record_submission(
        office_file, owner, texts["period"], fields.pop("state", SubmissionState.SENT.value), **fields
    )


def _unit_of(fields: dict[str, str]) -> dict[str, Any]:
    return {**fields, "unit_id": fields.get("unit_id") or None}
