"""Which drives come and go (sticks, cards, shares) and which paths lie on them; asks the system, writes nothing."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.frozen import frozen

# Where Linux desktops put what is plugged in, and file systems that lie on another machine.
PLUGGED_IN = ("/media/", "/run/media/", "/mnt/")
_SHARED = frozenset({"cifs", "smb3", "nfs", "nfs4", "fuse.sshfs", "fuse.gvfsd-fuse", "davfs", "fuse.rclone"})
_MOUNTS = Path("/proc/self/mounts")
# What Windows' GetDriveType says: removable, of the network, of a disc.
_WINDOWS_ABSENT, _WINDOWS_REMOVABLE, _WINDOWS_AWAY = 1, 2, frozenset({2, 4, 5})


class NotPluggedIn(UserFacingError):
    """A file on a drive that is not there now."""

    def __init__(self, path: Path, drive: str) -> None:
        super().__init__(f"Ổ {drive} chưa cắm.", "Cắm USB, bấm Mở từ USB.", subject=str(path))


@frozen
class Drive:
    """A plugged-in drive one can write to; sizes in bytes."""

    path: Path
    label: str
    free: int
    total: int


def lies_away(path: Path) -> bool:
    """Whether a file lies where it must not be opened for work: on a stick, a card, a disc or a share."""
    full = path.absolute()
    if sys.platform == "win32":
        return str(full).startswith("\\\\") or _windows_type(full.anchor) in _WINDOWS_AWAY
    return lies_away_by(full, list(_mounts()))


def lies_away_by(path: PurePath, mounts: list[tuple[str, str]]) -> bool:
    """The rule for Linux: `mounts` are (place, file system)."""
    text = path.as_posix()
    if text.startswith(PLUGGED_IN):
        return True
    over = [(place, kind) for place, kind in mounts if _under(text, place)]
    return bool(over) and max(over, key=lambda mount: len(mount[0]))[1] in _SHARED


def _under(text: str, place: str) -> bool:
    return text == place or text.startswith(place.rstrip("/") + "/")


def lies_on_stick(path: Path) -> bool:
    """Whether a file lies on a drive that is plugged in now."""
    full = path.absolute()
    return any(full.is_relative_to(place) for place, _ in _places())


def refuse_unplugged(path: Path) -> None:
    """Raises NotPluggedIn for a file on a stick or card that was taken out; a share is not asked."""
    full = path.absolute()
    drive = _absent_letter(full) if sys.platform == "win32" else absent_by(full, [place for place, _ in _mounts()])
    if drive and not full.exists():
        raise NotPluggedIn(path, drive)


def _absent_letter(full: Path) -> str:
    if full.drive.startswith("\\\\"):
        return ""
    kind = _windows_type(full.anchor)
    gone = kind == _WINDOWS_ABSENT or (kind == _WINDOWS_REMOVABLE and not Path(full.anchor).exists())
    return full.drive if gone else ""


def absent_by(path: PurePath, places: list[str]) -> str:
    """The rule for Linux: the name of the stick a path lies on where none of the mounted `places` holds it, else ""."""
    text = path.as_posix()
    under = next((folder for folder in PLUGGED_IN if text.startswith(folder)), "")
    if not under or any(place.startswith(under) and _under(text, place) for place in places):
        return ""
    parts = text.removeprefix(under).split("/")
    return parts[1] if len(parts) > 2 and under != "/mnt/" else parts[0]  # desktops mount below the person's own name


def plugged_in() -> list[Drive]:
    """The drives that are plugged in now, by name; one that cannot be asked is left out."""
    drives = (_drive(path, label) for path, label in _places())
    return sorted((drive for drive in drives if drive is not None), key=lambda drive: str(drive.path))


def _places() -> Iterator[tuple[Path, str]]:
    return _windows_places() if sys.platform == "win32" else _posix_places()


def _drive(path: Path, label: str) -> Drive | None:
    try:
        usage = shutil.disk_usage(path)
    except OSError:  # a card reader without a card
        return None
    return Drive(path, label, usage.free, usage.total)


def _posix_places() -> Iterator[tuple[Path, str]]:
    for place, _ in _mounts():
        if place.startswith(PLUGGED_IN) and os.access(place, os.W_OK):
            yield Path(place), Path(place).name


def _mounts() -> Iterator[tuple[str, str]]:
    """Places and file systems of what is mounted; the system writes blanks in a name as numbers."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        parts = line.split(" ")
        if len(parts) >= 3:
            yield parts[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"), parts[2]


def _windows_places() -> Iterator[tuple[Path, str]]:
    import ctypes

    kernel = ctypes.WinDLL("kernel32")
    letters = kernel.GetLogicalDrives()
    for place in range(26):
        root = f"{chr(ord('A') + place)}:\\"
        if letters >> place & 1 and place > 1 and kernel.GetDriveTypeW(root) == _WINDOWS_REMOVABLE:
            name = ctypes.create_unicode_buffer(261)
            kernel.GetVolumeInformationW(root, name, 261, None, None, None, None, 0)
            yield Path(root), f"{name.value} ({root[:2]})" if name.value else root[:2]


def _windows_type(root: str) -> int:
    import ctypes

    return ctypes.WinDLL("kernel32").GetDriveTypeW(root)
