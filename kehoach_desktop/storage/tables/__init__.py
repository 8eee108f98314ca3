"""All tables, and which one keeps which kind of record; no queries."""

from kehoach_desktop.storage.columns import Base, RecordRow

from .history import ChangeRow, ConflictRow, DraftRow, MetaRow, StepRow
from .indicators import IndicatorRow, ResultRow, TargetRow
from .offices import OfficeRow, SignerRow
from .plans import FundingRow, LegalBasisRow, ParagraphRow, PlanRow, RecipientRow, SectionRow
from .reporting import FormLayoutRow, IssuedPaperRow, NarrativeRow, ReportCycleRow, SubmissionRow
from .tasks import AssignmentRow, ProgressRow, TaskRow
from .units import UnitAliasRow, UnitMemberRow, UnitRow

RECORD_ROWS: dict[str, type[RecordRow]] = {
    row.__tablename__: row
    for row in (
        OfficeRow, SignerRow, UnitRow, UnitAliasRow, UnitMemberRow, PlanRow, SectionRow, ParagraphRow, LegalBasisRow,
        RecipientRow, FundingRow, TaskRow, AssignmentRow, IndicatorRow, TargetRow, ResultRow, ProgressRow,
        SubmissionRow, ReportCycleRow, IssuedPaperRow, FormLayoutRow, NarrativeRow,
    )
}  # fmt: skip

metadata = Base.metadata

__all__ = ["RECORD_ROWS", "ChangeRow", "ConflictRow", "DraftRow", "MetaRow", "StepRow", "metadata"]
