"""Where a new office file may go: its name, a free path, and what would keep it from being written. It writes no file."""

import errno
import tempfile
from pathlib import Path

from kehoach_desktop.domain.records import CommuneKind
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.errors import BadValue

ENDING = ".kehoach"
_FORBIDDEN = set('<>:"/\\|?*') | {chr(code) for code in range(32)}  # Windows takes none of these in a name
_LONGEST_NAME = 120


def file_name(kind: CommuneKind, name: str) -> str:
    """The file's name without accents: "XaAnBinh.kehoach"."""
    words = fold(f"{kind.value} {name}").split()
    stem = "".join("".join(c for c in word if c.isalnum()).capitalize() for word in words)
    return stem[: _LONGEST_NAME - len(ENDING) - 8] + ENDING


def free_path(folder: Path, name: str) -> Path:
    """The path in the folder, with a number where the name is taken."""
    wanted = folder / name
    path, count = wanted, 1
    while path.exists():
        count += 1
        path = wanted.with_stem(f"{wanted.stem} ({count})")
    return path


def check_new_file(path: Path) -> None:
    """Raises the fault that would keep a new file from being made: no name, a name that is taken or cannot be, or a
    folder that cannot be written. A folder that is not there yet is no fault where it can be made.
    """
    if not path.name.removesuffix(ENDING).strip(" ."):
        raise BadValue("Chưa có tên tệp.", "Gõ tên, ví dụ XaAnBinh.kehoach.")
    wrong = sorted(_FORBIDDEN & set(path.name))
    if wrong:
        raise BadValue(f"Tên tệp không được có {' '.join(wrong)}.", "Gõ tên khác, ví dụ XaAnBinh.kehoach.")
    if len(path.name) > _LONGEST_NAME:
        raise BadValue(f"Tên tệp dài quá {_LONGEST_NAME} chữ.", "Gõ tên ngắn hơn, ví dụ XaAnBinh.kehoach.")
    if path.exists():
        from kehoach_desktop.storage import faults

        raise faults.FileExists(path)
    check_folder(path.parent)


def check_folder(folder: Path) -> None:
    """Raises the fault of a folder into which nothing can be written; it is tried, not asked of the system."""
    if not folder.is_absolute():
        raise BadValue("Chưa có thư mục.", "Bấm Chọn… để chọn thư mục.")
    there = next((f for f in (folder, *folder.parents) if f.exists()), folder)
    if not there.is_dir():
        raise BadValue(f"{there.name} không phải là thư mục.", "Chọn thư mục khác.")
    try:
        with tempfile.NamedTemporaryFile(dir=there):
            pass
    except OSError as error:
        from kehoach_desktop.storage import faults

        fault = faults.DiskFull if error.errno == errno.ENOSPC else faults.NoPermission
        raise fault(there) from error
