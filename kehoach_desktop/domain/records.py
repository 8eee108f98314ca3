"""The records an office keeps, one frozen class a kind; they hold facts only, and no rule, no SQL and no screen.

Every record is born with a UUID. Field names are those of the database, of `kehoach show --json` and of `kehoach set`.
Days are dates, figures are Decimal, absent values None; texts are stored as typed.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from kehoach_desktop.frozen import frozen


class CommuneKind(StrEnum):
    """The three kinds of commune-level unit since 1 July 2025."""

    COMMUNE = "xã"
    WARD = "phường"
    SPECIAL_ZONE = "đặc khu"


class UnitKind(StrEnum):
    """Groups in which the desk lists units; the values are stored."""

    OFFICE = "phong"
    SCHOOL = "truong"
    UNION = "doan_the"
    HAMLET = "thon"
    OTHER = "khac"


class DutyKind(StrEnum):
    """A unit of the commune is ordered; a Party or Front body is asked."""

    ASSIGNED = "giao"
    REQUESTED = "de_nghi"


class DueKind(StrEnum):
    """How the plan sets the time of a task."""

    DATE = "date"
    ONGOING = "ongoing"
    UNTIL_YEAR = "until_year"
    MONTHS = "months"
    NONE = "none"


class TaskState(StrEnum):
    """What a unit says of a task; the official box follows from it and the dates."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    PAUSED = "paused"


class Role(StrEnum):
    """What a unit is to a task."""

    LEAD = "lead"
    SUPPORT = "support"
    MONITOR = "monitor"


class Operator(StrEnum):
    """The comparison a target asks for."""

    GT = "gt"
    GTE = "gte"
    LT = "lt"
    LTE = "lte"
    EQ = "eq"
    INC = "inc"
    INC_GTE = "inc_gte"
    TOWARD = "toward"
    RANGE = "range"


class Cycle(StrEnum):
    """A reporting cycle; the values are those of the importer's proposals."""

    MONTH = "thang"
    QUARTER = "quy"
    HALF = "6_thang"
    NINE_MONTHS = "9_thang"
    YEAR = "nam"


class SubmissionState(StrEnum):
    """Where a unit's report of a period stands; a unit without a record has not sent."""

    NOT_SENT = "not_sent"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"


@frozen(kw_only=True, slots=True)
class Office:
    """The commune whose file this is; one a file."""

    id: str
    name: str
    kind: CommuneKind = CommuneKind.COMMUNE
    province: str | None = None
    drafting_unit: str | None = None
    sixth_clear: str = "sản phẩm"


@frozen(kw_only=True, slots=True)
class Signer:
    """Who may sign: authority lines (TM., KT., TL.) separated by line breaks, the title under them, the name."""

    id: str
    position: int = 0
    authority: str
    title: str | None = None
    name: str | None = None


@frozen(kw_only=True, slots=True)
class Unit:
    """A body that has duties or reports; a group ("các thôn") has members instead of a head."""

    id: str
    name: str
    kind: UnitKind = UnitKind.OTHER
    duty_kind: DutyKind = DutyKind.ASSIGNED
    is_group: bool = False
    head_title: str | None = None
    head: str | None = None
    phone: str | None = None
    position: int = 0


@frozen(kw_only=True, slots=True)
class UnitAlias:
    """Another spelling under which a unit is met."""

    id: str
    unit_id: str
    name: str


@frozen(kw_only=True, slots=True)
class UnitMember:
    """A unit that belongs to a group."""

    id: str
    group_id: str
    unit_id: str


@frozen(kw_only=True, slots=True)
class Plan:
    """A numbered, dated paper; number and day stay empty until it is issued."""

    id: str
    title: str
    number: str | None = None
    symbol: str | None = None
    issued_on: date | None = None
    place: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    signer_authority: str | None = None
    signer_title: str | None = None
    signer_name: str | None = None
    amends_id: str | None = None
    source_name: str | None = None
    source_sha256: str | None = None
    position: int = 0


@frozen(kw_only=True, slots=True)
class Section:
    """A heading of the plan; level 1 = I., 2 = 1., 3 = 1.1 or a)."""

    id: str
    plan_id: str
    parent_id: str | None = None
    number: str | None = None
    title: str
    level: int
    position: int


@frozen(kw_only=True, slots=True)
class Paragraph:
    """A piece of the plan's text, in document order; nothing of the source is left out."""

    id: str
    plan_id: str
    section_id: str | None = None
    position: int
    kind: str
    marker: str | None = None
    text: str


@frozen(kw_only=True, slots=True)
class LegalBasis:
    """A paper the plan rests on (căn cứ)."""

    id: str
    plan_id: str
    paragraph_id: str | None = None
    position: int = 0
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    text: str


@frozen(kw_only=True, slots=True)
class Recipient:
    """A line under Nơi nhận."""

    id: str
    plan_id: str
    position: int = 0
    name: str


@frozen(kw_only=True, slots=True)
class Funding:
    """A line of the funding chapter."""

    id: str
    plan_id: str
    paragraph_id: str | None = None
    position: int = 0
    text: str


