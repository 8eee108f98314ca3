"""What the tab asks of units, worked out from the dossier in one pass; changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Period, Window, reporting_periods
from kehoach_desktop.domain.progress import Status, due_date, status_of
from kehoach_desktop.domain.records import (
    CommuneKind,
    DutyKind,
    Role,
    Submission,
    SubmissionState,
    Task,
    TaskState,
    Unit,
    UnitKind,
)
from kehoach_desktop.domain.submissions import Turnout, turnout
from kehoach_desktop.domain.vietnamese import sort_key
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.workspace import Workspace


class Standing(StrEnum):
    """Where a unit's report of a period stands on a day; NONE of a unit that has nothing to report on."""

    NONE = "none"
    NOT_OPEN = "not_open"
    MISSING = "missing"
    SENT = "sent"
    RETURNED = "returned"
    APPROVED = "approved"


_OF_STATE = {
    SubmissionState.SENT: Standing.SENT,
    SubmissionState.RETURNED: Standing.RETURNED,
    SubmissionState.APPROVED: Standing.APPROVED,
}

_KIND_TITLES = {
    UnitKind.OFFICE: "Phòng, cơ quan",
    UnitKind.SCHOOL: "Trường học",
    UnitKind.UNION: "Đoàn thể, tổ chức (đề nghị)",
    UnitKind.HAMLET: "Thôn",
    UnitKind.OTHER: "Khác",
}
_ROLE_ORDER = (Role.LEAD, Role.SUPPORT, Role.MONITOR)


def kind_title(kind: UnitKind, office_kind: CommuneKind) -> str:
    """The name of a band; a ward has tổ dân phố where a commune has thôn."""
    if kind is UnitKind.HAMLET and office_kind is CommuneKind.WARD:
        return "Tổ dân phố"
    return _KIND_TITLES[kind]


def kind_order(kind: UnitKind) -> int:
    """The place of a band in the list."""
    return list(_KIND_TITLES).index(kind)


def standing(submission: Submission | None, window: Window, today: date) -> Standing:
    """A report without a record is missing once its window has ended."""
    if submission is None or submission.state is SubmissionState.NOT_SENT:
        return Standing.MISSING if today > window.data_to else Standing.NOT_OPEN
    return _OF_STATE[submission.state]


@frozen
class UnitRow:
    """A unit with what stands in its columns."""

    unit: Unit
    lead: int
    support: int
    late: int
    members: int
    before: Submission | None
    now: Submission | None

    @property
    def id(self) -> str:
        return self.unit.id


@frozen
class PeriodRow:
    """A reporting period of one unit."""

    window: Window
    submission: Submission | None

    @property
    def id(self) -> str:
        return self.window.period.id


@frozen
class DutyRow:
    """A task of one unit and what the unit is to it."""

    task: Task
    role: Role

    @property
    def id(self) -> str:
        return self.task.id


