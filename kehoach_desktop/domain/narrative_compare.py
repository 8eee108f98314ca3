"""How two versions of a text differ: tokens, lines that became one another, figures and words that changed; judges nothing."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher

from kehoach_desktop.domain.narrative import Line, parse
from kehoach_desktop.frozen import frozen

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+|[^\w\s]|_")
_FIGURE = "#"
_ALIKE = 0.5  # share of common words from which two lines are versions of one
_MOST_COMPARED = 10_000  # pairs of lines; beyond it lines are only matched where they are the same


@frozen
class Change:
    """Something that was drafted otherwise: words or a figure then and now ("" for none), and the line they stand in."""

    was: str
    now: str
    about: str


@frozen
class Mark:
    """A place in a merged line that follows the new draft; `was` is what stood there, "" for a new line."""

    line: int
    start: int
    end: int
    was: str


@frozen
class Token:
    """A word, a figure or a sign, and where it stands in its line."""

    text: str
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        return self.text[0].isdigit()

    @property
    def shape(self) -> str:
        """The word in lower case; every figure alike."""
        return _FIGURE if self.is_figure else self.text.casefold()


@frozen
class Read:
    """A line with its tokens, cut once."""

    line: Line
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, line: Line) -> "Read":
        return cls(line, tuple(Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(line.text)))

    @property
    def shape(self) -> tuple[str, ...]:
        return tuple(token.shape for token in self.tokens)

    def words(self, first: int, last: int) -> str:
        """The text from one token to before another, as it stands."""
        return self.line.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""


def pairs(old: Sequence[Read], new: Sequence[Read]) -> dict[int, int]:
    """Which line became which, in order: the same line, the same but for figures, then the most alike."""
    found: dict[int, int] = {}
    keys: tuple[Callable[[Read], Hashable], ...] = (lambda r: r.line, lambda r: r.shape)
    for key in keys:
        for low, high, start, end in _gaps(found, len(old), len(new)):
            anchors = _anchors([key(r) for r in old[low:high]], [key(r) for r in new[start:end]])
            found.update({low + a: start + b for a, b in anchors})
        for low, high, start, end in _gaps(found, len(old), len(new)):
            if (high - low) * (end - start) > _MOST_COMPARED:
                continue
            matcher = SequenceMatcher(None, [key(r) for r in old[low:high]], [key(r) for r in new[start:end]], False)
            for a, b, size in matcher.get_matching_blocks():
                found.update({low + a + n: start + b + n for n in range(size)})
    for low, high, start, end in _gaps(found, len(old), len(new)):
        if (high - low) * (end - start) <= _MOST_COMPARED:
            _pair_alike(old, new, range(low, high), range(start, end), found)
    return found


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """What both begin and end with, then what stands once in both and keeps its order: quick where texts are long."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    middle = _risen(old[head : len(old) - tail], new[head : len(new) - tail])
    ends = [(n, n) for n in range(head)], [(len(old) - 1 - n, len(new) - 1 - n) for n in range(tail)]
    return [*ends[0], *((head + a, head + b) for a, b in middle), *ends[1]]


def _risen(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The longest run of lines that stand once in both and keep their order."""
    counts = Counter(old), Counter(new)
    places = {key: n for n, key in enumerate(new) if counts[1][key] == 1}
    both = [(n, places[key]) for n, key in enumerate(old) if counts[0][key] == 1 and key in places]
    tails: list[int] = []  # the longest rising run of places in the new text, by its last place for each length
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(both):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    found, number = [], ends[-1] if ends else -1
    while number >= 0:
        found.append(both[number])
        number = before[number]
    return found[::-1]


def _gaps(pairs: dict[int, int], old: int, new: int) -> list[tuple[int, int, int, int]]:
    """The runs of lines between pairs, as bounds in both texts."""
    found, a, b = [], 0, 0
    for i, j in [*sorted(pairs.items()), (old, new)]:
        if a < i and b < j:
            found.append((a, i, b, j))
        a, b = i + 1, j + 1
    return found


def _pair_alike(
    old: Sequence[Read], new: Sequence[Read], olds: Iterable[int], news: range, pairs: dict[int, int]
) -> None:
    free = news.start
    counts = {j: Counter(new[j].shape) for j in news}
    for i in olds:
        own = Counter(old[i].shape)
        rated = [(_likeness(own, counts[j]), -j) for j in range(free, news.stop)]
        best, place = max(rated, default=(0.0, 0))
        if best >= _ALIKE:
            pairs[i] = -place
            free = -place + 1


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def word_changes(old: Read, new: Read) -> list[Change]:
    """What differs between two versions of a line besides figures that changed in place."""
    steps = SequenceMatcher(None, old.shape, new.shape, False).get_opcodes()
    return [
        Change(old.words(a, b), new.words(c, d), new.line.text) for kind, a, b, c, d in steps if kind != "equal"
    ]  # fmt: skip


def line_changes(old: Read, new: Read, place: int) -> list[tuple[Mark, Change]]:
    """Every difference of two versions of a line, marked in the new one."""
    texts = [t.text for t in old.tokens], [t.text for t in new.tokens]
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, *texts, False).get_opcodes():
        if kind == "equal" or not new.tokens:
            continue
        if c == d:  # words left out are shown at the word before them, or at the one after
            a, b, c, d = (a - 1, b, c - 1, d) if a and c else (a, min(b + 1, len(old.tokens)), c, d + 1)  # noqa: PLW2901
        mark = Mark(place, new.tokens[c].start, new.tokens[d - 1].end, old.words(a, b))
        found.append((mark, Change(mark.was, new.words(c, d), new.line.text)))
    return found


def compare(then: str, now: str) -> tuple[Change, ...]:
    """What changed from one draft to another: figures and words in lines that stayed, lines that came and went."""
    old, new = [Read.of(line) for line in parse(then)], [Read.of(line) for line in parse(now)]
    became = pairs(old, new)
    found: list[Change] = []
    for i, read in enumerate(old):
        if i in became:
            found += [change for _, change in line_changes(read, new[became[i]], 0)]
        else:
            found.append(Change(read.line.text, "", read.line.text))
    kept = set(became.values())
    return (*found, *(Change("", r.line.text, r.line.text) for k, r in enumerate(new) if k not in kept))
