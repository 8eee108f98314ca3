"""Lines of the palette and how they are found by a few letters, accents aside; shows nothing and runs nothing."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.tabs.base import Jump

_MOST = 12  # rows of the palette; more are found by one more letter
_MOST_COMMANDS = 7  # so that records are seen too
_LOOKED_AT = 300  # hits that are put in order; a single letter fits half of 20,000 tasks
_MARKS = re.compile("[\u0300-\u036f]+")  # the accents that NFD sets apart from Vietnamese letters


@frozen
class Entry:
    """A line: its words, where it belongs (small, at the right), its shortcut, and what Enter does.

    `wish` is an act to call, or a record to go to. `also` are further words it is found by.
    """

    title: str
    wish: Callable[[], object] | Jump
    note: str = ""
    key: str = ""
    icon: str = ""
    also: str = ""

    @property
    def is_record(self) -> bool:
        return isinstance(self.wish, Jump) and self.wish.record_id is not None


@frozen
class Part:
    """Records of one kind: what each is found by, and the line made of one once it is found."""

    name: str
    records: Sequence[Any]
    words: Callable[[Any], str]
    entry: Callable[[Any], Entry]
    beside: Sequence[Any] = ()  # further records the words come from


Hay = tuple[str, Any, Callable[[Any], Entry]]  # folded words, what they belong to, and how its line is made


class Finder:
    """Commands in the menus' order and records in the plan's order."""

    def __init__(self, commands: Iterable[Entry], records: "RecordShelf") -> None:
        self._commands: list[Hay] = [(fold(f"{e.title} {e.also} {e.note}"), e, _itself) for e in commands]
        self._records = records

    def find(self, text: str) -> list[Entry]:
        """The best lines for what was typed so far; for nothing, the first commands."""
        needle = fold(text)
        commands = _best(self._commands, needle, _MOST)
        if not needle:
            return commands
        records = _best(self._records.hays, needle, _MOST)
        kept = commands[: max(_MOST_COMMANDS, _MOST - len(records))]
        return kept + records[: _MOST - len(kept)]


def _itself(entry: Entry) -> Entry:
    return entry


class RecordShelf:
    """The folded words of all records; a part is folded anew only when its records are others."""

    def __init__(self) -> None:
        self.hays: list[Hay] = []
        self._parts: dict[str, tuple[Part, list[Hay]]] = {}

    def fill(self, parts: Iterable[Part]) -> None:
        """Takes the records that can be found now."""
        for part in parts:
            known = self._parts.get(part.name)
            if known is None or known[0].records is not part.records or known[0].beside is not part.beside:
                self._parts[part.name] = (part, _folded(part))
        self.hays = [hay for _, hays in self._parts.values() for hay in hays]


def _folded(part: Part) -> list[Hay]:
    """All at once: one long text is folded fifty times faster than 20,000 titles one by one."""
    lines = "\n".join(" ".join(part.words(record).split()) for record in part.records)
    bare = unicodedata.normalize("NFD", lines.casefold().replace("đ", "d"))
    return [
        (hay, record, part.entry)
        for hay, record in zip(_MARKS.sub("", bare).split("\n"), part.records, strict=True)
    ] if part.records else []  # fmt: skip


def _best(hays: Iterable[Hay], needle: str, most: int) -> list[Entry]:
    """Entries that have every word; those that begin with the typed text first, then those with a word that does."""
    words = needle.split()
    hits: list[Hay] = []
    for found in hays:
        hay = found[0]
        for word in words:
            if word not in hay:
                break
        else:
            hits.append(found)
            if len(hits) == _LOOKED_AT:
                break
    hits.sort(key=lambda found: _rank(found[0], needle, words))
    return [make(source) for _, source, make in hits[:most]]


def _rank(hay: str, needle: str, words: Sequence[str]) -> int:
    if hay.startswith(needle):
        return 0
    if f" {needle}" in hay:
        return 1
    begun = f" {hay}"
    return 2 if all(f" {word}" in begun for word in words) else 3
