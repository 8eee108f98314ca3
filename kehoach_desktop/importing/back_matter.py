"""Reads what stands after the last chapter: closing words, Nơi nhận, signature, and where annexes begin."""

import re
from dataclasses import dataclass, field

from kehoach_desktop.importing.letters import CAPITALISED, UPPER
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import ProposedRecipient
from kehoach_desktop.importing.vocabulary import phrases

RECIPIENTS = re.compile(r"^\W*nơi\s+nhận\b\W*", re.I)
_AUTHORITY = re.compile(
    rf"^\W*(?P<all>(?:TM|KT|TL|TUQ|Q)\s?\.\s?[{UPPER}\s,\-–]{{4,}}?)(?=$|\s+(?:PHÓ|CHÁNH|TRƯỞNG|(?:TM|KT|TL|TUQ)\s?\.))"
)
_POSITION = re.compile(
    rf"^\W*(?P<all>(?:Q\.\s?)?(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|TRƯỞNG|CHÁNH|GIÁM ĐỐC|BÍ THƯ|VĂN PHÒNG)[{UPPER}\s,\-–]*)\W*$"
)
_NAME = re.compile(rf"^(?:(?:TS|ThS|BS|GS|PGS|CN|KS)\.?\s+)*(?P<all>{CAPITALISED}(?:\s+{CAPITALISED}){{1,5}})\W*$")
_SIGNED = re.compile(r"^\W*\(?\s*(?:đã\s+ký|ký\s+tên|ký,|chữ\s+ký|ký\s+số)", re.I)


@dataclass(slots=True)
class BackMatter:
    """The foot of the plan as data."""

    authority: list[str] = field(default_factory=list)
    position: str | None = None
    name: str | None = None
    recipients: list[Piece] = field(default_factory=list)


def back_index(pieces: list[Piece], start: int) -> int:
    """Where Nơi nhận or the signature begins, whichever comes first; the end when neither is there."""
    for at in range(start, len(pieces)):
        piece = pieces[at]
        if piece.row is None and (
            (RECIPIENTS.match(piece.text) and len(piece.text) < 200)
            or _AUTHORITY.match(piece.text)
            or _POSITION.match(piece.text)
        ):
            return at
    return len(pieces)


def annex_index(pieces: list[Piece], start: int) -> int:
    """Where annexes begin: a line Phụ lục or a table of data after the foot; the end when there is none."""
    for at in range(start, len(pieces)):
        piece = pieces[at]
        title = (
            phrases("outline", "annex.start", start=True).match(piece.text)
            and len(piece.text) < 120
            and piece.mark is None
        )
        if piece.row is not None or (
            title and (piece.text[:2].isupper() or piece.bold or piece.centred or piece.heading)
        ):
            return at
    return len(pieces)


def mark_closing(body: list[Piece]) -> None:
    """Marks the closing words at the end of the body, so that they are no duty of the last unit."""
    for at in range(len(body) - 1, max(len(body) // 2 - 1, -1), -1):
        if body[at].mark is None and phrases("outline", "closing.strong", start=True).match(body[at].text):
            for piece in body[at:]:
                if piece.kind == "body":
                    piece.kind = "closing"
            break
    first = next((at for at, piece in enumerate(body) if piece.kind == "closing"), len(body))
    for piece in reversed(body[:first]):
        if piece.mark or piece.row or not phrases("outline", "closing.weak", start=True).match(piece.text):
            break
        piece.kind = "closing"


def read_back(back: list[Piece]) -> BackMatter:
    """Sorts the lines of the foot into recipients and signature, in whatever order two columns were read."""
    matter = BackMatter()
    listing = False
    for piece in back:
        if piece.kind != "body":
            continue
        if RECIPIENTS.match(piece.text):
            listing, piece.kind = True, "recipient_head"
        elif _signature_line(piece, matter):
            piece.kind = "signature"
        elif listing and (piece.mark or matter.position is None) and not _SIGNED.match(piece.text):
            piece.kind = "recipient"
            matter.recipients.append(piece)
        else:
            piece.kind = "signature"
    return matter


def _signature_line(piece: Piece, matter: BackMatter) -> bool:
    if piece.mark is not None:
        return False
    text, found = piece.text, False
    while authority := _AUTHORITY.match(text):
        matter.authority.append(re.sub(r"\s+", " ", authority["all"].strip(" ,-–")))
        text, found = text[authority.end() :].strip(), True
    position = _POSITION.match(text) if text else None
    if position and matter.position is None:
        matter.position, found = position["all"].strip(" ,-–"), True
    elif not found and (matter.position or matter.authority) and matter.name is None and (name := _NAME.match(text)):
        matter.name, found = name["all"], True
    return found


def read_recipients(pieces: list[Piece]) -> tuple[ProposedRecipient, ...]:
    """One for each line, its last mark off, brackets kept; empty lines fall away."""
    found = ((piece.text.strip().rstrip(" .;,:/").strip(), piece.id) for piece in pieces)
    return tuple(ProposedRecipient(text, at) for text, at in found if text)
