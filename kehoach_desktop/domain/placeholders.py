"""Placeholders such as {{chi_tieu.ty_le_bhyt.ket_qua}}: reading them out of a text, and the table of what they stand for.

Knows no file format and no record; names are compared without accents, case, blanks and underscores.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import NamedTuple

from kehoach_desktop.domain.vietnamese import fold, format_date, format_number
from kehoach_desktop.frozen import frozen

_MARK = re.compile(r"\{\{([^{}]*)\}\}")
_BROKEN = re.compile(r"\{\{\s*[#/]?[\w.\-]*\}?|\}\}")  # opened and never closed, or closed and never opened
_LONGEST_SLUG = 40
_MOST_NAME_WORDS, _MOST_FILTER_WORDS = 4, 40  # of a placeholder that repeats a row


class Number(NamedTuple):
    """A figure: exact for cells with their own format, rounded as papers show it; a percentage is 70.4 and not 0.704."""

    exact: Decimal
    shown: Decimal
    is_percent: bool = False


class Year(int):
    """A year, written without a thousand dot."""


Value = str | int | Number | date | None


def shown(value: Value) -> str:
    """A value inside a sentence: decimal comma, 15/6/2026; "" for what is not known."""
    match value:
        case None:
            return ""
        case Number():
            return format_number(value.shown)
        case date():
            return format_date(value)
        case Year():
            return str(int(value))
        case int():
            return format_number(value)
        case _:
            return value


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """A text as a part of a name: small letters without accents, figures, one underscore between words."""
    bare = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return re.sub(r"[^a-z0-9]+", "_", fold(bare)).strip("_")


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """What two spellings of one name share: "Chỉ tiêu . BHYT" and "chi_tieu.bhyt" are both "chitieu.bhyt"."""
    return ".".join(slug(part).replace("_", "") for part in name.split("."))


class Slugs:
    """Gives every text a slug of its own, cut at a word; who comes first keeps the short one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, text: str) -> str:
        """The slug of a text; a longer one where the short one is taken, then a numbered one."""
        words = slug(text).split("_")
        short = _first_words(words) or "khong_ten"
        longer = ("_".join(words[:count]) for count in range(len(short.split("_")) + 1, len(words) + 1))
        numbered = (f"{short}_{count}" for count in range(2, len(self._taken) + 3))
        for wanted in (short, *longer, *numbered):
            if key_of(wanted) not in self._taken:
                self._taken.add(key_of(wanted))
                return wanted
        raise AssertionError("more numbers than taken names")


def _first_words(words: Sequence[str]) -> str:
    text = words[0]
    for word in words[1:]:
        if len(text) + 1 + len(word) > _LONGEST_SLUG:
            break
        text += f"_{word}"
    return text[:_LONGEST_SLUG]


# --- reading ---


class Text(NamedTuple):
    """Plain text between placeholders, and where it begins."""

    text: str
    start: int


class Mark(NamedTuple):
    """A placeholder as written. kind: "" a value, "#" a row to repeat with its filters, "/" the end of such rows, "!" no whole one."""

    name: str
    start: int
    end: int
    kind: str = ""

    @property
    def label(self) -> str:
        """The placeholder as a list shows it, without braces."""
        return self.kind.strip("!") + self.name


def parse(text: str) -> list[Mark]:
    """The placeholders of a text in their order; what is neither of them nor broken is left to the text."""
    marks: list[Mark] = []
    at = 0
    for found in _MARK.finditer(text):
        marks += _broken(text, at, found.start())
        marks.append(_mark(found[1], found.start(), found.end()))
        at = found.end()
    marks += _broken(text, at, len(text))
    return marks


def _broken(text: str, start: int, end: int) -> Iterator[Mark]:
    for found in _BROKEN.finditer(text, start, end):
        yield Mark(found[0].strip(), found.start(), found.end(), "!")


def _mark(inside: str, start: int, end: int) -> Mark:
    bare = " ".join(inside.split())
    if bare[:1] in ("#", "/"):
        return Mark(bare[1:].strip(), start, end, bare[0])
    return Mark(bare, start, end) if slug(bare) else Mark(f"{{{{{bare}}}}}", start, end, "!")


# --- the table ---


@frozen
class Placeholder:
    """One name, what it means, and what it stands for now. `group` is the heading it is listed under."""

    name: str
    meaning: str
    value: Value
    group: str = ""

    @property
    def text(self) -> str:
        """The placeholder as it is written into a cell."""
        return f"{{{{{self.name}}}}}"


