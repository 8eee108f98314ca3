"""Word papers beyond the letter of the decree (test_decree30_docx): batches, receivers, annexes in words, long names."""

from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from kehoach_desktop.reports.catalog import render
from kehoach_desktop.reports.docx_paper import write_paper
from kehoach_desktop.reports.forms import period_report, reminder
from kehoach_desktop.reports.model import Block, BlockKind, TextAnnex
from tests.reports.printed import MM
from tests.reports.sample_dossier import DOSSIER, TODAY, WINDOW, request

TWIP = 635  # a twentieth of a point in the library's units; widths are rounded to it


@pytest.fixture
def written(tmp_path):
    """Writes a paper and opens what was written."""

    def write(paper) -> Any:
        path = tmp_path / "paper.docx"
        write_paper(paper, path)
        return docx.Document(str(path))

    return write


def letter(**facts):
    (paper,) = reminder.build(request(unit_id="economy")).papers
    return replace(paper, **facts)


def test_a_batch_has_a_section_for_each_letter(tmp_path):
    path = tmp_path / "don-doc.docx"
    render("don-doc", DOSSIER, WINDOW, on=TODAY, fmt="docx", path=path)
    document = docx.Document(str(path))
    assert len(document.sections) == 2
    assert [p.text[:9] for p in document.paragraphs if p.text.startswith("Kính")] == ["Kính gửi:"] * 2


def test_several_receivers_stand_under_the_colon_with_dashes(written):
    document = written(letter(addressees=("Phòng Kinh tế", "Công an xã;", "- Trạm Y tế xã")))
    label, *names = [p for p in document.paragraphs if p.text.startswith(("Kính gửi:", "- "))][:4]
    assert label.text == "Kính gửi:"
    assert [p.text for p in names] == ["- Phòng Kinh tế;", "- Công an xã;", "- Trạm Y tế xã."]
    for name in names:
        form = name.paragraph_format
        dash = form.left_indent.pt + form.first_line_indent.pt
        assert 45 < dash - label.paragraph_format.left_indent.pt < 55


def test_a_single_closing_line_takes_the_paragraph_above_along(written):
    text = Block.of(BlockKind.TEXT, "Đơn vị gửi kết quả kèm danh sách học sinh và số sổ đã lập trong kỳ theo mẫu. " * 2)
    document = written(letter(blocks=(text, text, Block.of(BlockKind.TEXT, "Một dòng cuối./."))))
    kept = [p.paragraph_format.keep_with_next for p in document.paragraphs if p.text.startswith(("Đơn vị", "Một"))]
    assert kept == [None, True, True]


def test_an_annex_of_words_stands_upright_and_its_table_is_counted_on(written):
    words = (Block.of(BlockKind.PART, "I. Chuẩn bị"), Block.of(BlockKind.TEXT, "Chữ trong phụ lục."))
    table = replace(period_report.build(request()).annexes[0], label="", title="", subtitle=())
    document = written(letter(annexes=(TextAnnex("Phụ lục", "QUY TRÌNH", ("(Kèm theo)",), words), table)))
    sections = list(document.sections)
    orientations = [WD_ORIENT.PORTRAIT, WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert [section.orientation for section in sections] == orientations
    starts = [section._sectPr.find(qn("w:pgNumType")) is not None for section in sections]
    assert starts == [True, True, False]
    assert [section.different_first_page_header_footer for section in sections] == [True, True, False]


def test_every_row_of_a_table_is_as_wide_as_its_columns(written):
    document = written(period_report.build(request()))
    spans = set[int]()
    for table in document.tables:
        columns = [column.width for column in table.columns]
        for row in table._tbl.tr_lst:
            spans.update(cell.grid_span for cell in row.tc_lst)
            assert sum(cell.width for cell in row.tc_lst) == pytest.approx(sum(columns), abs=TWIP * len(columns))
    assert max(spans) > 1


def test_the_day_stands_whole_under_a_long_place(written):
    head = letter().letterhead
    place = "Nguyễn Thị Minh Khai - Trần Hưng Đạo - Lý Thường Kiệt"
    document = written(letter(letterhead=replace(head, place_date=head.place_date.replace("Hòa Lâm", place))))
    lines = [p.text for p in document.tables[0].rows[1].cells[1].paragraphs]
    assert lines == [f"{place},", f"ngày{' ' * 6}tháng{' ' * 6}năm 2026"]


def test_a_paper_without_a_summary_has_no_rule_under_its_name(written):
    report = period_report.build(request(annexes=()))
    with_rule, without = (written(replace(report, summary=text)) for text in (report.summary, ""))

    def rules(document):
        return sum(p._p.pPr.find(qn("w:pBdr")) is not None for p in document.paragraphs if p._p.pPr is not None)

    assert (rules(with_rule), rules(without)) == (1, 0)


def test_titles_are_drawn_in_so_that_their_lines_are_about_as_long(written):
    report = period_report.build(request(annexes=()))
    document = written(replace(report, summary="Kết quả thực hiện nhiệm vụ chăm sóc sức khỏe người cao tuổi năm 2026"))
    form = next(p for p in document.paragraphs if p.text.startswith("Kết quả")).paragraph_format
    assert form.left_indent == form.right_indent
    assert form.left_indent.pt > 20 * MM
