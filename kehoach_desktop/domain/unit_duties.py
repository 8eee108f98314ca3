"""What one unit is asked to report: its tasks, and the indicators it follows or is counted in; knows no form and no file."""

from enum import StrEnum

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.indicators import next_target, target_text
from kehoach_desktop.domain.printable import one_line, uncut
from kehoach_desktop.domain.progress import due_label
from kehoach_desktop.domain.records import Indicator, Role, Task, Unit
from kehoach_desktop.frozen import frozen

_ROLE_WORDS = {Role.LEAD: "Chủ trì", Role.SUPPORT: "Phối hợp"}


class Subject(StrEnum):
    """What a row asks about; the values are the kinds of record."""

    TASK = "task"
    INDICATOR = "indicator"


@frozen
class Duty:
    """A task or an indicator a unit reports on: its text as the form shows it, and what was planned."""

    subject: Subject
    record_id: str
    title: str
    planned: str = ""
    measure: str | None = None


def duties_of(dossier: Dossier, unit_id: str, year: int) -> list[Duty]:
    """The tasks a unit leads or supports, itself or through a group, then its indicators; each in the plan's order."""
    leads = {task.id for task in dossier.tasks_of_unit(unit_id, Role.LEAD)}
    supports = {task.id for task in dossier.tasks_of_unit(unit_id, Role.SUPPORT)}
    tasks = [
        task_duty(task, Role.LEAD if task.id in leads else Role.SUPPORT)
        for task in dossier.tasks
        if task.id in leads or task.id in supports
    ]
    own = _indicators_of(dossier, unit_id)
    return [*tasks, *(indicator_duty(dossier, i, year) for i in dossier.indicators if i.id in own)]


def units_with_duties(dossier: Dossier, year: int) -> list[tuple[Unit, list[Duty]]]:
    """Every unit that has something to report, in the office's order; groups report through their members."""
    found = [(unit, duties_of(dossier, unit.id, year)) for unit in dossier.units if not unit.is_group]
    return [(unit, duties) for unit, duties in found if duties]


def task_duty(task: Task, role: Role | None = None) -> Duty:
    """A task as a row of a form."""
    due = one_line(due_label(task))
    planned = "\n".join(filter(None, (_ROLE_WORDS.get(role, "") if role else "", due)))
    return Duty(Subject.TASK, task.id, one_line(uncut(task.title, task.content)), planned)


def indicator_duty(dossier: Dossier, indicator: Indicator, year: int) -> Duty:
    """An indicator as a row of a form, with the mark of the year or of the nearest later one."""
    target = next_target(dossier.targets_of(indicator.id), year)
    mark = one_line(target_text(target, indicator.operator, indicator.measure)) if target else ""
    when = f"Năm {target.year}: " if target and target.year and mark else ""
    planned = f"{when}{mark}" or f"Đơn vị tính: {indicator.measure or 'chưa có'}"
    return Duty(Subject.INDICATOR, indicator.id, one_line(indicator.name), planned, indicator.measure)


def _indicators_of(dossier: Dossier, unit_id: str) -> set[str]:
    """Indicators the unit or a group of it follows, and those counted unit by unit in which it or its like counts.

    A hamlet that has sent nothing yet is asked for the same figures as the other hamlets of its group.
    """
    groups = {member.group_id for member in dossier.members if member.unit_id == unit_id}
    fellows = {member.unit_id for member in dossier.members if member.group_id in groups}
    kind = dossier.unit_by_id[unit_id].kind
    alike = {unit_id, *(fellow for fellow in fellows if dossier.unit_by_id[fellow].kind is kind)}
    follower = {indicator.id: indicator.unit_id for indicator in dossier.indicators}
    counted = {r.indicator_id for r in dossier.results if r.unit_id in alike and r.unit_id != follower[r.indicator_id]}
    return counted | {i for i, unit in follower.items() if unit in {unit_id, *groups}}
