"""Forms, options, preview, findings and register over a real file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from kehoach_desktop.services import editing, exporting, results
from kehoach_desktop.ui.tabs.reports_tab import ReportsTab


@pytest.fixture
def tab(qtbot, opened):
    tab = ReportsTab(opened)
    tab.watch(opened.workspace.dossier_changed, lambda _: tab.mark_stale())  # as the window does
    qtbot.addWidget(tab, before_close_func=lambda t: t.release())
    tab.resize(1366, 540)
    tab.show()
    qtbot.waitUntil(lambda: tab.is_drawn and tab.preview.store.count > 0, timeout=20000)
    return tab


def drawn(qtbot, tab):
    qtbot.waitUntil(lambda: tab.is_drawn, timeout=20000)
    return tab.preview.store.count


def test_the_first_form_is_drawn_as_pages(tab):
    assert tab.preview.store.count >= 1
    assert tab.page_words.text() == f"1 / {tab.preview.store.count}"


def test_every_form_of_the_catalogue_is_listed(tab):
    assert {row.id for row in tab.forms.model.shown_records()} == {form.id for form in exporting.forms()}


def test_choosing_a_form_draws_it_and_offers_its_formats(qtbot, tab):
    tab.show_form("chi-tieu")
    qtbot.waitUntil(lambda: tab.form_title.text() == exporting.form_info("chi-tieu").title, timeout=5000)
    assert drawn(qtbot, tab) >= 1
    assert tab.format_buttons["xlsx"].isVisibleTo(tab)
    assert not tab.format_buttons["docx"].isVisibleTo(tab)


def test_fewer_annexes_make_fewer_pages(qtbot, tab):
    whole = tab.preview.store.count
    for check in tab.forms.annexes.values():
        check.setChecked(False)
    qtbot.waitUntil(lambda: tab.is_drawn and tab.preview.store.count < whole, timeout=20000)


def test_pages_fit_the_width_until_zoomed(tab):
    pages = tab.preview.pages
    assert pages.percent_of(0) <= 100
    pages.zoom(1)
    assert tab.zoom_words.text() == f"{pages.percent_of(0)} %"


def test_going_through_the_pages(qtbot, tab):
    tab.forth.click()
    assert tab.preview.pages.page == 1
    assert tab.preview.thumbnails.current == 1
    tab.back.click()
    assert tab.page_words.text().startswith("1 ")


def lines(tab):
    return {check.id: check for check in tab.side.checks.shown_records()}


def test_findings_name_what_is_missing_and_lead_there(qtbot, tab):
    found = lines(tab)
    assert found["lead"].text == "3 nhiệm vụ chưa có chủ trì"
    assert found["sent"].text == "2 đơn vị chưa nộp báo cáo"
    assert found["results"].text == "1 chỉ tiêu chưa có số của 6 tháng đầu năm 2026"
    assert found["signer"].is_error
    with qtbot.waitSignal(tab.jump_requested) as jumped:
        tab.side._jump(found["lead"])
    assert (jumped.args[0].tab, jumped.args[0].view) == ("tasks", "no_lead")
    with qtbot.waitSignal(tab.jump_requested) as jumped:
        tab.side._jump(found["results"])
    assert (jumped.args[0].tab, jumped.args[0].record_id) == ("indicators", "i2")


def test_every_rule_with_a_place_leads_to_one_that_is_there():
    from kehoach_desktop.domain.paper_checks import RULES
    from kehoach_desktop.ui.tab_table import TABS
    from kehoach_desktop.ui.tabs.base import CONFLICTS
    from kehoach_desktop.ui.tabs.reports.checks import _PLACES, NUMBER, OFFICE

    places = {tab.key for tab in TABS} | {NUMBER, OFFICE, CONFLICTS}
    assert {place.tab for place in _PLACES.values()} <= places
    assert {rule.id for rule in RULES} - set(_PLACES) == {"period_open"}  # nothing to mend there but to wait


def test_errors_come_first_and_are_counted_and_kept_rules_last(tab):
    shown = tab.side.checks.shown_records()
    assert shown[0].is_error
    assert tab.side.errors._text == "1 lỗi"
    assert shown[-1].text.endswith(" quy tắc đúng")


def test_findings_follow_the_form(qtbot, tab):
    tab.show_form("don-doc")
    qtbot.waitUntil(lambda: tab.is_drawn and "lead" not in lines(tab), timeout=20000)
    assert not {"results", "sent"} & set(lines(tab))
    assert "blanks" in lines(tab)


def test_a_finding_about_the_number_leads_to_its_field(tab):
    tab.side._jump(lines(tab)["blanks"])
    assert tab.forms.number.hasFocus()


def test_letters_to_several_units_take_their_numbers_later(qtbot, tab):
    tab.show_form("don-doc")
    qtbot.waitUntil(lambda: tab.is_drawn and "lead" not in lines(tab), timeout=20000)
    assert not tab.forms.number.isEnabled()
    assert tab.forms.options().number is None
    tab.side._jump(lines(tab)["blanks"])
    assert tab.forms.issued.hasFocus()
    tab.show_form("don-doc", "u2")
    assert tab.forms.number.isEnabled()


def test_a_form_that_cannot_be_made_says_why_and_still_what_to_mend(qtbot, opened, tab, settle):
    unit = next(unit for unit in opened.workspace.dossier.units if unit.id == "u4")
    opened.workspace.perform("Sửa", results.record_submission, "u2", "2026-H1", "approved")
    opened.workspace.perform("Sửa", results.record_submission, "u3", "2026-H1", "approved")
    settle()
    tab.show_form("don-doc", unit.id)
    qtbot.waitUntil(lambda: tab.is_drawn and tab.preview.store.count == 0, timeout=20000)
    assert "đã gửi báo cáo" in tab.preview.pages.words
    assert "blanks" in lines(tab)


def test_printing_with_an_error_is_asked_about_once_in_the_status_line(qtbot, tab, said, opened):
    offered = []
    opened.messages.offered.connect(offered.append)
    with qtbot.assertNotEmitted(tab.print_requested):
        tab.ask_print()
    assert said.warnings == [("Chưa có tên người ký.", "Bấm In lần nữa để in như vậy.")]
    assert [link.words for link in offered[-1]] == ["Sửa", "Vẫn in"]
    with qtbot.waitSignal(tab.print_requested):
        tab.print_button.click()
    with qtbot.waitSignal(tab.print_requested):
        tab.ask_print()
    assert len(said.warnings) == 1
    assert said.questions == []


def test_printing_all_the_same_by_the_link(qtbot, tab, opened):
    offered = []
    opened.messages.offered.connect(offered.append)
    tab.ask_print()
    with qtbot.waitSignal(tab.print_requested):
        offered[-1][-1].act()


def test_forms_to_units_say_how_many_units_get_them(qtbot, tab, settle):
    settle()
    words = {row.id: row.words for row in tab.forms.model.shown_records()}
    assert (words["don-doc"], words["giao-viec"]) == ("2 đơn vị", "3 đơn vị")
    assert words["bao-cao"] == "PDF · Word" or words["bao-cao"] == "Word · PDF"


def test_a_wish_for_a_file_carries_form_format_and_choices(qtbot, tab):
    tab.forms.number.setText("12")
    with qtbot.waitSignal(tab.files_requested) as wished:
        tab.ask_files("pdf")
    form_id, formats, _, choices = wished.args
    assert (form_id, tuple(formats), choices["options"].number) == ("bao-cao", ("pdf",), "12")


def test_a_day_that_is_none_is_told_and_left_blank(tab, said):
    tab.forms.issued.setText("31/6/2026")
    tab.forms._line_edited()
    assert said.faults[-1][0] == "Tháng 6 không có ngày 31."
    assert tab.forms.options().issued_on is None


def print_one(opened, tab, to, settle, form="bao-cao", fmt="pdf", **choices):
    workspace = opened.workspace
    opened.settings.set("export/folder", str(to))
    workspace.perform("Xuất", exporting.export, form, workspace.period.id, to, formats=(fmt,), **choices)
    settle()
    return workspace.dossier.papers[-1]


def type_into(tab, settle, column, text, row=0):
    model = tab.side.papers
    model.setData(model.index(row, model.column_index(column)), text)
    settle()


def test_the_register_shows_what_was_printed_and_takes_its_number(opened, tab, tmp_path, settle):
    print_one(opened, tab, tmp_path / "ra", settle)
    assert tab.side.papers.total_count == 1
    type_into(tab, settle, "number", "064")
    assert opened.workspace.dossier.papers[0].number == "64"


def test_a_number_offers_the_paper_once_more_with_it(qtbot, opened, tab, tmp_path, settle):
    offered = []
    opened.messages.offered.connect(offered.append)
    paper = print_one(opened, tab, tmp_path / "ra", settle)
    type_into(tab, settle, "number", "5")
    assert [link.words for link in offered[-1]] == ["In lại với số 05"]
    with qtbot.waitSignal(tab.print_requested) as wished:
        offered[-1][0].act()
    assert wished.args[2]["paper_id"] == paper.id


def test_the_register_names_unit_or_period_and_puts_the_last_first(opened, tab, tmp_path, settle):
    print_one(opened, tab, tmp_path / "ra", settle)
    print_one(opened, tab, tmp_path / "ra", settle, form="don-doc", unit_id="u2")
    shown = [tab.side._paper_cell(paper).text for paper in tab.side.papers.shown_records()]
    assert shown == ["Phòng Kinh tế · Công văn đôn đốc", "Báo cáo kết quả kỳ · 6 tháng 2026"]


def test_a_number_given_twice_is_warned_about(opened, tab, tmp_path, settle, said):
    print_one(opened, tab, tmp_path / "ra", settle, form="don-doc", unit_id="u2")
    print_one(opened, tab, tmp_path / "ra", settle, form="don-doc", unit_id="u3")
    type_into(tab, settle, "number", "7", row=0)
    type_into(tab, settle, "number", "7", row=1)
    assert said.warnings[-1][0].startswith("Số 07/UBND-VHXH đã ghi cho Công văn đôn đốc")


@pytest.mark.parametrize(("column", "text"), [("number", "sáu"), ("issued_on", "31/6/2026"), ("issued_on", "1/1/1926")])
def test_what_is_no_number_or_day_stays_marked_with_its_reason(opened, tab, tmp_path, settle, said, column, text):
    print_one(opened, tab, tmp_path / "ra", settle)
    type_into(tab, settle, column, text)
    assert list(tab.side.papers.refused)
    assert said.faults[-1][1]


def test_the_next_number_is_proposed_where_one_is_given(qtbot, opened, tab, tmp_path, settle):
    print_one(opened, tab, tmp_path / "ra", settle)
    type_into(tab, settle, "number", "64")
    assert tab.forms.number.placeholderText() == "để trống (số tiếp: 65)"
    print_one(opened, tab, tmp_path / "ra", settle)
    tab.side.register.select_record(opened.workspace.dossier.papers[-1].id)
    tab.side.number_button.click()
    editor = tab.side.register.findChild(QLineEdit)
    assert (editor.text(), editor.selectedText()) == ("65", "65")


def test_files_of_the_register_are_looked_at_on_request(opened, tab, tmp_path, settle, said):
    paper = print_one(opened, tab, tmp_path / "ra", settle)
    print_one(opened, tab, tmp_path / "ra", settle, form="chi-tieu", fmt="xlsx")
    (tmp_path / "ra" / paper.file_name).write_bytes(b"sua tay")
    tab.side.verify_button.click()
    settle()
    assert said.told[-1].endswith("1 tệp đã đổi, 1 tệp còn nguyên") or said.told[-1].endswith(
        "1 tệp còn nguyên, 1 tệp đã đổi"
    )
    row = tab.side.papers.row_of(paper.id)
    assert "tệp đã đổi" in tab.side._paper_cell(tab.side.papers.record_at(row)).tooltip


def test_without_a_folder_the_files_cannot_be_looked_at(opened, tab, tmp_path, settle, said):
    print_one(opened, tab, tmp_path / "ra", settle)
    opened.settings.set("export/folder", "")
    tab.side.verify_button.click()
    assert said.warnings[-1][0] == "Chưa biết thư mục để tệp đã in."


def test_a_number_that_is_none_is_told_and_left_blank(tab, said):
    tab.forms.number.setText("6/4/2")
    tab.forms._line_edited()
    assert "không phải là số văn bản" in said.faults[-1][0]
    assert tab.forms.options().number is None


@pytest.mark.parametrize(
    ("keys", "page"),
    [(["PgDown"], 1), (["PgDown", "PgUp"], 0), (["End"], -1), (["End", "Home"], 0)],
)
def test_the_keys_go_through_the_pages(qtbot, tab, keys, page):
    names = {"PgDown": Qt.Key.Key_PageDown, "PgUp": Qt.Key.Key_PageUp, "End": Qt.Key.Key_End, "Home": Qt.Key.Key_Home}
    tab.preview.pages.setFocus()
    for key in keys:
        qtbot.keyClick(tab.preview.pages, names[key])
    assert tab.preview.pages.page == page % tab.preview.store.count


def test_the_keys_zoom_from_anywhere_in_the_tab(qtbot, tab):
    fitted = tab.preview.pages.percent_of(0)
    tab.activateWindow()
    tab.forms.table.setFocus()
    qtbot.keyClick(tab.forms.table, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert tab.preview.pages.percent_of(0) < fitted
    qtbot.keyClick(tab.forms.table, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert tab.preview.pages.percent_of(0) == fitted
    qtbot.keyClick(tab.forms.table, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert tab.preview.pages.percent_of(0) > fitted


def test_checking_the_file_replaces_the_findings(qtbot, tab, said, settle):
    tab.check_file()
    settle()
    assert tab.side.title.text() == "Kiểm tra cả tệp"
    assert said.told


def test_a_form_there_is_not_is_a_fault_told(tab, said):
    tab.show_form("khong-co")
    assert "khong-co" in said.faults[-1][0]


def test_the_preview_follows_an_edit(qtbot, opened, tab, settle):
    before = tab._drawn
    opened.workspace.perform("Sửa", editing.set_fields, "task", "t0", {"title": "Việc mới đặt tên"})
    qtbot.waitUntil(lambda: tab.is_drawn and tab._drawn > before, timeout=20000)


def test_reminders_of_all_late_units_are_shown_one_after_another(qtbot, tab):
    tab.show_form("don-doc", None)
    qtbot.waitUntil(lambda: tab.form_title.text() == exporting.form_info("don-doc").title, timeout=5000)
    assert drawn(qtbot, tab) == 2
    assert tab.format_buttons["docx"].isVisibleTo(tab)


def test_the_slip_of_one_unit_is_shown(qtbot, tab):
    unit = next(unit for unit in tab.workspace.dossier.units if unit.name == "Trạm Y tế xã")
    tab.show_form("giao-viec", unit.id)
    qtbot.waitUntil(lambda: tab.form_title.text() == exporting.form_info("giao-viec").title, timeout=5000)
    assert drawn(qtbot, tab) == 2
    assert tab.forms.unit.currentText() == "Trạm Y tế xã"
    tab.show_form("giao-viec", None)
    assert tab.forms.unit_id is None


@pytest.mark.parametrize("width", [911, 1093])
def test_f4_shows_the_findings_in_a_narrow_window_in_place_of_the_forms(qtbot, tab, width):
    tab.resize(width, 440)
    assert not tab.side.isVisible()
    tab.toggle_pane()
    qtbot.waitUntil(lambda: tab.side.width() >= 240)
    assert tab.side.isVisible()
    assert not tab.forms.isVisible()
    assert tab.preview.width() >= 400
    tab.toggle_pane()
    assert tab.forms.isVisible()
    assert not tab.side.isVisible()
