"""The bin: what was deleted, when and by whom, and bringing it back with what hung on it, as one new step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kehoach_desktop.domain.fields import KIND_LABELS, field_types
from kehoach_desktop.domain.history import Change, ChangeKind, Step, StepKind
from kehoach_desktop.domain.records import KINDS, Record
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.record_words import LINKS, Names, RecordName
from kehoach_desktop.storage import past
from kehoach_desktop.storage.json_values import record_from_json
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

# What people look for in a bin; assignments and the like change hands all day and stand in the history.
_IN_BIN = (
    "plan", "section", "paragraph", "task", "indicator", "unit", "unit_alias", "legal_basis", "recipient", "funding",
    "report_cycle", "issued_paper", "progress", "result", "target", "submission",
)  # fmt: skip
# Links without which a record would say something else: a unit's result is not the commune's.
_NEEDED = {("result", "unit_id"), ("progress", "unit_id")}


class AlreadyBack(UserFacingError):
    """What should be restored is there."""

    def __init__(self, words: str) -> None:
        super().__init__(f"{words} đã có lại trong tệp.", "Không cần khôi phục nữa.")


class OwnerGone(UserFacingError):
    """The record belongs to another that is deleted too; `subject` is that one's id."""

    def __init__(self, owner: RecordName) -> None:
        super().__init__(
            f"{owner.whole} cũng đã bị xóa.", "Khôi phục cả bản ghi ấy, hoặc để nguyên.", subject=owner.record_id
        )
        self.owner = owner


@frozen
class Deleted:
    """One record in the bin: which, when, by whom, in which step, and how many of each kind hung on it."""

    name: RecordName
    step: Step
    hung: Mapping[str, int]

    @property
    def id(self) -> str:
        return self.name.record_id

    @property
    def hung_words(self) -> str:
        """As "2 phân công, 3 kết quả nhiệm vụ"; "" when nothing hung on it."""
        return ", ".join(f"{count} {KIND_LABELS[kind]}" for kind, count in self.hung.items())


def deleted(office_file: OfficeFile, text: str = "") -> list[Deleted]:
    """Everything in the bin, newest first: what people deleted and is not back; with `text` what has all its words."""
    found = past.deletions(office_file, KINDS)
    there = _existing(office_file, ((edit.record_kind, edit.record_id) for _, edit in found))
    latest: dict[str, tuple[Step, Change]] = {}
    for step, edit in found:  # oldest first: a record deleted twice stands with its last deletion
        if edit.record_id not in there and step.kind is not StepKind.UNDO:
            latest[edit.record_id] = (step, edit)
    by_step: dict[str, list[Change]] = {}
    for step, edit in latest.values():
        by_step.setdefault(step.id, []).append(edit)
    heads = {
        edit.record_id: _hanging_on(edit, by_step[step.id])
        for step, edit in latest.values()
        if _is_head(edit, by_step[step.id])
    }
    names = Names(office_file, {(edit.record_kind, i) for i, (_, edit) in latest.items() if i in heads})
    rows = [
        Deleted(names.name(edit.record_kind, record_id), step, _counted(heads[record_id]))
        for record_id, (step, edit) in latest.items()
        if record_id in heads and edit.record_kind in _IN_BIN
    ]
    words = fold(text).split()
    kept = [row for row in rows if all(word in fold(f"{row.name.whole} {row.step.author}") for word in words)]
    return sorted(kept, key=lambda row: row.step.at, reverse=True)


def restore_deleted(
    office_file: OfficeFile, record_ids: Sequence[str], *, with_owners: bool = False
) -> tuple[list[RecordName], Changes]:
    """Brings deleted records back with what hung on them, under their old ids, as one step that undo takes back.

    Links that their deletion emptied are set again where they are still empty. Raises AlreadyBack, and OwnerGone when
    a record belongs to one that is deleted too; with `with_owners` that one comes back as well.
    """
    back, links = _gathered(office_file, record_ids, with_owners=with_owners)
    names = [name for name in _names(office_file, record_ids) if name.record_id in back]
    kept = [_without_lost_links(office_file, record, back) for record in back.values()]
    step_name = _step_name(names, len(back))
    with office_file.step(step_name) as records:
        records.revive(kept)
        for (kind, linked), fields in _still_empty(records, links).items():
            records.update(KINDS[kind], linked, **fields)
        recorded = records
    return names, Changes(recorded.kinds_changed, step_name)


def restore_step(
    office_file: OfficeFile, step_id: str, *, with_owners: bool = False
) -> tuple[list[RecordName], Changes]:
    """The same for all that a step deleted for its own sake; raises AlreadyBack where it deleted nothing."""
    with office_file.read() as records:
        gone = [edit for edit in records.changes(step_id=step_id) if edit.kind is ChangeKind.DELETE]
    heads = [edit.record_id for edit in gone if _is_head(edit, gone)]
    if not heads:
        raise AlreadyBack("Mọi bản ghi của bước này")
    return restore_deleted(office_file, heads, with_owners=with_owners)


def _step_name(names: Sequence[RecordName], count: int) -> str:
    first = names[0]
    if len(names) == 1:
        words = first.words if first.label == KIND_LABELS[first.kind].capitalize() else ""
        what = f"{first.label[:1].lower()}{first.label[1:]} {words}".strip()
    else:
        kinds = {name.kind for name in names}
        what = f"{len(names)} {KIND_LABELS[first.kind] if len(kinds) == 1 else 'bản ghi'}"
    more = count - len(names)
    return f"Khôi phục {what}" + (f" cùng {more} bản ghi đi kèm" if more else "")


