"""The database's own connection to one local file and its safety settings; with engine.py the only SQLite-only SQL."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

BUSY_SECONDS = 5.0  # an antivirus holds a file for seconds; a clerk waits no longer

# Each was measured to matter: see the notes on damaged and hostile files in the project's reliability study.
SETTINGS: tuple[tuple[str, str], ...] = (
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("mmap_size", "0"),
    ("synchronous", "FULL"),
)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection; mode rw, ro or rwc (only a new file).

    Any one thread at a time may use it, hence no thread check; transactions are the caller's to begin.
    """
    uri = f"{_uri(path)}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def shows_damage(connection: sqlite3.Connection) -> bool:
    """Whether damage shows at a glance; reads the whole file."""
    return connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",)


def _uri(path: Path) -> str:
    posix = path.absolute().as_posix()
    rooted = posix if posix.startswith("/") else "/" + posix  # a drive letter is no root to SQLite
    return f"file://{quote(rooted, safe='/:')}"


def sqlite_version() -> str:
    """The version of the database library that opens the office's own file."""
    return sqlite3.sqlite_version
