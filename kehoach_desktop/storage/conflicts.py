"""Reads the conflicts nobody decided yet, with the values that compete; nearly always one look at an empty table."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from kehoach_desktop.domain.conflicts import OpenConflict
from kehoach_desktop.domain.history import ChangeKind

_OPEN = (
    'SELECT "record_kind", "record_id", "field", "ours", "theirs" FROM "conflict" '
    'WHERE NOT "decided" ORDER BY "record_kind", "record_id", "field"'
)
_MANY = 500  # ids in one statement


def read_conflicts(connection: sqlite3.Connection) -> tuple[OpenConflict, ...]:
    """The open conflicts of the whole file, in a steady order."""
    rows = connection.execute(_OPEN).fetchall()
    if not rows:
        return ()
    edits = dict(_edits(connection, list(dict.fromkeys(row[1] for row in rows))))
    return tuple(
        OpenConflict(kind, record_id, field, _values(edits, ours, field), _values(edits, theirs, field))
        for kind, record_id, field, ours, theirs in rows
    )


def _edits(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for start in range(0, len(ids), _MANY):
        part = ids[start : start + _MANY]
        marks = ", ".join("?" * len(part))
        query = f'SELECT "site", "counter", "kind", "old", "new" FROM "change" WHERE "record_id" IN ({marks})'  # noqa: S608 - marks only
        for site, counter, kind, old, new in connection.execute(query, part):
            yield f"{site}:{counter}", (kind, old, new)


def _values(edits: dict[str, tuple[str, str, str]], ids: str, field: str | None) -> tuple[Any, ...]:
    """What each edit says of the field; a birth or an end says it of all fields."""
    found = []
    for kind, old, new in (edits[i] for i in ids.split() if i in edits):
        if kind == ChangeKind.UPDATE:
            found.append(_plain(new))
        else:
            whole = _plain(new if kind == ChangeKind.CREATE else old)
            found.append(whole if field is None else (whole or {}).get(field))
    return tuple(found)


def _plain(text: str | None) -> Any:
    return None if text is None else json.loads(text)
