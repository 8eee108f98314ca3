"""The one door of the importer: a file becomes a Proposal, or a fault with its remedy; nothing is saved."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from kehoach_desktop.importing.assignments import read_assignments
from kehoach_desktop.importing.back_matter import read_back, read_recipients
from kehoach_desktop.importing.blocks import Block, Table
from kehoach_desktop.importing.deadlines import read_deadlines
from kehoach_desktop.importing.doubts import encoding_doubts, read_doubts
from kehoach_desktop.importing.fact_doubts import read_fact_doubts
from kehoach_desktop.importing.faults import EmptyPlan, PlanTooLarge
from kehoach_desktop.importing.front_matter import find_commune, read_front
from kehoach_desktop.importing.indicators import read_indicators
from kehoach_desktop.importing.legal_bases import read_legal_bases
from kehoach_desktop.importing.mends import read_mends
from kehoach_desktop.importing.outline import Section, build_outline
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import Mend, Proposal, ProposedFunding, ProposedParagraph, ProposedSection
from kehoach_desktop.importing.readers.files import MAX_TEXT, read_file
from kehoach_desktop.importing.readers.plain_text import read_text
from kehoach_desktop.importing.table_contents import read_table_indicators, read_table_tasks
from kehoach_desktop.importing.tasks import mark_labels, read_tasks
from kehoach_desktop.importing.units import names_of, propose_units, read_unit_headings
from kehoach_desktop.importing.zones import part_zones

_TELLING_THE_COMMUNE = frozenset({"title", "basis", "closing", "letterhead"})
PASTED = "Nội dung dán"
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


def read_pasted(text: str) -> Proposal:
    """The same for text copied out of Word or a mail. Raises EmptyPlan or PlanTooLarge."""
    if not text.strip():
        raise EmptyPlan(PASTED)
    data = text.encode("utf-8", "replace")
    if len(data) > MAX_TEXT:
        raise PlanTooLarge("5 MB", PASTED)
    return propose(read_text(text), PASTED, hashlib.sha256(data).hexdigest())


def propose(
    items: Sequence[Block | Table], source_name: str, source_sha256: str, tell: Callable[[float], None] = _SILENT
) -> Proposal:
    """The proposal for blocks and tables that a reader found."""
    zones, title_at = part_zones(items)
    front, back = read_front(zones.front, title_at), read_back(zones.back)
    zones.body, sections = build_outline(zones.body)
    body, pieces = zones.body, zones.all()
    for number, piece in enumerate(pieces, 1):
        piece.id = number
    find_commune(front, [piece.text for piece in [*zones.front, *body] if piece.kind in _TELLING_THE_COMMUNE])
    mark_labels(body)
    tell(0.5)
    names = names_of(sections)
    headings = read_unit_headings(body, sections, names)
    assignments = read_assignments(body, sections, headings, names)
    tables = [piece for piece in [*body, *zones.annex] if piece.row]
    row_tasks, row_assignments = read_table_tasks(tables, names, front.year)
    tasks = [*read_tasks(body, sections, headings, assignments, names, front.year), *row_tasks]
    indicators = [*read_indicators(body, sections, front.year), *read_table_indicators(tables)]
    assignments += row_assignments
    units = propose_units(headings, [name for a in assignments for name in (*a.lead, *a.support)])
    roles = [(piece, sections[piece.section].role if piece.section is not None else None) for piece in body]
    tell(0.9)
    mends = [Mend(piece.id, mend.kind, mend.before, mend.after) for piece, mend in zones.joins]
    mends += [*_encoding_mends(pieces), *read_mends(pieces)]
    deadlines = read_deadlines(roles)
    doubts = [
        *encoding_doubts(pieces),
        *read_doubts(front, back, sections, indicators, units, assignments, tasks),
        *read_fact_doubts(pieces, indicators, assignments, tasks, deadlines, front.year),
    ]
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
        paragraphs=tuple(_paragraph(piece, sections) for piece in pieces),
        indicators=tuple(indicators),
        units=tuple(units),
        assignments=tuple(assignments),
        tasks=tuple(tasks),
        report_deadlines=tuple(deadlines),
        funding=tuple(_funding(roles)),
        recipients=read_recipients(back.recipients),
        mends=tuple(mends),
        doubts=tuple(doubts),
    )


def _encoding_mends(pieces: list[Piece]) -> list[Mend]:
    """What each converted paragraph was, as it was typed."""
    return [Mend(piece.id, "encoding", piece.typed[1], piece.text) for piece in pieces if piece.typed]


def _section(section: Section) -> ProposedSection:
    return ProposedSection(
        section.key, section.parent, section.number, section.path, section.title, section.level, section.piece.id
    )


def _paragraph(piece: Piece, sections: list[Section]) -> ProposedParagraph:
    role = sections[piece.section].role if piece.section is not None else None
    kind = "slogan" if role == "slogan" and piece.kind in ("body", "bullet") else piece.kind
    return ProposedParagraph(piece.id, piece.section, kind, piece.mark.text if piece.mark else "", piece.text)


def _funding(roles: list[tuple[Piece, str | None]]) -> list[ProposedFunding]:
    return [
        ProposedFunding(piece.text, piece.id)
        for piece, role in roles
        if role == "funding" and piece.kind in ("body", "bullet", "label")
    ]
