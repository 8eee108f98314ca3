"""Two versions of a plan side by side: paragraphs matched, words that differ, records that came, went or changed. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.fields import field_label
from kehoach_desktop.domain.indicators import target_text
from kehoach_desktop.domain.progress import due_label
from kehoach_desktop.domain.records import Indicator, Paragraph, Role, Task
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.amending import paired

_NEAR = 0.5  # share of equal words from which two paragraphs of one place count as one changed
_CLOSE_LOOK = 3600  # pairs of paragraphs held side by side in one place; beyond it they are paired in order
_WORD = re.compile(r"\S+")

Span = tuple[int, int]  # first and last place of differing words in a text


class RowState(StrEnum):
    """What became of a paragraph or record."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"

    @property
    def label(self) -> str:
        return {"same": "", "changed": "đổi", "new": "thêm", "gone": "bỏ", "moved": "chuyển chỗ"}[self.value]


@frozen
class TextRow:
    """A paragraph of the earlier version beside that of the later one, with the words that differ in each."""

    state: RowState
    old: Paragraph | None
    new: Paragraph | None
    old_spans: tuple[Span, ...] = ()
    new_spans: tuple[Span, ...] = ()
    other_place: int | None = None  # of a moved paragraph: where it stands in the other version, from 1


@frozen
class FieldChange:
    """A field whose value is another; "" is none."""

    label: str
    old: str
    new: str


@frozen
class RecordRow:
    """A task or indicator that came, went or changed; `place` is the paragraph of the later, else the earlier version."""

    kind: str
    state: RowState
    record: Task | Indicator
    changes: tuple[FieldChange, ...] = ()
    old_paragraph_id: str | None = None
    new_paragraph_id: str | None = None

    @property
    def title(self) -> str:
        record = self.record
        if isinstance(record, Task):
            return f"{record.number} {record.title}" if record.number else record.title
        return record.name


@frozen
class PlanComparison:
    """All paragraphs in the order of the later version, gone ones where they stood; all records that differ."""

    old: Dossier
    new: Dossier
    rows: tuple[TextRow, ...]
    records: tuple[RecordRow, ...]

    def count(self, *states: RowState) -> int:
        """How many paragraphs are in one of the states."""
        return sum(row.state in states for row in self.rows)


def compare_plans(old: Dossier, new: Dossier) -> PlanComparison:
    """Compares two versions; the text linear but for paragraphs that changed, records by id first and then by words."""
    records = [*_tasks(old, new), *_indicators(old, new)]
    return PlanComparison(old, new, tuple(_with_moved(list(_text_rows(old, new)))), tuple(records))


