"""A plan as it stood before a later version took its tasks and indicators over, and the two versions compared."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.history import Change, ChangeKind
from kehoach_desktop.domain.records import KINDS, Assignment, Indicator, Plan, Record, Target, Task
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.services.plan_compare import PlanComparison, compare_plans
from kehoach_desktop.storage import past
from kehoach_desktop.storage.dossiers import load_dossier
from kehoach_desktop.storage.json_values import record_from_json
from kehoach_desktop.storage.office_file import OfficeFile

_PARTS = {"assignment": "task_id", "target": "indicator_id"}


def compare_with_previous(office_file: OfficeFile, plan_id: str) -> PlanComparison:
    """A plan against the one it amends, each as it stood. Raises RecordNotFound when there is no earlier version."""
    with office_file.read() as records:
        plan = records.get(Plan, plan_id)
        known = plan.amends_id is not None and records.find(Plan, id=plan.amends_id) is not None
    if not known or plan.amends_id is None:
        raise RecordNotFound(
            "Kế hoạch này không có bản trước trong tệp.",
            "Nhập bản sửa đổi và chọn “So với bản đang có”.",
            subject=plan_id,
        )
    return compare_plans(version(office_file, plan.amends_id), version(office_file, plan_id))


def version(office_file: OfficeFile, plan_id: str) -> Dossier:
    """A plan with the tasks and indicators it has, and those a later version took, as they were before that step."""
    with office_file.read() as records:
        dossier = load_dossier(records, plan_id)
    left = past.moved_away(office_file, ("task", "indicator"), "plan_id", plan_id)
    here = {*dossier.task_by_id, *(indicator.id for indicator in dossier.indicators)}
    before = {record_id: arrival for record_id, arrival in left.items() if record_id not in here}
    if not before:
        return dossier
    owners = _as_of(office_file, before)
    parts = _as_of(office_file, _parts_of(office_file, before))
    return replace(
        dossier,
        tasks=_merged(dossier.tasks, owners, Task),
        indicators=_merged(dossier.indicators, owners, Indicator),
        assignments=(
            *dossier.assignments,
            *(a for a in _only(parts, Assignment, "task_id", before) if a.unit_id in dossier.unit_by_id),
        ),
        targets=(*dossier.targets, *_only(parts, Target, "indicator_id", before)),
    )


def _as_of(office_file: OfficeFile, before: Mapping[str, int]) -> list[Record]:
    """Records as they were before a step (by its arrival); those that were not there then are left out."""
    values: dict[str, dict[str, Any] | None] = {}
    kinds: dict[str, str] = {}
    for arrival, edit in past.edits_of_records(office_file, before):
        if arrival < before[edit.record_id]:
            kinds[edit.record_id] = edit.record_kind
            values[edit.record_id] = _after(values.get(edit.record_id), edit)
    return [record_from_json(KINDS[kinds[i]], found) for i, found in values.items() if found is not None]


def _after(values: dict[str, Any] | None, edit: Change) -> dict[str, Any] | None:
    match edit.kind:
        case ChangeKind.CREATE:
            return dict(edit.new)
        case ChangeKind.DELETE:
            return None
        case _:
            return None if values is None or edit.field is None else {**values, edit.field: edit.new}


def _parts_of(office_file: OfficeFile, before: Mapping[str, int]) -> dict[str, int]:
    """Assignments and targets of these records, deleted ones too, each with the step of its owner."""
    found: dict[str, int] = {}
    with office_file.read() as records:
        for part, owners in ((Assignment, "task_id"), (Target, "indicator_id")):
            for row in records.all(part):
                owner = getattr(row, owners)
                if owner in before:
                    found[row.id] = before[owner]
    for _, edit in past.deletions(office_file, _PARTS):
        owner = edit.old.get(_PARTS[edit.record_kind])
        if owner in before:
            found[edit.record_id] = before[owner]
    return found


def _merged(now: Iterable[Any], then: Iterable[Record], kind: type[Any]) -> tuple[Any, ...]:
    return tuple(sorted([*now, *(r for r in then if isinstance(r, kind))], key=lambda record: record.position))


def _only(parts: Iterable[Record], kind: type[Any], owner: str, before: Mapping[str, int]) -> list[Any]:
    return [part for part in parts if isinstance(part, kind) and getattr(part, owner) in before]
