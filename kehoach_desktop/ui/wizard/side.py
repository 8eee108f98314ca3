"""The list of steps at the left: number, name, which one is in sight and which are done. It knows no step's content."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.painted_button import PaintedButton
from kehoach_desktop.ui.widgets.panes import ground

WIDTH = 204
_DISC = 22


class StepButton(PaintedButton):
    """One step of the list."""

    def __init__(self, theme: Theme, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self.is_current = self.is_done = False
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(f"Bước {number} (Alt+{number})")
        self.show_state(current=False, done=False)

    def show_state(self, *, current: bool, done: bool) -> None:
        """Which step is in sight, and which lie behind."""
        self.is_current, self.is_done = current, done
        state = ", đang làm" if current else ", đã xong" if done else ""
        self.setAccessibleName(f"Bước {self._number}: {self.text()}{state}")
        self.update()

    def sizeHint(self) -> QSize:
        width = 46 + self._theme.advance(self.text(), bold=True) + 12
        return QSize(width, self._theme.sizes.line + 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, current, middle = self._theme, self.is_current, self.height() // 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or self.underMouse():
            painter.fillRect(self.rect(), theme.color("base" if current else "alt"))
        if current:
            painter.fillRect(0, 0, 3, self.height(), theme.color("ac"))
        disc = QRect(16, middle - _DISC // 2, _DISC, _DISC)
        tone = "on" if current else "gr" if self.is_done else "tx2"
        edge = "ac" if current else "gr" if self.is_done else "ctl"
        painting.fill_rounded(
            painter, disc, theme.color("ac" if current else "base"), theme.color(edge), radius=_DISC / 2
        )
        if self.is_done and not current:
            painting.draw_icon(painter, theme, "checkmark", QPoint(disc.left() + 3, disc.top() + 3), tone)
        else:
            painter.setFont(theme.font("small", bold=current))
            painter.setPen(theme.color(tone))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setFont(theme.font(bold=current))
        painter.setPen(theme.color("tx" if current else "tx2"))
        words = theme.metrics(bold=current).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 52)
        painter.drawText(self.rect().adjusted(46, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, self.rect())


class StepList(QWidget):
    """The steps in their order; `chosen` carries the place of the one that is wanted."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, titles: Sequence[str], line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "win")
        self.setFixedWidth(round(WIDTH * max(1.0, theme.sizes.line / 18)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 16)
        column.setSpacing(0)
        self.buttons = [StepButton(theme, number, title) for number, title in enumerate(titles, 1)]
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, place=place: self.chosen.emit(place))
            column.addWidget(button)
        words = Words(theme, line, role="small", tone="tx2", wrap=True)
        words.setContentsMargins(16, 18, 16, 0)
        column.addWidget(words)
        column.addStretch(1)

    def show_place(self, current: int, done: int) -> None:
        """Marks the step in sight and those before `done`."""
        for place, button in enumerate(self.buttons):
            button.show_state(current=place == current, done=place < done)
