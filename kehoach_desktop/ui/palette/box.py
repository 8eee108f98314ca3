"""The palette on screen: a field and the best lines under it; the cursor never leaves the field. Decides nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
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

from kehoach_desktop.ui.palette.entries import Entry, Finder
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.fields import SearchField
from kehoach_desktop.ui.widgets.labels import Words

Index = QModelIndex | QPersistentModelIndex
WIDTH = 430  # at 100 %
_ENTRY = Qt.ItemDataRole.UserRole
_FIRST_RECORD = Qt.ItemDataRole.UserRole + 1
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}
_BAR, _LEFT, _RIGHT = 3, 12, 10


class _Line(QStyledItemDelegate):
    """Icon, words, where it belongs and its shortcut; a line above the first record."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(100, self._theme.sizes.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry):
            return
        theme, rect = self._theme, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("sel" if on else "base"))
        if index.data(_FIRST_RECORD):
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, theme.color("line2"))
        if on:
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), theme.color("ac"))
        left = rect.left() + _LEFT
        painting.draw_icon(painter, theme, entry.icon, QPoint(left, rect.center().y() - 7), "tx")
        left += painting.ICON + 8
        right = self._paint_right(painter, rect, entry)
        painter.setFont(theme.font())
        painter.setPen(theme.color("tx"))
        words = theme.metrics().elidedText(entry.title, Qt.TextElideMode.ElideRight, right - left - 8)
        painter.drawText(QRect(left, rect.top(), right - left, rect.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _paint_right(self, painter: QPainter, rect: QRect, entry: Entry) -> int:
        """Shortcut and note; returns where they begin."""
        theme, x = self._theme, rect.right() - _RIGHT
        if entry.key:
            x -= painting.key_cap_width(theme, entry.key)
            painting.draw_key_cap(painter, theme, entry.key, x, rect.center().y())
            x -= 8
        x -= theme.advance(entry.note, "small")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        painter.drawText(QRect(x, rect.top(), rect.width(), rect.height()), Qt.AlignmentFlag.AlignVCenter, entry.note)
        return x


class _Field(SearchField):
    focus_lost = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.focus_lost.emit()


class Palette(QFrame):
    """Opens under a widget of the window and gives the focus back when it closes. `jump_wished` carries a Jump."""

    jump_wished = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._finder: Finder | None = None
        self._before: QWidget | None = None
        self.setObjectName("palette")
        self.setAccessibleName("Bảng lệnh")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.field = _Field(theme, "Gõ lệnh, tên nhiệm vụ, đơn vị, chỉ tiêu")
        self.list = QListWidget()
        self.list.setAccessibleName("Kết quả")
        self.list.setItemDelegate(_Line(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = Words(theme, "Không có lệnh hay bản ghi nào khớp.", tone="tx2")
        self.nothing.setContentsMargins(_LEFT, 8, _RIGHT, 8)
        for widget in (self.field, self.list, self.nothing):
            column.addWidget(widget)
        self.field.searched.connect(self._show_found)
        self.field.left.connect(self.leave)
        self.field.focus_lost.connect(self.hide)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda item: self._run(item.data(_ENTRY)))
        self.hide()

    # --- opening and leaving ---

    def open_under(self, widget: QWidget, finder: Finder) -> None:
        """Shows the first commands under a widget, in the middle of the window."""
        window = self.parentWidget()
        if window is None:
            return
        if not self.isVisible():
            self._before = window.focusWidget()
        self._finder = finder
        width = min(round(WIDTH * max(1.0, self._theme.sizes.line / 18)), window.width() - 16)
        top = widget.mapTo(window, QPoint(0, widget.height())).y()
        self.setFixedWidth(width)
        self.move((window.width() - width) // 2, top)
        self.field.clear()
        self._show_found("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Esc: away, and the focus where it was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shown(self) -> Sequence[Entry]:
        """The lines in sight."""
        return [self.list.item(row).data(_ENTRY) for row in range(self.list.count())]

    # --- finding and running ---

    def _show_found(self, text: str) -> None:
        if self._finder is None:
            return
        found = self._finder.find(text)
        self.list.clear()
        for place, entry in enumerate(found):
            item = QListWidgetItem(entry.title)
            spoken = ", ".join(part for part in (entry.title, entry.note, entry.key) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(entry.title)
            item.setData(_ENTRY, entry)
            item.setData(_FIRST_RECORD, entry.is_record and place > 0 and not found[place - 1].is_record)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if found else -1)
        self.list.setFixedHeight(len(found) * self._theme.sizes.row)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.adjustSize()
        self._say_current()

    def _say_current(self) -> None:
        """A reader of the screen follows the field, so the field tells the chosen line."""
        item = self.list.currentItem()
        spoken = item.data(Qt.ItemDataRole.AccessibleTextRole) if item is not None else self.nothing.text()
        self.field.setAccessibleDescription(spoken)

    def _move(self, by: int) -> None:
        count = self.list.count()
        if count:
            row = self.list.currentRow() + by
            self.list.setCurrentRow(row % count if abs(by) == 1 else max(0, min(row, count - 1)))
            self._say_current()

    def _run(self, entry: object) -> None:
        if not isinstance(entry, Entry):
            return
        self.leave()
        act: Callable[[], object] | Jump = entry.wish
        if isinstance(act, Jump):
            self.jump_wished.emit(act)
        else:
            act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS:
                self._move(_STEPS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                self._run(item.data(_ENTRY) if item is not None else None)
                return True
            if key == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("base"))
        painter.setPen(QPen(self._theme.color("ctl"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
