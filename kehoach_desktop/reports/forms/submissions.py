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
_ROOM = 252 - 11 - 66  # millimetres beside number and unit
_NIL = "Không phát sinh"
_MISSING = "chưa nộp"
_NO_UNITS = Row(("", "Chưa có đơn vị nào được giao nhiệm vụ."), RowKind.GROUP)


def _windows(request: Request) -> tuple[Window, ...]:
    """The periods of the cycle up to the one asked for."""
    return (*request.earlier, request.window)


def columns(request: Request) -> tuple[Column, ...]:
    """All columns there are; the periods are chosen as one."""
    windows = _windows(request)
    late = 19 if len(windows) < 5 else 13.5
    rest = _ROOM - late * len(windows)
    return (
        Column("TT", 11, Align.CENTER, id="no", fixed=True),
        Column("Đơn vị", 66, id="unit", fixed=True),
        Column("Người đứng đầu", rest * 0.36, id="head", shown=len(windows) < 5),
        *(Column(_heading(w.period), late, Align.CENTER, _OVER, id=f"periods.{w.period.id}") for w in windows),
        Column("Tình trạng", max(26, rest * 0.22), Align.CENTER, id="state"),
        Column("Ngày nộp", 25, Align.CENTER, id="received"),
        Column("Ghi chú", rest * 0.26, id="note"),
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
    """Days late, 0 in time; a report still missing after the period is told in words."""
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
        note="Số ngày trễ: 0 là nộp đúng hạn; ô trống là chưa nộp, chưa quá hạn." if units else "",
        sheet="Nộp báo cáo",
        author=one_line(dossier.office.name),
    )
    return common.in_office_layout(request, ID, form)
