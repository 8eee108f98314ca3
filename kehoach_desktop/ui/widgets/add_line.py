"""A line over a table in which the name of a new record is typed; Enter adds and stays for the next one. Stores nothing."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.marking import mark_bad
from kehoach_desktop.ui.widgets.panes import ground


class AddLine(QWidget):
    """Hidden until `open`; `committed` carries the typed name, `left` says that Esc was pressed."""

    committed = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, label: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        ground(self, "acs")
        self.setFixedHeight(theme.sizes.chips)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(Words(theme, label))
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(label)
        self.field.installEventFilter(self)
        row.addWidget(self.field, 1)
        add = Button(theme, "Thêm", key="Enter")
        add.clicked.connect(self._commit)
        close = Button(theme, kind="flat", icon="dismiss", tip="Đóng", key="Esc")
        close.clicked.connect(self._leave)
        row.addWidget(add)
        row.addWidget(close)
        self.hide()

    def open(self) -> None:
        """Shows the line with the cursor in it."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def unfinished(self) -> str:
        """What stands in the open line and is not added."""
        return "" if self.isHidden() else self.field.text().strip()

    def accept(self) -> None:
        """The name was taken: ready for another one."""
        self._mark(reason="")
        self.field.clear()

    def refuse(self, reason: str) -> None:
        """The name was not taken; it stays, marked, with the reason."""
        self._mark(reason=reason)
        self.field.setFocus()

    def _mark(self, *, reason: str) -> None:
        mark_bad(self.field, reason)
        self.field.setToolTip(reason)

    def _commit(self) -> None:
        if self.field.text().strip():
            self.committed.emit(self.field.text())

    def _leave(self) -> None:
        self.accept()
        self.hide()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._commit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
