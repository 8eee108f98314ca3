"""Changing single records: fields from typed text, new rows, deleting, assigning; every call is one named, undoable step."""

from collections.abc import Iterable, Mapping
from typing import Any

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.fields import KIND_LABELS, field_label, parse_field
from kehoach_desktop.domain.natural_ids import natural_id
from kehoach_desktop.domain.records import KINDS, Assignment, Record, Role, Task, TaskState
from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

_CLOCK = Clock()


def record_class(kind: str) -> type[Record]:
    """The class of a kind; raises BadValue with the list of kinds."""
    if kind not in KINDS:
        raise BadValue(f"Không có loại “{kind}”.", f"Dùng một trong: {', '.join(KINDS)}.")
    return KINDS[kind]


def label_of(record: Record) -> str:
    """How a step names a record: its number, else the beginning of its name."""
    for name in ("number", "name", "title", "text", "period"):
        value = getattr(record, name, None)
        if value:
            return value if len(value) <= 40 else value[:40].rsplit(" ", 1)[0] + "…"
    return ""


def step_name(verb: str, kind: str, record: Record, fields: Mapping[str, Any] = {}) -> str:
    """Verb, object and number, as the undo menu shows it: Sửa thời hạn nhiệm vụ 2.2."""
    what = field_label(kind, next(iter(fields))) + " " if len(fields) == 1 else ""
    return f"{verb} {what}{KIND_LABELS[kind]} {label_of(record)}".strip()


def with_consequences(kind: str, record: Record, values: dict[str, Any], today: Any) -> dict[str, Any]:
    """A task that becomes done gets today as its day, unless one is given; one that is reopened loses it."""
    if kind == "task" and isinstance(record, Task) and "state" in values and "finished_on" not in values:
        if values["state"] is not TaskState.DONE:
            values["finished_on"] = None
        elif record.finished_on is None:
            values["finished_on"] = today
    return values


def set_fields(office_file: OfficeFile, kind: str, record_id: str, texts: Mapping[str, str]) -> Changes:
    """Sets fields from what a person typed; all or nothing. Raises BadValue or RecordNotFound."""
    wanted = record_class(kind)
    values = {name: parse_field(kind, name, text) for name, text in texts.items()}
    with office_file.read() as records:
        record = records.get(wanted, record_id)
    values = with_consequences(kind, record, values, office_file.clock.now().date())
    name = step_name("Sửa", kind, record, texts)
    with office_file.step(name) as records:
        records.update(wanted, record_id, **values)
    return Changes.of(name, kind)


def set_many(office_file: OfficeFile, kind: str, record_ids: list[str], texts: Mapping[str, str]) -> Changes:
    """The same fields for several records, as one step."""
    wanted = record_class(kind)
    values = {name: parse_field(kind, name, text) for name, text in texts.items()}
    what = " và ".join(field_label(kind, name) for name in texts)
    name = f"Sửa {what} của {len(record_ids)} {KIND_LABELS[kind]}"
    today = office_file.clock.now().date()
    with office_file.step(name) as records:
        known = records.some(wanted, record_ids)
        records.update_all(
            wanted, {record.id: with_consequences(kind, record, dict(values), today) for record in known}
        )
    return Changes.of(name, kind)


def create_record(office_file: OfficeFile, kind: str, texts: Mapping[str, Any]) -> tuple[Record, Changes]:
    """A new record from typed text; ids and other ready values may be given as they are."""
    values: dict[str, Any] = {
        name: parse_field(kind, name, v) if isinstance(v, str) and not name.endswith("_id") else v
        for name, v in texts.items()
    }
    try:
        record = record_class(kind)(id=_CLOCK.new_id(), **values)
    except TypeError as fault:
        raise BadValue(f"Thiếu ô bắt buộc của {KIND_LABELS[kind]}.", "Điền đủ rồi ghi lại.") from fault
    name = step_name("Thêm", kind, record)
    with office_file.step(name) as records:
        records.add(record)
    return record, Changes.of(name, kind)


def delete_record(office_file: OfficeFile, kind: str, record_id: str) -> tuple[dict[str, int], Changes]:
    """Deletes a record and what hangs on it; returns how many of each kind went with it."""
    wanted = record_class(kind)
    with office_file.read() as records:
        record = records.get(wanted, record_id)
        gone = records.dependents(wanted, record_id)
    name = step_name("Xóa", kind, record)
    with office_file.step(name) as records:
        records.delete(wanted, record_id)
    return gone, Changes.of(name, kind, *gone)


def delete_many(office_file: OfficeFile, kind: str, record_ids: list[str]) -> tuple[dict[str, int], Changes]:
    """Deletes several records of a kind and what hangs on them, as one step; returns how many of each kind went."""
    wanted = record_class(kind)
    gone: dict[str, int] = {}
    name = f"Xóa {len(record_ids)} {KIND_LABELS[kind]}"
    with office_file.step(name) as records:
        for record_id in record_ids:
            for other, count in records.dependents(wanted, record_id).items():
                gone[other] = gone.get(other, 0) + count
            records.delete(wanted, record_id)
    return gone, Changes.of(name, kind, *gone)


def assign(office_file: OfficeFile, task_id: str, unit_ids: list[str], role: Role) -> Changes:
    """Makes these units, and no others, bear the role in the task."""
    with office_file.read() as records:
        task = records.get(Task, task_id)
        held = records.all(Assignment, task_id=task_id, role=role)
    name = f"Sửa {'chủ trì' if role is Role.LEAD else 'phối hợp' if role is Role.SUPPORT else 'theo dõi'} nhiệm vụ {label_of(task)}"
    with office_file.step(name) as records:
        give_role(records, task_id, unit_ids, role, held)
    return Changes.of(name, "assignment", "task")


def give_role(
    records: Records, task_id: str, unit_ids: Iterable[str], role: Role, held: Iterable[Assignment]
) -> None:  # fmt: skip
    """Within a step: these units, and no others, bear the role; `held` is who bears it so far."""
    wanted = list(dict.fromkeys(unit_ids))
    known = {assignment.unit_id: assignment for assignment in held}
    for unit_id, assignment in known.items():
        if unit_id not in wanted:
            records.delete(Assignment, assignment.id)
    records.add_all(_assignment(task_id, unit_id, role) for unit_id in wanted if unit_id not in known)


def assign_many(office_file: OfficeFile, task_ids: list[str], unit_id: str, role: Role) -> Changes:
    """Gives one unit the role in several tasks, replacing who had it, as one step."""
    name = f"Sửa phân công của {len(task_ids)} nhiệm vụ"
    with office_file.step(name) as records:
        for task_id in task_ids:
            held = records.all(Assignment, task_id=task_id, role=role)
            for assignment in held:
                if assignment.unit_id != unit_id:
                    records.delete(Assignment, assignment.id)
            if unit_id not in {a.unit_id for a in held}:
                records.add(_assignment(task_id, unit_id, role))
    return Changes.of(name, "assignment", "task")


def _assignment(task_id: str, unit_id: str, role: Role) -> Assignment:
    key: dict[str, Any] = {"task_id": task_id, "unit_id": unit_id, "role": role}
    return Assignment(id=natural_id(Assignment, **key), **key)


def clean(text: str | None) -> str | None:
    """Typed free text: composed, trimmed, None when nothing is left."""
    bare = nfc(text or "").strip()
    return bare or None
