"""Makes the copy that is carried away: the whole office, or what one unit needs; the open file is only read.

A slice is the same office with less in it: what is left out is not deleted, so a merge of what comes back takes nothing away.
"""

from pathlib import Path

from sqlalchemy import Connection, delete, func, select

from kehoach_desktop.domain import records as r
from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage import chain, faults
from kehoach_desktop.storage.engine import all_problems, for_writing, open_engine, vacuum_into
from kehoach_desktop.storage.files import replacement
from kehoach_desktop.storage.json_values import KIND_OF
from kehoach_desktop.storage.merging import SEEN, links
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.recorder import RECORDED, chunks
from kehoach_desktop.storage.tables import RECORD_ROWS, ChangeRow, ConflictRow, DraftRow, MetaRow, StepRow

# Of these a unit gets only its own; the plan and its text, units and cycles go along whole.
_OWN = ("result", "progress", "submission", "assignment", "issued_paper", "narrative")
_NOT_CARRIED = ("issued_paper", "narrative")  # the office's own papers are nobody else's business


@frozen
class Carried:
    """What is in a copy: counts by kind, edits, and each machine's last edit, which is the base of what comes back."""

    counts: dict[str, int]
    edits: int
    base: dict[str, int]


def carry_copy(office_file: OfficeFile, target: Path, unit_id: str | None = None) -> Carried:
    """Writes a verified copy to a local path, of everything or for one unit. Nothing unfinished of ours goes along."""
    office_file.backup(target)
    with faults.translated(target):
        _clean(target, unit_id)
        return _look_over(target)


def _clean(target: Path, unit_id: str | None) -> None:
    """Takes out drafts and marks of this machine, and for a slice what is others'; the file is packed anew."""
    engine = open_engine(target, foreign_keys=False)
    try:
        with for_writing(engine).begin() as connection:
            connection.execute(delete(DraftRow))
            connection.execute(delete(MetaRow).where(MetaRow.key.startswith(SEEN)))
            if unit_id is not None:
                _cut(connection, unit_id)
        with replacement(target) as packed:
            vacuum_into(engine, packed)
            engine.dispose()
    finally:
        engine.dispose()


def _cut(connection: Connection, unit_id: str) -> None:
    """Leaves the unit its own tasks and figures; a record that goes takes its edits and whatever names it along."""
    gone = _not_of(connection, unit_id)
    for kind, ids in gone.items():
        row = RECORD_ROWS[kind]
        for part in chunks(ids):
            connection.execute(delete(row).where(row.id.in_(part)), execution_options=RECORDED)
            connection.execute(delete(ChangeRow).where(ChangeRow.record_id.in_(part)))
            connection.execute(delete(ConflictRow).where(ConflictRow.record_id.in_(part)))
    chain.forget(connection)
    used = select(ChangeRow.step_id).distinct()
    connection.execute(delete(StepRow).where(StepRow.id.not_in(used)))


def _not_of(connection: Connection, unit_id: str) -> dict[str, list[str]]:
    """Ids that are not for this unit, by kind."""
    groups = select(RECORD_ROWS["unit_member"].group_id).where(RECORD_ROWS["unit_member"].unit_id == unit_id)  # pyright: ignore[reportAttributeAccessIssue]
    mine = {unit_id, *connection.scalars(groups)}
    gone: dict[str, list[str]] = {}
    for kind in _OWN:
        row = RECORD_ROWS[kind].__table__.c
        if kind in _NOT_CARRIED:
            gone[kind] = list(connection.scalars(select(row.id)))
        else:
            of_whom = connection.execute(select(row.id, row.unit_id))
            gone[kind] = [i for i, whose in of_whom if whose is not None and whose not in mine]
    task, assignment = RECORD_ROWS["task"].__table__.c, RECORD_ROWS["assignment"].__table__.c
    given = select(assignment.task_id).where(assignment.unit_id.in_(mine))
    gone["task"] = list(connection.scalars(select(task.id).where(task.id.not_in(given))))
    _with_dependents(connection, gone)
    return gone


def _with_dependents(connection: Connection, gone: dict[str, list[str]]) -> None:
    """Adds what names a record that goes: the reports and assignments of the tasks of others."""
    for kind, names in links().items():
        row = RECORD_ROWS[kind].__table__.c
        for field, target in names:
            if target == KIND_OF[r.Task]:
                for part in chunks(gone["task"]):
                    found = connection.scalars(select(row.id).where(row[field].in_(part)))
                    gone[kind] = list(dict.fromkeys([*gone.get(kind, ()), *found]))


def _look_over(target: Path) -> Carried:
    """Reads the finished copy back; raises DamagedFile when it does not hold together."""
    engine = open_engine(target, mode="ro")
    try:
        with engine.connect() as connection:
            if all_problems(connection):
                raise faults.DamagedFile(target, cause="Bản sao vừa ghi đọc lại không đúng nên đã bỏ.")
            counts = {kind: _count(connection, row.__table__) for kind, row in RECORD_ROWS.items()}
            edits = _count(connection, ChangeRow.__table__)
            last = select(ChangeRow.site, func.max(ChangeRow.counter)).group_by(ChangeRow.site)
            return Carried(counts, edits, {row[0]: row[1] for row in connection.execute(last)})
    finally:
        engine.dispose()


def _count(connection: Connection, table: object) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()  # pyright: ignore[reportArgumentType]
