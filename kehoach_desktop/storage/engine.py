"""The connection to one local office file and its safety settings; with office_file.py the only SQLite-only SQL.

Never WAL: a copy made in the file manager would be hours old. Never on a stick: see office_file.py.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import QueuePool

from kehoach_desktop.storage import faults
from kehoach_desktop.storage.plain_connection import SETTINGS, connect

_BEGIN = "begin_statement"


def open_engine(path: Path, *, mode: str = "rw", foreign_keys: bool = True) -> Engine:
    """An engine for a file; mode rw, ro or rwc (only a new file). Foreign keys are off for migrations alone."""
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path, mode), poolclass=QueuePool, pool_size=1, max_overflow=2
    )
    event.listen(engine, "connect", lambda connection, _: _prepare(connection, path, foreign_keys))
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same connections, whose transactions take the write lock at once instead of failing at the first write."""
    return engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})


def commit(connection: Connection) -> None:
    """Commits, or rolls back and raises: SQLite keeps a transaction open whose COMMIT it refused (a broken link, a lock)."""
    try:
        connection.commit()
    except BaseException:
        raw = connection.connection.driver_connection
        if raw is not None:
            raw.rollback()
        raise


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def _prepare(connection: Any, path: Path, foreign_keys: bool) -> None:
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        for name, value in SETTINGS:
            cursor.execute(f"PRAGMA {name}={value}")
        mode = cursor.execute("PRAGMA journal_mode=TRUNCATE").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    finally:
        cursor.close()
    if (mode, synchronous) != ("truncate", 2):
        raise faults.StorageFault(path, cause="Không đặt được chế độ ghi an toàn cho tệp.")


def stamp(connection: Connection, application_id: int, user_version: int) -> None:
    """Writes whose file it is and of which version, within the caller's transaction."""
    connection.exec_driver_sql(f"PRAGMA application_id={application_id:d}")
    connection.exec_driver_sql(f"PRAGMA user_version={user_version:d}")


def vacuum_into(engine: Engine, target: Path) -> None:
    """A consistent copy of the database as of now, whatever others write meanwhile; the target must not exist."""
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101 - a checked-out connection has its driver's
        raw.execute("VACUUM INTO ?", (str(target),))


def quick_problems(connection: Connection) -> list[str]:
    """Damage that shows at a glance; a sound file gives none."""
    return _rows_but_ok(connection, "PRAGMA quick_check(20)")


def all_problems(connection: Connection) -> list[str]:
    """Damage and broken links, each row and index looked at; a sound file gives none."""
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    links = [f"{table} #{row}: liên kết tới {parent} không còn" for table, row, parent, _ in broken[:20]]
    return _rows_but_ok(connection, "PRAGMA integrity_check(20)") + links


def _rows_but_ok(connection: Connection, pragma: str) -> list[str]:
    return [row[0] for row in connection.execute(text(pragma)) if row[0] != "ok"]
