"""The form that goes out: whose duties, what is asked where, what Excel checks, how it prints."""

import re
from dataclasses import replace
from decimal import Decimal

import factories as make
import returned_forms as forms
from openpyxl import load_workbook

from kehoach_desktop.domain.records import Unit
from kehoach_desktop.exchange.form_layout import VERSION


def opened(path):
    book = load_workbook(path)
    return book.worksheets[0], book.worksheets[1]


def test_a_form_holds_the_units_own_duties_also_those_of_its_groups(write_form):
    assert forms.titles(write_form("Thôn Gò Me")) == [
        "Dọn vệ sinh đường làng", "Phát động tháng đi bộ", "Hộ dùng nước hợp vệ sinh",
    ]  # fmt: skip
    assert forms.titles(write_form("Trường THCS Hòa Lâm")) == [
        "Đo thị lực học sinh đầu năm", "Phát động tháng đi bộ", "Học sinh được đo thị lực",
    ]  # fmt: skip
    assert len(forms.titles(write_form("Trạm Y tế xã"))) == 4


def test_the_stamp_is_hidden_and_names_office_plan_unit_period_and_rows(write_form, dossier):
    unit = next(u for u in dossier.units if u.name == "Thôn Ao Sen")
    _, stamp = opened(write_form())
    facts = {row[0]: row[1] for row in stamp.iter_rows(values_only=True) if row[0] != "row"}
    assert stamp.sheet_state == "hidden"
    assert (facts["office_id"], facts["plan_id"], facts["unit_id"]) == (dossier.office.id, dossier.plan.id, unit.id)
    assert (facts["form"], facts["version"], facts["period"]) == ("phieu-don-vi", str(VERSION), "2026-H1")
    rows = [row[1:4] for row in stamp.iter_rows(values_only=True) if row[0] == "row"]
    ids = {record.id for record in (*dossier.tasks, *dossier.indicators)}
    assert [number for number, _, _ in rows] == ["1", "2", "3"]
    assert {record_id for _, _, record_id in rows} < ids


def test_no_column_is_hidden(write_form):
    for sheet in opened(write_form()):
        assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())


def test_the_page_is_a4_across_with_the_head_on_every_page(write_form):
    sheet, _ = opened(write_form())
    head = forms.header_row(sheet)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${head}:${head}"
    assert all(cell.font.name == "Times New Roman" for row in sheet.iter_rows() for cell in row if cell.value)
    assert all(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))


def test_the_state_is_chosen_from_a_list_and_figures_are_checked(write_form):
    sheet, _ = opened(write_form())
    rules = {rule.type: rule for rule in sheet.data_validations.dataValidation if "Chưa làm" in (rule.formula1 or "")}
    assert rules["list"].formula1 == '"Chưa làm,Đang làm,Hoàn thành,Tạm dừng"'
    assert f"H{forms.row_of(sheet, 'Phát động tháng đi bộ')}" in str(rules["list"].sqref)
    row = forms.row_of(sheet, "Hộ dùng nước hợp vệ sinh")
    checks = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation if rule.type == "decimal"}
    assert checks[f"F{row}"].formula2.startswith(f"IF(ISNUMBER(G{row}),G{row}")
    assert checks[f"G{row}"].formula1 == "0"


def test_the_nil_cell_offers_yes_and_no(write_form):
    sheet, _ = opened(write_form())
    rule = next(r for r in sheet.data_validations.dataValidation if r.formula1 == '"Có,Không"')
    assert str(rule.sqref) == forms.nil_cell(sheet).coordinate


def test_cells_that_are_not_asked_are_grey_and_the_others_white(write_form):
    sheet, _ = opened(write_form())
    task, indicator = (forms.row_of(sheet, title) for title in ("Phát động tháng đi bộ", "Hộ dùng nước hợp vệ sinh"))
    grey = {c.coordinate for row in (task, indicator) for c in sheet[row] if c.fill.fill_type == "solid"}
    assert grey == {f"E{task}", f"F{task}", f"G{task}", f"E{indicator}", f"H{indicator}", f"J{indicator}"}


def test_names_that_look_like_formulas_stay_text(write_form, dossier):
    risky = ["=1+1", "+84 912", "-5", "@SUM(A1)", "=cmd|' /C calc'!A1", "#N/A"]
    tasks = tuple(replace(task, title=risky[n]) if n < len(risky) else task for n, task in enumerate(dossier.tasks))
    odd = replace(dossier, tasks=tasks, units=tuple(
        replace(unit, name="=HYPERLINK(\"x\")", head="=2+2") if unit.name == "Phòng Kinh tế" else unit for unit in dossier.units
    ))  # fmt: skip
    for name in ("Trạm Y tế xã", '=HYPERLINK("x")'):
        for sheet in opened(write_form(name, of=odd)):
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
            formulas = [cell.value for cell in cells if cell.data_type != "s"]
            assert all(re.fullmatch(r"=\d+\+IF\(ISNUMBER\(D\d+\),D\d+,0\)", formula) for formula in formulas)


def test_the_year_so_far_is_worked_out_where_figures_add_up_and_nowhere_else(write_form, dossier):
    talks = next(i for i in dossier.indicators if i.measure == "buổi")
    unit = next(u for u in dossier.units if u.name == "Trạm Y tế xã")
    earlier = tuple(
        make.make_result(talks, unit_id=unit.id, period=period, value=Decimal(value))
        for period, value in (("2026-01", 1), ("2026-02", 2), ("2026-Q1", 6), ("2025-Q4", 50))
    )
    sheet, _ = opened(write_form("Trạm Y tế xã", "2026-Q2", replace(dossier, results=(*dossier.results, *earlier))))
    row = forms.row_of(sheet, talks.name)
    assert sheet.cell(row, forms.COLUMN["cumulative"]).value == f"=6+IF(ISNUMBER(D{row}),D{row},0)"
    sheet, _ = opened(write_form("Thôn Ao Sen"))
    assert {sheet.cell(r, forms.COLUMN["cumulative"]).value for r in forms.table_rows(sheet)} == {None}


def test_a_text_no_file_can_hold_is_written_all_the_same(write_form, dossier):
    bad = "Xóm\x00 Đồi\x0b\ud800 Thông"
    odd = replace(dossier, units=tuple(
        replace(unit, name=bad) if unit.name == "Thôn Ao Sen" else unit for unit in dossier.units
    ))  # fmt: skip
    sheet, _ = opened(write_form(bad, of=odd))
    assert any("Xóm Đồi" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_who_fills_it_in_and_who_signs_stand_at_the_foot(write_form):
    sheet, _ = opened(write_form())
    texts = [cell.value for row in sheet.iter_rows(min_row=sheet.max_row - 4) for cell in row if cell.value]
    assert {"NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ", "Trưởng thôn Ao Sen"} <= set(texts)


def test_a_hamlet_that_sent_nothing_yet_is_asked_what_the_others_count(write_form, dossier):
    sent = {result.unit_id for result in dossier.results}
    silent = next(u for u in dossier.units if u.name == "Thôn Xóm Lò")
    assert isinstance(silent, Unit)
    assert silent.id not in sent
    assert "Hộ dùng nước hợp vệ sinh" in forms.titles(write_form("Thôn Xóm Lò"))
