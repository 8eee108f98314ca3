"""Bars in too little room: buttons lose their words first, then views their counts, then the last views go; nothing is cut."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.views_bar import View, ViewsBar

VIEWS = [View("all", "Tất cả", 71), View("late", "Quá hạn", 6, "re"), View("soon", "Đến hạn 7 ngày", 2, "am")]


@pytest.fixture
def bar(qtbot, theme):
    holder = QWidget()  # a window of its own would not become narrower than its parts
    bar = ViewsBar(theme, holder)
    bar.right.addWidget(Button(theme, "Lưu khung nhìn", icon="bookmark"))
    bar.set_views(VIEWS)
    qtbot.addWidget(holder)
    holder.resize(900, 60)
    bar.resize(800, bar.height())
    holder.show()
    yield bar
    holder.close()


def parts(bar: ViewsBar):
    return list(bar._words.values()), bar.right.itemAt(0).widget()


def test_with_room_everything_is_said(bar):
    words, button = parts(bar)
    assert all(word.isVisible() and not word.is_brief for word in words)
    assert button.width() > 100


def test_the_button_loses_its_words_and_keeps_its_name(qtbot, bar):
    words, button = parts(bar)
    full = sum(word.sizeHint().width() for word in words)
    bar.resize(full + 70, bar.height())
    qtbot.waitUntil(lambda: button.width() < 40)
    assert (button.accessibleName(), button.toolTip()) == ("Lưu khung nhìn", "Lưu khung nhìn")
    assert not any(word.is_brief for word in words)


def test_then_counts_go_but_not_that_of_the_chosen_view(qtbot, bar):
    words, _ = parts(bar)
    bar.resize(sum(word.sizeHint().width() for word in words) + 20, bar.height())
    qtbot.waitUntil(lambda: words[1].is_brief)
    assert not words[0].is_brief
    assert all(word.isVisible() for word in words)
    bar.resize(800, bar.height())
    qtbot.waitUntil(lambda: not words[1].is_brief)


def test_the_last_views_go_and_arrows_still_come_to_them(qtbot, bar):
    words, _ = parts(bar)
    bar.resize(230, bar.height())
    qtbot.waitUntil(lambda: not words[2].isVisible())
    words[0].setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Left)
    assert bar.current == "soon"
    assert words[2].isVisible()
    assert all(word.geometry().right() <= bar.width() for word in words if word.isVisible())


def test_views_without_room_stand_in_a_menu(qtbot, bar):
    words, _ = parts(bar)
    assert not bar.more.isVisible()
    bar.resize(230, bar.height())
    qtbot.waitUntil(lambda: not words[2].isVisible())
    assert bar.more.geometry().right() <= bar.width()
    bar.more.click()
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["Quá hạn (6)", "Đến hạn 7 ngày (2)"]
    menu.actions()[1].trigger()
    menu.close()
    assert bar.current == "soon"
    assert words[2].isVisible()


def test_a_bare_button_is_as_small_as_its_icon_and_paints_it(qtbot, theme):
    button = Button(theme, "Thêm", icon="add", key="Ctrl+N")
    qtbot.addWidget(button)
    wide = button.sizeHint().width()
    button.set_bare(bare=True)
    assert button.sizeHint().width() < wide / 2
    button.resize(button.sizeHint())
    assert isinstance(button.grab(), QPixmap)
    button.set_bare(bare=False)
    assert button.sizeHint().width() == wide
