"""Very many rows at once, past SQLAlchemy's work for each of them; what lies in the file is what storage.columns writes.

For taking in histories of 100,000 edits; a test holds every kind of record and edit against the ordinary way.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, insert

from kehoach_desktop.domain.history import Change
from kehoach_desktop.domain.records import Record
from kehoach_desktop.storage.columns import TextColumn
from kehoach_desktop.storage.json_values import KIND_OF
from kehoach_desktop.storage.tables import RECORD_ROWS, ChangeRow

Writer = Callable[[Any], Any]
_NAMES = ("site", "counter", "step_id", "kind", "record_kind", "record_id", "field", "old", "new", "supersedes")


def add_changes(connection: Connection, changes: Iterable[Change]) -> None:
    """Edits into history."""
    writers = _writers(connection, ChangeRow, _NAMES)
    get = attrgetter(*_NAMES[2:])
    rows = ((change.id.site, change.id.counter, *get(change)) for change in changes)
    _insert(connection, ChangeRow, _NAMES, writers, rows)


def add_records(connection: Connection, kind: type[Record], born: Iterable[tuple[Record, int]]) -> None:
    """Records of one kind with the counters of their births; their edits are the caller's."""
    names = tuple(field.name for field in fields(kind))
    row = RECORD_ROWS[KIND_OF[kind]]
    get = attrgetter(*names)
    rows = ((*get(record), birth) for record, birth in born)
    _insert(connection, row, (*names, "born"), _writers(connection, row, (*names, "born")), rows)


def _insert(
    connection: Connection, row: Any, names: tuple[str, ...], writers: tuple[Writer | None, ...], rows: Iterable[Any]
) -> None:
    """Column by column through the column's own writer, then all rows in one statement."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return
    written = [
        column if write is None else list(map(write, column)) for column, write in zip(columns, writers, strict=True)
    ]
    connection.exec_driver_sql(_statement(connection, row, names), list(zip(*written, strict=True)))


def _statement(connection: Connection, row: Any, names: tuple[str, ...]) -> str:
    """The INSERT as this database's dialect words it."""
    return str(insert(row).values(dict.fromkeys(names)).compile(dialect=connection.dialect, column_keys=list(names)))


def _writers(connection: Connection, row: Any, names: tuple[str, ...]) -> tuple[Writer | None, ...]:
    columns = row.__table__.c
    return tuple(_writer(connection, columns[name].type) for name in names)


def _writer(connection: Connection, kind: Any) -> Writer | None:
    """The type's own writing, past the wrapper that SQLAlchemy calls for each value; None where it lies there as it is."""
    if isinstance(kind, TextColumn):
        write = kind.write
        return lambda value: None if value is None else write(value)
    return kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
