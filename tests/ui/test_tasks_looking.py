"""What the task tab shows: order, bands, views, chips, search."""

import pytest
from PySide6.QtCore import QPoint, Qt
from task_steps import KEY, popup, select, shown

from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.tasks.own_views import NamePopup
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab
from kehoach_desktop.ui.widgets.picker import Picker


@pytest.fixture
def tab(build_tab) -> TasksTab:
    return build_tab(TasksTab)


def test_tasks_stand_under_their_section_by_due_date_with_undated_ones_last(tab):
    assert shown(tab) == ["t0", "t1", "t2", "t5", "t4", "t3"]
    group = tab.list.model.group_at(0)
    assert (group.title, group.note) == ("III.1. Nước sạch", "3 nhiệm vụ · 1 quá hạn")


def test_views_count_what_they_hold(tab):
    counts = {view.view.title: view.view.count for view in tab.list.views._words.values()}
    assert counts == {"Tất cả": 6, "Quá hạn": 1, "Đến hạn 7 ngày": 1, "Chưa có chủ trì": 3, "Thiếu “rõ”": 6}


def test_the_view_of_late_tasks_has_no_bands(tab):
    tab.list.views.choose("late")
    assert shown(tab) == ["t0"]
    assert tab.list.model.group_at(0) is None
    assert tab.list.chips.count.text() == "1 trong 6 nhiệm vụ"


def test_chips_join_with_and_their_values_with_or(tab):
    tab.list.set_filter("lead", ["u1", "u2"])
    assert shown(tab) == ["t0", "t1", "t3"]
    tab.list.set_filter("due", ["7"])
    assert shown(tab) == ["t1"]
    assert [chip.accessibleName() for chip in tab.list.chips.chips] == [
        "Chủ trì: Trạm Y tế xã, Phòng Kinh tế",
        "Hạn: trong 7 ngày",
    ]


def test_a_filter_is_added_by_the_menu_without_the_mouse(qtbot, tab):
    tab.list._open_filter("lead", QPoint(0, 0))
    picker = popup(Picker)
    qtbot.keyClicks(picker.field, "kinh te")
    qtbot.keyClick(picker.field, KEY.Key_Return)
    qtbot.keyClick(picker.field, KEY.Key_Escape)
    qtbot.keyClick(picker.field, KEY.Key_Escape)
    assert shown(tab) == ["t1"]


def test_del_on_a_chip_takes_the_filter_away(qtbot, tab):
    tab.list.set_filter("state", ["finished"])
    assert shown(tab) == ["t5", "t4"]
    qtbot.keyClick(tab.list.chips.chips[0], KEY.Key_Delete)
    assert len(shown(tab)) == 6


def test_no_hit_names_the_filters_and_offers_to_drop_them(qtbot, tab):
    tab.list.show_view("late")
    tab.list.set_filter("lead", ["u2"])
    assert tab.list.no_hits.isVisible()
    assert tab.list.no_hits.words.text() == "Không có nhiệm vụ nào khớp 2 bộ lọc."
    tab.list.no_hits.cleared.emit()
    assert len(shown(tab)) == 6


def test_search_needs_no_accents_and_finds_units(tab):
    tab.search("be loc")
    assert shown(tab) == ["t1"]
    tab.search("tram y te")
    assert shown(tab) == ["t0", "t3"]


def test_a_jump_with_a_box_sets_its_chip(tab):
    tab.show_jump(Jump("tasks", view="box:done_late"))
    assert shown(tab) == ["t5"]


def test_a_jump_to_a_task_drops_filters_that_hide_it(tab):
    tab.list.set_filter("state", ["finished"])
    tab.show_jump(Jump("tasks", record_id="t2"))
    assert tab.list.table.current_record().id == "t2"


def test_her_own_view_is_remembered(qtbot, tab, opened, settings):
    tab.list.set_filter("lead", ["u1"])
    tab.list.save_button.click()
    asked = popup(NamePopup)
    qtbot.keyClicks(asked.field, "Tram chu tri")
    qtbot.keyClick(asked.field, KEY.Key_Return)
    tab.list.clear_filters()
    assert len(shown(tab)) == 6
    again = TasksTab(opened)
    qtbot.addWidget(again)
    again.show_dossier(opened.workspace)
    again.list.views.choose("own0")
    assert shown(again) == ["t0", "t3"]
    assert again.list.views._words["own0"].view.count == 2


def test_the_pane_says_how_the_task_stands(qtbot, tab):
    select(qtbot, tab, "t0")
    assert tab.pane._pill.accessibleName() == "Quá hạn 7 ngày"
    assert tab.pane.fields.row("person").field.text == "Trạm Y tế xã"
    assert tab.pane.fields.row("supports").field.text == "Các thôn"
    assert tab.pane.fields.row("approver").field.missing == "Còn thiếu: ai ký, ai duyệt"
    assert tab.pane.source_link.text() == "Mục III.1, đoạn 1"
    first = tab.pane.results.lines[0]
    assert first.accessibleName() == "Quý I năm 2026: Đang làm. Đã lấy 12 mẫu trên 40 hộ"


def test_states_and_gaps_are_spoken_whole(tab):
    model = tab.list.model
    row = model.row_of("t0")
    spoken = [
        model.index(row, model.column_index(key)).data(Qt.ItemDataRole.AccessibleTextRole)
        for key in ("state", "clears")
    ]
    assert spoken == ["Quá hạn 7 ngày", "2/6 rõ, còn thiếu người, trách nhiệm, sản phẩm, thẩm quyền"]
