"""Taking back and doing again, and reading who changed what."""

from kehoach_desktop.domain.history import Change, Step, UndoState, undo_state
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.storage.office_file import OfficeFile


def undo(office_file: OfficeFile) -> Changes | None:
    """Takes back the last step of this machine; None when there is none."""
    return _touched(office_file, office_file.undo())


def redo(office_file: OfficeFile) -> Changes | None:
    """Does again what was taken back last; None when there is nothing."""
    return _touched(office_file, office_file.redo())


def _touched(office_file: OfficeFile, step: Step | None) -> Changes | None:
    if step is None:
        return None
    with office_file.read() as records:
        kinds = {change.record_kind for change in records.changes(step_id=step.id)}
    return Changes(frozenset(kinds), step.name)


def undoable(office_file: OfficeFile) -> UndoState:
    """The steps that undo and redo would take next."""
    with office_file.read() as records:
        return undo_state(step for step in records.steps() if step.site == office_file.site)


def timeline(office_file: OfficeFile, record_id: str | None = None) -> list[tuple[Step, list[Change]]]:
    """Steps with their changes, newest first; of one record only, when it is named."""
    with office_file.read() as records:
        steps = records.steps()
        changes = records.changes(record_id=record_id)
    by_step: dict[str, list[Change]] = {}
    for change in changes:
        by_step.setdefault(change.step_id, []).append(change)
    return [(step, by_step[step.id]) for step in reversed(steps) if step.id in by_step]