def differing(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Places of the words that one text has and the other has not; neighbouring words are one place."""
    ours, theirs = list(_WORD.finditer(old)), list(_WORD.finditer(new))
    matcher = SequenceMatcher(None, [m.group() for m in ours], [m.group() for m in theirs], autojunk=False)
    old_spans: list[Span] = []
    new_spans: list[Span] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            if a < b:
                old_spans.append((ours[a].start(), ours[b - 1].end()))
            if c < d:
                new_spans.append((theirs[c].start(), theirs[d - 1].end()))
    return tuple(old_spans), tuple(new_spans)


# --- text ---


def _key(paragraph: Paragraph) -> str:
    return " ".join(paragraph.text.split())


def _text_rows(old: Dossier, new: Dossier) -> Iterator[TextRow]:
    ours, theirs = old.paragraphs, new.paragraphs
    matcher = SequenceMatcher(None, [_key(p) for p in ours], [_key(p) for p in theirs], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for one, two in zip(ours[a:b], theirs[c:d], strict=True):
                yield TextRow(RowState.SAME, one, two)
        else:
            yield from _block(ours[a:b], theirs[c:d])


def _block(ours: Sequence[Paragraph], theirs: Sequence[Paragraph]) -> Iterator[TextRow]:
    """Paragraphs between two equal ones: near ones side by side in order, the others alone."""
    a = c = 0
    for one, two in _in_order(ours, theirs):
        yield from (TextRow(RowState.GONE, p, None) for p in ours[a:one])
        yield from (TextRow(RowState.NEW, None, p) for p in theirs[c:two])
        old_spans, new_spans = differing(ours[one].text, theirs[two].text)
        yield TextRow(RowState.CHANGED, ours[one], theirs[two], old_spans, new_spans)
        a, c = one + 1, two + 1
    yield from (TextRow(RowState.GONE, p, None) for p in ours[a:])
    yield from (TextRow(RowState.NEW, None, p) for p in theirs[c:])


def _in_order(ours: Sequence[Paragraph], theirs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Pairs of near paragraphs that do not cross, those with the most likeness in all."""
    if not ours or not theirs:
        return []
    words = [fold(p.text).split() for p in ours], [fold(p.text).split() for p in theirs]
    if len(ours) * len(theirs) > _CLOSE_LOOK:
        pairs = zip(range(len(ours)), range(len(theirs)), strict=False)
        return [(i, j) for i, j in pairs if _likeness(words[0][i], words[1][j]) >= _NEAR]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    like = [[_likeness(one, two) for two in words[1]] for one in words[0]]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            paired_here = like[i][j] + best[i + 1][j + 1] if like[i][j] >= _NEAR else 0.0
            best[i][j] = max(paired_here, best[i + 1][j], best[i][j + 1])
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(ours) and j < len(theirs):
        if like[i][j] >= _NEAR and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(one: Sequence[str], two: Sequence[str]) -> float:
    shorter, longer = sorted((len(one), len(two)))
    if not shorter or 2 * shorter / (shorter + longer) < _NEAR:
        return 0.0
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _NEAR else 0.0


def _with_moved(rows: list[TextRow]) -> list[TextRow]:
    """A paragraph that is gone here and new there, word for word, has moved."""
    gone = {_key(row.old): i for i, row in enumerate(rows) if row.state is RowState.GONE and row.old is not None}
    for i, row in enumerate(rows):
        if row.state is RowState.NEW and row.new is not None:
            there = gone.pop(_key(row.new), None)
            old = rows[there].old if there is not None else None
            if there is not None and old is not None:
                rows[i] = TextRow(RowState.MOVED, None, row.new, other_place=old.position + 1)
                rows[there] = TextRow(RowState.MOVED, old, None, other_place=row.new.position + 1)
    return rows


# --- records ---


def _tasks(old: Dossier, new: Dossier) -> Iterator[RecordRow]:
    pairs, gone = _matched(
        [(task.id, task.content or task.title) for task in old.tasks],
        [(task.id, task.content or task.title) for task in new.tasks],
    )
    for task in new.tasks:
        before = old.task_by_id.get(pairs.get(task.id, ""))
        if before is None:
            yield RecordRow("task", RowState.NEW, task, new_paragraph_id=task.paragraph_id)
        elif changes := tuple(_task_changes(old, before, new, task)):
            yield RecordRow("task", RowState.CHANGED, task, changes, before.paragraph_id, task.paragraph_id)
    for task in old.tasks:
        if task.id in gone:
            yield RecordRow("task", RowState.GONE, task, old_paragraph_id=task.paragraph_id)


def _matched(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> tuple[dict[str, str], set[str]]:
    """New id -> old id, by id and then by words; and the old ids that nobody is."""
    ids = {record_id for record_id, _ in old}
    pairs = {record_id: record_id for record_id, _ in new if record_id in ids}
    rest = [(record_id, text) for record_id, text in new if record_id not in pairs]
    near = paired([item for item in old if item[0] not in pairs], list(enumerate(text for _, text in rest)))
    pairs |= {rest[place][0]: record_id for place, record_id in near.items()}
    return pairs, ids - set(pairs.values())


def _task_changes(old: Dossier, before: Task, new: Dossier, after: Task) -> Iterator[FieldChange]:
    """Only what a plan says of a task: not how far it is."""
    yield from _changed("số", (before.number or "").rstrip(".)"), (after.number or "").rstrip(".)"))
    yield from _changed(field_label("task", "title"), before.title, after.title)
    if _bare(before.title) == _bare(after.title):
        yield from _changed("câu trong kế hoạch", before.content or "", after.content or "")
    yield from _changed(field_label("task", "due_on"), due_label(before), due_label(after))
    yield from _changed(field_label("task", "product"), before.product or "", after.product or "")
    for role, label in ((Role.LEAD, "chủ trì"), (Role.SUPPORT, "phối hợp")):
        yield from _changed(label, _units(old, before.id, role), _units(new, after.id, role))


def _units(dossier: Dossier, task_id: str, role: Role) -> str:
    return ", ".join(sorted(unit.name for unit in dossier.units_of(task_id, role)))


def _indicators(old: Dossier, new: Dossier) -> Iterator[RecordRow]:
    by_id = {indicator.id: indicator for indicator in old.indicators}
    pairs, gone = _matched(
        [(i.id, f"{i.name} {i.measure or ''}") for i in old.indicators],
        [(i.id, f"{i.name} {i.measure or ''}") for i in new.indicators],
    )
    for indicator in new.indicators:
        before = by_id.get(pairs.get(indicator.id, ""))
        if before is None:
            yield RecordRow("indicator", RowState.NEW, indicator, new_paragraph_id=indicator.paragraph_id)
        elif changes := tuple(_indicator_changes(old, before, new, indicator)):
            yield RecordRow(
                "indicator", RowState.CHANGED, indicator, changes, before.paragraph_id, indicator.paragraph_id
            )
    for indicator in old.indicators:
        if indicator.id in gone:
            yield RecordRow("indicator", RowState.GONE, indicator, old_paragraph_id=indicator.paragraph_id)


def _indicator_changes(old: Dossier, before: Indicator, new: Dossier, after: Indicator) -> Iterator[FieldChange]:
    yield from _changed(field_label("indicator", "name"), before.name, after.name)
    yield from _changed(field_label("indicator", "measure"), before.measure or "", after.measure or "")
    ours, theirs = _marks(old, before), _marks(new, after)
    for year in sorted({*ours, *theirs}, key=lambda year: year or 0):
        label = f"mức năm {year}" if year else "mức"
        yield from _changed(label, ours.get(year, ""), theirs.get(year, ""))


def _marks(dossier: Dossier, indicator: Indicator) -> dict[int | None, str]:
    return {
        target.year: target_text(target, indicator.operator, indicator.measure)
        for target in dossier.targets_of(indicator.id)
    }


def _changed(label: str, old: str, new: str) -> Iterable[FieldChange]:
    if _bare(old) != _bare(new):
        yield FieldChange(label, old, new)


def _bare(text: str) -> str:
    return " ".join(text.split())
