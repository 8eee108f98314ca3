"""Each daily act on indicators, through the widgets, read back from the file."""

from decimal import Decimal

import pytest
from indicator_cells import KEY, at, cell, go, result, targets, type_text
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.indicators import Verdict
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.services import editing, indicators
from kehoach_desktop.services.indicators import CellEdit
from kehoach_desktop.ui.tabs.indicators_tab import IndicatorsTab


@pytest.fixture
def tab(build_tab) -> IndicatorsTab:
    return build_tab(IndicatorsTab)


def test_figures_follow_from_numerator_and_denominator(tab):
    assert [cell(tab, "i0", c).text for c in ("number", "mark", "numerator", "denominator", "value", "verdict")] == [
        "1", "80", "873", "1.240", "70,4", "Gần đạt",
    ]  # fmt: skip
    assert cell(tab, "i0", "value").ground == "alt"
    assert not at(tab, "i0", "value").flags() & Qt.ItemFlag.ItemIsEditable
    assert at(tab, "i1", "value").flags() & Qt.ItemFlag.ItemIsEditable


def test_years_to_come_are_columns_under_their_own_head(tab):
    titles = [column.title for column in tab.model.columns]
    assert titles[-4:] == ["2027", "2028", "2029", "2030"]
    assert cell(tab, "i0", "year-2030").text == "95"
    assert "6 tháng" in titles


def test_views_count_verdicts(tab):
    tab.views.choose("near")
    assert [row.id for row in tab.model.shown_records()] == ["i0"]
    tab.views.choose("missed")
    assert tab.model.shown_records() == []
    assert tab.nothing.words.text() == "Không có chỉ tiêu nào ở “Chưa đạt”."


def test_a_row_stays_in_its_view_while_it_is_filled(tab, qtbot, settle):
    tab.views.choose("no_data")
    go(tab, "i2", "value")
    type_text(tab, qtbot, "95")
    settle()
    assert [row.verdict for row in tab.model.shown_records()] == [Verdict.MET]


def test_another_period_has_its_own_figures(tab, opened):
    opened.workspace.set_period(Period("2026-Q1"))
    assert "Quý I" in [column.title for column in tab.model.columns]
    assert cell(tab, "i0", "numerator").text == "–"
    opened.workspace.set_period(Period("2026"))
    assert cell(tab, "i0", "value").tooltip == "Số của 6 tháng đầu năm 2026; kỳ này chưa có số"


def test_the_bar_names_the_cell_and_where_its_figure_comes_from(tab):
    go(tab, "i0", "numerator")
    assert (tab.bar.name.text(), tab.bar.value.text()) == ("1 · 6 tháng · Tử số", "873")
    assert tab.bar.source.text() == "gõ cho cả xã"
    go(tab, "i0", "year-2030")
    assert (tab.bar.name.text(), tab.bar.source.text()) == ("1 · Mức 2030", "từ 95% trở lên")


def test_search_finds_by_words_without_accents(tab):
    tab.search("ve sinh")
    assert [row.id for row in tab.model.shown_records()] == ["i1"]


def test_the_badge_counts_missed_indicators(tab, perform, opened):
    assert IndicatorsTab.badge(opened.workspace) is None
    perform(indicators.write_cells, [CellEdit("i1", "value", "20", period="2026-H1")])
    assert IndicatorsTab.badge(opened.workspace).text == "1 chưa đạt"


# --- typing ---


def test_enter_takes_the_figure_and_goes_down(tab, qtbot, settle):
    go(tab, "i0", "numerator")
    type_text(tab, qtbot, "1.000")
    settle()
    assert result(tab, "i0").numerator == Decimal(1000)
    assert cell(tab, "i0", "value").text == "80,6"
    assert tab.table.current_record().id == "i1"


def test_tab_takes_the_figure_and_goes_to_the_next_cell_to_type_into(tab, qtbot, settle):
    go(tab, "i0", "denominator")
    type_text(tab, qtbot, "1.300", KEY.Key_Tab)
    settle()
    assert result(tab, "i0").denominator == Decimal(1300)
    assert tab.model.columns[tab.table.current_column()].key == "year-2027"
    assert tab.table.state() is tab.table.State.NoState


