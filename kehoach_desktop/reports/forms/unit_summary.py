"""Form tong-hop-don-vi: tasks by lead unit in the four official boxes, with a row of sums."""

from kehoach_desktop.domain.progress import Box, BoxCounts, box_of, count_boxes
from kehoach_desktop.domain.records import Task
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Align, Column, Formula, Number, Row, RowKind, TableForm
from kehoach_desktop.reports.text import one_line

ID = "tong-hop-don-vi"
TITLE = "Tổng hợp kết quả thực hiện nhiệm vụ theo đơn vị"

_DONE, _OPEN = "Đã hoàn thành", "Chưa hoàn thành"
_COLUMNS = (
    Column("TT", 11, Align.CENTER, id="no", fixed=True),
    Column("Đơn vị chủ trì", 66, id="unit", fixed=True),
    Column("Tổng số nhiệm vụ", 20, Align.CENTER, id="total"),
    Column("Đúng hạn", 18, Align.CENTER, _DONE, id="done_on_time"),
    Column("Quá hạn", 18, Align.CENTER, _DONE, id="done_late"),
    Column("Trong hạn", 18, Align.CENTER, _OPEN, id="open_on_time"),
    Column("Quá hạn", 18, Align.CENTER, _OPEN, id="open_late"),
    Column("Tỷ lệ hoàn thành (%)", 23, Align.CENTER, id="rate"),
    Column("Nguyên nhân", 60, id="cause"),
    Column("Tổng", 16, Align.CENTER, _DONE, id="done", shown=False),
    Column("Tổng", 16, Align.CENTER, _OPEN, id="open", shown=False),
)
_SHARED = "Nhiệm vụ có nhiều đơn vị chủ trì được tính cho từng đơn vị; dòng tổng cộng tính một lần."


_BOXES = ("done_on_time", "done_late", "open_on_time", "open_late")
_ALL = "+".join(f"{{{box}}}" for box in _BOXES)
_SUM_DONE, _SUM_OPEN = "{done_on_time}+{done_late}", "{open_on_time}+{open_late}"
_RATE = f'IF({{total}}=0,"",({_SUM_DONE})/{{total}}*100)'


def columns(_: Request) -> tuple[Column, ...]:
    """All columns there are."""
    return _COLUMNS


def _cells(number: int | str, name: str | None, counts: BoxCounts, cause: str | None, *, summed: bool) -> Row:
    """Total, the four boxes and the share done; the boxes of a `summed` row are the sums of those above."""
    boxes = [getattr(counts, box) for box in _BOXES]
    rate = None if counts.rate is None else Number(counts.rate, places=1)
    cells = (
        number,
        name,
        Formula(counts.total, _ALL),
        *(Formula(value, f"SUM([{box}])") if summed else value for box, value in zip(_BOXES, boxes, strict=True)),
        Formula(rate, _RATE),
        cause,
        Formula(counts.done, _SUM_DONE),
        Formula(counts.open, _SUM_OPEN),
    )
    return Row(cells, RowKind.TOTAL if name is None else RowKind.DATA)


def build(request: Request) -> TableForm:
    """The table of all units that lead a task."""
    dossier = request.dossier
    groups = common.leads_with_tasks(dossier)
    rows = [
        _cells(
            n,
            one_line(unit.name) if unit else common.NO_LEAD,
            _counts(request, tasks),
            _causes(request, tasks),
            summed=False,
        )
        for n, (unit, tasks) in enumerate(groups, 1)
    ]
    total = _counts(request, list(dossier.tasks))
    shared = sum(len(tasks) for _, tasks in groups) > len(dossier.tasks)
    rows.append(_cells("Tổng cộng", None, total, None, summed=bool(groups) and not shared))
    form = TableForm(
        title=f"{TITLE} {request.period.phrase}".upper(),
        subtitle=(f"(Tình trạng tính đến ngày {format_date(request.as_of)})",),
        columns=columns(request),
        rows=tuple(rows),
        letterhead=common.letterhead(request),
        foot=common.foot(request),
        note=_SHARED if shared else "",
        sheet="Tổng hợp đơn vị",
        author=one_line(dossier.office.name),
    )
    return common.in_office_layout(request, ID, form)


def _counts(request: Request, tasks: list[Task]) -> BoxCounts:
    return count_boxes(tasks, request.as_of)


def _causes(request: Request, tasks: list[Task]) -> str:
    """The difficulties reported on the tasks that are or were late."""
    late = [task for task in tasks if box_of(task, request.as_of) in (Box.DONE_LATE, Box.OPEN_LATE)]
    told = [common.told(request, common.progress_in(request, task), "difficulty") for task in late]
    return "\n".join(dict.fromkeys(text for text in told if text))
