"""What the forms share: what was asked for, letterhead, signer, rows by section or unit, figures of a period; writes nothing."""

from collections.abc import Iterator
from dataclasses import field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import TypeVar

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Period, Window
from kehoach_desktop.domain.printable import uncut
from kehoach_desktop.domain.progress import due_label
from kehoach_desktop.domain.records import (
    DueKind,
    Office,
    Plan,
    Progress,
    Recipient,
    Role,
    Section,
    Signer,
    Task,
    Unit,
)  # fmt: skip
from kehoach_desktop.domain.standing import periods_within
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.columns import arranged, layout_of
from kehoach_desktop.reports.model import Cell, Letterhead, Row, RowKind, Signature, TableFoot, TableForm
from kehoach_desktop.reports.text import lower_first, one_line, tidy

_R = TypeVar("_R", Office, Plan, Signer, Recipient)

NO_SECTION = "Nhiệm vụ khác"
NO_LEAD = "Chưa giao đơn vị chủ trì"
NO_TASKS = Row(("", "Chưa có nhiệm vụ nào."), RowKind.GROUP)
_MAKER = Signature(("NGƯỜI LẬP BIỂU",))
_AUTHORITY = f"TM. {paper.AGENCY.upper()}"
_CHAIRMAN = "CHỦ TỊCH"


@frozen
class FormOptions:
    """What a person chose for a print; everything has a usable default."""

    by_unit: bool = False  # tables of tasks: grouped by lead unit instead of by section
    signer_id: str | None = None  # the first signer of the office
    number: str | None = None  # left blank for a pen
    issued_on: date | None = None  # left blank for a pen
    annexes: tuple[str, ...] | None = None  # ids of the annexes of a report, all when None
    charts: bool = True  # pictures after a table that has them


@frozen
class Request:
    """One print: the dossier, the period with its data days, the day of printing, the unit for forms of one unit."""

    dossier: Dossier
    window: Window
    on: date
    unit_id: str | None = None
    options: FormOptions = field(default_factory=FormOptions)
    earlier: tuple[Window, ...] = ()  # the periods of the same cycle before it in its year

    @property
    def period(self) -> Period:
        return self.window.period

    @cached_property
    def as_of(self) -> date:
        """The day the state of tasks is told for: the end of the data, or today while the period still runs."""
        return min(self.on, self.window.data_to)

    @property
    def unit(self) -> Unit | None:
        return self.dossier.unit_by_id.get(self.unit_id or "")

    @property
    def data_days(self) -> str:
        """The days of the data: "từ ngày 15/12/2025 đến ngày 14/6/2026"."""
        return f"từ ngày {format_date(self.window.data_from)} đến ngày {format_date(self.window.data_to)}"


# Letters of a text that stands in a place of fixed size: letterhead, title, signature. A longer one is cut with "…".
_ROOM: dict[type, dict[str, int]] = {
    Office: {"name": 100, "drafting_unit": 100, "sixth_clear": 30},
    Plan: {"title": 600, "number": 20, "symbol": 40, "signer_authority": 150, "signer_title": 150, "signer_name": 100},
    Signer: {"authority": 150, "title": 150, "name": 100},
    Recipient: {"name": 300},
}
_NAME_ROOM = 200  # letters of a unit's name after Kính gửi


def fitted(dossier: Dossier) -> Dossier:
    """The dossier with the texts cut that would run off their place on paper."""
    return replace(
        dossier,
        office=_fitted(dossier.office),
        plan=_fitted(dossier.plan) if dossier.plan else None,
        signers=tuple(map(_fitted, dossier.signers)),
        recipients=tuple(map(_fitted, dossier.recipients)),
    )


def _fitted(record: _R) -> _R:
    texts = {name: (getattr(record, name), most) for name, most in _ROOM[type(record)].items()}
    long = {name: _cut(text, most) for name, (text, most) in texts.items() if text and len(text) > most}
    return replace(record, **long) if long else record


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


# columns, letterhead, plan and signer


