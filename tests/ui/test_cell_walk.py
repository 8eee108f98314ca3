"""From cell to cell while typing in a list: Enter down, Tab to the next editor, and a text that outlives other rows."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from test_rows import COLUMNS, PEOPLE, by_place
from test_table import editor_of, make_table

KEY = Qt.Key
TWO_EDITABLE = [COLUMNS[0], replace(COLUMNS[1], edit=lambda person: str(person.age or ""))]


@pytest.fixture
def table(qtbot, theme, settings):
    return make_table(qtbot, theme, settings, columns=TWO_EDITABLE)


def type_in(qtbot, table, row: int, column: int, text: str) -> None:
    table.setCurrentIndex(table.model().index(row, column))
    qtbot.keyClick(table, KEY.Key_F2)
    editor_of(table).clear()
    editor_of(table).insert(text)  # as from Unikey


def at(table) -> tuple[int, int]:
    return table.current_row(), table.current_column()


def test_enter_in_an_editor_of_a_list_takes_the_text_and_goes_down(qtbot, table):
    type_in(qtbot, table, 0, 1, "31")
    with qtbot.waitSignal(table.rows_model.edit_requested):
        qtbot.keyClick(editor_of(table), KEY.Key_Return)
    assert at(table) == (1, 1)
    assert table.current_record() == PEOPLE[1]


def test_shift_enter_in_an_editor_goes_up(qtbot, table):
    type_in(qtbot, table, 2, 0, "Ấm áp")
    qtbot.keyClick(editor_of(table), KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert at(table) == (1, 0)


def test_enter_goes_down_past_a_band(qtbot, table):
    table.rows_model.set_groups(by_place)  # a band, three persons, a band, one person
    type_in(qtbot, table, 3, 0, "Ân Ân")
    qtbot.keyClick(editor_of(table), KEY.Key_Return)
    assert table.current_row() == 5


def test_tab_in_an_editor_of_a_list_opens_the_next_cell_that_can_be_typed_in(qtbot, table):
    type_in(qtbot, table, 0, 0, "Đặng Tư")
    with qtbot.waitSignal(table.rows_model.edit_requested) as asked:
        qtbot.keyClick(editor_of(table), KEY.Key_Tab)
    assert asked.args[2] == "Đặng Tư"
    assert at(table) == (0, 1)
    assert editor_of(table).text() == "30"


def test_tab_in_the_last_cell_of_a_row_goes_on_in_the_next_and_back_by_shift(qtbot, table):
    type_in(qtbot, table, 0, 1, "31")
    qtbot.keyClick(editor_of(table), KEY.Key_Tab)
    assert at(table) == (1, 0)
    qtbot.keyClick(editor_of(table), KEY.Key_Backtab)
    assert at(table) == (0, 1)


def test_enter_after_tabs_goes_under_the_cell_where_they_began(qtbot, table):
    type_in(qtbot, table, 0, 0, "Đặng Tư")
    qtbot.keyClick(editor_of(table), KEY.Key_Tab)
    qtbot.keyClick(editor_of(table), KEY.Key_Return)
    assert at(table) == (1, 0)


def test_tab_without_an_editor_leaves_a_list(qtbot, table):
    whole, after = QWidget(), QLineEdit()
    column = QVBoxLayout(whole)
    column.addWidget(table)
    column.addWidget(after)
    qtbot.addWidget(whole)
    whole.show()
    whole.activateWindow()
    qtbot.waitUntil(whole.isActiveWindow)
    table.setFocus()
    qtbot.keyClick(table, KEY.Key_Tab)
    assert QApplication.focusWidget() is after
    assert at(table) == (0, 0)
    table.setParent(None)  # closed by its fixture


def test_a_column_stays_current_when_rows_come_in_another_order(qtbot, table):
    table.setCurrentIndex(table.model().index(0, 1))
    table.rows_model.sort_by("name")
    assert table.current_record() == PEOPLE[0]
    assert table.current_column() == 1


def test_what_is_being_typed_stays_when_rows_come_in_another_order(qtbot, table):
    type_in(qtbot, table, 0, 0, "Đặng T")
    table.rows_model.set_records([PEOPLE[1], PEOPLE[0], *PEOPLE[2:]])
    editor = editor_of(table)
    assert QApplication.focusWidget() is editor
    editor.insert("ư")
    with qtbot.waitSignal(table.rows_model.edit_requested) as asked:
        qtbot.keyClick(editor, KEY.Key_Return)
    assert asked.args == [PEOPLE[0], "name", "Đặng Tư"]


def test_what_is_being_typed_stays_when_cells_are_refreshed(qtbot, table):
    type_in(qtbot, table, 0, 0, "Đặng T")
    table.rows_model.set_records(list(PEOPLE))
    assert editor_of(table).text() == "Đặng T"


def test_an_editor_whose_record_is_gone_is_not_opened_again(qtbot, table):
    type_in(qtbot, table, 0, 0, "Đặng T")
    table.rows_model.set_records(PEOPLE[1:])
    assert table.open_editor() is None
