"""Which DLLs the payload asks for: all must lie in it or belong to Windows; none that only Wine needs may lie in it."""

import re
from fnmatch import fnmatch
from pathlib import Path

from winsetup.project import HERE, Refused, config, run, say

_ASKED = re.compile(r"DLL Name: (\S+)")
_EXECUTABLES = {".exe", ".dll", ".pyd"}


def wine_only() -> set[str]:
    """The DLLs that stand in for Windows' own in Wine 8: one C file each."""
    return {path.stem + ".dll" for path in (HERE / "wine").glob("*.c")}


def check(payload: Path) -> None:
    """Raises Refused for a DLL that nobody has, and for one that must not travel."""
    files = sorted(path for path in payload.rglob("*") if path.suffix.lower() in _EXECUTABLES)
    here = {path.name.lower() for path in files}
    strays = sorted(here & wine_only())
    if strays:
        raise Refused(f"tệp chỉ dành cho Wine nằm trong bộ cài: {', '.join(strays)}")
    own = re.compile(rb"made for Wine only")  # a mark in every stub, so that another name does not hide it
    marked = [path.name for path in files if own.search(path.read_bytes())]
    if marked:
        raise Refused(f"tệp chỉ dành cho Wine nằm trong bộ cài dưới tên khác: {', '.join(marked)}")
    missing = sorted(
        f"{path.name} cần {name}"
        for path in files
        for name in set(_ASKED.findall(run(["x86_64-w64-mingw32-objdump", "-p", path])))
        if name.lower() not in here and not _of_windows(name.lower())
    )
    if missing:
        raise Refused("thiếu DLL: " + "; ".join(missing))
    say(f"{len(files)} tệp chạy chỉ cần nhau và Windows; không có tệp nào của Wine")


def _of_windows(name: str) -> bool:
    return any(fnmatch(name.removesuffix(".dll"), pattern) for pattern in config()["windows"]["dlls"])
