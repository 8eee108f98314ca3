"""Parts that hold others: grounds and rules, scroll areas, splitter, foldable section. They know only the theme."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting


def rule(role: str = "line") -> QFrame:
    """A 1 px line across."""
    line = QFrame()
    line.setProperty("role", role)
    line.setFrameStyle(QFrame.Shape.HLine | QFrame.Shadow.Plain)  # seen where there is no style sheet
    line.setFixedHeight(1)
    return line


def ground(widget: QWidget, token: str) -> QWidget:
    """Gives a widget one of the grounds base, alt, win, acs, desk; returns it."""
    widget.setProperty("ground", token)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


def scrolling(inner: QWidget, token: str = "base") -> QScrollArea:
    """A vertical scroll area around a pane's content, on one of the grounds."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(ground(inner, token))
    return area


def show_fitting(parts: Iterable[QWidget], room: int, gap: int) -> None:
    """Shows as many as have room, the first first; the others give way."""
    for part in parts:
        room -= part.sizeHint().width() + gap
        part.setVisible(room >= 0)


def keep_bar(area: QAbstractScrollArea) -> None:
    """The place of the scroll bar stays, so that lines do not break anew; with nothing to scroll it shows no handle."""
    bar = area.verticalScrollBar()
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))
    bar.setEnabled(bar.maximum() > bar.minimum())


class Splitter(QSplitter):
    """Panes side by side with a 5 px handle; sizes are remembered by name. `last_width` is the detail pane's at first."""

    def __init__(self, settings: Settings, name: str, *, last_width: int = 400, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._settings, self._name, self._last_width = settings, name, last_width
        self._placed = False
        self.setHandleWidth(5)
        self.splitterMoved.connect(lambda *_: settings.set("splitter/", self.sizes(), name))

    def toggle_last(self) -> None:
        """Closes or opens the last pane (F4)."""
        last = self.widget(self.count() - 1)
        if last is not None:
            last.setVisible(not last.isVisible())

    def place(self, sizes: Sequence[int]) -> None:
        """Takes the remembered sizes, else these."""
        kept = self._settings.get("splitter/", self._name)
        fits = len(kept) == self.count() and all(isinstance(size, int) and size >= 0 for size in kept) and sum(kept) > 0
        self.setSizes(kept if fits else list(sizes))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and not self._placed:
            self._placed = True
            width = max(self.width(), 600)
            rest = [0] * (self.count() - 2) if self.count() > 2 else []
            self.place([width - self._last_width, *rest, self._last_width] if not rest else self.sizes())
            self.setStretchFactor(0, 1)
            for i in range(1, self.count()):
                self.setStretchFactor(i, 0)
        return super().event(event)


class FoldHead(QAbstractButton):
    """The head of a foldable section: chevron, semibold title, small note; `right` takes links and buttons."""

    def __init__(
        self, theme: Theme, title: str, note: str = "", *, open_: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._title, self._note = theme, title, note
        self.setCheckable(True)
        self.setChecked(open_)
        self.setFixedHeight(theme.sizes.row)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(title)
        self.right = QHBoxLayout(self)
        self.right.setContentsMargins(0, 0, 8, 0)
        self.right.setSpacing(6)
        self.right.addStretch(1)

    def set_words(self, title: str, note: str = "") -> None:
        self._title, self._note = title, note
        self.setAccessibleName(f"{title} {note}".strip())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(120, self._theme.sizes.row)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, middle = self._theme, self.height() // 2
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("alt" if self.underMouse() else "base"))
        painter.setPen(QPen(theme.color("line2" if self.isChecked() else "line"), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painting.draw_icon(
            painter, theme, "chevron_down" if self.isChecked() else "chevron_right", QPoint(8, middle - 8), "tx2"
        )
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.color("tx"))
        painter.drawText(self.rect().adjusted(30, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._title)
        left = 30 + theme.advance(self._title, bold=True) + 8
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._note)
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, self.rect())


class Fold(QWidget):
    """A foldable section: `head`, and `body` (a column) under it."""

    def __init__(
        self, theme: Theme, title: str, note: str = "", *, open_: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = FoldHead(theme, title, note, open_=open_)
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._inner)
        self._inner.setVisible(open_)  # now that it has a parent: on its own it would be a window
        self.head.toggled.connect(self._inner.setVisible)


class ClickWidget(QWidget):
    """A plain widget that can be clicked and reached by Tab: the figures of a strip lead to their rows."""

    clicked = Signal()

    def __init__(self, theme: Theme, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painting.draw_focus_ring(QPainter(self), self._theme, self.rect())
