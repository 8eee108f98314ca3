"""The sentences of a period's report, each from the records it is about; knows no page, and invents nothing."""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.indicators import Verdict, measured, target_text
from kehoach_desktop.domain.progress import Box, BoxCounts, box_of, count_boxes, due_date, due_label, status_of
from kehoach_desktop.domain.records import DueKind, Role, Task
from kehoach_desktop.domain.submissions import Turnout, has_come, turnout
from kehoach_desktop.domain.vietnamese import format_date, format_number
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.forms.indicator_results import Standing, standings
from kehoach_desktop.reports.model import Block, BlockKind, Run
from kehoach_desktop.reports.text import listed, lower_first, one_line, sentence

_POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
_MOST_NAMED = 10  # tasks named one by one where the annex names them all


@dataclass(frozen=True)
class Facts:
    """What the sentences count, worked out once."""

    request: Request

    @cached_property
    def standings(self) -> list[Standing]:
        return standings(self.request)

    @cached_property
    def rated(self) -> list[Standing]:
        """The indicators that have a target for the year."""
        return [s for s in self.standings if s.target is not None]

    @cached_property
    def boxes(self) -> BoxCounts:
        return count_boxes(self.request.dossier.tasks, self.request.as_of)

    def in_box(self, box: Box) -> list[Task]:
        """The tasks of one official box."""
        return [task for task in self.request.dossier.tasks if box_of(task, self.request.as_of) is box]

    @cached_property
    def turnout(self) -> Turnout:
        return turnout(self.request.dossier, self.request.period.id)


def _text(text: str) -> Block:
    return Block.of(BlockKind.TEXT, text)


def _bullet(text: str, lead: str = "") -> Block:
    """A line with a dash; `lead` is what it is about and ends in a colon."""
    return Block(BlockKind.BULLET, (Run(f"- {lead}: {text}" if lead else f"- {text}"),))


def _inner_list(texts: Iterable[str]) -> list[Block]:
    """Lines with a plus sign under a line with a dash, semicolons between them and a full stop after the last."""
    lines = list(texts)
    return [Block.of(BlockKind.BULLET, f"+ {text}{'.' if n == len(lines) else ';'}") for n, text in enumerate(lines, 1)]


def _item(text: str) -> Block:
    return Block.of(BlockKind.ITEM, text)


def _count(number: int, noun: str) -> str:
    return f"{format_number(number)} {noun}"


def _names(texts: Iterable[str]) -> str:
    return listed(one_line(text) for text in texts)


def opening(facts: Facts) -> str:
    """On which plan, by whom, about which days."""
    request = facts.request
    agency = paper.agency_name(request.dossier.office)
    plan, window = common.plan_with_subject(request.dossier), request.window
    days = f"từ {paper.long_date(window.data_from)} đến {paper.long_date(window.data_to)}"
    return f"Thực hiện {plan}, {agency} báo cáo kết quả {request.period.phrase} như sau (số liệu {days}):"


def closing(facts: Facts, annex_labels: list[str]) -> str:
    """The last sentence with the annexes it names; "./." ends the text (Phụ lục III)."""
    request = facts.request
    with_annexes = f" (kèm theo {listed(annex_labels)})" if annex_labels else ""
    agency = paper.agency_name(request.dossier.office)
    return f"Trên đây là báo cáo kết quả {request.period.phrase} của {agency}{with_annexes}./."


# I


def leadership(facts: Facts) -> list[Block]:
    """The duties handed out, and who reported."""
    request, dossier = facts.request, facts.request.dossier
    tasks = dossier.tasks
    if not tasks:
        return [_text("Kế hoạch chưa có nhiệm vụ nào được giao.")]
    dated = sum(task.due_kind is not DueKind.NONE for task in tasks)
    products = sum(bool(one_line(task.product)) for task in tasks)
    leads = [dossier.units_of(task.id, Role.LEAD) for task in tasks]
    given, bodies = sum(map(bool, leads)), {unit.id for units in leads for unit in units}
    blocks = [
        _text(
            f"{paper.agency_name(dossier.office)} đã giao {_count(given, 'nhiệm vụ')} cho {_count(len(bodies), 'đơn vị')} "
            f"chủ trì. Trong {_count(len(tasks), 'nhiệm vụ')} của Kế hoạch, {_count(dated, 'nhiệm vụ')} có thời hạn, "
            f"{_count(products, 'nhiệm vụ')} có {one_line(dossier.office.sixth_clear) or 'sản phẩm'} cụ thể"
            + (f", {_count(len(tasks) - given, 'nhiệm vụ')} chưa giao đơn vị chủ trì." if given < len(tasks) else ".")
        )
    ]
    if facts.turnout.reports:
        blocks.append(_text(_submission_sentence(facts, request)))
    return blocks


