"""Copies of the office file on the local disk: when they are made, how many are kept, and going back to one.

A copy is written by storage and proven good before it bears its name; its hash lies beside it, for a copy that was changed
by a failing disk still looks sound to the database. Nothing is thinned out while the newest copy is not good.
"""

import glob
import hashlib
import re
import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from kehoach_desktop.domain.vietnamese import format_date, format_number, nfc
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services import machine
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.going_back import go_back
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.contents import contents
from kehoach_desktop.storage.files import replacement
from kehoach_desktop.storage.integrity import integrity_faults
from kehoach_desktop.storage.office_file import OfficeFile

FOLDER = "Sao lưu"
_ENDING = ".kehoach"
_STAMP = "%Y-%m-%d %H.%M.%S"
_NAME = re.compile(r"(?P<stem>.+) (?P<at>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?: \((?P<why>[^)]*)\))?(?: (?P<count>\d+))?")
# Every copy of the last days is kept, then one a day, a week, a month.
_ALL_DAYS, _DAILY, _WEEKLY, _MONTHLY = 2, 14, 8, 24
_ROOM, _SPARE = 2.2, 16 * 2**20  # of the file's size, and what a disk must keep free besides
COUNTED = ("task", "result")  # what a person tells two copies apart by


class DamagedBackup(UserFacingError):
    """A copy whose bytes are no longer those that were written."""

    def __init__(self, path: Path) -> None:
        super().__init__("Bản sao lưu này đã hỏng.", "Chọn bản sao lưu khác; đừng xóa bản này.", subject=str(path))


@frozen
class Backup:
    """A copy in the folder: of which file, when, and why it was made ("" for the usual round)."""

    path: Path
    stem: str
    at: datetime
    why: str
    count: int = 1  # among those of one second

    @property
    def order(self) -> tuple[datetime, int, str]:
        """Sorts by age."""
        return self.at, self.count, self.path.name

    @property
    def is_good(self) -> bool:
        """Whether its bytes are those that were written; one without a hash beside it cannot be told and is taken."""
        told = _hash_of(self.path)
        return not told.exists() or told.read_text(encoding="ascii").strip() == _sha256(self.path)


@frozen
class Difference:
    """What going back to a copy would bring and take, as (come, go) by kind of COUNTED."""

    counts: dict[str, tuple[int, int]]


def root(chosen: Path | None = None) -> Path:
    """Where the copies of all files lie."""
    return chosen or machine.data_folder() / FOLDER


def folder_for(office_file: OfficeFile, chosen: Path | None = None) -> Path:
    """Where the copies of this file lie: a folder of its own, for two communes may use one machine."""
    return root(chosen) / office_file.database_id


def back_up(office_file: OfficeFile, *, why: str = "", chosen: Path | None = None) -> Path:
    """Writes a proven copy with its hash and gives its path. Raises the faults of storage; nothing is half there."""
    folder = folder_for(office_file, chosen)
    with faults.translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_full(folder, office_file.path)
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


def _refuse_full(folder: Path, office: Path) -> None:
    """Asked first: a disk that is full to the last byte is worse than a copy that was not made."""
    needed = int(office.stat().st_size * _ROOM) + _SPARE if office.exists() else _SPARE
    free = shutil.disk_usage(folder).free
    if free < needed:
        disk = f"Ổ {folder.drive}" if folder.drive else "Ổ đĩa sao lưu"
        cause = f"{disk} còn {format_number(free // 2**20)} MB, cần {format_number(needed // 2**20 + 1)} MB để sao lưu."
        raise faults.DiskFull(folder, cause=cause, remedy="Xóa bớt tệp hoặc đổi nơi sao lưu.")


def is_current(office_file: OfficeFile, chosen: Path | None = None) -> bool:
    """Whether the newest copy is good and holds the file's last step, so that another would hold nothing new."""
    found = newest([folder_for(office_file, chosen)])
    if found is None:
        return False
    with office_file.read() as records:
        last = records.last_step_id()
    try:
        return found.is_good and contents(found.path).last_step == last
    except faults.StorageFault:
        return False


