"""Form theo-doi-bao-cao: whose reports came in the periods of the year, how late; a nil report is told from none."""

from datetime import date

from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.paper import roman
from kehoach_desktop.domain.periods import Period, Window
from kehoach_desktop.domain.records import Cycle, Submission, SubmissionState, Unit, UnitKind
from kehoach_desktop.domain.submissions import has_come, reporting_units
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Align, Cell, Column, Row, RowKind, TableForm
from kehoach_desktop.reports.text import one_line, tidy

ID = "theo-doi-bao-cao"
TITLE = "Theo dõi nộp báo cáo"

_OVER = "Số ngày trễ"
_ROOM = 252 - 11  # millimetres beside the number
_FEW, _MANY = 4, 7  # periods: with so many the head of the unit is left out, with more also day and note
_NIL = "Không phát sinh"
_MISSING = "chưa"
_LEGEND = "Số ngày trễ: 0 là nộp đúng hạn; “chưa” là hết kỳ vẫn chưa nộp; ô trống là chưa nộp, còn trong hạn."
_NO_UNITS = Row(("", "Chưa có đơn vị nào được giao nhiệm vụ."), RowKind.GROUP)


def _windows(request: Request) -> tuple[Window, ...]:
    """The periods of the cycle up to the one asked for."""
    return (*request.earlier, request.window)


def columns(request: Request) -> tuple[Column, ...]:
    """All columns there are; the periods are chosen as one."""
    windows = _windows(request)
    few, many = len(windows) <= _FEW, len(windows) > _MANY
    late, state, received = 19 if few else 13, 32 if few else 26, 26
    rest = _ROOM - late * len(windows) - state - (0 if many else received)
    return (
        Column("TT", 11, Align.CENTER, id="no", fixed=True),
        Column("Đơn vị", rest if many else rest * (0.42 if few else 0.64), id="unit", fixed=True),
        Column("Người đứng đầu", rest * 0.34, id="head", shown=few),
        *(Column(_heading(w.period), late, Align.CENTER, _OVER, id=f"periods.{w.period.id}") for w in windows),
        Column("Tình trạng", state, Align.CENTER, id="state"),
        Column("Ngày nộp", received, Align.CENTER, id="received", shown=not many),
        Column("Ghi chú", rest * (0.24 if few else 0.36), id="note", shown=not many),
        Column("Điện thoại", 26, Align.CENTER, id="phone", shown=False),
    )


def _heading(period: Period) -> str:
    """The period as it heads a narrow column; the year stands in the title."""
    match period.cycle:
        case Cycle.MONTH:
            return f"T{period.index}"
        case Cycle.QUARTER:
            return f"Quý {roman(period.index)}"
        case Cycle.HALF:
            return "6 tháng đầu năm" if period.index == 1 else "6 tháng cuối năm"
        case Cycle.NINE_MONTHS:
            return "9 tháng"
        case Cycle.YEAR:
            return "Cả năm"


def days_late(window: Window, on: date, submission: Submission | None) -> int | None:
    """Calendar days a report came after the deadline; of one that has not come the days until today. None in time."""
    due, sent = window.due_on, has_come(submission)
    day: date | None = submission.received_on if submission and sent else on
    return (day - due).days if due and day and day > due else None


def _late_cell(request: Request, window: Window, unit: Unit) -> Cell:
    """Days late, 0 in time; one of an earlier period that never came is told in a word."""
    submission = request.dossier.submission_of(unit.id, window.period.id)
    late = days_late(window, request.on, submission)
    if has_come(submission):
        return late or 0
    if window is request.window:
        return late
    return _MISSING


def _row(request: Request, number: int, unit: Unit) -> Row:
    submission = request.dossier.submission_of(unit.id, request.period.id)
    state = submission.state if submission else SubmissionState.NOT_SENT
    cells = (
        number,
        one_line(unit.name),
        " ".join(filter(None, (one_line(unit.head_title), one_line(unit.head)))),
        *(_late_cell(request, window, unit) for window in _windows(request)),
        _NIL if submission and has_come(submission) and submission.is_nil else CHOICE_LABELS[SubmissionState][state],
        submission.received_on if submission and state is not SubmissionState.NOT_SENT else None,
        tidy(submission.note) if submission else "",
        one_line(unit.phone),
    )
    return Row(cells)


def _total(request: Request, units: list[Unit]) -> Row:
    """How many of the units have sent, period by period."""
    of_unit, came = request.dossier.submission_of, []
    for window in _windows(request):
        found = [of_unit(unit.id, window.period.id) for unit in units]
        came.append(sum(map(has_come, found)))
    late = sum(days_late(request.window, request.on, of_unit(unit.id, request.period.id)) is not None for unit in units)
    shares = (f"{count}/{len(units)}" for count in came)
    return Row(("Đã nộp", None, "", *shares, "", f"{late} trễ", "", ""), RowKind.TOTAL)


def build(request: Request) -> TableForm:
    """The table of all units that have duties, by their kind, with how many of them have sent."""
    dossier, due = request.dossier, request.window.due_on
    units = reporting_units(dossier)
    rows: list[Row] = []
    number = 0
    kinds = [kind for kind in UnitKind if any(unit.kind is kind for unit in units)]
    for place, kind in enumerate(kinds, 1):
        rows.append(Row((roman(place), CHOICE_LABELS[UnitKind][kind]), RowKind.GROUP))
        for unit in (unit for unit in units if unit.kind is kind):
            number += 1
            rows.append(_row(request, number, unit))
    if units:
        rows.append(_total(request, units))
    deadline = f"Hạn nộp {format_date(due)}; t" if due else "T"
    form = TableForm(
        title=f"{TITLE} {request.period.phrase}".upper(),
        subtitle=(f"({deadline}ình trạng đến ngày {format_date(request.on)}; số ngày trễ tính theo ngày lịch)",),
        columns=columns(request),
        rows=tuple(rows) or (_NO_UNITS,),
        letterhead=common.letterhead(request),
        foot=common.foot(request),
        note=_LEGEND if units else "",
        sheet="Nộp báo cáo",
        author=one_line(dossier.office.name),
    )
    return common.in_office_layout(request, ID, form)
