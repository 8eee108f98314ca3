"""Where a paragraph names its tasks, units, deadlines and targets: only what is truly found in its words. Knows no widget."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import cached_property

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Indicator, Paragraph, Target, Task, Unit
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.frozen import frozen

_LEAST = 12  # a task's words shorter than this may stand anywhere by chance
_BEFORE_DUE = r"(?:(?:chậm nhất|trước|đến hết|hết|đến|trong|xong|vào)\s+)*"
_DAY = re.compile(
    rf"{_BEFORE_DUE}(?:ngày\s+)?\d{{1,2}}(?:/\d{{1,2}}(?:/\d{{4}})?|\s+tháng\s+\d{{1,2}}(?:\s+năm\s+\d{{4}})?)",
    re.IGNORECASE,
)
_BEFORE_MARK = r"(?:(?:từ|trên|dưới|đạt|ít nhất|tối thiểu|không quá|đến|khoảng|tăng|thêm|hơn|còn|bình quân)\s+)*"
_AFTER_MARK = r"(?:\s+trở lên|\s+trở xuống)?"


class Mark(IntEnum):
    """What an underline means; where two meet the later one wins."""

    TASK = 1
    UNIT = 2
    DUE = 3
    TARGET = 4


@frozen
class Span:
    """A part of a paragraph's text (without its marker)."""

    start: int
    end: int
    mark: Mark


class PlanText:
    """The paragraphs of a plan with the records that come from each."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self._spans: dict[str, tuple[Span, ...]] = {}

    @cached_property
    def tasks(self) -> Mapping[str, Sequence[Task]]:
        """By paragraph."""
        return _by_paragraph(self.dossier.tasks)

    @cached_property
    def indicators(self) -> Mapping[str, Sequence[Indicator]]:
        """By paragraph; one whose targets stand in several paragraphs belongs to each of them."""
        found: dict[str, dict[str, Indicator]] = {}
        by_id = {indicator.id: indicator for indicator in self.dossier.indicators}
        for indicator in self.dossier.indicators:
            if indicator.paragraph_id:
                found.setdefault(indicator.paragraph_id, {})[indicator.id] = indicator
        for target in self.dossier.targets:
            if target.paragraph_id and target.indicator_id in by_id:
                found.setdefault(target.paragraph_id, {})[target.indicator_id] = by_id[target.indicator_id]
        return {key: list(items.values()) for key, items in found.items()}

    @cached_property
    def _unit_names(self) -> tuple[re.Pattern[str] | None, Mapping[str, Unit]]:
        """One pattern of all names and other names, the longest first, and whose each is."""
        units = self.dossier.unit_by_id
        names = {unit.name.lower(): unit for unit in self.dossier.units}
        names |= {alias.name.lower(): units[alias.unit_id] for alias in self.dossier.aliases if alias.unit_id in units}
        names = {name: unit for name, unit in names.items() if len(name) > 3}
        if not names:
            return None, {}
        words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), names

    def units_named(self, paragraph: Paragraph) -> list[tuple[Unit, int, int]]:
        """Units a paragraph names and where, in the order of the text."""
        pattern, names = self._unit_names
        text = _lower(paragraph.text)
        if pattern is None:
            return []
        return [(names[found[0]], found.start(), found.end()) for found in pattern.finditer(text)]

    def spans(self, paragraph: Paragraph) -> tuple[Span, ...]:
        """The underlines of a paragraph, in order, none over another."""
        known = self._spans.get(paragraph.id)
        if known is None:
            known = self._spans[paragraph.id] = self._find(paragraph)
        return known

    def _find(self, paragraph: Paragraph) -> tuple[Span, ...]:
        if paragraph.kind == "heading":
            return ()
        text = _lower(paragraph.text)
        tasks = self.tasks.get(paragraph.id, ())
        found = [_task_span(text, task) for task in tasks]
        found += [(start, end, Mark.UNIT) for _, start, end in self.units_named(paragraph)]
        found += [part for task in tasks for part in _due_spans(text, task)]
        for indicator in self.indicators.get(paragraph.id, ()):
            for target in self.dossier.targets_of(indicator.id):
                if target.paragraph_id in (None, paragraph.id):
                    found += _target_spans(text, target, indicator.measure)
        return _flattened(len(text), [part for part in found if part is not None])

    def section_units(self, paragraph: Paragraph) -> list[Unit]:
        """Units a paragraph names, each once."""
        return list({unit.id: unit for unit, _, _ in self.units_named(paragraph)}.values())


Found = tuple[int, int, Mark]


def _by_paragraph(tasks: Iterable[Task]) -> dict[str, list[Task]]:
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        if task.paragraph_id:
            groups.setdefault(task.paragraph_id, []).append(task)
    return groups


def _lower(text: str) -> str:
    """In lower case with the same length, so that places hold for the text itself."""
    low = text.lower()
    return low if len(low) == len(text) else text


def _task_span(text: str, task: Task) -> Found | None:
    """The task's short line where it stands word for word and uncut, else its whole sentence."""
    cut = task.title.rstrip().endswith("…")
    for words in (task.content or "", task.title) if cut else (task.title, task.content or ""):
        bare = _lower(words.rstrip("….;, "))
        place = text.find(bare) if len(bare) >= _LEAST else -1
        if place >= 0:
            return place, place + len(bare), Mark.TASK
    return None


def _due_spans(text: str, task: Task) -> list[Found]:
    """The plan's own words of the deadline, with what leads up to them; else the day itself where it is spelt out."""
    if task.due_text:
        place = text.find(_lower(task.due_text.strip()))
        if place >= 0:
            lead = re.search(rf"{_BEFORE_DUE}$", text[:place])
            start = lead.start() if lead else place
            return [(start, place + len(task.due_text.strip()), Mark.DUE)]
    if task.due_on is None:
        return []
    day = (task.due_on.day, task.due_on.month)
    for found in _DAY.finditer(text):
        numbers = tuple(int(n) for n in re.findall(r"\d+", found[0]))
        if numbers[:2] == day:
            return [(found.start(), found.end(), Mark.DUE)]
    return []


def _target_spans(text: str, target: Target, measure: str | None) -> list[Found]:
    """The figure of a target with its measure and the words of comparison around it."""
    if target.value is None:
        bare = _lower((target.text or "").strip())
        place = text.find(bare) if len(bare) > 3 else -1
        return [(place, place + len(bare), Mark.TARGET)] if place >= 0 else []
    figure = re.escape(format_number(target.value))
    unit = _lower((measure or "").strip())
    after = rf"\s?{re.escape(unit)}" if unit else ""
    pattern = rf"(?<![\d,.]){_BEFORE_MARK}(?<![\d,.]){figure}(?![\d]|[,.]\d){after}{_AFTER_MARK}"
    return [(found.start(), found.end(), Mark.TARGET) for found in list(re.finditer(pattern, text))[:1]]


def _flattened(length: int, found: Sequence[Found]) -> tuple[Span, ...]:
    marks = bytearray(length)
    for start, end, mark in sorted(found, key=lambda part: part[2]):
        marks[start:end] = bytes([mark]) * (min(end, length) - start)
    spans: list[Span] = []
    start = 0
    for place in range(1, length + 1):
        if place == length or marks[place] != marks[start]:
            if marks[start]:
                spans.append(Span(start, place, Mark(marks[start])))
            start = place
    return tuple(spans)
