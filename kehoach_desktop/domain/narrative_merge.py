"""A person's words kept while the draft under them changes: figures follow where that is sure; pure, and loses no word.

Three texts meet: the draft she wrote over, her text, the draft of today. A line she left as it was drafted follows the
new draft. In a line she changed only figures follow, and only one that stands in the words it was drafted in. The rest
is listed for her to look at.
"""

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property

from kehoach_desktop.domain.narrative import Line, Span, markup, parse
from kehoach_desktop.domain.narrative_compare import Change, Mark, Read, Token, line_changes, pairs, word_changes
from kehoach_desktop.frozen import frozen

_REACH = 6  # tokens looked at on each side of a figure
_MOST_ROUNDS = 5
_LEAST_WORDS = 2  # of those so many words must be the drafted ones


@frozen
class Merged:
    """Her text with the figures of today.

    `taken` are the changes that were worked in (a line dropped with the draft has no mark), `open` those she has to look
    at. `base` is the draft that `text` is now written over: merging again from it tells only what is still open.
    """

    lines: tuple[Line, ...]
    base: str
    marks: tuple[Mark, ...] = ()
    taken: tuple[Change, ...] = ()
    open: tuple[Change, ...] = ()

    @property
    def text(self) -> str:
        return markup(self.lines)

    @property
    def is_changed(self) -> bool:
        """Whether the draft is another since she wrote, in something that concerns her text."""
        return bool(self.taken or self.open)


@frozen
class _Slot:
    """A figure of the old draft and what it is now; None where its words are gone."""

    line: int
    token: int
    was: str
    now: str | None


def _slots(line: int, old: Read, new: Read | None) -> list[_Slot]:
    """Every figure of a drafted line, with what it is now."""
    now: dict[int, str] = {}
    if new is not None:
        for a, b, size in SequenceMatcher(None, old.shape, new.shape, False).get_matching_blocks():
            now.update({a + n: new.tokens[b + n].text for n in range(size)})
    return [_Slot(line, n, token.text, now.get(n)) for n, token in enumerate(old.tokens) if token.is_figure]


@dataclass
class _Places:
    """Figures by what they say: of the drafted lines she changed or took out, and of her own lines (line, token)."""

    drafted: dict[str, list[_Slot]] = field(default_factory=dict)
    own: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass
class _Merge:
    """The three texts and what is known of them while they are merged."""

    old: list[Read]
    own: list[Read]
    new: list[Read]
    to_new: dict[int, int]
    to_own: dict[int, int]
    edits: dict[int, list[tuple[Token, str]]] = field(default_factory=dict)
    taken: list[Change] = field(default_factory=list)
    open: list[Change] = field(default_factory=list)

    def is_untouched(self, i: int) -> bool:
        """Whether a drafted line stands in her text as it was drafted."""
        return i in self.to_own and self.own[self.to_own[i]].line == self.old[i].line

    @cached_property
    def untouched(self) -> dict[int, int]:
        """Her lines that stand as they were drafted, with the line of the draft."""
        return {self.to_own[i]: i for i in range(len(self.old)) if self.is_untouched(i)}

    @cached_property
    def present(self) -> set[Line]:
        """The lines she wrote or changed."""
        return {read.line for j, read in enumerate(self.own) if j not in self.untouched}


def merge(text: str, then: str, now: str) -> Merged:
    """Her text (written over the draft `then`) with the figures of the draft `now`.

    What was worked in can make the place of another figure sure: it goes on until nothing more is.
    """
    merged = _merge_once(text, then, now)
    for _ in range(_MOST_ROUNDS):
        again = _merge_once(merged.text, merged.base, now)
        if again.lines == merged.lines:
            break
        places = {line: number for number, line in enumerate(again.lines)}
        kept = (replace(m, line=places[line]) for m in merged.marks if (line := merged.lines[m.line]) in places)
        marks = tuple(dict.fromkeys((*kept, *again.marks)))
        merged = replace(again, marks=marks, taken=tuple(dict.fromkeys((*merged.taken, *again.taken))))
    return merged


