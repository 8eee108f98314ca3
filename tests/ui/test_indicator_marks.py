"""Marks proposed for the years between: seen slanted, taken by a row or all at once, never stored before."""

from decimal import Decimal

import pytest
from indicator_cells import KEY, cell, go, targets, type_text
from PySide6.QtCore import Qt

from kehoach_desktop.services import editing, indicators
from kehoach_desktop.services.indicators import CellEdit
from kehoach_desktop.ui.tabs.indicators_tab import IndicatorsTab


@pytest.fixture
def tab(build_tab) -> IndicatorsTab:
    return build_tab(IndicatorsTab)


def mark(tab, indicator_id, year):
    return cell(tab, indicator_id, f"year-{year}")


def test_proposed_marks_are_slanted_and_no_data(tab, qtbot):
    qtbot.mouseClick(tab.propose, Qt.MouseButton.LeftButton)
    assert [(mark(tab, "i0", y).text, mark(tab, "i0", y).italic) for y in (2027, 2028, 2029, 2030)] == [
        ("83,8", True), ("87,5", True), ("91,3", True), ("95", False),
    ]  # fmt: skip
    assert mark(tab, "i1", 2028).text == "–"
    assert targets(tab, "i0") == {2026: Decimal(80), 2030: Decimal(95)}
    assert tab.foot.take_all.text() == "Nhận cả 3 mức"


def test_ctrl_enter_takes_the_marks_of_the_row_as_one_step(tab, qtbot, opened, settle):
    tab.propose_steps()
    go(tab, "i0", "year-2027")
    qtbot.keyClick(tab.table, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert targets(tab, "i0")[2028] == Decimal("87.5")
    assert not mark(tab, "i0", 2028).italic
    assert opened.workspace.undo_name == "Nhận 3 mức đề xuất của chỉ tiêu Hộ dùng nước sạch"
    opened.workspace.undo()
    settle()
    assert targets(tab, "i0") == {2026: Decimal(80), 2030: Decimal(95)}
    assert mark(tab, "i0", 2028).italic


def test_all_proposed_marks_are_taken_at_once(tab, qtbot, perform, opened):
    perform(indicators.write_cells, [CellEdit("i1", "target", "100", year=2030)])
    tab.propose_steps()
    qtbot.mouseClick(tab.foot.take_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.workspace.undo_name == "Nhận 6 mức đề xuất")
    assert targets(tab, "i1")[2028] == Decimal("92.5")
    assert tab.foot.currentIndex() == 0


def test_a_figure_typed_over_a_proposed_mark_bends_the_line(tab, qtbot, settle):
    tab.propose_steps()
    go(tab, "i0", "year-2028")
    type_text(tab, qtbot, "90")
    settle()
    assert [mark(tab, "i0", year).text for year in (2027, 2028, 2029)] == ["85", "90", "92,5"]
    assert not mark(tab, "i0", 2028).italic


def test_an_increase_stays_an_increase(tab, perform, opened, settle):
    perform(editing.set_fields, "indicator", "i0", {"operator": "inc", "measure": "thôn"})
    tab.propose_steps()
    assert mark(tab, "i0", 2028).text == "+88"


def test_the_chart_draws_proposed_marks_apart(tab):
    tab.propose_steps()
    tab._show_pane(tab.table.current_record())
    assert tab.pane.chart._trend.proposed == ((2027, Decimal("83.8")), (2028, Decimal("87.5")), (2029, Decimal("91.3")))
    assert "Mức đề xuất: năm 2027 83,8" in tab.pane.chart.accessibleDescription()


def test_proposals_are_put_away_by_the_same_act(tab):
    tab.propose_steps()
    tab.propose_steps()
    assert mark(tab, "i0", 2028).text == "–"


def test_without_two_known_marks_it_says_what_is_missing(tab, perform, said):
    perform(indicators.write_cells, [CellEdit("i0", "target", "", year=2030)])
    tab.propose_steps()
    assert said.warnings[-1][0] == "Không có năm nào để đề xuất."
    assert tab.foot.currentIndex() == 0
