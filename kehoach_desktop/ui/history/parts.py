"""Parts of the step's pane: a record's link, a field's head, the life of a field. They know the theme and no file."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kehoach_desktop.domain.vietnamese import format_date, upper_first
from kehoach_desktop.services.history import FieldEdit, Moment
from kehoach_desktop.services.record_words import RecordName
from kehoach_desktop.ui.history.columns import UNDONE
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.old_new import EMPTY
from kehoach_desktop.ui.widgets.painted_button import PaintedButton

Index = QModelIndex | QPersistentModelIndex
_PAD, _BAR = 14, 3
_LIFE_ROWS = 8


class LinkLine(PaintedButton):
    """A record's name as a link, cut with "…" where it is narrow; grey words where there is nowhere to go."""

    def __init__(self, theme: Theme, name: RecordName, what: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, f"{name.whole} ({what})" if what else name.whole
        self.setText(self._words)
        self.setAccessibleName(self._words)
        self.setToolTip(self._words)
        self.setEnabled(name.tab is not None)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if self.isEnabled() else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if self.isEnabled():
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(60, max(self._theme.sizes.line + 8, 24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter, metrics = QPainter(self), self._theme.metrics()
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 2)
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.color("ac" if self.isEnabled() else "tx"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
        if self.isEnabled():
            foot = (self.height() + metrics.height()) // 2 - 1
            painter.drawLine(0, foot, metrics.horizontalAdvance(words), foot)
        if self.hasFocus():
            painting.draw_focus_ring(painter, self._theme, self.rect())


class FieldHead(PaintedButton):
    """A field's name; pressing it shows every value the field has had."""

    def __init__(self, theme: Theme, edit: FieldEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(upper_first(edit.label))
        self.setAccessibleName(f"{self.text()}: xem các lần sửa")
        self.setToolTip("Xem các lần sửa ô này")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.advance(self.text(), bold=True) + 26, max(self._theme.sizes.line + 6, 24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, painter = self._theme, QPainter(self)
        font = theme.font(bold=True)
        painter.setFont(font)
        painter.setPen(theme.color("ac" if self.isChecked() or self.underMouse() else "tx"))
        room = self.width() - 26
        words = theme.metrics(bold=True).elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 2)
        painter.drawText(self.rect().adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        if self.isChecked():
            x = theme.advance(words, bold=True) + 8
            painting.draw_icon(painter, theme, "clock", QPoint(x, (self.height() - painting.ICON) // 2), "ac")
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, self.rect())


class _LifeLine(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: "LifeList") -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(100, self._theme.sizes.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        moment = self._view.moments[index.row()]
        theme, rect = self._theme, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.fillRect(rect, theme.color("sel" if state & QStyle.StateFlag.State_Selected else "base"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        small, body = theme.metrics("small"), theme.metrics()
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        author = small.elidedText(moment.author, Qt.TextElideMode.ElideRight, inner.width() // 3)
        when, right = self._view.when(moment), small.horizontalAdvance(author) + 8
        left = body.horizontalAdvance("00/00/0000 00:00") + 12
        painter.setFont(theme.font())
        painter.setPen(theme.color("tx2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, when)
        painter.setFont(theme.font(italic=not moment.text, struck=moment.undone))
        painter.setPen(theme.color("tx" if moment.text else "tx2"))
        words = body.elidedText(_life_words(moment), Qt.TextElideMode.ElideRight, inner.width() - left - right)
        painter.drawText(inner.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, author)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), theme.color("ac"))
        painter.restore()


def _life_words(moment: Moment) -> str:
    return "bản ghi bị xóa" if moment.gone else " ".join(moment.text.split()) or EMPTY


class LifeList(QListWidget):
    """Every value a field has had, newest first; Enter or a double click leads to the step."""

    step_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.moments: Sequence[Moment] = ()
        self.setItemDelegate(_LifeLine(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _: self._ask())

    @staticmethod
    def when(moment: Moment) -> str:
        return f"{format_date(moment.at.date())} {moment.at:%H:%M}"

    def show_life(self, moments: Sequence[Moment], step_id: str) -> None:
        """Shows the values; that of the step looked at is chosen."""
        self.moments = moments
        self.clear()
        for moment in moments:
            item = QListWidgetItem(_life_words(moment))
            state = f", {UNDONE}" if moment.undone else ""
            spoken = f"{self.when(moment)}, {moment.author}: {_life_words(moment)}{state}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(_life_words(moment))
            self.addItem(item)
        here = next((row for row, moment in enumerate(moments) if moment.step_id == step_id), 0)
        self.setCurrentRow(here)
        rows = max(1, min(len(moments), _LIFE_ROWS))
        self.setFixedHeight(rows * self._theme.sizes.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """No jumping by letters: Unikey rewrites them while they are typed."""

    def _ask(self) -> None:
        if 0 <= self.currentRow() < len(self.moments):
            self.step_requested.emit(self.moments[self.currentRow()].step_id)