@frozen(kw_only=True, slots=True)
class Task:
    """What must be done. `title` is the short line, `content` the whole sentence of the plan.

    The six clears (6 rõ): người = lead unit + `officer`; việc = `title`; thời gian = the due fields;
    trách nhiệm = `supervisor`; sản phẩm = `product`; thẩm quyền = `approver`.
    """

    id: str
    plan_id: str
    section_id: str | None = None
    paragraph_id: str | None = None
    position: int = 0
    number: str | None = None
    title: str
    content: str | None = None
    due_kind: DueKind = DueKind.NONE
    due_on: date | None = None
    due_text: str | None = None
    months: tuple[int, ...] = ()
    product: str | None = None
    officer: str | None = None
    supervisor: str | None = None
    approver: str | None = None
    state: TaskState = TaskState.NOT_STARTED
    finished_on: date | None = None
    note: str | None = None


@frozen(kw_only=True, slots=True)
class Assignment:
    """Unit x task x role."""

    id: str
    task_id: str
    unit_id: str
    role: Role


@frozen(kw_only=True, slots=True)
class Indicator:
    """What is measured; its yearly marks are Targets, what was reached are Results."""

    id: str
    plan_id: str
    section_id: str | None = None
    paragraph_id: str | None = None
    position: int = 0
    name: str
    content: str | None = None
    measure: str | None = None
    operator: Operator = Operator.EQ
    unit_id: str | None = None
    note: str | None = None


@frozen(kw_only=True, slots=True)
class Target:
    """The mark of an indicator for a year; `year` None holds for every year. `text` is a target without a figure."""

    id: str
    indicator_id: str
    year: int | None = None
    operator: Operator | None = None
    value: Decimal | None = None
    value_max: Decimal | None = None
    text: str | None = None
    paragraph_id: str | None = None


@frozen(kw_only=True, slots=True)
class Result:
    """What an indicator reached in a period; `unit_id` None is the whole commune.

    With a numerator and a denominator the value follows from them and is not stored (a percentage of sums, never a
    mean of percentages).
    """

    id: str
    indicator_id: str
    period: str
    unit_id: str | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str | None = None


@frozen(kw_only=True, slots=True)
class Progress:
    """What was done on a task in a period; `unit_id` None is the report of the whole commune."""

    id: str
    task_id: str
    period: str
    unit_id: str | None = None
    state: TaskState = TaskState.IN_PROGRESS
    result: str | None = None
    difficulty: str | None = None
    proposal: str | None = None
    evidence: str | None = None


@frozen(kw_only=True, slots=True)
class Submission:
    """A unit's report of a period; a nil report (không phát sinh) is not an empty one."""

    id: str
    unit_id: str
    period: str
    state: SubmissionState = SubmissionState.NOT_SENT
    received_on: date | None = None
    is_nil: bool = False
    note: str | None = None
    file_name: str | None = None
    file_sha256: str | None = None


@frozen(kw_only=True, slots=True)
class ReportCycle:
    """A cycle in which results go to the UBND, with the plan's own deadline where it gives one.

    `day` and `month` are the words of the plan ("trước ngày 15/6"); a half-year has one row for each of its deadlines.
    """

    id: str
    plan_id: str
    paragraph_id: str | None = None
    cycle: Cycle
    day: int | None = None
    month: int | None = None
    text: str | None = None


@frozen(kw_only=True, slots=True)
class IssuedPaper:
    """A paper that was printed: the register keeps number, symbol, day and the hash of the file."""

    id: str
    plan_id: str | None = None
    form: str
    period: str | None = None
    unit_id: str | None = None
    title: str
    number: str | None = None
    symbol: str | None = None
    issued_on: date | None = None
    file_name: str
    sha256: str
    printed_at: datetime


@frozen(kw_only=True, slots=True)
class FormLayout:
    """How the office wants a table form; one a form. `columns`: a line for each column in print order, "id" or "id = name"."""

    id: str
    form: str
    columns: str


@frozen(kw_only=True, slots=True)
class Narrative:
    """Words a person wrote in place of the drafted ones, for one part of a paper of a period (`unit_id`: of that unit).

    `drafted` is the draft they were written over: a later draft that differs shows which figures have changed since.
    """

    id: str
    plan_id: str
    form: str
    period: str
    unit_id: str | None = None
    part: str
    text: str
    drafted: str


Record = (
    Office | Signer | Unit | UnitAlias | UnitMember | Plan | Section | Paragraph | LegalBasis | Recipient | Funding
    | Task | Assignment | Indicator | Target | Result | Progress | Submission | ReportCycle | IssuedPaper | FormLayout
    | Narrative
)  # fmt: skip

# Kind names as `set`, history and changes use them, in the order in which rows may be written (parents first).
KINDS: dict[str, type[Record]] = {
    "office": Office,
    "signer": Signer,
    "unit": Unit,
    "unit_alias": UnitAlias,
    "unit_member": UnitMember,
    "plan": Plan,
    "section": Section,
    "paragraph": Paragraph,
    "legal_basis": LegalBasis,
    "recipient": Recipient,
    "funding": Funding,
    "task": Task,
    "assignment": Assignment,
    "indicator": Indicator,
    "target": Target,
    "result": Result,
    "progress": Progress,
    "submission": Submission,
    "report_cycle": ReportCycle,
    "issued_paper": IssuedPaper,
    "form_layout": FormLayout,
    "narrative": Narrative,
}
