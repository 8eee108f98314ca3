"""A small list that opens under a button or cell, searched without accents; one choice, or ticks. Knows no record."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.ui.models.choices import Choosable
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.fields import SearchField

Index = QModelIndex | QPersistentModelIndex
_WIDTH, _ROWS = 320, 9
_VALUE = Qt.ItemDataRole.UserRole
_NOTE = Qt.ItemDataRole.UserRole + 1
_HAY = Qt.ItemDataRole.UserRole + 2
_FIELD_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS}


class _Line(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject, *, ticks: bool) -> None:
        super().__init__(parent)
        self._theme, self._ticks = theme, ticks

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(100, self._theme.sizes.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.color("sel" if on else "base"))
        left = rect.left() + 10
        if self._ticks:
            box = QRect(left, rect.center().y() - 7, 16, 16)
            painting.draw_check_box(painter, theme, box, Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)))
            left += 24
        note = index.data(_NOTE) or ""
        small = theme.metrics("small")
        room = rect.right() - 10 - left - (small.horizontalAdvance(note) + 8 if note else 0)
        painter.setFont(theme.font())
        painter.setPen(theme.color("tx"))
        words = theme.metrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, rect.top(), room + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -10, 0), flags, note)
        painter.restore()


class Picker(QFrame):
    """`picked` carries the one value chosen with Enter or a click; with `ticks`, `ticked` carries all at every change.

    The cursor stays in the field: up and down move the choice, Enter takes it, Esc closes.
    """

    picked = Signal(str)
    ticked = Signal(list)
    closed = Signal()

    def __init__(
        self, theme: Theme, name: str, lines: Sequence[Choosable], chosen: Iterable[str] = (), *, ticks: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme, self._ticks = theme, ticks
        self._make: Callable[[str], Choosable | None] | None = None
        self._typed: QListWidgetItem | None = None  # the line of what stands in the field
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picker")
        self.setAccessibleName(name)
        self.setProperty("ground", "base")
        self.setFrameShape(QFrame.Shape.Box)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(6)
        self.field = SearchField(theme, name)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setItemDelegate(_Line(theme, self.list, ticks=ticks))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self._fill(lines, set(chosen))
        self.field.searched.connect(self._narrow)
        self.field.left.connect(self.close)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        rows = min(max(len(lines), 2), _ROWS)
        self.list.setFixedHeight(rows * theme.sizes.row + 2)
        self.setFixedWidth(round(_WIDTH * max(1.0, theme.sizes.line / 18)))

    def _fill(self, lines: Sequence[Choosable], chosen: set[str]) -> None:
        """What is ticked already stands on top."""
        for line in sorted(lines, key=lambda line: line.value not in chosen) if self._ticks else lines:
            item = self._item(line, on=line.value in chosen)
            self.list.addItem(item)
            if line.value in chosen and self.list.currentRow() < 0:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _item(self, line: Choosable, *, on: bool = False) -> QListWidgetItem:
        item = QListWidgetItem(line.label)
        item.setData(_VALUE, line.value)
        item.setData(_NOTE, line.note)
        item.setData(_HAY, fold(f"{line.label} {line.also}"))
        item.setToolTip(line.label)
        if self._ticks:
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        return item

    def take_typed(self, make: Callable[[str], Choosable | None], hint: str) -> None:
        """What is typed may be a choice of its own, which then stands first; `hint` says what can be typed."""
        self._make = make
        self.field.setPlaceholderText(hint)

    def open_at(self, at: QPoint) -> None:
        """Shows the list with its corner at a point of the screen, moved to stay on it."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        free = screen.availableGeometry()
        self.move(
            max(free.left(), min(at.x(), free.right() - self.width())),
            max(free.top(), min(at.y(), free.bottom() - self.height())),
        )
        self.show()
        self.field.setFocus()

    def values(self) -> list[str]:
        """The ticked values, in the list's order."""
        items = (self.list.item(i) for i in range(self.list.count()))
        return [item.data(_VALUE) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _narrow(self, text: str) -> None:
        self._offer_typed(text)
        words = fold(text).split()
        first = -1
        for i in range(self.list.count()):
            item = self.list.item(i)
            hidden = item is not self._typed and not all(word in item.data(_HAY) for word in words)
            item.setHidden(hidden)
            if not hidden and first < 0:
                first = i
        self.list.setCurrentRow(first)

    def _offer_typed(self, text: str) -> None:
        """The line of what is typed; that of earlier words goes, unless it was ticked."""
        line = self._make(text) if self._make is not None and text else None
        old, self._typed = self._typed, None
        if old is not None and old.checkState() is not Qt.CheckState.Checked:
            self.list.takeItem(self.list.row(old))
        if line is None:
            return
        items = (self.list.item(i) for i in range(self.list.count()))
        self._typed = next((item for item in items if item.data(_VALUE) == line.value), None)
        if self._typed is None:
            self._typed = self._item(line)
            self.list.insertItem(0, self._typed)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None or item.isHidden():
            return
        if self._ticks:
            on = item.checkState() is not Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.setCurrentItem(item)
            self.ticked.emit(self.values())
        else:
            value = item.data(_VALUE)
            self.close()
            self.picked.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _FIELD_KEYS:
                self._move(_FIELD_KEYS[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        shown = [i for i in range(self.list.count()) if not self.list.item(i).isHidden()]
        if shown:
            here = shown.index(self.list.currentRow()) if self.list.currentRow() in shown else 0
            self.list.setCurrentRow(shown[max(0, min(here + by, len(shown) - 1))])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()
