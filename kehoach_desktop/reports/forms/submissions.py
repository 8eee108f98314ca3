"""Form theo-doi-bao-cao: whose report of the period came, when, and how late; a nil report is told from none."""

from datetime import date

from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.paper import roman
from kehoach_desktop.domain.records import Submission, SubmissionState, Unit, UnitKind
from kehoach_desktop.domain.submissions import has_come, reporting_units
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Align, Column, Row, RowKind, TableForm
from kehoach_desktop.reports.text import one_line, tidy

TITLE = "Theo dõi nộp báo cáo"

_COLUMNS = (
    Column("TT", 11, Align.CENTER),
    Column("Đơn vị", 66),
    Column("Người đứng đầu", 60),
    Column("Tình trạng", 32, Align.CENTER),
    Column("Ngày nộp", 26, Align.CENTER),
    Column("Số ngày trễ", 19, Align.CENTER),
    Column("Ghi chú", 38),
)
_NIL = "Không phát sinh"
_NO_UNITS = Row(("", "Chưa có đơn vị nào được giao nhiệm vụ."), RowKind.GROUP)


def days_late(request: Request, submission: Submission | None) -> int | None:
    """Days a report came after the deadline; of one that has not come the days until today. None in time."""
    due, sent = request.window.due_on, has_come(submission)
    day: date | None = submission.received_on if submission and sent else request.on
    return (day - due).days if due and day and day > due else None


def _row(request: Request, number: int, unit: Unit) -> Row:
    submission = request.dossier.submission_of(unit.id, request.period.id)
    state = submission.state if submission else SubmissionState.NOT_SENT
    sent = has_come(submission)
    cells = (
        number,
        one_line(unit.name),
        " ".join(filter(None, (one_line(unit.head_title), one_line(unit.head)))),
        _NIL if submission and sent and submission.is_nil else CHOICE_LABELS[SubmissionState][state],
        submission.received_on if submission and state is not SubmissionState.NOT_SENT else None,
        days_late(request, submission),
        tidy(submission.note) if submission else "",
    )
    return Row(cells)


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
        found = [dossier.submission_of(unit.id, request.period.id) for unit in units]
        sent = sum(map(has_come, found))
        late = sum(days_late(request, submission) is not None for submission in found)
        rows.append(Row(("Đã nộp", None, "", f"{sent}/{len(units)} đơn vị", "", f"{late} trễ", ""), RowKind.TOTAL))
    deadline = f"Hạn nộp {format_date(due)}; t" if due else "T"
    return TableForm(
        title=f"{TITLE} {request.period.phrase}".upper(),
        subtitle=(f"({deadline}ình trạng đến ngày {format_date(request.on)})",),
        columns=_COLUMNS,
        rows=tuple(rows) or (_NO_UNITS,),
        letterhead=common.letterhead(request),
        foot=common.foot(request),
        sheet="Nộp báo cáo",
        author=one_line(dossier.office.name),
    )
