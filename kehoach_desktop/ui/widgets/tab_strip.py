"""The row of tabs with icons and late counts, and at its right the period's window and deadline. Knows no tab."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting

_NARROW = 1024


@frozen
class TabLabel:
    """A tab's key, title and icon."""

    key: str
    title: str
    icon: str


class _TabButton(QAbstractButton):
    badge_clicked = Signal()  # after `clicked`

    def __init__(self, theme: Theme, label: TabLabel, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._label = theme, label
        self._tip = f"{label.title} (Alt+{place + 1})"
        self._badge, self._tone = "", "ne"
        self._bare = False
        self.setText(label.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(self._tip)
        self.setAccessibleName(label.title)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_badge(self, text: str, tone: str) -> None:
        self._badge, self._tone = text, tone
        self.setAccessibleName(f"{self._label.title}, {text}" if text else self._label.title)
        self.setToolTip(f"{self._tip}\nBấm vào “{text}” để xem" if text else self._tip)
        self.updateGeometry()
        self.update()

    def set_bare(self, *, bare: bool) -> None:
        """Without the badge, on a narrow window."""
        self._bare = bare
        self.updateGeometry()
        self.update()

    def _shown_badge(self) -> str:
        return "" if self._bare else self._badge

    def sizeHint(self) -> QSize:
        width = 17 + 20 + 7 + self._theme.advance(self._label.title, bold=True) + 17
        if self._shown_badge():
            width += 8 + painting.badge_width(self._theme, self._badge, self._tone)
        return QSize(width, self._theme.sizes.tabs)

    def _badge_left(self) -> int:
        return 44 + self._theme.advance(self._label.title, bold=self.isChecked()) + 8

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        on_badge = self.isDown() and bool(self._shown_badge()) and event.position().x() >= self._badge_left()
        super().mouseReleaseEvent(event)
        if on_badge and self.rect().contains(event.position().toPoint()):
            self.badge_clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        middle = self.height() // 2 + 1
        if on:
            painter.fillRect(self.rect(), theme.color("base"))
            painter.fillRect(0, 0, self.width(), 3, theme.color("ac"))
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.drawLine(0, 3, 0, self.height())
            painter.drawLine(self.width() - 1, 3, self.width() - 1, self.height())
        tone = "tx" if on else "tx2"
        painting.draw_icon(painter, theme, self._label.icon, QPoint(17, middle - 10), "ac" if on else "tx2", size=20)
        painter.setFont(theme.font(bold=on))
        painter.setPen(theme.color(tone))
        painter.drawText(QRect(44, 2, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self._label.title)
        if self._shown_badge():
            painting.draw_badge(painter, theme, self._badge, self._tone, self._badge_left(), middle)
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, self.rect().adjusted(1, 4, -1, -1))


class TabStrip(QWidget):
    """Sends `chosen(key)`, and `badge_chosen(key)` after it where the count was clicked; Left and Right move along it."""

    chosen = Signal(str)
    badge_chosen = Signal(str)

    def __init__(self, theme: Theme, labels: Sequence[TabLabel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(theme.sizes.tabs)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(0)
        self._buttons: dict[str, _TabButton] = {}
        for place, label in enumerate(labels):
            button = _TabButton(theme, label, place, self)
            button.clicked.connect(lambda _=False, key=label.key: self.chosen.emit(key))
            button.badge_clicked.connect(lambda key=label.key: self.badge_chosen.emit(key))
            row.addWidget(button)
            self._buttons[label.key] = button
        row.addStretch(1)
        self.notice = PeriodNotice(theme)
        row.addWidget(self.notice)

    @property
    def keys(self) -> list[str]:
        return list(self._buttons)

    def select(self, key: str) -> None:
        """Shows a tab as the chosen one."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)
            if name == key:
                self.setFocusProxy(button)

    def set_badge(self, key: str, text: str, tone: str) -> None:
        self._buttons[key].set_badge(text, tone)
        self._give_room(self.width())

    def fit(self, width: int) -> None:
        """Leaves off the badges where the window is narrow, and of the notice what has no room."""
        for button in self._buttons.values():
            button.set_bare(bare=width < _NARROW)
        self._give_room(width)

    def _give_room(self, width: int) -> None:
        self.notice.set_room(width - sum(button.sizeHint().width() for button in self._buttons.values()) - 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        now = next((i for i, b in enumerate(self._buttons.values()) if b.isChecked()), 0)
        key = self.keys[(now + by) % len(self.keys)]
        self._buttons[key].setFocus()
        self.chosen.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("win"))
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


class PeriodNotice(QWidget):
    """“Số liệu 15/12/2025 – 14/6/2026 | Hạn nộp 17/6/2026, đã qua 5 ngày”; the last words red when past.

    Without room for all of it the data days go first, then all; the tooltip and the accessible name hold the whole.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ("", "", "")
        self._data = self._due = self._past = ""
        self._room = 10_000
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def set_words(self, data: str, due: str = "", past: str = "", *, tip: str = "") -> None:
        self._words = (data, due, past)
        whole = f"{data}. {due} {past}".strip(" .")
        self.setToolTip(f"{whole}\n{tip}".strip())
        self.setAccessibleName(whole)
        self._fit()

    def set_room(self, width: int) -> None:
        """How wide it may be."""
        if width != self._room:
            self._room = width
            self._fit()

    def _fit(self) -> None:
        data, due, past = self._words
        for self._data, self._due, self._past in ((data, due, past), ("", due, past), ("", "", "")):
            if self.sizeHint().width() <= self._room:
                break
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme
        if not (self._data or self._due):
            return QSize(0, theme.sizes.tabs)
        width = 22 + theme.advance(self._data, "small") + theme.advance(self._due, "small")
        return QSize(width + theme.advance(self._past, "small", bold=True) + 22, theme.sizes.tabs)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if not (self._data or self._due):
            return
        theme = self._theme
        painter = QPainter(self)
        painting.draw_icon(painter, theme, "calendar", QPoint(0, (self.height() - 16) // 2), "tx2")
        x = 21
        box = QRect(0, 0, self.width(), self.height())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        painter.drawText(box.adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._data)
        if self._data and self._due:
            x += theme.advance(self._data, "small") + 8
            painter.fillRect(x, self.height() // 2 - 7, 1, 14, theme.color("line2"))
            x += 8
        if self._due:
            painter.setPen(theme.color("tx2"))
            painter.drawText(box.adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._due)
            x += theme.advance(self._due, "small") + theme.advance(" ", "small", bold=True) // 2 + 1
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.color("re"))
        painter.drawText(box.adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._past)
