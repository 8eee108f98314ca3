"""Which files this program can read and write; compares numbers and opens nothing.

A major step changes what a file means: older programs refuse it. A minor step only adds tables, columns or indexes: older
programs read on and do not write. A new choice in an enum is a major step, for an older program cannot read it.
"""

import os
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from kehoach_desktop.storage import faults
from kehoach_desktop.storage.header import Header

APPLICATION_ID = int.from_bytes(b"KeHo", "big")  # tells our files from every other SQLite file


class SchemaVersion(NamedTuple):
    """major.minor, kept in the file as one number."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"

    @property
    def number(self) -> int:
        """The value of `user_version`."""
        return self.major * 1000 + self.minor

    @classmethod
    def of(cls, number: int) -> "SchemaVersion":
        return cls(*divmod(number, 1000))


CURRENT = SchemaVersion(1, 1)
REVISION = "0002"  # the migration that brings a file to CURRENT


class Reading(Enum):
    """What may be done with a file of ours."""

    AS_IS = "as is"
    UPGRADE_FIRST = "upgrade first"
    VIEW_ONLY = "view only"


def judge(path: Path, header: Header, ours: SchemaVersion = CURRENT) -> Reading:
    """What may be done with the file; raises NotOurFile or NewerFile."""
    if header.application_id != APPLICATION_ID or header.user_version == 0:
        raise faults.NotOurFile(path)
    theirs = SchemaVersion.of(header.user_version)
    if theirs.major > ours.major:
        raise faults.NewerFile(path, str(theirs), str(ours))
    if theirs == ours:
        return Reading.AS_IS
    return Reading.UPGRADE_FIRST if theirs < ours else Reading.VIEW_ONLY


def why_read_only(path: Path, reading: Reading) -> str | None:
    """Why a file can only be viewed, told to the person; None when it can be written."""
    if reading is Reading.VIEW_ONLY:
        return "Tệp của bản chương trình mới hơn nên chỉ xem được."
    locked = not path.stat().st_mode & 0o222  # the read-only mark, which binds the owner of the machine too
    if locked or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return "Tệp hoặc thư mục chứa tệp không cho ghi nên chỉ xem được."
    return None
