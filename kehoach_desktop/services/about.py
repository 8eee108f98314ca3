"""What the program says of itself: its version, what it is built on, by whose leave, what changed; reads files that travel with it."""

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from kehoach_desktop import paths
from kehoach_desktop.frozen import frozen

DISTRIBUTION: Final = "kehoach-desktop"
UNKNOWN: Final = "?"
_HEAD = re.compile(r"^## +v?(\d+(?:\.\d+)*)", re.MULTILINE)


def program_version() -> str:
    """The version as installed, "?" where the program was not installed but merely copied."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return UNKNOWN


def versions() -> dict[str, str]:
    """The program, Python, and the two SQLite libraries: the office file's own and that which opens received files."""
    import platform

    from kehoach_desktop.exchange import quarantine
    from kehoach_desktop.storage import plain_connection

    return {
        "program": program_version(),
        "python": platform.python_version(),
        "sqlite": plain_connection.sqlite_version(),
        "apsw_sqlite": quarantine.sqlite_version(),
    }


def licences() -> str:
    """What others made and this program carries, in Markdown without its title."""
    return paths.resource("THIRD-PARTY.md").read_text(encoding="utf-8").partition("\n")[2].strip()


def licence_folder() -> Path:
    """Where the licence texts lie: a folder `licences` above the program in an installed build, else our own files'."""
    own = paths.resource()
    return next((folder for above in own.parents[:4] if (folder := above / "licences").is_dir()), own)


@frozen
class Release:
    """A version and what is new in it, in Markdown without its head."""

    number: str
    text: str


def releases() -> list[Release]:
    """Every version the list of changes tells of, newest first as it stands there."""
    text = paths.changelog().read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return [
        Release(head[1], text[head.end() : end].partition("\n")[2].strip())
        for head, end in zip(heads, ends, strict=True)
    ]


def news(last: str, now: str) -> list[Release]:
    """What came after the version run last, up to this one; nothing where either is unknown or this is no newer one."""
    before, present = _parts(last), _parts(now)
    if before is None or present is None or present <= before:
        return []
    return [release for release in releases() if before < (_parts(release.number) or before) <= present]


def _parts(number: str) -> tuple[int, ...] | None:
    """A version as numbers, without zeros at its end (1.2 is 1.2.0); None for what is no release ("", "?")."""
    found = re.match(r"\d+(?:\.\d+)*", number)
    if found is None:
        return None
    parts = [int(part) for part in found[0].split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)
