"""Form tien-do: how far every task is at the end of the period, in the words of the four official boxes."""

from dataclasses import replace

from kehoach_desktop.domain.extensions import extensions
from kehoach_desktop.domain.progress import Box, box_of, status_of
from kehoach_desktop.domain.records import Role, Task
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Align, Column, Row, RowKind, TableForm
from kehoach_desktop.reports.text import lower_first, one_line, tidy

ID = "tien-do"
TITLE = "Theo dõi tiến độ thực hiện nhiệm vụ"

_LATE = (Box.DONE_LATE, Box.OPEN_LATE)


# Widths that make room for the remark, which is printed where a deadline was moved: it tells why.
_BESIDE_REMARK = {"task": 54, "result": 36, "difficulty": 25, "proposal": 23, "note": 26}


def columns(request: Request) -> tuple[Column, ...]:
    """All columns there are; the remark shows by itself once a deadline was moved."""
    found = _columns(request)
    if not any(extensions(task.note) for task in request.dossier.tasks):
        return found
    return tuple(
        replace(column, width=_BESIDE_REMARK.get(column.id, column.width), shown=column.shown or column.id == "note")
        for column in found
    )


def _columns(request: Request) -> tuple[Column, ...]:
    period = lower_first(request.period.short_title)
    return (
        Column("TT", 11, Align.CENTER, id="no", fixed=True),
        Column("Nhiệm vụ", 62, id="task", fixed=True),
        Column("Đơn vị chủ trì", 28, id="lead"),
        Column("Thời hạn", 22, Align.CENTER, id="due"),
        Column("Tình trạng", 27, id="state"),
        Column(f"Kết quả {period}", 48, id="result"),
        Column("Khó khăn, vướng mắc", 29, id="difficulty"),
        Column("Đề xuất", 25, id="proposal"),
        Column("Đơn vị phối hợp", 32, id="support", shown=False),
        Column("Cán bộ phụ trách", 24, id="officer", shown=False),
        Column("Lãnh đạo phụ trách", 24, id="supervisor", shown=False),
        Column("Ngày hoàn thành", 22, Align.CENTER, id="finished", shown=False),
        Column("Sản phẩm phải có", 26, id="product", shown=False),
        Column("Minh chứng", 26, id="evidence", shown=False),
        Column("Ghi chú", 20, id="note", shown=False),
    )


def state_text(request: Request, task: Task) -> str:
    """The official box, with the days a late task is or was late."""
    box = box_of(task, request.as_of)
    days = status_of(task, request.as_of).days
    return f"{box.label} {days} ngày" if box in _LATE and days else box.label


def build(request: Request) -> TableForm:
    """The table of all tasks with what was reported in the period."""
    dossier = request.dossier
    rows: list[Row] = []
    number = 0
    for group, title, tasks in common.task_groups(request):
        rows.append(Row((group, title), RowKind.GROUP))
        for task in tasks:
            number += 1
            reported = common.progress_in(request, task)
            cells = (
                number,
                common.task_text(task),
                common.unit_names(request, task, Role.LEAD),
                common.due_cell(task),
                state_text(request, task),
                common.told(request, reported, "result"),
                common.told(request, reported, "difficulty"),
                common.told(request, reported, "proposal"),
                common.unit_names(request, task, Role.SUPPORT),
                tidy(task.officer),
                tidy(task.supervisor),
                task.finished_on,
                tidy(task.product),
                common.told(request, reported, "evidence"),
                tidy(task.note),
            )
            rows.append(Row(cells))
    form = TableForm(
        title=f"{TITLE} {request.period.phrase}".upper(),
        subtitle=(f"(Tình trạng tính đến ngày {format_date(request.as_of)})",),
        columns=columns(request),
        rows=tuple(rows) or (common.NO_TASKS,),
        letterhead=common.letterhead(request),
        foot=common.foot(request),
        sheet="Tiến độ",
        author=one_line(dossier.office.name),
    )
    return common.in_office_layout(request, ID, form)
