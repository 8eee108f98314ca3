"""The search over the tabs: a search with no hit can be left, Esc goes back step by step, Enter goes on."""

import pytest
from PySide6.QtCore import Qt

from kehoach_desktop.ui.main_window import MainWindow

KEY = Qt.Key


@pytest.fixture
def window(qtbot, desk, tmp_path, office_path, settle):
    window = MainWindow(desk, lambda: tmp_path / "mau.kehoach", opens_files=False)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 698)
    qtbot.addWidget(window, before_close_func=lambda _: settle())
    window.show()
    window.activateWindow()
    with qtbot.waitSignal(window.workspace.opened, timeout=10000):
        window.files.open(str(office_path))
    settle()
    return window


def look_for(window, tab, text):
    """Types into the toolbar's field over a tab; returns the tab and its table of rows."""
    window.show_tab(tab)
    window.toolbar.search.setText(text)
    found = window.current_tab
    return found, found.list if tab == "tasks" else found


def nothing_of(tab, rows):
    return rows.no_hits if tab == "tasks" else rows.nothing


@pytest.mark.parametrize(("tab", "count"), [("tasks", 6), ("units", 3), ("indicators", 3)])
def test_a_search_with_no_hit_is_left_by_its_button_and_the_words_go(window, tab, count):
    _, rows = look_for(window, tab, "không có ở đâu")
    nothing = nothing_of(tab, rows)
    assert nothing.isVisible()
    assert nothing.words.text().endswith(" nào có “không có ở đâu”.")
    assert nothing.button.text() == nothing.button.accessibleName() == "Xóa chữ tìm"
    nothing.button.click()
    assert rows.model.shown_count == count
    assert rows.table.isVisible()
    assert window.toolbar.search.text() == ""


@pytest.mark.parametrize(("tab", "view"), [("tasks", "late"), ("units", "returned")])
def test_under_a_view_the_button_drops_the_view_and_keeps_a_search_that_finds(window, tab, view):
    words = {"tasks": "bể lọc", "units": "trạm"}[tab]
    _, rows = look_for(window, tab, words)
    rows.views.choose(view)
    nothing = nothing_of(tab, rows)
    assert nothing.button.text() == "Bỏ lọc"
    nothing.button.click()
    assert rows.model.shown_count == 1
    assert window.toolbar.search.text() == words


def test_under_a_view_the_button_brings_rows_though_the_search_finds_none(window):
    _, rows = look_for(window, "tasks", "không có ở đâu")
    rows.set_filter("lead", ["u1"])
    assert rows.no_hits.words.text() == "Không có nhiệm vụ nào có “không có ở đâu” và khớp 1 bộ lọc."
    rows.no_hits.button.click()
    assert rows.model.shown_count == 6
    assert window.toolbar.search.text() == ""


@pytest.mark.parametrize(("tab", "words", "view"), [("tasks", "nước", "late"), ("units", "phòng", "missing")])
def test_esc_drops_the_view_first_and_then_the_search(qtbot, window, tab, words, view):
    _, rows = look_for(window, tab, words)
    rows.views.choose(view)
    rows.table.setFocus()
    qtbot.keyClick(rows.table, KEY.Key_Escape)
    assert rows.views.current == "all"
    assert window.toolbar.search.text() == words
    few = rows.model.shown_count
    qtbot.keyClick(rows.table, KEY.Key_Escape)
    assert window.toolbar.search.text() == ""
    assert rows.model.shown_count > few


def test_esc_in_a_table_with_ticks_keeps_the_search(qtbot, window):
    _, rows = look_for(window, "tasks", "nước")
    rows.model.tick_all()
    qtbot.keyClick(rows.table, KEY.Key_Escape)
    assert not rows.model.ticked
    assert window.toolbar.search.text() == "nước"


def test_esc_leaves_the_groups_of_units(qtbot, window):
    window.show_tab("units")
    tab = window.current_tab
    tab.groups.setChecked(True)
    qtbot.keyClick(tab.table, KEY.Key_Escape)
    assert not tab.groups.isChecked()


def test_esc_leaves_the_search_of_the_register(qtbot, window):
    tab, _ = look_for(window, "reports", "nhiệm vụ")
    few = tab.forms.model.shown_count
    qtbot.keyClick(tab.forms.table, KEY.Key_Escape)
    assert window.toolbar.search.text() == ""
    assert tab.forms.model.shown_count > few


@pytest.mark.parametrize("part", ["text", "tree"])
def test_esc_in_the_plan_takes_the_words_away(qtbot, window, part):
    tab, _ = look_for(window, "plan", "việc")
    qtbot.keyClick(getattr(tab, part), KEY.Key_Escape)
    assert window.toolbar.search.text() == ""


def test_a_record_wanted_from_another_tab_ends_the_search_that_hides_it(window):
    tab, _ = look_for(window, "units", "phòng")
    tab._go_to("u3")
    assert tab.table.current_record().id == "u3"
    assert window.toolbar.search.text() == ""


def test_enter_goes_to_the_next_hit_in_the_plan_and_stays_in_the_field(qtbot, window):
    window.show_tab("plan")
    field, tab = window.toolbar.search, window.current_tab
    field.setFocus()
    qtbot.keyClicks(field, "viec thu")
    seen = [tab.text.current().id]
    for _ in range(2):
        qtbot.keyClick(field, KEY.Key_Return)
        seen.append(tab.text.current().id)
    assert seen == ["p0", "p1", "p2"]
    assert field.hasFocus()


def test_enter_goes_down_to_the_rows_that_were_found(qtbot, window):
    _, rows = look_for(window, "tasks", "bể lọc")
    window.toolbar.search.setFocus()
    qtbot.keyClick(window.toolbar.search, KEY.Key_Return)
    assert rows.table.hasFocus()


def test_another_file_begins_without_a_search_in_any_tab(qtbot, window, office_path, settle):
    _, rows = look_for(window, "tasks", "bể lọc")
    window.show_tab("units")
    window.workspace.close()
    settle()
    with qtbot.waitSignal(window.workspace.opened, timeout=10000):
        window.files.open(str(office_path))
    settle()
    window.show_tab("tasks")
    assert rows.model.shown_count == 6
