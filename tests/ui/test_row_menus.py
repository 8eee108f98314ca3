"""The menu of a row by right click and by the menu key: what it offers, about which row, and sorting without the mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from test_rows import COLUMNS, PEOPLE, by_place
from test_table import make_table

from kehoach_desktop.ui.models.cells import tick_column
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.indicators_tab import IndicatorsTab
from kehoach_desktop.ui.tabs.plan_tab import PlanTab
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab
from kehoach_desktop.ui.widgets.key_acts import COPY, DELETE, PASTE
from kehoach_desktop.ui.widgets.row_menu import KeyLine, menu_of, offer_menu


@pytest.fixture
def table(qtbot, theme, settings):
    return make_table(qtbot, theme, settings)


def by_key(qtbot, widget) -> QMenu:
    """What the menu key opens; its place, as Qt gives it, is the middle of the widget."""
    middle = widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, widget.mapToGlobal(middle))
    QApplication.sendEvent(widget, event)
    return opened(qtbot)


def by_click(qtbot, view, at: QPoint) -> QMenu:
    everywhere = view.viewport().mapToGlobal(at)
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, everywhere))
    return opened(qtbot)


def opened(qtbot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    return QApplication.activePopupWidget()


def choose(menu: QMenu, words: str) -> None:
    line = next(line for line in menu.actions() if line.text().partition("\t")[0] == words)
    assert line.isEnabled(), words
    line.trigger()
    menu.close()


def lines(menu: QMenu) -> list[str]:
    return [line.text().partition("\t")[0] for line in menu.actions() if line.text()]


def test_the_menu_key_is_about_the_current_row(qtbot, table):
    asked = []
    offer_menu(table, (("Xem", asked.append),))
    table.select_record("d")
    choose(by_key(qtbot, table), "Xem")
    assert asked == [PEOPLE[3]]


def test_a_right_click_is_about_the_row_under_it(qtbot, table):
    asked = []
    offer_menu(table, (("Xem", asked.append),))
    choose(by_click(qtbot, table, table.visualRect(table.model().index(2, 1)).center()), "Xem")
    assert asked == [PEOPLE[2]]


def test_a_right_click_on_the_box_does_not_tick(qtbot, table):
    box = table.visualRect(table.model().index(1, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.RightButton, pos=box)
    assert table.rows_model.ticked == []


def test_a_line_that_stands_for_a_key_shows_it_and_is_grey_when_the_key_does_nothing(table):
    offer_menu(table, (KeyLine("Chép", COPY), KeyLine("Dán", PASTE), None, KeyLine("Xóa", DELETE)))
    QGuiApplication.clipboard().setText("a")
    menu = menu_of(table, table.currentIndex())
    assert [(line.text(), line.isEnabled()) for line in menu.actions()[:4]] == [
        ("Chép\tCtrl+C", True), ("Dán\tCtrl+V", False), ("", True), ("Xóa\tDel", False),
    ]  # fmt: skip
    menu.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "Đặng Tú\t30"


def test_every_table_sorts_by_the_column_of_the_cell_turns_it_and_takes_it_back(qtbot, table):
    table.setCurrentIndex(table.model().index(0, 2))
    choose(by_key(qtbot, table), "Xếp theo “Tuổi”")
    assert table.rows_model.sorted_by == ("age", False)
    table.setCurrentIndex(table.model().index(0, 2))
    choose(by_key(qtbot, table), "Xếp theo “Tuổi”: đổi sang giảm dần")
    assert table.rows_model.sorted_by == ("age", True)
    choose(by_key(qtbot, table), "Bỏ xếp")
    assert table.rows_model.sorted_by is None


def test_columns_are_chosen_in_the_menu_of_a_row(table):
    menu = menu_of(table, table.currentIndex())
    columns = next(line.menu() for line in menu.actions() if line.text() == "Cột")
    next(line for line in columns.actions() if line.text() == "Tuổi").trigger()
    assert table.isColumnHidden(2)


def test_a_band_offers_no_act_of_a_record(table):
    offer_menu(table, (("Xem", print),))
    table.rows_model.set_groups(by_place)
    assert lines(menu_of(table, table.model().index(0, 1))) == ["Bỏ xếp", "Cột"]


def test_a_table_that_does_not_sort_and_keeps_no_columns_offers_nothing(qtbot, theme, settings):
    table = make_table(qtbot, theme, settings, columns=[tick_column(), *COLUMNS])
    table.head.hide()
    assert menu_of(table, table.currentIndex()) is None


# --- the tabs ---


def test_a_task_offers_its_acts(qtbot, build_tab, settle):
    tab = build_tab(TasksTab)
    tab.list.table.select_record("t1")
    wanted = [
        "Sửa ô",
        "Chủ trì…",
        "Phối hợp…",
        "Ghi kết quả kỳ…",
        "Hoàn thành",
        "Gia hạn…",
        "Chép dòng",
        "Xóa",
        "Lịch sử…",
    ]
    menu = by_key(qtbot, tab.list.table)
    assert [words for words in lines(menu) if words in wanted] == wanted
    choose(menu, "Ghi kết quả kỳ…")
    assert tab.pane.task.id == "t1"
    assert tab.pane.results.form.isVisible()


def test_delete_in_the_menu_of_a_task(qtbot, build_tab, opened, settle):
    tab = build_tab(TasksTab)
    tab.list.table.select_record("t1")
    choose(by_key(qtbot, tab.list.table), "Xóa")
    settle()
    assert "t1" not in {task.id for task in opened.workspace.dossier.tasks}


def test_delete_in_the_menu_of_an_indicator_says_its_key(qtbot, build_tab, opened, settle):
    tab = build_tab(IndicatorsTab)
    tab.table.select_record("i1")
    menu = by_key(qtbot, tab.table)
    assert "Xóa chỉ tiêu\tCtrl+Del" in [line.text() for line in menu.actions()]
    choose(menu, "Xóa chỉ tiêu")
    settle()
    assert [indicator.id for indicator in opened.workspace.dossier.indicators] == ["i0", "i2"]


def test_a_heading_of_the_plan_leads_to_the_tasks_under_it(qtbot, build_tab):
    tab = build_tab(PlanTab)
    tab.tree.setCurrentItem(tab.tree._items["s2"])
    with qtbot.waitSignal(tab.jump_requested) as asked:
        choose(by_key(qtbot, tab.tree), "Xem nhiệm vụ của mục này")
    assert asked.args == [Jump("tasks", view="section:s2")]


def test_a_paragraph_is_copied_and_gives_a_task(qtbot, build_tab, opened, settle):
    tab = build_tab(PlanTab)
    tab.text.go_to("p3")
    choose(by_key(qtbot, tab.text), "Chép đoạn")
    assert "Việc thứ 3" in QGuiApplication.clipboard().text()
    before = len(opened.workspace.dossier.tasks)
    choose(by_key(qtbot, tab.text), "Thêm nhiệm vụ từ đoạn này")
    settle()
    assert len(opened.workspace.dossier.tasks) == before + 1


def test_a_record_beside_the_text_opens_and_shows_its_history(qtbot, build_tab):
    tab = build_tab(PlanTab)
    tab.text.go_to("p3")
    qtbot.waitUntil(lambda: bool(tab.records.rows) and tab.records.rows[0].line.jump.record_id == "t3")
    row = tab.records.rows[0]
    with qtbot.waitSignal(tab.history_requested) as asked:
        choose(by_key(qtbot, row), "Lịch sử…")
    assert asked.args == ["task", "t3"]
    with qtbot.assertNotEmitted(tab.jump_requested):
        qtbot.mouseClick(row, Qt.MouseButton.RightButton)
    with qtbot.waitSignal(tab.jump_requested):
        choose(by_key(qtbot, row), "Mở ở thẻ của nó")
