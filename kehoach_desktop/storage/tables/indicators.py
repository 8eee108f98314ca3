"""Tables of indicators, their yearly targets and their results; fields are told in domain.records."""

from decimal import Decimal

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from kehoach_desktop.domain.records import Operator
from kehoach_desktop.storage.columns import RecordRow, link


class IndicatorRow(RecordRow):
    """What is measured."""

    __tablename__ = "indicator"

    plan_id: Mapped[str] = link("plan")
    section_id: Mapped[str | None] = link("section")
    paragraph_id: Mapped[str | None] = link("paragraph")
    position: Mapped[int]
    name: Mapped[str]
    content: Mapped[str | None]
    measure: Mapped[str | None]
    operator: Mapped[Operator]
    unit_id: Mapped[str | None] = link("unit")
    note: Mapped[str | None]


class TargetRow(RecordRow):
    """The mark of a year."""

    __tablename__ = "target"

    indicator_id: Mapped[str] = link("indicator")
    year: Mapped[int | None]
    operator: Mapped[Operator | None]
    value: Mapped[Decimal | None]
    value_max: Mapped[Decimal | None]
    text: Mapped[str | None]
    paragraph_id: Mapped[str | None] = link("paragraph")


class ResultRow(RecordRow):
    """Indicator x period x unit."""

    __tablename__ = "result"
    __table_args__ = (Index(None, "indicator_id", "period"), Index(None, "period"))

    indicator_id: Mapped[str] = link("indicator", index=False)
    period: Mapped[str]
    unit_id: Mapped[str | None] = link("unit")
    value: Mapped[Decimal | None]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    note: Mapped[str | None]
