"""Looks for slips worth offering to mend: scanned letters, words typed twice, page numbers fallen into sentences; changes nothing."""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise

from kehoach_desktop.domain.vietnamese import upper_first
from kehoach_desktop.importing.letters import LOWER
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import Mend
from kehoach_desktop.importing.vocabulary import any_of, table

_TWICE = re.compile(r"(?<!\w)(\w{3,})\s+\1(?!\w)", re.I)
_MEANT_TWICE = frozenset({"đều", "luôn", "dần", "từng", "người", "ngày", "nhà", "đảng", "thường", "xanh", "song"})
_PAGE = re.compile(rf"(?<!\w)([{LOWER}]+)\s(\d{{1,2}})\s([{LOWER}]+)(?!\w)")
_TOKEN = re.compile(r"\w+|[^\w\s]+")
_PAGE_LENGTH = 2600  # letters on a printed page, roughly


@cache
def _slips() -> tuple[dict[str, str], re.Pattern[str]]:
    slips = {wrong.lower(): right for wrong, right in table("mends")["slips"].items()}
    return slips, re.compile(rf"(?<!\w){any_of(slips)}(?!\w)")  # in small letters: that is several times faster


def read_mends(pieces: list[Piece]) -> list[Mend]:
    """Offers in document order."""
    slips, pattern = _slips()
    pairs = _Pairs(pieces)
    found: list[Mend] = []
    read = 0
    for piece in pieces:
        for slip in pattern.finditer(piece.text.lower()):
            right, before = slips[" ".join(slip[0].split())], piece.text[slip.start() : slip.end()]
            if before.lower() == slip[0]:  # a few foreign letters grow when made small
                found.append(Mend(piece.id, "slip", before, upper_first(right) if before[0].isupper() else right))
        found += [
            Mend(piece.id, "twice", word[0], word[1])
            for word in _TWICE.finditer(piece.text)
            if word[1].lower() not in _MEANT_TWICE and not word[1][0].isupper()
        ]
        if piece.row is None:
            found += _page_numbers(piece, pairs, read)
        read += len(piece.text)
    return found


class _Pairs:
    """Words that stand side by side anywhere in the plan; gathered when first asked for."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces

    @cached_property
    def _found(self) -> set[tuple[str, str]]:
        words = (word for piece in self._pieces for word in _TOKEN.findall(piece.text.lower()))
        return set(pairwise(words))

    def __contains__(self, pair: tuple[str, str]) -> bool:
        return pair in self._found


def _page_numbers(piece: Piece, pairs: _Pairs, read: int) -> Iterator[Mend]:
    """A number between two words that stand side by side elsewhere, where a page with that number may well end."""
    for found in _PAGE.finditer(piece.text):
        page = (read + found.start()) / _PAGE_LENGTH + 1
        near = abs(page - int(found[2])) <= 2 + page / 3
        if near and found[3] not in table("indicators")["measures"]["nouns"] and (found[1], found[3]) in pairs:
            yield Mend(piece.id, "page_number", found[0], f"{found[1]} {found[3]}")
