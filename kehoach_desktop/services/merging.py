"""Gộp tệp: files of other machines read, shown as one plan, taken in as one step after a backup; decisions on conflicts."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kehoach_desktop.domain.fields import KIND_LABELS
from kehoach_desktop.domain.merging import Conflict, Key, MergePlan, Outcome, Received
from kehoach_desktop.domain.records import KINDS
from kehoach_desktop.errors import BadValue, Cancelled, UserFacingError
from kehoach_desktop.exchange.faults import Refusal, RefusedFile
from kehoach_desktop.exchange.quarantine import OfficeReader, ReceivedOffice
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services import backups
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.receiving import known_format
from kehoach_desktop.services.record_words import LINKS, OWNER_FIELDS
from kehoach_desktop.storage import merging
from kehoach_desktop.storage.faults import OtherOffice
from kehoach_desktop.storage.json_values import from_json
from kehoach_desktop.storage.office_file import OfficeFile

Report = Callable[[float], None]

# So many deletions by others are asked about first: somebody may have emptied a file by mistake.
MANY_DELETIONS = 5


@frozen
class RefusedOffice:
    """A file that is not taken, and why."""

    path: Path
    fault: UserFacingError

    @property
    def needs_password(self) -> bool:
        """Whether a password, or another one, may open it."""
        locked = (Refusal.NEEDS_PASSWORD, Refusal.WRONG_PASSWORD)
        return isinstance(self.fault, RefusedFile) and self.fault.refusal in locked

    @property
    def had_wrong_password(self) -> bool:
        return isinstance(self.fault, RefusedFile) and self.fault.refusal is Refusal.WRONG_PASSWORD

    @property
    def is_of_other_office(self) -> bool:
        return isinstance(self.fault, OtherOffice)


@frozen
class MergePreview:
    """What taking in some files would do; `known` are files that were taken in before, with the day."""

    received: tuple[ReceivedOffice, ...]
    refused: tuple[RefusedOffice, ...]
    plan: MergePlan
    known: dict[str, str]

    @property
    def histories(self) -> tuple[Received, ...]:
        return tuple(office.received for office in self.received)

    @property
    def is_quiet(self) -> bool:
        """Whether the files bring nothing that is not here already."""
        plan = self.plan
        return not (plan.changes or plan.new or plan.changed or plan.deleted)

    @property
    def asks_about_deletions(self) -> bool:
        """Whether so much would be deleted that a person must look first."""
        return len(deletions(self.plan)) > MANY_DELETIONS


def deletions(plan: MergePlan) -> list[Outcome]:
    """The records a merge deletes; parts of a record whose own deletion is in conflict stay with it until that is decided."""
    parts = parts_of_contested(plan)
    return [outcome for outcome in plan.deleted if outcome.key not in parts]


def parts_of_contested(plan: MergePlan) -> frozenset[Key]:
    """Deleted records that are part of one which was deleted there and used here, and so lives on."""
    lives = {conflict.key for conflict in plan.conflicts if conflict.field is None}
    deleted = {outcome.key: outcome for outcome in plan.deleted} if lives else {}

    def owner_lives(key: Key) -> bool:
        field = OWNER_FIELDS.get(key.kind)
        owner = (deleted[key].before or {}).get(field) if field else None
        if field is None or owner is None:
            return False
        above = Key(LINKS[field], owner)
        return above in lives or (above in deleted and owner_lives(above))

    return frozenset(key for key in deleted if owner_lives(key))


def preview(
    office_file: OfficeFile, paths: Sequence[Path], *, passwords: dict[Path, str] | None = None,
    beside: Sequence[ReceivedOffice] = (), progress: Report | None = None,
) -> MergePreview:  # fmt: skip
    """Reads files in quarantine and plans their merge; writes nothing. A file that is not taken is named with its reason.

    The history of several files is one: their order does not matter. `beside` are files read before, planned with these.
    Raises ForkedHistory and OtherOffice of storage only by naming the file among the refused.
    """
    received: list[ReceivedOffice] = list(beside)
    refused: list[RefusedOffice] = []
    with OfficeReader(known_format()) as reader:
        for done, path in enumerate(paths):

            def tick(done: int = done) -> None:
                if progress:
                    progress(done / len(paths))

            try:
                office = reader.read(path, password=(passwords or {}).get(path), tick=tick)
                merging.plan(office_file, [office.received])
            except Cancelled:
                raise
            except UserFacingError as fault:
                refused.append(RefusedOffice(path, fault))
            else:
                received.append(office)
    return _planned(office_file, received, refused)


def plan_again(office_file: OfficeFile, shown: MergePreview) -> MergePreview:
    """The same files against our file as it is now, without reading them again."""
    return _planned(office_file, shown.received, shown.refused)


def _planned(
    office_file: OfficeFile, received: Sequence[ReceivedOffice], refused: Sequence[RefusedOffice]
) -> MergePreview:
    histories = [office.received for office in received]
    plan = merging.plan(office_file, histories)
    known = {h.sha256: at for h in histories if (at := merging.taken_in_on(office_file, h.sha256))}
    return MergePreview(tuple(received), tuple(refused), plan, known)


@frozen
class Merged:
    """What a merge did, what it touched, and the copy of the file as it was before."""

    plan: MergePlan
    changes: Changes
    backup: Path | None


def take_in(
    office_file: OfficeFile, shown: MergePreview, *, spare: Iterable[Key] = (), backup_folder: Path | None = None
) -> Merged:
    """Takes in the files of a preview as one step, after a backup. Records in `spare` stay though deleted elsewhere."""
    if not shown.received:
        raise BadValue("Không có tệp nào để gộp.", "Chọn tệp khác.")
    name = _step_name(shown)
    if shown.is_quiet:
        return Merged(shown.plan, Changes.of(name), None)
    backup = backups.back_up(office_file, why="trước khi gộp", chosen=backup_folder)
    plan = merging.apply(office_file, shown.histories, name, spare=frozenset(spare))
    return Merged(plan, Changes.of(name, *{key.kind for key in plan.outcomes}), backup)


def _step_name(shown: MergePreview) -> str:
    names = [history.name for history in shown.histories]
    return f"Gộp {names[0]}" if len(names) == 1 else f"Gộp {len(names)} tệp"


def merge(
    office_file: OfficeFile, shown: MergePreview, decisions: Iterable[tuple[Key, str | None, Any]], *, spare: Iterable[Key] = (),
    backup_folder: Path | None = None, progress: Report | None = None,
) -> Merged:  # fmt: skip
    """Takes in the files of a preview, then decides as one more step what was decided about it and is still open."""
    report = progress or (lambda _: None)
    report(0.05)
    kept = with_what_they_name(shown.plan, {*spare, *parts_of_contested(shown.plan)})
    merged = take_in(office_file, shown, spare=kept, backup_folder=backup_folder)
    if progress is not None:
        with suppress(Cancelled):  # the files are in: too late to stop
            report(0.8)
    changes = merged.changes
    decided = decide_open(office_file, decisions)
    if decided is not None:
        changes = Changes(merged.changes.kinds | decided.kinds, merged.changes.step)
    return Merged(merged.plan, changes, merged.backup)


def with_what_they_name(plan: MergePlan, spare: Iterable[Key]) -> frozenset[Key]:
    """Records to spare with every deleted one they name: a task stays only with its section."""
    deleted = {outcome.key: outcome for outcome in plan.deleted}
    kept: set[Key] = set()
    waiting = [key for key in spare if key in deleted]
    while waiting:
        key = waiting.pop()
        if key not in kept:
            kept.add(key)
            values = deleted[key].before or {}
            named = (Key(kind, values[name]) for name, kind in merging.links().get(key.kind, ()) if values.get(name))
            waiting.extend(other for other in named if other in deleted)
    return frozenset(kept)


# --- conflicts ---

Decision = tuple[Key, str | None, Any]  # record, field, plain JSON value; of a deletion True to keep the record


def open_conflicts(office_file: OfficeFile) -> list[dict[str, Any]]:
    """Conflicts nobody decided yet, as {kind, id, field, ours, theirs}."""
    with office_file.read() as records:
        return records.conflicts()


def decide_open(office_file: OfficeFile, decisions: Iterable[Decision]) -> Changes | None:
    """Decides those of these conflicts that are open now; None where none is."""
    undecided = {(conflict.key, conflict.field) for conflict in merging.undecided(office_file)}
    wanted = [decision for decision in decisions if decision[:2] in undecided]
    return decide(office_file, wanted) if wanted else None


def decide(office_file: OfficeFile, decisions: Iterable[Decision]) -> Changes:
    """Decides conflicts as one step: of a field by its value (plain JSON), of a deletion by True to keep the record.

    A decision is an edit: it travels with the next copy, and nobody is asked again.
    """
    decisions = list(decisions)
    names = {KIND_LABELS[key.kind] for key, _, _ in decisions}
    what = names.pop() if len(names) == 1 else "mục"
    name = f"Quyết định {len(decisions)} mâu thuẫn của {what}"
    with office_file.step(name) as records:
        for key, field, value in decisions:
            kind = KINDS[key.kind]
            if field is not None:
                records.decide(kind, key.id, field, from_json(kind, field, value))
            elif value:
                records.confirm(kind, key.id)
            else:
                records.delete(kind, key.id)
    return Changes.of(name, *records.kinds_changed)


# --- as plain values ---


def plain_merge(plan: MergePlan) -> dict[str, list[dict[str, Any]]]:
    """new, changed, deleted, conflicts as lists of {kind, id, field, ours, theirs} (DESIGN §5)."""
    return {
        "new": [_line(o.key, None, None, o.after) for o in plan.new],
        "changed": [
            _line(o.key, name, (o.before or {}).get(name), (o.after or {}).get(name))
            for o in plan.changed
            for name in o.changed_fields
        ],
        "deleted": [_line(o.key, None, o.before, None) for o in deletions(plan)],
        "conflicts": [_conflict(plan.outcomes[conflict.key], conflict) for conflict in plan.conflicts],
    }


def _line(key: Key, field: str | None, ours: Any, theirs: Any) -> dict[str, Any]:
    return {"kind": key.kind, "id": key.id, "field": field, "ours": ours, "theirs": theirs}


def _conflict(outcome: Outcome, conflict: Conflict) -> dict[str, Any]:
    if conflict.field is None:
        return _line(conflict.key, None, outcome.after, None)
    ours = (outcome.after or {}).get(conflict.field)
    theirs = [value for value in outcome.rivals.get(conflict.field, ()) if value != ours]
    return _line(conflict.key, conflict.field, ours, theirs[0] if len(theirs) == 1 else theirs)
