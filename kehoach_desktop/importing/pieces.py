"""Pieces: the paragraphs of a plan on their way from blocks to a proposal, torn ones joined, run-together ones parted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kehoach_desktop.importing.blocks import Block, Table, Typed, joined
from kehoach_desktop.importing.letters import UPPER
from kehoach_desktop.importing.markers import BULLET, Mark, listed_mark, split_mark
from kehoach_desktop.importing.proposal import Mend
from kehoach_desktop.importing.tables import TableRow, table_rows

_ENDS = ".;:!?…”\"’'»"
_INNER_BULLET = re.compile(rf"(?<=[.;!?…])\s+([-–+•])\s+(?=[{UPPER}])")
_HANGING = re.compile(
    r"(?:,|[-–]|\b(?:và|của|các|với|cho|trong|để|theo|tại|về|là|đến|được|những|do|bằng|thuộc|từ|hoặc|trên))$", re.I
)
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Piece:
    """One paragraph to be. `section` is the index of its section, `depth` the rank of its mark (99 without one)."""

    text: str
    mark: Mark | None = None
    kind: str = "body"
    section: int | None = None
    heading: int = 0
    bold: bool = False
    centred: bool = False
    gap: bool = True
    row: TableRow | None = None
    parent: "Piece | None" = None
    id: int = -1
    typed: Typed | None = None

    @property
    def depth(self) -> int:
        return self.mark.rank if self.mark else 99

    @property
    def is_page_number(self) -> bool:
        return self.kind == "page_number"


@dataclass(slots=True)
class Pieces:
    """All pieces of a plan in three zones, with the joins that were made."""

    front: list[Piece] = field(default_factory=list)
    body: list[Piece] = field(default_factory=list)
    back: list[Piece] = field(default_factory=list)
    annex: list[Piece] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)
    joins: list[tuple[Piece, Mend]] = field(default_factory=list)

    def all(self) -> list[Piece]:
        return [*self.front, *self.body, *self.back, *self.annex, *self.notes]


def pieces_of(items: Sequence[Block | Table]) -> list[Piece]:
    """One piece a line or table row, in document order; layout tables fall apart into their lines."""
    found: list[Piece] = []
    for item in items:
        if isinstance(item, Block):
            found += _from_block(item)
            continue
        rows = table_rows(item)
        if rows is None:
            found += [piece for block in item.blocks for piece in _from_block(block)]
        else:
            found += [
                Piece(row.text, kind="table_head" if row.is_head else "table_row", row=row, typed=row.typed)
                for row in rows
                if row.text
            ]
    return found


def _from_block(block: Block) -> list[Piece]:
    if block.note:
        return [Piece(block.text, kind="footnote", typed=block.typed)]
    if re.fullmatch(r"[-–—\s]*(?:trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*", block.text, re.I) and not block.marker:
        return [Piece(block.text, kind="page_number", gap=block.gap)]
    typed, rest = split_mark(block.text)
    counted = listed_mark(block.marker)
    if counted and not (typed and typed.is_number and not counted.is_number):
        typed, rest = counted, block.text if typed is None or typed.is_number else rest
    first, *others = _INNER_BULLET.split(rest) if typed is None or typed.kind == BULLET else [rest]
    found = [Piece(first, typed, heading=block.heading, bold=block.bold, centred=block.centred, gap=block.gap)]
    found[0].typed = block.typed
    for sign, text in zip(others[::2], others[1::2], strict=True):
        found.append(Piece(text, listed_mark(sign), bold=block.bold, centred=block.centred, typed=block.typed))
    return found


def split_columns(piece: Piece) -> list[Piece]:
    """Lines that tabs set side by side ("Nơi nhận:" beside "TM. ..."), one after another."""
    parts = [part.strip() for part in piece.text.split("\t") if part.strip()]
    if len(parts) < 2 or piece.row is not None:
        return [without_tabs(piece)]
    first = Piece(
        parts[0], piece.mark, piece.kind, heading=piece.heading, bold=piece.bold, centred=piece.centred, gap=piece.gap,
        typed=piece.typed,
    )  # fmt: skip
    others = (Piece(part, bold=piece.bold, centred=piece.centred, gap=piece.gap) for part in parts[1:])
    return [first, *(replace(other, typed=piece.typed) for other in others)]


def without_tabs(piece: Piece) -> Piece:
    """The same piece; in running text a tab is a blank."""
    piece.text = re.sub(r"\s*\t\s*", " ", piece.text).strip()
    return piece


def join_torn(pieces: list[Piece]) -> tuple[list[Piece], list[tuple[Piece, Mend]]]:
    """Heals sentences that a page or line end tore apart; returns the pieces left and what was done."""
    pairs = _adjacent_words(pieces)
    found: list[Piece] = []
    mends: list[tuple[Piece, Mend]] = []
    last: Piece | None = None
    for piece in pieces:
        if piece.is_page_number:
            found.append(piece)
            continue
        torn = last is not None and _continues(last, piece, pairs)
        if torn and last is not None:
            sign = f"{piece.mark.text} " if piece.mark else ""
            mends.append(
                (
                    last,
                    Mend(
                        -1,
                        "joined",
                        f"{last.text[-40:]} ⏎ {sign}{piece.text[:40]}",
                        f"{last.text[-40:]} {sign}{piece.text[:40]}",
                    ),
                )
            )
            last.text = f"{last.text} {sign}{piece.text}"
            last.typed = joined(last.typed, piece.typed)
            continue
        found.append(piece)
        last = piece
    return found, mends


def _continues(last: Piece, piece: Piece, pairs: set[tuple[str, str]]) -> bool:
    if last.row or piece.row or piece.heading or "footnote" in (last.kind, piece.kind):
        return False
    if not last.text or last.text[-1] in _ENDS:
        return False
    if piece.mark is not None:
        return piece.mark.text in "-–—" and _torn_name(last, piece, pairs)
    starts_small = piece.text[:1].islower()
    if last.bold != piece.bold and not starts_small:
        return False
    return starts_small or (bool(_HANGING.search(last.text)) and len(last.text) > 60)


def _torn_name(last: Piece, piece: Piece, pairs: set[tuple[str, str]]) -> bool:
    """A dash that is no bullet: the words around it stand with a dash between them elsewhere ("Văn hóa - Xã hội")."""
    before, after = _WORD.findall(last.text[-30:]), _WORD.findall(piece.text[:30])
    return bool(before and after) and (before[-1].lower(), after[0].lower()) in pairs


def _adjacent_words(pieces: list[Piece]) -> set[tuple[str, str]]:
    """Pairs of words with a dash between them inside a line."""
    return {(a.lower(), b.lower()) for piece in pieces for a, b in re.findall(r"(\w+)\s*[-–]\s*(\w+)", piece.text)}
