"""On the page of files: a file is damaged, here are its newest copies. Sends the wish, goes back to none itself."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Note

if TYPE_CHECKING:
    from kehoach_desktop.services.backups import Backup


class Rescue(QWidget):
    """A note with a button for each copy, newest first, and one for all of them."""

    chosen = Signal(object, object)  # Path, Backup
    all_wished = Signal(object)  # Path

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._path = Path()
        self.note = Note(theme, "", tone="re", icon="error_circle")
        self.buttons: list[Button] = []
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 6, 0, 0)
        self._row.setSpacing(8)
        self.all_button = Button(theme, "Mọi bản…", kind="link")
        self.all_button.clicked.connect(lambda: self.all_wished.emit(self._path))
        self._row.addWidget(self.all_button)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.note)
        column.addLayout(self._row)
        self.hide()

    def offer(self, path: Path, backups: "Sequence[Backup]", today: date) -> None:
        """Shows the copies; the newest has the focus."""
        from kehoach_desktop.ui.dialogs.restore import day_words

        self._path = path
        for button in self.buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        which = f"một trong {len(backups)} bản sao lưu" if len(backups) > 1 else "bản sao lưu"
        self.note.set_text(f"{path.name} hỏng từ lần chép trước. Chọn {which} để khôi phục; tệp hỏng được giữ lại.")
        self.buttons = []
        for place, backup in enumerate(backups):
            button = Button(self._theme, f"{backup.at:%H:%M}, {day_words(backup.at, today)}", tip=_tip(backup))
            button.clicked.connect(lambda _=False, backup=backup: self.chosen.emit(self._path, backup))
            self._row.insertWidget(place, button)
            self.buttons.append(button)
        self.show()
        if self.buttons:
            self.buttons[0].setFocus()


def _tip(backup: "Backup") -> str:
    why = f", {backup.why}" if backup.why else ""
    return f"Khôi phục bản lúc {backup.at:%H:%M} ngày {backup.at.day}/{backup.at.month}/{backup.at.year}{why}"
