"""Tells the number or bullet at the head of a line from its words, and how deep such a mark ranks; judges no headings."""

import re

from kehoach_desktop.frozen import frozen
from kehoach_desktop.importing.letters import UPPER

BULLET = "bullet"
_RANK = {"part": 0, "upper": 1, "roman": 2, "decimal": 3, "letter": 8, "paren": 9, BULLET: 10}
_SIGNS = "-–—+•●○▪■♦·✓➢*"
_PATTERNS = (
    (
        "part",
        re.compile(
            r"(?P<mark>ph[ầâ]n\s+(?:thứ\s+)?(?P<number>[IVX]+|\d{1,2}|nhất|hai|ba|bốn|tư|năm))\s*[.:\-–]?(?=\s|$)", re.I
        ),
    ),
    ("roman", re.compile(rf"(?P<mark>(?P<number>[IVX]+(?:\.\d{{1,2}})*)\s?[.)/])(?=\s|[{UPPER}“\"])")),
    ("roman", re.compile(rf"(?P<mark>(?P<number>[IVX]{{1,5}})\s?[-–:])\s+(?=[{UPPER}])")),
    (
        "decimal",
        re.compile(rf"(?P<mark>(?P<number>\d{{1,2}}(?:\.\d{{1,2}})+)\.?\)?)(?=\s+[{UPPER}]|\s*[“\"(]|[{UPPER}])"),
    ),
    ("decimal", re.compile(rf"(?P<mark>(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*)\s?[./])(?=\s+\D|\s*[“\"]|[{UPPER}])")),
    ("decimal", re.compile(rf"(?P<mark>(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*)\s?[-–:])\s+(?=[{UPPER}])")),
    ("upper", re.compile(r"(?P<mark>(?P<number>[A-HĐK-U])[.)/])(?=\s+\S)")),
    ("letter", re.compile(r"(?P<mark>(?P<number>[a-zđ](?:\.\d{1,2})?)[.)/])(?=\s*\S)")),
    ("paren", re.compile(r"(?P<mark>\(?(?P<number>\d{1,2}|[a-zđ]|[ivx]+)\))(?=\s*\S)")),
)
_BULLET = re.compile(rf"(?P<mark>[{re.escape(_SIGNS)}])(?:\s+|(?=[^\W\d]))(?=\S)")


@frozen
class Mark:
    """A mark as printed, its bare number, its kind and rank; a smaller rank stands higher in the outline."""

    text: str
    number: str
    kind: str
    rank: int

    @property
    def is_number(self) -> bool:
        return self.kind != BULLET


def _mark(kind: str, text: str, number: str) -> Mark:
    rank = _RANK[kind]
    if kind == "roman" and "." in number:
        return Mark(text, number, "decimal", _RANK["decimal"] + number.count(".") - 1)
    if kind == "decimal":
        rank += number.count(".")
    if kind == BULLET and text in "+*○·":
        rank += 1
    return Mark(text, number, kind, rank)


def split_mark(line: str) -> tuple[Mark | None, str]:
    """The mark at the head of a line and the words after it; (None, line) where there is none."""
    for kind, pattern in _PATTERNS:
        found = pattern.match(line)
        if found:
            rest = line[found.end() :].strip()
            if rest or kind == "part":
                return _mark(kind, found["mark"].strip(), found["number"]), rest
    found = _BULLET.match(line)
    if found:
        return _mark(BULLET, found["mark"], ""), line[found.end() :].strip()
    return None, line


def listed_mark(marker: str) -> Mark | None:
    """The mark that Word counted; a number it draws in a way we do not know counts as a bullet."""
    if not marker:
        return None
    mark, _ = split_mark(f"{marker if not marker[-1].isalnum() else marker + '.'} A")
    if mark is None:
        return _mark(BULLET, marker, "")
    return Mark(marker, mark.number, mark.kind, mark.rank)
