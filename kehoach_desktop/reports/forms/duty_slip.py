"""Form giao-viec: the slip that hands a unit its tasks, with the six clears of each in an annex; a Party body is asked."""

from collections.abc import Iterator
from dataclasses import replace

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.records import DutyKind, Role, Task, Unit
from kehoach_desktop.domain.submissions import reporting_units
from kehoach_desktop.errors import BadValue
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import (
    Align,
    Block,
    BlockKind,
    Cell,
    Column,
    LegalPaper,
    Letterhead,
    PaperBatch,
    Row,
    RowKind,
    Signature,
    TableForm,
)
from kehoach_desktop.reports.text import listed, one_line, tidy

ID = "giao-viec"
TITLE = "Phiếu giao nhiệm vụ"

_TAKEN_BY = "ĐƠN VỊ NHẬN NHIỆM VỤ"
_ASKED_TITLE = "Phiếu đề nghị thực hiện nhiệm vụ"
_ROLES = ((Role.LEAD, "chủ trì"), (Role.SUPPORT, "phối hợp"), (Role.MONITOR, "theo dõi"))


def build(request: Request) -> PaperBatch:
    """The slip of the unit asked for, or one for every unit that has tasks. Raises BadValue without any."""
    units = _units(request)
    papers = tuple(_slip(request, unit) for unit in units)
    sheets = tuple(_sheet(request, unit) for unit in units)
    return PaperBatch(TITLE, papers, paper.agency_name(request.dossier.office), sheets)


def _units(request: Request) -> list[Unit]:
    if request.unit_id is None:
        units = units_with_tasks(request)
    else:
        units = [unit for unit in common.units_asked_for(request) if _has_tasks(request, unit)]
    if not units:
        raise BadValue("Không có đơn vị nào được giao nhiệm vụ.", "Giao đơn vị chủ trì, phối hợp ở mục Nhiệm vụ trước.")
    return units


def _sheet(request: Request, unit: Unit) -> TableForm:
    """The slip as a table of its own, for Excel: letterhead over it, under it who hands out and who takes the tasks."""
    return replace(
        _table(request, unit),
        label="",
        title=f"{type_name(unit)} {common.unit_name(unit)}".upper(),
        subtitle=(common.plan_line(request.dossier),),
        letterhead=common.letterhead(request),
        foot=replace(common.foot(request), left=Signature((_TAKEN_BY,), one_line(unit.head))),
        sheet=common.unit_name(unit),
    )


def units_with_tasks(request: Request) -> list[Unit]:
    """The units that have a task, themselves or through a group."""
    return [unit for unit in reporting_units(request.dossier) if _has_tasks(request, unit)]


def _has_tasks(request: Request, unit: Unit) -> bool:
    return any(True for _ in _by_role(request, unit))


def type_name(unit: Unit) -> str:
    """The name of the paper: a unit of the commune is ordered, a Party or Front body asked."""
    return _ASKED_TITLE if unit.duty_kind is DutyKind.REQUESTED else TITLE


def _by_role(request: Request, unit: Unit) -> Iterator[tuple[str, list[Task]]]:
    """The tasks of a unit by its role in them; a task stands once, under the heaviest role."""
    seen: set[str] = set()
    for role, words in _ROLES:
        tasks = [task for task in request.dossier.tasks_of_unit(unit.id, role) if task.id not in seen]
        seen |= {task.id for task in tasks}
        if tasks:
            yield words, tasks


def _slip(request: Request, unit: Unit) -> LegalPaper:
    office = request.dossier.office
    return LegalPaper(
        letterhead=Letterhead(
            agency=paper.agency_lines(office),
            place_date=paper.place_date_line(paper.place_name(office), request.options.issued_on, request.on.year),
        ),
        type_name=type_name(unit),
        summary=f"{common.unit_name(unit)} thực hiện {common.plan_name(request.dossier)}",
        blocks=_blocks(request, unit),
        signature=common.signature(request),
        recipients=(common.unit_name(unit), common.archive_line(office)),
        annexes=(_table(request, unit),),
        author=paper.agency_name(office),
    )


