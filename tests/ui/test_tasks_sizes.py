"""The task tab in narrow windows and in an office without a plan."""

import factories as make
import pytest
from PySide6.QtCore import QPoint
from task_steps import KEY, in_file, shown

from kehoach_desktop.domain import records as r
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab


@pytest.fixture
def tab(build_tab) -> TasksTab:
    return build_tab(TasksTab)


def test_a_narrow_window_shuts_the_pane_until_f4(qtbot, tab):
    tab.resize(1093, 440)
    assert not tab.pane.isVisible()
    tab.toggle_pane()
    assert tab.pane.isVisible()
    tab.toggle_pane()
    assert not tab.pane.isVisible()
    tab.resize(1366, 568)
    assert tab.pane.isVisible()


@pytest.mark.parametrize("width", [1366, 1093, 911])
def test_the_tab_fits_its_window(qtbot, tab, width):
    tab.setMinimumWidth(880)  # the window's own, which a tab does not widen
    tab.resize(width, 440)
    qtbot.waitUntil(lambda: tab.minimumSizeHint().width() <= width)
    assert tab.minimumSizeHint().height() <= 314
    assert tab.list.add_button.mapTo(tab, QPoint(tab.list.add_button.width(), 0)).x() <= width


def test_in_a_narrow_list_the_six_clears_are_a_figure(tab):
    model = tab.list.model
    column, row = model.column_index("clears"), next(row for row in range(model.rowCount()) if model.key_at(row))
    for width, has_pips in ((1366, True), (700, False), (1366, True)):
        tab.resize(width, 568)
        assert bool(model.cell_at(row, column).pips) is has_pips


@pytest.mark.parametrize("width", [1366, 911])
def test_filters_without_room_stand_behind_one_chip(qtbot, tab, width):
    tab.resize(width, 440)
    for key, values in (
        ("lead", ["u1", "u2"]),
        ("support", ["u4"]),
        ("state", ["open"]),
        ("clear", ["person", "product"]),
    ):
        tab.list.set_filter(key, values)
    assert shown(tab) == ["t0"]
    last = tab.list.chips.chips[-1]
    assert last.accessibleName().startswith("Thêm: ")
    button = tab.list.add_button
    assert button.mapTo(tab.list, QPoint(button.width(), 0)).x() <= tab.list.width() <= width
    kept = len(tab.list.chips.chips) - 1
    qtbot.keyClick(last, KEY.Key_Delete)
    assert len(tab.list.filters) == kept


def test_an_office_without_a_plan_offers_ways_to_begin(qtbot, show_tab, desk, tmp_path, settle):
    path = tmp_path / "moi.kehoach"
    make.make_office_file(path).close()
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        desk.workspace.open(path)
    tab = show_tab(TasksTab, desk)
    assert tab.empty.isVisible()
    with qtbot.waitSignal(tab.import_requested):
        tab.empty.acted.emit("import")
    tab.add_new()
    tab.list.add_bar.field.setText("Việc đầu tiên")
    qtbot.keyClick(tab.list.add_bar.field, KEY.Key_Return)
    settle()
    settle()
    assert tab.list.table.current_record().title == "Việc đầu tiên"
    desk.workspace.close()
    assert tab.empty.isVisible() or tab.list.add_bar.isVisible()
    settle()
    assert [t.title for t in in_file(path, r.Task)] == ["Việc đầu tiên"]
