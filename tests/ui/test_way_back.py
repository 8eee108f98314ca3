"""From a paragraph of the plan to a record in another tab, and back by Backspace or Alt+Home."""

import pytest
from PySide6.QtCore import Qt

from kehoach_desktop.ui.tabs.base import Jump

KEY = Qt.Key
TO_TABLE = {"tasks": "t3", "units": "u1", "indicators": "i1"}


@pytest.fixture
def left(at_tab, office_window, settle):
    """Stands at a paragraph and jumps to a record of another tab; returns the table come to."""
    plan = at_tab("plan")
    plan.text.go_to("p3")

    def leave(tab: str):
        plan.jump_requested.emit(Jump(tab, record_id=TO_TABLE[tab]))
        settle()
        assert office_window.current_tab.key == tab
        return office_window.current_tab.focusProxy()

    return leave


def is_back(window) -> bool:
    tab = window.current_tab
    return tab.key == "plan" and tab.text.current().id == "p3" and tab.text.hasFocus()


@pytest.mark.parametrize("tab", TO_TABLE)
def test_backspace_right_after_the_jump_leads_back_to_the_paragraph(qtbot, office_window, left, tab):
    qtbot.keyClick(left(tab), KEY.Key_Backspace)
    assert is_back(office_window)


def test_after_another_key_backspace_clears_a_cell_as_ever(qtbot, office_window, left):
    table = left("tasks")
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_Up)
    table.setCurrentIndex(table.model().index(table.current_row(), table.rows_model.column_index("title")))
    qtbot.keyClick(table, KEY.Key_Backspace)
    assert office_window.current_tab.key == "tasks"
    assert table.open_editor() is not None


def test_after_a_click_backspace_does_not_lead_back(qtbot, office_window, left):
    table = left("tasks")
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.currentIndex()).center())
    qtbot.keyClick(table, KEY.Key_Backspace)
    assert office_window.current_tab.key == "tasks"


def test_alt_home_leads_back_at_any_time_and_only_once(qtbot, office_window, left):
    table = left("tasks")
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert is_back(office_window)
    assert not office_window.menus.actions["way_back"].isEnabled()


def test_without_a_jump_there_is_no_way_back(qtbot, office_window, at_tab):
    table = at_tab("units").table
    assert not office_window.menus.actions["way_back"].isEnabled()
    qtbot.keyClick(table, KEY.Key_Backspace)
    assert office_window.current_tab.key == "units"


def test_another_file_has_no_way_back(qtbot, office_window, left, office_path, settle):
    left("tasks")
    office_window.workspace.close()
    settle()
    with qtbot.waitSignal(office_window.workspace.opened, timeout=10000):
        office_window.files.open(str(office_path))
    settle()
    assert not office_window.menus.actions["way_back"].isEnabled()
