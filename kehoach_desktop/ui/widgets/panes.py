"""Parts that hold others: splitter, foldable section, empty state, view words over a table, rules. They know only the theme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words


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
        left = 30 + theme.metrics(bold=True).horizontalAdvance(self._title) + 8
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


@dataclass(frozen=True)
class View:
    """A saved view: a word with the number of rows it holds, in a tone (ne, am, re)."""

    key: str
    title: str
    count: int | None = None
    tone: str = "ne"


class _ViewWord(QAbstractButton):
    def __init__(self, theme: Theme, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = view
        self.is_brief = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(view.title)

    def show_view(self, view: View) -> None:
        self.view = view
        self.setAccessibleName(view.title if view.count is None else f"{view.title}: {view.count}")
        self.updateGeometry()
        self.update()

    def set_brief(self, *, brief: bool) -> None:
        """Without its count."""
        self.is_brief = brief
        self.updateGeometry()
        self.update()

    def _badge(self) -> str:
        return "" if self.is_brief else format_number(self.view.count)

    def sizeHint(self) -> QSize:
        width = 20 + self._theme.metrics(bold=True).horizontalAdvance(self.view.title)
        if self._badge():
            width += 8 + painting.badge_width(self._theme, self._badge(), self._tone())
        return QSize(width, self._theme.sizes.views)

    def _tone(self) -> str:
        return self.view.tone if self.view.count else "ne"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setFont(theme.font(bold=on))
        painter.setPen(theme.color("tx3" if not self.isEnabled() else "tx" if on else "tx2"))
        painter.drawText(self.rect().adjusted(10, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.view.title)
        if self._badge():
            x = 10 + theme.metrics(bold=on).horizontalAdvance(self.view.title) + 8
            painting.draw_badge(painter, theme, self._badge(), self._tone(), x, self.height() // 2)
        if on:
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.color("ac"))
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, self.rect())


_VIEWS_PAD = 16


class ViewsBar(QWidget):
    """Saved views as words with counts, the chosen one underlined; `right` takes buttons. Left and Right move."""

    chosen = Signal(str)  # key

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words: dict[str, _ViewWord] = {}
        self.current = ""
        self.setFixedHeight(theme.sizes.views)
        ground(self, "base")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(6, 0, 10, 0)
        self._row.setSpacing(0)
        self._row.addStretch(1)
        self.right = QHBoxLayout()
        self.right.setSpacing(6)
        self._row.addLayout(self.right)

    def set_views(self, views: Sequence[View]) -> None:
        """Shows these views; the chosen one stays chosen while it is among them."""
        if [view.key for view in views] != list(self._words):
            for word in self._words.values():
                self._row.removeWidget(word)
                word.deleteLater()
            self._words = {view.key: self._make(view, place) for place, view in enumerate(views)}
        for view in views:
            self._words[view.key].show_view(view)
        if self.current not in self._words and views:
            self.current = views[0].key
        self._check()
        self._fit()

    @property
    def views(self) -> list[View]:
        """The views shown, in order."""
        return [word.view for word in self._words.values()]

    def choose(self, key: str, *, tell: bool = True) -> None:
        """Makes a view the chosen one."""
        if key in self._words:
            self.current = key
            self._check()
            self._fit()
            if tell:
                self.chosen.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room the buttons lose their words, then the views their counts, then the last views go.

        The chosen view stays; Left and Right still come to those that are gone.
        """
        buttons = [
            widget
            for place in range(self.right.count())
            if (item := self.right.itemAt(place)) is not None and isinstance(widget := item.widget(), Button)
        ]
        words = list(self._words.values())

        def missing() -> int:
            widths = [widget.sizeHint().width() for widget in (*words, *buttons) if not widget.isHidden()]
            return sum(widths) + 6 * len(buttons) + _VIEWS_PAD - self.width()

        for button in buttons:
            button.set_bare(bare=False)
        for word in words:
            word.show()
            word.set_brief(brief=False)
        if missing() > 0:
            for button in buttons:
                button.set_bare(bare=True)
        if missing() > 0:
            for word in words:
                word.set_brief(brief=not word.isChecked())
        for word in reversed(words):
            if missing() > 0 and not word.isChecked():
                word.hide()

    def _make(self, view: View, place: int) -> _ViewWord:
        word = _ViewWord(self._theme, view, self)
        word.clicked.connect(lambda: self.choose(word.view.key))
        self._row.insertWidget(place, word)
        return word

    def _check(self) -> None:
        for key, word in self._words.items():
            word.setChecked(key == self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = list(self._words)
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is None or self.current not in keys:
            super().keyPressEvent(event)
            return
        place = (keys.index(self.current) + by) % len(keys)
        self.choose(keys[place])
        self._words[keys[place]].setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())


class ActCard(QAbstractButton):
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

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


@dataclass(frozen=True)
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
    """In place of the rows when filters leave none: the sentence and *Bỏ lọc*."""

    cleared = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 40, 12, 12)
        self.words = Words(theme, "", tone="tx2")
        ground(self, "base")
        self.button = button = Button(theme, "Bỏ lọc")
        button.clicked.connect(self.cleared)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_words(self, text: str) -> None:
        self.words.setText(text)


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
        if self.rect().contains(event.position().toPoint()):
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
