"""Forms that come back otherwise than they went: what is known for certain, what is but suggested, what is refused by cell."""

import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal

import factories as make
import pytest
import returned_forms as forms
from openpyxl import load_workbook

from kehoach_desktop.domain.records import SubmissionState, TaskState
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.exchange.form_layout import VERSION

CLEAN, WALK, WATER = "Dọn vệ sinh đường làng", "Phát động tháng đi bộ", "Hộ dùng nước hợp vệ sinh"
ANSWERS = {
    CLEAN: {"result": "Dọn 4 đoạn đường, 12 km", "state": "Hoàn thành", "difficulty": "Thiếu xe chở rác"},
    WALK: {"state": "Đang làm", "proposal": "Xin thêm loa"},
    WATER: {"numerator": 188, "denominator": 203, "difficulty": "2 hộ đi vắng"},
}
WANTED = {
    (CLEAN, "result"): "Dọn 4 đoạn đường, 12 km", (CLEAN, "state"): TaskState.DONE,
    (CLEAN, "difficulty"): "Thiếu xe chở rác", (WALK, "state"): TaskState.IN_PROGRESS,
    (WALK, "proposal"): "Xin thêm loa", (WATER, "numerator"): Decimal(188), (WATER, "denominator"): Decimal(203),
    (WATER, "note"): "2 hộ đi vắng",
}  # fmt: skip


@pytest.fixture
def form(write_form):
    path = write_form()
    forms.fill(path, ANSWERS)
    return path


def values(changes):
    return {(change.title, change.field): change.new for change in changes}


def test_a_clean_form_is_taken_whole(form, plan_of):
    plan = plan_of(form)
    assert values(plan.accepted) == WANTED
    assert (plan.suggested, plan.refused, plan.is_nil) == ((), (), False)


@pytest.mark.parametrize(
    "damage",
    [forms.shuffle_rows, forms.sort_rows, forms.rename_heads, forms.insert_column],
    ids=lambda act: act.__name__,
)
def test_what_people_do_to_the_table_changes_no_value(form, plan_of, damage):
    forms.change(form, damage)
    plan = plan_of(form)
    assert values(plan.accepted) == WANTED
    assert (plan.suggested, plan.refused) == ((), ())


def test_all_of_it_at_once_changes_no_value(form, plan_of):
    for damage in (forms.shuffle_rows, forms.rename_heads, forms.insert_column):
        forms.change(form, damage)
    forms.change(form, lambda sheet: sheet.insert_rows(1, 2))
    assert values(plan_of(form).accepted) == WANTED


def test_the_cells_named_are_those_of_the_file_as_it_is(form, plan_of):
    forms.change(form, forms.shuffle_rows)
    sheet = load_workbook(form).worksheets[0]
    places = {(change.title, change.field): change.cell for change in plan_of(form).accepted}
    assert places[WATER, "numerator"] == f"F{forms.row_of(sheet, WATER)}"


def test_what_stands_in_the_sum_of_the_year_is_never_read_back(form, plan_of):
    def write(sheet):
        for row in forms.table_rows(sheet):
            sheet.cell(row, forms.COLUMN["cumulative"]).value = 4321

    forms.change(form, write)
    plan = plan_of(form)
    assert (values(plan.accepted), plan.refused) == (WANTED, ())


def test_a_form_of_the_first_version_without_the_sum_of_the_year_reads_the_same(form, plan_of):
    forms.set_stamp(form, "version", "1")
    forms.change(form, lambda sheet: sheet.delete_cols(forms.COLUMN["cumulative"]))
    assert values(plan_of(form).accepted) == WANTED


def test_a_deleted_row_takes_only_its_own_values_away(form, plan_of):
    forms.change(form, lambda sheet: forms.delete_row(sheet, WALK))
    assert values(plan_of(form).accepted) == {key: value for key, value in WANTED.items() if key[0] != WALK}


def test_a_row_of_ones_own_is_refused_by_cell_and_the_others_taken(form, plan_of):
    rows = []
    forms.change(form, lambda sheet: rows.append(forms.add_row(sheet)))
    plan = plan_of(form)
    assert [(refused.cell, refused.title) for refused in plan.refused] == [(f"D{rows[0]}", "Việc ngoài kế hoạch")]
    assert "không có trong phiếu" in plan.refused[0].reason
    assert values(plan.accepted) == WANTED


