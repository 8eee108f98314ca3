"""One object for looks: light and dark, fonts by role, tinted icons."""

import re

import pytest
from PySide6.QtGui import QColor

from kehoach_desktop import paths
from kehoach_desktop.ui import tokens


def test_choosing_dark_changes_every_colour_and_tells(qtbot, theme):
    with qtbot.waitSignal(theme.changed):
        theme.choose("dark")
    assert theme.color("base") == QColor(tokens.DARK["base"])
    theme.choose("light")
    assert theme.color("base") == QColor(tokens.LIGHT["base"])


def test_an_icon_bears_its_colour(theme):
    image = theme.pixmap("warning", 16, "re", filled=True).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {theme.color("re").name()}


def test_a_finer_screen_gets_a_finer_icon(theme):
    assert theme.pixmap("search", 16, "tx", 1.5).width() == 24


def test_an_unknown_icon_is_a_bug(theme):
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no_such_icon")


def test_fonts_grow_by_role(theme):
    sizes = [theme.font(role).pointSizeF() for role in ("small", "body", "pane", "page", "total")]
    assert sizes == sorted(sizes)
    assert theme.font("body", bold=True).weight() > theme.font("body").weight()


def test_every_icon_named_in_the_program_is_carried():
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (paths.resource().parent / "kehoach_desktop" / "ui").rglob("*.py")
    )
    named = set(re.findall(r'\bicon="(\w+)"', source)) | set(re.findall(r'\bShape\("(\w+)"', source))
    painted = {"half_disc", "square_cross", "dashed_ring"}
    carried = {re.sub(r"_\d+_(regular|filled)$", "", path.stem) for path in paths.resource("icons").glob("*.svg")}
    assert named - painted <= carried