def test_tab_wraps_to_the_next_row_and_back(tab, qtbot):
    go(tab, "i0", "year-2030")
    qtbot.keyClick(tab.table, KEY.Key_Tab)
    assert (tab.table.current_record().id, tab.table.current_column()) == ("i1", tab.model.column_index("name"))
    qtbot.keyClick(tab.table, KEY.Key_Backtab)
    assert (tab.table.current_record().id, tab.table.current_column()) == ("i0", tab.model.column_index("year-2030"))


def test_a_letter_begins_a_new_text(tab, qtbot, settle):
    go(tab, "i1", "value")
    qtbot.keyClick(tab.table, KEY.Key_9)
    editor = tab.table.findChild(QLineEdit)
    assert editor.text() == "9"
    qtbot.keyClicks(editor, "1,5")
    qtbot.keyClick(editor, KEY.Key_Return)
    settle()
    assert result(tab, "i1").value == Decimal("91.5")


def test_a_wrong_figure_stays_marked_and_is_not_stored(tab, qtbot, settle, said):
    go(tab, "i1", "value")
    type_text(tab, qtbot, "khoảng 95")
    settle()
    assert said.faults == [("“khoảng 95” không phải là số.", "Gõ một số, phần chữ đưa vào ghi chú.")]
    assert result(tab, "i1").value == Decimal(90)
    assert tab.model.draft("i1", "value").fault
    go(tab, "i1", "value")
    assert tab.bar.source.text().startswith("“khoảng 95” không phải là số.")
    qtbot.keyClick(tab.table, KEY.Key_Escape)
    assert not tab.model.refused
    assert at(tab, "i1", "value").data() == "90"


def test_a_numerator_that_is_too_big_goes_through_with_its_denominator(tab, qtbot, settle, said):
    go(tab, "i0", "numerator")
    type_text(tab, qtbot, "1.300")
    settle()
    assert said.faults[-1][0] == "Tử số 1.300 lớn hơn mẫu số 1.240."
    assert result(tab, "i0").numerator == Decimal(873)
    go(tab, "i0", "denominator")
    type_text(tab, qtbot, "1.400")
    settle()
    assert (result(tab, "i0").numerator, result(tab, "i0").denominator) == (Decimal(1300), Decimal(1400))
    assert not tab.model.refused


def test_targets_and_last_year_are_typed_in_the_sheet(tab, qtbot, settle):
    for column, text in (("year-2027", "82,5"), ("mark", "81"), ("before", "62,4")):
        go(tab, "i0", column)
        type_text(tab, qtbot, text)
        settle()
    assert targets(tab, "i0") == {2026: Decimal(81), 2027: Decimal("82.5"), 2030: Decimal(95)}
    assert result(tab, "i0", "2025").value == Decimal("62.4")


def test_names_measures_and_operators_are_cells(tab, settle):
    for column, text in (("name", "Hộ dùng nước hợp vệ sinh"), ("measure", "hộ"), ("operator", "gt")):
        tab.model.setData(at(tab, "i0", column), text)
        settle()
    indicator = tab.workspace.dossier.indicators[0]
    assert (indicator.name, indicator.measure, indicator.operator) == ("Hộ dùng nước hợp vệ sinh", "hộ", r.Operator.GT)


def test_the_same_figure_typed_again_is_no_step(tab, qtbot, settle, said):
    go(tab, "i0", "mark")
    type_text(tab, qtbot, "80,0")
    settle()
    assert said.steps == []
    assert tab.model.draft("i0", "mark") is None


# --- rows ---


def test_a_new_indicator_is_typed_and_becomes_current(tab, qtbot, settle):
    tab.add_new()
    tab.add_line.field.setText("Hộ có nhà tiêu hợp vệ sinh")
    qtbot.keyClick(tab.add_line.field, KEY.Key_Return)
    settle()
    assert tab.table.current_record().indicator.name == "Hộ có nhà tiêu hợp vệ sinh"
    assert tab.table.current_record().number == 4


