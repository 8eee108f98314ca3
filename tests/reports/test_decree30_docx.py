"""Every legal paper as a Word file against the rules of Nghị định 30/2020/NĐ-CP, Phụ lục I, and against its PDF.

Word breaks lines and pages itself; what is read back is what the file tells it: sheet, sizes, faces, places, what stays
together. RULES has the numbers of test_decree30_pdf.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from kehoach_desktop.reports import docx_paper, fonts
from kehoach_desktop.reports.layout import BLOCKS
from kehoach_desktop.reports.model import BlockKind, LegalPaper, TableForm
from kehoach_desktop.reports.pdf_paper import write_paper
from kehoach_desktop.reports.pdf_parts import balanced
from tests.reports.legal_papers import FORMS, LENGTHS, NAMED, SHORT, paper_of
from tests.reports.printed import INDENT, MM
from tests.reports.readback import pdf_text

CENTRE, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
HEADS = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
LEFT_COLUMN, RIGHT_COLUMN = 0, 1


class Case:
    """A paper as data and the paragraphs of its Word file in order, those of table cells in their place."""

    def __init__(self, form: str, length: str, folder) -> None:
        self.form, self.length = form, length
        self.paper: LegalPaper = paper_of(form, length)
        self.path = folder / f"{form}.docx"
        docx_paper.write_paper(self.paper, self.path)
        self.document: Any = docx.Document(str(self.path))
        body = self.document.element.body
        self.paragraphs = [Paragraph(p, self.document) for p in body.iter(qn("w:p"))]
        self.outer = [Paragraph(p, self.document) for p in body.iterchildren(qn("w:p"))]

    @property
    def is_letter(self) -> bool:
        return not self.paper.type_name

    def find(self, start: str) -> Paragraph:
        return next(p for p in self.paragraphs if p.text.startswith(start))

    def table(self, number: int) -> Table:
        return self.document.tables[number]

    def cell(self, table: int, row: int, column: int) -> list[Paragraph]:
        return self.table(table).rows[row].cells[column].paragraphs

    def blocks(self) -> list[Paragraph]:
        """The paragraphs of the text."""
        shown = [self._shown(block) for block in self.paper.blocks]
        start = next(n for n, p in enumerate(self.outer) if p.text == shown[0])
        return self.outer[start : start + len(shown)]

    def _shown(self, block) -> str:
        return block.text.upper() if BLOCKS[block.kind].capitals else block.text


def look(paragraph: Paragraph, size: float, *, bold: bool = False, italic: bool = False, align=None) -> None:
    """Size and face of every run, and where the paragraph stands."""
    assert paragraph.runs
    for run in paragraph.runs:
        assert run.font.size
        assert (run.font.size.pt, bool(run.bold), bool(run.italic)) == (size, bold, italic)
    if align is not None:
        assert paragraph.alignment is align


def rule_length(paragraph: Paragraph, width: float) -> float:
    """How long the line under a paragraph's box is in a column."""
    assert paragraph._p.pPr.find(qn("w:pBdr")) is not None
    form = paragraph.paragraph_format
    return width - (form.left_indent.pt + form.right_indent.pt)


def width_of(text: str, size: float) -> float:
    return fonts.serif().bold.width(text) * size


# --- the sheet ---


def sheet(case: Case) -> None:
    sections = list(case.document.sections)
    orientations = [WD_ORIENT.PORTRAIT, *(WD_ORIENT.LANDSCAPE for _ in case.paper.annexes)]
    assert [section.orientation for section in sections] == orientations
    for section in sections:
        sides = sorted((round(section.page_width.pt / MM), round(section.page_height.pt / MM)))
        assert sides == [210, 297]
        assert (section.page_width < section.page_height) == (section.orientation is WD_ORIENT.PORTRAIT)


def margins(case: Case) -> None:
    for section in case.document.sections:
        for margin, low, high in (
            (section.top_margin, 20, 25), (section.bottom_margin, 20, 25),
            (section.left_margin, 30, 35), (section.right_margin, 15, 20),
        ):  # fmt: skip
            assert low - 0.1 <= margin.pt / MM <= high + 0.1


