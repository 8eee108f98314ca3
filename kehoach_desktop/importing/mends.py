"""Looks for slips worth offering to mend: scanned letters, words typed twice, page numbers fallen into sentences; changes nothing."""

import re
from collections.abc import Iterator
from functools import cache

from kehoach_desktop.importing.letters import LOWER
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import Mend
from kehoach_desktop.importing.vocabulary import any_of, table

_TWICE = re.compile(r"(?<!\w)(\w{3,})\s+\1(?!\w)", re.I)
_MEANT_TWICE = frozenset({"đều", "luôn", "dần", "từng", "người", "ngày", "nhà", "đảng", "thường", "xanh", "song"})
_PAGE = re.compile(rf"(?<!\w)([{LOWER}]+)\s(\d{{1,2}})\s([{LOWER}]+)(?!\w)")
_PAGE_LENGTH = 2600  # letters on a printed page, roughly


@cache
def _slips() -> tuple[dict[str, str], re.Pattern[str]]:
    slips = {wrong.lower(): right for wrong, right in table("mends")["slips"].items()}
    return slips, re.compile(rf"(?<!\w){any_of(slips)}(?!\w)", re.I)


def read_mends(pieces: list[Piece]) -> list[Mend]:
    """Offers in document order."""
    slips, pattern = _slips()
    whole = "\n".join(piece.text for piece in pieces)
    found: list[Mend] = []
    read = 0
    for piece in pieces:
        for slip in pattern.finditer(piece.text):
            right = slips[" ".join(slip[0].lower().split())]
            found.append(
                Mend(piece.id, "slip", slip[0], right[:1].upper() + right[1:] if slip[0][0].isupper() else right)
            )
        found += [
            Mend(piece.id, "twice", word[0], word[1])
            for word in _TWICE.finditer(piece.text)
            if word[1].lower() not in _MEANT_TWICE and not word[1][0].isupper()
        ]
        if piece.row is None:
            found += _page_numbers(piece, whole, read)
        read += len(piece.text)
    return found


def _page_numbers(piece: Piece, whole: str, read: int) -> Iterator[Mend]:
    """A number between two words that stand side by side elsewhere, where a page with that number may well end."""
    for found in _PAGE.finditer(piece.text):
        page = (read + found.start()) / _PAGE_LENGTH + 1
        near = abs(page - int(found[2])) <= 2 + page / 3
        if (
            near
            and found[3] not in table("indicators")["measures"]["nouns"]
            and re.search(rf"(?<!\w){found[1]}\s+{found[3]}(?!\w)", whole, re.I)
        ):
            yield Mend(piece.id, "page_number", found[0], f"{found[1]} {found[3]}")
