"""Rows of a table as records over the database's own connection; without SQLAlchemy, which loads longer than a window.

What lies in a column follows from the field's type, as storage.columns writes it; a test reads every kind both ways.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import repeat
from operator import itemgetter
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

from kehoach_desktop.domain.history import Step
from kehoach_desktop.domain.records import Record
from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage.json_values import KIND_OF

R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Record | Step)
Reader = Callable[[Any], Any]
_TABLE_OF: dict[Any, str] = {**KIND_OF, Step: "step"}


@frozen
class Condition:
    """A part of WHERE with the values of its question marks."""

    sql: str
    values: tuple[Any, ...] = ()


def one_of(conditions: Iterable[Condition]) -> Condition:
    """Any of them; none at all lets nothing through."""
    parts = list(conditions)
    either = " OR ".join(f"({part.sql})" for part in parts) or "0 = 1"
    return Condition(either, tuple(value for part in parts for value in part.values))


def is_optional(kind: type[Record], field: str) -> bool:
    """Whether a field may be absent."""
    hint = kind.__annotations__[field]
    return isinstance(hint, UnionType) and type(None) in get_args(hint)


def read_records(connection: sqlite3.Connection, kind: type[R], *conditions: Condition) -> list[R]:
    """Records under all conditions in the office's order: by position where the kind has one, then by birth."""
    table = _table(kind)
    where = " AND ".join(f"({condition.sql})" for condition in conditions)
    query = f"{table.select} WHERE {where}" if where else table.select
    values = tuple(value for condition in conditions for value in condition.values)
    return _filled(kind, table, connection.execute(query, values).fetchall())


def count_records(connection: sqlite3.Connection, kind: type[Record]) -> int:
    """How many records of a kind the file holds."""
    return connection.execute(f'SELECT count(*) FROM "{_TABLE_OF[kind]}"').fetchone()[0]  # noqa: S608 - our own name


def read_steps(connection: sqlite3.Connection, site: str) -> list[Step]:
    """The steps of one machine, oldest first."""
    table = _table(Step)
    return _filled(Step, table, connection.execute(f'{table.select} WHERE "site" = ?', (site,)).fetchall())


def _filled(kind: type[T], table: "_Table", rows: list[Sequence[Any]]) -> list[T]:
    """In order, the slots filled column by column: five years of an office are 200,000 rows, and no loop runs in Python."""
    rows.sort(key=table.order)  # they lie nearly so; the database would carry every row through a sorting of its own
    records: list[T] = list(map(object.__new__, repeat(kind, len(rows))))
    for (setter, read), column in zip(table.fields, zip(*rows, strict=True), strict=False):
        if read is not None:
            known = {value: None if value is None else read(value) for value in set(column)}
            column = map(known.__getitem__, column)  # noqa: PLW2901 - the same column, read
        deque(map(setter, records, column), maxlen=0)
    return records


@frozen
class _Table:
    """`select` gives the columns of `fields` in their order, then the one that counts births."""

    select: str
    order: Callable[[Sequence[Any]], Any]
    fields: tuple[tuple[Callable[[Any, Any], None], Reader | None], ...]


@cache
def _table(kind: type[Record | Step]) -> _Table:
    hints = kind.__annotations__
    names = [*hints, "arrival" if kind is Step else "born"]
    columns = ", ".join(f'"{name}"' for name in names)
    order = itemgetter(names.index("position"), -1) if "position" in names else itemgetter(-1)
    setters = tuple((getattr(kind, name).__set__, _reader(hint)) for name, hint in hints.items())
    return _Table(f'SELECT {columns} FROM "{_TABLE_OF[kind]}"', order, setters)  # noqa: S608 - names of our own


_READERS: dict[Any, Reader] = {
    bool: bool,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: Decimal,
    tuple: lambda text: tuple(map(int, text.split())),
}


def _reader(hint: Any) -> Reader | None:
    """The way from what lies in a column to the field's value; None where it lies there as it is."""
    plain = next(k for k in get_args(hint) if k is not type(None)) if isinstance(hint, UnionType) else hint
    plain = get_origin(plain) or plain
    if issubclass(plain, StrEnum):
        return {choice.value: choice for choice in plain}.__getitem__
    return _READERS.get(plain)
