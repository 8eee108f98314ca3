"""Excel tables that work out their own sums and shares, filter and print: read back by openpyxl, worked out by LibreOffice."""

import csv
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain import records as r
from kehoach_desktop.reports.catalog import render
from kehoach_desktop.reports.model import Align, Column, Formula, Number, Row, RowKind, TableForm
from kehoach_desktop.reports.xlsx import sheet_names, write_table
from tests.reports.readback import sheet
from tests.reports.sample_dossier import ASSIGNMENTS, DOSSIER, TODAY, UNITS, WINDOW

ONE_LEAD = replace(DOSSIER, assignments=tuple(a for a in ASSIGNMENTS if a.id != "a-books-culture-lead"))


def written(path, form_id, dossier=DOSSIER, **choices):
    render(form_id, dossier, WINDOW, on=TODAY, fmt="xlsx", path=path, **choices)
    return path


def both(path):
    """The same sheet twice: with the formulas, and with the values a mere viewer shows."""
    return openpyxl.load_workbook(path).worksheets[0], openpyxl.load_workbook(path, data_only=True).worksheets[0]


def row_of(ws, text):
    return next(cell.row for row in ws.iter_rows() for cell in row if cell.value == text)


def test_sums_and_shares_are_live_and_have_their_value(tmp_path):
    live, seen = both(written(tmp_path / "out.xlsx", "tong-hop-don-vi", ONE_LEAD))
    total, head = row_of(live, "Tổng cộng"), row_of(live, "TT")
    data = f"{head + 2}:D{total - 1}"
    assert live[f"D{total}"].value == f"=SUM(D{data})"
    assert live[f"C{total}"].value == f"=D{total}+E{total}+F{total}+G{total}"
    assert live[f"H{total}"].value == f'=IF(C{total}=0,"",(D{total}+E{total})/C{total}*100)'
    assert [seen.cell(total, n).value for n in range(3, 8)] == [7, 1, 1, 4, 1]
    assert seen[f"H{total}"].value == pytest.approx(200 / 7)


def test_a_task_of_two_leads_is_counted_once_so_the_sum_is_no_formula(tmp_path):
    live, _ = both(written(tmp_path / "out.xlsx", "tong-hop-don-vi"))
    total = row_of(live, "Tổng cộng")
    assert live[f"D{total}"].value == 1
    assert str(live[f"H{total}"].value).startswith("=IF(")


def test_a_share_of_nothing_is_empty(tmp_path):
    empty = replace(DOSSIER, tasks=(), assignments=())
    live, seen = both(written(tmp_path / "out.xlsx", "tong-hop-don-vi", empty))
    total = row_of(live, "Tổng cộng")
    assert seen[f"C{total}"].value == 0
    assert not seen[f"H{total}"].value


def test_result_and_share_of_an_indicator_follow_from_the_cells_beside(tmp_path):
    layout = r.FormLayout(id="l", form="chi-tieu", columns="numerator\ndenominator\nresult\ntargets\nshare")
    live, seen = both(written(tmp_path / "out.xlsx", "chi-tieu", replace(DOSSIER, layouts=(layout,))))
    row = row_of(live, "Học sinh được khám mắt")
    assert live[f"E{row}"].value == f'=IF(N(D{row})=0,"",C{row}/D{row}*100)'
    assert live[f"H{row}"].value == f'=IF(N(F{row})=0,"",E{row}/F{row}*100)'
    assert seen[f"E{row}"].value == pytest.approx(81200 / 850)
    assert (live[f"C{row}"].value, live[f"D{row}"].value, live[f"F{row}"].value) == (812, 850, 95)


def test_without_the_columns_it_needs_a_figure_is_no_formula(tmp_path):
    layout = r.FormLayout(id="l", form="chi-tieu", columns="share")
    live, _ = both(written(tmp_path / "out.xlsx", "chi-tieu", replace(DOSSIER, layouts=(layout,))))
    assert live[f"C{row_of(live, 'Học sinh được khám mắt')}"].value == pytest.approx(100.557, abs=0.01)


def test_everything_is_worked_out_anew_when_the_file_opens(tmp_path):
    assert openpyxl.load_workbook(written(tmp_path / "out.xlsx", "tong-hop-don-vi")).calculation.fullCalcOnLoad


