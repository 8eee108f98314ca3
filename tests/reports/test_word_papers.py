"""Papers as Word files: the same text as on PDF, the sizes and places of NĐ 30/2020, page numbers of each section."""

import re

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from kehoach_desktop.reports.catalog import render
from tests.reports.readback import pdf_text
from tests.reports.sample_dossier import DOSSIER, TODAY, WINDOW

FORMS = ("bao-cao", "don-doc", "giao-viec")


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("word")
    for form in FORMS:
        for fmt in ("docx", "pdf"):
            render(form, DOSSIER, WINDOW, on=TODAY, fmt=fmt, path=folder / f"{form}.{fmt}")
    return folder


@pytest.fixture(scope="module")
def report(papers):
    return docx.Document(papers / "bao-cao.docx")


def every_text(document):
    """The words of the whole body, tables in their place; a merged cell once."""
    return " ".join(t.text for t in document.element.body.iter(qn("w:t")) if t.text).split()


def paragraph(document, start):
    return next(p for p in document.element.body.iter(qn("w:p")) if "".join(p.itertext()).startswith(start))


def in_place(document, start):
    from docx.text.paragraph import Paragraph

    return Paragraph(paragraph(document, start), document)


@pytest.mark.parametrize("form", FORMS)
def test_word_and_pdf_say_the_same(form, papers):
    def bag(words):
        return sorted("".join(words))

    printed = re.sub(r"\s", "", pdf_text(papers / f"{form}.pdf"))
    written = "".join(every_text(docx.Document(papers / f"{form}.docx")))
    numbers = len(printed) - len(written)
    assert 0 <= numbers <= 3  # the page numbers, which are fields in Word
    extra = bag(printed)
    for char in written:
        extra.remove(char)
    assert all(char.isdigit() for char in extra)


def test_text_is_upright_and_annexes_lie_each_numbered_from_one(report):
    sections = list(report.sections)
    assert [s.orientation for s in sections] == [WD_ORIENT.PORTRAIT, *[WD_ORIENT.LANDSCAPE] * 3]
    for section in sections:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer
        assert "PAGE" in "".join(section.header._element.itertext())
        assert section.header.paragraphs[0].alignment is WD_ALIGN_PARAGRAPH.CENTER
        assert not "".join(section.first_page_header._element.itertext())


def test_sheet_and_margins_are_those_of_the_decree(report):
    section = report.sections[0]
    near = Mm(0.1)
    for value, millimetres in (
        (section.page_width, 210), (section.page_height, 297), (section.top_margin, 20), (section.bottom_margin, 20),
        (section.left_margin, 30), (section.right_margin, 20),
    ):  # fmt: skip
        assert abs(value - Mm(millimetres)) < near


@pytest.mark.parametrize(
    ("start", "size", "bold", "italic"),
    [
        ("CỘNG HÒA", 12, True, False),
        ("Độc lập", 13, True, False),
        ("XÃ HÒA LÂM", 12, True, False),
        ("Số:", 13, None, False),
        ("Hòa Lâm, ngày", 13, None, True),
        ("BÁO CÁO", 14, True, False),
        ("I. CÔNG TÁC", 14, True, False),
        ("Nơi nhận:", 12, True, True),
        ("- Sở Y tế", 11, None, False),
        ("Đỗ Minh Khuê", 14, True, False),
    ],
)
def test_type(report, start, size, bold, italic):
    font = in_place(report, start).runs[0].font
    assert (font.size, bool(font.bold), bool(font.italic)) == (Pt(size), bool(bold), italic)


def test_the_face_is_times_new_roman(report):
    fonts = report.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}


def test_body_is_indented_justified_and_set_apart(report):
    form = in_place(report, "Thực hiện Kế hoạch").paragraph_format
    assert form.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert abs(form.first_line_indent - Mm(12.7)) < Mm(0.1)
    assert form.space_before >= Pt(6)
    assert 1 <= form.line_spacing <= 1.5


def test_headings_stay_with_their_text(report):
    assert in_place(report, "I. CÔNG TÁC").paragraph_format.keep_with_next


def test_heads_of_annex_tables_are_repeated_and_rows_stay_whole(report):
    table = report.tables[2]
    rows = [row._tr.trPr for row in table.rows]
    assert rows[0].find(qn("w:tblHeader")) is not None
    assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_batch_has_a_section_for_each_letter(papers):
    document = docx.Document(papers / "don-doc.docx")
    assert len(document.sections) == 2
    assert [t for t in every_text(document) if t == "Kính"] == ["Kính", "Kính"]
