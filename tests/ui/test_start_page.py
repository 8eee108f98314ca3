"""The page of files: what it says of files that cannot be opened and of copies, and what can be done with a file."""

import sys
from datetime import timedelta

import factories as make
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu

from kehoach_desktop.services import backups, drives
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.ui.recent import RecentFile, RecentFiles
from kehoach_desktop.ui.start_page import StartPage

HERE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def recent(settings):
    return RecentFiles(settings)


@pytest.fixture
def page(qtbot, desk, recent, settle):
    page = StartPage(desk, recent)
    desk.theme.dress(page)
    qtbot.addWidget(page, before_close_func=lambda _: settle())
    page.resize(1366, 670)
    page.show()
    return page


@pytest.fixture
def known(page, recent, office_path, settle):
    """The page with one file in its list."""
    recent.remember(RecentFile(str(office_path), "UBND xã Hòa Lâm", "2026-06-19T16:40:00+07:00", tasks=6, late=2))
    page.refresh()
    settle()
    return page


def words(page):
    return page.backups.words.text().replace("\u200b", "")


def copy_made(desk, path, **ago):
    clock = make.fixed_clock(desk.workspace.now - timedelta(**ago))
    with OfficeFile.open(path, author="Mai Lan", site="site-a", clock=clock) as office_file:
        return backups.back_up(office_file)


def test_before_the_first_copy_it_says_where_they_will_lie(page, settle):
    page.refresh()
    settle()
    assert words(page).startswith("chưa có bản nào.")
    assert str(backups.root()) in words(page)


def test_it_says_the_newest_copy_and_how_many_are_kept(page, desk, office_path, settle):
    for days in (1, 3):
        copy_made(desk, office_path, days=days)
    page.refresh()
    settle()
    assert words(page).endswith("gần nhất Chủ nhật, 14:03. Đang giữ 2 bản.")


def test_a_chosen_folder_that_is_gone_is_told(page, desk, tmp_path, settle):
    desk.settings.set("backup/folder", str(tmp_path / "ổ E"))
    page.look_at_backups()
    settle()
    assert words(page).startswith(f"không thấy thư mục {tmp_path / 'ổ E'}.")
    assert not page.backups.open_link.isVisible()


def test_a_low_window_keeps_the_place_in_the_tooltip(page, desk, office_path, settle):
    copy_made(desk, office_path, days=1)
    page.resize(911, 420)
    page.refresh()
    settle()
    assert words(page) == "Chủ nhật, 14:03; 1 bản."
    assert str(backups.root()) in page.backups.words.toolTip().replace("\u200b", "")
    page.resize(1366, 670)
    assert str(backups.root()) in words(page)


def test_the_links_open_the_folder_and_change_it(qtbot, page, settle):
    page.refresh()
    settle()
    with qtbot.waitSignal(page.backup_place_wished):
        page.backups.open_link.click()
    with qtbot.waitSignal(page.acted, check_params_cb=lambda key: key == "backup_folder"):
        page.backups.change_link.click()


def test_what_is_new_is_a_click_away(qtbot, page):
    with qtbot.waitSignal(page.acted, check_params_cb=lambda key: key == "news"):
        page.news.click()


@pytest.mark.skipif(sys.platform == "win32", reason="drives have letters there")
def test_a_file_on_a_stick_that_was_taken_out_has_its_own_picture_and_words(
    page, recent, settle, tmp_path, monkeypatch
):
    monkeypatch.setattr(drives, "PLUGGED_IN", (f"{tmp_path}/media/",))
    recent.remember(RecentFile(f"{tmp_path}/media/lan/KINGSTON/xa.kehoach", late=3))
    page.refresh()
    settle()
    name, state = page.model.columns[0].cell(recent.all()[0]), page.model.columns[1].cell(recent.all()[0])
    assert (name.shape.name, name.shape.tone) == ("usb_stick", "am")
    assert (state.text, state.second) == ("Ổ KINGSTON chưa cắm", "Cắm USB, bấm Mở từ USB")


def test_the_dots_of_a_row_offer_what_can_be_done_with_it(qtbot, known, office_path):
    index = known.model.index(0, known.model.column_index("acts"))
    qtbot.mouseClick(known.table.viewport(), Qt.MouseButton.LeftButton, HERE, known.table.visualRect(index).center())
    (menu,) = known.findChildren(QMenu)
    assert [act.text() for act in menu.actions()] == ["Mở", "Mở thư mục", "Ghim lên đầu", "Bỏ khỏi danh sách"]
    with qtbot.waitSignal(known.folder_wished, check_params_cb=lambda path: path == office_path):
        menu.actions()[1].trigger()
    menu.close()


def test_the_menu_key_opens_the_menu_of_the_current_row(known):
    known.table.customContextMenuRequested.emit(QPoint(600, 900))
    (menu,) = known.findChildren(QMenu)
    menu.close()


def test_a_workbook_may_be_dropped_too(qtbot, page, tmp_path):
    facts = QMimeData()
    facts.setUrls([QUrl.fromLocalFile(str(tmp_path / "Thon Dong.XLSX"))])
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, facts, Qt.MouseButton.LeftButton, HERE)
    with qtbot.waitSignal(page.files_dropped, check_params_cb=lambda paths: paths[0].endswith("Thon Dong.XLSX")):
        page.drop.dropEvent(event)