def keep(office_file: OfficeFile, *, why: str = "", chosen: Path | None = None, even_so: bool = False) -> Backup | None:
    """The usual round: a copy when something changed since the last one (or `even_so`), then old ones thinned out.

    Gives the copy, or None when none was needed. Raises the faults of storage; then no copy was taken away either.
    """
    if not even_so and is_current(office_file, chosen):
        return None
    path = back_up(office_file, why=why, chosen=chosen)
    folder = path.parent
    thin_out(folder, office_file.clock.now().date())
    return next(backup for backup in backups_in(folder) if backup.path == path)


@frozen
class Kept:
    """What lies in the folder of all copies: how many, of how many files, the newest; and whether the folder is there."""

    folder: Path
    newest: Backup | None
    count: int
    files: int
    is_missing: bool


def all_kept(chosen: Path | None = None) -> Kept:
    """The copies of every file, told by their names alone. A chosen folder that is gone is told; our own may not be made yet."""
    place = root(chosen)
    with faults.translated(place):
        found = [listed for folder in _folders(place) if (listed := backups_in(folder))]
    latest = max((listed[0] for listed in found), key=lambda backup: backup.order, default=None)
    is_missing = chosen is not None and not place.is_dir()
    return Kept(place, latest, sum(len(listed) for listed in found), len(found), is_missing)


def _folders(place: Path) -> list[Path]:
    return list(place.iterdir()) if place.is_dir() else []


def of_path(path: Path, chosen: Path | None = None) -> list[Backup]:
    """The copies of a file that may not open any more, newest first: they bear its name."""
    stem = nfc(path.stem)
    found = [backup for folder in _folders(root(chosen)) for backup in backups_in(folder) if nfc(backup.stem) == stem]
    return sorted(found, key=lambda backup: backup.order, reverse=True)


Ids = dict[str, frozenset[str]]


def ids_in(office_file: OfficeFile) -> Ids:
    """What the open file holds now, to tell its copies apart from it."""
    return contents(office_file.path, COUNTED).ids


def look_over(backup: Backup, present: Ids | None) -> Difference | None:
    """How a copy differs from what is there now, or what it holds where nothing is; None for one that is not good."""
    try:
        there = contents(backup.path, COUNTED).ids if backup.is_good else None
    except (faults.StorageFault, OSError):
        return None
    if there is None:
        return None
    now = present or dict.fromkeys(COUNTED, frozenset[str]())
    return Difference({kind: (len(there[kind] - now[kind]), len(now[kind] - there[kind])) for kind in COUNTED})


# A file whose first bytes are spoilt is no longer known as ours.
_PAST_SAVING = (faults.DamagedFile, faults.NotOurFile, faults.FileMissing)


def asks_for_backup(fault: Exception) -> bool:
    """Whether a fault of opening is one that going back to a copy mends."""
    return isinstance(fault, faults.DamagedFile)


def backups_in(folder: Path) -> list[Backup]:
    """The copies in a folder, newest first."""
    paths = folder.glob(f"*{_ENDING}") if folder.is_dir() else ()
    found = [backup for path in paths if (backup := _named(path)) is not None]
    return sorted(found, key=lambda backup: backup.order, reverse=True)


def _named(path: Path) -> Backup | None:
    """What the name of a copy tells; None for a name that no copy was given."""
    parts = _NAME.fullmatch(path.stem)
    if parts is None:
        return None
    at = datetime.strptime(parts["at"], _STAMP)  # noqa: DTZ007 - local wall-clock time, to show and to thin out
    return Backup(path, parts["stem"], at, parts["why"] or "", int(parts["count"] or 1))


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


@frozen
class Restored:
    """How a copy was gone back to: where the file as it was is kept, and the step that took back what was done since.

    `changes` is None where nothing differs, and where the file was damaged and the copy took its place.
    """

    kept: Path
    changes: Changes | None
    replaced: bool


