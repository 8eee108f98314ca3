"""Names as chips that flow over several lines, with a last one to add more; knows no record."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QLineEdit, QSizePolicy, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Chip

_GAP = 6


class FlowLayout(QLayout):
    """Places its items from left to right and goes on in the next line, as words do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Adds a widget before the item at a place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(QSize(min(item.minimumSize().width(), 80), item.minimumSize().height()))
        return size

    def _lay(self, rect: QRect, *, place: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, line = rect.x(), y + line + _GAP, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
            x, line = x + width + _GAP, max(line, hint.height())
        return y + line - rect.y()


class ChipField(QWidget):
    """Chips with a cross; "Thêm" opens a line to type in (`typed`), or asks for a list (`add_clicked`)."""

    removed = Signal(str)
    clicked = Signal(str)
    added = Signal(str)
    add_clicked = Signal(QPoint)

    def __init__(self, theme: Theme, name: str, *, typed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name, self._typed = theme, name, typed
        self._chips: dict[str, Chip] = {}
        self._refused = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self)
        self.field = QLineEdit()
        self.field.setAccessibleName(f"{name}: thêm")
        self.field.setFixedWidth(150)
        self.field.installEventFilter(self)
        self.field.hide()
        self.add_chip = Chip(theme, "Thêm", on=False, removable=False, dashed=True, icon="add")
        self.add_chip.setAccessibleName(f"Thêm {name.lower()}")
        self.add_chip.clicked.connect(self._add)
        self._flow.addWidget(self.field)
        self._flow.addWidget(self.add_chip)

    @property
    def chips(self) -> dict[str, Chip]:
        """The chips by key."""
        return dict(self._chips)

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Shows these (key, words), in this order."""
        if [(key, chip.accessibleName()) for key, chip in self._chips.items()] == list(chips):
            return
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for place, (key, words) in enumerate(chips):
            chip = Chip(self._theme, words, on=False)
            chip.setToolTip(f"{words} (Del để bỏ)")
            chip.removed.connect(lambda key=key: self.removed.emit(key))
            chip.clicked.connect(lambda _=False, key=key: self.clicked.emit(key))
            self._flow.insert_widget(place, chip)
            chip.show()
            self._chips[key] = chip
        self.updateGeometry()

    def refuse(self, text: str, reason: str) -> None:
        """The typed name was not taken: it stands in the field again."""
        self._open()
        self.field.setText(text)
        self.field.setToolTip(reason)
        self._refused = text

    def _add(self) -> None:
        if self._typed:
            self._open()
        else:
            self.add_clicked.emit(self.add_chip.mapToGlobal(QPoint(0, self.add_chip.height())))

    def _open(self) -> None:
        self._refused = ""
        self.field.setToolTip("")
        self.field.clear()
        self.field.show()
        self.add_chip.hide()
        self.field.setFocus()
        self.updateGeometry()

    def close_field(self) -> None:
        """Puts "Thêm" back."""
        self.field.hide()
        self.add_chip.show()
        self.updateGeometry()

    def _take(self) -> None:
        text = self.field.text().strip()
        self.close_field()
        if text:
            self.added.emit(text)

    def _left(self, reason: Qt.FocusReason) -> None:
        """Takes what was typed when the person goes on elsewhere in the window; a refused name just waits."""
        away = reason in (
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if away and self.field.isVisible() and self.field.text() != self._refused:
            self._take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                self.add_chip.setFocus()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_field()
                self.add_chip.setFocus()
                return True
        if watched is self.field and isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            self._left(event.reason())
        return super().eventFilter(watched, event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(200, self._flow.heightForWidth(max(self.width(), 100)))
