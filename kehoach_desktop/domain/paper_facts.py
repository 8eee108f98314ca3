"""One print before it is made, with what the rules on papers ask of it worked out once; judges nothing."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Period, Window
from kehoach_desktop.domain.recipients import Reach
from kehoach_desktop.domain.records import Plan, Result, Role, Signer, Task
from kehoach_desktop.domain.standing import periods_within
from kehoach_desktop.domain.submissions import Turnout, turnout
from kehoach_desktop.domain.unit_names import UnitNames
from kehoach_desktop.frozen import frozen


@frozen
class Hit:
    """One record a rule found, or a fact without a record (id ""), with a remark on it; `of_all` is true of all hits."""

    id: str = ""
    name: str = ""
    remark: str = ""
    of_all: str = ""


@frozen
class Facts:
    """One print before it is made: the form, whose data, which days, what was chosen."""

    form_id: str
    dossier: Dossier
    window: Window
    on: date
    names: UnitNames
    unit_id: str | None = None
    signer_id: str | None = None
    number: str | None = None
    issued_on: date | None = None
    symbol: str | None = None  # of a form that bears a number

    @property
    def period(self) -> Period:
        return self.window.period

    @cached_property
    def tasks(self) -> Sequence[Task]:
        """The tasks on the paper: of the unit it goes to, or all."""
        if self.unit_id is None:
            return self.dossier.tasks
        unit = self.dossier.unit_by_id.get(self.unit_id)
        units = self.dossier.members_of(self.unit_id) if unit and unit.is_group else [unit] if unit else []
        ids = {task.id for u in units for role in Role for task in self.dossier.tasks_of_unit(u.id, role)}
        return [task for task in self.dossier.tasks if task.id in ids]

    @cached_property
    def turnout(self) -> Turnout:
        return turnout(self.dossier, self.period.id)

    @cached_property
    def led(self) -> set[str]:
        """Ids of tasks with a lead unit."""
        return {a.task_id for a in self.dossier.assignments if a.role is Role.LEAD}

    @cached_property
    def signer(self) -> Signer | Plan | None:
        """Who signs: the signer chosen, else the office's first, else the plan's, who signs the plan itself."""
        if self.form_id == "ke-hoach":
            return self.dossier.plan
        chosen = next((s for s in self.dossier.signers if s.id == self.signer_id), None)
        return chosen or next(iter(self.dossier.signers), None) or self.dossier.plan

    @cached_property
    def reach(self) -> Reach:
        return Reach(self.dossier, self.names)

    @cached_property
    def results(self) -> list[Result]:
        """Results that make the figures of the period."""
        within = {period.id for period in periods_within(self.period)}
        return [result for result in self.dossier.results if result.period in within]
