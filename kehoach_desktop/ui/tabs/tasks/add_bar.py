"""The line in which new tasks are typed, one after another, each into the section chosen; stores nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Choice
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground


class AddBar(QWidget):
    """Enter sends the words, Esc shuts the line."""

    typed = Signal(str, object)  # words; section id or None
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "acs")
        self.setFixedHeight(theme.sizes.chips + 4)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(Words(theme, "Nhiệm vụ mới", tone="ac", bold=True))
        self.section = Choice(theme)
        self.section.setAccessibleName("Mục của nhiệm vụ mới")
        self.section.setFixedWidth(round(200 * max(1.0, theme.sizes.line / 18)))
        self.field = QLineEdit()
        self.field.setAccessibleName("Nội dung nhiệm vụ mới")
        self.field.setPlaceholderText("Gõ nội dung, Enter để thêm, Esc để thôi")
        self.add_button = Button(theme, "Thêm", key="Enter")
        row.addWidget(self.section)
        row.addWidget(self.field, 1)
        row.addWidget(self.add_button)
        self.field.returnPressed.connect(self._send)
        self.add_button.clicked.connect(self._send)
        self.hide()

    def open_for(self, sections: Sequence[tuple[str, str]], current: str | None) -> None:
        """Shows the line with these sections (id, title), one of them chosen."""
        self.section.clear()
        for key, title in sections:
            self.section.addItem(title, key)
        self.section.addItem("Chưa xếp vào mục nào", None)
        place = self.section.findData(current)
        self.section.setCurrentIndex(max(place, 0))
        self.show()
        self.field.setFocus()

    def _send(self) -> None:
        text = " ".join(self.field.text().split())
        if text:
            self.typed.emit(text, self.section.currentData())

    def unfinished(self) -> str:
        """What stands in the open line and is not added."""
        return "" if self.isHidden() else self.field.text().strip()

    def taken(self) -> None:
        """The task is there; the line is ready for the next."""
        self.field.clear()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)
