"""Finds the papers cited with number and date in title and preamble, each once; Party and State numbers alike."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import ProposedLegalBasis
from kehoach_desktop.importing.vocabulary import any_of, table

_NUMBER = r"(?P<number>\d+(?:\s?[/\-–]\s?[\wĐ]+)+(?:\.\w+)*)"
_DATE = (
    r"ngày\s+(?:(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>\d{4})"
    r"|(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{4}))"
)


@cache
def _cited() -> re.Pattern[str]:
    words = table("front")
    return re.compile(
        rf"(?P<kind>{any_of(words['papers'])})\s+(?:số\s*:?\s*)?{_NUMBER}\s*,?\s*(?P<by>của\s+[^,;\d]{{3,60}}?)?\s*,?\s*{_DATE}"
        rf"(?:\s*,?\s*của\s+(?P<issuer>[^,;.)]+?)(?=[,;.)]|\s+{any_of(words['issuer_stop'])}(?!\w)|\s+và\s+{any_of(words['papers'])}(?!\w)|$))?",
        re.I,
    )


def read_legal_bases(pieces: Iterable[Piece]) -> list[ProposedLegalBasis]:
    """Every paper cited with number and date, also inside the name of another one."""
    found: dict[tuple[str, date | None], ProposedLegalBasis] = {}
    for piece in pieces:
        for cited in _cited().finditer(piece.text):
            number = re.sub(r"\s*([/\-–])\s*", r"\1", cited["number"]).replace("–", "-")
            issued = _date(cited)
            issuer = cited["issuer"] or (cited["by"] or "").removeprefix("của ").strip() or None
            key = (number.lower(), issued)
            if key not in found or len(cited[0]) > len(found[key].text):
                found[key] = ProposedLegalBasis(number, issued, issuer, " ".join(cited[0].split()), piece.id)
    return list(found.values())


def _date(cited: re.Match[str]) -> date | None:
    day, month, year = (int(cited[a] or cited[b]) for a, b in (("d", "d2"), ("m", "m2"), ("y", "y2")))
    try:
        return date(year, month, day)
    except ValueError:
        return None
