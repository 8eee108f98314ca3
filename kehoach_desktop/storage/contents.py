"""What a closed file of ours holds, told without opening it for work: whose it is, its last step, ids of some kinds."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.header import read_header, refuse_cut_file
from kehoach_desktop.storage.plain_connection import SETTINGS, connect
from kehoach_desktop.storage.tables import RECORD_ROWS


@frozen
class Contents:
    """The facts of one file; `ids` by kind of record."""

    database_id: str
    last_step: str | None
    ids: dict[str, frozenset[str]]


def contents(path: Path, kinds: Iterable[str] = ()) -> Contents:
    """Reads a file as it lies, of this or an earlier version; never writes. Raises the faults of opening."""
    refuse_cut_file(path, read_header(path))
    with faults.translated(path), closing(connect(path, "ro")) as connection:
        for name, value in SETTINGS:
            connection.execute(f"PRAGMA {name}={value}")
        whose = connection.execute("SELECT value FROM meta WHERE key = 'database_id'").fetchone()
        last = connection.execute("SELECT id FROM step ORDER BY arrival DESC LIMIT 1").fetchone()
        ids = {
            kind: frozenset(
                row[0]
                for row in connection.execute(f"SELECT id FROM {RECORD_ROWS[kind].__tablename__}")  # noqa: S608 - our own table's name
            )
            for kind in kinds
        }
    if whose is None:
        raise faults.DamagedFile(path)
    return Contents(whose[0], last[0] if last else None, ids)