def _submission_sentence(facts: Facts, request: Request) -> str:
    reports, missing = facts.turnout.reports, [unit.name for unit in facts.turnout.missing]
    nil = sum(s.is_nil for _, s in reports if s and has_come(s))
    text = f"Có {len(facts.turnout.came)}/{len(reports)} đơn vị gửi báo cáo {request.period.phrase}"
    text += f", trong đó {nil} đơn vị báo cáo không phát sinh" if nil else ""
    return f"{text}; chưa có báo cáo của {_names(missing)}." if missing else f"{text}."


# II


def results(facts: Facts) -> list[Block]:
    """Indicators, tasks by section, money."""
    return [
        _item("1. Kết quả thực hiện chỉ tiêu"),
        *_indicator_blocks(facts),
        _item("2. Kết quả thực hiện nhiệm vụ"),
        *_task_blocks(facts),
        _item("3. Kinh phí thực hiện"),
        *_funding_blocks(facts),
    ]


def _indicator_blocks(facts: Facts) -> list[Block]:
    year = facts.request.period.year
    if not facts.standings:
        return [_text("Kế hoạch chưa có chỉ tiêu.")]
    met = sum(s.verdict is Verdict.MET for s in facts.rated)
    without = sum(s.verdict is Verdict.NO_DATA for s in facts.rated)
    missed = len(facts.rated) - met - without
    blocks = [
        _text(
            f"Kế hoạch có {_count(len(facts.standings), 'chỉ tiêu')}, trong đó {_count(len(facts.rated), 'chỉ tiêu')} có mục "
            f"tiêu năm {year}: {met} chỉ tiêu đạt, {missed} chỉ tiêu chưa đạt, {without} chỉ tiêu chưa có số liệu."
        )
    ]
    blocks += [_bullet(_standing_words(s), _standing_name(s)) for s in facts.standings if s.figure.value is not None]
    missing = [lower_first(_standing_name(s)) for s in facts.standings if s.figure.value is None]
    if missing:
        blocks.append(_bullet(f"{listed(missing)}.", "Chưa có số liệu"))
    return blocks


def _standing_name(standing: Standing) -> str:
    return one_line(standing.indicator.name).rstrip(" .:;")


def _standing_words(standing: Standing) -> str:
    """The figure and what it means: "95,9% (118/123), chưa đạt (mục tiêu: trên 96%)."."""
    indicator, figure = standing.indicator, standing.figure
    if figure.value is None:
        return "chưa có số liệu."
    words = measured(common.rounded(figure.value, standing.mark), one_line(indicator.measure))
    if figure.numerator is not None and figure.denominator is not None:
        words += f" ({format_number(figure.numerator)}/{format_number(figure.denominator)})"
    if standing.target is None:
        return f"{words}."
    goal = target_text(standing.target, indicator.operator, one_line(indicator.measure))
    return f"{words}, {lower_first(standing.words)} (mục tiêu: {goal})." if goal else f"{words}."


def box_sentence(counts: BoxCounts, of: str) -> str:
    """The four official boxes of some tasks in words; empty boxes are not spoken of."""
    if not counts.total:
        return f"{of} chưa có nhiệm vụ."
    if counts.total == 1:
        box = next(box for box in Box if getattr(counts, box.value))
        return f"{of} có 1 nhiệm vụ, {lower_first(box.label)}."
    rate = f", đạt {format_number(common.rounded(counts.rate))}%" if counts.done and counts.rate is not None else ""
    done = _parts(counts.done, (counts.done_on_time, "đúng hạn"), (counts.done_late, "quá hạn"))
    still = _parts(counts.open, (counts.open_on_time, "trong hạn"), (counts.open_late, "quá hạn"))
    told = [f"đã hoàn thành {done}{rate}" if done else "", f"chưa hoàn thành {still}" if still else ""]
    return f"{of} có {_count(counts.total, 'nhiệm vụ')}: {'; '.join(filter(None, told))}."


