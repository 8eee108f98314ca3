"""Tables of plans and of their whole text; fields are told in domain.records."""

from datetime import date

from sqlalchemy.orm import Mapped

from kehoach_desktop.storage.columns import RecordRow, link


class PlanRow(RecordRow):
    """A plan."""

    __tablename__ = "plan"

    title: Mapped[str]
    number: Mapped[str | None]
    symbol: Mapped[str | None]
    issued_on: Mapped[date | None]
    place: Mapped[str | None]
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    signer_authority: Mapped[str | None]
    signer_title: Mapped[str | None]
    signer_name: Mapped[str | None]
    amends_id: Mapped[str | None] = link("plan")
    source_name: Mapped[str | None]
    source_sha256: Mapped[str | None]
    position: Mapped[int]


class SectionRow(RecordRow):
    """A heading."""

    __tablename__ = "section"

    plan_id: Mapped[str] = link("plan")
    parent_id: Mapped[str | None] = link("section")
    number: Mapped[str | None]
    title: Mapped[str]
    level: Mapped[int]
    position: Mapped[int]


class ParagraphRow(RecordRow):
    """A piece of text."""

    __tablename__ = "paragraph"

    plan_id: Mapped[str] = link("plan")
    section_id: Mapped[str | None] = link("section")
    position: Mapped[int]
    kind: Mapped[str]
    marker: Mapped[str | None]
    text: Mapped[str]


class LegalBasisRow(RecordRow):
    """A paper the plan rests on."""

    __tablename__ = "legal_basis"

    plan_id: Mapped[str] = link("plan")
    paragraph_id: Mapped[str | None] = link("paragraph")
    position: Mapped[int]
    number: Mapped[str | None]
    issued_on: Mapped[date | None]
    issuer: Mapped[str | None]
    text: Mapped[str]


class RecipientRow(RecordRow):
    """A line under Nơi nhận."""

    __tablename__ = "recipient"

    plan_id: Mapped[str] = link("plan")
    position: Mapped[int]
    name: Mapped[str]


class FundingRow(RecordRow):
    """A line of the funding chapter."""

    __tablename__ = "funding"

    plan_id: Mapped[str] = link("plan")
    paragraph_id: Mapped[str | None] = link("paragraph")
    position: Mapped[int]
    text: Mapped[str]
