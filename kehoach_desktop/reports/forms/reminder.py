"""Form don-doc: the công văn that reminds a unit of its report of the period and of its tasks past their day.

A công văn has no type name and no type letters (NĐ 30/2020, Phụ lục III). It names only what the records show as missing.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.records import Office, SubmissionState, Unit
from kehoach_desktop.domain.submissions import turnout
from kehoach_desktop.errors import BadValue
from kehoach_desktop.reports.forms import common, reminder_list
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.forms.reminder_list import Item, Owed, has_sent, overdue
from kehoach_desktop.reports.model import Block, BlockKind, LegalPaper, Letterhead, PaperBatch
from kehoach_desktop.reports.text import listed, one_line

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
    office, owed = request.dossier.office, reminder_list.owed_by(request, unit)
    number = paper.numbered(request.options.number, symbol(office))
    about = f"đôn đốc báo cáo {request.period.phrase}"
    if has_sent(request, unit):
        about = "đôn đốc thực hiện nhiệm vụ quá hạn"
    return LegalPaper(
        letterhead=Letterhead(
            agency=paper.agency_lines(office),
            symbol_line=f"Số: {number}",
            about=f"V/v {about}",
            place_date=paper.place_date_line(paper.place_name(office), request.options.issued_on, request.on.year),
        ),
        summary=f"{about}, gửi {common.unit_name(unit)}",
        addressees=(common.unit_name(unit),),
        blocks=_blocks(request, unit, owed),
        signature=common.signature(request),
        recipients=("Như trên", common.archive_line(office)),
        annexes=(reminder_list.annex(request, unit, owed, number),) if owed.is_long else (),
        author=paper.agency_name(office),
    )


def _blocks(request: Request, unit: Unit, owed: Owed) -> tuple[Block, ...]:
    """What is missing and late, by name or, when it is much, by number with the list as an annex; what is asked for."""
    agency, name = paper.agency_name(request.dossier.office), common.unit_name(unit)
    blocks = [Block.of(BlockKind.TEXT, _opening(request, unit))]
    if owed.is_long:
        parts = [f"chưa báo cáo {len(owed.missing)} nội dung"] * bool(owed.missing)
        parts += [f"có {len(owed.late)} nhiệm vụ chủ trì đã quá hạn"] * bool(owed.late)
        blocks.append(Block.of(BlockKind.TEXT, f"{name} {listed(parts)} (danh mục tại Phụ lục kèm theo)."))
    else:
        if owed.missing:
            blocks += [Block.of(BlockKind.TEXT, f"Nội dung {name} chưa báo cáo:"), *_list(owed.missing)]
        if owed.late:
            blocks += [Block.of(BlockKind.TEXT, f"Nhiệm vụ {name} chủ trì đã quá hạn:"), *_list(owed.late)]
    asked = ["gửi báo cáo"] * (not has_sent(request, unit))
    asked += ["hoàn thành các nhiệm vụ quá hạn và báo cáo kết quả"] * bool(owed.late)
    drafter = one_line(request.dossier.office.drafting_unit)
    through = f" (qua {drafter})" if drafter and drafter != paper.unit_letters(drafter) and drafter != name else ""
    ask = f"{agency} đề nghị {name} {', '.join(asked)} về {agency}{through} trước {paper.long_date(reply_before(request))}"
    return (*blocks, Block.of(BlockKind.TEXT, f"{ask} để tổng hợp./."))


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


def _list(items: Sequence[Item]) -> list[Block]:
    """Lines with dashes, semicolons between them and a full stop after the last."""
    last = len(items) - 1
    return [
        Block.of(BlockKind.BULLET, f"- {item.words}{'.' if n == last else ';'}") for n, item in enumerate(items)
    ]  # fmt: skip
