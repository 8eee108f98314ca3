"""Parts a plan into front, body, foot, annexes and notes, before anything in them is read."""

from collections.abc import Sequence

from kehoach_desktop.importing.back_matter import annex_index, back_index, mark_closing
from kehoach_desktop.importing.blocks import Block, Table
from kehoach_desktop.importing.front_matter import split_title_line, title_index
from kehoach_desktop.importing.pieces import Piece, Pieces, join_torn, pieces_of, split_columns, without_tabs


def part_zones(items: Sequence[Block | Table]) -> tuple[Pieces, int | None]:
    """The zones, and where the word KẾ HOẠCH stands in the front; sentences torn by page ends are healed in the body, columns are parted in front and back."""
    pieces = pieces_of(items)
    notes = [piece for piece in pieces if piece.kind == "footnote"]
    pieces = [piece for piece in pieces if piece.kind != "footnote"]
    found = title_index(pieces)
    start = 0 if found is None else found + 1
    back_at = back_index(pieces, start)
    head = [part for piece in pieces[:start] for part in split_columns(piece)]
    middle = [without_tabs(piece) for piece in pieces[start:back_at]]
    foot = [part for piece in pieces[back_at:] for part in split_columns(piece)]
    title_at = title_index(head)
    if title_at is not None:
        head = split_title_line(head, title_at)
    start = 0 if title_at is None else title_at + 1
    body, joins = join_torn([*head[start:], *middle])
    first = _first_chapter(body)
    annex_at = annex_index(foot, 0)
    zones = Pieces([*head[:start], *body[:first]], body[first:], foot[:annex_at], foot[annex_at:], notes, joins)
    mark_closing(zones.body)
    return zones, title_at


def _first_chapter(body: list[Piece]) -> int:
    """Where the preamble ends: before the first numbered or marked heading, or after "như sau:"."""
    for at, piece in enumerate(body):
        if (piece.mark is not None and piece.mark.is_number) or piece.row is not None:
            return at
        if at and (piece.heading or (piece.text.isupper() and len(piece.text) > 5)):
            return at
        if piece.text.rstrip().lower().endswith(("như sau:", "như sau", "sau đây:")):
            return at + 1
    return 0
