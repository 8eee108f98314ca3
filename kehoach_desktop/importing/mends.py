"""Looks for slips worth offering to mend: scanned letters, words typed twice, page numbers fallen into sentences; changes nothing."""
import re
from collections.abc import Iterable, Iterator

from kehoach_desktop.importing.letters import LOWER
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import Mend
from kehoach_desktop.importing.vocabulary import any_of, table

_TWICE = re.compile(r"(?<!\w)(\w{3,})\s+\1(?!\w)", re.I)
_MEANT_TWICE = frozenset({"đều", "luôn", "dần", "từng", "người", "ngày", "nhà", "đảng", "thường", "xanh", "song"})
_PAGE = re.compile(rf"(?<!\w)([{LOWER}]+)\s(\d{{1,2}})\s([{LOWER}]+)(?!\w)")
_PAGE_LENGTH = 2600     # letters on a printed page, roughly


def read_mends(pieces: list[Piece]) -> list[Mend]:
    """Offers in document order."""
    slips = {wrong.lower(): right for wrong, right in table("mends")["slips"].items()}
    pattern = re.compile(rf"(?<!\w){any_of(slips)}(?!\w)", re.I)
    pairs = _pairs(pieces)
    found: list[Mend] = []
    read = 0
    for piece in pieces:
        for slip in pattern.finditer(piece.text):
            right = slips[" ".join(slip[0].lower().split())]
            found.append(Mend(piece.id, "slip", slip[0], right[:1].upper() + right[1:] if slip[0][0].isupper() else right))
        found += [Mend(piece.id, "twice", word[0], word[1]) for word in _TWICE.finditer(piece.text)
                  if word[1].lower() not in _MEANT_TWICE and not word[1][0].isupper()]
        if piece.row is None:
            found += _page_numbers(piece, pairs, read)
        read += len(piece.text)
    return found


def _page_numbers(piece: Piece, pairs: dict[tuple[str, str], int], read: int) -> Iterator[Mend]:
    """A number between two words that stand side by side elsewhere, where a page with that number may well end."""
    for found in _PAGE.finditer(piece.text):
        page = (read + found.start()) / _PAGE_LENGTH + 1
        near = abs(page - int(found[2])) <= 2 + page / 3
        if near and pairs.get((found[1], found[3]), 0) and found[3] not in table("indicators")["measures"]["nouns"]:
            yield Mend(piece.id, "page_number", found[0], f"{found[1]} {found[3]}")


def _pairs(pieces: Iterable[Piece]) -> dict[tuple[str, str], int]:
    counted: dict[tuple[str, str], int] = {}
    for piece in pieces:
        words = re.findall(r"\w+", piece.text.lower())
        for pair in zip(words, words[1:], strict=False):
            counted[pair] = counted.get(pair, 0) + 1
    return counted
