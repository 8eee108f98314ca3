"""How a task stands on a day: the four official boxes, the state on screen, the words of its deadline; changes nothing."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kehoach_desktop.domain.days import month_end
from kehoach_desktop.domain.records import DueKind, Task, TaskState
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.frozen import frozen

SOON_DAYS = 7  # "sắp đến hạn" on screen: so many days or fewer are left


class Box(StrEnum):
    """The four boxes in which tasks are officially counted (Báo cáo 1270/BC-TCTTTg ngày 27/12/2017)."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_ON_TIME = "open_on_time"
    OPEN_LATE = "open_late"

    @property
    def label(self) -> str:
        return _BOX_LABELS[self]


_BOX_LABELS = {
    Box.DONE_ON_TIME: "Đã hoàn thành đúng hạn",
    Box.DONE_LATE: "Đã hoàn thành quá hạn",
    Box.OPEN_ON_TIME: "Chưa hoàn thành trong hạn",
    Box.OPEN_LATE: "Chưa hoàn thành quá hạn",
}


class Status(StrEnum):
    """The state of a task as screens show it."""

    DONE = "done"
    DONE_LATE = "done_late"
    OPEN = "open"
    SOON = "soon"
    LATE = "late"
    ONGOING = "ongoing"

    @property
    def label(self) -> str:
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    Status.DONE: "Hoàn thành",
    Status.DONE_LATE: "Hoàn thành, trễ",
    Status.OPEN: "Trong hạn",
    Status.SOON: "Sắp đến hạn",
    Status.LATE: "Quá hạn",
    Status.ONGOING: "Thường xuyên",
}


@frozen
class StatusView:
    """A state and its days: days late for what is or was late, days left for what is open, None without a deadline."""

    status: Status
    days: int | None = None


@frozen
class BoxCounts:
    """Tasks by box."""

    total: int = 0
    done_on_time: int = 0
    done_late: int = 0
    open_on_time: int = 0
    open_late: int = 0

    @property
    def done(self) -> int:
        return self.done_on_time + self.done_late

    @property
    def open(self) -> int:
        return self.open_on_time + self.open_late

    @property
    def rate(self) -> Decimal | None:
        """Tasks done in per cent of all, exact; None without tasks."""
        return Decimal(self.done * 100) / self.total if self.total else None


def _year_named(text: str | None) -> int | None:
    years = re.findall(r"\b(20\d\d)\b", text or "")
    return int(years[-1]) if years else None


def due_date(task: Task, on: date) -> date | None:
    """The last day on which the task is in time, seen from a day; None for what has no deadline.

    "Đến năm 2030" ends on 31/12/2030. Of months in focus the nearest that is not over counts, after the last one that
    one: "tháng 4, 6, 9" seen on 22/6/2026 is 30/6/2026, on 05/11/2026 it is 30/9/2026. `due_on` ends such a row.
    """
    match task.due_kind:
        case DueKind.DATE:
            return task.due_on
        case DueKind.UNTIL_YEAR:
            year = _year_named(task.due_text)
            return task.due_on or (date(year, 12, 31) if year else None)
        case DueKind.MONTHS if task.months:
            ends = [month_end(on.year, month) for month in sorted(task.months)]
            nearest = next((end for end in ends if end >= on), ends[-1])
            return min(nearest, task.due_on) if task.due_on else nearest
        case DueKind.MONTHS:
            return task.due_on
        case _:
            return None


def is_done(task: Task, on: date) -> bool:
    """Whether the task was finished by a day; without the day of finishing it counts as finished."""
    return task.state is TaskState.DONE and (task.finished_on is None or task.finished_on <= on)


def _days_late(task: Task, on: date) -> int:
    """Days past the deadline at finishing, or on the day while open; 0 in time. Done on an unknown day is in time."""
    seen = (task.finished_on if is_done(task, on) else on) if task.state is TaskState.DONE else on
    due = due_date(task, seen) if seen else None
    return max((seen - due).days, 0) if seen and due else 0


def is_open_late(task: Task, on: date) -> bool:
    """Whether a task is open on a day and past its deadline; what has no deadline (thường xuyên) never is."""
    due = None if is_done(task, on) else due_date(task, on)
    return due is not None and due < on


def box_of(task: Task, on: date) -> Box:
    """The official box of a task on a day."""
    if is_done(task, on):
        return Box.DONE_LATE if _days_late(task, on) else Box.DONE_ON_TIME
    return Box.OPEN_LATE if is_open_late(task, on) else Box.OPEN_ON_TIME


def count_boxes(tasks: Iterable[Task], on: date) -> BoxCounts:
    """Tasks counted by official box on a day."""
    counts = Counter(box_of(task, on) for task in tasks)
    return BoxCounts(
        total=counts.total(),
        done_on_time=counts[Box.DONE_ON_TIME],
        done_late=counts[Box.DONE_LATE],
        open_on_time=counts[Box.OPEN_ON_TIME],
        open_late=counts[Box.OPEN_LATE],
    )


def status_of(task: Task, on: date) -> StatusView:
    """The state of a task on a day with the days it is late or has left."""
    late = _days_late(task, on)
    if is_done(task, on):
        return StatusView(Status.DONE_LATE, late) if late else StatusView(Status.DONE)
    if late:
        return StatusView(Status.LATE, late)
    due = due_date(task, on)
    if due is None:
        return StatusView(Status.ONGOING if task.due_kind is DueKind.ONGOING else Status.OPEN)
    left = (due - on).days
    return StatusView(Status.SOON if left <= SOON_DAYS else Status.OPEN, left)


def due_label(task: Task) -> str:
    """The deadline in a table cell: "15/6/2026", "Thường xuyên", "Đến năm 2030", "Tháng 4, 6, 9"."""
    match task.due_kind:
        case DueKind.ONGOING:
            return "Thường xuyên"
        case DueKind.UNTIL_YEAR if year := _year_named(task.due_text) or (task.due_on and task.due_on.year):
            return f"Đến năm {year}"
        case DueKind.MONTHS if task.months:
            return "Tháng " + ", ".join(str(month) for month in sorted(task.months))
        case DueKind.DATE if task.due_on:
            return format_date(task.due_on)
        case _:
            return task.due_text or ""