def _parts(total: int, *boxes: tuple[int, str]) -> str:
    """A sum with its boxes: "4 (3 đúng hạn, 1 quá hạn)", "4, đều đúng hạn"; "" for none."""
    filled = [f"{number} {name}" for number, name in boxes if number]
    if len(filled) > 1:
        return f"{total} ({', '.join(filled)})"
    return filled[0].replace(" ", " nhiệm vụ ", 1) if filled else ""


def _task_blocks(facts: Facts) -> list[Block]:
    request = facts.request
    blocks = [_text(box_sentence(facts.boxes, "Kế hoạch"))]
    for place, (section, tasks) in enumerate(common.sections_with_tasks(request.dossier)):
        title = one_line(section.title).rstrip(" .:;") if section else common.NO_SECTION
        letter = f"{_POINT_LETTERS[place]}) " if place < len(_POINT_LETTERS) else ""
        blocks.append(Block.of(BlockKind.POINT, f"{letter}{title}"))
        told = [_told_bullet(facts, task) for task in tasks]
        told = [bullet for bullet in told if bullet]
        if len(tasks) > 1 or not told:
            nothing = "" if told else " Chưa có kết quả gửi về."
            blocks.append(_text(box_sentence(count_boxes(tasks, request.as_of), "Mục này") + nothing))
        blocks += told
    return blocks


def _told_bullet(facts: Facts, task: Task, what: str = "result") -> Block | None:
    """What was reported on a task, after its name; None when nothing was."""
    request = facts.request
    told = common.told(request, common.progress_in(request, task), what)
    parts = "; ".join(line.rstrip(" .;") for line in told.split("\n"))
    return _bullet(sentence(parts), _task_name(task)) if told else None


def _task_name(task: Task) -> str:
    return one_line(common.task_text(task)).rstrip(" .:;")


def _funding_blocks(facts: Facts) -> list[Block]:
    lines = [sentence(row.text.lstrip("-–+ ")) for row in facts.request.dossier.funding]
    lines = [line for line in lines if line]
    if not lines:
        return [_text("Kế hoạch không ghi kinh phí riêng.")]
    return [_text("Kinh phí theo Kế hoạch:"), *(_bullet(line) for line in lines)]


# III


def assessment(facts: Facts) -> list[Block]:
    """What went well, what did not, why."""
    return [
        _item("1. Ưu điểm"),
        *_strengths(facts),
        _item("2. Hạn chế"),
        *_weaknesses(facts),
        _item("3. Nguyên nhân"),
        *_reported(facts, "difficulty", "Các đơn vị chưa nêu khó khăn, vướng mắc."),
    ]


def _strengths(facts: Facts) -> list[Block]:
    boxes = facts.boxes
    met = [lower_first(_standing_name(s)) for s in facts.rated if s.verdict is Verdict.MET]
    blocks = []
    if boxes.done:
        blocks.append(
            _bullet(
                f"Đã hoàn thành {boxes.done}/{boxes.total} nhiệm vụ, trong đó {boxes.done_on_time} nhiệm vụ đúng hạn."
            )
        )
    if met:
        blocks.append(_bullet(f"{len(met)}/{len(facts.rated)} chỉ tiêu đạt mục tiêu năm: {listed(met)}."))
    return blocks or [_text("Trong kỳ chưa có nhiệm vụ hoàn thành hoặc chỉ tiêu đạt.")]


