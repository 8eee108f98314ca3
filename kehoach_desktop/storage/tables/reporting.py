"""Tables of reporting cycles, units' reports and printed papers; fields are told in domain.records."""

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