def _merge_once(text: str, then: str, now: str) -> Merged:
    own = [Read.of(line) for line in parse(text)]
    lines = tuple(read.line for read in own)
    if not own or parse(then) == parse(now):
        return Merged(lines, now)
    old, new = [Read.of(line) for line in parse(then)], [Read.of(line) for line in parse(now)]
    job = _Merge(old, own, new, pairs(old, new), pairs(old, own))
    resolved = _settle_figures(job)
    inserted = _inserts(job)
    base = _base(job, resolved, {k for news in inserted.values() for k in news})
    merged, marks = _assembled(job, inserted)
    return Merged(tuple(merged), base, tuple(marks), tuple(dict.fromkeys(job.taken)), tuple(dict.fromkeys(job.open)))


def _settle_figures(job: _Merge) -> dict[int, Line]:
    """Places changed figures in lines she changed. Gives for every drafted line that became another its base."""
    changed = [i for i in range(len(job.old)) if not job.is_untouched(i)]
    slots = [s for i in changed for s in _slots(i, job.old[i], _now_of(job, i))]
    untouched = job.untouched
    places = _Places()
    for slot in slots:
        places.drafted.setdefault(slot.was, []).append(slot)
    for j, read in enumerate(job.own):
        for n, token in enumerate(read.tokens if j not in untouched else ()):
            if token.is_figure:
                places.own.setdefault(token.text, []).append((j, n))
    bases: dict[int, Line] = {}
    for i in changed:
        read, k = job.old[i], job.to_new.get(i)
        if k is None or read.line == job.new[k].line:
            continue
        left = [s for s in slots if s.line == i and s.now not in (None, s.was) and not _placed(job, s, places)]
        words = word_changes(read, job.new[k]) if i in job.to_own else []
        job.open += words
        done = {s.token: s.now for s in slots if s.line == i and s.now is not None and s not in left}
        whole = not left and not words
        bases[i] = (
            job.new[k].line if whole else _with(read.line, [(read.tokens[n], text) for n, text in done.items()])[0]
        )
    return bases


def _now_of(job: _Merge, i: int) -> Read | None:
    return job.new[job.to_new[i]] if i in job.to_new else None


def _placed(job: _Merge, slot: _Slot, places: _Places) -> bool:
    """Puts a changed figure into her text where its drafted words are; False where she has to look herself."""
    here = job.old[slot.line]
    change = Change(slot.was, slot.now or "", job.new[job.to_new[slot.line]].line.text)
    same = [(*_context(here, slot.token, job.own[j], n), j, n) for j, n in places.own.get(slot.was, ())]
    same.sort(reverse=True)
    if same and same[0][1] >= _LEAST_WORDS and (len(same) == 1 or same[0][0] > same[1][0]):
        score, _, j, n = same[0]
        rivals = (s for s in places.drafted[slot.was] if s is not slot)
        if all(_context(job.old[s.line], s.token, job.own[j], n)[0] < score for s in rivals):
            job.edits.setdefault(j, []).append((job.own[j].tokens[n], slot.now or ""))
            job.taken.append(change)
            return True
    if not same and _is_corrected(job, slot, places):
        return True
    if slot.line not in job.to_own and not any(words for _, words, _, _ in same):
        return True  # she took the sentence out
    job.open.append(change)
    return False


def _is_corrected(job: _Merge, slot: _Slot, places: _Places) -> bool:
    """Whether she wrote the new figure herself where the old one stood."""
    here = job.old[slot.line]
    return any(
        _context(here, slot.token, job.own[j], n)[1] >= _LEAST_WORDS for j, n in places.own.get(slot.now or "", ())
    )


def _context(one: Read, p: int, other: Read, q: int) -> tuple[int, int]:
    """How many tokens around two figures are the same without a break, and how many of those are words."""
    found = words = 0
    for step in (-1, 1):
        for n in range(1, _REACH + 1):
            a, b = p + step * n, q + step * n
            ends = not 0 <= a < len(one.tokens), not 0 <= b < len(other.tokens)
            if all(ends):
                found += 1  # both texts end here
            if any(ends) or one.tokens[a].shape != other.tokens[b].shape:
                break
            found += 1
            words += one.tokens[a].text.isalpha()
    return found, words


