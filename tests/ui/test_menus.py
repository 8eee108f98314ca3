"""The menus of the menu bar as they open on a small screen."""

import pytest
from PySide6.QtWidgets import QMenu

from kehoach_desktop.ui.widgets.fields import SearchField


def test_a_menu_taller_than_the_screen_scrolls_instead_of_standing_in_two_columns(office_window):
    menu = QMenu(office_window)
    lines = [menu.addAction(f"Việc số {n}") for n in range(80)]
    menu.popup(office_window.mapToGlobal(office_window.rect().topLeft()))
    assert menu.height() <= menu.screen().size().height()
    assert {menu.actionGeometry(line).left() for line in lines} == {menu.actionGeometry(lines[0]).left()}
    menu.close()


def test_no_menu_is_taller_than_a_small_screen_at_150_per_cent(office_window):
    office_window.menus.fill()
    menus = [action.menu() for action in office_window.menuBar().actions()]
    assert {menu.title(): menu.sizeHint().height() for menu in menus if menu.sizeHint().height() > 768 / 1.5} == {}


@pytest.fixture
def _light_again(theme):
    yield
    theme.choose("light")


@pytest.mark.usefixtures("_light_again")
@pytest.mark.parametrize("name", ["system", "light", "dark"])
def test_the_colours_are_chosen_in_a_menu_of_their_own(office_window, name):
    office_window.menus.actions[f"theme:{name}"].trigger()
    lines = office_window.menus.submenus["theme"].actions()
    assert [line.isChecked() for line in lines] == [key == name for key in ("system", "light", "dark")]


def test_a_search_field_has_room_for_its_hint(qtbot, theme):
    field = SearchField(theme, "Tìm một điều có tên rất dài, không cần gõ dấu cho đủ")
    qtbot.addWidget(field)
    margins = field.textMargins()
    room = field.sizeHint().width() - margins.left() - margins.right()
    assert room > field.fontMetrics().horizontalAdvance(field.placeholderText())
