"""Views the clerk named herself: none is lost silently, the bands go with them and stay between runs."""

import pytest
from task_steps import KEY, popup, shown

from kehoach_desktop.ui.tabs.tasks.own_views import MOST, NamePopup, OwnViews
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab


@pytest.fixture
def tab(build_tab) -> TasksTab:
    return build_tab(TasksTab)


@pytest.fixture
def again(qtbot, opened):
    """The tab as the next run builds it."""

    def build() -> TasksTab:
        tab = TasksTab(opened)
        qtbot.addWidget(tab, before_close_func=lambda t: t.release())
        tab.show_dossier(opened.workspace)
        return tab

    return build


def save_view(qtbot, tab, title):
    tab.list.save_button.click()
    asked = popup(NamePopup)
    qtbot.keyClicks(asked.field, title)
    qtbot.keyClick(asked.field, KEY.Key_Return)


def titles(tab) -> list[str]:
    return [view.title for view in tab.list.views.views][5:]


def test_a_fourth_view_leaves_the_first_three(qtbot, tab, again):
    for number in range(4):
        tab.list.show_view("all", {"lead": ("u1",)})
        save_view(qtbot, tab, f"Cua toi {number}")
    whole = [f"Cua toi {number}" for number in range(4)]
    assert titles(tab) == whole
    assert titles(again()) == whole


def test_too_many_are_refused_with_the_way_out_and_none_goes(tab, said, settings):
    for number in range(MOST):
        tab.list._own.add(f"Số {number}", "all", {"lead": ("u1",)}, "lead")
    tab.list.set_filter("lead", ["u2"])
    tab.list.save_button.click()
    assert said.warnings == [
        (
            "Đã có 12 khung nhìn tự đặt, không lưu thêm được.",
            "Mở một khung nhìn không dùng nữa, bấm “Bỏ khung nhìn”, rồi lưu lại.",
        )
    ]
    assert len(OwnViews(settings).by_key) == MOST
    tab.list.show_view("own0")
    tab.list.save_button.click()
    assert not tab.list._own.is_full


def test_bands_alone_make_a_view_and_go_with_it(qtbot, tab, again):
    assert not tab.list.save_button.isEnabled()
    tab.list.group_by("status")
    save_view(qtbot, tab, "Theo tinh trang")
    tab.list.show_view("all")
    tab.list.group_by("section")
    tab.list.views.choose("own0")
    assert tab.list.group_button.text() == "Nhóm: Tình trạng"
    assert tab.list.model.group_at(0).title == "Quá hạn"
    tab.list.views.choose("all")
    assert tab.list.group_button.text() == "Nhóm: Mục"
    assert tab.list.model.group_at(0).title == "III.1. Nước sạch"
    later = again()
    later.list.views.choose("own0")
    assert later.list.model.group_at(0).title == "Quá hạn"


def test_the_last_bands_stay_between_runs(tab, again):
    tab.list.group_by("none")
    later = again()
    assert later.list.group_button.text() == "Không nhóm"
    assert later.list.model.group_at(0) is None


def test_a_view_of_an_earlier_version_keeps_the_bands_in_force(tab, again, settings):
    settings.set("views/", [{"title": "Cũ", "view": "all", "filters": {"lead": ["u1"]}}], "tasks")
    tab.list.group_by("lead")
    later = again()
    later.list.views.choose("own0")
    assert shown(later) == ["t0", "t3"]
    assert later.list.group_button.text() == "Nhóm: Chủ trì"


def test_bands_nobody_knows_are_those_of_the_plan(settings, again):
    settings.set("tasks/grouping", "màu")
    assert again().list.group_button.text() == "Nhóm: Mục"


def test_the_button_without_words_says_what_it_does_to_the_view_in_sight(tab):
    for number in range(6):
        tab.list._own.add(f"Khung nhìn thứ {number}", "all", {"lead": ("u1",)}, "section")
    tab.list.show_view("all", {"lead": ("u1",)})
    assert tab.list.save_button.toolTip() == "Lưu khung nhìn"
    tab.list.show_view("own0")
    assert tab.list.save_button.toolTip() == tab.list.save_button.accessibleName() == "Bỏ khung nhìn"