def restore(path: Path, backup: Path, *, author: str | None = None) -> Restored:
    """Takes a closed office file back to a copy, as one more step of its history that can be undone and travels.

    Only a file that is damaged or gone is replaced by the copy. A crash at any moment leaves the file as it was or as it
    will be. Raises DamagedBackup, OtherOffice, ReadOnlyFile and the faults of opening: in use, newer, not allowed.
    """
    name, site = author or machine.author(), machine.site_id()
    copy = _named(backup) or Backup(backup, "", datetime.min, "")
    if not backup.exists():
        raise faults.FileMissing(backup)
    if not copy.is_good:
        raise DamagedBackup(backup)
    part = path.with_name(f"{path.stem}.khoi-phuc{_ENDING}")
    try:
        _make_working_copy(part, backup)
        with OfficeFile.open(part, author=name, site=site) as looked_at:
            if integrity_faults(looked_at):
                raise DamagedBackup(backup)
            present = _sound(path, looked_at.database_id, name, site)
            if present is not None:
                with present:
                    kept = _set_aside(path)
                    return Restored(kept, go_back(present, looked_at, _step_name(copy)), replaced=False)
        kept = _set_aside(path)
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
        with faults.translated(path), replacement(path) as new:
            new.write_bytes(part.read_bytes())
    finally:
        _remove_working_copy(part)
    return Restored(kept, None, replaced=True)


def _step_name(copy: Backup) -> str:
    """A copy that bears another name than it was given is told by that name."""
    at = f"lúc {copy.at:%H:%M} ngày {format_date(copy.at.date())}" if copy.stem else copy.path.stem
    return f"Khôi phục về bản sao {at}"


def _make_working_copy(part: Path, backup: Path) -> None:
    """A copy beside the file, so that looking at a backup, or bringing it up to date, never writes to the backup."""
    _remove_working_copy(part)  # of a time when the program was cut off: its journal would be played into this one
    with faults.translated(part):
        part.write_bytes(backup.read_bytes())


def _remove_working_copy(part: Path) -> None:
    """With its journal, and with what bringing it up to date keeps of an older one: the backup itself is still there."""
    for name in (part.name, f"{part.name}-journal", f"{part.name}.part", f"{part.name}.part-journal"):
        part.with_name(name).unlink(missing_ok=True)
    for older in part.parent.glob(f"{glob.escape(part.stem)} (bản *, trước nâng cấp*){part.suffix}"):
        older.unlink(missing_ok=True)


def _sound(path: Path, whose: str, author: str, site: str) -> OfficeFile | None:
    """The file open for the step, None where it is past saving; only a file that opens can tell that it is another office's."""
    try:
        current = OfficeFile.open(path, author=author, site=site)
    except _PAST_SAVING:
        return None  # just what one restores
    try:
        if current.database_id != whose:
            raise faults.OtherOffice(path, cause="Bản sao lưu là của cơ quan khác.", remedy="Chọn bản sao lưu khác.")
        if current.read_only:
            raise faults.ReadOnlyFile(path)
        sound = not integrity_faults(current)
    except BaseException:
        current.close()
        raise
    if not sound:
        current.close()
    return current if sound else None


def _set_aside(path: Path) -> Path:
    """Keeps the file as it is, whatever state it is in."""
    stamp = datetime.now().strftime(_STAMP)  # noqa: DTZ005 - local wall-clock time in a file's name
    kept = path.with_name(f"{path.stem} {stamp} (trước khi khôi phục){_ENDING}")
    if path.exists():
        with faults.translated(kept), replacement(kept) as part:
            part.write_bytes(path.read_bytes())
    return kept


def _hash_of(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def newest(folders: Iterable[Path]) -> Backup | None:
    """The newest copy of any of these folders."""
    found = [backup for folder in folders for backup in backups_in(folder)[:1]]
    return max(found, key=lambda backup: backup.order, default=None)
