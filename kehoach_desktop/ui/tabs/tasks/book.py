"""What the tab asks of a task, worked out from the dossier once and kept until the dossier is read again; changes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Period, Window
from kehoach_desktop.domain.progress import Status, StatusView, box_of, due_date, is_open_late, status_of
from kehoach_desktop.domain.records import Progress, Role, Section, Task, Unit
from kehoach_desktop.domain.six_clears import CLEARS, Clear, missing_clears
from kehoach_desktop.ui.models.cells import Group

_LAST = date.max


class TaskBook:
    """The tasks of a plan on a day, with the period and window in force."""

    def __init__(self, dossier: Dossier, today: date, period: Period, window: Window) -> None:
        self.dossier = dossier
        self.today = today
        self.period = period
        self.window = window
        self._statuses: dict[str, StatusView] = {}
        self._missing: dict[str, tuple[Clear, ...]] = {}
        self._borne: dict[tuple[str, Role], frozenset[str]] = {}

    # --- who ---

    @cached_property
    def _units(self) -> Mapping[Role, Mapping[str, Sequence[Unit]]]:
        found: dict[Role, dict[str, list[Unit]]] = {role: {} for role in Role}
        units = self.dossier.unit_by_id
        for assignment in self.dossier.assignments:
            found[assignment.role].setdefault(assignment.task_id, []).append(units[assignment.unit_id])
        return found

    def units(self, task: Task, role: Role) -> Sequence[Unit]:
        """Who bears a role in the task."""
        return self._units[role].get(task.id, ())

    def borne_by(self, unit_id: str, role: Role) -> frozenset[str]:
        """The ids of the tasks in which a unit bears a role, itself or through a group it is in: as tab Đơn vị counts them."""
        found = self._borne.get((unit_id, role))
        if found is None:
            tasks = self.dossier.tasks_of_unit(unit_id, role)
            found = self._borne[unit_id, role] = frozenset(task.id for task in tasks)
        return found

    @cached_property
    def _unit_words(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for by_task in self._units.values():
            for task_id, units in by_task.items():
                found.setdefault(task_id, []).extend(unit.name for unit in units)
        return found

    def unit_words(self, task: Task) -> Sequence[str]:
        """The names of all its units, leads first."""
        return self._unit_words.get(task.id, ())

    @cached_property
    def _group_sizes(self) -> Mapping[str, int]:
        sizes: dict[str, int] = {}
        for member in self.dossier.members:
            sizes[member.group_id] = sizes.get(member.group_id, 0) + 1
        return sizes

    def heads(self, units: Sequence[Unit]) -> int:
        """How many units these are, a group counted by its members."""
        return sum(self._group_sizes.get(unit.id, 1) for unit in units)

    def group_size(self, unit: Unit) -> int:
        """Members of a group; 0 for a single unit or a group nobody was put into."""
        return self._group_sizes.get(unit.id, 0) if unit.is_group else 0

    # --- how it stands ---

    def status(self, task: Task) -> StatusView:
        found = self._statuses.get(task.id)
        if found is None:
            found = self._statuses[task.id] = status_of(task, self.today)
        return found

    def missing(self, task: Task) -> tuple[Clear, ...]:
        """The clears the task lacks."""
        found = self._missing.get(task.id)
        if found is None:
            found = self._missing[task.id] = missing_clears(task, bool(self.units(task, Role.LEAD)))
        return found

    def pips(self, task: Task) -> tuple[bool, ...]:
        """One flag for each clear, in their order."""
        gaps = {clear.key for clear in self.missing(task)}
        return tuple(clear.key not in gaps for clear in CLEARS)

    def due(self, task: Task) -> date | None:
        return due_date(task, self.today)

    def box(self, task: Task) -> str:
        return box_of(task, self.today).value

    def days_late(self, task: Task) -> int:
        """Days an open task is late, 0 in time."""
        view = self.status(task)
        return (view.days or 0) if view.status is Status.LATE else 0

    @cached_property
    def late_ids(self) -> frozenset[str]:
        """Open tasks that are late."""
        today = self.today
        return frozenset(task.id for task in self.dossier.tasks if is_open_late(task, today))

    def order(self, task: Task) -> tuple[bool, date, int]:
        """Inside a group: by the day it is due, what has no day last, then as in the plan."""
        due = due_date(task, self.today)
        return due is None, due or _LAST, task.position

    def order_by_lateness(self, task: Task) -> tuple[int, int]:
        """The task that is late longest first."""
        return -self.days_late(task), task.position

    def report(self, task: Task, period: str) -> Progress | None:
        """What the commune itself reported on a task in a period."""
        return next((p for p in self.dossier.progress_of(task.id, period) if p.unit_id is None), None)

    # --- where ---

    @cached_property
    def _groups(self) -> Mapping[str | None, Group]:
        groups: dict[str | None, Group] = {
            section.id: Group(section.id, section_title(self.dossier, section), section.position)
            for section in self.dossier.sections
        }
        groups[None] = Group("", "Chưa xếp vào mục nào", len(groups) + 1)
        return groups

    def group(self, task: Task) -> Group:
        """The band of the task's section."""
        return self._groups.get(task.section_id) or self._groups[None]

    def is_under(self, task: Task, section_id: str) -> bool:
        """Whether a task stands in a section or in one below it."""
        return section_id in self._sections_over.get(task.section_id or "", ())

    @cached_property
    def _sections_over(self) -> Mapping[str, frozenset[str]]:
        """Section -> itself and all above it."""
        known, found = self.dossier.section_by_id, dict[str, frozenset[str]]()
        for section in self.dossier.sections:
            chain, at = set[str](), section
            while at is not None and at.id not in chain:
                chain.add(at.id)
                at = known.get(at.parent_id or "")
            found[section.id] = frozenset(chain)
        return found

    @property
    def sections(self) -> Sequence[Section]:
        return self.dossier.sections


def section_title(dossier: Dossier, section: Section) -> str:
    """A section with its whole number: "III.2. Y tế dự phòng"."""
    path = dossier.section_path(section.id)
    return f"{path}. {section.title}" if path else section.title
