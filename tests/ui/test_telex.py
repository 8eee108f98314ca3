"""Unikey in Telex over every table: it types a letter, takes it back and types the composed one; the cell ends right."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from kehoach_desktop.ui.tabs.indicators_tab import IndicatorsTab
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab
from kehoach_desktop.ui.tabs.units_tab import UnitsTab
from kehoach_desktop.ui.widgets.picker import Picker

BACK = "\b"
# What comes through for the keys uow, dd, oaf: letters, then a backspace for each that changes, then the composed ones.
TYPED = [("ươ", f"uo{BACK}{BACK}ươ"), ("đ", f"d{BACK}đ"), ("oà", f"oa{BACK}à"), ("ưa", f"u{BACK}ưa")]


def stroke(text: str) -> None:
    """One key as the system gives it: a letter that was composed has no key of its own."""
    back = text == BACK
    key = Qt.Key.Key_Backspace if back else getattr(Qt.Key, f"Key_{text.upper()}") if text.isascii() else Qt.Key(0)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        focus = QApplication.focusWidget()
        assert focus is not None, "nobody hears the keys"
        QApplication.sendEvent(focus, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def type_telex(strokes: str) -> str:
    """Types, and tells what then stands in the field that has the focus."""
    for text in strokes:
        stroke(text)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    return field.text()


def columns_of(table) -> list[str]:
    """The columns of a table that take letters."""
    index = [table.model().index(table.current_row(), place) for place in table.head.order()]
    return [
        table.rows_model.columns[at.column()].key
        for at in index
        if at.flags() & Qt.ItemFlag.ItemIsEditable and table.rows_model.columns[at.column()].choices is None
    ]


def stand(table, column: str) -> None:
    table.setFocus()
    index = table.model().index(table.current_row(), table.rows_model.column_index(column))
    table.setCurrentIndex(index)


def leave(qtbot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def check(qtbot, table) -> list[str]:
    found = columns_of(table)
    for column in found:
        for wanted, strokes in TYPED:
            stand(table, column)
            assert type_telex(strokes) == wanted, column
            leave(qtbot)
    return found


@pytest.fixture
def tasks(build_tab) -> TasksTab:
    tab = build_tab(TasksTab)
    for place, column in enumerate(tab.list.model.columns):
        if column.hidden:
            tab.list.table.setColumnHidden(place, False)
    return tab


def test_cells_of_the_task_table(qtbot, tasks):
    assert tasks.list.table.select_record("t0")
    found = check(qtbot, tasks.list.table)
    assert {"number", "title", "due", "officer", "supervisor", "product", "approver", "note"} == set(found)


@pytest.mark.parametrize(("wanted", "strokes"), TYPED)
def test_a_cell_that_is_not_typed_into_leads_to_the_title(tasks, wanted, strokes):
    tasks.list.table.select_record("t0")
    stand(tasks.list.table, "clears")
    assert type_telex(strokes) == wanted


@pytest.mark.parametrize(("wanted", "strokes"), TYPED)
def test_letters_on_the_lead_are_what_is_looked_for(qtbot, tasks, wanted, strokes):
    tasks.list.table.select_record("t0")
    stand(tasks.list.table, "lead")
    assert type_telex(strokes) == wanted
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, Picker)
    picker.close()


def test_letters_on_a_choice_change_nothing_by_themselves(qtbot, tasks, opened):
    tasks.list.table.select_record("t0")
    stand(tasks.list.table, "state")
    for text in TYPED[1][1]:
        stroke(text)
    assert isinstance(QApplication.focusWidget(), QComboBox)
    leave(qtbot)
    assert opened.workspace.undo_name is None


def test_cells_of_the_unit_table(qtbot, build_tab):
    tab = build_tab(UnitsTab)
    assert set(check(qtbot, tab.table)) >= {"name", "head"}


def test_cells_of_the_indicator_sheet(qtbot, build_tab):
    tab = build_tab(IndicatorsTab)
    assert set(check(qtbot, tab.table)) >= {"name", "measure", "numerator"}


def test_cells_of_the_units_of_an_indicator(qtbot, build_tab):
    tab = build_tab(IndicatorsTab)
    tab.table.select_record("i0")
    qtbot.waitUntil(lambda: tab.pane.model.rowCount() > 0)
    tab.pane.table.select_record(tab.pane.model.record_at(0).id)
    assert set(check(qtbot, tab.pane.table)) == {"numerator", "denominator", "value"}


@pytest.mark.parametrize(("wanted", "strokes"), TYPED)
def test_lines_for_a_new_record(qtbot, build_tab, wanted, strokes):
    for kind in (TasksTab, UnitsTab, IndicatorsTab):
        tab = build_tab(kind)
        tab.add_new()
        assert type_telex(strokes) == wanted
        tab.hide()
