"""Writes history: watches a session and adds one Change for every edit before it reaches the file, so no verb can forget it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, event, func, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, Step, StepKind, heads
from kehoach_desktop.domain.records import KINDS
from kehoach_desktop.storage.columns import RecordRow
from kehoach_desktop.storage.json_values import field_names, to_json
from kehoach_desktop.storage.tables import ChangeRow, StepRow

T = TypeVar("T")
_CHUNK = 500  # ids in one look-up; databases limit the parameters of a statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What a step will be called and whose it is; `jump` is how far this opening moved on from the last counter."""

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


def names_of(row: RecordRow) -> tuple[str, ...]:
    """The domain fields of a row."""
    return field_names(KINDS[row.__tablename__])


def snapshot(row: RecordRow) -> dict[str, Any]:
    """A row as history keeps it."""
    return {name: to_json(getattr(row, name)) for name in names_of(row)}


class Recorder:
    """The history of one step; `step` is None until something has changed."""

    def __init__(self, session: Session, intent: Intent) -> None:
        self.step: Step | None = None
        self.kinds: set[str] = set()
        self._intent = intent
        self._counter = 0
        event.listen(session, "before_flush", lambda session, *_: self._record(session))
        event.listen(session, "do_orm_execute", _refuse_unrecorded)

    def _record(self, session: Session) -> None:
        created = [row for row in session.new if isinstance(row, RecordRow)]
        updated = [(row, edits) for row in session.dirty if isinstance(row, RecordRow) and (edits := _edits(row))]
        deleted = [row for row in session.deleted if isinstance(row, RecordRow)]
        if not (created or updated or deleted):
            return
        connection = session.connection()
        if self.step is None:
            self._begin(connection)
        reborn = [row for row in created if row.born is not None]
        known = [*reborn, *(row for row, _ in updated), *deleted]
        past = _past(connection, [row.id for row in known])
        changes = [self._create(row, past) for row in created]
        changes += [
            self._change(ChangeKind.UPDATE, row, name, old=old, new=new, superseded=heads(past[row.id], name))
            for row, edits in updated
            for name, (old, new) in edits.items()
        ]
        changes += [
            self._change(
                ChangeKind.DELETE, row, None, old=snapshot(row), new=None, superseded=_all_heads(row, past[row.id])
            )
            for row in deleted
        ]
        connection.execute(insert(ChangeRow), changes)

    def _begin(self, connection: Connection) -> None:
        """Numbers the step: after the last one in the file, whoever wrote that."""
        intent, clock = self._intent, self._intent.clock
        number = connection.scalar(select(func.max(StepRow.number)).where(StepRow.site == intent.site)) or 0
        arrival = connection.scalar(select(func.max(StepRow.arrival))) or 0
        last = connection.scalar(select(func.max(ChangeRow.counter)).where(ChangeRow.site == intent.site)) or 0
        self._counter = last + intent.jump
        self.step = Step(
            id=clock.new_id(),
            site=intent.site,
            number=number + 1,
            name=intent.name,
            kind=intent.kind,
            at=clock.now(),
            author=intent.author,
            target_id=intent.target_id,
        )
        values = {name: getattr(self.step, name) for name in Step.__dataclass_fields__}
        connection.execute(insert(StepRow), {**values, "arrival": arrival + 1})

    def _create(self, row: RecordRow, past: dict[str, list[Change]]) -> dict[str, Any]:
        # A record an undo brings back keeps its place of birth; it replaces the tombstone. A new one replaces nothing.
        superseded = _all_heads(row, past[row.id]) if row.born is not None else []
        change = self._change(ChangeKind.CREATE, row, None, old=None, new=snapshot(row), superseded=superseded)
        if row.born is None:
            row.born = change["counter"]
        return change

    def _change(
        self, kind: ChangeKind, row: RecordRow, field: str | None, *, old: Any, new: Any, superseded: Sequence[ChangeId]
    ) -> dict[str, Any]:
        assert self.step is not None  # noqa: S101 - begun by _record
        self._counter += 1
        self.kinds.add(row.__tablename__)
        return {
            "site": self.step.site,
            "counter": self._counter,
            "step_id": self.step.id,
            "kind": kind,
            "record_kind": row.__tablename__,
            "record_id": row.id,
            "field": field,
            "old": old,
            "new": new,
            "supersedes": tuple(superseded),
        }


def _edits(row: RecordRow) -> dict[str, tuple[Any, Any]]:
    """Field -> (old, new) of what really changed in a row."""
    attributes = inspect(row).attrs
    edits = {}
    for name in names_of(row):
        added, _, deleted = attributes[name].history
        if added:
            edits[name] = (to_json(deleted[0]) if deleted else None, to_json(added[0]))
    return edits


def _past(connection: Connection, record_ids: Sequence[str]) -> dict[str, list[Change]]:
    """Edits of these records, without their values: enough to tell which ones stand."""
    columns = ChangeRow.__table__.c
    wanted = select(
        columns.site, columns.counter, columns.kind, columns.record_kind, columns.record_id, columns.field,
        columns.supersedes,
    )  # fmt: skip
    past: dict[str, list[Change]] = defaultdict(list)
    for ids in chunks(record_ids):
        for site, counter, kind, record_kind, record_id, field, supersedes in connection.execute(
            wanted.where(columns.record_id.in_(ids))
        ):
            past[record_id].append(
                Change(
                    id=ChangeId(site, counter), step_id="", kind=kind, record_kind=record_kind, record_id=record_id,
                    field=field, old=None, new=None, supersedes=supersedes,
                )
            )  # fmt: skip
    return past


def _all_heads(row: RecordRow, past: list[Change]) -> list[ChangeId]:
    """The edits that stand for any field of a record."""
    if len(past) <= 1:
        return [change.id for change in past]
    return sorted({head for name in names_of(row) for head in heads(past, name)})


def _refuse_unrecorded(state: ORMExecuteState) -> None:
    """A bulk statement on records would pass history by."""
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("records are written through the session, so that history sees them")
