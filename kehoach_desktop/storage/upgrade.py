"""Brings a file of an earlier version to the current one on a copy; the file itself changes in one stroke or not at all."""

import shutil
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from kehoach_desktop import paths
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.engine import all_problems, for_writing, open_engine, stamp, vacuum_into
from kehoach_desktop.storage.files import replacement
from kehoach_desktop.storage.header import read_header
from kehoach_desktop.storage.schema_version import APPLICATION_ID, CURRENT, SchemaVersion


def upgrade_file(path: Path, *, to: SchemaVersion = CURRENT, scripts: Path | None = None) -> Path:
    """Upgrades a file in place and returns the copy that was kept of the original.

    A crash at any moment leaves the old file or the new one. Raises DamagedFile when the result does not hold together.
    """
    before = SchemaVersion.of(read_header(path).user_version)
    with faults.translated(path), replacement(path) as part:
        engine = open_engine(path)
        try:
            vacuum_into(engine, part)
        finally:
            engine.dispose()
        migrate(part, scripts or paths.migrations(), to)
        kept = _free_name(path, f"bản {before}, trước nâng cấp")
        with replacement(kept) as copy:
            shutil.copyfile(path, copy)
    return kept


def convert_from_wal(path: Path) -> None:
    """Takes a file out of the mode another program put it in; copies of a file in that mode would be hours old."""
    if path.with_name(path.name + "-wal").exists():  # who closes such a file properly takes it away
        raise faults.FileInUse(path, remedy="Đóng chương trình quản lý dữ liệu đang mở tệp này rồi thử lại.")
    with faults.translated(path), replacement(path) as part:
        shutil.copyfile(path, part)
        engine = open_engine(part)
        try:
            with engine.connect() as connection:  # connecting sets the mode
                _refuse_problems(part, connection)
        finally:
            engine.dispose()


def migrate(path: Path, scripts: Path, to: SchemaVersion = CURRENT) -> None:
    """Runs the migrations a file still lacks, in one transaction, and checks that no record was lost."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    engine = open_engine(path, mode="rwc", foreign_keys=False)  # tables are built anew, so links hang for a moment
    try:
        with for_writing(engine).begin() as connection:
            before = _counts(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            stamp(connection, APPLICATION_ID, to.number)
            after = _counts(connection)
            if any(after.get(table, rows) < rows for table, rows in before.items()):
                raise faults.DamagedFile(path)
            _refuse_problems(path, connection)
    finally:
        engine.dispose()


def _refuse_problems(path: Path, connection: Connection) -> None:
    if all_problems(connection):
        raise faults.DamagedFile(path)


def _counts(connection: Connection) -> dict[str, int]:
    return {
        table: connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()  # noqa: S608 - a table's own name
        for table in inspect(connection).get_table_names()
    }


def _free_name(path: Path, remark: str) -> Path:
    """A name beside the file that nobody uses: "xa-an-binh (bản 1.0, trước nâng cấp).kehoach"."""
    name, number = path.with_name(f"{path.stem} ({remark}){path.suffix}"), 1
    while name.exists():
        number += 1
        name = path.with_name(f"{path.stem} ({remark} {number}){path.suffix}")
    return name