def _weaknesses(facts: Facts) -> list[Block]:
    late = facts.in_box(Box.OPEN_LATE)
    missed = [s for s in facts.rated if s.verdict in (Verdict.MISSED, Verdict.NEAR)]
    blocks = []
    if late:
        blocks.append(_bullet(f"Còn {_count(len(late), 'nhiệm vụ')} quá hạn:"))
        blocks += _inner_list(_late_words(facts, task) for task in late)
    if facts.boxes.done_late:
        blocks.append(_bullet(f"{_count(facts.boxes.done_late, 'nhiệm vụ')} hoàn thành sau thời hạn."))
    if missed:
        names = listed(lower_first(_standing_name(s)) for s in missed)
        blocks.append(_bullet(f"{_count(len(missed), 'chỉ tiêu')} chưa đạt mục tiêu năm: {names}."))
    return blocks or [_text("Không có nhiệm vụ quá hạn, không có chỉ tiêu chưa đạt.")]


def _late_words(facts: Facts, task: Task) -> str:
    as_of = facts.request.as_of
    leads = _names(unit.name for unit in facts.request.dossier.units_of(task.id, Role.LEAD))
    days = status_of(task, as_of).days
    name, due = _task_name(task), lower_first(due_label(task))
    about = [
        leads or common.NO_LEAD.lower(),
        "" if due in name else f"thời hạn {due}",
        f"quá hạn {days} ngày" if days else "",
    ]
    return f"{name} ({', '.join(filter(None, about))})"


def _reported(facts: Facts, what: str, nothing: str) -> list[Block]:
    """One field of all progress in the period, under the task it was said of."""
    found = [_told_bullet(facts, task, what) for task in facts.request.dossier.tasks]
    return list(dict.fromkeys(bullet for bullet in found if bullet)) or [_text(nothing)]


# IV and V


def _with_due(name: str, due: str) -> str:
    """A task with its deadline, unless its own words name the day."""
    return name if due in name else f"{name} (hạn {due})"


def next_period(facts: Facts) -> list[Block]:
    """What is late, what falls due, what goes on."""
    request, boxes = facts.request, facts.boxes
    tasks = [task for task in request.dossier.tasks if box_of(task, request.as_of) in (Box.OPEN_ON_TIME, Box.OPEN_LATE)]
    if not tasks:
        return [_text("Không còn nhiệm vụ chưa hoàn thành.")]
    blocks = []
    if boxes.open_late:
        blocks.append(_bullet(f"Hoàn thành ngay {_count(boxes.open_late, 'nhiệm vụ')} đã quá hạn nêu tại mục III."))
    following = request.period.next()
    end = date(following.year, following.last_month, calendar.monthrange(following.year, following.last_month)[1])
    coming = [(due, t) for t in tasks if (due := due_date(t, request.as_of)) and request.as_of <= due <= end]
    dated = len(coming)
    if coming:
        nearest = ", gần nhất là" if len(coming) > _MOST_NAMED else ""
        blocks.append(_bullet(f"Hoàn thành đúng hạn {_count(len(coming), 'nhiệm vụ')} đến hạn trong kỳ tới{nearest}:"))
        coming = sorted(coming, key=lambda pair: pair[0])[:_MOST_NAMED]
        blocks += _inner_list(_with_due(_task_name(task), format_date(due)) for due, task in coming)
    ongoing = sum(task.due_kind is DueKind.ONGOING for task in tasks)
    if ongoing:
        blocks.append(_bullet(f"Tiếp tục thực hiện {_count(ongoing, 'nhiệm vụ')} thường xuyên."))
    later = len(tasks) - boxes.open_late - dated - ongoing
    if later > 0:
        blocks.append(_bullet(f"Triển khai {_count(later, 'nhiệm vụ')} còn lại theo thời hạn của Kế hoạch."))
    return blocks


def proposals(facts: Facts) -> list[Block]:
    """What the units ask for."""
    return _reported(facts, "proposal", "Không có kiến nghị, đề xuất.")


CHAPTERS: tuple[tuple[Callable[[Facts], str], Callable[[Facts], list[Block]]], ...] = (
    (lambda _: "Công tác lãnh đạo, chỉ đạo, quán triệt", leadership),
    (lambda _: "Kết quả thực hiện", results),
    (lambda _: "Đánh giá chung", assessment),
    (lambda facts: f"Nhiệm vụ {facts.request.period.next().phrase}", next_period),
    (lambda _: "Kiến nghị, đề xuất", proposals),
)