def typeface(case: Case) -> None:
    faces = case.document.styles["Normal"].element.rPr.rFonts
    assert {faces.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    for run in case.document.element.body.iter(qn("w:rPr")):
        assert run.find(qn("w:rFonts")) is None
        assert run.find(qn("w:color")) is None


def page_numbers(case: Case) -> None:
    for section in case.document.sections:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer
        assert not "".join(section.first_page_header._element.itertext())
        (line,) = section.header.paragraphs
        assert "".join(line._p.itertext()).strip() == "PAGE"
        look(line, 13, align=CENTRE)
        assert section.header_distance.pt + 13 * 1.15 < section.top_margin.pt


# --- the letterhead ---


def nation(case: Case) -> None:
    first, *_ = case.cell(0, 0, RIGHT_COLUMN)
    assert first.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    look(first, 12, bold=True, align=CENTRE)


def motto(case: Case) -> None:
    _, second, rule = case.cell(0, 0, RIGHT_COLUMN)
    assert second.text == "Độc lập - Tự do - Hạnh phúc"
    look(second, 13, bold=True, align=CENTRE)
    column = case.table(0).columns[RIGHT_COLUMN].width.pt
    assert rule_length(rule, column) == pytest.approx(width_of(second.text, 13), abs=1)


def agency(case: Case) -> None:
    upper, lower, rule = case.cell(0, 0, LEFT_COLUMN)
    assert (upper.text, lower.text) == ("ỦY BAN NHÂN DÂN", "XÃ HÒA LÂM")
    for line in (upper, lower):
        look(line, 12, bold=True, align=CENTRE)
    column = case.table(0).columns[LEFT_COLUMN].width.pt
    assert 1 / 3 <= rule_length(rule, column) / width_of(lower.text, 12) <= 1 / 2


def number_and_symbol(case: Case) -> None:
    line = case.cell(0, 1, LEFT_COLUMN)[0]
    if not NAMED[case.form]:
        assert line.text == ""
        return
    look(line, 13, align=CENTRE)
    number = "05" if case.length == SHORT else " {5,}"
    assert re.fullmatch(rf"Số: {number}/{NAMED[case.form]}", line.text)


def place_and_day(case: Case) -> None:
    (line,) = case.cell(0, 1, RIGHT_COLUMN)
    look(line, 13, italic=True, align=CENTRE)
    day = "ngày 05 tháng 02" if case.length == SHORT else "ngày {5,}tháng {5,}"
    assert re.fullmatch(rf"Hòa Lâm, {day} ?năm 2026", line.text)


# --- the title ---


def type_name(case: Case) -> None:
    if case.is_letter:
        assert not any(p.alignment is CENTRE and p.text for p in case.outer[:3])
        return
    assert case.outer[0].text == case.paper.type_name.upper()
    look(case.outer[0], 14, bold=True, align=CENTRE)


def summary(case: Case) -> None:
    if case.is_letter:
        about = case.cell(0, 1, LEFT_COLUMN)[1]
        assert about.text == case.paper.letterhead.about
        look(about, 12, align=CENTRE)
        assert about.paragraph_format.space_before.pt == 6
        return
    line, rule = case.outer[1:3]
    assert line.text == case.paper.summary
    look(line, 14, bold=True, align=CENTRE)
    section = case.document.sections[0]
    text_width = (section.page_width - section.left_margin - section.right_margin) / 12700
    last = balanced(fonts.serif().bold, 14, text_width * 0.86, line.text)[-1]
    assert 1 / 3 <= rule_length(rule, text_width) / width_of(last, 14) <= 1 / 2


def addressees(case: Case) -> None:
    found = [p for p in case.outer if p.text.startswith("Kính gửi:")]
    assert bool(found) == case.is_letter
    for line in found:
        assert line.text == f"Kính gửi: {case.paper.addressees[0]}"
        look(line, 14)


# --- the text ---


def grounds(case: Case) -> None:
    for block, line in zip(case.paper.blocks, case.blocks(), strict=True):
        italic = {bool(run.italic) for run in line.runs}
        assert italic == {block.kind is BlockKind.BASIS}


def paragraphs(case: Case) -> None:
    for line in case.blocks():
        form = line.paragraph_format
        assert line.alignment is BOTH
        assert {run.font.size.pt for run in line.runs} == {14}
        assert form.first_line_indent.pt == pytest.approx(INDENT, abs=0.1)
        assert form.left_indent in (None, 0)
        assert form.space_before.pt >= 6
        assert 1 <= form.line_spacing <= 1.5


def headings(case: Case) -> None:
    bold = {BlockKind.PART, BlockKind.ITEM}
    for block, line in zip(case.paper.blocks, case.blocks(), strict=True):
        assert {bool(run.bold) for run in line.runs} == {block.kind in bold}
        if block.kind in bold or block.kind is BlockKind.POINT:
            assert line.paragraph_format.keep_with_next
        if block.kind is BlockKind.PART:
            assert line.text == line.text.upper()


def ending(case: Case) -> None:
    assert case.blocks()[-1].text.endswith("./.")
    assert sum("./." in p.text for p in case.paragraphs) == 1


# --- the end ---


def authority(case: Case) -> None:
    lines = case.cell(1, 0, RIGHT_COLUMN)
    assert tuple(line.text for line in lines[:3]) == HEADS
    for line in lines[:3]:
        look(line, 14, bold=True, align=CENTRE)


def not_alone(case: Case) -> None:
    """The last words, the blank line and the row with the signature stay together."""
    blocks = case.blocks()
    assert blocks[-1].paragraph_format.keep_with_next
    after = case.outer[case.outer.index(blocks[-1]) + 1]
    assert after.text == ""
    assert after.paragraph_format.keep_with_next
    assert case.table(1).rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


def name_of_signer(case: Case) -> None:
    name = case.cell(1, 0, RIGHT_COLUMN)[-1]
    assert name.text == "Đỗ Minh Khuê"
    look(name, 14, bold=True, align=CENTRE)


def room_for_seal(case: Case) -> None:
    assert case.cell(1, 0, RIGHT_COLUMN)[-1].paragraph_format.space_before.pt >= 25 * MM - 0.1


def recipients(case: Case) -> None:
    label, *lines = case.cell(1, 0, LEFT_COLUMN)
    assert label.text == "Nơi nhận:"
    look(label, 12, bold=True, italic=True)
    for line in lines:
        look(line, 11)
        assert line.text.startswith("- ")
        assert line.text.endswith("." if line is lines[-1] else ";")
    assert lines[-1].text == "- Lưu: VT, VHXH."


def annexes(case: Case) -> None:
    for number, annex in enumerate(case.paper.annexes):
        assert isinstance(annex, TableForm)
        label, title = case.find(annex.label), case.find(annex.title)
        look(label, 14, bold=True, align=CENTRE)
        look(title, 14, bold=True, align=CENTRE)
        attached = [p for p in case.outer if p.text.startswith("(Kèm theo")][number]
        look(attached, 14, italic=True, align=CENTRE)
        head, *rows = case.table(2 + number).rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (head, *rows))


