"""Colours, fonts, sizes and icons of the screen in one object that is handed down; follows the system's light or dark."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from kehoach_desktop.frozen import frozen
from kehoach_desktop.paths import resource
from kehoach_desktop.ui import contrast, tokens
from kehoach_desktop.ui.icons import IconShelf
from kehoach_desktop.ui.qss import style_sheet

# Point sizes by role, for a 10-point base; a larger system font grows them all.
_ROLES: dict[str, float] = {"body": 10, "small": 9, "pane": 12, "page": 16, "total": 22}
_KEPT_WORDS = 4000  # how wide so many texts are is remembered
_UI_FAMILIES = ("Segoe UI", "Noto Sans", "Open Sans", "Cantarell", "Ubuntu", "DejaVu Sans")
_TIMES, _BUNDLED = "Times New Roman", "Liberation Serif"
_BUNDLED_FACES = ("Regular", "Bold", "Italic", "BoldItalic")
# Open Sans is drawn wider than Segoe UI, for which the screens were measured.
_STRETCH = {"Open Sans": 92, "Noto Sans": 94, "DejaVu Sans": 88}
_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


@frozen
class Sizes:
    """Heights in logical pixels, taken from the font so that large fonts grow rows; comments give them at 100 %."""

    line: int  # 18
    small_line: int  # 16
    field: int  # 28, buttons and fields
    small_field: int  # 24
    chip: int  # 26
    row: int  # 28
    row_two: int  # 46
    row_indicator: int  # 34
    row_rollup: int  # 22
    header: int  # 28
    toolbar: int  # 44
    tabs: int  # 34
    views: int  # 36
    chips: int  # 38
    status: int  # 26
    dialog_head: int  # 50
    dialog_foot: int  # 48

    @classmethod
    def of(cls, body: QFontMetrics, small: QFontMetrics) -> "Sizes":
        """The heights for a body font and its second-line font."""
        line, little = body.height(), small.height()
        return cls(
            line=line, small_line=little, field=line + 10, small_field=line + 6, chip=line + 8, row=line + 10,
            row_two=line + max(line, little) + 10, row_indicator=line + 16, row_rollup=line + 4, header=little + 12,
            toolbar=line + 26, tabs=line + 16, views=line + 18, chips=line + 20, status=little + 10,
            dialog_head=line + 32, dialog_foot=line + 30,
        )  # fmt: skip


class Theme(QObject):
    """What every widget asks for its looks. `choice` is system, light or dark; high contrast comes before it.

    `points` is the size of the font in place of the system's; `serif` is "bundled" for our own face in place of Times.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system", *, points: float = 0, serif: str = "") -> None:
        super().__init__(app)
        self._app = app
        self._icons = IconShelf()
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, bool, bool, bool, bool], QFont] = {}
        self._metrics: dict[tuple[str, bool], QFontMetrics] = {}
        self._advances: dict[tuple[str, str, bool], int] = {}
        self._tokens: Mapping[str, str] = {}
        self._forced: QPalette | None = None
        self._sheet = ""
        self.is_dark = False
        self.high_contrast = False
        self.choice = choice
        self._serif = serif
        self._base_font = _system_font(app, points)
        app.setFont(self._base_font)
        self.sizes = Sizes.of(QFontMetrics(self.font()), QFontMetrics(self.font("small")))
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self.choose(choice)

    def choose(self, choice: str) -> None:
        """Takes light or dark, or follows the system again."""
        self.choice = choice
        hints = self._app.styleHints()
        if hints.colorScheme() != _SCHEMES[choice]:
            hints.setColorScheme(_SCHEMES[choice])
        self._apply()

    def choose_serif(self, serif: str) -> None:
        """The words of papers on the screen in our own face ("bundled"), or in Times New Roman where there is one."""
        self._serif = serif
        self._fonts = {key: font for key, font in self._fonts.items() if key[0] != "paper"}
        self._metrics = {key: metrics for key, metrics in self._metrics.items() if key[0] != "paper"}
        self._advances.clear()
        self.changed.emit()

    def force_contrast(self, palette: QPalette | None) -> None:
        """High contrast with this palette whatever the system says; None asks the system again."""
        self._forced = palette
        self._apply()

    def dress(self, window: QWidget) -> None:
        """Gives a window the style sheet, now and whenever the colours change; one with a parent wears its parent's.

        The sheet lies on the windows and not on the application: there every part that is built on its own would be
        styled once more with each box it is put into, which takes half the time of building a tab.
        """
        if window.parentWidget() is None:
            window.setStyleSheet(self._sheet)

    def color(self, token: str) -> QColor:
        """The colour of a token; an unknown token is a bug and raises KeyError."""
        return self._colours[token]

    def soft(self, tone: str) -> QColor:
        """The soft ground that belongs to a tone."""
        return self._colours[tokens.SOFT[tone]]

    def font(
        self, role: str = "body", *, bold: bool = False, italic: bool = False, struck: bool = False,
        underlined: bool = False,
    ) -> QFont:  # fmt: skip
        """The font of a role (body 10, small 9, pane 12, page 16, total 22 points, paper 11.5 serif).

        It is shared by all who paint with it: nobody changes it.
        """
        key = (role, bold, italic, struck, underlined)
        font = self._fonts.get(key)
        if font is None:
            font = self._fonts[key] = self._make_font(role, bold=bold, italic=italic)
            font.setStrikeOut(struck)
            font.setUnderline(underlined)
        return font

    def metrics(self, role: str = "body", *, bold: bool = False) -> QFontMetrics:
        """The measures of such a font."""
        found = self._metrics.get((role, bold))
        if found is None:
            found = self._metrics[role, bold] = QFontMetrics(self.font(role, bold=bold))
        return found

    def advance(self, text: str, role: str = "body", *, bold: bool = False) -> int:
        """How wide such words are, in pixels; asked for again and again while a window is laid out, so it is kept."""
        found = self._advances.get((text, role, bold))
        if found is None:
            if len(self._advances) > _KEPT_WORDS:
                self._advances.clear()
            found = self._advances[text, role, bold] = self.metrics(role, bold=bold).horizontalAdvance(text)
        return found

    def pixmap(
        self, name: str, size: int = 16, token: str = "tx", ratio: float = 1.0, *, filled: bool = False
    ) -> QPixmap:
        """A tinted icon to paint."""
        return self._icons.pixmap(name, size, self.color(token), ratio, filled=filled)

    def icon(self, name: str, size: int = 16, token: str = "tx", *, filled: bool = False) -> QIcon:
        """A tinted icon for a menu or action; ask again after `changed`."""
        return self._icons.icon(name, size, self.color(token), filled=filled)

    def app_icon(self) -> QIcon:
        return self._icons.app_icon()

    def _make_font(self, role: str, *, bold: bool, italic: bool) -> QFont:
        base = self._base_font
        grow = base.pointSizeF() / _ROLES["body"]
        if role == "paper":
            font = QFont(_paper_family(self._serif))
            font.setPointSizeF(11.5 * grow)
        else:
            font = QFont(base)
            font.setPointSizeF(_ROLES[role] * grow)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        font.setItalic(italic)
        return font

    def _follow_system(self) -> None:
        self._apply()

    def _apply(self) -> None:
        hints = self._app.styleHints()
        asked = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
        if self._forced is not None or asked:
            self._apply_contrast()
            return
        self.is_dark = hints.colorScheme() is Qt.ColorScheme.Dark if self.choice == "system" else self.choice == "dark"
        wanted = tokens.DARK if self.is_dark else tokens.LIGHT
        if wanted is self._tokens:
            return
        self._take(wanted)
        self._app.setPalette(_palette(self._colours))
        if self.high_contrast:
            for widget in self._app.allWidgets():
                widget.setPalette(QPalette())
        self.high_contrast = False
        self._hand_out(style_sheet(wanted, self.sizes))
        self.changed.emit()

    def _apply_contrast(self) -> None:
        """The system's own palette; the style sheet gives way to frames in its colours."""
        self.high_contrast = True
        self._app.setPalette(self._forced or QPalette())
        self._hand_out(contrast.FRAMES)
        palette = self._app.palette()
        for widget in self._app.allWidgets():  # the style sheet had given them colours of their own
            widget.setPalette(palette)
        self.is_dark = contrast.is_dark(palette)
        self._take(contrast.tokens_of(palette))
        self.changed.emit()

    def _hand_out(self, sheet: str) -> None:
        worn, self._sheet = self._sheet, sheet
        for window in self._app.topLevelWidgets() if worn else ():
            if window.styleSheet() == worn:
                window.setStyleSheet(sheet)

    def _take(self, wanted: Mapping[str, str]) -> None:
        self._tokens = wanted
        self._colours = {name: QColor(value) for name, value in wanted.items()}