def in_office_layout(request: Request, form_id: str, form: TableForm) -> TableForm:
    """A form's whole table with the columns the office wants of it."""
    return arranged(form, layout_of(request.dossier, form_id))


def letterhead(request: Request) -> Letterhead:
    """The head of a table that is a paper of its own."""
    return Letterhead(agency=paper.agency_lines(request.dossier.office))


def foot(request: Request) -> TableFoot:
    """Day, maker and signer under a table."""
    place = paper.place_name(request.dossier.office)
    line = paper.place_date_line(place, request.options.issued_on, request.on.year)
    return TableFoot(place_date=line, left=_MAKER, right=signature(request))


def signature(request: Request) -> Signature:
    """The signer chosen, else the office's first, else the plan's, else the chairman without a name."""
    dossier, chosen = request.dossier, request.options.signer_id
    signer = next((s for s in dossier.signers if s.id == chosen), None) or next(iter(dossier.signers), None)
    if signer:
        return Signature(_heads(signer.authority, signer.title), one_line(signer.name))
    plan = dossier.plan
    if plan and plan.signer_authority:
        return Signature(_heads(plan.signer_authority, plan.signer_title), one_line(plan.signer_name))
    return Signature((_AUTHORITY, _CHAIRMAN))


def _heads(authority: str, title: str | None) -> tuple[str, ...]:
    lines = [line.upper() for line in tidy(authority).split("\n") if line]
    name = one_line(title).upper()
    return (*lines, name) if name and name not in lines else tuple(lines)


def plan_name(dossier: Dossier) -> str:
    """The plan as papers name it, "Kế hoạch số 27/KH-UBND ngày 12 tháng 02 năm 2026"; what is not known is left out."""
    return paper.plan_name(dossier.plan)


def plan_subject(dossier: Dossier) -> str:
    """What the plan is for, as it goes on inside a sentence: "thực hiện Nghị quyết …"."""
    title = one_line(dossier.plan.title if dossier.plan else "").rstrip(".")
    for word in ("Kế hoạch", "KẾ HOẠCH", "Về việc", "Về"):
        title = title.removeprefix(word + " ")
    if title.isupper():
        return title
    title = lower_first(title)
    starts = ("thực hiện", "triển khai", "tổ chức")
    return title if not title or title.startswith(starts) else f"thực hiện {title}"


def plan_line(dossier: Dossier) -> str:
    """The plan under the title of a table."""
    agency = f" của {paper.agency_name(dossier.office)}" if dossier.plan and dossier.plan.number else ""
    subject = plan_subject(dossier)
    return f"({plan_name(dossier)}{agency}{' ' + subject if subject else ''})" if dossier.plan else ""


def plan_with_subject(dossier: Dossier) -> str:
    """The plan with its body and what it is for: "Kế hoạch số 27/KH-UBND ngày … của Ủy ban nhân dân … thực hiện …"."""
    subject = plan_subject(dossier)
    of = f" của {paper.agency_name(dossier.office)}" if dossier.plan and dossier.plan.number else ""
    return f"{plan_name(dossier)}{of}{' ' + subject if subject else ''}"


def archive_line(office: Office) -> str:
    """The last line under Nơi nhận, "Lưu: VT, VHXH" (Phụ lục I, mục II)."""
    drafter = paper.unit_letters(office.drafting_unit) if office.drafting_unit else ""
    return f"Lưu: VT, {drafter}" if drafter else "Lưu: VT"


# papers to units


def units_asked_for(request: Request) -> list[Unit]:
    """The unit a paper is for, of a group its members. Raises BadValue for a unit there is not."""
    unit = request.unit
    if unit is None:
        raise BadValue("Đơn vị được chọn không còn trong tệp.", "Chọn đơn vị khác.")
    return request.dossier.members_of(unit.id) if unit.is_group else [unit]


def numbered_for(request: Request, papers: int) -> Request:
    """The request as it is for one paper; several leave the number to a pen, for each takes its own."""
    return request if papers == 1 else replace(request, options=replace(request.options, number=None))


