"""What a period's report counts, worked out once, and the words for single facts; composes no chapter."""

from collections.abc import Iterable
from functools import cached_property

from kehoach_desktop.domain.indicators import Verdict, is_percent, measured, target_text
from kehoach_desktop.domain.narrative import Line, LineKind
from kehoach_desktop.domain.progress import Box, BoxCounts, box_of, count_boxes, due_label, status_of
from kehoach_desktop.domain.records import Operator, Role, Task
from kehoach_desktop.domain.submissions import Turnout, turnout
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.forms.indicator_results import Standing, standings
from kehoach_desktop.reports.text import listed, lower_first, one_line, sentence

MOST_NAMED = 10  # tasks and units named one by one where an annex names them all
_GROWS = {Operator.GT, Operator.GTE, Operator.EQ, Operator.TOWARD, Operator.RANGE}
_FALLS = {Operator.LT, Operator.LTE}


@frozen
class Facts:
    """What the sentences count, each worked out when it is first asked for."""

    request: Request

    @cached_property
    def standings(self) -> list[Standing]:
        return standings(self.request)

    @cached_property
    def rated(self) -> list[Standing]:
        """The indicators that have a target for the year."""
        return [s for s in self.standings if s.target is not None]

    @cached_property
    def missed(self) -> list[Standing]:
        """Of those the ones short of it."""
        return [s for s in self.rated if s.verdict in (Verdict.MISSED, Verdict.NEAR)]

    @cached_property
    def boxes(self) -> BoxCounts:
        return count_boxes(self.request.dossier.tasks, self.request.as_of)

    def in_box(self, *boxes: Box) -> list[Task]:
        """The tasks of some official boxes."""
        return [task for task in self.request.dossier.tasks if box_of(task, self.request.as_of) in boxes]

    @cached_property
    def turnout(self) -> Turnout:
        return turnout(self.request.dossier, self.request.period.id)

    @cached_property
    def untold(self) -> list[Task]:
        """Open tasks of which nothing was reported in the period."""
        still = self.in_box(Box.OPEN_ON_TIME, Box.OPEN_LATE)
        return [task for task in still if not common.progress_in(self.request, task)]


# --- lines ---


def text(words: str) -> Line:
    """A paragraph."""
    return Line.of(LineKind.TEXT, words)


def bullet(words: str, lead: str = "") -> Line:
    """A line with a dash; `lead` is what it is about."""
    return Line.of(LineKind.BULLET, f"{lead}: {words}" if lead else words)


def inner_list(texts: Iterable[str]) -> list[Line]:
    """Lines with a plus sign under a line with a dash, semicolons between them and a full stop after the last."""
    lines = list(texts)
    return [Line.of(LineKind.INNER, f"{words}{'.' if n == len(lines) else ';'}") for n, words in enumerate(lines, 1)]


# --- words ---


def count(number: int, noun: str) -> str:
    """A number with what it counts."""
    return f"{format_number(number)} {noun}"


def names(texts: Iterable[str]) -> str:
    """Names inside a sentence."""
    return listed(one_line(words) for words in texts)


def task_name(task: Task) -> str:
    """A task inside a sentence."""
    return one_line(common.task_text(task)).rstrip(" .:;")


def lead_names(facts: Facts, task: Task) -> str:
    """The units that lead a task, "" where nobody does."""
    return names(unit.name for unit in facts.request.dossier.units_of(task.id, Role.LEAD))


def late_words(facts: Facts, task: Task) -> str:
    """A task that is late: who leads it, its deadline, by how many days."""
    days = status_of(task, facts.request.as_of).days
    name, due = task_name(task), lower_first(due_label(task))
    about = [
        lead_names(facts, task) or common.NO_LEAD.lower(),
        "" if due in name else f"thời hạn {due}",
        f"quá hạn {days} ngày" if days else "",
    ]
    return f"{name} ({', '.join(filter(None, about))})"


def told_line(facts: Facts, task: Task, what: str = "result") -> Line | None:
    """What was reported on a task, after its name; None when nothing was."""
    request = facts.request
    told = common.told(request, common.progress_in(request, task), what)
    parts = "; ".join(line.rstrip(" .;") for line in told.split("\n"))
    return bullet(sentence(parts), task_name(task)) if told else None


