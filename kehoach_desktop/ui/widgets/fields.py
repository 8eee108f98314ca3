"""Fields as drawn: choice, tick box, search; painted by themselves so that light and dark need no picture files."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QRadioButton, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting

_AROUND = 24  # of a field's words: frame, padding and caret


class Choice(QComboBox):
    """A drop-down list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        widest = max((self.fontMetrics().horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=40)
        return QSize(widest + 44, self._theme.sizes.field)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._theme.sizes.field)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = self._theme
        painter = QPainter(self)
        enabled = self.isEnabled()
        painting.fill_rounded(painter, self.rect(), theme.color("base"), theme.color("ctl" if enabled else "line2"))
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, self.rect())
        right = self.width() - 24
        painting.draw_icon(
            painter,
            theme,
            "chevron_down",
            QPoint(right, (self.height() - painting.ICON) // 2),
            "tx2" if enabled else "tx3",
        )
        box = QRect(9, 0, right - 13, self.height())
        text = self.currentText() or self.placeholderText()
        painter.setPen(theme.color("tx" if enabled and self.currentIndex() >= 0 else "tx3"))
        painter.drawText(
            box,
            Qt.AlignmentFlag.AlignVCenter,
            self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width()),
        )


class Check(QCheckBox):
    """A tick box with words."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(20 + (8 + words + 4 if words else 0), self._theme.sizes.small_field)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        box = QRect(2, (self.height() - 16) // 2, 16, 16)
        painting.draw_check_box(painter, self._theme, box, self.checkState(), enabled=self.isEnabled())
        if self.hasFocus():
            painting.draw_focus_ring(painter, self._theme, box.adjusted(-2, -2, 2, 2))
        painter.setPen(self._theme.color("tx" if self.isEnabled() else "tx3"))
        painter.drawText(self.rect().adjusted(26, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())


class Radio(QRadioButton):
    """One of several, with words."""

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme

    def sizeHint(self) -> QSize:
        return QSize(30 + self.fontMetrics().horizontalAdvance(self.text()), self._theme.sizes.small_field)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRect(2, (self.height() - 16) // 2, 16, 16)
        on = self.isChecked()
        painting.fill_rounded(
            painter, box, theme.color("ac" if on else "base"), theme.color("ac" if on else "ctl"), radius=8
        )
        if on:
            painting.fill_rounded(painter, box.adjusted(5, 5, -5, -5), theme.color("on"), None, radius=3)
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, box.adjusted(-2, -2, 2, 2), radius=9)
        painter.setPen(theme.color("tx" if self.isEnabled() else "tx3"))
        painter.drawText(self.rect().adjusted(26, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())


class SearchField(QLineEdit):
    """A line with a magnifier and its key; `searched` is sent at every change, Esc empties it first, then leaves; Enter leaves too."""

    searched = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, hint: str = "Tìm", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = key
        self.down_leaves = False  # where what is found stands below and has no choice moved from here
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        if key:
            self.setToolTip(f"{hint} ({key})")
        self._set_margins()
        self.textChanged.connect(self.searched)
        self.textChanged.connect(self._set_margins)

    def _set_margins(self) -> None:
        cap = painting.key_cap_width(self._theme, self._key) + 2 if self._key and not self.text() else 0
        pad = 12 if self._theme.high_contrast else 5  # there is no style sheet then, and none of its padding
        self.setTextMargins(painting.ICON + pad, 0, cap, 0)

    def sizeHint(self) -> QSize:
        """Room for the hint, so that it can be read to its end."""
        hint, margins = super().sizeHint(), self.textMargins()
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(hint.width(), words + margins.left() + margins.right() + _AROUND), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
            return
        if event.key() == Qt.Key.Key_Down and self.down_leaves:
            self.left.emit()  # to what was found
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.ShortcutFocusReason:
            self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painting.draw_icon(painter, self._theme, "search", QPoint(9, (self.height() - painting.ICON) // 2), "tx2")
        if self._key and not self.text():
            left = self.width() - painting.key_cap_width(self._theme, self._key) - 6
            painting.draw_key_cap(painter, self._theme, self._key, left, self.height() // 2)
