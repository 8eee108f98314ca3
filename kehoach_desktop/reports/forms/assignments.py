"""Form phan-cong: who does what by when, the six clears of every task as columns; missing ones are simply empty."""

from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.records import Role, TaskState
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Align, Column, Row, RowKind, TableForm
from kehoach_desktop.reports.text import one_line, tidy

ID = "phan-cong"
TITLE = "Danh mục phân công nhiệm vụ"


def columns(request: Request) -> tuple[Column, ...]:
    """All columns there are."""
    product = one_line(request.dossier.office.sixth_clear) or "sản phẩm"
    return (
        Column("TT", 11, Align.CENTER, id="no", fixed=True),
        Column("Nội dung nhiệm vụ", 55, over="Rõ việc", id="task", fixed=True),
        Column("Đơn vị chủ trì", 27, over="Rõ người", id="lead"),
        Column("Đơn vị phối hợp", 36, over="Rõ người", id="support"),
        Column("Cán bộ phụ trách", 21, over="Rõ người", id="officer"),
        Column("Lãnh đạo phụ trách", 23, over="Rõ trách nhiệm", id="supervisor"),
        Column("Thời hạn", 22, Align.CENTER, over="Rõ thời gian", id="due"),
        Column(product.capitalize(), 24, over=f"Rõ {product}", id="product"),
        Column("Cấp ký, duyệt", 20, over="Rõ thẩm quyền", id="approver"),
        Column("Ghi chú", 13, id="note"),
        Column("Đơn vị theo dõi", 27, over="Rõ người", id="monitor", shown=False),
        Column("Tình trạng", 27, id="state", shown=False),
    )


def build(request: Request) -> TableForm:
    """The table of all tasks of the plan."""
    dossier = request.dossier
    rows: list[Row] = []
    number = 0
    for group, title, tasks in common.task_groups(request):
        rows.append(Row((group, title), RowKind.GROUP))
        for task in tasks:
            number += 1
            cells = (
                number,
                common.task_text(task),
                common.unit_names(request, task, Role.LEAD),
                common.unit_names(request, task, Role.SUPPORT),
                tidy(task.officer),
                tidy(task.supervisor),
                common.due_cell(task),
                tidy(task.product),
                tidy(task.approver),
                tidy(task.note),
                common.unit_names(request, task, Role.MONITOR),
                CHOICE_LABELS[TaskState][task.state],
            )
            rows.append(Row(cells))
    form = TableForm(
        title=f"{TITLE} (6 rõ)".upper(),
        subtitle=(common.plan_line(dossier),),
        columns=columns(request),
        rows=tuple(rows) or (common.NO_TASKS,),
        letterhead=common.letterhead(request),
        foot=common.foot(request),
        sheet="Phân công",
        author=one_line(dossier.office.name),
    )
    return common.in_office_layout(request, ID, form)
