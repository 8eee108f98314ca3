"""Reads everything of one plan into a Dossier, one query a table; changes nothing."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.storage.records import Records, row_class


class _List(NamedTuple):
    """A list of the dossier: its kind and how its records belong to a plan (None: to the whole office)."""

    kind: type[r.Record]
    through: type[r.Record] | None = None
    field: str | None = None


_LISTS: dict[str, _List] = {
    "signers": _List(r.Signer),
    "units": _List(r.Unit),
    "aliases": _List(r.UnitAlias),
    "members": _List(r.UnitMember),
    "sections": _List(r.Section, None, "plan_id"),
    "paragraphs": _List(r.Paragraph, None, "plan_id"),
    "legal_bases": _List(r.LegalBasis, None, "plan_id"),
    "recipients": _List(r.Recipient, None, "plan_id"),
    "funding": _List(r.Funding, None, "plan_id"),
    "tasks": _List(r.Task, None, "plan_id"),
    "assignments": _List(r.Assignment, r.Task, "task_id"),
    "indicators": _List(r.Indicator, None, "plan_id"),
    "targets": _List(r.Target, r.Indicator, "indicator_id"),
    "results": _List(r.Result, r.Indicator, "indicator_id"),
    "progress": _List(r.Progress, r.Task, "task_id"),
    "submissions": _List(r.Submission),
    "cycles": _List(r.ReportCycle, None, "plan_id"),
    "papers": _List(r.IssuedPaper, None, "plan_id"),
}


def load_dossier(records: Records, plan_id: str | None = None) -> Dossier:
    """The office and one of its plans, the newest where none is named. Raises RecordNotFound."""
    office = records.find(r.Office)
    if office is None:
        raise RecordNotFound("Tệp chưa có cơ quan.", "Tạo tệp mới rồi nhập lại.")
    plans = records.all(r.Plan)
    plan = records.get(r.Plan, plan_id) if plan_id else plans[-1] if plans else None
    dossier = Dossier(office=office, plan=plan, plans=tuple(plans))
    return replace(dossier, **{name: _read(records, name, dossier) for name in _LISTS})


def reload_dossier(records: Records, dossier: Dossier, kinds: Collection[str]) -> Dossier:
    """The dossier after an edit that touched these kinds; the other lists are taken over as they are."""
    cls = {r.KINDS[kind] for kind in kinds}
    if cls & {r.Office, r.Plan} or dossier.plan is None:
        return load_dossier(records, dossier.plan.id if dossier.plan else None)
    return replace(dossier, **{name: _read(records, name, dossier) for name, it in _LISTS.items() if it.kind in cls})


def _read(records: Records, name: str, dossier: Dossier) -> tuple[Any, ...]:
    wanted = _LISTS[name]
    if wanted.field is None:
        return tuple(records.all_of(wanted.kind, None))
    if dossier.plan is None:
        return ()
    return tuple(records.all_of(wanted.kind, _belongs(wanted, dossier)))


def _belongs(wanted: _List, dossier: Dossier) -> ColumnElement[bool] | None:
    """The condition that picks one plan's records; None where the file has but one plan, which spares the look-up."""
    assert dossier.plan is not None and wanted.field is not None  # noqa: S101, PT018 - asked by _read
    column = row_class(wanted.kind).__table__.c[wanted.field]
    if len(dossier.plans) == 1:
        return None
    if wanted.through is None:
        owner = column == dossier.plan.id
        return owner | column.is_(None) if column.nullable else owner
    through = row_class(wanted.through).__table__.c
    return column.in_(select(through.id).where(through.plan_id == dossier.plan.id))