def letters_of_type(case: Case) -> None:
    assert not re.search(r"/CV|-CV", "".join(p.text for p in case.cell(0, 1, LEFT_COLUMN)))


def same_words_as_pdf(case: Case) -> None:
    """But for the page numbers, which are fields in Word, and heads that PDF repeats on every page of a table."""
    printed = case.path.with_suffix(".pdf")
    write_paper(case.paper, printed)
    words = Counter(re.sub(r"\s", "", pdf_text(printed)))
    written = Counter(re.sub(r"\s", "", "".join(t.text or "" for t in case.document.element.body.iter(qn("w:t")))))
    assert not written - words
    if case.length == SHORT:
        assert all(char.isdigit() for char in words - written)


RULES: tuple[tuple[str, str, Callable[[Case], None]], ...] = (
    ("01", "A4; upright, annexes of tables on their side", sheet),
    ("02", "margins 20-25, 20-25, 30-35, 15-20 mm", margins),
    ("03", "Times New Roman, black", typeface),
    ("04", "page number 13 in the middle of the top margin, not on page one", page_numbers),
    ("05", "Quốc hiệu 12-13 bold capitals, top right", nation),
    ("06", "Tiêu ngữ 13-14 bold, a line as long as the text under it", motto),
    ("07", "agency 12-13 bold capitals, a line of 1/3-1/2 under it", agency),
    ("08", "number and symbol 13 upright under the agency", number_and_symbol),
    ("09", "place and day 13-14 italic on the line of the number", place_and_day),
    ("10", "type name 13-14 bold capitals in the middle; a công văn has none", type_name),
    ("11", "summary 13-14 bold with a line under it; of a công văn 12-13 upright, 6 pt under the number", summary),
    ("12", "căn cứ in italics, and nothing else of the text", grounds),
    ("13", "text 13-14 justified, first line 1,27 cm, 6 pt between paragraphs, 1 to 1,5 lines", paragraphs),
    ("14", "headings: I. bold capitals, 1. bold, a) upright; they stay with their text", headings),
    ("15", "authority and title 13-14 bold capitals", authority),
    ("15b", "signature with the last words of the text", not_alone),
    ("16", "name 13-14 bold under the title", name_of_signer),
    ("17", "room for hand and seal", room_for_seal),
    ("18", "Kính gửi 13-14 upright, one receiver on its line", addressees),
    ("19", "Nơi nhận 12 bold italic beside the authority, list 11 upright, Lưu last", recipients),
    ("20", "annex: label 14 bold, name bold capitals, (Kèm theo …) italic; table heads repeated, rows whole", annexes),
    ("22", "./. closes the text", ending),
    ("23", "a công văn has no letters of a type", letters_of_type),
    ("pdf", "the words of the PDF", same_words_as_pdf),
)


@pytest.fixture(scope="module", params=[(form, length) for form in FORMS for length in LENGTHS], ids=" ".join)
def case(request, tmp_path_factory) -> Case:
    form, length = request.param
    return Case(form, length, tmp_path_factory.mktemp("decree"))


@pytest.mark.parametrize("rule", [check for _, _, check in RULES], ids=[number for number, _, _ in RULES])
def test_rule_of_the_decree_is_kept(rule, case):
    rule(case)
