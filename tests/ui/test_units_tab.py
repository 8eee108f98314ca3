"""Each daily act on units, through the widgets, read back from the file."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from units_steps import choose

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.services import editing, units
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.units_tab import UnitsTab
from kehoach_desktop.ui.widgets.picker import Picker

WIDE, HIGH = 1366, 570


@pytest.fixture
def tab(build_tab) -> UnitsTab:
    return build_tab(UnitsTab)


def names(tab):
    return [row.unit.name for row in tab.model.shown_records()]


def unit(tab, unit_id):
    return tab.workspace.dossier.unit_by_id[unit_id]


def submission(tab, unit_id, period="2026-H1"):
    return tab.workspace.dossier.submission_of(unit_id, period)


def cell(tab, unit_id, column):
    return tab.model.cell_at(tab.model.row_of(unit_id), tab.model.column_index(column))


def type_into_cell(tab, qtbot, unit_id, column, text):
    tab.table.setCurrentIndex(tab.model.index(tab.model.row_of(unit_id), tab.model.column_index(column)))
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_F2)
    editor = tab.table.findChild(QLineEdit)
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


# --- what is shown ---


def test_units_stand_under_their_kind_without_groups(tab):
    assert names(tab) == ["Trạm Y tế xã", "Phòng Kinh tế", "Thôn Đông"]
    assert [tab.model.group_at(i).title for i in (0, 3)] == ["Phòng, cơ quan", "Thôn"]
    assert tab.model.group_at(0).right == "1/2 đã nộp"


def test_duties_count_those_of_groups_and_late_ones(tab):
    assert [cell(tab, "u1", c).text for c in ("lead", "support", "late")] == ["2", "–", "1"]
    assert [cell(tab, "u3", c).text for c in ("lead", "support", "late")] == ["–", "1", "–"]


def test_a_report_is_told_by_shape_word_and_days(tab):
    sent, missing = cell(tab, "u1", "now"), cell(tab, "u2", "now")
    assert (sent.text, sent.shape.name) == ("15/6", "checkmark_circle")
    assert (missing.text, missing.shape.name) == ("Chưa nộp", "warning")
    assert missing.spoken.startswith("Chưa nộp, trễ")


def test_the_chosen_period_is_a_column_and_changes_with_it(tab, opened):
    assert tab.model.columns[-1].title == "6 tháng 2026"
    opened.workspace.set_period(Period("2026-9M"))
    assert [c.title for c in tab.model.columns[-2:]] == ["6 tháng 2026", "9 tháng 2026"]
    assert cell(tab, "u1", "now").text == "Chưa mở"


def test_views_count_and_narrow(tab):
    tab.views.choose("missing")
    assert names(tab) == ["Phòng Kinh tế", "Thôn Đông"]
    tab.views.choose("returned")
    assert names(tab) == []
    assert not tab.table.isVisible()
    tab.nothing.cleared.emit()
    assert len(names(tab)) == 3


def test_search_finds_by_other_names_without_accents(tab, perform):
    perform(units.add_alias, "u1", "TYT Hòa Lâm")
    tab.search("tyt hoa")
    assert names(tab) == ["Trạm Y tế xã"]


def test_the_foot_totals_the_period(tab):
    assert tab.foot.total.text() == "6 tháng 2026: 1/3 đã nộp"
    assert tab.foot.remind.text() == "In 2 công văn đôn đốc…"


def test_the_badge_counts_missing_reports(opened):
    assert UnitsTab.badge(opened.workspace).text == "2 chưa nộp"


def test_the_batch_of_reminders_is_asked_for(tab, qtbot):
    with qtbot.waitSignal(tab.export_requested) as asked:
        tab.foot.remind.click()
    assert asked.args == ["don-doc", None]


# --- editing in the table ---


def test_a_head_typed_into_its_cell_is_saved(tab, qtbot, settle):
    type_into_cell(tab, qtbot, "u2", "head", "Vũ Đình Khôi")
    settle()
    assert unit(tab, "u2").head == "Vũ Đình Khôi"
    assert cell(tab, "u2", "head").text == "Vũ Đình Khôi"


def test_an_emptied_name_stays_as_a_marked_draft(tab, qtbot, settle, said):
    type_into_cell(tab, qtbot, "u2", "name", " ")
    settle()
    assert unit(tab, "u2").name == "Phòng Kinh tế"
    assert list(tab.model.refused) == [("u2", "name")]
    assert said.faults


def test_del_takes_a_unit_with_what_hangs_on_it_and_says_so(tab, qtbot, settle, said, opened):
    choose(tab, qtbot, "u1")
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    settle()
    assert "u1" not in opened.workspace.dossier.unit_by_id
    assert said.steps[-1].startswith("Đã xóa đơn vị Trạm Y tế xã cùng ")
    assert "2 phân công" in said.steps[-1]
    opened.workspace.undo()
    settle()
    assert len(opened.workspace.dossier.assignments) == 4


def test_a_new_unit_is_typed_and_becomes_current(tab, qtbot, settle):
    tab.add_new()
    tab.add_line.field.setText("Hội Phụ nữ xã")
    qtbot.keyClick(tab.add_line.field, Qt.Key.Key_Return)
    settle()
    made = tab.table.current_record().unit
    assert (made.name, made.kind, made.duty_kind) == ("Hội Phụ nữ xã", r.UnitKind.UNION, r.DutyKind.REQUESTED)
    assert tab.add_line.field.text() == ""


def test_a_known_name_is_refused_and_its_unit_shown(tab, qtbot, settle, said):
    tab.add_new()
    tab.add_line.field.setText("phòng kinh tế")
    qtbot.keyClick(tab.add_line.field, Qt.Key.Key_Return)
    settle()
    assert said.faults == [("Đã có Phòng Kinh tế.", "Gõ tên khác, hoặc mở đơn vị đó.")]
    assert tab.add_line.field.text() == "phòng kinh tế"
    assert tab.table.current_record().id == "u2"


def test_a_group_is_added_while_groups_are_shown(tab, qtbot, settle):
    tab.groups.click()
    tab.add_new()
    tab.add_line.field.setText("Thôn ven suối")
    qtbot.keyClick(tab.add_line.field, Qt.Key.Key_Return)
    settle()
    assert names(tab) == ["Các thôn", "Thôn ven suối"]
    assert tab.table.current_record().unit.is_group


# --- the pane ---


def test_the_pane_follows_the_current_row(tab, qtbot):
    choose(tab, qtbot, "u3")
    assert tab.pane.title.value == "Thôn Đông"
    assert list(tab.pane.groups.chips) == ["u4"]
    assert [row.task.number for row in tab.pane.duty_model.shown_records()] == ["1.1"]


def test_phone_and_kind_are_edited_in_the_pane(tab, qtbot, settle):
    choose(tab, qtbot, "u3")
    tab.pane.fields.edit_requested.emit("phone", "0900 000 118")
    settle()
    menu = tab.pane.kind_menu()
    next(action for action in menu.actions() if action.text() == "Đề nghị").trigger()
    settle()
    menu.close()
    assert (unit(tab, "u3").phone, unit(tab, "u3").duty_kind) == ("0900 000 118", r.DutyKind.REQUESTED)


def test_other_names_are_added_by_typing_and_taken_by_del(tab, qtbot, settle, opened):
    choose(tab, qtbot, "u3")
    tab.pane.aliases.add_chip.click()
    tab.pane.aliases.field.setText("Xóm Đông")
    qtbot.keyClick(tab.pane.aliases.field, Qt.Key.Key_Return)
    settle()
    assert [a.name for a in opened.workspace.dossier.aliases] == ["Xóm Đông"]
    (chip,) = tab.pane.aliases.chips.values()
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    settle()
    assert opened.workspace.dossier.aliases == ()


def test_a_name_of_another_unit_stays_in_the_field(tab, qtbot, settle, said):
    choose(tab, qtbot, "u3")
    tab.pane.aliases.added.emit("Phòng Kinh tế")
    settle()
    assert said.faults[0][0] == "“Phòng Kinh tế” đã là tên của Phòng Kinh tế."
    assert tab.pane.aliases.field.text() == "Phòng Kinh tế"


def test_members_of_a_group_are_ticked_in_a_list(tab, qtbot, settle, opened):
    tab.groups.click()
    choose(tab, qtbot, "u4")
    tab.pane.members.add_clicked.emit(QPoint(0, 0))
    picker = tab.pane.findChild(Picker)
    picker.field.setText("kinh te")
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)
    settle()
    picker.close()
    assert {m.unit_id for m in opened.workspace.dossier.members} == {"u2", "u3"}
    qtbot.keyClick(tab.pane.members.chips["u3"], Qt.Key.Key_Delete)
    settle()
    assert {m.unit_id for m in opened.workspace.dossier.members} == {"u2"}


def test_a_task_of_the_unit_is_opened_in_its_tab(tab, qtbot):
    choose(tab, qtbot, "u1")
    tab.pane.duty_table.setFocus()
    with qtbot.waitSignal(tab.jump_requested) as asked:
        qtbot.keyClick(tab.pane.duty_table, Qt.Key.Key_Return)
    assert asked.args == [Jump("tasks", record_id="t0")]


# --- twins ---


@pytest.fixture
def twin(tab, perform):
    perform(units.add_unit, "Xóm Đông")
    return next(u for u in tab.workspace.dossier.units if u.name == "Xóm Đông")


def test_two_spellings_are_merged_and_the_other_becomes_an_alias(tab, qtbot, settle, twin, opened):
    choose(tab, qtbot, "u3")
    assert "“Xóm Đông”" in tab.pane.note.words.text()
    tab.pane.note.acted.emit("Gộp làm một")
    settle()
    assert twin.id not in opened.workspace.dossier.unit_by_id
    assert [(a.unit_id, a.name) for a in opened.workspace.dossier.aliases] == [("u3", "Xóm Đông")]
    assert not tab.pane.note.isVisible()


def test_units_said_to_be_different_are_not_asked_about_again(tab, qtbot, twin, opened):
    choose(tab, qtbot, "u3")
    tab.pane.note.acted.emit("Không phải")
    assert not tab.pane.note.isVisible()
    tab.show_dossier(opened.workspace)
    choose(tab, qtbot, twin.id)
    assert not tab.pane.note.isVisible()


# --- reports ---


def test_a_missing_report_is_received_then_approved(tab, qtbot, settle):
    choose(tab, qtbot, "u2")
    assert list(tab.pane.act_buttons) == ["remind", "receive", "form"]
    tab.pane.act_buttons["receive"].click()
    settle()
    got = submission(tab, "u2")
    assert (got.state, got.received_on) == (r.SubmissionState.SENT, date(2026, 6, 22))
    assert list(tab.pane.act_buttons) == ["approve", "return", "form"]
    tab.pane.act_buttons["approve"].click()
    settle()
    assert submission(tab, "u2").state is r.SubmissionState.APPROVED


def test_a_report_goes_back_with_its_reason(tab, qtbot, settle):
    choose(tab, qtbot, "u1")
    tab.pane.act_buttons["return"].click()
    tab.pane.reports.reason.field.setText("Thiếu số của tháng 5")
    qtbot.keyClick(tab.pane.reports.reason.field, Qt.Key.Key_Return)
    settle()
    got = submission(tab, "u1")
    assert (got.state, got.note) == (r.SubmissionState.RETURNED, "Thiếu số của tháng 5")


def test_nothing_to_report_is_not_an_empty_report(tab, qtbot, settle):
    choose(tab, qtbot, "u3")
    tab.pane.reports.nil.click()
    settle()
    assert submission(tab, "u3").is_nil
    assert cell(tab, "u3", "now").after == "không phát sinh, trễ 8"


def test_the_day_of_receipt_is_typed_and_a_wrong_one_stays(tab, qtbot, settle):
    choose(tab, qtbot, "u2")
    model = tab.pane.reports.model
    place = model.index(model.row_of("2026-H1"), model.column_index("received"))
    model.setData(place, "31/6/2026")
    settle()
    assert submission(tab, "u2") is None
    assert list(model.refused) == [("2026-H1", "received")]
    model.setData(place, "12/6/2026")
    settle()
    assert submission(tab, "u2").received_on == date(2026, 6, 12)
    assert not model.refused


def test_a_receipt_recorded_by_mistake_is_taken_away(tab, qtbot, settle):
    choose(tab, qtbot, "u1")
    tab.pane.reports.table.setFocus()
    qtbot.keyClick(tab.pane.reports.table, Qt.Key.Key_Delete)
    settle()
    assert submission(tab, "u1") is None


def test_another_period_is_worked_on_from_its_row(tab, qtbot, settle):
    choose(tab, qtbot, "u2")
    assert tab.pane.reports.table.select_record("2026-H2")
    tab.pane.act_buttons["receive"].click()
    settle()
    assert submission(tab, "u2", "2026-H2").state is r.SubmissionState.SENT
    assert submission(tab, "u2") is None


def test_papers_of_one_unit_are_asked_for(tab, qtbot):
    choose(tab, qtbot, "u2")
    with qtbot.waitSignal(tab.export_requested) as asked:
        tab.pane.act_buttons["form"].click()
    assert asked.args == ["phieu-don-vi", "u2"]


# --- the rest of the house ---


def test_another_tab_jumps_to_a_view_or_a_unit(tab):
    tab.show_jump(Jump("units", view="missing"))
    assert names(tab) == ["Phòng Kinh tế", "Thôn Đông"]
    tab.show_jump(Jump("units", record_id="u1"))
    assert tab.table.current_record().id == "u1"
    tab.show_jump(Jump("units", record_id="u4"))
    assert tab.table.current_record().unit.is_group


def test_f4_closes_and_opens_the_pane(tab):
    tab.toggle_pane()
    assert not tab.pane.isVisible()
    tab.toggle_pane()
    assert tab.pane.isVisible()


def test_a_narrow_screen_begins_without_the_pane(tab, qtbot):
    tab.resize(1000, 420)
    qtbot.waitUntil(lambda: not tab.pane.isVisible())
    tab.resize(WIDE, HIGH)
    qtbot.waitUntil(tab.pane.isVisible)


def test_an_office_without_units_says_what_to_do(tab, perform, opened, qtbot):
    for unit_id in ("u4", "u3", "u2", "u1"):
        perform(editing.delete_record, "unit", unit_id)
    assert tab.empty.isVisible()
    with qtbot.waitSignal(tab.import_requested):
        tab.empty.acted.emit("import")
    tab.empty.acted.emit("add")
    assert tab.add_line.isVisible()


def test_no_file_open_is_survived(qtbot, desk):
    tab = UnitsTab(desk)
    qtbot.addWidget(tab)
    tab.show_dossier(desk.workspace)
    assert UnitsTab.badge(desk.workspace) is None


def test_every_button_has_a_name(tab):
    buttons = [b for b in tab.findChildren(QAbstractButton) if not b.objectName().startswith("qt_")]
    assert len(buttons) > 10
    assert [b for b in buttons if not (b.accessibleName() or b.text())] == []


# --- by keys alone ---


def press(qtbot, *keys, times=1):
    for _ in range(times):
        for key in keys:
            qtbot.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), key)


def tab_to(qtbot, wanted, most=60):
    """Presses Tab until the focus is there."""
    for _ in range(most):
        if QApplication.focusWidget() is wanted:
            return
        press(qtbot, Qt.Key.Key_Tab)
    raise AssertionError(f"{wanted.accessibleName()} is not reached by Tab")


def test_a_unit_gets_its_head_without_the_mouse(tab, qtbot, settle):
    choose(tab, qtbot, "u2")
    tab.table.setFocus()
    place = [tab.model.columns[c].key for c in tab.table.head.order()].index("head")
    press(qtbot, Qt.Key.Key_Right, times=place - tab.table.head.order().index(tab.table.current_column()))
    for letter in "Ba Hoa":
        qtbot.keyClicks(QApplication.focusWidget(), letter)
    press(qtbot, Qt.Key.Key_Return)
    settle()
    assert unit(tab, "u2").head == "Ba Hoa"


def test_another_name_is_added_without_the_mouse(tab, qtbot, settle):
    choose(tab, qtbot, "u1")
    tab.table.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.pane.title.hasFocus)
    tab_to(qtbot, tab.pane.aliases.add_chip)
    press(qtbot, Qt.Key.Key_Space)
    qtbot.keyClicks(QApplication.focusWidget(), "TYT")
    press(qtbot, Qt.Key.Key_Return)
    settle()
    assert [a.name for a in tab.workspace.dossier.aliases if a.unit_id == "u1"] == ["TYT"]


def test_every_act_of_a_report_and_every_duty_is_reached_by_tab(tab, qtbot):
    choose(tab, qtbot, "u1")
    tab.table.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.pane.title.hasFocus)
    for wanted in (
        tab.pane.groups.add_chip,
        tab.pane.reports.table,
        tab.pane.duty_table,
        *tab.pane.act_buttons.values(),
    ):
        tab_to(qtbot, wanted)


def test_enter_on_a_duty_leads_to_its_task(tab, qtbot):
    choose(tab, qtbot, "u1")
    tab.pane.duty_table.setFocus()
    with qtbot.waitSignal(tab.jump_requested) as heard:
        press(qtbot, Qt.Key.Key_Return)
    assert heard.args[0].tab == "tasks"
