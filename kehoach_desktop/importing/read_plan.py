"""The one door of the importer: a file becomes a Proposal, or a fault with its remedy; nothing is saved."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from kehoach_desktop.importing.assignments import read_assignments
from kehoach_desktop.importing.back_matter import annex_index, back_index, mark_closing, read_back, read_recipients
from kehoach_desktop.importing.blocks import Block, Table
from kehoach_desktop.importing.deadlines import read_deadlines
from kehoach_desktop.importing.doubts import read_doubts
from kehoach_desktop.importing.front_matter import find_commune, read_front, split_title_line, title_index
from kehoach_desktop.importing.indicators import read_indicators
from kehoach_desktop.importing.legal_bases import read_legal_bases
from kehoach_desktop.importing.mends import read_mends
from kehoach_desktop.importing.outline import Section, build_outline
from kehoach_desktop.importing.pieces import Piece, Pieces, join_torn, pieces_of, split_columns, without_tabs
from kehoach_desktop.importing.proposal import Mend, Proposal, ProposedFunding, ProposedParagraph, ProposedSection
from kehoach_desktop.importing.readers.files import read_file
from kehoach_desktop.importing.table_contents import read_table_indicators, read_table_tasks
from kehoach_desktop.importing.tasks import mark_labels, read_tasks
from kehoach_desktop.importing.units import names_of, propose_units, read_unit_headings

_SILENT = lambda _done: None  # noqa: E731


def read_plan(path: Path, *, progress: Callable[[float], None] | None = None) -> Proposal:
    """Everything the plan says, each item pointing at its paragraph; `progress` hears shares from 0 to 1.

    Raises a fault of importing.faults when the file cannot be read.
    """
    tell = progress or _SILENT
    tell(0.0)
    data, items = read_file(path)
    tell(0.3)
    proposal = propose(items, path.name, hashlib.sha256(data).hexdigest(), tell)
    tell(1.0)
    return proposal


def propose(
    items: Sequence[Block | Table], source_name: str, source_sha256: str, tell: Callable[[float], None] = _SILENT
) -> Proposal:
    """The proposal for blocks and tables that a reader found."""
    zones, title_at = _zones(items)
    front = read_front(zones.front, title_at)
    back = read_back(zones.back)
    body, sections = build_outline(zones.body)
    zones.body = body
    pieces = zones.all()
    for number, piece in enumerate(pieces, 1):
        piece.id = number
    find_commune(
        front,
        [piece.text for piece in [*zones.front, *body] if piece.kind in ("title", "basis", "closing", "letterhead")],
    )
    tell(0.5)
    mark_labels(body)
    names = names_of(sections)
    headings = read_unit_headings(body, sections, names)
    assignments = read_assignments(body, sections, headings, names)
    tables = [piece for piece in [*body, *zones.annex] if piece.row]
    row_tasks, row_assignments = read_table_tasks(tables, names, front.year)
    tell(0.7)
    tasks = [*read_tasks(body, sections, headings, assignments, names, front.year), *row_tasks]
    indicators = [*read_indicators(body, sections, front.year), *read_table_indicators(tables)]
    assignments += row_assignments
    units = propose_units(headings, [name for a in assignments for name in (*a.lead, *a.support)])
    roles = [(piece, sections[piece.section].role if piece.section is not None else None) for piece in body]
    tell(0.9)
    mends = [Mend(piece.id, mend.kind, mend.before, mend.after) for piece, mend in zones.joins] + read_mends(pieces)
    return Proposal(
        source_name=source_name,
        source_sha256=source_sha256,
        place=front.place,
        unit_type=front.unit_type,
        title=front.title,
        doc_symbol=front.symbol,
        doc_number=front.number,
        doc_date=front.issued,
        signer_authority=tuple(back.authority),
        signer_position=back.position,
        signer_name=back.name,
        legal_bases=tuple(read_legal_bases([*front.title_pieces, *front.basis_pieces])),
        sections=tuple(_section(section) for section in sections),
        paragraphs=tuple(
            ProposedParagraph(
                piece.id, piece.section, _kind(piece, sections), piece.mark.text if piece.mark else "", piece.text
            )
            for piece in pieces
        ),
        indicators=tuple(indicators),
        units=tuple(units),
        assignments=tuple(assignments),
        tasks=tuple(tasks),
        report_deadlines=tuple(read_deadlines(roles)),
        funding=tuple(_funding(roles)),
        recipients=read_recipients(back.recipients),
        mends=tuple(mends),
        doubts=tuple(read_doubts(front, back, sections, indicators, units, assignments, tasks)),
    )


def _zones(items: Sequence[Block | Table]) -> tuple[Pieces, int | None]:
    """Front, body, back, annex; sentences torn by page ends are healed in the body, columns are parted in front and back."""
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


def _section(section: Section) -> ProposedSection:
    return ProposedSection(
        section.key, section.parent, section.number, section.path, section.title, section.level, section.piece.id
    )


def _kind(piece: Piece, sections: list[Section]) -> str:
    slogan = piece.kind in ("body", "bullet") and piece.section is not None and sections[piece.section].role == "slogan"
    return "slogan" if slogan else piece.kind


def _funding(roles: list[tuple[Piece, str | None]]) -> list[ProposedFunding]:
    return [
        ProposedFunding(piece.text, piece.id)
        for piece, role in roles
        if role == "funding" and piece.kind in ("body", "bullet", "label")
    ]