def test_ctrl_del_takes_the_indicator_and_says_what_went(tab, qtbot, settle, said, opened):
    go(tab, "i0", "mark")
    qtbot.keyClick(tab.table, KEY.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [i.id for i in opened.workspace.dossier.indicators] == ["i1", "i2"]
    assert said.steps[-1] == "Đã xóa chỉ tiêu 1 cùng 2 mức và 1 kết quả"


# --- the rest of the house ---


def test_first_columns_stay_while_the_sheet_is_scrolled(tab, qtbot):
    tab.resize(800, 420)
    qtbot.waitUntil(lambda: tab.table.horizontalScrollBar().maximum() > 0)
    go(tab, "i1", "year-2030")
    width = tab.table.frozen_width()
    assert width == tab.table.columnWidth(0) + tab.table.columnWidth(1)
    frozen = tab.table.childAt(QPoint(width // 2, 80))
    qtbot.mouseClick(frozen, Qt.MouseButton.LeftButton, pos=QPoint(width // 2, tab.table.viewport().y() + 4))
    assert tab.table.currentIndex() == at(tab, "i0", "name")


def test_a_long_name_takes_two_lines(tab, settle):
    low = tab.table.rowHeight(0)
    name = "Tỷ lệ hộ gia đình trong toàn xã được dùng nước sạch đạt quy chuẩn kỹ thuật quốc gia"
    tab.model.setData(at(tab, "i0", "name"), name)
    settle()
    assert tab.table.rowHeight(0) > low


def test_f4_and_narrow_screens(tab, qtbot):
    tab.toggle_pane()
    assert not tab.pane.isVisible()
    tab.toggle_pane()
    tab.resize(1000, 420)
    qtbot.waitUntil(lambda: not tab.pane.isVisible())


def test_a_plan_without_indicators_says_what_to_do(tab, perform, qtbot):
    for i in range(3):
        perform(editing.delete_record, "indicator", f"i{i}")
    assert tab.empty.isVisible()
    tab.empty.acted.emit("add")
    assert tab.add_line.isVisible()


def test_no_file_open_is_survived(qtbot, desk, said):
    tab = IndicatorsTab(desk)
    qtbot.addWidget(tab)
    tab.show_dossier(desk.workspace)
    tab.add_new()
    assert said.warnings == [("Chưa có kế hoạch để thêm chỉ tiêu.", "Nhập kế hoạch trước.")]
    assert IndicatorsTab.badge(desk.workspace) is None


def test_every_button_has_a_name(tab):
    buttons = [b for b in tab.findChildren(QAbstractButton) if not b.objectName().startswith("qt_")]
    assert [b for b in buttons if not (b.accessibleName() or b.text())] == []


# --- runs of tabs ---


def test_enter_after_tabs_goes_under_the_cell_where_they_began(tab, qtbot):
    go(tab, "i0", "numerator")
    qtbot.keyClick(tab.table, KEY.Key_Tab)
    qtbot.keyClick(tab.table, KEY.Key_Return)
    here = (tab.table.current_record().id, tab.model.columns[tab.table.current_column()].key)
    assert here == ("i1", "numerator")


def test_an_arrow_ends_the_run_of_tabs(tab, qtbot):
    go(tab, "i0", "numerator")
    qtbot.keyClick(tab.table, KEY.Key_Tab)
    qtbot.keyClick(tab.table, KEY.Key_Down)
    qtbot.keyClick(tab.table, KEY.Key_Return)
    assert tab.model.columns[tab.table.current_column()].key == "denominator"


def test_tab_passes_over_a_figure_whose_fraction_was_just_typed(tab, qtbot, settle):
    tab.table.select_record("i2")
    qtbot.waitUntil(lambda: tab.pane.model.rowCount() > 0)
    first = tab.pane.model.record_at(0)
    tab.pane.model.put_draft(first.id, "numerator", "5")
    value = tab.pane.model.index(0, tab.pane.model.column_index("value"))
    assert value.flags() & Qt.ItemFlag.ItemIsEditable
    tab.pane.model.put_draft(first.id, "denominator", "9")
    assert not value.flags() & Qt.ItemFlag.ItemIsEditable
