"""Tables of steps, edits, undecided conflicts, the file's own facts and unfinished forms; never recorded themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kehoach_desktop.domain.history import ChangeId, ChangeKind, StepKind
from kehoach_desktop.storage.columns import Base, JsonText


class StepRow(Base):
    """A named act; `number` counts the steps of one site, `arrival` those of all sites as they came into this file."""

    __tablename__ = "step"
    __table_args__ = (Index(None, "site", "number"),)  # not unique: two copies of a file on one machine number alike

    id: Mapped[str] = mapped_column(primary_key=True)
    site: Mapped[str]
    number: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    kind: Mapped[StepKind]
    at: Mapped[datetime]
    author: Mapped[str]
    target_id: Mapped[str | None]  # no foreign key: a merge may bring an undo before the step it undoes
    arrival: Mapped[int] = mapped_column(BigInteger, unique=True)


class ChangeRow(Base):
    """An edit of a field, or the birth or end of a record; rows are only ever added."""

    __tablename__ = "change"

    site: Mapped[str] = mapped_column(primary_key=True)
    counter: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    step_id: Mapped[str] = mapped_column(ForeignKey("step.id", deferrable=True, initially="DEFERRED"), index=True)
    kind: Mapped[ChangeKind]
    record_kind: Mapped[str]
    record_id: Mapped[str] = mapped_column(index=True)  # no foreign key: history outlives the record
    field: Mapped[str | None]
    old: Mapped[Any | None] = mapped_column(JsonText)
    new: Mapped[Any | None] = mapped_column(JsonText)
    supersedes: Mapped[tuple[ChangeId, ...]]


class ConflictRow(Base):
    """Edits of one field that nobody superseded; `ours` is the one whose value is shown until somebody decides."""

    __tablename__ = "conflict"
    __table_args__ = (Index(None, "record_id", "field"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    record_kind: Mapped[str]
    record_id: Mapped[str]
    field: Mapped[str | None]
    ours: Mapped[tuple[ChangeId, ...]]
    theirs: Mapped[tuple[ChangeId, ...]]
    decided: Mapped[bool]


class MetaRow(Base):
    """Facts of the file: `database_id`, which a copy shares and another commune does not, and who made it."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class DraftRow(Base):
    """What was typed and not yet accepted, by form; `based_on` are the edits the form showed when typing began."""

    __tablename__ = "draft"

    key: Mapped[str] = mapped_column(primary_key=True)
    values: Mapped[Any] = mapped_column(JsonText)
    based_on: Mapped[tuple[ChangeId, ...]]
    saved_at: Mapped[datetime]