def unit_name(unit: Unit) -> str:
    """A unit inside a sentence or after Kính gửi."""
    return _cut(one_line(unit.name), _NAME_ROOM) or "Đơn vị"


# tasks


def sections_with_tasks(dossier: Dossier) -> list[tuple[Section | None, list[Task]]]:
    """The tasks by their section, in the plan's order; those without one at the end."""
    groups: dict[str, list[Task]] = {}
    for task in dossier.tasks:
        key = task.section_id if task.section_id in dossier.section_by_id else ""
        groups.setdefault(key or "", []).append(task)
    loose = groups.pop("", [])
    ordered = sorted(groups.items(), key=lambda item: dossier.section_by_id[item[0]].position)
    found: list[tuple[Section | None, list[Task]]] = [(dossier.section_by_id[key], tasks) for key, tasks in ordered]
    return [*found, (None, loose)] if loose else found


def leads_with_tasks(dossier: Dossier) -> list[tuple[Unit | None, list[Task]]]:
    """The tasks by lead unit, in the office's order of units; a task with two leads stands under both."""
    groups: dict[str, list[Task]] = {}
    loose: list[Task] = []
    for task in dossier.tasks:
        leads = dossier.units_of(task.id, Role.LEAD)
        for unit in leads:
            groups.setdefault(unit.id, []).append(task)
        if not leads:
            loose.append(task)
    found: list[tuple[Unit | None, list[Task]]] = [
        (unit, groups[unit.id]) for unit in dossier.units if unit.id in groups
    ]
    return [*found, (None, loose)] if loose else found


def task_groups(request: Request) -> Iterator[tuple[str, str, list[Task]]]:
    """Number, title and tasks of each group of a table, by section or by lead unit as asked for."""
    dossier = request.dossier
    if request.options.by_unit:
        for number, (unit, tasks) in enumerate(leads_with_tasks(dossier), 1):
            yield paper.roman(number), one_line(unit.name) if unit else NO_LEAD, tasks
        return
    for section, tasks in sections_with_tasks(dossier):
        title = one_line(section.title) if section else NO_SECTION
        yield dossier.section_path(section.id) if section else "", title, tasks


def task_text(task: Task) -> str:
    """What a task is on paper: its short line, or the plan's whole sentence where the short line was cut off."""
    return uncut(task.title, task.content)


def unit_names(request: Request, task: Task, role: Role) -> str:
    """The units with a role in a task, as one cell."""
    return "; ".join(one_line(unit.name) for unit in request.dossier.units_of(task.id, role))


def due_cell(task: Task) -> Cell:
    """The deadline of a task: a real day where the plan names one."""
    return task.due_on if task.due_kind is DueKind.DATE and task.due_on else tidy(due_label(task))


def progress_in(request: Request, task: Task) -> list[Progress]:
    """What was reported on a task in the period, or else in the latest shorter period within it."""
    reported = request.dossier.progress_of(task.id)
    for period in periods_within(request.period):
        rows = [row for row in reported if row.period == period.id]
        if rows:
            return sorted(rows, key=lambda row: row.unit_id is not None)
    return []


def told(request: Request, rows: list[Progress], what: str) -> str:
    """One field of what was reported, each unit's words under its name where units reported on their own."""
    lines = []
    for row in rows:
        words = tidy(getattr(row, what))
        unit = request.dossier.unit_by_id.get(row.unit_id or "")
        if words:
            lines.append(f"{one_line(unit.name)}: {words}" if unit else words)
    return "\n".join(dict.fromkeys(lines))


# figures


def rounded(value: Decimal, mark: Decimal | None = None) -> Decimal:
    """A figure with one place; with two where one would hide on which side of the mark it lies."""
    one = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if mark is not None and ((one >= mark) != (value >= mark) or (one > mark) != (value > mark)):
        return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return one if one != one.to_integral_value() else one.to_integral_value()
