"""What a merge will do, and conflicts left open, as rows a person decides on: names, values in words, who and when. Decides nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any

from kehoach_desktop.domain.fields import KIND_LABELS, field_label
from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, Step
from kehoach_desktop.domain.merging import Conflict, Key, MergePlan, Outcome
from kehoach_desktop.domain.records import KINDS
from kehoach_desktop.domain.vietnamese import upper_first
from kehoach_desktop.exchange.quarantine import ReceivedOffice
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services import merge_twins
from kehoach_desktop.services.merge_words import Marked, before_parting, can_be_typed, grouped, marked, value_in
from kehoach_desktop.services.merging import MergePreview, deletions
from kehoach_desktop.services.record_words import LINKS, OWNER_FIELDS, Names, linked_refs
from kehoach_desktop.storage import merging, past
from kehoach_desktop.storage.json_values import record_from_json
from kehoach_desktop.storage.office_file import OfficeFile

# The program keeps these itself; they tell a person nothing.
_UNTOLD = {
    "id",
    "position",
    "plan_id",
    "source_sha256",
    "file_sha256",
    "sha256",
    "drafted",
    "section_id",
    "paragraph_id",
}
_OURS, _MERGED_FILE = "Đang có ở máy này", "tệp đã gộp"


class Part(Enum):
    """The parts of the list, in their order."""

    CONFLICT = "Mâu thuẫn"
    TWIN = "Có thể trùng"
    DELETED = "Xóa"
    CHANGED = "Đổi, gộp được"
    NEW = "Mới"


class Asks(Enum):
    """What a question is about: a field's value, whether a deleted record stays, whether two records are one."""

    FIELD = "field"
    LIFE = "life"
    DELETION = "deletion"
    TWIN = "twin"


@frozen
class Side:
    """One answer: the value it stands for, in words with what differs marked, and whose it is."""

    title: str
    answer: Any
    text: str
    words: Marked
    author: str = ""
    at: datetime | None = None


@frozen
class Contest:
    """A question with its answers, ours first. `base` is the value before the two sides parted, None where unknown."""

    key: Key
    field: str | None
    asks: Asks
    label: str
    sides: tuple[Side, ...]
    base: str | None = None
    can_type: bool = False

    @property
    def id(self) -> str:
        return f"{self.asks.value} {self.key.kind} {self.key.id} {self.field or ''}"


@frozen
class Quiet:
    """A field that is taken without asking."""

    label: str
    old: str
    new: str
    source: str


