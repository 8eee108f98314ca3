"""The first 100 bytes of a database file, read plainly before the database library touches it; opens nothing for writing.

A refused file must stay byte for byte as it was and get no side files, so the refusing is done here.
"""

import stat
from pathlib import Path

from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage import faults

MAGIC = b"SQLite format 3\0"
SIZE = 100


@frozen
class Header:
    """What the header says; offsets are those of the SQLite file format."""

    page_size: int
    is_wal: bool
    page_count: int | None
    user_version: int
    application_id: int

    @classmethod
    def parse(cls, raw: bytes) -> "Header":
        def number(offset: int, width: int = 4) -> int:
            return int.from_bytes(raw[offset : offset + width], "big")

        page_size = number(16, 2)
        count_is_valid = number(24) == number(92)
        return cls(
            page_size=65536 if page_size == 1 else page_size,
            is_wal=2 in (raw[18], raw[19]),
            page_count=number(28) if count_is_valid else None,
            user_version=number(60),
            application_id=number(68),
        )


def journal_of(path: Path) -> Path:
    """The rollback journal beside a file."""
    return path.with_name(path.name + "-journal")


def is_hot(path: Path) -> bool:
    """Whether a journal waits to be rolled back: the last writer was cut off in mid-transaction."""
    journal = journal_of(path)
    return journal.exists() and journal.stat().st_size > 0


def read_header(path: Path) -> Header:
    """The header of a database file; raises the fault of whatever else lies at the path."""
    with faults.translated(path):
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise faults.NotOurFile(path)
        with path.open("rb") as file:
            raw = file.read(SIZE)
    if not raw:
        raise faults.EmptyFile(path)
    if not MAGIC.startswith(raw[: len(MAGIC)]):
        raise faults.NotOurFile(path)
    if len(raw) < SIZE:
        raise faults.DamagedFile(path)
    return Header.parse(raw)


def refuse_cut_file(path: Path, header: Header) -> None:
    """A copy that stopped half way is shorter than its header says; the database's own checks miss many such files."""
    if header.page_count is None or is_hot(path):
        return
    if path.stat().st_size != header.page_size * header.page_count:
        raise faults.DamagedFile(path)
