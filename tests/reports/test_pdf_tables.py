"""Tables on PDF: header on each page, rows whole, headings and signatures kept with rows, no text lost or outside."""

from datetime import date
from decimal import Decimal

import pdfplumber
import pytest

from kehoach_desktop.reports.model import (
    Align,
    Column,
    Letterhead,
    Number,
    Row,
    RowKind,
    Signature,
    TableFoot,
    TableForm,
)
from kehoach_desktop.reports.pdf_table import write_table
from tests.reports.readback import pdf_fonts, pdf_pages, pdf_text

COLUMNS = (
    Column("TT", 12, Align.CENTER),
    Column("Nội dung công việc", 100),
    Column("Đúng hạn", 20, Align.RIGHT, "Đã xong"),
    Column("Quá hạn", 20, Align.RIGHT, "Đã xong"),
    Column("Ngày", 24, Align.CENTER),
    Column("Ghi chú", 76),
)
FOOT = TableFoot(
    "Hòa Lâm, ngày 05 tháng 01 năm 2026",
    Signature(("NGƯỜI LẬP BIỂU",), "Mai Lan"),
    Signature(("CHỦ TỊCH",), "Lý Thu Ba"),
)


def row(number, text="Khám sức khỏe học sinh", note=""):
    return Row((number, text, Decimal("1240.5"), Number(Decimal(5), suffix="%"), date(2026, 3, 2), note))


def table(*rows, **facts):
    given = {"letterhead": Letterhead(("ỦY BAN NHÂN DÂN", "XÃ HÒA LÂM")), "foot": FOOT, **facts}
    return TableForm("BIỂU THỬ", COLUMNS, tuple(rows), **given)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "out.pdf"


def test_cells_are_written_the_vietnamese_way(path):
    write_table(table(row(1)), path)
    assert "1.240,5 5% 02/3/2026" in pdf_text(path)


def test_header_stands_on_every_page(path):
    write_table(table(*(row(n) for n in range(1, 90))), path)
    pages = pdf_pages(path)
    assert len(pages) > 3
    assert all("TT Nội dung công việc" in page for page in pages)


def test_merged_header_cell_is_one_cell(path):
    write_table(table(row(1)), path)
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[0]
        over = page.search("Đã xong")[0]
        left, right = page.search("Đúng hạn")[0], page.search("Quá hạn")[0]
    assert over["bottom"] <= left["top"] + 1
    assert left["x0"] < (over["x0"] + over["x1"]) / 2 < right["x1"]


def test_page_numbers_begin_on_page_two(path):
    write_table(table(*(row(n) for n in range(1, 90))), path)
    firsts = [page.splitlines()[0] for page in pdf_pages(path)]
    assert firsts[0].startswith("ỦY BAN")
    assert firsts[1:] == [str(n) for n in range(2, len(firsts) + 1)]


@pytest.mark.parametrize("length", [40, 200, 330])
def test_a_row_that_fits_a_page_is_not_torn(length, path):
    rows = [row(n, f"đầu{n} " + "chữ " * length + f"cuối{n}") for n in range(1, 12)]
    write_table(table(*rows), path)
    pages = pdf_pages(path)
    for n in range(1, 12):
        (page,) = [page for page in pages if f"đầu{n} " in page]
        assert f"cuối{n}" in page


def test_a_row_higher_than_a_page_runs_on_and_loses_nothing(path):
    words = [f"từ{n}" for n in range(4000)]
    write_table(table(row(1, " ".join(words)), row(2)), path)
    printed = set(pdf_text(path).split())
    assert printed >= set(words)


def test_heading_row_stays_with_the_row_under_it(path):
    rows = []
    for n in range(1, 60):
        rows += [Row(("I", f"Nhóm{n}"), RowKind.GROUP), row(n, f"việc{n}")]
    write_table(table(*rows), path)
    for page in pdf_pages(path):
        body = [line for line in page.splitlines() if "Nhóm" in line or "việc" in line]
        assert "việc" in body[-1]


@pytest.mark.parametrize("count", range(5, 40, 3))
def test_signatures_stand_with_the_last_rows(count, path):
    rows = [row(n, f"việc{n}") for n in range(1, count + 1)]
    write_table(table(*rows, Row(("Tổng cộng", None, 1, 2, "", ""), RowKind.TOTAL)), path)
    last = pdf_pages(path)[-1]
    assert "Lý Thu Ba" in last
    assert f"việc{count}" in last
    assert "Tổng cộng" in last


def test_text_stays_inside_its_column(path):
    text = "Tổ chức khám định kỳ " + "x" * 300 + " và_một_từ_dài/không/có/dấu/cách" * 4
    write_table(table(row(1, text, text)), path)
    with pdfplumber.open(path) as pdf:
        page = pdf.pages[0]
        left = page.search("Nội dung")[0]
        edges = sorted({round(line["x0"], 1) for line in page.lines if line["x0"] == line["x1"]})
        end = max(line["bottom"] for line in page.lines)
        for char in page.chars:
            if char["top"] < left["bottom"] or char["bottom"] > end or char["text"] == " ":
                continue
            column = max(edge for edge in edges if edge <= char["x0"] + 0.3)
            following = [edge for edge in edges if edge > column]
            assert not following or char["x1"] <= following[0] + 0.3


def test_table_without_rows_prints_its_header(path):
    write_table(table(), path)
    text = pdf_text(path)
    assert "Nội dung công việc" in text
    assert "Lý Thu Ba" in text


def test_fonts_are_embedded(path):
    write_table(table(row(1)), path)
    assert all(pdf_fonts(path).values())
    assert all("Serif" in name for name in pdf_fonts(path))
