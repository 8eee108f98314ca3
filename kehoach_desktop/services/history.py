"""Taking back and doing again, and reading who changed what: pages of steps, one step whole, the life of a field."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from typing import Any

from kehoach_desktop.domain.fields import field_label
from kehoach_desktop.domain.history import Change, ChangeKind, Step, StepKind, UndoState, undo_state
from kehoach_desktop.domain.records import KINDS, Record
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.record_words import OWNER_FIELDS, Names, RecordName, linked_refs
from kehoach_desktop.storage import past
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

PAGE = 200  # steps read at once
_EDITS_SHOWN = 200  # of one step; an import has thousands
# The program keeps these itself; they tell a person nothing.
_LABELS = {("task", "content"): "rõ việc", ("indicator", "content"): "câu trong kế hoạch"}  # beside “nội dung”, “tên”
_UNTOLD = {"id", "position", "plan_id", "source_sha256", "file_sha256", "sha256", "drafted"}


def undo(office_file: OfficeFile) -> Changes | None:
    """Takes back the last step of this machine; None when there is none."""
    return _touched(office_file, office_file.undo())


def redo(office_file: OfficeFile) -> Changes | None:
    """Does again what was taken back last; None when there is nothing."""
    return _touched(office_file, office_file.redo())


def undo_older(office_file: OfficeFile, step_id: str) -> Changes | None:
    """Takes back a step that is not the last one, as a new step; raises CannotUndo where it was changed since."""
    return _touched(office_file, office_file.undo_older(step_id))


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


# --- pages of steps ---


@frozen
class Search:
    """What is looked for: any of it may be left out. `record` is kind and id: that record and its parts."""

    text: str = ""
    author: str | None = None
    record_kind: str | None = None
    step_kinds: tuple[StepKind, ...] | None = None
    since: date | None = None
    record: tuple[str, str] | None = None

    @property
    def is_set(self) -> bool:
        return self != Search()


@frozen
class StepLine:
    """A step as a row: how many edits, whether it was taken back, and the first record it is about."""

    step: Step
    edits: int
    undone: bool
    subject: RecordName | None

    @property
    def id(self) -> str:
        return self.step.id


@frozen
class Page:
    """Some steps, newest first; `rest` reads on, None when these were the last. `found` counts hits of a text search."""

    lines: tuple[StepLine, ...]
    rest: "_Rest | None"
    found: int | None = None


@frozen
class _Rest:
    """Where the next page begins: after a place, or in the hits of a text search that are still unread."""

    wanted: past.Filter
    after: past.Place | None = None
    hits: tuple[int, ...] | None = field(default=None, repr=False)


def first_page(office_file: OfficeFile, search: Search, size: int = PAGE) -> Page:
    """The newest steps that fit a search. Without words its cost does not grow with the history but for one index walk."""
    ids = tuple(parts_of(office_file, search.record)) if search.record else None
    wanted = past.Filter(search.author, search.record_kind, search.step_kinds, search.since, ids)
    if not search.text.strip():
        return next_page(office_file, _Rest(wanted), size)
    hits = _hits(office_file, wanted, fold(search.text).split())
    return replace(next_page(office_file, _Rest(wanted, hits=hits), size), found=len(hits))


def next_page(office_file: OfficeFile, rest: _Rest, size: int = PAGE) -> Page:
    """The steps after those of the page before."""
    if rest.hits is not None:
        found = past.steps_at(office_file, rest.hits[:size])
        left = rest.hits[size:]
        return _page(office_file, found, _Rest(rest.wanted, hits=left) if left else None)
    found = past.steps_after(office_file, rest.wanted, rest.after, size + 1)
    more = len(found) > size
    found = found[:size]
    return _page(office_file, found, _Rest(rest.wanted, after=found[-1].place) if more else None)


def _page(office_file: OfficeFile, found: Sequence[past.PastStep], rest: _Rest | None) -> Page:
    undone = past.undone_steps(office_file)
    names = Names(office_file, {line.first for line in found if line.first is not None})
    lines = (
        StepLine(
            line.step, line.edits, line.step.id in undone,
            names.name(*line.first) if line.first is not None else None,
        )
        for line in found
    )  # fmt: skip
    return Page(tuple(lines), rest)


def _hits(office_file: OfficeFile, wanted: past.Filter, words: Sequence[str]) -> tuple[int, ...]:
    """Arrivals of the steps whose name, one of whose records or values has every word; accents aside, newest first."""
    names = past.step_names(office_file, wanted)
    touching = past.steps_touching(office_file, _records_with(office_file, words))
    touching |= _steps_setting(office_file, wanted, words)
    return tuple(arrival for arrival, name in names if arrival in touching or all(word in fold(name) for word in words))


def _steps_setting(office_file: OfficeFile, wanted: past.Filter, words: Sequence[str]) -> set[int]:
    """Arrivals of the steps with an edit whose old or new value has every word."""
    found: set[int] = set()
    for arrival, name, *values in past.values_like(office_file, wanted, words):
        if arrival not in found and any(_says(name, text, words) for text in values if text):
            found.add(arrival)
    return found


def _says(name: str | None, text: str, words: Sequence[str]) -> bool:
    """Whether a value has every word; of a whole record the names of its fields and its links do not count."""
    if name is None:
        told = (v for k, v in json.loads(text).items() if k not in _UNTOLD and not k.endswith("_id"))
        text = " ".join(v for v in told if isinstance(v, str))
    hay = fold(text)
    return all(word in hay for word in words)


def _records_with(office_file: OfficeFile, words: Sequence[str]) -> list[str]:
    """Ids of the records with these words in their names, and of their parts."""
    found: list[str] = []
    with office_file.read() as records:
        for kind, fields in _NAMED_BY.items():
            hits = [
                record.id
                for record in records.all(KINDS[kind])
                if all(word in fold(" ".join(getattr(record, name) or "" for name in fields)) for word in words)
            ]
            found += hits
            found += _parts(records, kind, hits)
    return found


_NAMED_BY = {
    "task": ("number", "title"), "unit": ("name", "head"), "indicator": ("name",), "section": ("number", "title"),
    "plan": ("number", "title"), "issued_paper": ("title", "number"),
}  # fmt: skip
_PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "task": (("progress", "task_id"), ("assignment", "task_id")),
    "indicator": (("result", "indicator_id"), ("target", "indicator_id")),
    "unit": (("submission", "unit_id"), ("unit_alias", "unit_id"), ("unit_member", "group_id"), ("unit_member", "unit_id")),
}  # fmt: skip


def _parts(records: Records, kind: str, ids: Sequence[str]) -> Iterable[str]:
    for part, name in _PARTS.get(kind, ()) if ids else ():
        owners = set(ids)
        few = len(owners) <= 500
        rows: list[Record] = records.all(KINDS[part], **({name: list(ids)} if few else {}))
        yield from (row.id for row in rows if few or getattr(row, name) in owners)


def parts_of(office_file: OfficeFile, record: tuple[str, str]) -> Iterable[str]:
    """A record and what is part of it, deleted parts too."""
    kind, record_id = record
    yield record_id
    with office_file.read() as records:
        yield from _parts(records, kind, [record_id])
    parts = _PARTS.get(kind, ())
    for _, change in past.deletions(office_file, {part for part, _ in parts}):
        if any(part == change.record_kind and change.old.get(name) == record_id for part, name in parts):
            yield change.record_id


def totals(office_file: OfficeFile) -> past.Totals:
    """How many steps there are, of how many machines and whom."""
    return past.totals(office_file)


# --- one step ---


@frozen
class FieldEdit:
    """What one field was and is, in words; "" is empty."""

    field: str
    label: str
    old: str
    new: str


@frozen
class RecordEdits:
    """What a step did to one record."""

    name: RecordName
    kind: ChangeKind
    fields: tuple[FieldEdit, ...]


@frozen
class StepDetails:
    """A step whole: `untold` edits were left out because there are too many."""

    line: StepLine
    here: bool
    records: tuple[RecordEdits, ...]
    untold: int


def step_details(office_file: OfficeFile, line: StepLine) -> StepDetails:
    """Old and new of every field a step set, in Vietnamese."""
    edits = past.edits_of_step(office_file, line.step.id, _EDITS_SHOWN)
    names = Names(office_file, {*refs(edits)})
    by_record: dict[tuple[str, str], list[Change]] = {}
    for edit in edits:
        by_record.setdefault((edit.record_kind, edit.record_id), []).append(edit)
    whole = tuple(RecordEdits(names.name(*ref), own[0].kind, tuple(told(names, own))) for ref, own in by_record.items())
    return StepDetails(line, line.step.site == office_file.site, whole, line.edits - len(edits))


def refs(edits: Iterable[Change]) -> Iterable[tuple[str, str]]:
    """(kind, id) of every record that changes are about or name."""
    for edit in edits:
        yield edit.record_kind, edit.record_id
        yield from linked_refs(edit.field, edit.old, edit.new)
        for whole in (edit.old, edit.new):
            if edit.field is None and isinstance(whole, dict):
                for name, value in whole.items():
                    yield from linked_refs(name, value)


def told(names: Names, edits: Iterable[Change]) -> Iterable[FieldEdit]:
    """Changes in words; one of a whole record is told field by field."""
    for edit in edits:
        for name, old, new in _fields(edit):
            kind = edit.record_kind
            label = _LABELS.get((kind, name)) or field_label(kind, name)
            yield FieldEdit(name, label, names.value(kind, name, old), names.value(kind, name, new))


def _fields(edit: Change) -> Iterable[tuple[str, Any, Any]]:
    """(field, old, new): of a birth or death the fields that say something."""
    if edit.field is not None:
        yield edit.field, edit.old, edit.new
        return
    whole = edit.new if edit.kind is ChangeKind.CREATE else edit.old
    owner = OWNER_FIELDS.get(edit.record_kind)
    for name, value in (whole or {}).items():
        if name not in _UNTOLD and name != owner and value not in (None, "", [], False):
            yield (name, None, value) if edit.kind is ChangeKind.CREATE else (name, value, None)


@frozen
class Moment:
    """A value a field took: when, by whom, in which step; `gone` when the record was deleted then."""

    step_id: str
    at: datetime
    author: str
    text: str
    undone: bool = False
    gone: bool = False


def field_life(office_file: OfficeFile, record_kind: str, record_id: str, name: str) -> list[Moment]:
    """Every value a field has had, newest first."""
    life = past.life_of_field(office_file, record_id, name)
    raw = [edit.new if edit.field is not None else (edit.new or {}).get(name) for _, edit in life]
    names = Names(office_file, {ref for value in raw for ref in linked_refs(name, value)})
    undone = past.undone_steps(office_file)
    return [
        Moment(
            step.id, step.at, step.author, names.value(record_kind, name, value), step.id in undone,
            gone=edit.kind is ChangeKind.DELETE,
        )
        for (step, edit), value in reversed(list(zip(life, raw, strict=True)))
    ]  # fmt: skip


def find_line(office_file: OfficeFile, step_id: str) -> StepLine | None:
    """One step as a row, None when it is not in the file."""
    found = past.step_by_id(office_file, step_id)
    return _page(office_file, [found], None).lines[0] if found is not None else None