@pytest.mark.parametrize("damage", [forms.wipe_numbers, forms.renumber_rows], ids=lambda act: act.__name__)
def test_rows_known_by_their_text_only_are_suggestions(form, plan_of, damage):
    forms.change(form, damage)
    plan = plan_of(form)
    certain = set(values(plan.accepted))
    assert {**values(plan.accepted), **values(plan.suggested)} == WANTED
    assert len({title for title, _ in certain}) <= 1  # renumbering may leave one row where it was
    assert all("Ghép theo chữ" in change.remark for change in plan.suggested)


def test_a_form_without_its_hidden_sheet_is_known_by_its_code_and_only_suggests(form, plan_of):
    forms.strip_stamp(form)
    plan = plan_of(form)
    assert values(plan.suggested) == WANTED
    assert plan.accepted == ()


def test_a_mended_word_in_a_rows_text_does_not_matter(form, plan_of):
    def mend(sheet):
        sheet.cell(forms.row_of(sheet, CLEAN), 2).value = "Dọn vệ sinh đường làng ngõ xóm"

    forms.change(form, mend)
    assert (CLEAN, "state") in values(plan_of(form).accepted)


def test_a_row_with_anothers_number_is_never_taken_for_the_other(form, plan_of):
    def swap(sheet):
        one, other = forms.row_of(sheet, CLEAN), forms.row_of(sheet, WALK)
        sheet.cell(one, 1).value, sheet.cell(other, 1).value = sheet.cell(other, 1).value, sheet.cell(one, 1).value

    forms.change(form, swap)
    plan = plan_of(form)
    assert {title for title, _ in values(plan.accepted)} == {WATER}
    assert {**values(plan.accepted), **values(plan.suggested)} == WANTED


def test_two_rows_of_one_task_that_disagree_are_both_refused(form, plan_of):
    def copy(sheet):
        row = forms.row_of(sheet, CLEAN)
        sheet.insert_rows(row + 1)
        for column in range(1, 11):
            sheet.cell(row + 1, column).value = sheet.cell(row, column).value
        sheet.cell(row + 1, forms.COLUMN["state"]).value = "Đang làm"

    forms.change(form, copy)
    plan = plan_of(form)
    row = forms.row_of(load_workbook(form).worksheets[0], CLEAN)
    assert {refused.cell for refused in plan.refused} == {f"H{row}", f"H{row + 1}"}
    assert values(plan.accepted) == {key: value for key, value in WANTED.items() if key != (CLEAN, "state")}


def test_an_empty_cell_never_wipes_a_value(write_form, plan_of, dossier):
    path = write_form()
    forms.fill(path, {CLEAN: {"state": "Hoàn thành"}})
    unit = next(u for u in dossier.units if u.name == "Thôn Ao Sen")
    task = next(t for t in dossier.tasks if t.title == CLEAN)
    held = make.make_progress(task, unit_id=unit.id, result="Dọn 2 đoạn", state=TaskState.DONE)
    plan = plan_of(path, replace(dossier, progress=(held,)))
    assert (plan.accepted, plan.suggested, plan.refused, plan.unchanged) == ((), (), (), 1)


def test_old_and_new_value_are_told(form, plan_of, dossier):
    unit = next(u for u in dossier.units if u.name == "Thôn Ao Sen")
    task = next(t for t in dossier.tasks if t.title == CLEAN)
    held = make.make_progress(task, unit_id=unit.id, result="Dọn 2 đoạn", state=TaskState.DONE)
    plan = plan_of(form, replace(dossier, progress=(held,)))
    change = next(c for c in plan.accepted if (c.title, c.field) == (CLEAN, "result"))
    assert (change.old, change.new) == ("Dọn 2 đoạn", "Dọn 4 đoạn đường, 12 km")
    assert (CLEAN, "state") not in values(plan.accepted)


def test_what_would_change_a_value_of_an_approved_report_is_a_suggestion(form, plan_of, dossier):
    unit = next(u for u in dossier.units if u.name == "Thôn Ao Sen")
    task = next(t for t in dossier.tasks if t.title == CLEAN)
    held = make.make_progress(task, unit_id=unit.id, result="Dọn 2 đoạn", state=TaskState.DONE)
    approved = make.make_submission(unit, state=SubmissionState.APPROVED)
    plan = plan_of(form, replace(dossier, submissions=(approved,), progress=(held,)))
    assert values(plan.suggested) == {(CLEAN, "result"): "Dọn 4 đoạn đường, 12 km"}
    assert "đã duyệt" in plan.suggested[0].remark
    assert (CLEAN, "difficulty") in values(plan.accepted)


