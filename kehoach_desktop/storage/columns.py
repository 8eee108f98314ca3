"""Kinds of column shared by all tables: how a day, a figure, a choice or a JSON value lies in the file, exact and portable."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, Boolean, Date, Dialect, ForeignKey, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from kehoach_desktop.domain.history import ChangeId, ChangeKind, StepKind
from kehoach_desktop.domain.records import (
    CommuneKind,
    Cycle,
    DueKind,
    DutyKind,
    Operator,
    Role,
    SubmissionState,
    TaskState,
    UnitKind,
)

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")
_encode_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class TextColumn(TypeDecorator[V], Generic[V]):
    """A value written as text; NULL stays None. Readers are plain functions: 200,000 rows pass through them."""

    impl = Text

    def write(self, value: V) -> str:
        raise NotImplementedError

    def reader(self) -> Callable[[str], V]:
        raise NotImplementedError

    def process_bind_param(self, value: V | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's form
        return None if value is None else self.write(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ARG002 - SQLAlchemy's form
        read = self.reader()
        return lambda text: None if text is None else read(text)


class DecimalText(TextColumn[Decimal]):
    """A figure digit for digit; a floating column would turn 95,1 into 95.09999."""

    cache_ok = True

    def write(self, value: Decimal) -> str:
        if not value.is_finite():
            raise ValueError(f"not a figure: {value}")
        return str(value)

    def reader(self) -> Callable[[str], Decimal]:
        return Decimal


class EnumText(TextColumn[E], Generic[E]):
    """A choice by its value; no CHECK in the file, so that a later version may add a choice without a rebuild."""

    cache_ok = True

    def __init__(self, choices: type[E]) -> None:
        super().__init__()
        self.choices = choices

    def write(self, value: E) -> str:
        return self.choices(value).value

    def reader(self) -> Callable[[str], E]:
        return {choice.value: choice for choice in self.choices}.__getitem__


class Months(TextColumn[tuple[int, ...]]):
    """Months of a year: "4 6 9"; none is the empty text."""

    cache_ok = True

    def write(self, value: tuple[int, ...]) -> str:
        return " ".join(map(str, value))

    def reader(self) -> Callable[[str], tuple[int, ...]]:
        return lambda text: tuple(map(int, text.split()))


class IsoDateTime(TextColumn[datetime]):
    """A moment with its offset as it was told; a bare DateTime column would drop the offset."""

    cache_ok = True

    def write(self, value: datetime) -> str:
        return value.isoformat()

    def reader(self) -> Callable[[str], datetime]:
        return datetime.fromisoformat


class JsonText(TextColumn[Any]):
    """A plain JSON value, readable Vietnamese."""

    cache_ok = True

    def write(self, value: Any) -> str:
        return _encode_json(value)

    def reader(self) -> Callable[[str], Any]:
        return json.loads


class ChangeIds(TextColumn[tuple[ChangeId, ...]]):
    """Ids of edits: "site:7 site:9"; none is the empty text."""

    cache_ok = True

    def write(self, value: tuple[ChangeId, ...]) -> str:
        return " ".join(map(str, value))

    def reader(self) -> Callable[[str], tuple[ChangeId, ...]]:
        return lambda text: tuple(map(ChangeId.parse, text.split()))


_CHOICES: tuple[type[StrEnum], ...] = (
    CommuneKind, UnitKind, DutyKind, DueKind, TaskState, Role, Operator, Cycle, SubmissionState, StepKind, ChangeKind,
)  # fmt: skip


class Base(DeclarativeBase):
    """All tables; constraints bear names, so that a migration can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own name and form
        str: Text(),
        int: Integer(),
        bool: Boolean(),
        date: Date(),
        datetime: IsoDateTime(),
        Decimal: DecimalText(),
        tuple[int, ...]: Months(),
        tuple[ChangeId, ...]: ChangeIds(),
        **{choices: EnumText(choices) for choices in _CHOICES},
    }


class RecordRow(Base):
    """A table of domain records: the columns are the record's fields, and `born`.

    `born` is the counter of the edit that created the record: the order of birth, the same on every machine, kept when
    an undo brings the record back. It is no field of the record.
    """

    __abstract__ = True

    id: Mapped[str] = mapped_column(primary_key=True, sort_order=-2)
    born: Mapped[int] = mapped_column(BigInteger, sort_order=100)


def link(kind: str, *, index: bool = True) -> MappedColumn[Any]:
    """A foreign key to a kind of record, checked at COMMIT so that rows may be written and merged in any order."""
    return mapped_column(ForeignKey(f"{kind}.id", deferrable=True, initially="DEFERRED"), index=index)
