"""MANIFEST.sha256: the hash of every file of a payload, and the one time that all of them bear."""

import hashlib
import os
from pathlib import Path

NAME = "MANIFEST.sha256"


def lines(payload: Path) -> list[str]:
    """One line a file, sorted, in the form that sha256sum reads."""
    files = sorted(p.relative_to(payload).as_posix() for p in payload.rglob("*") if p.is_file() and p.name != NAME)
    return [f"{hashlib.sha256((payload / name).read_bytes()).hexdigest()}  {name}" for name in files]


def write(payload: Path, epoch: int) -> str:
    """Writes the manifest, sets every time; returns the hash of the manifest, which stands for the whole."""
    path = payload / NAME
    path.write_text("\n".join(lines(payload)) + "\n", encoding="utf-8", newline="\n")
    for file in sorted(payload.rglob("*"), reverse=True):
        os.utime(file, (epoch, epoch))
        if file.is_file():
            file.chmod(0o644)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences(payload: Path, *, but: frozenset[str] = frozenset()) -> list[str]:
    """What is missing, changed or strange in a folder against the manifest it carries."""
    told = (payload / NAME).read_text("utf-8").splitlines()
    return sorted(line for line in set(told) ^ set(lines(payload)) if line.split("  ", 1)[1] not in but)
