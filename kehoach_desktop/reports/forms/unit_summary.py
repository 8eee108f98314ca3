"""Form tong-hop-don-vi: tasks by lead unit in the four official boxes, with a row of sums."""

from kehoach_desktop.domain.progress import Box, BoxCounts, box_of, count_boxes
from kehoach_desktop.domain.records import Task
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Align, Cell, Column, Number, Row, RowKind, TableForm
from kehoach_desktop.reports.text import one_line

TITLE = "Tổng hợp kết quả thực hiện nhiệm vụ theo đơn vị"

_DONE, _OPEN = "Đã hoàn thành", "Chưa hoàn thành"
_COLUMNS = (
    Column("TT", 11, Align.CENTER),
    Column("Đơn vị chủ trì", 66),
    Column("Tổng số nhiệm vụ", 20, Align.CENTER),
    Column("Đúng hạn", 18, Align.CENTER, _DONE),
    Column("Quá hạn", 18, Align.CENTER, _DONE),
    Column("Trong hạn", 18, Align.CENTER, _OPEN),
    Column("Quá hạn", 18, Align.CENTER, _OPEN),
    Column("Tỷ lệ hoàn thành (%)", 23, Align.CENTER),
    Column("Nguyên nhân", 60),
)
_SHARED = "Nhiệm vụ có nhiều đơn vị chủ trì được tính cho từng đơn vị; dòng tổng cộng tính một lần."


def counts_cells(counts: BoxCounts) -> tuple[Cell, ...]:
    """Total, the four boxes and the share done, as cells."""
    rate = None if counts.rate is None else Number(common.rounded(counts.rate), places=1)
    return (counts.total, counts.done_on_time, counts.done_late, counts.open_on_time, counts.open_late, rate)


def build(request: Request) -> TableForm:
    """The table of all units that lead a task."""
    dossier = request.dossier
    groups = common.leads_with_tasks(dossier)
    rows = [
        Row(
            (
                n,
                one_line(unit.name) if unit else common.NO_LEAD,
                *counts_cells(_counts(request, tasks)),
                _causes(request, tasks),
            )
        )
        for n, (unit, tasks) in enumerate(groups, 1)
    ]
    total = _counts(request, list(dossier.tasks))
    rows.append(Row(("Tổng cộng", None, *counts_cells(total), None), RowKind.TOTAL))
    shared = sum(len(tasks) for _, tasks in groups) > len(dossier.tasks)
    return TableForm(
        title=f"{TITLE} {request.period.phrase}".upper(),
        subtitle=(f"(Tình trạng tính đến ngày {format_date(request.as_of)})",),
        columns=_COLUMNS,
        rows=tuple(rows),
        letterhead=common.letterhead(request),
        foot=common.foot(request),
        note=_SHARED if shared else "",
        sheet="Tổng hợp đơn vị",
        author=one_line(dossier.office.name),
    )


def _counts(request: Request, tasks: list[Task]) -> BoxCounts:
    return count_boxes(tasks, request.as_of)


def _causes(request: Request, tasks: list[Task]) -> str:
    """The difficulties reported on the tasks that are or were late."""
    late = [task for task in tasks if box_of(task, request.as_of) in (Box.DONE_LATE, Box.OPEN_LATE)]
    told = [common.told(request, common.progress_in(request, task), "difficulty") for task in late]
    return "\n".join(dict.fromkeys(text for text in told if text))