# --- inside ---


Links = dict[tuple[str, str], dict[str, str]]  # kind and id -> field -> the id it named


def _gathered(
    office_file: OfficeFile, record_ids: Sequence[str], *, with_owners: bool
) -> tuple[dict[str, Record], Links]:
    """All records that come back, owners before what hangs on them, and the links to set again."""
    back: dict[str, Record] = {}
    links: Links = {}
    waiting = list(record_ids)
    while waiting:
        wanted = waiting.pop(0)
        if wanted not in back:
            back |= {record.id: record for record in _deleted_with(office_file, wanted, links)}
            missing = _missing_owners(office_file, back)
            if missing and not with_owners:
                raise OwnerGone(_names(office_file, missing)[0])
            waiting += missing
    if not back:
        raise AlreadyBack(_names(office_file, record_ids)[0].whole)
    return back, links


def _deleted_with(office_file: OfficeFile, record_id: str, links: Links) -> list[Record]:
    """A deleted record and what its deletion took along, parents first; puts the links it emptied into `links`."""
    last = past.last_deletion(office_file, record_id)
    if last is None or _existing(office_file, [(last[1].record_kind, record_id)]):
        return []
    with office_file.read() as records:
        edits = records.changes(step_id=last[0].id)
    gone = [edit for edit in edits if edit.kind is ChangeKind.DELETE]
    own = {record_id, *(edit.record_id for edit in _hanging_on(last[1], gone))}
    there = _existing(office_file, ((edit.record_kind, edit.record_id) for edit in gone))
    for edit in edits:
        if edit.field is not None and edit.new is None and edit.old in own:
            links.setdefault((edit.record_kind, edit.record_id), {})[edit.field] = edit.old
    kinds = list(KINDS)
    wanted = [edit for edit in gone if edit.record_id in own - there]
    wanted.sort(key=lambda edit: kinds.index(edit.record_kind))
    return [record_from_json(KINDS[edit.record_kind], edit.old) for edit in wanted]


def _links_of(edit: Change) -> Iterable[str]:
    """Ids that a deleted record names."""
    return (edit.old[field] for field in LINKS if edit.old.get(field))


def _is_head(edit: Change, gone: Sequence[Change]) -> bool:
    """Whether a record was deleted for its own sake and did not merely go with another."""
    ids = {other.record_id for other in gone}
    return ids.isdisjoint(_links_of(edit))


def _hanging_on(head: Change, gone: Sequence[Change]) -> list[Change]:
    """What was deleted in the same step because it hung on a record, at any remove."""
    holders: dict[str, list[Change]] = {}
    for edit in gone:
        for linked in _links_of(edit):
            holders.setdefault(linked, []).append(edit)
    found: dict[str, Change] = {}
    waiting = [head.record_id]
    while waiting:
        for edit in holders.get(waiting.pop(), ()):
            if edit.record_id not in found:
                found[edit.record_id] = edit
                waiting.append(edit.record_id)
    return list(found.values())


def _counted(edits: Iterable[Change]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for edit in edits:
        counts[edit.record_kind] = counts.get(edit.record_kind, 0) + 1
    return counts


def _existing(office_file: OfficeFile, refs: Iterable[tuple[str, str]]) -> set[str]:
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in refs:
        by_kind.setdefault(kind, []).append(record_id)
    with office_file.read() as records:
        return {r.id for kind, ids in by_kind.items() for r in records.some(KINDS[kind], ids)}


def _linked(record: Record) -> Iterable[tuple[str, str, bool]]:
    """(field, id, whether the record makes no sense without it) of every record it names."""
    kind = _kind_of(record)
    for field in LINKS:
        value = getattr(record, field, None)
        if value:
            yield field, value, not field_types(kind)[field][1] or (kind, field) in _NEEDED


def _kind_of(record: Record) -> str:
    return next(kind for kind, cls in KINDS.items() if cls is type(record))


def _missing_owners(office_file: OfficeFile, back: Mapping[str, Record]) -> list[str]:
    """Ids of records without which those coming back cannot be."""
    needed = {
        (LINKS[field], value) for record in back.values() for field, value, must in _linked(record)
        if must and value not in back
    }  # fmt: skip
    there = _existing(office_file, needed)
    return [value for _, value in sorted(needed) if value not in there]


def _without_lost_links(office_file: OfficeFile, record: Record, back: Mapping[str, Record]) -> Record:
    """The record without the links to what is gone for good and that it can do without."""
    loose = [(LINKS[field], value, field) for field, value, must in _linked(record) if not must and value not in back]
    there = _existing(office_file, ((kind, value) for kind, value, _ in loose)) if loose else set()
    lost = {field: None for _, value, field in loose if value not in there}
    return replace(record, **lost) if lost else record


def _still_empty(records: Records, links: Links) -> Links:
    """The links that nobody set otherwise since, of records that are there."""
    kept: Links = {}
    for (kind, record_id), fields in links.items():
        record = records.find(KINDS[kind], id=record_id)
        empty = {f: v for f, v in fields.items() if record is not None and getattr(record, f) is None}
        if empty:
            kept[kind, record_id] = empty
    return kept


def _names(office_file: OfficeFile, record_ids: Sequence[str]) -> list[RecordName]:
    changes = past.births_and_deaths(office_file, record_ids)
    refs = [(changes[i].record_kind, i) for i in record_ids if i in changes]
    names = Names(office_file, refs)
    return [names.name(*ref) for ref in refs]
