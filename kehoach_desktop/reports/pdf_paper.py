"""Official papers on PDF by Nghị định 30/2020/NĐ-CP: letterhead, title, text, Nơi nhận and signature, annexes after them."""

from collections.abc import Callable
from pathlib import Path

from kehoach_desktop.domain import paper as wording
from kehoach_desktop.reports import layout
from kehoach_desktop.reports.model import LegalPaper, PaperBatch, TableForm, TextAnnex
from kehoach_desktop.reports.pdf_flow import Piece, block_pieces, draw_pieces
from kehoach_desktop.reports.pdf_parts import Stack, draw_letterhead, draw_signature, signature_height, wrapped
from kehoach_desktop.reports.pdf_table import draw_table
from kehoach_desktop.reports.pen import Pen
from kehoach_desktop.reports.text import dashed, one_line

_RECIPIENTS_GAP = 2.0  # between Nơi nhận and the column of the signature
_LAST_LINES = 2  # of the text that stay with the signature


def write_paper(paper: LegalPaper, path: Path) -> None:
    """A paper with its annexes as one PDF file."""
    pen = Pen(path, title=one_line(paper.title), author=paper.author)
    draw_paper(pen, paper)
    pen.save()


def write_batch(batch: PaperBatch, path: Path) -> None:
    """Papers one after another as one PDF file, each to be torn off and sent on its own."""
    pen = Pen(path, title=one_line(batch.title), author=batch.author)
    for paper in batch.papers:
        draw_paper(pen, paper)
    pen.save()


def draw_paper(pen: Pen, paper: LegalPaper) -> None:
    """A paper on new pages of a file, numbered from 1, and its annexes, each numbered on its own (Phụ lục I)."""
    pen.number_pages("")
    pen.trace = paper.trace
    pen.begin_page(layout.PORTRAIT, 1)
    pen.mark(f"paper-{pen.sheets}", one_line(paper.title))
    y = draw_letterhead(pen, paper.letterhead)
    y = _draw_title(pen, paper, y)
    pieces = [piece for block in paper.blocks for piece in block_pieces(pen, block)]
    for piece in pieces[-_LAST_LINES:]:
        piece.bound = True
    draw_pieces(pen, [*pieces, *_tail(pen, paper)], y)
    pen.end_page()
    for annex in paper.annexes:
        if annex.label:
            pen.number_pages(_label_prefix(annex.label))
            pen.pages_before = 0
        pen.pages_before += draw_table(pen, annex) if isinstance(annex, TableForm) else _draw_text_annex(pen, annex)
    pen.pages_before = 0


def _draw_text_annex(pen: Pen, annex: TextAnnex) -> int:
    """An annex in words from a new page on; returns how many pages it took."""
    pen.begin_page(layout.PORTRAIT, 1)
    y = _draw_annex_heading(pen, annex, pen.page.height - pen.page.top)
    pages = draw_pieces(pen, [piece for block in annex.blocks for piece in block_pieces(pen, block)], y)
    pen.end_page()
    return pages


def _draw_annex_heading(pen: Pen, annex: TextAnnex, y: float) -> float:
    """Label, title and the paper it belongs to (Phụ lục I, mục III.1)."""
    stack = Stack(pen, pen.page.middle, pen.page.text_width, y)
    stack.put([annex.label], layout.ANNEX_LABEL, pen.serif.bold)
    stack.put([annex.title], layout.ANNEX_TITLE, pen.serif.bold)
    stack.put(annex.subtitle, layout.ANNEX_OF, pen.serif.italic)
    return stack.y - 8 if annex.label else y


def _label_prefix(label: str) -> str:
    """What viewers put before the page numbers of an annex: "PL II-"; "PL-" of the only one."""
    return " ".join(("PL", *label.removeprefix("Phụ lục").split())) + "-"


def _draw_title(pen: Pen, paper: LegalPaper, y: float) -> float:
    """Type name, summary and the short rule; or the addressees of a công văn."""
    page, serif = pen.page, pen.serif
    stack = Stack(pen, page.middle, page.text_width * 0.86, y - 14)
    if paper.type_name:
        stack.put([paper.type_name.upper()], layout.TYPE_NAME, serif.bold)
        stack.put([paper.summary], layout.SUMMARY, serif.bold)
        if paper.summary:
            stack.rule(layout.SUMMARY_RULE)
        stack.y -= 6
    if paper.addressees:
        stack.y = _draw_addressees(pen, paper.addressees, stack.y)
    return stack.y - 2


def _draw_addressees(pen: Pen, addressees: tuple[str, ...], y: float) -> float:
    """One addressee on the line of "Kính gửi:", several below it with their dashes under the colon (mục II.9)."""
    size, face, page = layout.ADDRESSEE, pen.serif.regular, pen.page
    x = page.left + layout.ADDRESSEE_LEFT
    pen.text(x, y - size * (layout.LINE - 0.25), wording.ADDRESSEES, size)
    if len(addressees) == 1:
        text_x, lead, names = x + face.width(f"{wording.ADDRESSEES} ") * size, "", [one_line(addressees[0])]
    else:
        text_x, lead, names = x + face.width(wording.ADDRESSEES[:-1]) * size, "- ", dashed(addressees)
        y -= size * layout.LINE
    hang = face.width(lead) * size
    for name in names:
        lines = wrapped(face, size, page.width - page.right - text_x - hang, [name.removeprefix(lead)])
        for number, line in enumerate(lines):
            y -= size * layout.LINE
            first = lead if number == 0 else ""
            pen.text(text_x + (0 if first else hang), y + size * 0.25, first + line, size)
    return y - layout.PARAGRAPH_GAP


def _tail(pen: Pen, paper: LegalPaper) -> list[Piece]:
    """Nơi nhận on the left, level with the signature on the right; a list longer than a page goes on over the page."""
    page, size = pen.page, layout.RECIPIENTS
    left_width = page.text_width * layout.SIGN_LEFT
    right_width = page.text_width - left_width
    names = wrapped(pen.serif.regular, size, left_width - _RECIPIENTS_GAP, dashed(paper.recipients))
    label_height, line_height = layout.AUTHORITY * layout.LINE, size * layout.LINE
    count = int((page.text_height * 0.9 - label_height) / line_height)
    beside, below = names[:count], names[count:]
    right_height = signature_height(pen, paper.signature, right_width, layout.AUTHORITY)
    middle = page.left + left_width + right_width / 2

    def draw(top: float) -> None:
        level = top - layout.AUTHORITY * (layout.LINE - 0.25)  # where the first line of the authority stands
        if names:
            pen.text(page.left, level, wording.RECIPIENTS, layout.RECIPIENTS_LABEL, pen.serif.bold_italic)
        for number, line in enumerate(beside, 1):
            pen.text(page.left, level - number * line_height, line, size)
        draw_signature(Stack(pen, middle, right_width, top), paper.signature, layout.AUTHORITY)

    def draw_line(line: str) -> Callable[[float], None]:
        return lambda top: pen.text(page.left, top - size * (layout.LINE - 0.25), line, size)

    height = max(label_height + len(beside) * line_height, right_height)
    first = Piece(height=height, draw=draw, gap=2 * layout.PARAGRAPH_GAP)
    return [first, *(Piece(height=line_height, draw=draw_line(line)) for line in below)]