@pytest.mark.parametrize(
    ("title", "answers", "reasons"),
    [
        (WATER, {"numerator": "khoảng 95", "denominator": 203}, {"numerator": "“khoảng 95” không phải là số",
                                                                "denominator": "Chỉ có một trong hai ô"}),
        (WATER, {"numerator": 96, "denominator": 91}, {"numerator": "Tử số 96 lớn hơn mẫu số 91", "denominator": "lớn hơn"}),
        (WATER, {"numerator": 9, "denominator": 0}, {"numerator": "Mẫu số 0", "denominator": "Mẫu số 0"}),
        (WATER, {"numerator": -1, "denominator": 10}, {"numerator": "Tử số -1", "denominator": "Tử số -1"}),
        (WATER, {"numerator": 9}, {"numerator": "Chỉ có một trong hai ô"}),
        (WATER, {"result": "=1+1"}, {"result": "công thức chưa tính"}),
        (WATER, {"result": 50, "numerator": 90, "denominator": 100}, {"result": "khác kết quả 50"}),
        (WATER, {"state": "Hoàn thành"}, {"state": "Chỉ tiêu không lấy cột tình trạng"}),
        (CLEAN, {"state": "Gần xong"}, {"state": "“Gần xong” không có trong danh sách"}),
        (CLEAN, {"numerator": 5}, {"numerator": "Nhiệm vụ không lấy cột tử số"}),
        (CLEAN, {"result": "#N/A"}, {"result": "Ô báo lỗi #N/A"}),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_right_is_refused_by_name(write_form, plan_of, title, answers, reasons):
    path = write_form()
    cells = forms.fill(path, {title: answers})
    plan = plan_of(path)
    found = {refused.cell: refused.reason for refused in plan.refused}
    assert found.keys() == {cells[title, column] for column in reasons}
    for column, words in reasons.items():
        assert words in found[cells[title, column]]


def test_a_figure_beside_its_numerator_only_says_the_same_again(write_form, plan_of):
    path = write_form()
    forms.fill(path, {WATER: {"result": 92.6, "numerator": 188, "denominator": 203}})
    plan = plan_of(path)
    assert (values(plan.accepted), plan.refused) == (
        {(WATER, "numerator"): Decimal(188), (WATER, "denominator"): Decimal(203)}, ()
    )  # fmt: skip


def test_a_percentage_typed_in_excel_is_the_figure_it_shows(write_form, plan_of):
    path = write_form()

    def type_percent(sheet):
        cell = sheet.cell(forms.row_of(sheet, WATER), 4)
        cell.value, cell.number_format = 0.955, "0.0%"

    forms.change(path, type_percent)
    assert values(plan_of(path).accepted) == {(WATER, "value"): Decimal("95.5")}


def test_strokes_and_crosses_in_cells_that_stay_empty_say_nothing(form, plan_of):
    forms.fill(form, {CLEAN: {"numerator": "-", "denominator": "x"}, WATER: {"state": "–", "proposal": "…"}})
    plan = plan_of(form)
    assert (values(plan.accepted), plan.refused) == (WANTED, ())


def test_a_nil_report_is_no_empty_form(write_form, plan_of):
    path = write_form()
    with pytest.raises(UserFacingError, match="để trống"):
        plan_of(path)
    forms.fill(path, {}, nil="Có")
    assert plan_of(path).is_nil


def test_a_nil_report_with_figures_is_refused_as_nil_and_the_figures_taken(form, plan_of):
    forms.fill(form, {}, nil="có")
    plan = plan_of(form)
    place = forms.nil_cell(load_workbook(form).worksheets[0]).coordinate
    assert [(refused.cell, plan.is_nil) for refused in plan.refused] == [(place, False)]
    assert values(plan.accepted) == WANTED


def test_a_nil_report_after_figures_is_asked_back(write_form, plan_of, dossier):
    path = write_form()
    forms.fill(path, {}, nil="Có")
    unit = next(u for u in dossier.units if u.name == "Thôn Ao Sen")
    held = make.make_progress(dossier.tasks[0], unit_id=unit.id)
    plan = plan_of(path, replace(dossier, progress=(held,)))
    assert (plan.is_nil, len(plan.refused)) == (False, 1)


def test_a_form_of_another_commune_is_refused_by_name(form, plan_of, dossier):
    other = replace(dossier, office=make.make_office(name="Bến Gỗ"))
    with pytest.raises(UserFacingError, match="Phiếu của xã Hòa Lâm, không phải của xã Bến Gỗ"):
        plan_of(form, other)


def test_a_code_of_another_commune_is_refused_without_the_hidden_sheet_too(form, plan_of, dossier):
    forms.strip_stamp(form)
    with pytest.raises(UserFacingError, match="không phải của xã Bến Gỗ"):
        plan_of(form, replace(dossier, office=make.make_office(name="Bến Gỗ")))


def test_a_period_written_over_by_hand_is_seen(form, plan_of):
    forms.set_stamp(form, "period", "2026-Q1")
    with pytest.raises(UserFacingError, match="Phiếu ghi 6 tháng đầu năm 2026 nhưng mã bên trong là quý I năm 2026"):
        plan_of(form)


def test_the_table_of_another_units_form_is_seen(write_form, plan_of):
    mine, other = write_form("Thôn Ao Sen"), write_form("Thôn Gò Me")
    forms.fill(mine, ANSWERS)
    code = next(
        c.value for row in load_workbook(other).worksheets[0].iter_rows() for c in row if "Mã phiếu" in str(c.value)
    )

    def paste(sheet):
        cell = next(c for row in sheet.iter_rows() for c in row if "Mã phiếu" in str(c.value))
        cell.value = code

    forms.change(mine, paste)
    with pytest.raises(UserFacingError, match="ghép từ hai phiếu"):
        plan_of(mine)


def test_a_unit_that_is_gone_is_named(form, plan_of, dossier):
    rest = tuple(unit for unit in dossier.units if unit.name != "Thôn Ao Sen")
    with pytest.raises(UserFacingError, match="Thôn Ao Sen không còn"):
        plan_of(form, replace(dossier, units=rest))


def test_a_task_that_is_gone_is_refused_by_cell(form, plan_of, dossier):
    plan = plan_of(form, replace(dossier, tasks=tuple(t for t in dossier.tasks if t.title != CLEAN)))
    assert {refused.title for refused in plan.refused} == {CLEAN}
    assert len(plan.refused) == 3
    assert all("không còn trong tệp" in refused.reason for refused in plan.refused)


def test_a_task_renamed_here_is_still_known_by_the_words_it_went_out_with(form, plan_of, dossier):
    tasks = tuple(replace(t, title="Vệ sinh môi trường") if t.title == CLEAN else t for t in dossier.tasks)
    plan = plan_of(form, replace(dossier, tasks=tasks))
    assert ("Vệ sinh môi trường", "state") in values(plan.accepted)


def test_a_form_of_a_newer_program_is_refused(form, plan_of):
    forms.set_stamp(form, "version", str(VERSION + 1))
    with pytest.raises(UserFacingError, match="mới hơn"):
        plan_of(form)


def test_a_missing_head_over_filled_cells_is_named(form, plan_of):
    def garble(sheet):
        row = forms.header_row(sheet)
        sheet.insert_cols(7)
        sheet.cell(row, 6).value, sheet.cell(row, 7).value = "A1", "A2"

    forms.change(form, garble)
    plan = plan_of(form)
    assert [refused.cell for refused in plan.refused if "Không nhận ra cột" in refused.reason]
    assert (WATER, "numerator") not in values(plan.accepted)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_form_saved_by_libreoffice_reads_the_same(form, plan_of, tmp_path):
    forms.change(
        form,
        lambda sheet: sheet.cell(forms.row_of(sheet, WATER), forms.COLUMN["numerator"]).__setattr__("value", "=180+8"),
    )
    profile, out = (tmp_path / "lo").as_uri(), tmp_path / "saved"
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
    ]
    subprocess.run([*command, str(form)], check=True, capture_output=True, timeout=120)
    plan = plan_of(out / form.name)
    assert values(plan.accepted) == WANTED
    assert (plan.suggested, plan.refused) == ((), ())
