"""What narrows the task table: units with their groups, sections with those below, officers, any day."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu
from task_steps import KEY, popup, shown

from kehoach_desktop.domain.records import Role
from kehoach_desktop.services import editing
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab
from kehoach_desktop.ui.tabs.units.book import UnitBook
from kehoach_desktop.ui.widgets.picker import Picker


@pytest.fixture
def tab(build_tab) -> TasksTab:
    return build_tab(TasksTab)


def lines(picker: Picker) -> list[str]:
    items = (picker.list.item(i) for i in range(picker.list.count()))
    return [item.text() for item in items if not item.isHidden()]


def test_a_unit_has_the_tasks_given_to_its_groups_as_the_tab_of_units_counts_them(tab, perform, opened):
    perform(editing.assign, "t2", ["u4"], Role.LEAD)
    tab.list.set_filter("lead", ["u3"])
    assert shown(tab) == ["t2"]
    assert UnitBook(opened.workspace).row_by_id["u3"].lead == 1
    tab.list.set_filter("lead", [])
    tab.list.set_filter("support", ["u3"])
    assert shown(tab) == ["t0"]


def test_a_unit_is_found_in_any_role(tab, perform):
    perform(editing.assign, "t3", ["u3"], Role.MONITOR)
    tab.list.set_filter("unit", ["u3"])
    assert shown(tab) == ["t0", "t3"]


def test_who_follows_a_task_is_a_filter_of_its_own(tab, perform):
    perform(editing.assign, "t3", ["u2"], Role.MONITOR)
    tab.list.set_filter("monitor", ["u2"])
    assert shown(tab) == ["t3"]
    assert tab.list.chips.chips[0].accessibleName() == "Theo dõi: Phòng Kinh tế"


def test_a_section_holds_the_tasks_of_those_below_it(tab):
    tab.list.set_filter("section", ["s2"])
    assert len(shown(tab)) == 6
    tab.list.set_filter("section", ["s22"])
    assert shown(tab) == ["t5", "t4", "t3"]


def test_officers_are_those_the_tasks_name(tab, perform):
    perform(editing.set_many, "task", ["t1", "t3"], {"officer": "Vàng Thị Mỷ"})
    perform(editing.set_fields, "task", "t2", {"officer": "Đinh Văn Ân"})
    tab.list._open_filter("officer", QPoint(0, 0))
    picker = popup(Picker)
    assert lines(picker) == ["Đinh Văn Ân", "Vàng Thị Mỷ"]
    picker.close()
    tab.list.set_filter("officer", ["Vàng Thị Mỷ"])
    assert shown(tab) == ["t1", "t3"]


def test_a_filter_without_anything_to_choose_cannot_be_opened(tab):
    tab.list._filter_menu(QPoint(0, 0))
    menu = popup(QMenu)
    assert {action.text(): action.isEnabled() for action in menu.actions()}["Cán bộ"] is False
    menu.close()


def test_a_day_is_typed_into_the_list_of_deadlines(qtbot, tab):
    tab.list._open_filter("due", QPoint(0, 0))
    picker = popup(Picker)
    assert picker.field.placeholderText() == "Gõ ngày, ví dụ 30/9"
    qtbot.keyClicks(picker.field, "20/6")
    assert lines(picker) == ["đến 20/6/2026"]
    qtbot.keyClick(picker.field, KEY.Key_Return)
    picker.close()
    assert tab.list.filters == {"due": ("2026-06-20",)}
    assert tab.list.chips.chips[0].accessibleName() == "Hạn: đến 20/6/2026"
    assert shown(tab) == ["t0", "t5", "t4"]


def test_only_a_day_that_was_ticked_stays_in_the_list(qtbot, tab):
    tab.list.set_filter("due", ["2026-06-20"])
    tab.list._open_filter("due", QPoint(0, 0))
    picker = popup(Picker)
    whole = lines(picker)
    assert whole[0] == "đến 20/6/2026"
    qtbot.keyClicks(picker.field, "quy iii")
    assert lines(picker) == ["đến 30/9/2026"]
    picker.field.clear()
    assert lines(picker) == whole
    QApplication.activePopupWidget().close()


def test_a_day_of_a_view_written_by_another_version_keeps_nothing_and_breaks_nothing(tab):
    tab.list.set_filter("due", ["hôm nọ"])
    assert shown(tab) == []