def _blocks(request: Request, unit: Unit) -> tuple[Block, ...]:
    agency, name = paper.agency_name(request.dossier.office), common.unit_name(unit)
    groups = list(_by_role(request, unit))
    total = sum(len(tasks) for _, tasks in groups)
    shares = listed(f"{words} {len(tasks)} nhiệm vụ" for words, tasks in groups)
    verb = "đề nghị" if unit.duty_kind is DutyKind.REQUESTED else "giao"
    ask = "Đề nghị" if unit.duty_kind is DutyKind.REQUESTED else "Giao"
    return (
        Block.of(BlockKind.BASIS, f"Căn cứ {common.plan_with_subject(request.dossier)}."),
        Block.of(
            BlockKind.TEXT,
            f"{agency} {verb} {name} thực hiện {total} nhiệm vụ của Kế hoạch: {shares}. Nội dung, người thực hiện, thời "
            "hạn, trách nhiệm, kết quả phải có và thẩm quyền của từng nhiệm vụ nêu tại Phụ lục kèm theo.",
        ),
        Block.of(
            BlockKind.TEXT,
            f"{ask} {name} tổ chức thực hiện đúng thời hạn, báo cáo kết quả và khó khăn, vướng mắc của từng nhiệm vụ "
            f"theo kỳ báo cáo của Kế hoạch về {agency}./.",
        ),
    )


def _table(request: Request, unit: Unit) -> TableForm:
    """The unit's tasks by its role, the six clears as columns."""
    rows: list[Row] = []
    number = 0
    for place, (words, tasks) in enumerate(_by_role(request, unit), 1):
        rows.append(Row((paper.roman(place), f"Nhiệm vụ {words}"), RowKind.GROUP))
        for task in tasks:
            number += 1
            rows.append(Row((number, *_cells(request, unit, task))))
    day = request.options.issued_on
    dated = paper.long_date(day) if day else f"ngày{' ' * 6}tháng{' ' * 6}năm {request.on.year}"
    of = f"(Kèm theo {type_name(unit)} {dated} của {paper.agency_name(request.dossier.office)})"
    form = TableForm(
        title=f"Danh mục nhiệm vụ của {common.unit_name(unit)}".upper(),
        label="Phụ lục",
        subtitle=(of,),
        columns=columns(request),
        rows=tuple(rows),
        sheet="Giao việc",
        author=paper.agency_name(request.dossier.office),
    )
    return common.in_office_layout(request, ID, form)


def columns(request: Request) -> tuple[Column, ...]:
    """All columns of the table there are."""
    product = one_line(request.dossier.office.sixth_clear) or "sản phẩm"
    return (
        Column("TT", 11, Align.CENTER, id="no", fixed=True),
        Column("Nội dung nhiệm vụ", 72, over="Rõ việc", id="task", fixed=True),
        Column("Cán bộ phụ trách", 27, over="Rõ người", id="officer"),
        Column("Đơn vị cùng thực hiện", 42, over="Rõ người", id="partners"),
        Column("Lãnh đạo phụ trách", 27, over="Rõ trách nhiệm", id="supervisor"),
        Column("Thời hạn", 23, Align.CENTER, over="Rõ thời gian", id="due"),
        Column(product.capitalize(), 28, over=f"Rõ {product}", id="product"),
        Column("Cấp ký, duyệt", 22, over="Rõ thẩm quyền", id="approver"),
        Column("Ghi chú", 22, id="note", shown=False),
    )


def _cells(request: Request, unit: Unit, task: Task) -> tuple[Cell, ...]:
    return (
        common.task_text(task),
        tidy(task.officer),
        _partners(request, unit, task),
        tidy(task.supervisor),
        common.due_cell(task),
        tidy(task.product),
        tidy(task.approver),
        tidy(task.note),
    )


def _partners(request: Request, unit: Unit, task: Task) -> str:
    """The other units of a task: who leads it, who works along."""
    lines = []
    for role, words in _ROLES[:2]:
        names = [one_line(other.name) for other in request.dossier.units_of(task.id, role) if other.id != unit.id]
        if names:
            lines.append(f"{words.capitalize()}: {'; '.join(names)}")
    return "\n".join(lines)
