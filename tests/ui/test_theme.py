"""One object for looks: light and dark, fonts by role, tinted icons."""

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QLabel

from kehoach_desktop import paths
from kehoach_desktop.ui import tokens
from kehoach_desktop.ui.contrast import tokens_of


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
    painted = {"half_disc", "square_cross", "dashed_ring", "tick_on", "tick_off"}
    carried = {re.sub(r"_\d+_(regular|filled)$", "", path.stem) for path in paths.resource("icons").glob("*.svg")}
    assert named - painted <= carried


def _contrast_palette(ink: str, ground: str, chosen: str, on: str) -> QPalette:
    palette = QPalette(QColor(ink), QColor(ground), QColor(ink), QColor(ink), QColor(ink), QColor(ink), QColor(ground))
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, ground), (roles.Base, ground), (roles.Button, ground), (roles.AlternateBase, ground),
        (roles.WindowText, ink), (roles.Text, ink), (roles.ButtonText, ink), (roles.Highlight, chosen),
        (roles.HighlightedText, on),
    ):  # fmt: skip
        palette.setColor(role, QColor(colour))
    return palette


WINDOWS_PALETTES = {
    "night sky": ("#FFFFFF", "#000000", "#D6B4FD", "#2B2B2B"),
    "desert": ("#3D3D3D", "#FFFAEF", "#903909", "#FFF5E3"),
    "black": ("#FFFFFF", "#000000", "#1AEBFF", "#000000"),
    "white": ("#000000", "#FFFFFF", "#37006E", "#FFFFFF"),
}


@pytest.mark.parametrize("name", WINDOWS_PALETTES)
def test_in_high_contrast_the_systems_colours_stand_and_none_of_ours(qtbot, qapp, theme, name):
    ink, ground, *_ = WINDOWS_PALETTES[name]
    window, before = QDialog(), QLabel("x")
    qtbot.addWidget(window)
    qtbot.addWidget(before)
    theme.dress(window)
    theme.force_contrast(_contrast_palette(*WINDOWS_PALETTES[name]))
    assert before.palette().color(QPalette.ColorRole.WindowText) == QColor(ink)
    assert theme.high_contrast
    assert "#" not in window.styleSheet()
    assert QLabel("x").palette().color(QPalette.ColorRole.WindowText) == QColor(ink)
    assert (theme.color("tx"), theme.color("re"), theme.color("base")) == (QColor(ink), QColor(ink), QColor(ground))
    assert theme.is_dark == (ground == "#000000")
    theme.force_contrast(None)
    assert not theme.high_contrast
    assert "#" in window.styleSheet()
    assert before.palette().color(QPalette.ColorRole.WindowText) == QColor(tokens.LIGHT["tx"])
    assert theme.color("base") == QColor(tokens.LIGHT["base"])


@pytest.mark.parametrize("name", WINDOWS_PALETTES)
def test_high_contrast_is_readable_on_every_ground(qapp, name):
    found = tokens_of(_contrast_palette(*WINDOWS_PALETTES[name]))
    assert set(found) == set(tokens.LIGHT)
    for ink, grounds, least in tokens.CONTRAST:
        for ground in grounds:
            if (ink, ground) != ("ac", "sel"):  # a frame there, never words
                assert tokens.contrast(found[ink], found[ground]) >= least, (ink, ground)
