"""What stands where there is nothing yet or nothing that fits: acts to begin with, a place to drop files, Bỏ lọc."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.painted_button import PaintedButton
from kehoach_desktop.ui.widgets.panes import ground


class ActCard(PaintedButton):
    """A big act with icon, title, a line under it and its key: start page and empty states."""

    def __init__(
        self, theme: Theme, icon: str, title: str, line: str, *, key: str = "", main: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._icon, self._title, self._line, self._key, self._main = theme, icon, title, line, key, main
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{title}. {line}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumHeight(theme.sizes.line + theme.sizes.small_line + 24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(336, self._theme.sizes.line + self._theme.sizes.small_line + 26)

    def minimumSizeHint(self) -> QSize:
        """A narrow place cuts the words, never the key."""
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, sizes = self._theme, self._theme.sizes
        painter = QPainter(self)
        on = self._main or self.underMouse()
        edge = theme.color("ac" if self._main else "line")
        painting.fill_rounded(painter, self.rect(), theme.color("acs" if on else "base"), edge)
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, self.rect())
        painting.draw_icon(painter, theme, self._icon, QPoint(15, (self.height() - 24) // 2), "ac", size=24)
        top = (self.height() - sizes.line - sizes.small_line) // 2
        cap = painting.key_cap_width(theme, self._key) + 24 if self._key else 12
        room = self.width() - 52 - cap
        for text, y, height, role, tone, bold in (
            (self._title, top, sizes.line, "body", "tx", True),
            (self._line, top + sizes.line + 1, sizes.small_line, "small", "tx2", False),
        ):
            painter.setFont(theme.font(role, bold=bold))
            painter.setPen(theme.color(tone))
            words = theme.metrics(role, bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(52, y, room, height), Qt.AlignmentFlag.AlignVCenter, words)
        if self._key:
            painting.draw_key_cap(painter, theme, self._key, self.width() - cap + 10, self.height() // 2)


class DropArea(QWidget):
    """A dashed place that takes files of some endings; it says so in words."""

    dropped = Signal(list)  # paths

    def __init__(
        self, theme: Theme, title: str, line: str = "", *, endings: tuple[str, ...], picture: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._endings, self._picture = theme, endings, picture
        self._over = False
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 16, 28, 16)
        if picture:
            column.addSpacing(72)
        self.title = Words(
            theme, title, role="pane" if picture else "body", bold=picture, tone="tx" if picture else "tx2", wrap=True
        )
        self.title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self.title)
        if line:
            words = Words(theme, line, tone="tx2", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._paths(event):
            event.acceptProposedAction()
            self._over = True
            self.update()

    def dragLeaveEvent(self, event: QEvent) -> None:
        super().dragLeaveEvent(event)  # pyright: ignore[reportArgumentType]
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        if paths := self._paths(event):
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _paths(self, event: QDropEvent) -> list[str]:
        return [p for url in event.mimeData().urls() if (p := url.toLocalFile()).lower().endswith(self._endings)]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("acs" if self._over else "alt" if self._picture else "base"))
        pen = QPen(theme.color("ac" if self._over else "line2"), 2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)
        if self._picture:
            side = 48
            at = QPoint((self.width() - side) // 2, self.title.geometry().top() - side - 20)
            painting.draw_icon(painter, theme, "arrow_download", at, "ac", size=side)


@frozen
class Act:
    """An act offered by an empty state."""

    key: str
    icon: str
    title: str
    line: str
    shortcut: str = ""


_ACTS_WIDTH = 470


class EmptyState(QWidget):
    """What stands where there is nothing yet: title, why, up to four acts, a place to drop files. Never a blank table."""

    acted = Signal(str)
    dropped = Signal(list)

    def __init__(
        self, theme: Theme, title: str, why: str, acts: Sequence[Act], *, drop: str = "", drop_line: str = "",
        endings: tuple[str, ...] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        ground(self, "base")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 24)
        row.setSpacing(48)
        row.addStretch(1)
        if drop:
            area = DropArea(theme, drop, drop_line, endings=endings, picture=True)
            area.setFixedWidth(330)
            area.setMinimumHeight(210)
            area.setMaximumHeight(370)
            area.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
            area.dropped.connect(self.dropped)
            row.addWidget(area)
        side = QWidget()
        side.setMaximumWidth(round(_ACTS_WIDTH * max(1.0, theme.sizes.line / 18)))
        side.setMinimumWidth(300)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(Words(theme, title, role="page", bold=True))
        column.addWidget(Words(theme, why, tone="tx2", wrap=True))
        column.addSpacing(8)
        for place, act in enumerate(acts):
            card = ActCard(theme, act.icon, act.title, act.line, key=act.shortcut, main=place == 0)
            card.clicked.connect(lambda _=False, key=act.key: self.acted.emit(key))
            column.addWidget(card)
        column.addStretch(1)
        row.addWidget(side, 1000)
        row.addStretch(1)


class NoHits(QWidget):
    """In place of the rows when filter or search leave none: the sentence, and the button that brings them back."""

    # What the button says where there is a search and no filter.
    LEAVE_SEARCH = "Xóa chữ tìm"

    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 40, 12, 12)
        self.words = Words(theme, "", tone="tx2")
        ground(self, "base")
        self.button = Button(theme, "Bỏ lọc")
        self.button.clicked.connect(self.cleared)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_words(self, text: str, act: str = "Bỏ lọc") -> None:
        """Why there is no row, and what the button takes away."""
        self.words.setText(text)
        if act != self.button.text():
            self.button.setText(act)
            self.button.setAccessibleName(act)
            self.button.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)
