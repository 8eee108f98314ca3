"""What data become in Excel: never a formula, never lost, figures and days of their own type, rows high enough."""

import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_desktop.reports.model import Align, Column, Number, Row, RowKind, TableForm
from kehoach_desktop.reports.text import clean
from kehoach_desktop.reports.xlsx import write_table
from kehoach_desktop.reports.xlsx_cells import number_format
from tests.reports.readback import sheet

COLUMNS = (Column("TT", 12, Align.CENTER), Column("Nội dung", 120), Column("Kết quả", 120))


def table(*cells):
    return TableForm("BIỂU THỬ", COLUMNS, tuple(Row((n, cell, "")) for n, cell in enumerate(cells, 1)))


def written(path, *cells):
    """The cells of the second column as they come back."""
    write_table(table(*cells), path)
    ws = sheet(path)
    first = next(row for row in range(1, ws.max_row) if ws.cell(row, 1).value == "TT") + 1
    return [ws.cell(first + n, 2) for n in range(len(cells))]


_STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u00a0=", "＝", "＋", "－", "＠", "'=", '"=')
_ATTACKS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x";"y")', "SUM(A1:A9)", "==", "WEBSERVICE(A1)")
INJECTIONS = [start + attack for start in _STARTS for attack in _ATTACKS]
INJECTIONS += ["#N/A", "#REF!", "TRUE", "=", "+84912345678", "-5", "@x", "0123456789", "1E5", "_x0041_", "3/4", "{=1}"]


def test_there_are_enough_formula_strings():
    assert len(INJECTIONS) >= 60


def test_no_text_of_the_data_is_a_formula(tmp_path):
    path = tmp_path / "out.xlsx"
    cells = written(path, *INJECTIONS)
    xml = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "<f " not in xml
    assert 't="e"' not in xml
    for cell, text in zip(cells, INJECTIONS, strict=True):
        assert cell.data_type == "s", text
        assert cell.value == clean(text).strip().replace("_x0041_", "_x005F_x0041_")


@pytest.mark.parametrize("text", ["=1+1", "+84912345678", "-5", "@x", " =1", "\n=1", "\u00a0=1"])
def test_text_that_looks_like_a_formula_is_marked_as_typed_with_a_quote(text, tmp_path):
    assert written(tmp_path / "out.xlsx", text)[0].quotePrefix


def test_plain_text_bears_no_mark(tmp_path):
    assert not written(tmp_path / "out.xlsx", "Trạm Y tế xã")[0].quotePrefix


def test_days_are_days_and_figures_are_figures(tmp_path):
    day, number, share = written(
        tmp_path / "out.xlsx", date(2026, 3, 2), Decimal("1240.5"), Number(Decimal("95.5"), prefix="≥ ")
    )
    assert (day.value, day.number_format) == (datetime(2026, 3, 2), "dd/mm/yyyy")
    assert (number.value, number.number_format) == (1240.5, "#,##0.0")
    assert (share.value, share.number_format) == (95.5, '"≥ "#,##0.0')


@pytest.mark.parametrize(
    ("value", "places", "code"),
    [
        ("5", None, "#,##0"),
        ("77.67", None, "#,##0.00"),
        ("100", 1, "#,##0.0"),
        ("1E+3", None, "#,##0"),
        ("90.0", None, "#,##0"),
    ],
)
def test_number_format_shows_the_places_a_figure_has(value, places, code):
    assert number_format(Decimal(value), places) == code


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_comes_back_as_it_was_cleaned(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "out.xlsx"
    cell = written(path, "x" + text + "y")[0]
    if "_x" not in text:
        assert cell.value == clean("x" + text + "y").strip()


def test_wrapped_rows_are_as_high_as_their_lines(tmp_path):
    path = tmp_path / "out.xlsx"
    text = "Tổ chức khám sức khỏe định kỳ cho học sinh các trường trên địa bàn xã. " * 6
    written(path, "Ngắn", text)
    ws = sheet(path)
    low, high = (ws.row_dimensions[ws.max_row - 1 + n].height for n in (0, 1))
    assert low < 20
    assert high >= 4 * 11 * 1.15


def test_text_higher_than_excel_can_show_runs_on_in_the_next_rows(tmp_path):
    path = tmp_path / "out.xlsx"
    text = " ".join(f"từ{n}" for n in range(6000))
    write_table(table(text), path)
    ws = sheet(path)
    assert all((ws.row_dimensions[r].height or 0) <= 409 for r in range(1, ws.max_row + 1))
    pieces = [
        str(cell.value) for (cell,) in ws.iter_rows(min_col=2, max_col=2) if cell.value and "từ" in str(cell.value)
    ]
    assert len(pieces) > 1
    assert " ".join(pieces) == text


def test_page_is_set_up_for_printing(tmp_path):
    path = tmp_path / "out.xlsx"
    write_table(table(*["x"] * 5), path)
    ws = sheet(path)
    assert (ws.page_setup.paperSize, ws.page_setup.orientation) == (9, "landscape")
    assert (ws.page_setup.fitToWidth, ws.page_setup.fitToHeight) == (1, 0)
    assert ws.sheet_properties.pageSetUpPr.fitToPage
    assert ws.page_margins.left == pytest.approx(30 / 25.4, abs=0.01)
    assert ws.HeaderFooter.differentFirst
    assert ws.HeaderFooter.oddHeader.center.text == "&P"
    header = next(cell for row in ws.iter_rows() for cell in row if cell.value == "TT").row
    assert ws.print_title_rows == f"${header}:${header}"
    assert ws.freeze_panes == f"A{header + 1}"
    assert {cell.font.name for row in ws.iter_rows() for cell in row if cell.value} == {"Times New Roman"}


def test_file_tells_what_it_is(tmp_path):
    path = tmp_path / "out.xlsx"
    write_table(TableForm("BIỂU THỬ", COLUMNS, (), author="xã Hòa Lâm"), path)
    properties = sheet(path).parent.properties
    assert (properties.title, properties.creator, properties.language) == ("Biểu thử", "xã Hòa Lâm", "vi-VN")


def test_group_and_total_rows_are_merged(tmp_path):
    path = tmp_path / "out.xlsx"
    rows = (Row(("I", "Nhóm"), RowKind.GROUP), Row((1, "a", "b")), Row(("Tổng cộng", None, Decimal(3)), RowKind.TOTAL))
    write_table(TableForm("BIỂU", COLUMNS, rows), path)
    merged = {str(area) for area in sheet(path).merged_cells.ranges}
    last = sheet(path).max_row
    assert {f"B{last - 2}:C{last - 2}", f"A{last}:B{last}"} <= merged