@frozen
class MergeRow:
    """A record in the list with its questions and what else of it changes. `keys` are all records a deletion takes."""

    part: Part
    key: Key
    kind_words: str
    title: str
    second: str
    contests: tuple[Contest, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    keys: tuple[Key, ...] = ()
    other: Key | None = None  # of a pair that may be one

    @property
    def id(self) -> str:
        return f"{self.part.name} {self.key.kind} {self.key.id} {self.other.id if self.other else ''}"


@frozen
class MergeView:
    """All rows, and how many records or fields each part of the plan has."""

    rows: tuple[MergeRow, ...]
    new: int = 0
    changed: int = 0
    deleted: int = 0

    def of(self, part: Part) -> list[MergeRow]:
        return [row for row in self.rows if row.part is part]

    @cached_property
    def contests(self) -> dict[str, Contest]:
        return {contest.id: contest for row in self.rows for contest in row.contests}

    @property
    def conflicts(self) -> list[Contest]:
        return [c for row in self.of(Part.CONFLICT) for c in row.contests]


def source_name(office: ReceivedOffice) -> str:
    """Whose file it is: the unit it was made for, else the file's own name."""
    unit = (office.manifest or {}).get("unit")
    return unit if isinstance(unit, str) and unit else office.received.name.rpartition(".")[0] or office.received.name


def view_of(office_file: OfficeFile, shown: MergePreview) -> MergeView:
    """The rows of a preview."""
    return _Builder(office_file, shown.plan, shown.received).view()


def view_of_open(office_file: OfficeFile) -> MergeView:
    """The conflicts left open by earlier merges."""
    return _Builder(office_file, MergePlan(), ()).view_of_conflicts(merging.undecided(office_file))


class _Builder:
    def __init__(self, office_file: OfficeFile, plan: MergePlan, received: Sequence[ReceivedOffice]) -> None:
        self._file, self._plan = office_file, plan
        self._edits: dict[ChangeId, Change] = {change.id: change for change in plan.changes}
        self._news = frozenset(self._edits)
        wanted = {change.step_id for change in plan.changes}
        self._steps: dict[str, Step] = {}
        self._sources: dict[ChangeId, str] = {}
        for office in received:
            self._steps |= {step.id: step for step in office.received.steps if step.id in wanted}
            name = source_name(office)
            for change in office.received.changes:
                if change.id in self._news:
                    self._sources.setdefault(change.id, name)
        self._last: dict[tuple[Key, str | None], Change] = {}
        for change in plan.changes:
            key = Key(change.record_kind, change.record_id)
            self._last[key, change.field if change.kind is ChangeKind.UPDATE else None] = change

    # --- whole views ---

    def view(self) -> MergeView:
        plan = self._plan
        self._read_past([key for key, outcome in plan.outcomes.items() if outcome.conflicts or outcome.after is None])
        pairs = merge_twins.new_pairs(self._file, plan)
        self._name(plan.outcomes.values(), pairs)
        contested = self._contested(plan.conflicts)
        changed = self._changed(contested)
        rows = [
            *(replace(row, quiet=tuple(changed.pop(row.key, ()))) for row in contested),
            *(self._twin(pair) for pair in pairs), *self._deleted(),
            *(self._row(Part.CHANGED, key, quiet=tuple(quiet)) for key, quiet in changed.items()),
            *(self._new(outcome) for outcome in plan.new),
        ]  # fmt: skip
        counted = sum(len(o.changed_fields) for o in plan.changed)
        return MergeView(tuple(rows), len(plan.new), counted, len(deletions(plan)))

    def view_of_conflicts(self, conflicts: Sequence[Conflict]) -> MergeView:
        self._read_past([conflict.key for conflict in conflicts])
        self._name((), ())
        return MergeView(tuple(self._contested(conflicts)))

    def _read_past(self, keys: Iterable[Key]) -> None:
        for step, change in past.lives(self._file, [key.id for key in keys]):
            self._steps[step.id] = step
            self._edits[change.id] = change

    def _name(self, outcomes: Iterable[Outcome], pairs: Iterable[merge_twins.Pair]) -> None:
        """One look-up for the names of all that is spoken of, what is new among it too."""
        refs: set[tuple[str, str]] = {(e.record_kind, e.record_id) for e in self._edits.values()}
        fresh = {}
        for outcome in outcomes:
            refs.add(outcome.key)
            for values in (outcome.before, outcome.after):
                for field, value in (values or {}).items():
                    refs.update(linked_refs(field, value))
            if outcome.before is None and outcome.after is not None:
                fresh[outcome.key.id] = record_from_json(KINDS[outcome.key.kind], dict(outcome.after))
        for edit in self._edits.values():
            if edit.kind is ChangeKind.UPDATE:
                refs.update(linked_refs(edit.field, edit.old, edit.new))
        refs.update(key for pair in pairs for key in (pair.keep, pair.other))
        self._names = Names(self._file, refs, fresh=fresh)

    # --- conflicts ---

    def _contested(self, conflicts: Sequence[Conflict]) -> list[MergeRow]:
        by_owner = grouped(conflicts, lambda conflict: self._owner(conflict.key))
        return [
            self._row(Part.CONFLICT, owner, contests=tuple(self._contest(c, owner) for c in own))
            for owner, own in by_owner.items()
        ]

    def _contest(self, conflict: Conflict, owner: Key) -> Contest:
        key, name = conflict.key, conflict.field
        if name is None:
            return self._life(conflict, owner)
        base = before_parting(conflict.ours, conflict.theirs, self._edits)
        ours = [self._edits[i] for i in conflict.ours if i in self._edits]
        rivals = grouped(
            [self._edits[i] for i in conflict.theirs if i in self._edits],
            lambda change: json.dumps(value_in(change, name), sort_keys=True),
        )
        mine = self._text(key, name, value_in(ours[0], name)) if ours else ""
        others = [changes[0] for changes in rivals.values()]
        texts = [self._text(key, name, value_in(change, name)) for change in others]
        sides = [self._side(_OURS, ours[0], name, mine, texts[0] if texts else "")] if ours else []
        sides += [
            self._side(f"Từ {self._source(c)}", c, name, t, mine) for c, t in zip(others, texts, strict=True)
        ]  # fmt: skip
        before = None if base is None else self._text(key, name, value_in(base, name)) or "trống"
        label = self._label(key, name, owner)
        return Contest(key, name, Asks.FIELD, label, tuple(sides), before, can_be_typed(key.kind, name))

    def _side(self, title: str, change: Change, name: str, text: str, other: str) -> Side:
        step = self._steps.get(change.step_id)
        words = marked(text, other)
        return Side(title, value_in(change, name), text, words, step.author if step else "", step.at if step else None)

    def _life(self, conflict: Conflict, owner: Key) -> Contest:
        """Deleted on one side and used on the other; ours is left."""
        ends = [self._edits[i] for i in conflict.theirs if i in self._edits]
        uses = [self._edits[i] for i in conflict.ours if i in self._edits]
        uses = [change for change in uses if change.kind is not ChangeKind.DELETE]
        end, use = (ends[0] if ends else None), (uses[-1] if uses else None)
        deleted_here = end is not None and (end.id not in self._news if self._news else end.id.site == self._file.site)
        keep = self._plain_side("", True, "Giữ bản ghi này, cả phần đã sửa.", use)
        drop = self._plain_side("", False, "Xóa bản ghi này.", end)
        first, second = (drop, keep) if deleted_here else (keep, drop)
        source = self._source(use if deleted_here else end)
        sides = (replace(first, title=_OURS), replace(second, title=f"Từ {source}"))
        label = self._label(conflict.key, None, owner)
        return Contest(conflict.key, None, Asks.LIFE, label, sides)

    def _plain_side(self, title: str, answer: Any, text: str, change: Change | None) -> Side:
        step = self._steps.get(change.step_id) if change is not None else None
        return Side(title, answer, text, ((text, False),), step.author if step else "", step.at if step else None)

    # --- what needs no asking ---

    def _changed(self, contested: Sequence[MergeRow]) -> dict[Key, list[Quiet]]:
        """Fields that change, by the record in whose row they stand."""
        asked = {(c.key, c.field) for row in contested for c in row.contests}
        found: dict[Key, list[Quiet]] = {}
        for outcome in self._plan.changed:
            owner = self._owner(outcome.key)
            for name in outcome.changed_fields:
                if name in _UNTOLD or (outcome.key, name) in asked:
                    continue
                before, after = outcome.before or {}, outcome.after or {}
                old, new = (self._text(outcome.key, name, values.get(name)) for values in (before, after))
                change = self._last.get((outcome.key, name)) or self._last.get((outcome.key, None))
                quiet = Quiet(self._label(outcome.key, name, owner), old, new, self._source_and_day(change))
                found.setdefault(owner, []).append(quiet)
        return found

    def _new(self, outcome: Outcome) -> MergeRow:
        after = outcome.after or {}
        source = self._source_and_day(self._last.get((outcome.key, None)))
        fields = tuple(
            Quiet(self._label(outcome.key, name, outcome.key), "", text, source)
            for name, value in after.items()
            if name not in _UNTOLD
            and value not in (None, "", [], False)
            and (text := self._text(outcome.key, name, value))
        )
        return self._row(Part.NEW, outcome.key, quiet=fields)

    def _deleted(self) -> list[MergeRow]:
        """One row for a record with its parts; also for parts alone, under the record that stays."""
        deleted = {outcome.key: outcome for outcome in deletions(self._plan)}
        by_root = grouped(list(deleted), lambda key: self._root(key, deleted))
        return [self._deleted_row(root, keys, deleted) for root, keys in by_root.items()]

    def _deleted_row(self, root: Key, keys: Sequence[Key], deleted: Mapping[Key, Outcome]) -> MergeRow:
        ends = (self._edits.get(change.id) for change in deleted[keys[0]].ends)
        end = next((change for change in ends if change is not None), None)
        is_whole = root in deleted
        what = "Xóa bản ghi này." if is_whole else f"Xóa {len(keys)} phần của bản ghi này."
        sides = (
            self._plain_side(_OURS, False, "Không xóa, giữ lại ở máy này.", None),
            self._plain_side(f"Từ {self._source(end)}", True, what, end),
        )
        question = Contest(root, None, Asks.DELETION, "Xóa", sides)
        before = (deleted[root].before or {}) if is_whole else {}
        facts = [
            Quiet(self._label(root, name, root), text, "", "")
            for name, value in before.items()
            if name not in _UNTOLD and (text := self._text(root, name, value))
        ]
        parts = [key for key in keys if key != root]
        facts += [Quiet((name := self._names.name(*key)).label, name.words, "", "") for key in parts]
        row = self._row(Part.DELETED, root, contests=(question,), quiet=tuple(facts))
        with_parts = f"cùng {len(parts)} bản ghi kèm theo" if parts else "không có bản ghi kèm theo"
        more = with_parts if is_whole else f"chỉ {len(parts)} phần của bản ghi"
        return replace(row, second=f"{row.kind_words} · {more}", keys=tuple(keys))

    def _twin(self, pair: merge_twins.Pair) -> MergeRow:
        keep, other = self._names.short(pair.keep.id), self._names.short(pair.other.id)
        kind = KIND_LABELS[pair.keep.kind]
        apart = f"{keep} và {other} là hai {kind} khác nhau, giữ cả hai."
        one = f"Mọi số liệu của {other} chuyển sang {keep}" + (
            f"; “{other}” thành tên khác." if kind == "đơn vị" else "."
        )
        sides = (
            self._plain_side("Không phải", False, apart, None), self._plain_side("Gộp làm một", True, one, None),
        )  # fmt: skip
        question = Contest(pair.keep, pair.other.id, Asks.TWIN, f"Hai {kind} này có phải là một", sides)
        facts = tuple(
            Quiet(self._label(pair.keep, name, pair.keep), old, new, "")
            for name, mine, theirs in pair.facts
            for old, new in ((self._text(pair.keep, name, mine), self._text(pair.other, name, theirs)),)
            if old or new
        )
        row = self._row(Part.TWIN, pair.keep, contests=(question,), quiet=facts)
        return replace(row, title=f"{keep} và {other}", other=pair.other)

    # --- words ---

    def _row(
        self, part: Part, key: Key, *, contests: tuple[Contest, ...] = (), quiet: tuple[Quiet, ...] = ()
    ) -> MergeRow:
        name = self._names.name(*key)
        kind = KIND_LABELS.get(key.kind, key.kind)
        kind_words = upper_first(kind)
        own = key.kind not in OWNER_FIELDS
        title = (self._names.short(key.id) if own else name.words) or name.whole
        last = self._last.get((key, None)) if part is Part.NEW else None
        sources = [s.title.removeprefix("Từ ") for c in contests for s in c.sides[1:] if c.asks is not Asks.TWIN]
        sources += [quiet[0].source.rpartition(",")[0]] if quiet and not sources else []
        sources += [self._source(last)] if last and not sources else []
        second = " · ".join(dict.fromkeys(part for part in (kind_words if own else name.label, *sources[:1]) if part))
        return MergeRow(part, key, kind_words if own else name.label, title, second, contests, quiet)

    def _label(self, key: Key, name: str | None, owner: Key) -> str:
        """A field's name; of a record shown with its owner also which record."""
        field = field_label(key.kind, name) if name is not None else "giữ hay xóa"
        if key == owner:
            return upper_first(field)
        record = self._names.name(*key)
        words = record.label.removesuffix(" của nhiệm vụ").removesuffix(" của chỉ tiêu").removesuffix(" của đơn vị")
        if key.kind in ("assignment", "unit_alias", "unit_member") or self._about_unit(key):
            words = f"{words}: {record.words}"
        return words if name in ("result", "value", "state") else f"{words}, {field}"

    def _about_unit(self, key: Key) -> bool:
        return key.kind in ("result", "progress") and bool(self._values(key).get("unit_id"))

    def _values(self, key: Key) -> Mapping[str, Any]:
        outcome = self._plan.outcomes.get(key)
        if outcome is not None:
            return outcome.after or outcome.before or {}
        births = (e for e in self._edits.values() if e.record_id == key.id and e.kind is ChangeKind.CREATE)
        return next((birth.new for birth in births), {})

    def _owner(self, key: Key) -> Key:
        """The record in whose row this one stands: itself, or what it is a part of."""
        field = OWNER_FIELDS.get(key.kind)
        owner = self._values(key).get(field) if field else None
        return Key(LINKS[field], owner) if field and owner else key

    def _root(self, key: Key, deleted: Mapping[Key, Outcome]) -> Key:
        """The record in whose row a deletion stands: the last deleted owner, or the one that stays."""
        owner = self._owner(key)
        while owner in deleted and owner != key:
            key, owner = owner, self._owner(owner)
        return owner

    def _text(self, key: Key, name: str, value: Any) -> str:
        return self._names.value(key.kind, name, value)

    def _source(self, change: Change | None) -> str:
        return self._sources.get(change.id, _MERGED_FILE) if change is not None else _MERGED_FILE

    def _source_and_day(self, change: Change | None) -> str:
        step = self._steps.get(change.step_id) if change is not None else None
        return f"{self._source(change)}, {step.at.day}/{step.at.month}" if step else self._source(change)
