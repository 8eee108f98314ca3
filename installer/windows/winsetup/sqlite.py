"""Which SQLite travels: the one that opens received files and the one that opens her own, each no older than it may be."""

import re
from pathlib import Path

from winsetup.project import Refused, config, say

_VERSION = re.compile(rb"(?<![\d.])(3\.\d+\.\d+)\x00")  # sqlite3_version, a text of its own in the library
_LIBRARIES = {"received": "lib/apsw/__init__.*.pyd", "own": "runtime/sqlite3.dll"}


def check(payload: Path) -> None:
    """Raises Refused for a library that is older than config.toml asks, or whose version cannot be told."""
    for use, pattern in _LIBRARIES.items():
        (library,) = payload.glob(pattern)
        found = {match.decode("ascii") for match in _VERSION.findall(library.read_bytes())}
        if len(found) != 1:
            raise Refused(f"{library.name}: không rõ bản SQLite ({', '.join(sorted(found)) or 'không thấy'})")
        refuse_old(use, found.pop())


def refuse_old(use: str, version: str) -> None:
    """Raises Refused when a version is too old for received files or for her own (`use` as in config.toml)."""
    asked = config()["sqlite"][use]
    if _numbers(version) < _numbers(asked):
        raise Refused(f"SQLite {version} ({use}) cũ hơn {asked} mà config.toml đòi")
    say(f"SQLite {version} cho {'tệp nhận về' if use == 'received' else 'tệp của máy'}, cần từ {asked}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
