"""What a program left behind in a prefix: its files and the person's part of the registry, before and after."""

import re
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from trial.wine import Wine

# Windows' and Wine's own bookkeeping, which changes with any program.
_NOT_OURS = (
    "windows/*",
    "users/*/Temp",
    "users/*/AppData/Roaming/Microsoft/Windows/Recent*",
    "ProgramData/Microsoft/*",
)
_KEY = re.compile(r"^\[(?P<key>.+?)\]")
_VALUE = re.compile(r'^(?P<name>@|"(?:[^"\\]|\\.)*")=(?P<value>.*)$')
_ALWAYS_THERE = (
    "Software\\Classes",
    "Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall",
)  # in every real Windows
_NOT_OURS_KEYS = ("Software\\Wine*", "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer*")
HER_DATA = "users/*/AppData/*/KeHoachDesktop"


@dataclass(frozen=True)
class Traces:
    """Paths under drive C: and registry values by (key, name)."""

    files: frozenset[str]
    registry: dict[tuple[str, str], str]

    def new_files(self, since: "Traces", *, but: tuple[str, ...] = ()) -> list[str]:
        """Files and folders that were not there before, without those that `but` allows."""
        return sorted(path for path in self.files - since.files if not _under_any(path, but))

    def new_values(self, since: "Traces") -> list[str]:
        """Registry values and keys that were not there before or say something else."""
        return sorted(
            f"{key}\\{name} = {value}"
            for (key, name), value in self.registry.items()
            if since.registry.get((key, name)) != value
        )


def _under_any(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(path, pattern) or fnmatch(path, f"{pattern}/*") for pattern in patterns)


def take(wine: Wine) -> Traces:
    """What is there now, after every program has ended."""
    wine.settle()
    found = set()
    for folder, prefix in ((wine.drive, ""), (wine.folder / "home", "home/")):
        found |= {prefix + path.relative_to(folder).as_posix() for path in _walk(folder)}
    files = frozenset(path for path in found if not _under_any(path, _NOT_OURS))
    return Traces(files, registry(wine))


def _walk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if not path.is_symlink()]


def registry(wine: Wine) -> dict[tuple[str, str], str]:
    """The person's Software keys as Wine keeps them on disk; a key without values has one named ''."""
    values = {(key, ""): "" for key in _ALWAYS_THERE}
    key = ""
    for line in (wine.folder / "prefix" / "user.reg").read_text("utf-8", "replace").splitlines():
        if match := _KEY.match(line):
            key = _plain(match["key"])
            values[key, ""] = ""
        elif match := _VALUE.match(line):
            name = "@" if match["name"] == "@" else _plain(match["name"].strip('"'))
            values[key, name] = _plain(match["value"].removeprefix('"').removesuffix('"'))
    return {
        (key, name): value
        for (key, name), value in values.items()
        if key.startswith("Software\\") and not any(fnmatch(key, pattern) for pattern in _NOT_OURS_KEYS)
    }


def _plain(text: str) -> str:
    r"""Wine writes \x1ebf for ế, \" and \\."""
    return re.sub(r'\\(?:x([0-9a-f]{1,4})|(["\\]))', lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)
