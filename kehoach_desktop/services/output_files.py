"""Files written for people: names that sort and fit, nothing overwritten, nothing left half-written, faults with their remedy."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from kehoach_desktop.domain.vietnamese import fold, format_number
from kehoach_desktop.errors import UserFacingError

LONGEST_PATH = 240  # Windows refuses 260; a copy on a stick stands in another folder
_LONGEST_WORDS = 80  # letters of a unit or an office in a file's name
_LEAST_STEM = 24
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
_MEGABYTE = 1_000_000


class OutputFault(UserFacingError):
    """A file could not be written; `subject` is its path."""


class NoRoom(OutputFault):
    """The disk is full."""


class NotAllowed(OutputFault):
    """The folder is read-only, or the file is held by another program."""


class FolderGone(OutputFault):
    """The folder is not there any more: a stick was pulled out."""


class PathTooLong(OutputFault):
    """The folder lies so deep that no file name fits."""


def in_file_name(words: str) -> str:
    """Words as part of a file's name: Latin letters, digits and hyphens, never a name Windows keeps for itself."""
    bare = re.sub(r"[^a-z0-9]+", "-", fold(words))[:_LONGEST_WORDS].strip("-")
    return f"{bare}-" if bare in _RESERVED else bare


def free_path(folder: Path, stem: str, suffix: str, *, longest: int = LONGEST_PATH) -> Path:
    """The first name not taken yet: stem.pdf, "stem (2).pdf", ...; the stem is cut where the path would be too long."""
    count = 1
    while True:
        tail = f" ({count}).{suffix}" if count > 1 else f".{suffix}"
        path = folder / (_cut(folder, stem, len(tail), longest) + tail)
        if not os.path.lexists(path):
            return path
        count += 1


def _cut(folder: Path, stem: str, tail: int, longest: int) -> str:
    room = longest - len(str(folder.absolute())) - 1 - tail - len(".part")
    if room >= len(stem):
        return stem
    if room < _LEAST_STEM:
        raise PathTooLong(
            f"Đường dẫn {folder} quá dài, tên tệp không còn chỗ.", "Chọn thư mục ít lớp hơn, ví dụ D:\\Báo cáo.",
            subject=str(folder),
        )  # fmt: skip
    return stem[:room].rstrip("-_ .")


@contextmanager
def told_faults(path: Path) -> Iterator[None]:
    """Raises the named fault instead of the system's error while `path` is written."""
    try:
        yield
    except OSError as error:
        raise _fault_of(error, path) from error


def _fault_of(error: OSError, path: Path) -> OutputFault:
    name, where = path.name, str(path)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            disk = f"Ổ {path.drive} " if path.drive else "Ổ đĩa "
            free = _free_space(path.parent)
            left = f"{disk}còn {free}, " if free else disk
            return NoRoom(f"{left}không đủ chỗ để ghi {name}.", "Xóa bớt tệp hoặc chọn thư mục khác.", subject=where)
        case errno.EACCES | errno.EPERM | errno.EROFS if path.is_file():
            cause = f"{name} đang mở trong chương trình khác nên không ghi đè được."
            return NotAllowed(cause, "Đóng tệp đó rồi xuất lại.", subject=where)
        case errno.EACCES | errno.EPERM | errno.EROFS | errno.ENOTDIR | errno.EEXIST:
            cause = f"Không được phép ghi vào {path.parent}."
            return NotAllowed(cause, "Chọn thư mục khác, ví dụ Tài liệu.", subject=where)
        case errno.ENOENT | errno.ENODEV | errno.EIO:
            remedy = "Cắm lại USB hoặc chọn thư mục khác rồi xuất lại."
            return FolderGone(f"Không còn thấy thư mục {path.parent}.", remedy, subject=where)
        case errno.ENAMETOOLONG:
            return PathTooLong(f"Đường dẫn {where} quá dài.", "Chọn thư mục ít lớp hơn.", subject=where)
        case _:
            why = error.strerror or "lỗi của máy"
            return OutputFault(f"Không ghi được {name}: {why}.", "Chọn thư mục khác rồi xuất lại.", subject=where)


def _free_space(folder: Path) -> str:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return ""
    return f"{format_number(free // _MEGABYTE)} MB"


class OutputRun:
    """The files of one act: all of them are there at its end, or, when it fails or is stopped, none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Path] = []
        self._made: list[Path] = []

    def __enter__(self) -> Self:
        with told_faults(self.folder / "*"):
            missing = [path for path in (self.folder, *self.folder.parents) if not path.exists()]
            self.folder.mkdir(parents=True, exist_ok=True)
            self._made = missing
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            return
        for path in self.files:
            path.unlink(missing_ok=True)
        for folder in self._made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def write(self, stem: str, suffix: str, write: Callable[[Path], None]) -> Path:
        """Calls `write` with the path of a neighbour and gives that a free name when it is whole."""
        path = free_path(self.folder, stem, suffix)
        part = path.with_name(f"{path.name}.part")
        with told_faults(path):
            try:
                write(part)
                path = _settle(part, self.folder, stem, suffix)
            finally:
                part.unlink(missing_ok=True)
        self.files.append(path)
        return path


def _settle(part: Path, folder: Path, stem: str, suffix: str) -> Path:
    """Renames the neighbour to a name that is free at this very moment; another program may have taken the first."""
    while True:
        path = free_path(folder, stem, suffix)
        try:
            if os.name == "nt":
                part.rename(path)  # fails where the name is taken
            else:
                _link_or_rename(part, path)
        except FileExistsError:
            continue
        return path


def _link_or_rename(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a stick in FAT knows no links
        part.rename(path)
