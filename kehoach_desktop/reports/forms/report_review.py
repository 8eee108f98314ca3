"""The draft of a report's judgement: what went well, what did not and why, what comes next, what is asked for."""

from kehoach_desktop.domain.days import month_end
from kehoach_desktop.domain.indicators import Verdict
from kehoach_desktop.domain.narrative import Line
from kehoach_desktop.domain.progress import Box, due_date
from kehoach_desktop.domain.records import DueKind, Task
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.reports.forms.report_facts import (
    MOST_NAMED,
    Facts,
    bullet,
    count,
    inner_list,
    late_words,
    lead_names,
    names,
    reported,
    standing_name,
    task_name,
    text,
)
from kehoach_desktop.reports.text import listed, lower_first


def strengths(facts: Facts) -> list[Line]:
    """Tasks done, targets met."""
    boxes = facts.boxes
    met = [lower_first(standing_name(s)) for s in facts.rated if s.verdict is Verdict.MET]
    lines = []
    if boxes.done:
        lines.append(
            bullet(
                f"Đã hoàn thành {boxes.done}/{boxes.total} nhiệm vụ, trong đó {boxes.done_on_time} nhiệm vụ đúng hạn."
            )
        )
    if met:
        lines.append(bullet(f"{len(met)}/{len(facts.rated)} chỉ tiêu đạt mục tiêu năm: {listed(met)}."))
    return lines or [text("Trong kỳ chưa có nhiệm vụ hoàn thành hoặc chỉ tiêu đạt.")]


def weaknesses(facts: Facts) -> list[Line]:
    """What is late, what was done late, what nobody reported on, targets missed, reports that did not come."""
    late = facts.in_box(Box.OPEN_LATE)
    lines = []
    if late:
        lines.append(bullet(f"Còn {count(len(late), 'nhiệm vụ')} quá hạn:"))
        lines += inner_list(late_words(facts, task) for task in late)
    if facts.boxes.done_late:
        lines.append(bullet(f"{count(facts.boxes.done_late, 'nhiệm vụ')} hoàn thành sau thời hạn."))
    lines += _untold(facts)
    if facts.missed:
        missed = listed(lower_first(standing_name(s)) for s in facts.missed)
        lines.append(bullet(f"{count(len(facts.missed), 'chỉ tiêu')} chưa đạt mục tiêu năm: {missed}."))
    unsent = facts.turnout.missing
    if unsent:
        lines.append(bullet(f"{count(len(unsent), 'đơn vị')} chưa gửi báo cáo: {names(u.name for u in unsent)}."))
    return lines or [text("Không có nhiệm vụ quá hạn, không có chỉ tiêu chưa đạt.")]


def _untold(facts: Facts) -> list[Line]:
    """Open tasks without a word from anybody, named while they are few."""
    untold = facts.untold
    if not untold:
        return []
    words = f"{count(len(untold), 'nhiệm vụ')} chưa hoàn thành và chưa có kết quả gửi về trong kỳ"
    if len(untold) > MOST_NAMED:
        return [bullet(f"{words}.")]
    return [bullet(f"{words}:"), *inner_list(_with_leads(facts, task) for task in untold)]


def _with_leads(facts: Facts, task: Task) -> str:
    leads = lead_names(facts, task)
    return f"{task_name(task)} ({leads})" if leads else task_name(task)


def causes(facts: Facts) -> list[Line]:
    """The difficulties the units named."""
    return reported(facts, "difficulty", "Các đơn vị chưa nêu khó khăn, vướng mắc.")


def next_period(facts: Facts) -> list[Line]:
    """What is late, what falls due, which targets are still short, what goes on."""
    request, boxes = facts.request, facts.boxes
    tasks = facts.in_box(Box.OPEN_ON_TIME, Box.OPEN_LATE)
    following = request.period.next()
    lines = []
    if boxes.open_late:
        lines.append(bullet(f"Hoàn thành ngay {count(boxes.open_late, 'nhiệm vụ')} đã quá hạn nêu tại mục III."))
    end = month_end(following.year, following.last_month)
    coming = [(due, t) for t in tasks if (due := due_date(t, request.as_of)) and request.as_of <= due <= end]
    if coming:
        nearest = ", gần nhất là" if len(coming) > MOST_NAMED else ""
        lines.append(bullet(f"Hoàn thành đúng hạn {count(len(coming), 'nhiệm vụ')} đến hạn trong kỳ tới{nearest}:"))
        first = sorted(coming, key=lambda pair: pair[0])[:MOST_NAMED]
        lines += inner_list(_coming_words(facts, task, format_date(due)) for due, task in first)
    if facts.missed and following.year == request.period.year:
        missed = listed(lower_first(standing_name(s)) for s in facts.missed)
        lines.append(
            bullet(f"Phấn đấu đạt mục tiêu năm {following.year} của {count(len(facts.missed), 'chỉ tiêu')}: {missed}.")
        )
    ongoing = sum(task.due_kind is DueKind.ONGOING for task in tasks)
    if ongoing:
        lines.append(bullet(f"Tiếp tục thực hiện {count(ongoing, 'nhiệm vụ')} thường xuyên."))
    later = len(tasks) - boxes.open_late - len(coming) - ongoing
    if later > 0:
        lines.append(bullet(f"Triển khai {count(later, 'nhiệm vụ')} còn lại theo thời hạn của Kế hoạch."))
    return lines or [text("Không còn nhiệm vụ chưa hoàn thành.")]


def _coming_words(facts: Facts, task: Task, due: str) -> str:
    """A task with its lead units and deadline; a day its own words name is not said again."""
    name = task_name(task)
    about = ", ".join(filter(None, (lead_names(facts, task), "" if due in name else f"hạn {due}")))
    return f"{name} ({about})" if about else name


def proposals(facts: Facts) -> list[Line]:
    """What the units ask for."""
    return reported(facts, "proposal", "Không có kiến nghị, đề xuất.")
