"""The help: every place has a page, links, pictures and keys in it are real; F1 opens the page of the place."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from every_window import WINDOWS
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest

from kehoach_desktop import paths
from kehoach_desktop.ui.dialogs.help import KEYS
from kehoach_desktop.ui.dialogs.question import QuestionBox
from kehoach_desktop.ui.help import pages
from kehoach_desktop.ui.help.window import HelpWindow
from kehoach_desktop.ui.main_window import MainWindow
from kehoach_desktop.ui.menu import MenuAct, menu_lines
from kehoach_desktop.ui.messages import Question
from kehoach_desktop.ui.tab_table import TABS

FOLDER = paths.resource("help")


def _named_keys() -> set[str]:
    table = {key.strip() for keys, _ in KEYS for key in re.split(r"[,…]", keys)}
    said = {key for _, words in KEYS for key in re.findall(r"Ctrl\+\w+", words)}
    menus = {line.shortcut for _, line in menu_lines() if isinstance(line, MenuAct) and line.shortcut}
    return table | said | menus


def _looks_like_key(text: str) -> bool:
    return bool(re.fullmatch(r"(Ctrl|Alt|Shift)\+\S+|F\d+|Enter|Tab|Esc|Space|Del", text))


def test_every_page_is_there_and_listed():
    assert {path.stem for path in FOLDER.glob("*.md")} == set(pages.PAGES)
    for page in pages.PAGES:
        assert pages.text_of(page).startswith("# ")


def test_every_tab_and_every_window_has_a_page():
    assert {tab.key for tab in TABS} <= set(pages.PLACES)
    assert set(pages.PLACES.values()) <= set(pages.PAGES)


def test_every_picture_and_link_exists_and_every_picture_is_used():
    used = set()
    for page in pages.PAGES:
        for picture, target in re.findall(r"(!?)\[[^\]]*\]\(([^)]+)\)", pages.text_of(page)):
            assert (FOLDER / target).is_file(), (page, target)
            if picture:
                used.add(target)
    assert used == {path.name for path in FOLDER.glob("*.png")}


def test_the_help_is_small_and_its_pictures_fit():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 1_200_000
    assert all(QImage(str(path)).width() <= 1020 for path in FOLDER.glob("*.png"))


@pytest.mark.parametrize("page", pages.PAGES)
def test_every_key_named_in_the_help_is_a_key_of_the_program(page):
    named = [key for key in re.findall(r"`([^`]+)`", pages.text_of(page)) if _looks_like_key(key)]
    assert [key for key in named if key not in _named_keys()] == []


@pytest.mark.parametrize("page", pages.PAGES)
def test_every_menu_named_in_the_help_has_what_is_said_of_it(page):
    menus = defaultdict(list)
    for title, line in menu_lines():
        menus[title].append(line.text.rstrip("…"))
    said = [words.split(", ", 1) for words in re.findall(r"\*\*([^*]+, [^*]+)\*\*", pages.text_of(page))]
    assert [words for words in said if words[0] in menus and words[1] not in menus[words[0]]] == []


def test_the_page_of_keys_names_every_key():
    text = pages.text_of("phim-tat")
    for keys, words in KEYS:
        assert words in text
        assert all(f"`{key.strip()}`" in text for key in re.split(r"[,…]", keys))


def test_every_shortcut_of_the_menus_is_in_the_list_of_keys():
    menus = {line.shortcut for _, line in menu_lines() if isinstance(line, MenuAct) and line.shortcut}
    listed = {key.strip() for keys, _ in KEYS for key in re.split(r"[,…]", keys)}
    spoken = {key.replace("Left", "Trái").replace("Right", "Phải") for key in menus}
    assert spoken - listed <= {"Alt+2", "Alt+3", "Alt+4"}  # said as Alt+1 … Alt+5


def test_search_needs_no_accents_and_puts_titles_first():
    assert pages.search("lich su")[0].page == "lich-su"
    assert "khi-gap-loi" in [hit.page for hit in pages.search("sao luu")]
    assert pages.search("khongcochunay") == []
    assert [hit.page for hit in pages.search("")] == list(pages.PAGES)


def test_words_are_found_where_they_stand():
    text = "Đã lưu, Đơn vị"
    assert [text[start:end] for start, end in pages.places_in(text, "don vi")] == ["Đơn", "vị"]


@pytest.fixture
def help_window(qtbot, opened):
    window = HelpWindow(opened)
    qtbot.addWidget(window)
    window.show()
    window.show_page("nhiem-vu")
    return window


def test_it_searches_marks_and_says_when_there_is_nothing(help_window: HelpWindow):
    help_window.search.setText("thung rac")
    help_window.search.searched.emit("thung rac")
    assert help_window.page == "lich-su"
    assert help_window.browser.extraSelections()
    help_window.search.searched.emit("khongcochunay")
    assert help_window.nothing.isVisible()
    help_window.search.searched.emit("")
    assert help_window.list.count() == len(pages.PAGES)


def test_a_narrow_window_makes_pictures_small_instead_of_scrolling_across(qtbot, help_window: HelpWindow):
    help_window.resize(880, 500)
    qtbot.waitUntil(lambda: help_window.browser.viewport().width() < 700)
    qtbot.waitUntil(lambda: help_window.browser.horizontalScrollBar().maximum() == 0, timeout=3000)
    help_window.resize(1300, 500)
    width = QImage(str(FOLDER / "nhiem-vu.png")).width()
    qtbot.waitUntil(lambda: help_window.browser.document().idealWidth() > width, timeout=3000)


def test_the_same_place_stays_in_sight_when_a_page_is_read_again(qtbot, help_window: HelpWindow):
    bar = help_window.browser.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    help_window.browser.read_again()
    assert abs(bar.value() - before) <= 2


def test_links_lead_on_and_alt_left_leads_back(help_window: HelpWindow):
    help_window.browser.anchorClicked.emit(QUrl("bao-cao.md"))
    assert help_window.page == "bao-cao"
    QTest.keyClick(help_window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert help_window.page == "nhiem-vu"
    help_window.browser.anchorClicked.emit(QUrl("https://example.org/"))
    assert help_window.page == "nhiem-vu"


def test_pages_are_read_with_their_pictures_in_both_themes(help_window: HelpWindow, theme):
    for name in ("dark", "light"):
        theme.choose(name)
        assert "Thẻ Nhiệm vụ" in help_window.browser.toPlainText()
        html = help_window.browser.toHtml()
        assert theme.color("ac").name() in html
        assert "nhiem-vu.png" in html


@pytest.fixture
def window(qtbot, opened, settle):
    window = MainWindow(opened, Path, opens_files=False)
    qtbot.addWidget(window)
    window.show()
    window._opened()
    settle()
    yield window
    window.close()
    opened.workspace.close()
    settle()


@pytest.mark.parametrize(("tab", "page"), [(tab.key, pages.PLACES[tab.key]) for tab in TABS])
def test_f1_opens_the_page_of_the_tab(window: MainWindow, tab: str, page: str):
    window.show_tab(tab)
    assert window.menus.actions["help"].shortcut() == QKeySequence("F1")
    window.menus.actions["help"].trigger()
    assert isinstance(window.help.window, HelpWindow)
    assert window.help.window.page == page


def test_f1_in_a_dialog_opens_its_page_over_it(qtbot, window: MainWindow, theme):
    box = QuestionBox(theme, Question("Xóa?", "Hoàn tác được.", "Xóa"), window)
    qtbot.addWidget(box)
    box.setModal(True)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(lambda: bool(box.property("hears_help")), timeout=2000)
    QTest.keyClick(box, Qt.Key.Key_F1)
    assert isinstance(window.help.window, HelpWindow)
    assert window.help.window.page == "khi-gap-loi"
    assert window.help.window.parent() is box
    window.help.window.close()
    box.close()


def test_every_kind_of_window_is_known(window: MainWindow, tmp_path: Path, settle):
    unknown = []
    for name in ("18-cot-cua-bieu", "20-hoi", "21-loi", "22-phim-tat", "24-co-quan", "25-nguoi-lam-viec"):
        widget = WINDOWS[name](window, tmp_path)
        unknown += [] if type(widget).__name__ in pages.PLACES else [name]
        widget.deleteLater()
    assert unknown == []
