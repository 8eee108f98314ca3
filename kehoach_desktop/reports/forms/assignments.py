"""Form phan-cong: who does what by when, the six clears of every task as columns; missing ones are simply empty."""

from kehoach_desktop.domain.records import Role
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Align, Column, Row, RowKind, TableForm
from kehoach_desktop.reports.text import one_line, tidy

TITLE = "Danh mục phân công nhiệm vụ"


def _columns(product: str) -> tuple[Column, ...]:
    return (
        Column("TT", 11, Align.CENTER),
        Column("Nội dung nhiệm vụ", 55, over="Rõ việc"),
        Column("Đơn vị chủ trì", 27, over="Rõ người"),
        Column("Đơn vị phối hợp", 36, over="Rõ người"),
        Column("Cán bộ phụ trách", 21, over="Rõ người"),
        Column("Lãnh đạo phụ trách", 23, over="Rõ trách nhiệm"),
        Column("Thời hạn", 22, Align.CENTER, over="Rõ thời gian"),
        Column(product.capitalize(), 24, over=f"Rõ {product}"),
        Column("Cấp ký, duyệt", 20, over="Rõ thẩm quyền"),
        Column("Ghi chú", 13),
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
            )
            rows.append(Row(cells))
    product = one_line(dossier.office.sixth_clear) or "sản phẩm"
    return TableForm(
        title=f"{TITLE} (6 rõ)".upper(),
        subtitle=(common.plan_line(dossier),),
        columns=_columns(product),
        rows=tuple(rows) or (common.NO_TASKS,),
        letterhead=common.letterhead(request),
        foot=common.foot(request),
        sheet="Phân công",
        author=one_line(dossier.office.name),
    )
