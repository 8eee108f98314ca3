"""The menus of a unit's row and of its reports, and the figures that lead to the tasks they count."""

from itertools import takewhile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from units_steps import choose

from kehoach_desktop.domain import records as r
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab
from kehoach_desktop.ui.tabs.units_tab import UnitsTab
from kehoach_desktop.ui.widgets.picker import Picker
from kehoach_desktop.ui.widgets.row_menu import menu_of


@pytest.fixture
def tab(build_tab) -> UnitsTab:
    return build_tab(UnitsTab)


def open_menu(table):
    """The menu as the menu key opens it; answers the lines about the record by their words."""
    menu = menu_of(table, table.currentIndex())
    return menu, {line.text(): line for line in takewhile(lambda line: not line.isSeparator(), menu.actions())}


def take(table, words):
    menu, lines = open_menu(table)
    lines[words].trigger()
    menu.close()


def cell_point(tab, unit_id, column):
    return tab.table.visualRect(tab.model.index(tab.model.row_of(unit_id), tab.model.column_index(column))).center()


@pytest.mark.parametrize(("column", "view"), [("lead", "lead:u1"), ("late", "lead:u1&state:is:late")])
def test_a_click_on_a_figure_leads_to_the_tasks_it_counts(tab, qtbot, column, view):
    with qtbot.waitSignal(tab.jump_requested) as asked:
        qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=cell_point(tab, "u1", column))
    assert asked.args == [Jump("tasks", view=view)]


def test_a_click_on_a_name_or_on_no_figure_leads_nowhere(tab, qtbot):
    with qtbot.assertNotEmitted(tab.jump_requested):
        for column in ("name", "support"):
            qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=cell_point(tab, "u1", column))


@pytest.mark.parametrize(("view", "ids"), [("lead:u1", ["t0", "t3"]), ("lead:u1&state:is:late", ["t0"])])
def test_the_tasks_shown_are_those_counted(build_tab, view, ids):
    tasks = build_tab(TasksTab)
    tasks.show_jump(Jump("tasks", view=view))
    assert [task.id for task in tasks.list.model.shown_records()] == ids


def test_the_menu_names_the_keys_and_only_what_leads_somewhere(tab, qtbot):
    choose(tab, qtbot, "u1")
    menu, lines = open_menu(tab.table)
    menu.close()
    assert list(lines) == [
        "Sửa\tF2", "Xóa\tDel", "Gộp với đơn vị khác…", "Việc chủ trì (2)", "Việc quá hạn (1)", "Chép dòng\tCtrl+C",
        "Dán từ Excel\tCtrl+V", "Lịch sử…",
    ]  # fmt: skip


def test_the_tasks_of_a_unit_are_reached_from_its_menu(tab, qtbot):
    choose(tab, qtbot, "u3")
    with qtbot.waitSignal(tab.jump_requested) as asked:
        take(tab.table, "Việc phối hợp (1)")
    assert asked.args == [Jump("tasks", view="support:u3")]


def test_a_name_is_edited_from_the_menu(tab, qtbot):
    choose(tab, qtbot, "u2")
    tab.table.setCurrentIndex(tab.model.index(tab.model.row_of("u2"), tab.model.column_index("lead")))
    take(tab.table, "Sửa\tF2")
    assert tab.table.findChild(QLineEdit).text() == "Phòng Kinh tế"


def test_another_unit_to_merge_with_is_chosen_from_the_menu_while_the_pane_is_shut(tab, qtbot):
    choose(tab, qtbot, "u2")
    tab.toggle_pane()
    take(tab.table, "Gộp với đơn vị khác…")
    assert tab.pane.isVisible()
    picker = tab.pane.findChild(Picker)
    assert picker.list.item(0).text() == "Trạm Y tế xã"
    picker.close()


def test_a_unit_is_deleted_from_its_menu(tab, qtbot, settle, opened):
    choose(tab, qtbot, "u3")
    take(tab.table, "Xóa\tDel")
    settle()
    assert "u3" not in opened.workspace.dossier.unit_by_id


def test_the_menu_of_a_report_has_the_acts_that_fit_it(tab, qtbot):
    choose(tab, qtbot, "u2")
    menu, lines = open_menu(tab.pane.reports.table)
    menu.close()
    assert list(lines) == [
        "In công văn đôn đốc", "Ghi nhận nộp", "Xuất phiếu", "Không phát sinh", "Sửa ngày nộp\tF2"
    ]  # fmt: skip
    choose(tab, qtbot, "u1")
    menu, lines = open_menu(tab.pane.reports.table)
    menu.close()
    assert list(lines) == ["Trả lại đơn vị…", "Xuất phiếu", "Sửa ngày nộp\tF2", "Bỏ ghi nhận\tDel"]


def test_a_report_is_received_and_forgotten_from_its_menu(tab, qtbot, settle, opened):
    choose(tab, qtbot, "u2")
    take(tab.pane.reports.table, "Ghi nhận nộp")
    settle()
    assert opened.workspace.dossier.submission_of("u2", "2026-H1").state is r.SubmissionState.SENT
    take(tab.pane.reports.table, "Bỏ ghi nhận\tDel")
    settle()
    assert opened.workspace.dossier.submission_of("u2", "2026-H1") is None


def test_the_day_of_a_report_is_edited_from_its_menu(tab, qtbot):
    choose(tab, qtbot, "u1")
    take(tab.pane.reports.table, "Sửa ngày nộp\tF2")
    assert tab.pane.reports.table.findChild(QLineEdit).text() == "15/6/2026"
