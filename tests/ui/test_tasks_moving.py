"""A task put into another section, from its column or the menu of its row, then looked for in the file."""

import pytest
from PySide6.QtWidgets import QMenu
from task_steps import KEY, popup, select, task_in_file, tick

from kehoach_desktop.ui.tabs.tasks_tab import TasksTab
from kehoach_desktop.ui.widgets.picker import Picker
from kehoach_desktop.ui.widgets.row_menu import menu_of


@pytest.fixture
def tab(build_tab) -> TasksTab:
    return build_tab(TasksTab)


def row_menu(tab) -> QMenu:
    """The menu that the menu key opens on the current row."""
    menu = menu_of(tab.list.table, tab.list.table.currentIndex())
    assert menu is not None
    return menu


def section_cell(tab, task_id: str) -> str:
    model = tab.list.model
    return model.index(model.row_of(task_id), model.column_index("section")).data()


def wish_to_move(tab) -> Picker:
    menu = row_menu(tab)
    next(action for action in menu.actions() if action.text() == "Chuyển sang mục khác…").trigger()
    menu.close()
    return popup(Picker)


def test_f2_in_the_column_of_sections_moves_the_task(qtbot, tab, opened, office_path, said, settle):
    head = tab.list.table.head
    head.setSectionHidden(tab.list.model.column_index("section"), False)
    select(qtbot, tab, "t0", "section")
    assert section_cell(tab, "t0") == "III.1. Nước sạch"
    qtbot.keyClick(tab.list.table, KEY.Key_F2)
    picker = popup(Picker)
    qtbot.keyClicks(picker.field, "hoc duong")
    qtbot.keyClick(picker.field, KEY.Key_Return)
    settle()
    assert said.steps[-1] == "Đã chuyển nhiệm vụ 1.1 sang mục III.2"
    assert tab.list.table.current_record().id == "t0"
    assert section_cell(tab, "t0") == "III.2. Vệ sinh học đường"
    opened.workspace.undo()
    settle()
    assert task_in_file(opened, office_path, "t0").section_id == "s21"


def test_the_column_of_sections_is_there_to_be_chosen_and_not_shown(tab):
    place = tab.list.model.column_index("section")
    assert tab.list.model.columns[place].title == "Mục"
    assert tab.list.table.isColumnHidden(place)


def test_a_ticked_block_is_moved_by_the_menu_of_a_row_as_one_step(qtbot, tab, opened, office_path, said, settle):
    tick(qtbot, tab, "t0", "t1")
    picker = wish_to_move(tab)
    qtbot.keyClicks(picker.field, "III.2")
    qtbot.keyClick(picker.field, KEY.Key_Return)
    settle()
    assert said.steps[-1] == "Đã chuyển 2 nhiệm vụ sang mục III.2"
    moved = task_in_file(opened, office_path, "t1")
    assert (moved.section_id, moved.number) == ("s22", "2.5")


def test_the_list_begins_at_the_section_the_task_stands_in(qtbot, tab, said, settle):
    select(qtbot, tab, "t4")
    picker = wish_to_move(tab)
    assert picker.list.currentItem().text() == "III.2. Vệ sinh học đường"
    qtbot.keyClick(picker.field, KEY.Key_Return)
    settle()
    assert said.faults[-1] == ("Nhiệm vụ đã ở mục III.2.", "Chọn mục khác; Esc để bỏ.")
