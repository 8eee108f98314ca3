"""What stands in the cells of a form after it was filled in: values, types, repeated rows, and what was not known."""

from datetime import datetime

import foreign_forms as forms
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet


def only(value: object, number_format: str = "General") -> object:
    """What becomes of a cell with this content and format."""

    def write(sheet: Worksheet) -> None:
        sheet["B2"] = value
        sheet["B2"].number_format = number_format

    return forms.sheet_of(forms.filled(forms.built(write)))["B2"].value


@pytest.mark.parametrize(
    ("text", "number_format", "value"),
    [
        ("{{nhiem_vu.tong}}", "General", 1240),
        ("{{chi_tieu.ty_le_bhyt.ket_qua}}", "General", 94.8),
        ("{{chi_tieu.ty_le_bhyt.ket_qua}}", "0.00", 94.8328),
        ("{{chi_tieu.ty_le_bhyt.ket_qua}}", "0.0%", 0.948328),
        ("{{chi_tieu.ty_le_bhyt.ket_qua}}", "@", "94,8"),
        ("{{ky.den_ngay}}", "dd/mm/yyyy", datetime(2026, 3, 5)),
        ("{{ky.den_ngay}}", "General", "05/3/2026"),
        ("{{ky.nam}}", "0", 2026),
        ("{{co_quan.ten}}", "General", "xã Hòa Lâm"),
        ("{{chi_tieu.so_bac_si.ket_qua}}", "0.0", None),
    ],
)
def test_a_cell_of_one_placeholder_takes_a_value_of_its_kind(text: str, number_format: str, value: object):
    assert only(text, number_format) == value


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("Đến {{ky.den_ngay}}: {{nhiem_vu.tong}} việc", "Đến 05/3/2026: 1.240 việc"),
        ("{{chi_tieu.ty_le_bhyt.ket_qua}}%", "94,8%"),
        ("Năm {{ky.nam}}", "Năm 2026"),
        ("({{chi_tieu.so_bac_si.ket_qua}})", "()"),
        ("{{chi_tieu.ty_le_bhyt.ghi_chu}} <b>", "Đo tại 12 thôn & tổ <b>"),
    ],
)
def test_among_words_a_value_is_written_the_vietnamese_way(text: str, now: str):
    assert only(text) == now


def test_days_are_counted_as_the_workbook_counts_them():
    def count_from_1904(data: bytes) -> bytes:
        return data.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>').replace(
            b"<workbookPr />", b'<workbookPr date1904="1"/>'
        )

    def write(sheet: Worksheet) -> None:
        sheet["B2"] = "{{ky.den_ngay}}"
        sheet["B2"].number_format = "dd/mm/yyyy"

    form = forms.with_part(forms.built(write), "xl/workbook.xml", count_from_1904)
    assert b"date1904" in forms.parts(form)["xl/workbook.xml"]
    assert forms.sheet_of(forms.filled(form))["B2"].value == datetime(2026, 3, 5)


def test_words_keep_the_letters_they_were_set_in():
    bold = InlineFont(b=True)
    text = CellRichText(["Kỳ ", TextBlock(bold, "{{ky."), TextBlock(InlineFont(i=True), "ten}} này")])
    now = only(text)
    assert isinstance(now, CellRichText)
    assert [str(part) for part in now] == ["Kỳ ", "Quý I năm 2026", " này"]
    assert isinstance(now[1], TextBlock)
    assert now[1].font.b is True
    assert isinstance(now[2], TextBlock)
    assert now[2].font.i is True


def test_what_looks_like_a_formula_or_an_escape_is_text():
    form = forms.cells({"A1": "{{#nhiem_vu}}{{ten}}"})
    loop = forms.vocabulary(0).loops[0]
    bad = forms.LoopRecord({"ten": "=1+1_x0041_\x07"})
    words = forms.Vocabulary((), (forms.Loop(loop.name, "", loop.fields, {}, (bad,)),))
    cell = forms.sheet_of(forms.fill_form(form, words))["A1"]
    assert (cell.value, cell.data_type) == ("=1+1_x0041_", "s")


# --- rows to repeat ---

ROW = {
    "A3": "{{#nhiem_vu}}{{tt}}",
    "B3": "{{ten}}",
    "C3": "{{so_ngay}}",
    "D3": "{{ky.ten}}",
    "B4": "Cộng",
    "C4": "=SUM(C3:C3)",
}


def test_a_row_stands_once_for_each_record_and_what_is_below_moves_down():
    sheet = forms.sheet_of(forms.filled(forms.cells(ROW)))
    rows = [[cell.value for cell in row] for row in sheet["A3:D7"]]
    assert rows == [
        *[[i, f"Việc thứ {i}", i, "Quý I năm 2026"] for i in range(1, 5)],
        [None, "Cộng", "=SUM(C3:C6)", None],
    ]


def test_a_row_without_records_stays_once_and_empty():
    sheet = forms.sheet_of(forms.filled(forms.cells(ROW), count=0))
    assert [cell.value for cell in sheet[3]] == [None, None, None, "Quý I năm 2026"]
    assert sheet["C4"].value == "=SUM(C3:C3)"


def test_a_filter_keeps_some_of_the_records_and_counts_them_from_one():
    sheet = forms.sheet_of(forms.filled(forms.cells({**ROW, "A3": "{{#Nhiệm vụ CHẴN}}{{tt}}"})))
    assert [(row[0].value, row[1].value) for row in sheet["A3:B4"]] == [(1, "Việc thứ 2"), (2, "Việc thứ 4")]


