"""Cài đặt: typeface of papers, looks, name, places. A choice is told at once and nothing waits for a button; keeps nothing itself."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Choice, Radio
from kehoach_desktop.ui.widgets.labels import ElidedWords, Words
from kehoach_desktop.ui.widgets.panes import ground, rule, scrolling

if TYPE_CHECKING:
    from kehoach_desktop.services.typeface import Typeface

TITLE = "Cài đặt"
_THEMES = {"system": "Theo hệ thống", "light": "Sáng", "dark": "Tối"}
_TIMES, _BUNDLED = "times", "bundled"
_SERIFS = {_TIMES: "Times New Roman của máy này", _BUNDLED: "Liberation Serif đi kèm chương trình"}
_NEARS = (95, 90, 85, 80, 75, 70)  # per cent of a mark
_WIDTH = 620


class SettingsDialog(QDialog):
    """Shows what is chosen now; whoever hears the signals keeps the choice and carries it out."""

    theme_chosen = Signal(str)  # system, light, dark
    serif_chosen = Signal(str)  # times, bundled
    near_chosen = Signal(int)  # per cent of its mark from which a figure is "gần đạt"
    author_wished = Signal()
    backup_folder_wished = Signal()
    folder_opened = Signal(object)  # Path

    def __init__(self, desk: Desk, backup_place: Callable[[], Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        desk.theme.dress(self)
        self._desk = desk
        self._backup_place = backup_place
        self.setWindowTitle(TITLE)
        self._lay_out()
        self._show_places()
        self._ask_typeface()
        self.resize(self.sizeHint().expandedTo(self.minimumSize()))

    def _lay_out(self) -> None:
        theme = self._desk.theme
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(24, 18, 24, 18)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(Words(theme, TITLE, role="page", bold=True), 0, 0, 1, 3)
        self._add_serif()
        self._add_theme()
        self._add_near()
        self.author = self._add_line("Người làm việc", "Đổi…", self._change_author)
        self.backups = self._add_line("Nơi sao lưu", "Đổi…", self._change_backups)
        self.folder = self._add_line("Tệp của chương trình", "Mở", lambda: self.folder_opened.emit(self._own_folder()))
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        area = scrolling(content)
        grow = max(1.0, theme.sizes.line / 18)
        area.setMinimumWidth(max(content.sizeHint().width() + 18, round(_WIDTH * grow)))
        area.setMinimumHeight(min(content.sizeHint().height(), round(320 * grow)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(rule("line2"))
        foot = ground(QWidget(), "win")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(Words(theme, "Chọn là có hiệu lực ngay.", role="small", tone="tx2"))
        row.addStretch(1)
        self.close_button = Button(theme, "Đóng", key="Esc")
        self.close_button.clicked.connect(self.accept)
        row.addWidget(self.close_button)
        column.addWidget(foot)

    def _label(self, text: str) -> int:
        """A new row with its label, on the line of what stands first in it; returns the row."""
        row, theme = self._grid.rowCount(), self._desk.theme
        words = Words(theme, text, tone="tx2")
        words.setMinimumHeight(theme.sizes.small_field)
        self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add_serif(self) -> None:
        from kehoach_desktop.services import typeface

        theme, there = self._desk.theme, typeface.times_folder() is not None
        row = self._label("Chữ của văn bản")
        chosen = self._desk.settings.get("paper/serif") or _TIMES
        self.serifs = {key: Radio(theme, words) for key, words in _SERIFS.items()}
        self.serifs[_TIMES].setEnabled(there)
        if not there:
            self.serifs[_TIMES].setText(f"{_SERIFS[_TIMES]} (máy chưa có)")
        self.serifs[chosen if there and chosen in self.serifs else _BUNDLED].setChecked(True)
        group = QButtonGroup(self)
        for key, radio in self.serifs.items():
            group.addButton(radio)
            radio.clicked.connect(lambda _=False, key=key: self._choose_serif(key))
        column = QVBoxLayout()
        column.setSpacing(4)
        for radio in self.serifs.values():
            column.addWidget(radio)
        self.in_use = Words(theme, "", role="small", tone="tx2", wrap=True)
        told = "Dùng cho tệp PDF, bản in và chữ văn bản trên màn hình. Tệp Word, Excel luôn ghi tên Times New Roman."
        column.addWidget(self.in_use)
        column.addWidget(Words(theme, told, role="small", tone="tx2", wrap=True))
        column.addSpacing(8)
        self._grid.addLayout(column, row, 1, 1, 2)

    def _add_theme(self) -> None:
        theme = self._desk.theme
        row = self._label("Nền")
        self.themes = {key: Radio(theme, words) for key, words in _THEMES.items()}
        self.themes[theme.choice].setChecked(True)
        group = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(16)
        for key, radio in self.themes.items():
            group.addButton(radio)
            radio.clicked.connect(lambda _=False, key=key: self.theme_chosen.emit(key))
            line.addWidget(radio)
        line.addStretch(1)
        self._grid.addLayout(line, row, 1, 1, 2)

    def _add_near(self) -> None:
        theme, now = self._desk.theme, self._desk.settings.get("indicators/near")
        row = self._label("Chỉ tiêu gần đạt")
        self.near = Choice(theme)
        for percent in sorted({*_NEARS, now}, reverse=True):
            self.near.addItem(f"từ {percent} % mức", percent)
        self.near.setCurrentIndex(self.near.findData(now))
        self.near.setAccessibleName("Chỉ tiêu gần đạt từ bao nhiêu phần trăm mức")
        self.near.activated.connect(lambda _: self.near_chosen.emit(self.near.currentData()))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.near)
        line.addWidget(Words(theme, "Chỉ trên màn hình, không in ra giấy.", role="small", tone="tx2"), 1)
        self._grid.addLayout(line, row, 1, 1, 2)

    def _add_line(self, label: str, act: str, do: Callable[[], None]) -> ElidedWords:
        row = self._label(label)
        words = ElidedWords(self._desk.theme, "")
        button = Button(self._desk.theme, act)
        button.setAccessibleName(f"{label}: {act}")
        button.clicked.connect(do)
        self._grid.addWidget(words, row, 1)
        self._grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignRight)
        return words

    # --- what is chosen ---

    def _show_places(self) -> None:
        self.author.setText(self._desk.workspace.author)
        self.backups.setText(str(self._backup_place()))
        self.folder.setText(str(self._own_folder()))

    def _own_folder(self) -> Path:
        from kehoach_desktop.services import machine

        return machine.data_folder()

    def _change_author(self) -> None:
        self.author_wished.emit()
        self._show_places()

    def _change_backups(self) -> None:
        self.backup_folder_wished.emit()
        self._show_places()

    def _choose_serif(self, key: str) -> None:
        self.serif_chosen.emit(key)
        self._ask_typeface()

    def _ask_typeface(self) -> None:
        """What is printed with now; its files are read on the worker."""

        def work(_: object) -> "Typeface":
            from kehoach_desktop.services import typeface

            return typeface.in_use()

        def show(found: "Typeface") -> None:
            if Shiboken.isValid(self):
                where = "đi kèm chương trình" if found.is_bundled else f"đọc ở {found.folder}"
                self.in_use.setText(f"Đang dùng {found.family}, {where}.")

        self._desk.background.run(work, on_done=show)
