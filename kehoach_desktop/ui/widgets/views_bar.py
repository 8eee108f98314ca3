"""The saved views over a table as words with counts, and buttons at the right; where it is narrow they give way to a menu."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.panes import ground


@frozen
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
        width = 20 + self._theme.advance(self.view.title, bold=True)
        if badge := self._badge():
            width += 8 + painting.badge_width(self._theme, badge, self._tone())
        return QSize(width, self._theme.sizes.views)

    def _tone(self) -> str:
        return self.view.tone if self.view.count else "ne"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setFont(theme.font(bold=on))
        painter.setPen(theme.color("tx3" if not self.isEnabled() else "tx" if on else "tx2"))
        painter.drawText(self.rect().adjusted(10, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.view.title)
        if badge := self._badge():
            x = 10 + theme.advance(self.view.title, bold=on) + 8
            painting.draw_badge(painter, theme, badge, self._tone(), x, self.height() // 2)
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
        self.more = Button(theme, "Khác", kind="flat", menu_arrow=True, tip="Khung nhìn khác", parent=self)
        self.more.clicked.connect(self._more_menu)
        self.more.hide()
        self._row.addWidget(self.more)
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

        The chosen view stays; those that are gone stand in a menu, and Left and Right still come to them.
        """
        buttons = [
            widget
            for place in range(self.right.count())
            if (item := self.right.itemAt(place)) is not None and isinstance(widget := item.widget(), Button)
        ]
        words = list(self._words.values())

        def missing() -> int:
            widths = [widget.sizeHint().width() for widget in (*words, self.more, *buttons) if not widget.isHidden()]
            return sum(widths) + 6 * len(buttons) + _VIEWS_PAD - self.width()

        self.more.hide()
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
        self.more.setVisible(missing() > 0 and len(words) > 1)
        for word in reversed(words):
            if missing() > 0 and not word.isChecked():
                word.hide()
        self._row.activate()  # nobody sees the old places with the new words

    def _more_menu(self) -> None:
        """The views that found no room."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for word in self._words.values():
            if word.isHidden():
                count = "" if word.view.count is None else f" ({format_number(word.view.count)})"
                action = menu.addAction(word.view.title.replace("&", "&&") + count)
                action.triggered.connect(lambda _=False, key=word.view.key: self.choose(key))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

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
