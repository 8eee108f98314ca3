"""A value as it was or as it is, on its soft ground with a bar: history and comparison. Knows only the theme."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.labels import Words

EMPTY = "trống"
_BAR = 3


class ValueBox(QWidget):
    """A value on its soft ground with a bar: what it was, or what it is."""

    def __init__(self, theme: Theme, text: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._tone = theme, tone
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 3, 8, 3)
        words = Words(theme, text or EMPTY, wrap=True, tone="tx" if text else "tx2")
        if not text:
            words.setFont(theme.font(italic=True))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(words)
        self.words = words

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.soft(self._tone))
        painter.fillRect(QRect(0, 0, _BAR, self.height()), self._theme.color(self._tone))
