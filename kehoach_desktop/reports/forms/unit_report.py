"""Form phieu-don-vi on paper: what a unit is asked to report in a period, blank or with what it has reported already.

The Excel form to fill in is exchange's; both ask for the same duties.
"""

from itertools import groupby

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.cumulation import adds_up, earlier_in_year
from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.indicators import value_of
from kehoach_desktop.domain.records import DutyKind, Progress, Result, TaskState, Unit
from kehoach_desktop.domain.unit_duties import Duty, Subject, duties_of
from kehoach_desktop.domain.unit_duties import units_with_duties as all_with_duties
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.errors import BadValue
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import (
    Align,
    Cell,
    Column,
    Letterhead,
    Number,
    Row,
    RowKind,
    Signature,
    TableBatch,
    TableFoot,
    TableForm,
)
from kehoach_desktop.reports.text import one_line, tidy

TITLE = "Phiếu báo cáo của đơn vị"

_PAPER_TITLE = "Báo cáo kết quả thực hiện nhiệm vụ, chỉ tiêu"
_COLUMNS = (
    Column("TT", 10, Align.CENTER, id="no", fixed=True),
    Column("Nhiệm vụ, chỉ tiêu", 62, id="duty", fixed=True),
    Column("Kế hoạch", 29, id="planned"),
    Column("Kết quả kỳ", 38, id="result"),
    Column("Lũy kế", 18, Align.CENTER, id="cumulated"),
    Column("Tử số", 16, Align.CENTER, id="numerator"),
    Column("Mẫu số", 16, Align.CENTER, id="denominator"),
    Column("Tình trạng", 21, id="state"),
    Column("Khó khăn", 24, id="difficulty"),
    Column("Đề xuất", 22, id="proposal"),
)
_GROUPS = {Subject.TASK: "Nhiệm vụ", Subject.INDICATOR: "Chỉ tiêu"}
_BLANK: tuple[Cell, ...] = (None,) * 7
_PEN_LINES = 2  # a row is so high at least, to be written by hand
_GUIDE = "Chỉ tiêu tính tỷ lệ: ghi tử số và mẫu số. Không có gì phát sinh trong kỳ thì ghi “Không phát sinh” và ký."
_MAKER, _HEAD = Signature(("NGƯỜI LẬP BIỂU",)), "THỦ TRƯỞNG ĐƠN VỊ"


def build(request: Request) -> TableBatch:
    """The form of the unit asked for, of a group its members', or one for every unit with duties. Raises BadValue without any."""
    units = units_with_duties(request) if request.unit_id is None else common.units_asked_for(request)
    year = request.period.year
    asked = [(unit, duties) for unit in units if (duties := duties_of(request.dossier, unit.id, year))]
    if not asked:
        raise BadValue("Không có đơn vị nào có nhiệm vụ, chỉ tiêu để báo cáo.", "Phân công nhiệm vụ rồi in phiếu.")
    tables = tuple(_form(request, unit, duties) for unit, duties in asked)
    return TableBatch(TITLE, tables, paper.agency_name(request.dossier.office))


def units_with_duties(request: Request) -> list[Unit]:
    """The units that have something to report."""
    return [unit for unit, _ in all_with_duties(request.dossier, request.period.year)]


def _form(request: Request, unit: Unit, duties: list[Duty]) -> TableForm:
    rows: list[Row] = []
    numbered = enumerate(duties, 1)
    for place, (subject, group) in enumerate(groupby(numbered, key=lambda pair: pair[1].subject), 1):
        rows.append(Row((paper.roman(place), _GROUPS[subject]), RowKind.GROUP))
        rows += [
            Row((number, duty.title, duty.planned, *_answers(request, unit, duty)), lines=_PEN_LINES)
            for number, duty in group
        ]
    office, due = request.dossier.office, request.window.due_on
    when = f", chậm nhất ngày {format_date(due)}" if due else ""
    return TableForm(
        title=f"{_PAPER_TITLE} {request.period.phrase}".upper(),
        subtitle=(f"(Số liệu {request.data_days}; gửi {paper.agency_name(office)}{when})",),
        columns=_COLUMNS,
        rows=tuple(rows),
        letterhead=_letterhead(request, unit),
        foot=TableFoot(
            place_date=paper.place_date_line(paper.place_name(office), None, request.window.data_to.year),
            left=_MAKER,
            right=Signature((_HEAD,), one_line(unit.head)),
        ),
        note=_GUIDE,
        sheet=common.unit_name(unit),
        author=common.unit_name(unit),
    )


def _letterhead(request: Request, unit: Unit) -> Letterhead:
    """The unit under the committee; a Party or Front body is not under it."""
    above = f"{paper.AGENCY_LETTERS} {paper.short_name(request.dossier.office).upper()}"
    own = common.unit_name(unit).upper()
    return Letterhead(agency=(own,), parent=() if unit.duty_kind is DutyKind.REQUESTED else (above,))


def _answers(request: Request, unit: Unit, duty: Duty) -> tuple[Cell, ...]:
    """What the unit has reported of a duty in the period; empty cells otherwise."""
    if duty.subject is Subject.TASK:
        told = request.dossier.progress_of(duty.record_id, request.period.id)
        return next((_of_task(row) for row in told if row.unit_id == unit.id), _BLANK)
    results = request.dossier.results_of(duty.record_id, request.period.id)
    return next((_of_indicator(request, row, duty) for row in results if row.unit_id == unit.id), _BLANK)


def _of_task(row: Progress) -> tuple[Cell, ...]:
    state = CHOICE_LABELS[TaskState][row.state]
    return (tidy(row.result), None, None, None, state, tidy(row.difficulty), tidy(row.proposal))


def _of_indicator(request: Request, row: Result, duty: Duty) -> tuple[Cell, ...]:
    value = value_of(row, duty.measure)
    summed = None
    if value is not None and row.unit_id and adds_up(duty.measure):
        earlier = earlier_in_year(request.dossier, duty.record_id, row.unit_id, request.period)
        summed = Number(common.rounded(earlier + value))
    shown = None if value is None else Number(common.rounded(value))
    return (shown, summed, row.numerator, row.denominator, None, tidy(row.note), None)
