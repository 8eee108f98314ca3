"""What to look at before printing as lines of the pane, each with the place where it is mended; it judges nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kehoach_desktop.domain.paper_checks import Finding, Severity
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.tabs.base import CONFLICTS, Jump

if TYPE_CHECKING:
    from kehoach_desktop.services.checking import Finding as FileFinding

OFFICE, NUMBER = "office", "number"  # places of a jump that are no tab: the box of the office, the number's field here
_TAB_OF_KIND = {"task": "tasks", "indicator": "indicators", "unit": "units", "plan": "plan"}


@frozen
class Place:
    """Where a rule's findings are mended: a tab or place, the view that shows several, and the link's words."""

    tab: str
    view: str | None = None
    link: str = "Xem"


_PLACES: dict[str, Place] = {
    "signer": Place(OFFICE, link="Sửa"),
    "signer_title": Place(OFFICE, link="Sửa"),
    "drafter": Place(OFFICE, link="Sửa"),
    "blanks": Place(NUMBER, link="Ghi"),
    "number_taken": Place(NUMBER, link="Sửa"),
    "day": Place(NUMBER, link="Sửa"),
    "recipients": Place("plan", "recipient", "Thêm"),
    "recipients_lead": Place("plan", "recipient", "Thêm"),
    "recipients_support": Place("plan", "recipient", "Thêm"),
    "plan_number": Place("plan", "paper", "Ghi"),
    "lead": Place("tasks", "no_lead"),
    "due": Place("tasks", "due:none"),
    "unclear": Place("tasks", "unclear"),
    "done_day": Place("tasks", "state:finished"),
    "done_ahead": Place("tasks", "state:finished"),
    "progress_period": Place("tasks"),
    "results_period": Place("indicators"),
    "numerator": Place("indicators"),
    "denominator": Place("indicators"),
    "results": Place("indicators", "no_data"),
    "marks": Place("indicators"),
    "sent": Place("units", "missing"),
    "returned": Place("units", "returned"),
    "approved": Place("units", "sent"),
    "groups": Place("units"),
    "window": Place("plan"),
    "conflicts": Place(CONFLICTS),
}
_BY_RECORD = ("tasks", "indicators", "units")  # where a single record is shown by itself
_SIGNS_ITSELF = "ke-hoach"


@frozen
class Check:
    """One line of the pane: what, its detail, and where it leads."""

    id: str
    text: str
    detail: str = ""
    severity: Severity = Severity.WARNING
    jump: Jump | None = None
    link: str = "Xem"

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def checks_of(findings: Sequence[Finding], form_id: str = "") -> list[Check]:
    """The findings of a print as lines, in their order."""
    return [_check(finding, form_id) for finding in findings]


def _check(finding: Finding, form_id: str) -> Check:
    place, ids = _PLACES.get(finding.id), finding.record_ids
    if finding.id.startswith("signer") and form_id == _SIGNS_ITSELF:
        place = Place("plan", "signer", "Sửa")
    text, detail, severity = finding.text, finding.detail, finding.severity
    if place is None:
        return Check(finding.id, text, detail, severity)
    if place.tab in _BY_RECORD and ids and (len(ids) == 1 or place.view is None):
        return Check(finding.id, text, detail, severity, Jump(place.tab, record_id=ids[0]), "Đến")
    if place.tab == "plan" and place.view is None:
        jump = Jump("plan", record_id=ids[0]) if ids else None
        return Check(finding.id, text, detail, severity, jump, place.link)
    return Check(finding.id, text, detail, severity, Jump(place.tab, view=place.view), place.link)


def file_checks(findings: "Sequence[FileFinding]") -> list[Check]:
    """Findings of the whole file (integrity, completeness of every plan) as lines."""
    from kehoach_desktop.services.checking import Level

    return [
        Check(
            f"file:{i}", finding.text, link="Đến",
            severity=Severity.ERROR if finding.level is Level.ERROR else Severity.WARNING,
            jump=Jump(_TAB_OF_KIND[finding.kind], record_id=finding.record_id) if finding.kind in _TAB_OF_KIND else None,
        )
        for i, finding in enumerate(findings)
    ]  # fmt: skip
