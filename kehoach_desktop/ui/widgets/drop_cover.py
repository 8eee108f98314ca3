"""Over the work area while files are dragged: a dashed frame and what will happen when they are let go. Takes none itself."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting

_INSET, _VEIL, _ICON, _GAP, _PAD = 6, 190, 24, 8, 20


class DropCover(QWidget):
    """Covers its parent; the mouse and what is dragged go through it."""

    def __init__(self, theme: Theme, area: QWidget) -> None:
        super().__init__(area)
        self._theme, self._area = theme, area
        self._words, self._note = "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_words(self, words: str, note: str = "") -> None:
        """Comes up with a sentence and a small line under it."""
        self._words, self._note = words, note
        self.setAccessibleName(f"{words}. {note}" if note else words)
        self.setGeometry(self._area.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, painter = self._theme, QPainter(self)
        veil = QColor(theme.color("acs"))
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        pen = QPen(theme.color("ac"), 2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRect(self.rect().adjusted(_INSET, _INSET, -_INSET, -_INSET))
        line, small = theme.metrics("pane", bold=True).height(), theme.metrics("small").height()
        room = self.width() - 4 * _INSET
        lines = ((self._words, "pane", "tx", line), (self._note, "small", "tx2", small))
        widest = max(theme.advance(words, role, bold=role == "pane") for words, role, _, _ in lines)
        height = _ICON + _GAP + line + small
        top = (self.height() - height) // 2
        box = QRect((self.width() - widest) // 2, top, widest, height).adjusted(-_PAD, -_PAD, _PAD, _PAD)
        painting.fill_rounded(painter, box & self.rect(), theme.color("base"), None)
        painting.draw_icon(painter, theme, "arrow_download", QPoint((self.width() - _ICON) // 2, top), "ac", size=_ICON)
        top += _ICON + _GAP
        for words, role, tone, height in lines:
            bold = role == "pane"
            painter.setFont(theme.font(role, bold=bold))
            painter.setPen(theme.color(tone))
            shown = theme.metrics(role, bold=bold).elidedText(words, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(QRect(2 * _INSET, top, room, height), Qt.AlignmentFlag.AlignCenter, shown)
            top += height + 2
