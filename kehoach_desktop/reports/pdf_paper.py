"""Official papers on PDF by Nghị định 30/2020/NĐ-CP: letterhead, title, text, Nơi nhận and signature, annexes after them."""

from pathlib import Path

from kehoach_desktop.reports import layout
from kehoach_desktop.reports.model import LegalPaper, PaperBatch
from kehoach_desktop.reports.pdf_flow import Piece, block_pieces, draw_pieces
from kehoach_desktop.reports.pdf_parts import Stack, draw_letterhead, draw_signature, signature_height, wrapped
from kehoach_desktop.reports.pdf_table import draw_table
from kehoach_desktop.reports.pen import Pen
from kehoach_desktop.reports.text import one_line

_RECIPIENTS_LABEL = "Nơi nhận:"
_ADDRESSEE_LABEL = "Kính gửi:"


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
    pen.begin_page(layout.PORTRAIT, 1)
    pen.mark(f"paper-{pen.sheets}", one_line(paper.title))
    y = draw_letterhead(pen, paper.letterhead)
    y = _draw_title(pen, paper, y)
    pieces = [piece for block in paper.blocks for piece in block_pieces(pen, block)]
    if pieces:
        pieces[-1].bound = True
    draw_pieces(pen, [*pieces, _tail(pen, paper)], y)
    pen.end_page()
    for annex in paper.annexes:
        pen.number_pages(_label_prefix(annex.label))
        draw_table(pen, annex)


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
        stack.rule(layout.SUMMARY_RULE)
        stack.y -= 6
    if paper.addressees:
        stack.y = _draw_addressees(pen, paper.addressees, stack.y)
    return stack.y - 2


def _draw_addressees(pen: Pen, addressees: tuple[str, ...], y: float) -> float:
    """One addressee on the line of "Kính gửi:", several under one another with dashes."""
    size, face, page = layout.ADDRESSEE, pen.serif.regular, pen.page
    x = page.left + 2 * layout.FIRST_LINE
    text_x = x + (face.width(_ADDRESSEE_LABEL) + face.space) * size
    pen.text(x, y - size * (layout.LINE - 0.25), _ADDRESSEE_LABEL, size)
    for line in wrapped(face, size, page.width - page.right - text_x, _dashed(addressees, always=len(addressees) > 1)):
        y -= size * layout.LINE
        pen.text(text_x, y + size * 0.25, line, size)
    return y - layout.PARAGRAPH_GAP


def _dashed(names: tuple[str, ...], *, always: bool = True) -> list[str]:
    """Names as a list: a dash before each, semicolons between, a full stop at the end; one alone may stand bare."""
    bare = [one_line(name).removeprefix("-").strip().rstrip(" .;,") for name in names]
    if not always:
        return bare
    return [f"- {name}{'.' if n == len(bare) - 1 else ';'}" for n, name in enumerate(bare)]


def _tail(pen: Pen, paper: LegalPaper) -> Piece:
    """Nơi nhận on the left, level with the signature on the right."""
    page = pen.page
    left_width = page.text_width * layout.SIGN_LEFT
    right_width = page.text_width - left_width
    size = layout.RECIPIENTS
    names = _recipient_lines(pen, paper, left_width, page.text_height * 0.9)
    label_height = layout.RECIPIENTS_LABEL * layout.LINE
    line_height = size * layout.LINE
    right_height = signature_height(pen, paper.signature, right_width, layout.AUTHORITY)
    middle = page.left + left_width + right_width / 2

    def draw(top: float) -> None:
        y = top - label_height
        if names:
            pen.text(page.left, y + size * 0.25, _RECIPIENTS_LABEL, layout.RECIPIENTS_LABEL, pen.serif.bold_italic)
        for line in names:
            y -= line_height
            pen.text(page.left, y + size * 0.25, line, size)
        draw_signature(Stack(pen, middle, right_width, top), paper.signature, layout.AUTHORITY)

    height = max(label_height + len(names) * line_height, right_height)
    return Piece(height=height, draw=draw, gap=2 * layout.PARAGRAPH_GAP)


def _recipient_lines(pen: Pen, paper: LegalPaper, width: float, highest: float) -> list[str]:
    """The lines under Nơi nhận; run on in one paragraph when they would fill a page."""
    texts = _dashed(paper.recipients)
    size, face = layout.RECIPIENTS, pen.serif.regular
    lines = wrapped(face, size, width - 8, texts)
    if len(lines) * size * layout.LINE > highest:
        lines = wrapped(face, size, width - 8, [" ".join(texts).replace("; - ", "; ")])
    return lines
