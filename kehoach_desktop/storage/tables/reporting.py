"""Tables of reporting cycles, units' reports, printed papers and what a person chose or wrote for them; see domain.records."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from kehoach_desktop.domain.records import Cycle, SubmissionState
from kehoach_desktop.storage.columns import RecordRow, link


class SubmissionRow(RecordRow):
    """Unit x period."""

    __tablename__ = "submission"
    __table_args__ = (Index(None, "unit_id", "period"),)

    unit_id: Mapped[str] = link("unit", index=False)
    period: Mapped[str]
    state: Mapped[SubmissionState]
    received_on: Mapped[date | None]
    is_nil: Mapped[bool]
    note: Mapped[str | None]
    file_name: Mapped[str | None]
    file_sha256: Mapped[str | None]


class ReportCycleRow(RecordRow):
    """A cycle and its deadline in the plan's words."""

    __tablename__ = "report_cycle"

    plan_id: Mapped[str] = link("plan")
    paragraph_id: Mapped[str | None] = link("paragraph")
    cycle: Mapped[Cycle]
    day: Mapped[int | None]
    month: Mapped[int | None]
    text: Mapped[str | None]


class IssuedPaperRow(RecordRow):
    """The register of printed papers."""

    __tablename__ = "issued_paper"

    plan_id: Mapped[str | None] = link("plan")
    form: Mapped[str]
    period: Mapped[str | None]
    unit_id: Mapped[str | None] = link("unit")
    title: Mapped[str]
    number: Mapped[str | None]
    symbol: Mapped[str | None]
    issued_on: Mapped[date | None]
    file_name: Mapped[str]
    sha256: Mapped[str]
    printed_at: Mapped[datetime]


class FormLayoutRow(RecordRow):
    """The columns of a table form as the office wants them."""

    __tablename__ = "form_layout"

    form: Mapped[str]
    columns: Mapped[str]


class NarrativeRow(RecordRow):
    """A part of a paper in a person's own words."""

    __tablename__ = "narrative"

    plan_id: Mapped[str] = link("plan")
    form: Mapped[str]
    period: Mapped[str]
    unit_id: Mapped[str | None] = link("unit")
    part: Mapped[str]
    text: Mapped[str]
    drafted: Mapped[str]