def test_rows_down_to_the_closing_sign_are_repeated_together():
    form = forms.cells({"A2": "{{#nhiem_vu}}{{tt}}", "B2": "{{ten}}", "B3": "Hạn {{han}}{{/nhiem_vu}}", "B4": "Hết"})
    sheet = forms.sheet_of(forms.filled(form, count=2))
    assert [sheet.cell(row, 2).value for row in range(2, 7)] == [
        "Việc thứ 1", "Hạn 15/02/2026", "Việc thứ 2", "Hạn 15/3/2026", "Hết",
    ]  # fmt: skip


def test_two_repeated_rows_on_one_sheet_do_not_mix():
    form = forms.cells({**ROW, "A6": "{{#don_vi}}{{ten}}", "B6": "{{chu_tri}}"})
    result = forms.filled(form)
    sheet = forms.sheet_of(result)
    assert [sheet.cell(row, 1).value for row in (9, 10)] == ["Việc thứ 1", "Việc thứ 2"]
    assert [(f.cell, f.name) for f in result.found if not f.is_known] == [("B6", "chu_tri")]


def test_a_copied_row_looks_like_the_row_of_the_form():
    side = Side(style="thin")

    def write(sheet: Worksheet) -> None:
        for reference, value in ROW.items():
            sheet[reference] = value
        sheet["B3"].font = Font(name="Times New Roman", size=13, italic=True)
        sheet["B3"].border = Border(side, side, side, side)
        sheet["B3"].alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[3].height = 40

    sheet = forms.sheet_of(forms.filled(forms.built(write)))
    for row in (3, 4, 5, 6):
        cell = sheet.cell(row, 2)
        assert (cell.font.name, cell.font.i, cell.border.top.style, cell.alignment.wrap_text) == (
            "Times New Roman",
            True,
            "thin",
            True,
        )
        assert sheet.row_dimensions[row].height == 40


def test_a_row_grows_for_words_it_would_hide_and_never_shrinks():
    def write(sheet: Worksheet) -> None:
        sheet["A1"] = "{{#nhiem_vu}}{{ten}}"
        sheet["A1"].alignment = Alignment(wrap_text=True)
        sheet.column_dimensions["A"].width = 10
        sheet.row_dimensions[1].height = 15

    long = forms.LoopRecord({"ten": "mười hai chữ cái nữa " * 10})
    short = forms.LoopRecord({"ten": "ngắn"})
    words = forms.Vocabulary((), (forms.Loop("nhiem_vu", "", {"ten": ""}, {}, (long, short)),))
    sheet = forms.sheet_of(forms.fill_form(forms.built(write), words))
    assert 200 < (sheet.row_dimensions[1].height or 0) < 409
    assert sheet.row_dimensions[2].height == 15


# --- what is not known ---


def test_an_unknown_placeholder_is_told_with_its_cell_and_left_empty():
    result = forms.filled(forms.cells({"A1": "{{ky.tenn}}", "B7": "Số: {{xyz_khong_co}} việc", "C1": "{{ky.ten}}"}))
    sheet = forms.sheet_of(result)
    assert (sheet["A1"].value, sheet["B7"].value) == (None, "Số:  việc")
    assert [(f.sheet, f.cell, f.name, f.suggestion) for f in result.found if not f.is_known] == [
        ("Biểu 1", "A1", "ky.tenn", "ky.ten"),
        ("Biểu 1", "B7", "xyz_khong_co", ""),
    ]


@pytest.mark.parametrize(
    "text", ["{{#nhiem_vu le chan le_te}}x", "{{#khong_co}}", "{{/nhiem_vu}}", "{{ten}}", "{{ky.ten"]
)
def test_what_cannot_be_followed_is_never_printed(text: str):
    result = forms.filled(forms.cells({"A1": text}))
    assert [f.is_known for f in result.found] == [False]
    assert "{" not in str(forms.sheet_of(result)["A1"].value or "")


def test_every_placeholder_is_told_with_what_it_becomes():
    result = forms.filled(forms.cells({"A1": "{{ky.ten}}", **ROW}))
    told = {(f.cell, f.name): f.shown for f in result.found}
    assert told["A1", "ky.ten"] == "Quý I năm 2026"
    assert told["A3", "#nhiem_vu"] == "4 dòng"
    assert told["B3", "ten"] == "Việc thứ 1"


def test_a_form_without_placeholders_stays_byte_for_byte():
    form = forms.cells({"A1": "Không có gì", "A2": "=1+1"})
    result = forms.filled(form)
    assert result.data == form
    assert result.found == ()


def test_headers_and_footers_are_filled_too():
    def write(sheet: Worksheet) -> None:
        sheet.oddHeader.center.text = "{{chi_tieu.ty_le_bhyt.ghi_chu}}"
        sheet.oddFooter.right.text = "{{ky.ten}} - {{la}} trang &P"

    result = forms.filled(forms.built(write))
    sheet = forms.sheet_of(result)
    assert forms.tree(result).findtext(f".//{forms.M}oddHeader") == "&CĐo tại 12 thôn && tổ"
    assert sheet.oddFooter.right.text == "Quý I năm 2026 -  trang &P"
    assert [(f.cell, f.name) for f in result.found if not f.is_known] == [("chân trang", "la")]


def test_words_in_shapes_and_chart_titles_are_filled_too():
    def write(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = "{{#nhiem_vu}}{{ten}}", 1
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=2))
        chart.title = "Biểu đồ {{ky.ten}} {{la}}"
        sheet.add_chart(chart, "C5")

    result = forms.filled(forms.built(write))
    chart = forms.tree(result, "xl/charts/chart1.xml")
    assert [each.text for each in chart.iter("{*}t")] == ["Biểu đồ Quý I năm 2026 "]
    assert [each.text for each in chart.iter("{*}f")] == ["'Biểu 1'!$A$5"]
    assert [(f.cell, f.name) for f in result.found if not f.is_known] == [("hình vẽ", "la")]
