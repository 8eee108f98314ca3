"""Which shared libraries a set of files asks for: those of ours among them, and the Debian packages of the others."""

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from . import elf, fail

_LINE = re.compile(r"^\s+(\S+) => (not found|/\S+)")
_ALWAYS_THERE = {"libc6"}  # named in the control file with its version


def loaded_by(objects: Iterable[Path]) -> dict[str, Path | None]:
    """What the loader would load for these files, by the name asked for; None where it finds nothing."""
    names = [str(path) for path in sorted(objects)]
    told = subprocess.run(["ldd", *names], capture_output=True, text=True, check=False).stdout
    matches = (match.groups() for line in told.splitlines() if (match := _LINE.match(line)))
    return {name: None if where == "not found" else Path(os.path.normpath(where)) for name, where in matches}


def ours_among(objects: Iterable[Path], folder: Path) -> set[Path]:
    """The libraries in a folder that these files need, those needed by needed ones too."""
    return {path for path in loaded_by(objects).values() if path and path.is_relative_to(folder)}


def packages_of(objects: list[Path], folder: Path) -> list[str]:
    """The Debian packages these files ask for themselves; what those need is known to Debian.

    A library that this machine lacks ends the build: its package would not be known.
    """
    loaded = loaded_by(objects)
    asked = {name for path in objects for name in elf.needed(path)}
    missing = sorted(name for name in asked if name in loaded and loaded[name] is None)
    if missing:
        fail(f"máy này thiếu {', '.join(missing)}, nên không biết gói nào chứa chúng; cài rồi chạy lại.")
    outside = {path for name in asked if (path := loaded.get(name)) and not path.is_relative_to(folder)}
    return sorted({_package_of(path) for path in outside} - _ALWAYS_THERE)


def _package_of(path: Path) -> str:
    """The package a library came with; the file may be known under its place before /usr was merged."""
    real = path.resolve()
    told = ""
    for name in (path, real, Path(str(path).removeprefix("/usr")), Path(str(real).removeprefix("/usr"))):
        if not told:
            asked = ["dpkg-query", "-S", str(name)]
            told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return told.partition(":")[0] or fail(f"không gói Debian nào chứa {path}")