class UnitBook:
    """The units of an office on a day, with the period in force and the one before it."""

    def __init__(self, workspace: Workspace) -> None:
        self.dossier: Dossier = workspace.dossier
        self.today = workspace.today
        self.period = workspace.period
        self.window = workspace.window
        self._window_of = workspace.window_of

    # --- periods ---

    def _reporting(self, year: int) -> list[Period]:
        """The periods of a year; of those that end together only the longest, for its report says it all."""
        from kehoach_desktop.services.periods import rules

        periods = reporting_periods(year, self.dossier.cycles, rules())
        return list({p.last_month: p for p in sorted(periods, key=lambda p: p.sort_key)}.values())

    @cached_property
    def before(self) -> Window | None:
        """The last reporting period that ended before the one in force; None before the plan begins."""
        first = self.dossier.plan.first_year if self.dossier.plan else None
        earlier = [
            period
            for year in (self.period.year - 1, self.period.year)
            if first is None or year >= first
            for period in self._reporting(year)
            if (period.year, period.last_month) < (self.period.year, self.period.last_month)
        ]
        return self._window_of(max(earlier, key=lambda period: period.sort_key)) if earlier else None

    @cached_property
    def windows(self) -> Sequence[Window]:
        """The reporting periods of the year in force, the chosen one among them."""
        periods = {*self._reporting(self.period.year), self.period}
        return [self._window_of(period) for period in sorted(periods, key=lambda period: period.sort_key)]

    def periods_of(self, unit: Unit) -> list[PeriodRow]:
        return [PeriodRow(w, self.dossier.submission_of(unit.id, w.period.id)) for w in self.windows]

    def standing(self, row: UnitRow) -> Standing:
        """The report of the period in force."""
        return Standing.NONE if self.owes_nothing(row) else standing(row.now, self.window, self.today)

    def owes_nothing(self, row: UnitRow) -> bool:
        """Whether no report is awaited from a unit: the plan gives it nothing, and nothing came."""
        return row.id not in self._reporting_ids and row.now is None

    @cached_property
    def turnout(self) -> Turnout:
        """Who reports in the period in force, and what came."""
        return turnout(self.dossier, self.period.id)

    @cached_property
    def _reporting_ids(self) -> set[str]:
        return {unit.id for unit, _ in self.turnout.reports}

    # --- units ---

    @cached_property
    def rows(self) -> Sequence[UnitRow]:
        """Units in the office's own order, hamlets by the alphabet."""
        found = [self._row(unit) for unit in self.dossier.units]
        return sorted(found, key=_order)

    @cached_property
    def singles(self) -> Sequence[UnitRow]:
        return [row for row in self.rows if not row.unit.is_group]

    @cached_property
    def groups(self) -> Sequence[UnitRow]:
        return [row for row in self.rows if row.unit.is_group]

    @cached_property
    def row_by_id(self) -> Mapping[str, UnitRow]:
        return {row.id: row for row in self.rows}

    def _row(self, unit: Unit) -> UnitRow:
        before, nothing = self.before, set[str]()
        lead = self._duties[Role.LEAD].get(unit.id, nothing)
        return UnitRow(
            unit,
            lead=len(lead),
            support=len(self._duties[Role.SUPPORT].get(unit.id, nothing) - lead),
            late=len(lead & self._late),
            members=len(self._members.get(unit.id, ())),
            before=self.dossier.submission_of(unit.id, before.period.id) if before else None,
            now=self.dossier.submission_of(unit.id, self.period.id),
        )

    @cached_property
    def _late(self) -> set[str]:
        """Open tasks past their deadline; what is done on a later day than today is asked of the rule itself."""
        today = self.today
        return {
            task.id
            for task in self.dossier.tasks
            if (task.state is not TaskState.DONE or (task.finished_on and task.finished_on > today))
            and (due := due_date(task, today)) is not None
            and due < today
            and status_of(task, today).status is Status.LATE
        }

    @cached_property
    def _members(self) -> Mapping[str, list[str]]:
        members: dict[str, list[str]] = {}
        for member in self.dossier.members:
            members.setdefault(member.group_id, []).append(member.unit_id)
        return members

    @cached_property
    def _duties(self) -> Mapping[Role, Mapping[str, set[str]]]:
        """Role -> unit id -> ids of tasks, its own and those of its groups."""
        own: dict[Role, dict[str, set[str]]] = {role: defaultdict(set) for role in Role}
        lead, support, monitor = (own[role] for role in _ROLE_ORDER)
        for assignment in self.dossier.assignments:  # tens of thousands: hashing the role each time would show
            role = assignment.role
            bag = lead if role is Role.LEAD else support if role is Role.SUPPORT else monitor
            bag[assignment.unit_id].add(assignment.task_id)
        whole = {role: dict(bag) for role, bag in own.items()}
        for role, bag in own.items():
            for group_id in self._members.keys() & bag.keys():
                for unit_id in self._members[group_id]:
                    whole[role][unit_id] = whole[role].get(unit_id, set()) | bag[group_id]
        return whole

    def duties_of(self, unit: Unit) -> list[DutyRow]:
        """The tasks of a unit, those it leads first, late ones on top."""
        seen: set[str] = set()
        rows: list[DutyRow] = []
        for role in _ROLE_ORDER:
            ids = self._duties[role].get(unit.id, set()) - seen
            seen |= ids
            tasks = sorted((self.dossier.task_by_id[i] for i in ids), key=lambda task: task.position)
            rows += [DutyRow(task, role) for task in sorted(tasks, key=lambda task: task.id not in self._late)]
        return rows

    # --- counts ---

    @cached_property
    def counts(self) -> Counter[Standing]:
        """Single units by where their report of the period stands."""
        return Counter(self.standing(row) for row in self.singles)

    @cached_property
    def came_by_kind(self) -> Mapping[UnitKind, tuple[int, int]]:
        """Reports that came and units, by kind."""
        came = Counter(unit.kind for unit in self.turnout.came)
        return {kind: (came[kind], n) for kind, n in Counter(unit.kind for unit, _ in self.turnout.reports).items()}

    def is_idle(self, row: UnitRow) -> bool:
        """Whether the plan gives a unit nothing to do."""
        return not any(row.id in bag for bag in self._duties.values())

    @cached_property
    def twins(self) -> Mapping[str, list[Unit]]:
        """Units that may be the same as others."""
        from kehoach_desktop.services.units import possible_twins

        return possible_twins(self.dossier.units, self.dossier.aliases)


def _order(row: UnitRow) -> tuple[int, tuple[object, ...]]:
    unit = row.unit
    key = sort_key(unit.name) if unit.kind is UnitKind.HAMLET else (unit.position,)
    return kind_order(unit.kind), key


def duty_words(unit: Unit, office_kind: CommuneKind) -> str:
    """Kind and duty in a few words: "Thôn · giao việc"."""
    if unit.is_group:
        return f"Nhóm · {kind_title(unit.kind, office_kind).partition(' (')[0].lower()}"
    asked = "đề nghị" if unit.duty_kind is DutyKind.REQUESTED else "giao việc"
    return f"{kind_title(unit.kind, office_kind).partition(' (')[0]} · {asked}"
