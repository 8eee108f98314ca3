"""Copies of the office file on the local disk: when they are made, how many are kept, and going back to one.

A copy is written by storage and proven good before it bears its name; its hash lies beside it, for a copy that was changed
by a failing disk still looks sound to the database. Nothing is thinned out while the newest copy is not good.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services import machine
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.files import replacement
from kehoach_desktop.storage.integrity import integrity_faults
from kehoach_desktop.storage.office_file import OfficeFile

FOLDER = "Sao lưu"
_ENDING = ".kehoach"
_STAMP = "%Y-%m-%d %H.%M.%S"
_NAME = re.compile(r"(?P<stem>.+) (?P<at>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?: \((?P<why>[^)]*)\))?(?: \d+)?")
# Every copy of the last days is kept, then one a day, a week, a month.
_ALL_DAYS, _DAILY, _WEEKLY, _MONTHLY = 2, 14, 8, 24


class DamagedBackup(UserFacingError):
    """A copy whose bytes are no longer those that were written."""

    def __init__(self, path: Path) -> None:
        super().__init__("Bản sao lưu này đã hỏng.", "Chọn bản sao lưu khác; đừng xóa bản này.", subject=str(path))


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy in the folder: of which file, when, and why it was made ("" for the usual round)."""

    path: Path
    stem: str
    at: datetime
    why: str

    @property
    def is_good(self) -> bool:
        """Whether its bytes are those that were written; one without a hash beside it cannot be told and is taken."""
        told = _hash_of(self.path)
        return not told.exists() or told.read_text(encoding="ascii").strip() == _sha256(self.path)


def folder_for(office_file: OfficeFile, chosen: Path | None = None) -> Path:
    """Where the copies of this file lie: a folder of its own, for two communes may use one machine."""
    return (chosen or machine.data_folder() / FOLDER) / office_file.database_id


def back_up(office_file: OfficeFile, *, why: str = "", chosen: Path | None = None) -> Path:
    """Writes a proven copy with its hash and gives its path. Raises the faults of storage; nothing is half there."""
    folder = folder_for(office_file, chosen)
    with faults.translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
    stamp = office_file.clock.now().strftime(_STAMP)
    stem = f"{office_file.path.stem} {stamp}" + (f" ({why})" if why else "")
    path, count = folder / f"{stem}{_ENDING}", 1
    while path.exists():
        count += 1
        path = folder / f"{stem} {count}{_ENDING}"
    office_file.backup(path)
    with faults.translated(path), replacement(_hash_of(path)) as part:
        part.write_text(_sha256(path) + "\n", encoding="ascii")
    return path


def backups_in(folder: Path) -> list[Backup]:
    """The copies in a folder, newest first."""
    found = []
    for path in folder.glob(f"*{_ENDING}") if folder.is_dir() else ():
        parts = _NAME.fullmatch(path.stem)
        if parts:
            at = datetime.strptime(parts["at"], _STAMP)  # noqa: DTZ007 - local wall-clock time, to show and to thin out
            found.append(Backup(path, parts["stem"], at, parts["why"] or ""))
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def thin_out(folder: Path, today: date) -> list[Path]:
    """Removes copies beyond what is kept and gives their paths; none at all while the newest copy is not good."""
    backups = backups_in(folder)
    if not backups or not backups[0].is_good:
        return []
    kept = _kept(backups, today)
    gone = [backup.path for backup in backups if backup.path not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
        _hash_of(path).unlink(missing_ok=True)
    return gone


def _kept(backups: list[Backup], today: date) -> set[Path]:
    """All of the last days; the newest of each day, week and month, for as many of them as there are rooms."""
    kept = {b.path for b in backups if b.at.date() > today - timedelta(days=_ALL_DAYS)}
    for rooms, span in ((_DAILY, "%Y-%m-%d"), (_WEEKLY, "%G-%V"), (_MONTHLY, "%Y-%m")):
        newest: dict[str, Path] = {}
        for backup in backups:
            newest.setdefault(backup.at.strftime(span), backup.path)
        kept |= set(list(newest.values())[:rooms])
    return kept


def restore(path: Path, backup: Path, *, author: str | None = None) -> Path:
    """Puts a copy in place of a closed office file and gives the path where the file as it was is kept.

    A crash at any moment leaves the old file or the new one. Raises DamagedBackup, OtherOffice and the faults of opening.
    """
    name, site = author or machine.author(), machine.site_id()
    copy = Backup(backup, "", datetime.min, "")
    if not backup.exists():
        raise faults.FileMissing(backup)
    if not copy.is_good:
        raise DamagedBackup(backup)
    with OfficeFile.open(_working_copy(path, backup), author=name, site=site) as looked_at:
        sound, whose = not integrity_faults(looked_at), looked_at.database_id
        part = looked_at.path
    try:
        if not sound:
            raise DamagedBackup(backup)
        kept = _set_aside(path, whose, name, site)
        with faults.translated(path), replacement(path) as new:
            new.write_bytes(part.read_bytes())
    finally:
        part.unlink(missing_ok=True)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)
    return kept


def _working_copy(path: Path, backup: Path) -> Path:
    """A copy beside the file, so that looking at a backup, or bringing it up to date, never writes to the backup."""
    part = path.with_name(f"{path.stem}.khoi-phuc{_ENDING}")
    with faults.translated(part):
        part.write_bytes(backup.read_bytes())
    return part


def _set_aside(path: Path, whose: str, author: str, site: str) -> Path:
    """Keeps the file as it is, whatever state it is in; only a sound file can tell that it is another office's."""
    try:
        with OfficeFile.open(path, author=author, site=site) as current:
            if current.database_id != whose:
                raise faults.OtherOffice(
                    path, cause="Bản sao lưu là của cơ quan khác.", remedy="Chọn bản sao lưu khác."
                )
    except faults.OtherOffice:
        raise
    except faults.StorageFault:
        pass  # a damaged file is just what one restores
    stamp = datetime.now().strftime(_STAMP)  # noqa: DTZ005 - local wall-clock time in a file's name
    kept = path.with_name(f"{path.stem} {stamp} (trước khi khôi phục){_ENDING}")
    if path.exists():
        with faults.translated(kept), replacement(kept) as part:
            part.write_bytes(path.read_bytes())
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    return kept


def _hash_of(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def newest(folders: Iterable[Path]) -> Backup | None:
    """The newest copy of any of these folders."""
    found = [backup for folder in folders for backup in backups_in(folder)[:1]]
    return max(found, key=lambda backup: backup.at, default=None)
