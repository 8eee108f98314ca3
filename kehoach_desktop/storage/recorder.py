"""The only hand that writes records: each write puts the edit into history beside the row, so no verb can forget it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache, cached_property
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Engine,
    Insert,
    Update,
    bindparam,
    delete,
    event,
    func,
    insert,
    select,
    update,
)

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, Step, StepKind, heads
from kehoach_desktop.domain.records import Record
from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage.json_values import KIND_OF, field_names, record_to_json, to_json
from kehoach_desktop.storage.tables import RECORD_ROWS, ChangeRow, ConflictRow, StepRow

T = TypeVar("T")
Edits = Mapping[str, Mapping[str, tuple[Any, Any]]]  # record id -> field -> (old, new)
_CHUNK = 500  # ids in one look-up; databases limit the parameters of a statement
RECORDED = {"recorded": True}  # the mark of a statement whose edits are, or will be, in history


@frozen(kw_only=True)
class Intent:
    """What a step will be called and whose it is; `jump` is how far this opening moves on from the last counter."""

    name: str
    kind: StepKind
    target_id: str | None
    site: str
    author: str
    clock: Clock
    jump: int


def chunks(items: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """Items in lists small enough for one statement."""
    waiting = iter(items)
    while chunk := list(islice(waiting, size)):
        yield chunk


_ADD_EDITS = insert(ChangeRow)
_EDIT = ChangeRow.__table__.c
_EDITS = select(
    _EDIT.site, _EDIT.counter, _EDIT.kind, _EDIT.record_kind, _EDIT.record_id, _EDIT.field, _EDIT.supersedes
)

_UNDECIDED = select(ConflictRow.record_id, ConflictRow.field).where(ConflictRow.decided.is_(False))


@cache
def _update(kind: str, names: tuple[str, ...]) -> Update:
    row = RECORD_ROWS[kind]
    return update(row).where(row.id == bindparam("this_id")).values({name: bindparam(f"new_{name}") for name in names})


def among(column: ColumnElement[T], ids: Sequence[T]) -> ColumnElement[bool]:
    """Whether a column holds one of the ids; a single one as the plain comparison, which is set up twice as fast."""
    return column == ids[0] if len(ids) == 1 else column.in_(ids)


class Recorder:
    """The writes of one step; `step` is None until something has changed."""

    def __init__(self, connection: Connection, intent: Intent) -> None:
        self.step: Step | None = None
        self.kinds: set[str] = set()
        self._connection = connection
        self._intent = intent
        self._counter = 0

    def create(self, records: Iterable[Record]) -> None:
        """New records; a birth replaces no edit, so nothing is looked up."""
        self._insert(records, {}, {})

    def recreate(self, records: Sequence[Record], births: Mapping[str, int]) -> None:
        """Deleted records come back in their old places; the edit replaces the tombstone."""
        past = self._past([record.id for record in records])
        self._insert(records, births, {r.id: _all_heads(past[r.id]) for r in records})

    def update(self, cls: type[Record], edits: Edits) -> None:
        """Sets fields of records of one kind."""
        edits = {record_id: fields for record_id, fields in edits.items() if fields}
        kind, past = KIND_OF[cls], self._past(list(edits))
        by_fields: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        changes = []
        for record_id, values in edits.items():
            by_fields[tuple(values)].append(
                {"this_id": record_id, **{f"new_{name}": new for name, (_, new) in values.items()}}
            )
            self._decide(record_id, values)
            for name, (old, new) in values.items():
                standing = heads(past[record_id], name)
                edit = self._change(ChangeKind.UPDATE, kind, record_id, supersedes=standing)
                changes.append({**edit, "field": name, "old": to_json(cls, name, old), "new": to_json(cls, name, new)})
        for names, rows in by_fields.items():
            self._write(_update(kind, names), rows)
        self._write(_ADD_EDITS, changes)

    def confirm(self, records: Sequence[Record]) -> None:
        """Decides that records somebody deleted elsewhere stay; fields that compete on their own go on competing.

        The edit tells the record before it too, so that undo does not take it for a birth.
        """
        past = self._past([record.id for record in records])
        changes = []
        for record in records:
            edits = past[record.id]
            open_fields = {name for name in self._undecided(record.id) if name}
            rivals = {head for name in open_fields for head in heads(edits, name)}
            ends = {edit.id for edit in edits if edit.kind is ChangeKind.DELETE}
            replaced = [head for head in _all_heads(edits) if head in ends or head not in rivals]
            kind = KIND_OF[type(record)]
            edit = self._change(ChangeKind.CREATE, kind, record.id, supersedes=replaced)
            values = record_to_json(record)
            changes.append({**edit, "old": values, "new": values})
            self._decide(record.id, (None,))
        self._write(_ADD_EDITS, changes)

    def begin(self) -> None:
        """Makes the step one to be written even if no record changes in it."""
        self.step = self.step or self._begin()

    def delete(self, cls: type[Record], records: Sequence[Record]) -> None:
        """Removes just these records of one kind; their last values stay in history."""
        kind, past = KIND_OF[cls], self._past([record.id for record in records])
        changes = [
            {
                **self._change(ChangeKind.DELETE, kind, r.id, supersedes=_all_heads(past[r.id])),
                "old": record_to_json(r),
            }
            for r in records
        ]
        for record in records:
            self._decide(record.id, self._undecided(record.id))
        row = RECORD_ROWS[kind]
        self._write(delete(row).where(row.id == bindparam("this_id")), [{"this_id": record.id} for record in records])
        self._write(_ADD_EDITS, changes)

    # --- inside ---

    def _insert(
        self, records: Iterable[Record], births: Mapping[str, int], replaced: Mapping[str, list[ChangeId]]
    ) -> None:
        rows: dict[type[Record], list[dict[str, Any]]] = defaultdict(list)
        changes = []
        for record in records:
            cls = type(record)
            names = field_names(cls)
            edit = self._change(ChangeKind.CREATE, KIND_OF[cls], record.id, supersedes=replaced.get(record.id, ()))
            changes.append({**edit, "new": record_to_json(record)})
            born = births.get(record.id, edit["counter"])
            rows[cls].append({**dict(zip(names, attrgetter(*names)(record), strict=True)), "born": born})
        for cls, values in rows.items():
            self._write(insert(RECORD_ROWS[KIND_OF[cls]]), values)
        self._write(_ADD_EDITS, changes)

    @cached_property
    def _open_conflicts(self) -> dict[str, set[str | None]]:
        """Record id -> fields with an undecided conflict; nearly always nothing."""
        found: dict[str, set[str | None]] = defaultdict(set)
        for record_id, name in self._connection.execute(_UNDECIDED):
            found[record_id].add(name)
        return found

    def _undecided(self, record_id: str) -> set[str | None]:
        return self._open_conflicts.get(record_id, set())

    def _decide(self, record_id: str, names: Iterable[str | None]) -> None:
        """An edit of a field replaces all that competed for it, so whatever was written is the decision."""
        for name in self._undecided(record_id).intersection(names):
            self._connection.execute(
                update(ConflictRow)
                .where(ConflictRow.record_id == record_id, ConflictRow.field == name)
                .values(decided=True)
            )
            self._open_conflicts[record_id].discard(name)

    def _write(self, statement: Insert | Update | Delete, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(statement, rows, execution_options=RECORDED)

    def _change(
        self, kind: ChangeKind, record_kind: str, record_id: str, *, supersedes: Sequence[ChangeId]
    ) -> dict[str, Any]:
        """The row of an edit, numbered; the first one begins the step."""
        step = self.step or self._begin()
        self._counter += 1
        self.kinds.add(record_kind)
        return {
            "site": step.site,
            "counter": self._counter,
            "step_id": step.id,
            "kind": kind,
            "record_kind": record_kind,
            "record_id": record_id,
            "field": None,
            "old": None,
            "new": None,
            "supersedes": tuple(supersedes),
        }

    def _begin(self) -> Step:
        """Numbers the step: after the last one in the file, whoever wrote that."""
        intent, connection = self._intent, self._connection
        number = connection.scalar(select(func.max(StepRow.number)).where(StepRow.site == intent.site)) or 0
        arrival = connection.scalar(select(func.max(StepRow.arrival))) or 0
        last = connection.scalar(select(func.max(ChangeRow.counter)).where(ChangeRow.site == intent.site)) or 0
        self._counter = last + intent.jump
        self.step = Step(
            id=intent.clock.new_id(), site=intent.site, number=number + 1, name=intent.name, kind=intent.kind,
            at=intent.clock.now(), author=intent.author, target_id=intent.target_id,
        )  # fmt: skip
        values = {field.name: getattr(self.step, field.name) for field in fields(Step)}
        connection.execute(insert(StepRow), {**values, "arrival": arrival + 1})
        return self.step

    def _past(self, record_ids: Sequence[str]) -> dict[str, list[Change]]:
        """Edits of these records, without their values: enough to tell which ones stand."""
        past: dict[str, list[Change]] = defaultdict(list)
        for ids in chunks(record_ids):
            for site, counter, kind, record_kind, record_id, name, supersedes in self._connection.execute(
                _EDITS.where(among(_EDIT.record_id, ids))
            ):
                edit = Change(
                    id=ChangeId(site, counter), step_id="", kind=kind, record_kind=record_kind, record_id=record_id,
                    field=name, old=None, new=None, supersedes=supersedes,
                )  # fmt: skip
                past[record_id].append(edit)
        return past


def _all_heads(past: list[Change]) -> list[ChangeId]:
    """The edits that stand for any field of a record; fields nobody edited stand as it was born."""
    return sorted({head for name in {edit.field or "" for edit in past} for head in heads(past, name)})


def refuse_unrecorded_writes(engine: Engine) -> None:
    """Makes a statement that would change records past history fail before it reaches the file."""
    tables = {row.__table__ for row in RECORD_ROWS.values()}

    def look(_: Connection, statement: Any, many: Any, one: Any, options: Mapping[str, Any]) -> None:  # noqa: ARG001
        if (
            isinstance(statement, Insert | Update | Delete)
            and statement.table in tables
            and not options.get("recorded")
        ):
            raise RuntimeError("records are written by the recorder, so that history sees them")

    event.listen(engine, "before_execute", look)
