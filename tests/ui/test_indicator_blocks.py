"""Blocks of figures: pasted from Excel, filled, emptied, copied; one step each, wrong cells marked."""

from decimal import Decimal

import pytest
from indicator_cells import KEY, at, clip, go, result, targets
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kehoach_desktop.ui.tabs.indicators_tab import IndicatorsTab


@pytest.fixture
def tab(build_tab) -> IndicatorsTab:
    return build_tab(IndicatorsTab)


def test_a_block_from_excel_is_one_step_and_wrong_cells_are_marked(tab, qtbot, settle, said, opened):
    clip("90\t100\nmười\t50\n")
    go(tab, "i0", "numerator")
    qtbot.keyClick(tab.table, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert said.warnings == [("Đã dán 3 ô, 1 ô sai được đánh dấu.", "F8 đến ô sai.")]
    assert said.steps == ["Đã dán 3 ô chỉ tiêu"]
    assert (result(tab, "i0").numerator, result(tab, "i0").denominator) == (Decimal(90), Decimal(100))
    assert result(tab, "i1").denominator == Decimal(50)
    assert list(tab.model.refused) == [("i1", "numerator")]
    go(tab, "i0", "mark")
    qtbot.keyClick(tab.table, KEY.Key_F8)
    assert tab.table.currentIndex() == at(tab, "i1", "numerator")
    opened.workspace.undo()
    settle()
    assert result(tab, "i0").numerator == Decimal(873)


def test_a_block_skips_worked_out_cells_and_what_lies_outside(tab, qtbot, settle, said):
    clip("900\t1.200\t75,0\tĐạt\n1\t2\t3\t4\n1\t2\t3\t4\n1\t2\t3\t4")
    go(tab, "i0", "numerator")
    qtbot.keyClick(tab.table, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "chỉ đọc hoặc ngoài bảng bỏ qua" in said.warnings[-1][0]
    assert (result(tab, "i0").numerator, result(tab, "i0").value) == (Decimal(900), None)


def test_one_copied_value_fills_the_selection(tab, qtbot, settle):
    clip("100")
    go(tab, "i0", "year-2030")
    tab.table.selectionModel().select(at(tab, "i1", "year-2030"), tab.table.selectionModel().SelectionFlag.Select)
    qtbot.keyClick(tab.table, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [targets(tab, i)[2030] for i in ("i0", "i1")] == [Decimal(100), Decimal(100)]


def test_cells_go_to_excel_as_text_with_tabs(tab, qtbot):
    go(tab, "i0", "numerator")
    for column in ("denominator", "value"):
        tab.table.selectionModel().select(at(tab, "i0", column), tab.table.selectionModel().SelectionFlag.Select)
    qtbot.keyClick(tab.table, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "873\t1.240\t70,4"


def test_del_empties_the_selected_cells(tab, qtbot, settle, opened):
    go(tab, "i0", "numerator")
    tab.table.selectionModel().select(at(tab, "i0", "denominator"), tab.table.selectionModel().SelectionFlag.Select)
    qtbot.keyClick(tab.table, KEY.Key_Delete)
    settle()
    assert result(tab, "i0") is None
    opened.workspace.undo()
    settle()
    assert result(tab, "i0").numerator == Decimal(873)


def test_ctrl_d_takes_what_stands_above(tab, qtbot, settle, said):
    go(tab, "i1", "year-2030")
    qtbot.keyClick(tab.table, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert targets(tab, "i1")[2030] == Decimal(95)
    assert said.steps == ["Đã chép xuống 1 ô chỉ tiêu"]


def test_ctrl_d_fills_a_selection_from_its_top(tab, qtbot, settle):
    go(tab, "i0", "mark")
    for i in ("i1", "i2"):
        tab.table.selectionModel().select(at(tab, i, "mark"), tab.table.selectionModel().SelectionFlag.Select)
    qtbot.keyClick(tab.table, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [targets(tab, i)[2026] for i in ("i0", "i1", "i2")] == [Decimal(80)] * 3
