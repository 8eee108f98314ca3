"""Official papers as Word files: the same text, sizes, margins and places as on PDF, for people to go on writing; no rules of law.

Word breaks the lines itself, so nothing is measured here but the short rules under letterhead and title.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kehoach_desktop.domain import paper as wording
from kehoach_desktop.reports import layout
from kehoach_desktop.reports.docx_parts import (
    Look,
    add_balanced,
    add_page_number,
    add_paragraph,
    add_rule,
    add_trace,
    borderless_table,
    new_document,
    next_section,
    set_page,
)
from kehoach_desktop.reports.docx_table import add_table
from kehoach_desktop.reports.fonts import serif
from kehoach_desktop.reports.layout import Page
from kehoach_desktop.reports.model import Block, LegalPaper, PaperBatch, Run, Signature, TableForm, TextAnnex
from kehoach_desktop.reports.pdf_parts import place_date_lines
from kehoach_desktop.reports.text import dashed, one_line

_CENTRED = Look(align="center")
_LEVEL_GAP = 8.0
_UNDER_TITLE = 14.0  # Word takes the larger of the room after one paragraph and before the next


def write_batch(batch: PaperBatch, path: Path) -> None:
    """Papers one after another in one Word file, each in sections of its own numbered from 1."""
    document = new_document(batch.title, batch.author)
    for number, paper in enumerate(batch.papers):
        _add_paper(document, paper, first=number == 0)
    document.save(str(path))


def write_paper(paper: LegalPaper, path: Path) -> None:
    """A paper with its annexes as a Word file."""
    write_batch(PaperBatch(paper.title, (paper,), paper.author), path)


def _add_paper(document: Any, paper: LegalPaper, *, first: bool) -> None:
    _begin_section(document, layout.PORTRAIT, paper.trace, first=first)
    _add_letterhead(document, paper)
    _add_title(document, paper)
    last = len(paper.blocks) - _kept_at_the_end(paper.blocks)
    for place, block in enumerate(paper.blocks):
        _add_block(document, block, keep=place >= last)
    _add_tail(document, paper)
    for annex in paper.annexes:
        page = layout.LANDSCAPE if isinstance(annex, TableForm) else layout.PORTRAIT
        _begin_section(document, page, paper.trace, first=False, goes_on=not annex.label)
        _add_annex(document, annex)


def _kept_at_the_end(blocks: Sequence[Block]) -> int:
    """How many blocks stay with the signature: the last, and the one before it when the last is a single line."""
    if not blocks:
        return 0
    face, room = serif().regular, layout.PORTRAIT.text_width - layout.FIRST_LINE
    return 2 if face.width(one_line(blocks[-1].text)) * layout.BODY <= room else 1


def _begin_section(document: Any, page: Page, trace: str, *, first: bool, goes_on: bool = False) -> None:
    """A section on a new page: numbered 1 and not shown there (Phụ lục I, mục I.7), or counted on."""
    section = document.sections[0] if first else next_section(document)
    set_page(section, page)
    add_page_number(section, goes_on=goes_on)
    add_trace(section, trace)


def _add_letterhead(document: Any, paper: LegalPaper) -> None:
    head, page = paper.letterhead, layout.PORTRAIT
    width = page.text_width * layout.LETTERHEAD_LEFT
    table = borderless_table(document, 2 if head.symbol_line or head.place_date or head.about else 1,
                             (width, page.text_width - width))  # fmt: skip
    left, right = table.rows[0].cells
    for text in filter(None, head.parent):
        add_paragraph(left, text, _CENTRED.of(layout.AGENCY))
    for text in filter(None, head.agency):
        last = add_balanced(left, text, _CENTRED.of(layout.AGENCY, bold=True), width)
        if text == head.agency[-1]:
            add_rule(left, last * layout.AGENCY_RULE, width)
    if head.national:
        add_paragraph(right, wording.NATION, _CENTRED.of(layout.NATION, bold=True))
        motto = add_balanced(right, wording.MOTTO, _CENTRED.of(layout.MOTTO, bold=True), page.text_width - width)
        add_rule(right, motto, page.text_width - width)
    if len(table.rows) > 1:
        left, right = table.rows[1].cells
        add_paragraph(left, head.symbol_line, _CENTRED.of(layout.SYMBOL, before=_LEVEL_GAP))
        for number, line in enumerate(place_date_lines(head.place_date, page.text_width - width)):
            gap = _LEVEL_GAP if number == 0 else 0
            add_paragraph(right, line, _CENTRED.of(layout.PLACE_DATE, italic=True, before=gap))
        if head.about:
            add_balanced(left, head.about, _CENTRED.of(layout.ABOUT, before=layout.PARAGRAPH_GAP), width)


def _add_title(document: Any, paper: LegalPaper) -> None:
    if paper.type_name:
        add_paragraph(document, paper.type_name.upper(), _CENTRED.of(layout.TYPE_NAME, bold=True, before=14))
        width = layout.PORTRAIT.text_width
        if paper.summary:
            last = add_balanced(document, paper.summary, _CENTRED.of(layout.SUMMARY, bold=True), width)
            add_rule(document, last * layout.SUMMARY_RULE, width, gap=5, after=_UNDER_TITLE)
    if paper.addressees:
        _add_addressees(document, paper.addressees)


def _add_addressees(document: Any, addressees: tuple[str, ...]) -> None:
    """One addressee on the line of "Kính gửi:", several below it with their dashes under the colon (mục II.9)."""
    size, face, label = layout.ADDRESSEE, serif().regular, wording.ADDRESSEES
    if len(addressees) == 1:
        hang = (face.width(label) + face.space) * size
        look = Look(size=size, before=14, indent=layout.ADDRESSEE_LEFT + hang, first_line=-hang, after=_UNDER_TITLE)
        add_paragraph(document, f"{label} {one_line(addressees[0])}", look)
        return
    add_paragraph(document, label, Look(size=size, before=14, indent=layout.ADDRESSEE_LEFT))
    hang = face.width("- ") * size
    indent = layout.ADDRESSEE_LEFT + face.width(label[:-1]) * size + hang
    names = dashed(addressees)
    for line in names:
        after = _UNDER_TITLE if line is names[-1] else 0
        add_paragraph(document, line, Look(size=size, indent=indent, first_line=-hang, after=after))


def _add_block(document: Any, block: Block, *, keep: bool) -> None:
    style = layout.BLOCKS[block.kind]
    runs = [
        Run(run.text.upper() if style.capitals else run.text, run.bold or style.bold, run.italic or style.italic)
        for run in block.runs
    ]
    look = Look(
        size=layout.BODY, align="center" if style.centred else "justify", before=layout.PARAGRAPH_GAP,
        first_line=0 if style.centred else layout.FIRST_LINE,
        spacing=layout.BODY_LINE / layout.LINE, keep=style.keep_with_next or keep,
    )  # fmt: skip
    add_paragraph(document, runs, look)


def _add_tail(document: Any, paper: LegalPaper) -> None:
    """Nơi nhận on the left, level with the signature on the right."""
    width = layout.PORTRAIT.text_width * layout.SIGN_LEFT
    add_paragraph(document, "", Look(size=6, keep=True))
    table = borderless_table(document, 1, (width, layout.PORTRAIT.text_width - width))
    left, right = table.rows[0].cells
    if paper.recipients:
        level = (layout.AUTHORITY - layout.RECIPIENTS_LABEL) * 0.9  # so that both base lines are one
        add_paragraph(
            left, wording.RECIPIENTS, Look(size=layout.RECIPIENTS_LABEL, bold=True, italic=True, before=level)
        )
    for line in dashed(paper.recipients):
        add_paragraph(left, line, Look(size=layout.RECIPIENTS))
    _add_signature(right, paper.signature)


def _add_signature(cell: Any, signature: Signature) -> None:
    look = _CENTRED.of(layout.AUTHORITY, bold=True)
    for text in signature.heads:
        add_paragraph(cell, text, look)
    if signature.hint:
        add_paragraph(cell, signature.hint, _CENTRED.of(layout.AUTHORITY, italic=True))
    add_paragraph(cell, signature.name, _CENTRED.of(layout.AUTHORITY, bold=True, before=layout.SIGN_ROOM))


def _add_annex(document: Any, annex: TableForm | TextAnnex) -> None:
    if annex.label:
        add_paragraph(document, annex.label, _CENTRED.of(layout.ANNEX_LABEL, bold=True))
    if annex.title:
        width = (layout.LANDSCAPE if isinstance(annex, TableForm) else layout.PORTRAIT).text_width
        add_balanced(document, annex.title, _CENTRED.of(layout.ANNEX_TITLE, bold=True), width)
    for text in filter(None, annex.subtitle):
        add_paragraph(document, text, _CENTRED.of(layout.ANNEX_OF, italic=True))
    if isinstance(annex, TextAnnex):
        for block in annex.blocks:
            _add_block(document, block, keep=False)
        return
    add_paragraph(document, "", Look(size=6))
    add_table(document, annex, layout.LANDSCAPE)
    if annex.note:
        add_paragraph(document, annex.note, Look(size=layout.TABLE, italic=True, before=4))
