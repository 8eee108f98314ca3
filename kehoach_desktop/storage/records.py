"""Domain records to rows and back, the same way for every kind; no row object leaves this room, and no rule lives here."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, select

from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, Step
from kehoach_desktop.domain.natural_ids import is_natural
from kehoach_desktop.domain.records import KINDS, Record
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.storage.columns import RecordRow
from kehoach_desktop.storage.conflicts import read_conflicts
from kehoach_desktop.storage.json_values import KIND_OF, field_names
from kehoach_desktop.storage.recorder import Recorder, among, chunks
from kehoach_desktop.storage.tables import RECORD_ROWS, ChangeRow, StepRow

R = TypeVar("R", bound=Record)

# What hangs on a record goes with it where the link is required; where it is not, the link is emptied. Two exceptions:
# figures and reports of a unit without that unit would read as those of the whole commune.
_GOES_WITH = {("result", "unit_id"), ("progress", "unit_id")}


def row_class(kind: type[Record]) -> type[RecordRow]:
    """The table of a kind."""
    return RECORD_ROWS[KIND_OF[kind]]


@cache
def _links_to(kind: str) -> tuple[tuple[str, str, bool], ...]:
    """(kind, field, goes with it) of every field that names a record of this kind."""
    return tuple(
        (name, column.name, not column.nullable or (name, column.name) in _GOES_WITH)
        for name, row in RECORD_ROWS.items()
        for column in row.__table__.columns
        if any(key.column.table.name == kind for key in column.foreign_keys)
    )


@cache
def _maker(kind: type[R]) -> Callable[[Sequence[Any]], R]:
    """Row values -> record. Fills the slots straight: the constructor of a frozen class takes twice the time."""
    setters = [getattr(kind, name).__set__ for name in field_names(kind)]

    def make(values: Sequence[Any]) -> R:
        record = object.__new__(kind)
        for setter, value in zip(setters, values, strict=True):
            setter(record, value)
        return record

    return make


class Records:
    """The records of an open file within one transaction; valid only inside the `with` that gave it."""

    def __init__(self, connection: Connection, recorder: Recorder | None = None) -> None:
        self._connection = connection
        self._recorder = recorder

    @property
    def plain(self) -> sqlite3.Connection:
        """The database's own connection within the same transaction, for this room's reading only."""
        raw = self._connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - storage.engine made it
        return raw

    @property
    def step(self) -> Step | None:
        """The step written so far, None while nothing has changed."""
        return self._recorder.step if self._recorder else None

    @property
    def kinds_changed(self) -> frozenset[str]:
        """Kinds of record the step has changed so far; complete after the `with`."""
        return frozenset(self._recorder.kinds) if self._recorder else frozenset()

    # --- reading ---

    def all(self, kind: type[R], **where: Any) -> list[R]:
        """Records whose fields equal the given values (a list, set or frozenset: one of), in the office's order."""
        return self.all_under(kind, *_conditions(kind, where))

    def all_under(self, kind: type[R], *conditions: ColumnElement[bool]) -> list[R]:
        """Records under conditions of this room's own making, in the office's order."""
        rows = self._connection.execute(_selection(kind).where(*conditions)).all()
        return list(map(_maker(kind), rows))

    def some(self, kind: type[R], ids: Iterable[str]) -> list[R]:
        """The records with these ids, any number; those that are not there are left out."""
        column = row_class(kind).__table__.c.id
        return [record for part in chunks(ids) for record in self.all_under(kind, among(column, part))]

    def find(self, kind: type[R], /, **where: Any) -> R | None:
        """The first record with these values, or None."""
        return next(iter(self.all(kind, **where)), None)

    def get(self, kind: type[R], record_id: str) -> R:
        """The record with this id; raises RecordNotFound."""
        record = self.find(kind, id=record_id)
        if record is None:
            raise _not_found(kind, record_id)
        return record

    def count(self, kind: type[Record], /, **where: Any) -> int:
        """How many records have these values."""
        query = select(func.count()).select_from(row_class(kind)).where(*_conditions(kind, where))
        return self._connection.execute(query).scalar_one()

    # --- writing ---

    def add(self, *records: Record) -> None:
        """New records, with the ids they were born with."""
        self.add_all(records)

    def add_all(self, records: Iterable[Record]) -> None:
        """New records, any number and any order of kinds; one that is told by its key may have lived before."""
        told_by_key: list[Record] = []
        self._writer().create(_without(records, told_by_key))
        lived = self._births([record.id for record in told_by_key])
        self._writer().create(record for record in told_by_key if record.id not in lived)
        self.revive([record for record in told_by_key if record.id in lived])

    def update(self, kind: type[R], record_id: str, /, **fields: Any) -> R:
        """Sets fields; those that already have the value are left alone. Raises RecordNotFound."""
        return self.update_all(kind, {record_id: fields})[0]

    def update_all(self, kind: type[R], fields_by_id: Mapping[str, Mapping[str, Any]]) -> list[R]:
        """The same for many records of a kind, in a few statements."""
        writer, names = self._writer(), set(field_names(kind)) - {"id"}
        found = {record.id: record for record in self.some(kind, fields_by_id)}
        edits: dict[str, dict[str, tuple[Any, Any]]] = {}
        for record_id, values in fields_by_id.items():
            record = found.get(record_id)
            if record is None:
                raise _not_found(kind, record_id)
            if not names.issuperset(values):
                raise TypeError(f"{KIND_OF[kind]} has no field to set: {set(values) - names}")
            edits[record_id] = {n: (old, new) for n, new in values.items() if (old := getattr(record, n)) != new}
        writer.update(kind, edits)
        return [replace(found[record_id], **values) for record_id, values in fields_by_id.items()]

    def delete(self, kind: type[Record], record_id: str) -> dict[str, list[str]]:
        """Deletes a record and what hangs on it; returns the ids of all that went, by kind. Raises RecordNotFound."""
        writer = self._writer()
        self.get(kind, record_id)
        gone, emptied = self._closure(kind, record_id)
        for name, rows in emptied.items():
            writer.update(KINDS[name], {i: edits for i, edits in rows.items() if i not in gone.get(name, ())})
        for name, ids in gone.items():
            self.remove(KINDS[name], ids)
        return {name: list(ids) for name, ids in gone.items()}

    def remove(self, kind: type[Record], ids: Iterable[str]) -> None:
        """Deletes just these records; whoever still hangs on them makes the step fail. For taking a creation back."""
        self._writer().delete(kind, self.some(kind, ids))

    def decide(self, kind: type[R], record_id: str, field: str, value: Any) -> None:
        """Sets a field even to what it shows already, so that no other value competes with it any more."""
        record = self.get(kind, record_id)
        self._writer().update(kind, {record_id: {field: (getattr(record, field), value)}})

    def begin(self) -> None:
        """Makes the step one to be written even if nothing changes in it."""
        self._writer().begin()

    def confirm(self, kind: type[Record], record_id: str) -> None:
        """Decides that a record somebody deleted elsewhere stays."""
        self._writer().confirm([self.get(kind, record_id)])

    def revive(self, records: Sequence[Record]) -> None:
        """Brings deleted records back under their ids and in their old places."""
        self._writer().recreate(records, self._births([record.id for record in records]))

    def dependents(self, kind: type[Record], record_id: str) -> dict[str, int]:
        """How many other records of each kind would go with this one. Raises RecordNotFound."""
        self.get(kind, record_id)
        gone, _ = self._closure(kind, record_id)
        counts = Counter({name: len(ids) for name, ids in gone.items()})
        counts[KIND_OF[kind]] -= 1
        return {name: n for name, n in counts.items() if n}

    def _closure(self, kind: type[Record], record_id: str) -> tuple[dict[str, dict[str, None]], dict[str, Any]]:
        """Ids that go, by kind and in order; and the links to empty, as kind -> id -> field -> (old, None)."""
        gone: dict[str, dict[str, None]] = {KIND_OF[kind]: {record_id: None}}
        emptied: dict[str, dict[str, dict[str, tuple[Any, None]]]] = defaultdict(lambda: defaultdict(dict))
        waiting: list[tuple[str, list[str]]] = [(KIND_OF[kind], [record_id])]
        while waiting:
            name, ids = waiting.pop()
            for other, field, goes in _links_to(name):
                columns = RECORD_ROWS[other].__table__.c
                query = select(columns.id, columns[field])
                found = [
                    r
                    for part in chunks(ids)
                    for r in self._connection.execute(query.where(among(columns[field], part)))
                ]
                if goes:
                    new = [i for i, _ in found if i not in gone.get(other, ())]
                    if new:
                        gone.setdefault(other, {}).update(dict.fromkeys(new))
                        waiting.append((other, new))
                else:
                    for i, target in found:
                        emptied[other][i][field] = (target, None)
        return gone, emptied

    # --- history ---

    def steps(self, limit: int | None = None) -> list[Step]:
        """The last steps of all sites, oldest first, in the order in which they came into this file."""
        columns = StepRow.__table__.c
        names = [field.name for field in fields(Step)]
        query = select(*(columns[n] for n in names)).order_by(columns.arrival.desc()).limit(limit)
        return [Step(**dict(zip(names, row, strict=True))) for row in reversed(self._connection.execute(query).all())]

    def last_step_id(self) -> str | None:
        """The step that came last into this file."""
        return self._connection.scalar(select(StepRow.id).order_by(StepRow.arrival.desc()).limit(1))

    def steps_after(self, step_id: str) -> list[str] | None:
        """Ids of the steps that came after one; None when that one is not in the file."""
        known = self._connection.scalar(select(StepRow.arrival).where(StepRow.id == step_id))
        if known is None:
            return None
        return list(self._connection.scalars(select(StepRow.id).where(StepRow.arrival > known)))

    def changes(self, record_id: str | None = None, step_id: str | None = None) -> list[Change]:
        """Edits of a record, of a step, or all; oldest first."""
        change, step = ChangeRow.__table__.c, StepRow.__table__
        query = select(ChangeRow.__table__).join(step).order_by(step.c.arrival, change.site, change.counter)
        if record_id is not None:
            query = query.where(change.record_id == record_id)
        if step_id is not None:
            query = query.where(change.step_id == step_id)
        return [
            Change(
                id=ChangeId(row.site, row.counter), step_id=row.step_id, kind=row.kind, record_kind=row.record_kind,
                record_id=row.record_id, field=row.field, old=row.old, new=row.new, supersedes=row.supersedes,
            )
            for row in self._connection.execute(query)
        ]  # fmt: skip

    def _births(self, ids: Sequence[str]) -> dict[str, int]:
        """The counter of the edit that first made each record."""
        change = ChangeRow.__table__.c
        query = select(change.record_id, change.counter).where(
            change.kind == ChangeKind.CREATE, change.supersedes == ()
        )
        return {
            record_id: counter
            for some in chunks(ids)
            for record_id, counter in self._connection.execute(query.where(among(change.record_id, some)))
        }

    def conflicts(self) -> list[dict[str, Any]]:
        """Conflicts nobody decided yet, as {kind, id, field, ours, theirs} with the competing values."""
        return [
            {"kind": c.kind, "id": c.id, "field": c.field, "ours": list(c.ours), "theirs": list(c.theirs)}
            for c in read_conflicts(self.plain)
        ]

    # --- inside ---

    def _writer(self) -> Recorder:
        if self._recorder is None:
            raise RuntimeError("records read outside a step cannot be written")
        return self._recorder


def _without(records: Iterable[Record], told_by_key: list[Record]) -> Iterable[Record]:
    """The records with ids of their own; the others are put aside."""
    for record in records:
        if is_natural(record.id):
            told_by_key.append(record)
        else:
            yield record


def _conditions(kind: type[Record], where: dict[str, Any]) -> list[ColumnElement[bool]]:
    columns = row_class(kind).__table__.c
    return [
        columns[name].in_(value) if isinstance(value, list | set | frozenset) else columns[name] == value
        for name, value in where.items()
    ]


@cache
def _selection(kind: type[Record]) -> Select[Any]:
    """The fields of a kind in the office's order: by position where it has one, then by birth."""
    columns = row_class(kind).__table__.c
    order = (columns.position, columns.born) if "position" in columns else (columns.born,)
    return select(*(columns[name] for name in field_names(kind))).order_by(*order)


def _not_found(kind: type[Record], record_id: str) -> RecordNotFound:
    return RecordNotFound(
        f"Không có {KIND_OF[kind]} nào mang mã {record_id}.", "Nạp lại danh sách rồi chọn lại.", subject=record_id
    )
