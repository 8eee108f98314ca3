"""Form tien-do: how far every task is at the end of the period, in the words of the four official boxes."""

from kehoach_desktop.domain.progress import Box, box_of, status_of
from kehoach_desktop.domain.records import Role, Task
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Align, Column, Row, RowKind, TableForm
from kehoach_desktop.reports.text import one_line

TITLE = "Theo dõi tiến độ thực hiện nhiệm vụ"

_LATE = (Box.DONE_LATE, Box.OPEN_LATE)


def _columns(period: str) -> tuple[Column, ...]:
    return (
        Column("TT", 11, Align.CENTER),
        Column("Nhiệm vụ", 62),
        Column("Đơn vị chủ trì", 28),
        Column("Thời hạn", 22, Align.CENTER),
        Column("Tình trạng", 27),
        Column(f"Kết quả {period}", 48),
        Column("Khó khăn, vướng mắc", 29),
        Column("Đề xuất", 25),
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
            )
            rows.append(Row(cells))
    return TableForm(
        title=f"{TITLE} {request.period.phrase}".upper(),
        subtitle=(f"(Tình trạng tính đến ngày {format_date(request.as_of)})",),
        columns=_columns(request.period.short_title[0].lower() + request.period.short_title[1:]),
        rows=tuple(rows) or (common.NO_TASKS,),
        letterhead=common.letterhead(request),
        foot=common.foot(request),
        sheet="Tiến độ",
        author=one_line(dossier.office.name),
    )
