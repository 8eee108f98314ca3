"""Official papers as Word files: the same text, sizes, margins and places as on PDF, for people to go on writing; no rules of law.

Word breaks the lines itself, so nothing is measured here but the short rules under letterhead and title.
"""

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
    borderless_table,
    new_document,
    next_section,
    set_page,
)
from kehoach_desktop.reports.docx_table import add_table
from kehoach_desktop.reports.layout import Page
from kehoach_desktop.reports.model import Block, LegalPaper, PaperBatch, Run, Signature, TableForm
from kehoach_desktop.reports.text import one_line

_CENTRED = Look(align="center")
_LEVEL_GAP = 8.0


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
    _begin_section(document, layout.PORTRAIT, first=first)
    _add_letterhead(document, paper)
    _add_title(document, paper)
    for block in paper.blocks:
        _add_block(document, block, keep=block is paper.blocks[-1])
    _add_tail(document, paper)
    for annex in paper.annexes:
        _begin_section(document, layout.LANDSCAPE, first=False)
        _add_annex(document, annex)


def _begin_section(document: Any, page: Page, *, first: bool) -> None:
    """A section that begins on a page numbered 1, without the number on that page (Phụ lục I, mục II)."""
    section = document.sections[0] if first else next_section(document)
    set_page(section, page)
    add_page_number(section)


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
        add_paragraph(right, head.place_date, _CENTRED.of(layout.PLACE_DATE, italic=True, before=_LEVEL_GAP))
        if head.about:
            add_balanced(left, head.about, _CENTRED.of(layout.ABOUT, before=layout.PARAGRAPH_GAP), width)


def _add_title(document: Any, paper: LegalPaper) -> None:
    if paper.type_name:
        add_paragraph(document, paper.type_name.upper(), _CENTRED.of(layout.TYPE_NAME, bold=True, before=14))
        width = layout.PORTRAIT.text_width
        last = add_balanced(document, paper.summary, _CENTRED.of(layout.SUMMARY, bold=True), width)
        add_rule(document, last * layout.SUMMARY_RULE, width)
    look = Look(size=layout.ADDRESSEE, before=14, indent=2 * layout.FIRST_LINE, after=layout.PARAGRAPH_GAP)
    if len(paper.addressees) == 1:
        add_paragraph(document, f"Kính gửi: {one_line(paper.addressees[0])}", look)
    elif paper.addressees:
        lines = dashed(paper.addressees)
        add_paragraph(document, "Kính gửi:", look.of(layout.ADDRESSEE, after=0))
        for line in lines:
            add_paragraph(document, line, Look(size=layout.ADDRESSEE, indent=4 * layout.FIRST_LINE))


def _add_block(document: Any, block: Block, *, keep: bool) -> None:
    style = layout.BLOCKS[block.kind]
    runs = [
        Run(run.text.upper() if style.capitals else run.text, run.bold or style.bold, run.italic or style.italic)
        for run in block.runs
    ]
    look = Look(
        size=layout.BODY, align="justify", before=layout.PARAGRAPH_GAP, first_line=layout.FIRST_LINE,
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
        add_paragraph(left, "Nơi nhận:", Look(size=layout.RECIPIENTS_LABEL, bold=True, italic=True))
    for line in dashed(paper.recipients):
        add_paragraph(left, line, Look(size=layout.RECIPIENTS))
    _add_signature(right, paper.signature)


def _add_signature(cell: Any, signature: Signature) -> None:
    look = _CENTRED.of(layout.AUTHORITY, bold=True)
    for text in signature.heads:
        add_paragraph(cell, text, look)
    if signature.hint:
        add_paragraph(cell, signature.hint, _CENTRED.of(layout.AUTHORITY, italic=True))
    add_paragraph(cell, signature.name, _CENTRED.of(layout.SIGNER, bold=True, before=layout.SIGN_ROOM))


def _add_annex(document: Any, annex: TableForm) -> None:
    add_paragraph(document, annex.label, _CENTRED.of(layout.ANNEX_LABEL, bold=True))
    add_balanced(document, annex.title, _CENTRED.of(layout.ANNEX_TITLE, bold=True), layout.LANDSCAPE.text_width)
    for text in filter(None, annex.subtitle):
        add_paragraph(document, text, _CENTRED.of(layout.ANNEX_OF, italic=True))
    add_paragraph(document, "", Look(size=6))
    add_table(document, annex, layout.LANDSCAPE)
    if annex.note:
        add_paragraph(document, annex.note, Look(size=layout.TABLE, italic=True, before=4))


def dashed(names: tuple[str, ...]) -> list[str]:
    """Names as a list: a dash before each, semicolons between, a full stop at the end (Phụ lục I, mục II.9)."""
    bare = [one_line(name).removeprefix("-").strip().rstrip(" .;,") for name in names]
    return [f"- {name}{'.' if n == len(bare) else ';'}" for n, name in enumerate(bare, 1)]
