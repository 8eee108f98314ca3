"""Tables of the office itself and of who signs for it; fields are told in domain.records."""

from sqlalchemy.orm import Mapped

from kehoach_desktop.domain.records import CommuneKind
from kehoach_desktop.storage.columns import RecordRow


class OfficeRow(RecordRow):
    """The commune; one row."""

    __tablename__ = "office"

    name: Mapped[str]
    kind: Mapped[CommuneKind]
    province: Mapped[str | None]
    drafting_unit: Mapped[str | None]
    sixth_clear: Mapped[str]


class SignerRow(RecordRow):
    """Who may sign."""

    __tablename__ = "signer"

    position: Mapped[int]
    authority: Mapped[str]
    title: Mapped[str | None]
    name: Mapped[str | None]