def test_the_filter_covers_the_data_and_leaves_header_and_sums_out(tmp_path):
    for form_id in ("tong-hop-don-vi", "theo-doi-bao-cao", "tien-do", "phan-cong"):
        ws = sheet(written(tmp_path / f"{form_id}.xlsx", form_id))
        first, last = openpyxl.utils.cell.range_boundaries(ws.auto_filter.ref)[1::2]
        assert ws.freeze_panes == f"A{first + 1}"
        labels = [ws.cell(row, 1).value for row in range(first + 1, last + 1)]
        assert [label for label in labels if isinstance(label, int)] == list(
            range(1, max(filter(lambda x: isinstance(x, int), labels)) + 1)
        )
        assert not {"Tổng cộng", "Đã nộp"} & set(labels)
        assert not any(area.min_row <= first < area.max_row for area in ws.merged_cells.ranges)


def test_a_table_without_data_has_no_filter(tmp_path):
    ws = sheet(written(tmp_path / "out.xlsx", "tien-do", replace(DOSSIER, tasks=())))
    assert ws.auto_filter.ref is None


def test_slips_are_a_sheet_a_unit_with_letterhead_and_signatures(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path / "out.xlsx", "giao-viec"))
    assert book.sheetnames == [unit.name[:31] for unit in UNITS if not unit.is_group]
    for ws in book:
        texts = {str(cell.value) for row in ws.iter_rows() for cell in row if cell.value}
        assert {"XÃ HÒA LÂM", "ĐƠN VỊ NHẬN NHIỆM VỤ", "Nội dung nhiệm vụ"} <= texts
        assert (ws.page_setup.firstPageNumber, ws.page_setup.useFirstPageNumber) == (1, True)
        assert ws.print_title_rows
    clinic = book["Trạm Y tế xã"]
    assert clinic[f"F{row_of(clinic, 'Khám mắt cho học sinh')}"].value == datetime(2026, 4, 30)


@pytest.mark.parametrize(
    ("names", "sheets"),
    [
        (["Thôn [1]: a/b\\c*?"], ["Thôn 1 a b c"]),
        (["", "''", "History"], ["Biểu", "Biểu (2)", "History (2)"]),
        (["Trung tâm Cung ứng dịch vụ công A", "TRUNG TÂM cung ứng dịch vụ công B"], ["Trung tâm Cung ứng dịch vụ công", "TRUNG TÂM cung ứng dịch vụ (2)"]),
    ],
)  # fmt: skip
def test_names_of_sheets(names, sheets):
    assert sheet_names(names) == sheets


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_names_become_names_of_sheets(names):
    found = sheet_names(names)
    assert len({name.casefold() for name in found}) == len(names)
    for name in found:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


COLUMNS = (
    Column("TT", 12, Align.CENTER, id="no", fixed=True), Column("Việc", 80, id="task", fixed=True),
    Column("Một", 40, id="one"), Column("Hai", 40, id="two"), Column("Tỷ lệ", 40, id="rate"),
)  # fmt: skip


def test_a_sum_passes_over_headings_and_rows_that_run_on(tmp_path):
    rate = Formula(Number(Decimal(0)), 'IF({two}=0,"",{one}/{two}*100)')
    rows = (
        Row(("I", "Nhóm"), RowKind.GROUP),
        Row((1, "dài " * 3000, 1, 0, rate)),
        Row(("II", "Nhóm"), RowKind.GROUP),
        Row((2, "b", 2, 4, Formula(Number(Decimal(50)), rate.text))),
        Row(("Cộng", None, Formula(3, "SUM([one])"), Formula(4, "SUM([two])"), rate), RowKind.TOTAL),
    )
    path = tmp_path / "out.xlsx"
    write_table(TableForm("BIỂU", COLUMNS, rows), path)
    live, _ = both(path)
    total, head = row_of(live, "Cộng"), row_of(live, "TT")
    assert total - head > 6
    assert live[f"C{total}"].value == f"=SUM(C{head + 1}:C{total - 1})"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_works_the_same_figures_out(tmp_path):
    """Cached values are wiped first, so that what comes back was worked out."""
    path = written(tmp_path / "out.xlsx", "tong-hop-don-vi", ONE_LEAD)
    book = openpyxl.load_workbook(path)
    book.save(path)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    csv_filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", csv_filter, "--outdir", tmp_path, path], check=True, capture_output=True, timeout=120
    )  # fmt: skip
    with (tmp_path / "out.csv").open(encoding="utf-8") as lines:
        (total,) = [row for row in csv.reader(lines) if row[0] == "Tổng cộng"]
    assert total[2:8] == ["7", "1", "1", "4", "1", "28.6"]
