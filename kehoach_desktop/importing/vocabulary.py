"""Loads the importer's word lists (resources/importing/*.toml) once and turns lists into patterns; holds no words itself."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.paths import resource


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed word list `resources/importing/<name>.toml`."""
    return tomllib.loads(nfc(resource("importing", f"{name}.toml").read_text(encoding="utf-8")))


def any_of(phrases: Iterable[str]) -> str:
    """A pattern that matches any of the phrases, the longest first, with free blanks between their words."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in ordered) + ")"


@cache
def phrases(name: str, key: str, *, start: bool = False, whole: bool = False) -> re.Pattern[str]:
    """A compiled pattern for the phrases under `key` ("closing.weak") of a word list; `start` binds it to the beginning of the text."""
    found: Any = table(name)
    for part in key.split("."):
        found = found[part]
    body = any_of(found)
    text = rf"{body}\s*$" if whole else rf"{body}(?!\w)"
    return re.compile(rf"^\W*{text}" if start or whole else rf"(?<!\w){text}", re.IGNORECASE)
