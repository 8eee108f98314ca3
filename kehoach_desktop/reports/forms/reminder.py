"""Form don-doc: the công văn that reminds a unit of its report of the period and of its tasks past their day.

A công văn has no type name and no type letters (NĐ 30/2020, Phụ lục III). It names only what the records show as missing.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.progress import Box, box_of, due_label, is_done, status_of
from kehoach_desktop.domain.records import DueKind, Office, Role, SubmissionState, Task, Unit
from kehoach_desktop.domain.submissions import has_come, turnout
from kehoach_desktop.domain.unit_duties import Subject, duties_of
from kehoach_desktop.errors import BadValue
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Block, BlockKind, LegalPaper, Letterhead, PaperBatch
from kehoach_desktop.reports.text import lower_first, one_line

TITLE = "Công văn đôn đốc"
REPLY_WORKING_DAYS = 3  # what the unit is given from the day of the letter

_SATURDAY = 5


def symbol(office: Office) -> str:
    """The symbol of the office's công văn: the committee and the drafting unit, "UBND-VHXH"."""
    return paper.symbol_of(None, office.drafting_unit)


def build(request: Request) -> PaperBatch:
    """The letter to the unit asked for, or one to every unit whose report is missing. Raises BadValue without any."""
    if request.unit_id is None:
        units = late_units(request)
        nothing = f"Không có đơn vị nào chưa gửi báo cáo {request.period.phrase}."
    else:
        units = [
            unit for unit in common.units_asked_for(request) if not has_sent(request, unit) or overdue(request, unit)
        ]
        nothing = "Đơn vị đã gửi báo cáo và không có nhiệm vụ quá hạn."
    if not units:
        raise BadValue(nothing, "Không phải in công văn đôn đốc.")
    request = common.numbered_for(request, len(units))
    papers = tuple(_letter(request, unit) for unit in units)
    return PaperBatch(f"{TITLE} báo cáo {request.period.phrase}", papers, paper.agency_name(request.dossier.office))


def late_units(request: Request) -> list[Unit]:
    """The units with duties whose report of the period has not come."""
    return turnout(request.dossier, request.period.id).missing


def has_sent(request: Request, unit: Unit) -> bool:
    """Whether the unit's report of the period has come; a returned one has not."""
    return has_come(request.dossier.submission_of(unit.id, request.period.id))


def overdue(request: Request, unit: Unit) -> list[Task]:
    """The tasks the unit leads that are open past their day on the day of printing."""
    tasks = request.dossier.tasks_of_unit(unit.id, Role.LEAD)
    return [task for task in tasks if box_of(task, request.on) is Box.OPEN_LATE]


def unreported(request: Request, unit: Unit) -> list[str]:
    """What the unit was to report on and has not: its open tasks that are not overdue, then its indicators."""
    dossier, late = request.dossier, {task.id for task in overdue(request, unit)}
    lines = []
    for duty in duties_of(dossier, unit.id, request.period.year):
        if duty.subject is Subject.INDICATOR:
            results = dossier.results_of(duty.record_id, request.period.id)
            if not any(result.unit_id in (unit.id, None) for result in results):
                lines.append(f"Chỉ tiêu: {duty.title}")
        elif duty.record_id not in late:
            task = dossier.task_by_id[duty.record_id]
            told = dossier.progress_of(task.id, request.period.id)
            if not is_done(task, request.on) and not any(row.unit_id in (unit.id, None) for row in told):
                lines.append(_with_due(task))
    return lines


def reply_before(request: Request) -> date:
    """The day before which the answer is asked for: three working days on, and never before the deadline is over."""
    day = request.options.issued_on or request.on
    left = REPLY_WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    due = request.window.due_on
    return max(day, due + timedelta(days=1)) if due else day


