"""Takes a received history into the open file: what planning asks of it, and the one transaction that applies a plan."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache, cached_property
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, Step
from kehoach_desktop.domain.merging import Conflict, Key, Links, MergePlan, Outcome, Received, Values, plan_merge
from kehoach_desktop.domain.records import KINDS, Record
from kehoach_desktop.storage import bulk, chain, faults
from kehoach_desktop.storage.engine import commit
from kehoach_desktop.storage.json_values import (
    check_json,
    field_names,
    from_json,
    record_from_json,
    record_to_json,
)
from kehoach_desktop.storage.memory import not_collecting
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.recorder import RECORDED, Recorder, among, chunks
from kehoach_desktop.storage.records import Records
from kehoach_desktop.storage.tables import RECORD_ROWS, ChangeRow, ConflictRow, MetaRow, StepRow

_CHANGE = ChangeRow.__table__.c
_STEP_FIELDS = tuple(field.name for field in fields(Step))
SEEN = "merged:"  # meta key of a package that was taken in, by its hash


@cache
def links() -> Links:
    """Every field that names another record, by kind."""
    return {
        kind: tuple(
            (column.name, key.column.table.name) for column in row.__table__.columns for key in column.foreign_keys
        )
        for kind, row in RECORD_ROWS.items()
    }


def plan(office_file: OfficeFile, received: Sequence[Received]) -> MergePlan:
    """What taking in these histories would do; writes nothing. Raises OtherOffice, ForkedHistory, StrangeValues."""
    with not_collecting(), office_file.looking() as connection:
        return _plan(office_file, connection, received)


def apply(
    office_file: OfficeFile, received: Sequence[Received], name: str, *, spare: frozenset[Key] = frozenset()
) -> MergePlan:
    """Takes in histories in one transaction, all or nothing, as one step of this name; returns what was done.

    Records in `spare` stay although they were deleted elsewhere, by an edit of ours that travels. Planned anew under the
    write lock, so what was shown before may not have been all. Raises OtherOffice, ForkedHistory, StrangeValues,
    IncompleteHistory.
    """
    with not_collecting(), office_file.merging(name) as (connection, recorder):
        done = _plan(office_file, connection, received)
        _add_steps(connection, received, {change.step_id for change in done.changes})
        _write(connection, done, keep=spare)
        _confirm_spared(connection, recorder, done, spare)
        recorder.begin()
        for history in received:
            _remember(connection, office_file, history)
        try:
            commit(connection)
        except Exception as error:
            if isinstance(faults.fault_of(error, office_file.path), faults.BrokenLink):
                raise faults.IncompleteHistory(office_file.path) from error
            raise
    return done


def taken_in_on(office_file: OfficeFile, sha256: str) -> str | None:
    """When a package with this hash was taken in, as ISO text; None when it never was."""
    with office_file.looking() as connection:
        return connection.scalar(select(MetaRow.value).where(MetaRow.key == SEEN + sha256))


def undecided(office_file: OfficeFile) -> list[Conflict]:
    """The conflicts nobody decided yet."""
    columns = ConflictRow.__table__.c
    query = select(columns.record_kind, columns.record_id, columns.field, columns.ours, columns.theirs)
    with office_file.looking() as connection:
        rows = connection.execute(query.where(columns.decided.is_(False)).order_by(columns.id)).all()
    return [Conflict(Key(row.record_kind, row.record_id), row.field, row.ours, row.theirs) for row in rows]


# --- planning ---


def _plan(office_file: OfficeFile, connection: Connection, received: Sequence[Received]) -> MergePlan:
    for history in received:
        if history.database_id != office_file.database_id:
            raise faults.OtherOffice(history.name or office_file.path)
    return plan_merge(_news(office_file, connection, received), _Ours(connection), links())


def _news(office_file: OfficeFile, connection: Connection, received: Sequence[Received]) -> list[Change]:
    """The edits we do not have, each once. One number for two edits means two machines with one identity."""
    sites = {change.id.site for history in received for change in history.changes}
    query = select(_CHANGE.site, _CHANGE.counter, _CHANGE.step_id).where(_CHANGE.site.in_(sites))
    known = {(site, counter): step_id for site, counter, step_id in connection.execute(query)}
    news = []
    for history in received:
        for change in history.changes:
            step_id = known.get(change.id)
            if step_id is None:
                _refuse_strange(history, change)
                known[change.id] = change.step_id
                news.append(change)
            elif step_id != change.step_id:
                raise faults.ForkedHistory(history.name or office_file.path)
    return news


def _refuse_strange(history: Received, change: Change) -> None:
    """An edit of a record, a field or a value there cannot be; a field of a later version is none of those."""
    cls = KINDS.get(change.record_kind)
    try:
        if cls is None:
            raise ValueError(change.record_kind)
        if change.kind is ChangeKind.UPDATE:
            check_json(cls, change.field or "", change.new)
        else:
            whole = change.new if change.kind is ChangeKind.CREATE else change.old
            if whole["id"] != change.record_id:
                raise ValueError(change.record_id)
            for name, value in whole.items():
                check_json(cls, name, value)
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as fault:
        raise faults.StrangeValues(history.name) from fault


class _Ours:
    """Our file as planning sees it; see domain.merging.OurSide."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def _known(self) -> set[str]:
        """Ids of all records there ever were: most of what comes is new, and asking for each would take longer."""
        return set(self._connection.scalars(select(_CHANGE.record_id).distinct()))

    def past(self, keys: Iterable[Key]) -> Mapping[Key, Sequence[Change]]:
        found: dict[Key, list[Change]] = defaultdict(list)
        for ids in chunks([key.id for key in keys if key.id in self._known]):
            for row in self._connection.execute(select(ChangeRow.__table__).where(among(_CHANGE.record_id, ids))):
                found[Key(row.record_kind, row.record_id)].append(_change(row))
        return found

    def current(self, keys: Iterable[Key]) -> Mapping[Key, Values]:
        records, found = Records(self._connection), {}
        for kind, ids in _by_kind(key for key in keys if key.id in self._known).items():
            for record in records.some(KINDS[kind], ids):
                found[Key(kind, record.id)] = record_to_json(record)
        return found

    def referrers(self, keys: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
        for kind, ids in _by_kind(keys).items():
            for other, named in links().items():
                columns = RECORD_ROWS[other].__table__.c
                for column in (columns[name] for name, target in named if target == kind):
                    for part in chunks(ids):
                        for source, target in self._connection.execute(
                            select(columns.id, column).where(among(column, part))
                        ):
                            yield Key(other, source), Key(kind, target)

    def contested(self) -> list[Key]:
        query = select(ConflictRow.record_kind, ConflictRow.record_id).where(ConflictRow.decided.is_(False)).distinct()
        return [Key(kind, record_id) for kind, record_id in self._connection.execute(query)]


def _change(row: Any) -> Change:
    return Change(
        id=ChangeId(row.site, row.counter), step_id=row.step_id, kind=row.kind, record_kind=row.record_kind,
        record_id=row.record_id, field=row.field, old=row.old, new=row.new, supersedes=row.supersedes,
    )  # fmt: skip


def _by_kind(keys: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for kind, record_id in keys:
        found[kind].append(record_id)
    return found


# --- writing ---


def _write(connection: Connection, planned: MergePlan, keep: frozenset[Key]) -> None:
    """The edits into history, then the rows they touch; a spared record is left as it is."""
    bulk.add_changes(connection, planned.changes)
    chain.forget(connection, {change.id.site for change in planned.changes})
    outcomes = [o for o in planned.outcomes.values() if not (o.key in keep and o.after is None)]
    _add_rows(connection, planned, [o for o in outcomes if o.before is None and o.after is not None])
    _change_rows(connection, [o for o in outcomes if o.changed_fields])
    _drop_rows(connection, [o.key for o in outcomes if o.before is not None and o.after is None])
    _set_conflicts(connection, planned)


def _execute(connection: Connection, statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(statement, rows, execution_options=RECORDED)


def _add_steps(connection: Connection, received: Sequence[Received], wanted: set[str]) -> None:
    """The steps of the new edits, in the order in which they came into the other files."""
    known = {i for part in chunks(wanted) for i in connection.scalars(select(StepRow.id).where(StepRow.id.in_(part)))}
    arrival = connection.scalar(select(func.max(StepRow.arrival))) or 0
    new = {s.id: s for history in received for s in history.steps if s.id in wanted and s.id not in known}
    values = attrgetter(*_STEP_FIELDS)
    rows = [
        {**dict(zip(_STEP_FIELDS, values(step), strict=True)), "arrival": arrival + place}
        for place, step in enumerate(new.values(), 1)
    ]
    _execute(connection, insert(StepRow), rows)


def _add_rows(connection: Connection, planned: MergePlan, outcomes: Sequence[Outcome]) -> None:
    """New rows; each is made a record on the way, so that no value gets in that the program could not read."""
    births: dict[str, int] = {}
    for change in planned.changes:
        if change.kind is ChangeKind.CREATE and not change.supersedes:
            births[change.record_id] = min(change.id.counter, births.get(change.record_id, change.id.counter))
    births |= _births(connection, [o.key.id for o in outcomes if o.key.id not in births])
    rows: dict[str, list[tuple[Record, int]]] = defaultdict(list)
    for outcome in outcomes:
        record = record_from_json(KINDS[outcome.key.kind], dict(outcome.after or {}))
        rows[outcome.key.kind].append((record, births.get(record.id, 0)))
    for kind, values in rows.items():
        bulk.add_records(connection, KINDS[kind], values)


def _births(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """The counter of the edit that first made each record; the least where it was made on two machines."""
    query = select(_CHANGE.record_id, func.min(_CHANGE.counter)).where(
        _CHANGE.kind == ChangeKind.CREATE, _CHANGE.supersedes == ()
    )
    return {
        record_id: counter
        for part in chunks(ids)
        for record_id, counter in connection.execute(
            query.where(among(_CHANGE.record_id, part)).group_by(_CHANGE.record_id)
        )
    }


def _change_rows(connection: Connection, outcomes: Sequence[Outcome]) -> None:
    by_fields: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
    for outcome in outcomes:
        cls, after = KINDS[outcome.key.kind], outcome.after or {}
        known = field_names(cls)
        names = tuple(name for name in outcome.changed_fields if name in known)
        new = {f"new_{name}": from_json(cls, name, after[name]) for name in names}
        by_fields[outcome.key.kind, names].append({"this_id": outcome.key.id, **new})
    for (kind, names), rows in by_fields.items():
        row = RECORD_ROWS[kind]
        statement = update(row).where(row.id == bindparam("this_id"))
        _execute(connection, statement.values({name: bindparam(f"new_{name}") for name in names}), rows)


def _drop_rows(connection: Connection, keys: Iterable[Key]) -> None:
    for kind, ids in _by_kind(keys).items():
        row = RECORD_ROWS[kind]
        _execute(connection, delete(row).where(row.id == bindparam("this_id")), [{"this_id": i} for i in ids])


def _set_conflicts(connection: Connection, planned: MergePlan) -> None:
    """What competes now for the records that were looked at; decided ones of theirs are forgotten."""
    for ids in chunks([key.id for key in planned.outcomes]):
        connection.execute(delete(ConflictRow).where(ConflictRow.record_id.in_(ids)))
    rows = [
        {
            "id": f"{conflict.key.id}:{conflict.field or ''}", "record_kind": conflict.key.kind,
            "record_id": conflict.key.id, "field": conflict.field, "ours": conflict.ours, "theirs": conflict.theirs,
            "decided": False,
        }
        for conflict in planned.conflicts
    ]  # fmt: skip
    _execute(connection, insert(ConflictRow), rows)


def _confirm_spared(connection: Connection, recorder: Recorder, planned: MergePlan, spare: frozenset[Key]) -> None:
    kept = _by_kind(o.key for o in planned.deleted if o.key in spare)
    records = Records(connection)
    recorder.confirm([record for kind, ids in kept.items() for record in records.some(KINDS[kind], ids)])


def _remember(connection: Connection, office_file: OfficeFile, received: Received) -> None:
    if received.sha256:
        key = SEEN + received.sha256
        connection.execute(delete(MetaRow).where(MetaRow.key == key))
        connection.execute(insert(MetaRow), {"key": key, "value": office_file.clock.now().isoformat()})
