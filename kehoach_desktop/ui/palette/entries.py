"""Lines of the palette and how they are found by a few letters, accents aside; shows nothing and runs nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.ui.tabs.base import Jump

_MOST = 12  # rows of the palette; more are found by one more letter
_MOST_COMMANDS = 7  # so that records are seen too
_LOOKED_AT = 300  # hits that are put in order; a single letter fits half of 20,000 tasks


@dataclass(frozen=True, slots=True)
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


class Finder:
    """Commands in the menus' order and records in the plan's order, each folded once."""

    def __init__(self, commands: Iterable[Entry], records: "RecordShelf") -> None:
        self._commands = [(fold(f"{entry.title} {entry.also} {entry.note}"), entry) for entry in commands]
        self._records = records

    def find(self, text: str) -> list[Entry]:
        """The best lines for what was typed so far; for nothing, the first commands."""
        needle = fold(text)
        commands = _best(self._commands, needle)
        if not needle:
            return commands[:_MOST]
        records = _best(self._records.hays, needle)
        kept = commands[: max(_MOST_COMMANDS, _MOST - len(records))]
        return kept + records[: _MOST - len(kept)]


class RecordShelf:
    """Records as entries with their folded words; kept while the records are the same ones."""

    def __init__(self) -> None:
        self.hays: list[tuple[str, Entry]] = []
        self._parts: dict[str, tuple[object, list[tuple[str, Entry]]]] = {}

    def fill(self, parts: Iterable[tuple[str, Sequence[object], Callable[[], Iterable[Entry]]]]) -> None:
        """Parts as (name, the records, a maker of entries); a part is made anew only when its records are others."""
        for name, source, make in parts:
            known = self._parts.get(name)
            if known is None or known[0] is not source:
                self._parts[name] = (source, [(fold(f"{e.title} {e.also}"), e) for e in make()])
        self.hays = [pair for _, pairs in self._parts.values() for pair in pairs]


def _best(pairs: Iterable[tuple[str, Entry]], needle: str) -> list[Entry]:
    """Entries that have every word; those that begin with the typed text first, then those with a word that does."""
    words = needle.split()
    hits: list[tuple[str, Entry]] = []
    for pair in pairs:
        hay = pair[0]
        for word in words:
            if word not in hay:
                break
        else:
            hits.append(pair)
            if len(hits) == _LOOKED_AT:
                break
    hits.sort(key=lambda pair: _rank(pair[0], needle, words))
    return [entry for _, entry in hits]


def _rank(hay: str, needle: str, words: Sequence[str]) -> int:
    if hay.startswith(needle):
        return 0
    if f" {needle}" in hay:
        return 1
    begun = f" {hay}"
    return 2 if all(f" {word}" in begun for word in words) else 3
