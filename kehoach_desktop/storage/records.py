"""Domain records to rows and back, the same way for every kind; no row object leaves this room, and no rule lives here."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, Step
from kehoach_desktop.domain.records import KINDS, Record
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.storage.columns import RecordRow
from kehoach_desktop.storage.json_values import KIND_OF, field_names
from kehoach_desktop.storage.recorder import Recorder, chunks
from kehoach_desktop.storage.tables import RECORD_ROWS, ChangeRow, ConflictRow, StepRow

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
    names = field_names(kind)
    return lambda values: kind(**dict(zip(names, values, strict=True)))


class Records:
    """The records of an open file within one transaction; valid only inside the `with` that gave it."""

    def __init__(self, session: Session, recorder: Recorder | None = None) -> None:
        self._session = session
        self._recorder = recorder

    @property
    def step(self) -> Step | None:
        """The step written so far, None while nothing has changed."""
        return self._recorder.step if self._recorder else None

    @property
    def kinds_changed(self) -> frozenset[str]:
        """Kinds of record the step has changed so far; complete after the `with`."""
        return frozenset(self._recorder.kinds) if self._recorder else frozenset()

    # --- reading ---

    def all(self, kind: type[R], /, **where: Any) -> list[R]:
        """Records whose fields equal the given values (a list, set or frozenset: one of), in the office's order."""
        columns = row_class(kind).__table__.c
        query = select(*(columns[name] for name in field_names(kind))).where(*_conditions(kind, where))
        return self._made(kind, query.order_by(*_order(kind)))

    def all_of(self, kind: type[R], condition: ColumnElement[bool] | None) -> list[R]:
        """Records under a condition of this room's own making."""
        columns = row_class(kind).__table__.c
        query = select(*(columns[name] for name in field_names(kind)))
        return self._made(kind, (query if condition is None else query.where(condition)).order_by(*_order(kind)))

    def _made(self, kind: type[R], query: Select[Any]) -> list[R]:
        return list(map(_maker(kind), self._session.execute(query).all()))

    def some(self, kind: type[R], ids: Iterable[str]) -> list[R]:
        """The records with these ids, any number; those that are not there are left out."""
        column = row_class(kind).__table__.c.id
        return [record for part in chunks(ids) for record in self.all_of(kind, column.in_(part))]

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
        return self._session.execute(query).scalar_one()

    # --- writing ---

    def add(self, *records: Record) -> None:
        """New records, with the ids they were born with."""
        self.add_all(records)

    def add_all(self, records: Iterable[Record]) -> None:
        """New records, any number and any order of kinds."""
        self._writable()
        self._session.add_all([_row(record) for record in records])

    def revive(self, records: Sequence[Record]) -> None:
        """Brings deleted records back under their ids and in their old places."""
        self._writable()
        births = self._births([record.id for record in records])
        for record in records:
            row = _row(record)
            row.born = births[record.id]
            self._session.add(row)

    def update(self, kind: type[R], record_id: str, /, **fields: Any) -> R:
        """Sets fields; those that already have the value are left alone. Raises RecordNotFound."""
        self._writable()
        row = self._row(kind, record_id)
        for name, value in fields.items():
            if name == "id" or name not in field_names(kind):
                raise TypeError(f"{KIND_OF[kind]} has no field {name} to set")
            if getattr(row, name) != value:
                setattr(row, name, value)
        return _maker(kind)([getattr(row, name) for name in field_names(kind)])

    def delete(self, kind: type[Record], record_id: str) -> dict[str, list[str]]:
        """Deletes a record and what hangs on it; returns the ids of all that went, by kind. Raises RecordNotFound."""
        self._writable()
        self._row(kind, record_id)
        gone, emptied = self._closure(kind, record_id)
        for name, field, ids in emptied:
            for row in self._rows(name, [i for i in ids if i not in gone.get(name, ())]):
                setattr(row, field, None)
        for name, ids in gone.items():
            for row in self._rows(name, ids):
                self._session.delete(row)
        return {name: list(ids) for name, ids in gone.items()}

    def remove(self, kind: type[Record], ids: Iterable[str]) -> None:
        """Deletes just these records; whoever still hangs on them makes the step fail. For taking a creation back."""
        self._writable()
        for row in self._rows(KIND_OF[kind], ids):
            self._session.delete(row)

    def dependents(self, kind: type[Record], record_id: str) -> dict[str, int]:
        """How many other records of each kind would go with this one. Raises RecordNotFound."""
        self.get(kind, record_id)
        gone, _ = self._closure(kind, record_id)
        counts = Counter({name: len(ids) for name, ids in gone.items()})
        counts[KIND_OF[kind]] -= 1
        return {name: n for name, n in counts.items() if n}

    def _closure(self, kind: type[Record], record_id: str) -> tuple[dict[str, dict[str, None]], list[Any]]:
        """Ids that go, by kind and in order, and links to empty as (kind, field, ids)."""
        gone: dict[str, dict[str, None]] = defaultdict(dict)
        emptied: list[tuple[str, str, list[str]]] = []
        waiting: list[tuple[str, list[str]]] = [(KIND_OF[kind], [record_id])]
        while waiting:
            name, ids = waiting.pop()
            gone[name].update(dict.fromkeys(ids))
            for other, field, goes in _links_to(name):
                column = RECORD_ROWS[other].__table__.c
                found = [
                    i
                    for some in chunks(ids)
                    for i in self._session.scalars(select(column.id).where(column[field].in_(some)))
                    if i not in gone[other]
                ]
                if found and goes:
                    waiting.append((other, found))
                elif found:
                    emptied.append((other, field, found))
        return {name: ids for name, ids in gone.items() if ids}, emptied

    # --- history ---

    def steps(self, limit: int | None = None) -> list[Step]:
        """The last steps of all sites, oldest first, in the order in which they came into this file."""
        columns = StepRow.__table__.c
        names = tuple(Step.__dataclass_fields__)
        query = select(*(columns[n] for n in names)).order_by(columns.arrival.desc()).limit(limit)
        return [Step(**dict(zip(names, row, strict=True))) for row in reversed(self._session.execute(query).all())]

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
            for row in self._session.execute(query)
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
            for record_id, counter in self._session.execute(query.where(change.record_id.in_(some)))
        }

    def conflicts(self) -> list[dict[str, Any]]:
        """Conflicts nobody decided yet, as {kind, id, field, ours, theirs} with the competing values."""
        undecided = self._session.scalars(select(ConflictRow).where(ConflictRow.decided.is_(False))).all()
        found = []
        for row in undecided:
            values = {change.id: change.new for change in self.changes(record_id=row.record_id)}
            ours, theirs = ([values.get(i) for i in ids] for ids in (row.ours, row.theirs))
            found.append(
                {"kind": row.record_kind, "id": row.record_id, "field": row.field, "ours": ours, "theirs": theirs}
            )
        return found

    # --- inside ---

    def _writable(self) -> None:
        if self._recorder is None:
            raise RuntimeError("records read outside a step cannot be written")

    def _row(self, kind: type[Record], record_id: str) -> RecordRow:
        if self._session.new:
            self._session.flush()
        row = self._session.get(row_class(kind), record_id)
        if row is None or row in self._session.deleted:
            raise _not_found(kind, record_id)
        return row

    def _rows(self, kind: str, ids: Iterable[str]) -> Iterable[RecordRow]:
        row = RECORD_ROWS[kind]
        for some in chunks(ids):
            yield from self._session.scalars(select(row).where(row.id.in_(some)))


def _row(record: Record) -> RecordRow:
    return row_class(type(record))(**{name: getattr(record, name) for name in field_names(type(record))})


def _conditions(kind: type[Record], where: dict[str, Any]) -> list[ColumnElement[bool]]:
    columns = row_class(kind).__table__.c
    return [
        columns[name].in_(value) if isinstance(value, list | set | frozenset) else columns[name] == value
        for name, value in where.items()
    ]


@cache
def _order(kind: type[Record]) -> tuple[ColumnElement[Any], ...]:
    columns = row_class(kind).__table__.c
    return (columns.position, columns.born) if "position" in columns else (columns.born,)


def _not_found(kind: type[Record], record_id: str) -> RecordNotFound:
    return RecordNotFound(
        f"Không có {KIND_OF[kind]} nào mang mã {record_id}.", "Nạp lại danh sách rồi chọn lại.", subject=record_id
    )


__all__ = ["KINDS", "Records", "row_class"]
