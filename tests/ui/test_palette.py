"""The command palette over the whole window: finding without accents, keys, what Enter does, and its speed."""

import unicodedata
from dataclasses import replace

import factories as make
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.ui.palette.entries import Entry, Finder, RecordShelf
from kehoach_desktop.ui.palette.sources import record_parts
from kehoach_desktop.ui.tabs.base import Jump

VIETNAMESE_MARKS = {chr(code) for code in range(0x300, 0x370)}


def nfd(text):
    return unicodedata.normalize("NFD", text.casefold())


class NoChooser:
    def open_file(self, title, folder, pattern):
        return ""

    def folder(self, title, folder):
        return ""


@pytest.fixture
def window(show_window):
    window = show_window(NoChooser())
    window.activateWindow()
    return window


@pytest.fixture
def working(qtbot, window, open_office):
    open_office(window)
    qtbot.waitUntil(lambda: len(window.deck.tabs) == 5, timeout=10000)
    return window


@pytest.fixture
def palette(qtbot, working):
    working.menus.actions["palette"].trigger()
    qtbot.waitUntil(working.boxes.palette.isVisible)
    return working.boxes.palette


def type_letters(field, text):
    """Keys as Unikey sends them: letters without a key of their own."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QGuiApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def titles(palette):
    return [entry.title for entry in palette.shown]


def test_it_opens_430_wide_under_the_toolbar_with_the_cursor_in_its_field(working, palette):
    toolbar = working.toolbar
    assert palette.width() >= 430
    assert palette.y() == toolbar.mapTo(working, toolbar.rect().bottomLeft()).y() + 1
    assert palette.field.hasFocus()
    assert palette.list.count() > 5


def test_an_act_is_found_without_accents_and_shows_its_shortcut(qtbot, palette):
    qtbot.keyClicks(palette.field, "nhap ke hoach")
    first = palette.shown[0]
    assert first.title == "Nhập kế hoạch…"
    assert first.key == "Ctrl+I"
    assert first.note == "Tệp"


def test_every_form_can_be_found(qtbot, palette):
    qtbot.keyClicks(palette.field, "in don doc")
    assert "In công văn đôn đốc" in titles(palette)


def test_acts_that_are_not_possible_now_are_left_out(qtbot, working, palette):
    assert not working.menus.actions["redo"].isEnabled()
    qtbot.keyClicks(palette.field, "lam lai")
    assert "Làm lại" not in titles(palette)


def test_periods_and_saved_views_are_found(qtbot, palette):
    qtbot.keyClicks(palette.field, "ky 6 thang cuoi")
    assert titles(palette)[0] == "Kỳ 6 tháng cuối năm 2026"
    palette.field.setText("qua han")
    assert "Nhiệm vụ: quá hạn (1)" in titles(palette)


def test_commands_stand_before_records(qtbot, palette):
    qtbot.keyClicks(palette.field, "nuoc")
    kinds = [entry.is_record for entry in palette.shown]
    assert kinds == sorted(kinds)
    assert any(kinds)


def test_enter_on_a_record_goes_to_its_tab(qtbot, working, palette, settle):
    qtbot.keyClicks(palette.field, "bep an")
    assert titles(palette)[0] == "2.1 Kiểm tra bếp ăn bán trú"
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    settle()
    assert working.current_tab.key == "tasks"
    assert working.current_tab.list.table.current_record().id == "t3"
    assert not palette.isVisible()


def test_a_unit_is_found_by_the_name_of_its_head(qtbot, palette):
    qtbot.keyClicks(palette.field, "hoang van lam")
    assert titles(palette) == ["Trạm Y tế xã"]


def test_enter_on_a_view_shows_it(qtbot, working, palette, settle):
    palette.field.setText("nhiem vu qua han")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    settle()
    assert working.current_tab.key == "tasks"
    assert working.current_tab.list.views.current == "late"


def test_enter_on_a_period_changes_it(qtbot, working, palette, settle):
    palette.field.setText("ky 6 thang cuoi")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    settle()
    assert working.workspace.period.id == "2026-H2"


def test_enter_on_an_act_runs_it(qtbot, working, palette):
    palette.field.setText("the don vi")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert working.deck.current_key == "units"


def test_the_arrows_move_while_the_cursor_stays_in_the_field(qtbot, palette):
    qtbot.keyClicks(palette.field, "ke hoach")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    assert palette.field.hasFocus()
    qtbot.keyClicks(palette.field, " mau")
    assert palette.field.text() == "ke hoach mau"
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1


def test_escape_closes_at_once_and_gives_the_focus_back(qtbot, working, palette):
    palette.leave()
    table = working.current_tab.panes()[0]
    table.setFocus()
    working.menus.actions["palette"].trigger()
    qtbot.keyClicks(palette.field, "abc")
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QGuiApplication.focusObject() is table


def test_letters_typed_through_unikey_are_found_at_every_stage(qtbot, palette):
    """Telex takes letters back and puts others: đ comes as d, backspace, đ."""
    field = palette.field
    qtbot.keyClicks(field, "d")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    type_letters(field, "đon")
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    type_letters(field, "ơn vị chưa nộp")
    assert field.text() == "đơn vị chưa nộp"
    assert titles(palette)[0] == "Đơn vị chưa nộp"


def test_nothing_found_is_said(qtbot, palette):
    qtbot.keyClicks(palette.field, "zzzz")
    assert palette.nothing.isVisible()
    assert palette.field.accessibleDescription() == "Không có lệnh hay bản ghi nào khớp."
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_the_chosen_line_is_told_to_a_screen_reader(qtbot, palette):
    qtbot.keyClicks(palette.field, "hoan tac")
    qtbot.keyClicks(palette.field, "")
    palette.field.setText("phim tat")
    assert palette.field.accessibleDescription() == "Phím tắt, Trợ giúp"


def test_before_a_file_is_open_it_offers_what_is_possible(qtbot, window):
    window.menus.actions["palette"].trigger()
    palette = window.boxes.palette
    found = titles(palette)
    assert "Mở tệp…" in found
    assert "In…" not in found
    palette.field.setText("thẻ nhiệm vụ")
    assert titles(palette) == []
    palette.leave()


def test_no_line_is_cut_at_its_ends(qtbot, palette):
    qtbot.keyClicks(palette.field, "ke")
    assert palette.list.height() == palette.list.count() * palette.list.sizeHintForRow(0)
    assert palette.rect().contains(palette.list.geometry())


def test_one_task_is_found_among_20_000():
    plan = make.make_plan()
    tasks = tuple(
        make.make_task(plan, number=f"{i // 100}.{i % 100}", title=f"Rà soát hồ sơ hộ thứ {i} ở thôn Đông Hạ")
        for i in range(20_000)
    )
    shelf = RecordShelf()
    shelf.fill(record_parts(Dossier(office=make.make_office(), plan=plan, tasks=tasks)))
    finder = Finder([Entry("Hoàn tác", lambda: None, "Sửa", "Ctrl+Z")], shelf)
    assert finder.find("khong co dau") == []
    assert [entry.wish for entry in finder.find("ho thu 19999")] == [Jump("tasks", record_id=tasks[-1].id)]


def test_records_are_folded_anew_only_when_they_are_others():
    plan = make.make_plan()
    dossier = Dossier(office=make.make_office(), plan=plan, tasks=(make.make_task(plan, title="Đo nước"),))
    shelf = RecordShelf()
    shelf.fill(record_parts(dossier))
    before = shelf.hays[0]
    shelf.fill(record_parts(dossier))
    assert shelf.hays[0] is before
    shelf.fill(record_parts(replace(dossier, tasks=(make.make_task(plan, title="Đo gió"),))))
    assert [hay for hay, _, _ in shelf.hays] == ["1.1 do gio"]


def test_a_new_alias_is_found_at_once():
    unit = make.make_unit(name="Trạm Y tế xã")
    dossier = Dossier(office=make.make_office(), units=(unit,))
    shelf = RecordShelf()
    shelf.fill(record_parts(dossier))
    shelf.fill(record_parts(replace(dossier, aliases=(make.make_alias(unit, name="TYT Hòa Lâm"),))))
    assert [entry.title for entry in Finder([], shelf).find("tyt")] == ["Trạm Y tế xã"]


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_folding_all_at_once_is_folding_each(titles):
    plan = make.make_plan()
    tasks = tuple(make.make_task(plan, number=None, title=f"đơn {title}") for title in titles)
    shelf = RecordShelf()
    shelf.fill(record_parts(Dossier(office=make.make_office(), plan=plan, tasks=tasks)))
    vietnamese = [all(unicodedata.combining(c) == 0 or c in VIETNAMESE_MARKS for c in nfd(t)) for t in titles]
    for (hay, _, _), title, plain in zip(shelf.hays, titles, vietnamese, strict=True):
        assert not plain or hay == fold(f"đơn {title}")