def _inserts(job: _Merge) -> dict[int, list[int]]:
    """New lines of the draft by the line of hers they go after (-1 the first); those without a sure place are open."""
    came_from = {k: i for i, k in job.to_new.items()}
    following: list[int] = []  # for each new line the old line of the next one that was there before
    after = len(job.old)
    for k in reversed(range(len(job.new))):
        following.append(after)
        after = came_from.get(k, after)
    following.reverse()
    left = [i for i in range(len(job.old)) if i not in job.to_new and job.is_untouched(i)]
    found: dict[int, list[int]] = {}
    place, before = None, -1
    for k, read in enumerate(job.new):
        if k in came_from:
            before = came_from[k]
            place = job.to_own[before] if job.is_untouched(before) else None
        elif read.line not in job.present:
            if place is None:
                place = _place_between(job, left, before, following[k])
            change = Change("", read.line.text, read.line.text)
            (job.open if place is None else job.taken).append(change)
            if place is not None:
                found.setdefault(place, []).append(k)
    return found


def _place_between(job: _Merge, left: list[int], before: int, after: int) -> int | None:
    """Where lines go that do not follow one she left alone: in the place of lines that left, or before one she left alone."""
    last = bisect_left(left, after) - 1
    if last >= 0 and left[last] > before:
        return job.to_own[left[last]]
    if after < len(job.old) and job.is_untouched(after):
        return job.to_own[after] - 1
    return None


def _base(job: _Merge, resolved: dict[int, Line], inserted: set[int]) -> str:
    """The new draft, but what is still open as it was drafted before."""
    came_from = {k: i for i, k in job.to_new.items()}
    stays: dict[
        int, list[Line]
    ] = {}  # lines that left the draft and that she wrote on, by the drafted line before them
    last = -1
    for i, read in enumerate(job.old):
        if i in job.to_new:
            last = i
        elif i in job.to_own and not job.is_untouched(i):
            stays.setdefault(last, []).append(read.line)
            job.open.append(Change(read.line.text, "", read.line.text))
    lines = stays.get(-1, [])
    for k, read in enumerate(job.new):
        i = came_from.get(k)
        if i is not None:
            lines += [resolved.get(i, read.line), *stays.get(i, [])]
        elif k in inserted or read.line in job.present:
            lines.append(read.line)
    return markup(lines)


def _assembled(job: _Merge, inserted: dict[int, list[int]]) -> tuple[list[Line], list[Mark]]:
    """Her lines with what was worked in, and the marks of it."""
    lines: list[Line] = []
    marks: list[Mark] = []

    def insert(place: int) -> None:
        for k in inserted.get(place, ()):
            marks.append(Mark(len(lines), 0, len(job.new[k].line.text), ""))
            lines.append(job.new[k].line)

    insert(-1)
    for j, read in enumerate(job.own):
        i = job.untouched.get(j)
        if i is None:
            line, places = _with(read.line, job.edits.get(j, []))
            marks += [Mark(len(lines), *place) for place in places]
            lines.append(line)
        elif (k := job.to_new.get(i)) is None:
            job.taken.append(Change(read.line.text, "", read.line.text))
        else:
            for mark, change in line_changes(read, job.new[k], len(lines)):
                marks.append(mark)
                job.taken.append(change)
            lines.append(job.new[k].line)
        insert(j)
    return lines, marks


def _with(line: Line, edits: list[tuple[Token, str]]) -> tuple[Line, list[tuple[int, int, str]]]:
    """A line with some tokens replaced, and where the new ones stand: start, end, what was there."""
    edits = sorted((e for e in edits if e[0].text != e[1]), key=lambda e: e[0].start)
    letters = [(letter, span.bold) for span in line.spans for letter in span.text]
    spans: list[Span] = []
    places, at, shift = [], 0, 0
    for token, text in edits:
        spans += [Span(letter, bold) for letter, bold in letters[at : token.start]]
        spans.append(Span(text, letters[token.start][1]))
        start = token.start + shift
        places.append((start, start + len(text), token.text))
        shift += len(text) - len(token.text)
        at = token.end
    spans += [Span(letter, bold) for letter, bold in letters[at:]]
    return (Line.of(line.kind, *spans), places) if edits else (line, [])