def _system_font(app: QApplication, points: float = 0) -> QFont:
    """The system's UI font at 10 points, its own larger size or that wanted; a generic name is replaced by a face with Vietnamese."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if QFontInfo(font).family() not in _UI_FAMILIES[:-1]:
        family = next((name for name in _UI_FAMILIES if QFontDatabase.hasFamily(name)), None)
        if family is not None:
            font = QFont(family)
    size = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    font.setPointSizeF(size if 10 < size <= 16 and app.platformName() not in ("offscreen", "minimal") else 10)
    if points:
        font.setPointSizeF(points)
    font.setStretch(_STRETCH.get(QFontInfo(font).family(), 100))
    return font


def _paper_family(serif: str) -> str:
    """The serif of the screen; the bundled one is read from our own files where the system lacks it."""
    if serif != "bundled" and QFontDatabase.hasFamily(_TIMES):
        return _TIMES
    if not QFontDatabase.hasFamily(_BUNDLED):
        for face in _BUNDLED_FACES:
            QFontDatabase.addApplicationFont(str(resource("fonts", f"LiberationSerif-{face}.ttf")))
    return _BUNDLED


def _palette(colours: Mapping[str, QColor]) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: "win", QPalette.ColorRole.WindowText: "tx", QPalette.ColorRole.Base: "base",
        QPalette.ColorRole.AlternateBase: "alt", QPalette.ColorRole.Text: "tx", QPalette.ColorRole.Button: "base",
        QPalette.ColorRole.ButtonText: "tx", QPalette.ColorRole.BrightText: "on", QPalette.ColorRole.Highlight: "sel",
        QPalette.ColorRole.HighlightedText: "tx", QPalette.ColorRole.Link: "ac", QPalette.ColorRole.LinkVisited: "ac",
        QPalette.ColorRole.PlaceholderText: "tx3", QPalette.ColorRole.ToolTipBase: "base",
        QPalette.ColorRole.ToolTipText: "tx", QPalette.ColorRole.Light: "base", QPalette.ColorRole.Midlight: "line",
        QPalette.ColorRole.Mid: "line2", QPalette.ColorRole.Dark: "ctl", QPalette.ColorRole.Shadow: "ctl",
        QPalette.ColorRole.Accent: "ac",
    }  # fmt: skip
    palette = QPalette()
    for role, token in roles.items():
        palette.setColor(role, colours[token])
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colours["tx3"])
    return palette
