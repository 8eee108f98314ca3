"""The figures over the plan: boxes, lights, reports, what is due soon; worked out from the dossier, changes nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from kehoach_desktop.domain.indicators import Verdict
from kehoach_desktop.domain.progress import BoxCounts, Status, StatusView, count_boxes, due_date, status_of
from kehoach_desktop.domain.records import SubmissionState, Task
from kehoach_desktop.domain.standing import verdict_in
from kehoach_desktop.domain.submissions import turnout
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.workspace import Workspace


@frozen
class Due:
    """A task that ends within a week."""

    task: Task
    day: date
    view: StatusView


@frozen
class Standing:
    """How a plan stands on a day, for the period in force."""

    boxes: BoxCounts
    verdicts: Sequence[Verdict]
    year: int
    reports: Counter[SubmissionState]
    units: int
    came: int
    reports_are_open: bool
    days_late: int
    soon: Sequence[Due]
    late_ids: frozenset[str]


def standing_of(workspace: Workspace) -> Standing:
    """All figures of the strip in one pass."""
    dossier, today, period = workspace.dossier, workspace.today, workspace.period
    views = {task.id: status_of(task, today) for task in dossier.tasks}
    soon = [
        Due(task, day, views[task.id])
        for task in dossier.tasks
        if views[task.id].status is Status.SOON and (day := due_date(task, today)) is not None
    ]
    handed_in = turnout(dossier, period.id)
    reports = Counter(report.state if report else SubmissionState.NOT_SENT for _, report in handed_in.reports)
    window = workspace.window
    return Standing(
        boxes=count_boxes(dossier.tasks, today),
        verdicts=[verdict_in(dossier, indicator, period, workspace.near) for indicator in dossier.indicators],
        year=period.year,
        reports=reports,
        units=len(handed_in.reports),
        came=len(handed_in.came),
        reports_are_open=today > window.data_to,
        days_late=max((today - window.due_on).days, 0) if window.due_on else 0,
        soon=sorted(soon, key=lambda due: due.day),
        late_ids=frozenset(key for key, view in views.items() if view.status is Status.LATE),
    )
