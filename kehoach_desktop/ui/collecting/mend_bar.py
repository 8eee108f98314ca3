"""The bar under the cells in which one cell is typed anew; it sends the text and judges nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kehoach_desktop.ui.collecting.cell_list import CellRow, Part
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.labels import ElidedWords, Words
from kehoach_desktop.ui.widgets.panes import ground

_FIELD_WIDTH, _LONGEST_FIELD = 180, 420


class MendBar(QWidget):
    """`mended` carries cell and text; `left` says that the focus goes back to the cells."""

    mended = Signal(str, str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "win")
        self._theme = theme
        self.row: CellRow | None = None
        self.setFixedHeight(theme.sizes.field + 12)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(8)
        self.name = Words(theme, "", bold=True)
        self.field = _Field()
        self.field.setFixedHeight(theme.sizes.field)
        self.note = ElidedWords(theme, "", role="small", tone="tx2")
        for part in (self.name, self.field):
            line.addWidget(part)
        line.addWidget(self.note, 1)
        self.field.returnPressed.connect(self._take)
        self.field.escaped.connect(self._leave)

    def show_row(self, row: CellRow | None, author: str) -> None:
        """Offers a cell to be typed anew; None shows that there is none."""
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self.name.setText(f"Ô {row.cell}")
        self.field.setAccessibleName(f"Giá trị của ô {row.cell}")
        self.field.setText(row.new)
        self.field.setCursorPosition(0)
        self.field.setFixedWidth(self._width_for(row.new))
        if row.part is Part.REFUSED:
            self.note.setText(row.remark)
            self.note.set_tone("re")
        else:
            self.note.setText(f"Sửa ở đây được ghi là do {author} sửa, giữ giá trị gốc trong lịch sử")
            self.note.set_tone("tx2")

    def _width_for(self, text: str) -> int:
        """So much that usual words are seen whole, and never so much that the note has no place."""
        grow = max(1.0, self._theme.sizes.line / 18)
        wanted = self._theme.advance(text) + 32
        return round(min(max(wanted, _FIELD_WIDTH * grow), _LONGEST_FIELD * grow))

    def start(self) -> None:
        """F2: into the field, the whole text chosen."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _take(self) -> None:
        if self.row is not None:
            self.mended.emit(self.row.cell, self.field.text())

    def _leave(self) -> None:
        if self.row is not None:
            self.field.setText(self.row.new)
        self.left.emit()


class _Field(QLineEdit):
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