@frozen
class LoopRecord:
    """One row to come: its values by field, and the filters it passes."""

    values: Mapping[str, Value]
    tags: frozenset[str] = frozenset()


@frozen
class Loop:
    """Records a row is repeated for: fields and filters by name, each with its meaning."""

    name: str
    meaning: str
    fields: Mapping[str, str]
    tags: Mapping[str, str] = field(default_factory=dict)
    records: tuple[LoopRecord, ...] = ()

    def filters_in(self, words: Sequence[str]) -> tuple[str, ...] | None:
        """The filters that words name, of which several may make one name; None when there is no such filter."""
        known = {key_of(tag): tag for tag in self.tags}
        found: list[str] = []
        at = 0
        while at < len(words):
            ends = range(len(words), at, -1)
            end = next((end for end in ends if key_of(" ".join(words[at:end])) in known), None)
            if end is None:
                return None
            found.append(known[key_of(" ".join(words[at:end]))])
            at = end
        return tuple(found)

    def filtered(self, filters: Iterable[str]) -> tuple[LoopRecord, ...]:
        """The records that pass every one of these filters."""
        wanted = frozenset(filters)
        return tuple(record for record in self.records if record.tags >= wanted)

    def field_named(self, name: str) -> str | None:
        """The field of a row a placeholder names, with or without the loop's own name before it."""
        key = key_of(name)
        own = key_of(self.name) + "."
        known = {key_of(field_name): field_name for field_name in self.fields}
        return known.get(key) or known.get(key.removeprefix(own))


@frozen
class Vocabulary:
    """Every placeholder there is for one plan and period."""

    placeholders: tuple[Placeholder, ...]
    loops: tuple[Loop, ...]

    @cached_property
    def _by_key(self) -> Mapping[str, Placeholder]:
        return {key_of(placeholder.name): placeholder for placeholder in self.placeholders}

    @cached_property
    def _loop_by_key(self) -> Mapping[str, Loop]:
        return {key_of(loop.name): loop for loop in self.loops}

    def find(self, name: str) -> Placeholder | None:
        """The placeholder of a name, however it is spelt."""
        return self._by_key.get(key_of(name))

    def loop_in(self, mark: Mark) -> tuple[Loop, tuple[str, ...] | None] | None:
        """The row a placeholder repeats and its filters, None for filters there are not; None when there is no such row."""
        words = mark.name.split()
        for count in range(1, min(len(words), _MOST_NAME_WORDS) + 1):
            loop = self._loop_by_key.get(key_of(" ".join(words[:count])))
            if loop is not None:
                rest = words[count:]
                return loop, loop.filters_in(rest) if len(rest) <= _MOST_FILTER_WORDS else None
        return None

    @cached_property
    def _rivals(self) -> Mapping[str, tuple[str, frozenset[str]]]:
        names = [*(p.name for p in self.placeholders), *(f"#{loop.name}" for loop in self.loops)]
        return {name: (key_of(name), _words(name)) for name in names}

    def nearest(self, mark: Mark, loop: Loop | None = None) -> str:
        """The name most like one that is not known, "" when none is; inside a repeated row its fields come first."""
        if loop is not None and mark.kind in ("", "!"):
            own = {name: (key_of(name), _words(name)) for name in loop.fields}
            if best := _most_like(mark.name, own):
                return best
        wanted = self.loop_in(mark) if mark.kind == "#" else None
        if wanted is not None:  # the row is known, a filter is not
            tags = {tag: (key_of(tag), _words(tag)) for tag in wanted[0].tags}
            told = [_most_like(word, tags) for word in mark.name.split()[1:]]
            return " ".join((f"#{wanted[0].name}", *filter(None, dict.fromkeys(told))))
        return _most_like(f"#{mark.name}" if mark.kind == "#" else mark.name.strip("{} "), self._rivals)


def _words(name: str) -> frozenset[str]:
    return frozenset(word for part in name.split(".") for word in slug(part).split("_"))


_LIKE = 0.62


def _most_like(name: str, rivals: Mapping[str, tuple[str, frozenset[str]]]) -> str:
    """By letters in their order, and by whole words wherever they stand; "" when nothing comes near."""
    key, words = key_of(name), _words(name)
    matcher = SequenceMatcher(b=key, autojunk=False)
    best, found = _LIKE, ""
    for rival, (other, other_words) in rivals.items():
        shared = len(words & other_words) / max(len(words), 1)
        matcher.set_seq1(other)
        if max(shared, matcher.real_quick_ratio()) < best:
            continue
        score = max(matcher.ratio(), 0.95 * shared - 0.002 * len(other_words))
        if score > best:
            best, found = score, rival
    return found
