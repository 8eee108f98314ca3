"""Which units report on a plan and whose report of a period has come; one rule for screens, checks and papers."""

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Submission, SubmissionState, Unit
from kehoach_desktop.frozen import frozen

_CAME = (SubmissionState.SENT, SubmissionState.APPROVED)


@frozen
class Turnout:
    """The reports of one period: the units that report, each with its submission if there is one."""

    reports: tuple[tuple[Unit, Submission | None], ...]

    @property
    def came(self) -> list[Unit]:
        """Units whose report has come."""
        return [unit for unit, submission in self.reports if has_come(submission)]

    @property
    def missing(self) -> list[Unit]:
        """Units whose report has not come, or was given back to them."""
        return [unit for unit, submission in self.reports if not has_come(submission)]

    @property
    def returned(self) -> list[Unit]:
        """Of the missing those whose report was given back."""
        return [unit for unit, s in self.reports if s is not None and s.state is SubmissionState.RETURNED]

    @property
    def waiting(self) -> list[Unit]:
        """Units whose report has come and is not approved yet."""
        return [unit for unit, s in self.reports if s is not None and s.state is SubmissionState.SENT]


def has_come(submission: Submission | None) -> bool:
    """Whether a report counts as handed in ("đã nộp"): sent or approved; one given back is awaited again."""
    return submission is not None and submission.state in _CAME


def reporting_units(dossier: Dossier) -> list[Unit]:
    """The units with a role in a task of the plan or an indicator to follow, groups replaced by their members."""
    busy = {assignment.unit_id for assignment in dossier.assignments}
    busy |= {indicator.unit_id for indicator in dossier.indicators if indicator.unit_id}
    busy |= {member.unit_id for member in dossier.members if member.group_id in busy}
    return [unit for unit in dossier.units if unit.id in busy and not unit.is_group]


def turnout(dossier: Dossier, period_id: str) -> Turnout:
    """Who reports in a period and what has come of it."""
    return Turnout(tuple((unit, dossier.submission_of(unit.id, period_id)) for unit in reporting_units(dossier)))
