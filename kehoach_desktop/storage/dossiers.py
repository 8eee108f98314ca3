"""Reads everything of one plan into a Dossier, one query a table, and keeps it up to date; changes nothing.

Reading needs no SQLAlchemy, so that a window can show a file before that is loaded; see storage.glance.
"""

import sqlite3
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.history import Change, ChangeKind
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage.conflicts import read_conflicts
from kehoach_desktop.storage.json_values import KIND_OF
from kehoach_desktop.storage.memory import not_collecting
from kehoach_desktop.storage.plain_rows import Condition, count_records, is_optional, one_of, read_records

if TYPE_CHECKING:
    from kehoach_desktop.storage.records import Records


@frozen
class _List:
    """A list of the dossier: its kind, and the field by which its records belong to a plan or to something of a plan."""

    kind: type[r.Record]
    field: str | None = None
    owner: type[r.Record] | None = None


_LISTS: dict[str, _List] = {
    "signers": _List(r.Signer),
    "units": _List(r.Unit),
    "aliases": _List(r.UnitAlias),
    "members": _List(r.UnitMember),
    "sections": _List(r.Section, "plan_id"),
    "paragraphs": _List(r.Paragraph, "plan_id"),
    "legal_bases": _List(r.LegalBasis, "plan_id"),
    "recipients": _List(r.Recipient, "plan_id"),
    "funding": _List(r.Funding, "plan_id"),
    "tasks": _List(r.Task, "plan_id"),
    "assignments": _List(r.Assignment, "task_id", r.Task),
    "indicators": _List(r.Indicator, "plan_id"),
    "targets": _List(r.Target, "indicator_id", r.Indicator),
    "results": _List(r.Result, "indicator_id", r.Indicator),
    "progress": _List(r.Progress, "task_id", r.Task),
    "submissions": _List(r.Submission),
    "cycles": _List(r.ReportCycle, "plan_id"),
    "papers": _List(r.IssuedPaper, "plan_id"),
    "layouts": _List(r.FormLayout),
    "narratives": _List(r.Narrative, "plan_id"),
}
_BY_YEAR = (r.Result, r.Progress)  # what grows with the years; the rest is the plan itself
_AT_ONCE = 20_000  # so many of them are read while nobody notices
Years = Collection[int] | None


def load_dossier(records: "Records", plan_id: str | None = None, *, years: Years = None) -> Dossier:
    """The office and one of its plans, the newest where none is named. Raises RecordNotFound.

    With `years`, results and progress of those years only: five years of an office are 200,000 figures.
    """
    return read_dossier(records.plain, plan_id, years=years)


def read_dossier(connection: sqlite3.Connection, plan_id: str | None = None, *, years: Years = None) -> Dossier:
    """The same over the database's own connection, in which the caller has begun a transaction."""
    office = next(iter(read_records(connection, r.Office)), None)
    if office is None:
        raise RecordNotFound("Tệp chưa có cơ quan.", "Tạo tệp mới rồi nhập lại.")
    plans = read_records(connection, r.Plan)
    plan = next((p for p in plans if p.id == plan_id), None) if plan_id else plans[-1] if plans else None
    if plan_id and plan is None:
        raise RecordNotFound("Không có kế hoạch này trong tệp.", "Chọn kế hoạch khác.", subject=plan_id)
    dossier = Dossier(office=office, plan=plan, plans=tuple(plans))
    with not_collecting():
        lists = {name: _read(connection, name, dossier, years) for name in _LISTS}
    return replace(dossier, conflicts=read_conflicts(connection), **lists)


def years_at_once(connection: sqlite3.Connection, near: Years) -> Years:
    """The years to read first: all of them (None) unless the file holds so much that only the near ones come quickly."""
    if near is None or sum(count_records(connection, kind) for kind in _BY_YEAR) <= _AT_ONCE:
        return None
    return near


def last_step_id(connection: sqlite3.Connection) -> str | None:
    """The step that came last into the file; what `refresh_dossier` goes on from."""
    found = connection.execute('SELECT "id" FROM "step" ORDER BY "arrival" DESC LIMIT 1').fetchone()
    return found[0] if found else None


def refresh_dossier(records: "Records", dossier: Dossier, since_step: str, *, years: Years = None) -> Dossier:
    """The dossier with every edit that came after a step (`Records.last_step_id` when it was loaded).

    Reads only what was touched: single records where fields were set, a whole list where records came, went or moved.
    """
    steps = records.steps_after(since_step)
    if steps == []:
        return dossier
    edits = [edit for step in steps or () for edit in records.changes(step_id=step)]
    touched: dict[type[r.Record], list[Change]] = {}
    for edit in edits:
        touched.setdefault(r.KINDS[edit.record_kind], []).append(edit)
    moved = any(edit.field == "plan_id" for edit in edits)  # takes along what hangs on it, which has no edit of its own
    if steps is None or dossier.plan is None or moved or not touched.keys().isdisjoint({r.Office, r.Plan}):
        plan_id = dossier.plan.id if dossier.plan and records.find(r.Plan, id=dossier.plan.id) else None
        return load_dossier(records, plan_id, years=years)
    fresh: dict[str, tuple[Any, ...]] = {"conflicts": read_conflicts(records.plain)}
    for name, wanted in _LISTS.items():
        own = touched.get(wanted.kind)
        if own and all(e.kind is ChangeKind.UPDATE and e.field not in _placing(wanted) for e in own):
            now = {record.id: record for record in records.some(wanted.kind, {e.record_id for e in own})}
            fresh[name] = tuple(now.get(record.id, record) for record in getattr(dossier, name))
        elif own:
            fresh[name] = _read(records.plain, name, dossier, years)
    return replace(dossier, **fresh)


def with_all_years(records: "Records", dossier: Dossier) -> Dossier:
    """The same dossier with results and progress of every year; nothing else is read again."""
    names = [name for name, wanted in _LISTS.items() if wanted.kind in _BY_YEAR]
    with not_collecting():
        return replace(dossier, **{name: _read(records.plain, name, dossier, None) for name in names})


def _placing(wanted: _List) -> set[str | None]:
    """Fields that decide whether and where a record stands in its list."""
    return {"position", "period", wanted.field}


def _read(connection: sqlite3.Connection, name: str, dossier: Dossier, years: Years) -> tuple[Any, ...]:
    wanted = _LISTS[name]
    if wanted.field is not None and dossier.plan is None:
        return ()
    conditions = _of_plan(wanted, dossier)
    if years is not None and wanted.kind in _BY_YEAR:
        conditions.append(one_of(Condition('"period" >= ? AND "period" < ?', (f"{y}", f"{y + 1}")) for y in years))
    return tuple(read_records(connection, wanted.kind, *conditions))


def _of_plan(wanted: _List, dossier: Dossier) -> list[Condition]:
    """The condition that picks one plan's records; none where the file has but one plan, which spares the look-up."""
    if wanted.field is None or dossier.plan is None or len(dossier.plans) == 1:
        return []
    if wanted.owner is not None:
        owners = f'SELECT "id" FROM "{KIND_OF[wanted.owner]}" WHERE "plan_id" = ?'  # noqa: S608 - names of our own tables
        return [Condition(f'"{wanted.field}" IN ({owners})', (dossier.plan.id,))]
    own = Condition(f'"{wanted.field}" = ?', (dossier.plan.id,))
    return [one_of([own, Condition(f'"{wanted.field}" IS NULL')]) if is_optional(wanted.kind, wanted.field) else own]