def reported(facts: Facts, what: str, nothing: str) -> list[Line]:
    """One field of all progress in the period, under the task it was said of."""
    found = [told_line(facts, task, what) for task in facts.request.dossier.tasks]
    return list(dict.fromkeys(line for line in found if line)) or [text(nothing)]


def standing_name(standing: Standing) -> str:
    """An indicator inside a sentence."""
    return one_line(standing.indicator.name).rstrip(" .:;")


def standing_words(facts: Facts, standing: Standing) -> str:
    """The figure and what it means: "95,9% (118/123), chưa đạt, còn thiếu 0,1 điểm phần trăm (mục tiêu: trên 96%)."."""
    indicator, figure = standing.indicator, standing.figure
    if figure.value is None:
        return "chưa có số liệu."
    measure = one_line(indicator.measure)
    words = measured(common.rounded(figure.value, standing.mark), measure)
    if figure.numerator is not None and figure.denominator is not None:
        words += f" ({format_number(figure.numerator)}/{format_number(figure.denominator)})"
    if standing.target is not None:
        words += f", {lower_first(standing.words)}{_distance(standing, measure)}"
    goal = target_text(standing.target, indicator.operator, measure) if standing.target else ""
    told = [f"mục tiêu: {goal}" if goal else ""]
    if standing.before is not None:
        told.append(f"năm {facts.request.period.year - 1}: {measured(common.rounded(standing.before), measure)}")
    about = "; ".join(filter(None, told))
    return f"{words} ({about})." if about else f"{words}."


def _distance(standing: Standing, measure: str) -> str:
    """How far a figure is from a target it misses, where the target is a plain mark."""
    mark, value = standing.mark, standing.figure.value
    if mark is None or value is None or standing.verdict is Verdict.MET:
        return ""
    gap = mark - common.rounded(value, mark)
    noun = "điểm phần trăm" if is_percent(measure) else measure
    if standing.operator in _GROWS and gap > 0:
        return f", còn thiếu {format_number(gap)} {noun}".rstrip()
    if standing.operator in _FALLS and gap < 0:
        return f", cao hơn {format_number(-gap)} {noun}".rstrip()
    return ""


def box_sentence(counts: BoxCounts, of: str) -> str:
    """The four official boxes of some tasks in words; empty boxes are not spoken of."""
    if not counts.total:
        return f"{of} chưa có nhiệm vụ."
    if counts.total == 1:
        return f"{of} có 1 nhiệm vụ, {_only_box(counts)}."
    return f"{of} có {count(counts.total, 'nhiệm vụ')}: {box_words(counts)}."


def box_words(counts: BoxCounts) -> str:
    """The boxes alone: "đã hoàn thành 2 (1 đúng hạn, 1 quá hạn), đạt 50%; chưa hoàn thành 2 nhiệm vụ trong hạn"."""
    rate = f", đạt {format_number(common.rounded(counts.rate))}%" if counts.done and counts.rate is not None else ""
    done = _parts(counts.done, (counts.done_on_time, "đúng hạn"), (counts.done_late, "quá hạn"))
    still = _parts(counts.open, (counts.open_on_time, "trong hạn"), (counts.open_late, "quá hạn"))
    told = [f"đã hoàn thành {done}{rate}" if done else "", f"chưa hoàn thành {still}" if still else ""]
    return "; ".join(filter(None, told))


def led_words(counts: BoxCounts) -> str:
    """The tasks a unit leads by box: "chủ trì 4 nhiệm vụ, đã hoàn thành 2 …"."""
    words = _only_box(counts) if counts.total == 1 else box_words(counts)
    return f"chủ trì {count(counts.total, 'nhiệm vụ')}, {words}"


def _only_box(counts: BoxCounts) -> str:
    return lower_first(next(box for box in Box if getattr(counts, box.value)).label)


def _parts(total: int, *boxes: tuple[int, str]) -> str:
    """A sum with its boxes: "4 (3 đúng hạn, 1 quá hạn)", "4 nhiệm vụ đúng hạn"; "" for none."""
    filled = [f"{number} {name}" for number, name in boxes if number]
    if len(filled) > 1:
        return f"{total} ({', '.join(filled)})"
    return filled[0].replace(" ", " nhiệm vụ ", 1) if filled else ""
