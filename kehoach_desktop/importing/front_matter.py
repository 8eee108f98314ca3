"""Reads what stands before the first chapter: letterhead, number, place and date, title, preamble; cites no papers."""

import re
from dataclasses import dataclass, field
from datetime import date

from kehoach_desktop.importing.letters import CAPITALISED
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.vocabulary import phrases

_SEARCHED = 60  # lines in which the word KẾ HOẠCH must come
_HEAD = re.compile(r"^\W*(?:DỰ THẢO\W+)?(KẾ HOẠCH)(?!\w)\s*[:\-–]?\s*(.*)$", re.S)
_SYMBOL = re.compile(r"^\W*Số\s*:[\s.…_]*(?P<number>\d+)?\s*(?P<sign>[/\-–]?)\s*(?P<symbol>[\w/\-–. ]*)$", re.I)
_PLACE = re.compile(r"^\W*(?P<place>[^\W\d][^,;:]{1,40}?)\s*,\s*ngày(?P<rest>.*)$", re.I)
_DATE = re.compile(r"(\d{1,2})\s*(?:tháng|[/.\-])\s*(\d{1,2})\s*(?:năm|[/.\-])\s*(\d{4})", re.I)
_YEAR = re.compile(r"năm\s*(20\d\d)", re.I)
_COMMUNE = re.compile(rf"(?<![-–] )\b((?i:xã|phường|đặc khu))\s+({CAPITALISED}(?:\s+(?:{CAPITALISED}|\d+)){{0,4}})")


@dataclass(slots=True)
class FrontMatter:
    """The letterhead as data; `year` is known even when day and month are blank."""

    place: str | None = None
    unit_type: str | None = None
    title: str = ""
    symbol: str | None = None
    number: str | None = None
    issued: date | None = None
    year: int | None = None
    title_pieces: list[Piece] = field(default_factory=list)
    basis_pieces: list[Piece] = field(default_factory=list)


def title_index(pieces: list[Piece]) -> int | None:
    """Where the line KẾ HOẠCH stands."""
    for at, piece in enumerate(pieces[:_SEARCHED]):
        if piece.row is None and piece.mark is None and _HEAD.match(piece.text):
            return at
    return None


def split_title_line(pieces: list[Piece], at: int) -> list[Piece]:
    """Parts "KẾ HOẠCH Thực hiện ..." typed on one line into the word and the title."""
    found = _HEAD.match(pieces[at].text)
    if not found or not found[2]:
        return pieces
    line = pieces[at]
    rest = Piece(found[2].strip(), bold=line.bold, centred=line.centred, gap=False, typed=line.typed)
    head = Piece(
        line.text[: found.end(1)], heading=line.heading, bold=line.bold, centred=line.centred, typed=line.typed
    )
    return [*pieces[:at], head, rest, *pieces[at + 1 :]]


def read_front(front: list[Piece], title_at: int | None) -> FrontMatter:
    """Names the pieces before the first chapter and reads what they say."""
    matter = FrontMatter()
    start = 0 if title_at is None else title_at + 1
    for piece in front[:start]:
        piece.kind = "letterhead" if piece.kind == "body" else piece.kind
        _letterhead_line(piece.text, matter)
    if title_at is not None:
        front[title_at].kind = "title"
    rest = [piece for piece in front[start:] if piece.kind == "body"]
    length = _title_length(rest)
    matter.title_pieces, matter.basis_pieces = rest[:length], rest[length:]
    for piece in matter.title_pieces:
        piece.kind = "title"
    for piece in matter.basis_pieces:
        piece.kind = "basis"
    matter.title = " ".join(piece.text for piece in matter.title_pieces)
    return matter


def _letterhead_line(text: str, matter: FrontMatter) -> None:
    number, place = _SYMBOL.match(text), _PLACE.match(text)
    if number and matter.symbol is None and number["symbol"].strip():
        bare = re.sub(r"\s*([/\-–])\s*", r"\1", number["symbol"].strip(" ./-–"))
        party = number["number"] and number["sign"] in (
            "-",
            "–",
        )  # the Party writes 54-KH/ĐU: there the number is part of the symbol
        matter.number, matter.symbol = number["number"], f"{number['number']}-{bare}" if party else bare
    if place and matter.place is None:
        matter.place = place["place"].strip(" .")
        found, year = _DATE.search(place["rest"]), _YEAR.search(place["rest"])
        if found:
            day, month, matter.year = (int(part) for part in found.groups())
            try:
                matter.issued = date(matter.year, month, day)
            except ValueError:
                matter.issued = None
        elif year:
            matter.year = int(year[1])


def _title_length(rest: list[Piece]) -> int:
    """How many pieces under KẾ HOẠCH belong to the title: the first, and those that look or read like its going on."""
    if not rest or (
        phrases("front", "basis_only", start=True).match(rest[0].text) and rest[0].text.endswith((";", ":"))
    ):
        return 0
    length = 1
    while length < len(rest) and _goes_on(rest[length - 1], rest[length]):
        length += 1
    return length


def _goes_on(last: Piece, piece: Piece) -> bool:
    if (
        piece.mark
        or piece.row
        or piece.text.endswith((";", ":"))
        or len(piece.text) > 300
        or last.text.endswith((".", ":"))
    ):
        return False
    if re.match(r"\(\s*(?:ban hành\s+)?kèm theo", piece.text, re.I):
        return False
    if piece.text[:1].islower() or piece.text.startswith("("):
        return True
    if phrases("front", "basis", start=True).match(piece.text):
        return False
    same_look = (piece.bold, piece.centred) == (last.bold, last.centred) and (piece.bold or piece.centred)
    return same_look or (not piece.gap and len(piece.text) < 200)


def find_commune(matter: FrontMatter, texts: list[str]) -> None:
    """Sets kind and name of the commune from the place line, else from the words of title, preamble and closing."""
    found = [(kind.lower(), _proper(name)) for text in texts for kind, name in _COMMUNE.findall(text)]
    if matter.place:
        known = matter.place.lower()
        kinds = [kind for kind, name in found if name.lower() == known or name.lower().startswith(known + " ")]
        typed = re.match(r"(xã|phường|đặc khu)\s+(.+)", matter.place, re.I)
        if typed:
            matter.unit_type, matter.place = typed[1].lower(), typed[2]
        elif kinds or found:
            matter.unit_type = max(set(kinds), key=kinds.count) if kinds else found[0][0]
    elif found:
        matter.unit_type, matter.place = max(dict.fromkeys(found), key=found.count)
    if matter.unit_type is None:
        words = re.findall(r"(?<!\w)(phường|đặc khu|xã)(?!\s+hội)(?!\w)", " ".join(texts).lower())
        matter.unit_type = max(dict.fromkeys(words), key=words.count) if words else None


def _proper(name: str) -> str:
    """A name in capitals (letterhead) as it is written in a sentence."""
    return name.title() if name.isupper() else name