def _letter(request: Request, unit: Unit) -> LegalPaper:
    office = request.dossier.office
    about = f"đôn đốc báo cáo {request.period.phrase}"
    if has_sent(request, unit):
        about = "đôn đốc thực hiện nhiệm vụ quá hạn"
    return LegalPaper(
        letterhead=Letterhead(
            agency=paper.agency_lines(office),
            symbol_line=paper.symbol_line(request.options.number, symbol(office)),
            about=f"V/v {about}",
            place_date=paper.place_date_line(paper.place_name(office), request.options.issued_on, request.on.year),
        ),
        summary=f"{about}, gửi {common.unit_name(unit)}",
        addressees=(common.unit_name(unit),),
        blocks=tuple(_blocks(request, unit)),
        signature=common.signature(request),
        recipients=("Như trên", common.archive_line(office)),
        author=paper.agency_name(office),
    )


def _blocks(request: Request, unit: Unit) -> list[Block]:
    agency, name = paper.agency_name(request.dossier.office), common.unit_name(unit)
    late, sent = overdue(request, unit), has_sent(request, unit)
    missing = [] if sent else unreported(request, unit)
    blocks = [Block.of(BlockKind.TEXT, _opening(request, unit))]
    if missing:
        blocks.append(Block.of(BlockKind.TEXT, f"Nội dung {name} chưa báo cáo:"))
        blocks += _list(missing)
    if late:
        blocks.append(Block.of(BlockKind.TEXT, f"Nhiệm vụ {name} chủ trì đã quá hạn:"))
        blocks += _list(_late_words(request, task) for task in late)
    asked = ["gửi báo cáo"] * (not sent) + ["hoàn thành các nhiệm vụ quá hạn và báo cáo kết quả"] * bool(late)
    drafter = one_line(request.dossier.office.drafting_unit)
    through = f" (qua {drafter})" if drafter and drafter != paper.unit_letters(drafter) and drafter != name else ""
    ask = f"{agency} đề nghị {name} {', '.join(asked)} về {agency}{through} trước {paper.long_date(reply_before(request))}"
    return [*blocks, Block.of(BlockKind.TEXT, f"{ask} để tổng hợp./.")]


def _opening(request: Request, unit: Unit) -> str:
    """The plan, the deadline, and what has not come by the day of printing."""
    agency, name = paper.agency_name(request.dossier.office), common.unit_name(unit)
    phrase, due, today = request.period.phrase, request.window.due_on, paper.long_date(request.on)
    start = f"Căn cứ {common.plan_with_subject(request.dossier)}"
    if has_sent(request, unit):
        return f"{start}, {agency} rà soát tiến độ thực hiện của {name} đến {today}."
    submission = request.dossier.submission_of(unit.id, request.period.id)
    deadline = f", hạn gửi báo cáo {phrase} là {paper.long_date(due)}" if due else ""
    if submission and submission.state is SubmissionState.RETURNED:
        state = f"báo cáo {phrase} của {name} đã được trả lại để bổ sung và chưa gửi lại"
    else:
        state = f"{agency} chưa nhận được báo cáo {phrase} của {name}"
    days = (request.on - due).days if due else 0
    return f"{start}{deadline}. Đến {today}, {state}{f' (quá hạn {days} ngày)' if days > 0 else ''}."


def _list(texts: Iterable[str]) -> list[Block]:
    """Lines with dashes, semicolons between them and a full stop after the last."""
    lines = list(texts)
    return [Block.of(BlockKind.BULLET, f"- {text}{'.' if n == len(lines) else ';'}") for n, text in enumerate(lines, 1)]


def _name(task: Task) -> str:
    return one_line(common.task_text(task)).rstrip(" .:;")


def _with_due(task: Task) -> str:
    name, due = _name(task), one_line(lower_first(due_label(task)))
    return name if not due or due in name else f"{name} ({_due_words(task, due)})"


def _late_words(request: Request, task: Task) -> str:
    days = status_of(task, request.on).days
    due = one_line(lower_first(due_label(task)))
    return f"{_name(task)} ({_due_words(task, due)}, quá hạn {days} ngày)"


def _due_words(task: Task, due: str) -> str:
    return due if task.due_kind is DueKind.ONGOING else f"thời hạn {due}"
