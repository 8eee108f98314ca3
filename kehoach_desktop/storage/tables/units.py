"""Tables of units, their other names and the members of groups; fields are told in domain.records."""

from sqlalchemy.orm import Mapped

from kehoach_desktop.domain.records import DutyKind, UnitKind
from kehoach_desktop.storage.columns import RecordRow, link


class UnitRow(RecordRow):
    """A unit or a group of units."""

    __tablename__ = "unit"

    name: Mapped[str]
    kind: Mapped[UnitKind]
    duty_kind: Mapped[DutyKind]
    is_group: Mapped[bool]
    head_title: Mapped[str | None]
    head: Mapped[str | None]
    phone: Mapped[str | None]
    position: Mapped[int]


class UnitAliasRow(RecordRow):
    """Another spelling of a unit's name."""

    __tablename__ = "unit_alias"

    unit_id: Mapped[str] = link("unit")
    name: Mapped[str]


class UnitMemberRow(RecordRow):
    """A unit in a group."""

    __tablename__ = "unit_member"

    group_id: Mapped[str] = link("unit")
    unit_id: Mapped[str] = link("unit")
