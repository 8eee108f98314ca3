"""Everything of one plan in memory, with the look-ups that screens and forms share; reads nothing and changes nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from kehoach_desktop.domain.conflicts import OpenConflict
from kehoach_desktop.domain.records import (
    Assignment,
    FormLayout,
    Funding,
    Indicator,
    IssuedPaper,
    LegalBasis,
    Narrative,
    Office,
    Paragraph,
    Plan,
    Progress,
    Recipient,
    ReportCycle,
    Result,
    Role,
    Section,
    Signer,
    Submission,
    Target,
    Task,
    Unit,
    UnitAlias,
    UnitMember,
)
from kehoach_desktop.frozen import frozen

K = TypeVar("K")
T = TypeVar("T")


def _grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return groups


@frozen
class Dossier:
    """An office, one of its plans (None before the first import) and all their records, each list in the office's order."""

    office: Office
    plan: Plan | None = None
    plans: tuple[Plan, ...] = ()
    signers: tuple[Signer, ...] = ()
    units: tuple[Unit, ...] = ()
    aliases: tuple[UnitAlias, ...] = ()
    members: tuple[UnitMember, ...] = ()
    sections: tuple[Section, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    legal_bases: tuple[LegalBasis, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    funding: tuple[Funding, ...] = ()
    tasks: tuple[Task, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    results: tuple[Result, ...] = ()
    progress: tuple[Progress, ...] = ()
    submissions: tuple[Submission, ...] = ()
    cycles: tuple[ReportCycle, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()
    layouts: tuple[FormLayout, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    conflicts: tuple[OpenConflict, ...] = ()  # of the whole file, not yet decided

    @cached_property
    def unit_by_id(self) -> Mapping[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def task_by_id(self) -> Mapping[str, Task]:
        return {task.id: task for task in self.tasks}

    @cached_property
    def _place_of_task(self) -> Mapping[str, int]:
        return {task.id: place for place, task in enumerate(self.tasks)}

    @cached_property
    def section_by_id(self) -> Mapping[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def paragraph_by_id(self) -> Mapping[str, Paragraph]:
        return {paragraph.id: paragraph for paragraph in self.paragraphs}

    @cached_property
    def _assignments_of_task(self) -> Mapping[str, list[Assignment]]:
        return _grouped(self.assignments, lambda a: a.task_id)

    @cached_property
    def _assignments_of_unit(self) -> Mapping[str, list[Assignment]]:
        return _grouped(self.assignments, lambda a: a.unit_id)

    @cached_property
    def _targets_of(self) -> Mapping[str, list[Target]]:
        return _grouped(self.targets, lambda t: t.indicator_id)

    @cached_property
    def _results_of(self) -> Mapping[tuple[str, str], list[Result]]:
        return _grouped(self.results, lambda r: (r.indicator_id, r.period))

    @cached_property
    def _progress_of(self) -> Mapping[str, list[Progress]]:
        return _grouped(self.progress, lambda p: p.task_id)

    @cached_property
    def _submission_of(self) -> Mapping[tuple[str, str], Submission]:
        return {(s.unit_id, s.period): s for s in self.submissions}

    @cached_property
    def _groups_of(self) -> Mapping[str, list[str]]:
        return {
            unit_id: [m.group_id for m in held] for unit_id, held in _grouped(self.members, lambda m: m.unit_id).items()
        }

    @cached_property
    def _members_of(self) -> Mapping[str, list[UnitMember]]:
        return _grouped(self.members, lambda m: m.group_id)

    def units_of(self, task_id: str, role: Role) -> list[Unit]:
        """The units that bear a role in a task, in the order they were assigned."""
        return [self.unit_by_id[a.unit_id] for a in self._assignments_of_task.get(task_id, ()) if a.role is role]

    def assignments_of_unit(self, unit_id: str) -> list[Assignment]:
        """Every assignment of a unit, not of its groups."""
        return list(self._assignments_of_unit.get(unit_id, ()))

    def tasks_of_unit(self, unit_id: str, role: Role) -> list[Task]:
        """The tasks in which a unit bears a role, itself or through a group it belongs to, in the plan's order."""
        holders = {unit_id, *self._groups_of.get(unit_id, ())}
        ids = {a.task_id for holder in holders for a in self._assignments_of_unit.get(holder, ()) if a.role is role}
        return [self.tasks[place] for place in sorted(self._place_of_task[i] for i in ids if i in self._place_of_task)]

    def members_of(self, group_id: str) -> list[Unit]:
        """The units of a group."""
        return [self.unit_by_id[m.unit_id] for m in self._members_of.get(group_id, ())]

    def targets_of(self, indicator_id: str) -> list[Target]:
        """The marks of an indicator, by year; those for every year first."""
        return sorted(self._targets_of.get(indicator_id, ()), key=lambda t: t.year or 0)

    def results_of(self, indicator_id: str, period: str) -> list[Result]:
        """The results of an indicator in a period: the commune's own and those of units."""
        return list(self._results_of.get((indicator_id, period), ()))

    def progress_of(self, task_id: str, period: str | None = None) -> list[Progress]:
        """What was reported on a task, in one period or in all."""
        return [p for p in self._progress_of.get(task_id, ()) if period is None or p.period == period]

    def submission_of(self, unit_id: str, period: str) -> Submission | None:
        """A unit's report of a period, or None while nothing was recorded."""
        return self._submission_of.get((unit_id, period))

    def section_path(self, section_id: str | None) -> str:
        """The numbers from the top: "III.2"; a number that already holds its parents' is not doubled."""
        section = self.section_by_id.get(section_id or "")
        if section is None:
            return ""
        number = (section.number or "").rstrip(".)")
        parent = self.section_path(section.parent_id)
        if not parent or not number:
            return number or parent
        own = parent.split(".", 1)[1] if "." in parent else ""
        if own and number.startswith(own + "."):
            return f"{parent.split('.', 1)[0]}.{number}"
        return f"{parent}.{number}"
