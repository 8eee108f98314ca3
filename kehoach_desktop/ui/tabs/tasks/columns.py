"""The columns of the task table: what stands in each cell, how it is sorted, what of it can be edited."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from kehoach_desktop.domain.progress import Status, due_label
from kehoach_desktop.domain.records import DueKind, DutyKind, Role, Task, TaskState
from kehoach_desktop.domain.six_clears import CLEARS
from kehoach_desktop.domain.vietnamese import format_date, join_names, sort_key
from kehoach_desktop.ui.models.cells import EMPTY, Align, Cell, Column, Shape, tick_column
from kehoach_desktop.ui.models.states import STATE_SHAPES, status_cell
from kehoach_desktop.ui.tabs.tasks.book import TaskBook

if TYPE_CHECKING:
    from kehoach_desktop.services.conflict_marks import ConflictMark

NO_LEAD = "Chưa có chủ trì"
STATE_CHOICES = tuple((state.value, STATE_SHAPES[state][1]) for state in TaskState)

_URGENCY = (Status.LATE, Status.SOON, Status.OPEN, Status.ONGOING, Status.DONE_LATE, Status.DONE)


def missing_words(book: TaskBook, task: Task) -> str:
    """The clears a task lacks, in words: "thẩm quyền, sản phẩm"; "" when none."""
    own = book.dossier.office.sixth_clear
    return ", ".join(clear.label_for(own).removeprefix("Rõ ") for clear in book.missing(task))


def lead_cell(book: TaskBook, task: Task) -> Cell:
    """Who leads; under it what kind of lead it is and how many support."""
    leads = book.units(task, Role.LEAD)
    helpers = book.heads(book.units(task, Role.SUPPORT))
    notes = []
    if any(unit.duty_kind is DutyKind.REQUESTED for unit in leads):
        notes.append("đề nghị")
    if len(leads) == 1 and (size := book.group_size(leads[0])):
        notes.append(f"nhóm {size} đơn vị")
    if helpers:
        notes.append(f"+{helpers} phối hợp")
    second = " · ".join(notes)
    if not leads:
        return Cell(NO_LEAD, second=second, shape=Shape("person_add", "am"), tone="am", bold=True)
    names = join_names(unit.name for unit in leads)
    others = join_names(unit.name for unit in book.units(task, Role.SUPPORT))
    return Cell(names, second=second, tooltip=f"Chủ trì: {names}" + (f"\nPhối hợp: {others}" if others else ""))


def due_cell(_: TaskBook, task: Task) -> Cell:
    """The deadline; months in focus say what they are."""
    text = due_label(task)
    if not text:
        return EMPTY
    return Cell(text, second="tháng trọng tâm" if task.due_kind is DueKind.MONTHS else "", tooltip=task.due_text or "")


def clears_cell(book: TaskBook, task: Task, *, short: bool) -> Cell:
    """Six pips and "5/6"; on a narrow screen the figure alone."""
    pips, gaps = book.pips(task), missing_words(book, task)
    words = f"{sum(pips)}/{len(CLEARS)}"
    return Cell(
        words, tone="tx2" if not gaps or not short else "am", pips=() if short else pips,
        tooltip=f"Còn thiếu: {gaps}" if gaps else "Đủ 6 rõ", spoken=f"{words} rõ" + (f", còn thiếu {gaps}" if gaps else ""),
    )  # fmt: skip


def task_status_cell(book: TaskBook, task: Task) -> Cell:
    """The state; a paused task says so in its second line."""
    cell = status_cell(book.status(task))
    if task.state is TaskState.PAUSED:
        second = f"tạm dừng · {cell.second}" if cell.second else "tạm dừng"
        return Cell(cell.text, second=second, shape=cell.shape, tone=cell.tone, bold=cell.bold)
    return cell


def _urgency(book: TaskBook, task: Task) -> tuple[int, int]:
    view = book.status(task)
    days = view.days or 0
    return _URGENCY.index(view.status), -days if view.status in (Status.LATE, Status.DONE_LATE) else days


def task_columns(book: Callable[[], TaskBook], narrow: Callable[[], bool]) -> tuple[Column[Task], ...]:
    """The table's columns; `book` gives the one in force whenever a cell is made."""

    def of(make: Callable[..., Any], **more: Any) -> Callable[[Task], Any]:
        return lambda task: make(book(), task, **more)

    return (
        tick_column(),
        Column("number", "Số", lambda t: Cell(t.number or "–", tone="tx2"), width=62, sort=lambda t: sort_key(t.number or ""),
               edit=lambda t: t.number or ""),
        Column("title", "Nhiệm vụ", lambda t: Cell(t.title, tooltip=t.content or t.title), width=359, stretch=True,
               edit=lambda t: t.title),
        Column("lead", "Chủ trì", of(lead_cell), width=154, tip="F2 hoặc bấm đúp để chọn đơn vị"),
        Column("due", "Thời hạn", of(due_cell), width=102, sort=lambda t: book().due(t) or date.max, edit=due_label),
        Column("clears", "6 rõ", lambda t: clears_cell(book(), t, short=narrow()), width=92,
               sort=lambda t: sum(book().pips(t)), tip="Người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền"),
        Column("state", "Tình trạng", of(task_status_cell), width=138, sort=of(_urgency), edit=lambda t: t.state.value,
               choices=lambda _: STATE_CHOICES),
        Column("supports", "Phối hợp", lambda t: join_names(u.name for u in book().units(t, Role.SUPPORT)) or EMPTY,
               width=160, hidden=True),
        Column("officer", "Cán bộ phụ trách", lambda t: t.officer or EMPTY, width=140, edit=lambda t: t.officer or "", hidden=True),
        Column("supervisor", "Lãnh đạo phụ trách", lambda t: t.supervisor or EMPTY, width=150,
               edit=lambda t: t.supervisor or "", hidden=True),
        Column("product", "Sản phẩm", lambda t: t.product or EMPTY, width=180, edit=lambda t: t.product or "", hidden=True),
        Column("approver", "Thẩm quyền", lambda t: t.approver or EMPTY, width=140, edit=lambda t: t.approver or "", hidden=True),
        Column("note", "Ghi chú", lambda t: Cell(t.note.splitlines()[-1], tooltip=t.note) if t.note else EMPTY, width=180,
               edit=lambda t: t.note or "", hidden=True),
        Column("section", "Mục", of(_section_cell), width=200, sort=lambda t: book().group(t).order,
               tip="F2 hoặc bấm đúp để chuyển sang mục khác", hidden=True),
        Column("finished_on", "Ngày hoàn thành", of(_finished_cell), width=110, align=Align.RIGHT,
               sort=lambda t: t.finished_on, hidden=True),
    )  # fmt: skip


def _section_cell(book: TaskBook, task: Task) -> Cell:
    title = book.group(task).title
    return Cell(title, tooltip=title)


def _finished_cell(_: TaskBook, task: Task) -> Cell:
    return Cell(format_date(task.finished_on)) if task.finished_on else EMPTY


_CONFLICT_COLUMNS = {
    "due_kind": "due", "due_on": "due", "due_text": "due", "months": "due", "finished_on": "finished_on",
    "section_id": "section",
}  # fmt: skip


def conflict_column(mark: "ConflictMark") -> str:
    """The column in which a conflict of a task stands; what has no column stands with its name."""
    if mark.kind == "assignment":
        return "lead"
    return _CONFLICT_COLUMNS.get(mark.field or "", mark.field or "title") if mark.kind == "task" else "state"


def search_text(book: Callable[[], TaskBook]) -> Callable[[Task], str]:
    """What the search field looks in: number, words, units, people, deadline."""

    def text(task: Task) -> str:
        parts = (
            task.number,
            task.title,
            task.content,
            task.officer,
            task.supervisor,
            task.product,
            due_label(task),
            *book().unit_words(task),
        )
        return " ".join(filter(None, parts))

    return text
