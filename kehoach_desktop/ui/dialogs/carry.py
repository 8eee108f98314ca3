"""Chép ra USB: where, what and with which password; then in words whether the stick may be pulled out. Writes nothing itself."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kehoach_desktop.domain.vietnamese import format_number, nfc, sort_key
from kehoach_desktop.errors import Cancelled, UserFacingError
from kehoach_desktop.ui.background import ProgressView
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Check, Choice, Radio
from kehoach_desktop.ui.widgets.labels import ElidedWords, Note, ShapeWords, Words
from kehoach_desktop.ui.widgets.panes import ground, rule

if TYPE_CHECKING:
    from kehoach_desktop.services.carrying import CarriedOut
    from kehoach_desktop.services.drives import Drive
    from kehoach_desktop.ui.file_acts import Chooser

TITLE = "Chép ra USB"
NOT_YET = "CHƯA được rút USB"
DONE = "Đã kiểm tra xong, rút USB được"
LABEL = "Chép ra USB"
_WRITING, _WELL, _FAILED = Shape("warning", "am", True), Shape("checkmark_circle", "gr", True), Shape("error_circle", "re", True)  # fmt: skip
_FORGOTTEN = (
    "Quên mật khẩu thì không ai mở được gói này, kể cả người hỗ trợ. Tệp trên máy này không bị khóa. "
    "Báo mật khẩu cho người nhận bằng đường khác, đừng để cùng USB."
)
_GIB, _MIB = 2**30, 2**20
_GROUNDS = 20


class CarryDialog(QDialog):
    """Non-modal. `writing_changed` tells whether the stick must not be pulled out now."""

    writing_changed = Signal(bool)
    carried = Signal(object)  # CarriedOut: read back and found whole

    def __init__(
        self, desk: Desk, chooser: "Chooser", show_outside: Callable[[Path], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        desk.theme.dress(self)
        self._desk, self._chooser, self._show_outside = desk, chooser, show_outside
        self.writing = False
        self._written: Path | None = None
        self._folders: list[tuple[str, Path]] = []
        self._looking = False
        self.setWindowTitle(TITLE)
        self._lay_out()
        self._wire()
        grow = max(1.0, desk.theme.sizes.line / 18)
        self.setMinimumSize(round(480 * grow), round(300 * grow))
        self.resize(round(600 * grow), round(430 * grow))

    # --- layout ---

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._make_choices())
        self.pages.addWidget(self._make_state())
        column.addWidget(self.pages, 1)
        self.note = Note(self._desk.theme, "", tone="re", icon="error_circle")
        self.note.hide()
        column.addWidget(self.note)
        column.addWidget(rule("line2"))
        column.addWidget(self._make_foot())

    def _make_choices(self) -> QWidget:
        theme = self._desk.theme
        page = ground(QWidget(), "base")
        grid = QGridLayout(page)
        grid.setContentsMargins(_GROUNDS, 16, _GROUNDS, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.place = Choice(theme)
        self.place.setPlaceholderText("Chưa thấy USB nào")
        self.place.setAccessibleName("Chép vào đâu")
        self.other_button = Button(theme, "Thư mục khác…")
        self.other_button.setToolTip("Chọn thư mục khác trên máy hoặc trên USB")
        self.whole = Radio(theme, "Cả cơ quan")
        self.part = Radio(theme, "Chỉ phần của một đơn vị")
        self.whole.setChecked(True)
        self.unit = Choice(theme)
        self.unit.setAccessibleName("Đơn vị nhận gói")
        self.unit.setPlaceholderText("Chọn đơn vị")
        self.part_words = Words(theme, "", role="small", tone="tx2", wrap=True)
        self.sealed = Check(theme, "Đặt mật khẩu")
        rows: tuple[tuple[str, QWidget, QWidget | None], ...] = (
            ("Chép vào", self.place, self.other_button), ("Chép gì", self.whole, None), ("", self.part, self.unit),
            ("", self.part_words, None), ("Bảo vệ", self.sealed, None), ("", self._make_password(), None),
        )  # fmt: skip
        for row, (label, first, second) in enumerate(rows):
            grid.addWidget(Words(theme, label, tone="tx2"), row, 0)
            grid.addWidget(first, row, 1, 1, 1 if second else 2)
            if second is not None:
                grid.addWidget(second, row, 2)
        grid.setRowStretch(len(rows), 1)
        return page

    def _make_password(self) -> QWidget:
        theme = self._desk.theme
        self.password_box = QWidget()
        column = QVBoxLayout(self.password_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.password, self.again = QLineEdit(), QLineEdit()
        line = QHBoxLayout()
        line.setSpacing(8)
        for field, words in ((self.password, "Mật khẩu, từ 12 chữ"), (self.again, "Gõ lại mật khẩu")):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            line.addWidget(field)
        self.shown = Check(theme, "Hiện chữ")
        line.addWidget(self.shown)
        column.addLayout(line)
        column.addWidget(Note(theme, _FORGOTTEN, tone="am"))
        self.password_box.hide()
        return self.password_box

    def _make_state(self) -> QWidget:
        theme = self._desk.theme
        page = ground(QWidget(), "base")
        column = QVBoxLayout(page)
        column.setContentsMargins(_GROUNDS, 24, _GROUNDS, 16)
        column.setSpacing(12)
        self.state = ShapeWords(theme, _WRITING, NOT_YET, role="page", bold=True)
        self.detail = Words(theme, "", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.left = Words(theme, "", role="small", tone="tx2")
        for part in (self.state, self.detail, self.bar, self.left):
            column.addWidget(part)
        column.addStretch(1)
        return page

    def _make_foot(self) -> QWidget:
        theme = self._desk.theme
        foot = ground(QWidget(), "win")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        self.words = ElidedWords(theme, "", role="small", tone="tx2")
        self.carry_button = Button(theme, "Chép", kind="primary", key="Ctrl+Enter")
        self.stop_button = Button(theme, "Dừng chép")
        self.folder_button = Button(theme, "Mở thư mục", icon="folder_open")
        self.close_button = Button(theme, "Đóng", key="Esc")
        row.addWidget(self.words, 1)
        for button in (self.carry_button, self.stop_button, self.folder_button, self.close_button):
            row.addWidget(button)
        return foot

    def _wire(self) -> None:
        self.other_button.clicked.connect(self._choose_other)
        self.part.toggled.connect(self._show_part)
        self.sealed.toggled.connect(self._show_password)
        self.shown.toggled.connect(self._show_letters)
        self.place.currentIndexChanged.connect(lambda _: self._enable())
        self.unit.currentIndexChanged.connect(lambda _: self._enable())
        self.carry_button.clicked.connect(self.carry)
        self.stop_button.clicked.connect(self._stop)
        self.folder_button.clicked.connect(lambda: self._written and self._show_outside(self._written))
        self.close_button.clicked.connect(self.close)
        self._desk.background.progressed.connect(self._show_progress)

    # --- choices ---

    def start(self, unit_id: str | None = None) -> None:
        """Shows the choices for the open file; looks for sticks."""
        if not self.writing:
            self._begin(unit_id)
        self.show()
        self.raise_()
        self.activateWindow()
        self.carry_button.setFocus() if self.writing else self.place.setFocus()

    def _begin(self, unit_id: str | None) -> None:
        units = [unit for unit in self._desk.workspace.dossier.units if not unit.is_group]
        self.unit.clear()
        for unit in sorted(units, key=lambda unit: sort_key(unit.name)):
            self.unit.addItem(unit.name, unit.id)
        self.unit.setCurrentIndex(self.unit.findData(unit_id) if unit_id else -1)
        self.part.setEnabled(bool(units))
        (self.part if unit_id else self.whole).setChecked(True)
        self._show_part(on=unit_id is not None)
        for field in (self.password, self.again):
            field.clear()
        self._written = None
        self._show_choices()
        self.look_for_sticks()

    def look_for_sticks(self) -> None:
        """Asks on the worker, for a reader without a card answers slowly."""
        if self.writing or self._looking:
            return
        self._looking = True

        def work(_: Any) -> "list[Drive]":
            from kehoach_desktop.services import drives

            return drives.plugged_in()

        self._desk.background.run(work, on_done=self._take_sticks)

    def _take_sticks(self, found: "list[Drive]") -> None:
        self._looking = False
        kept = self._folder()
        listed = [(f"USB {drive.label} · còn {_room(drive.free)}", drive.path) for drive in found]
        last = self._desk.settings.get("carry/folder")
        folders = [path for path in (kept, Path(last) if last else None) if path is not None and path.is_dir()]
        listed += [(str(path), path) for path in dict.fromkeys(folders) if path not in [place for _, place in listed]]
        if listed != self._folders:
            self._folders = listed
            self.place.blockSignals(True)
            self.place.clear()
            for words, path in listed:
                self.place.addItem(words, str(path))
            self.place.setCurrentIndex(max(0, self.place.findData(str(kept))) if listed else -1)
            self.place.blockSignals(False)
        self._enable()

    def _folder(self) -> Path | None:
        chosen = self.place.currentData()
        return Path(chosen) if chosen else None

    def _choose_other(self) -> None:
        start = self._folder() or Path.home()
        if chosen := self._chooser.folder("Chép vào thư mục", str(start)):
            self.show_folder(Path(chosen))

    def show_folder(self, folder: Path) -> None:
        """Takes a folder as the goal, beside the sticks."""
        if self.place.findData(str(folder)) < 0:
            self._folders.append((str(folder), folder))
            self.place.addItem(str(folder), str(folder))
        self.place.setCurrentIndex(self.place.findData(str(folder)))
        self._enable()

    def _show_part(self, on: bool) -> None:
        self.unit.setEnabled(on)
        self.part_words.setText(
            "Gói có cả kế hoạch nhưng chỉ nhiệm vụ, kết quả của đơn vị này; gộp lại không làm mất gì."
            if on
            else "Mọi kế hoạch, nhiệm vụ, kết quả và lịch sử sửa đổi. Phần đang gõ dở không chép theo."
        )
        self._enable()

    def _show_password(self, on: bool) -> None:
        self.password_box.setVisible(on)
        if on:
            self.password.setFocus()

    def _show_letters(self, on: bool) -> None:
        for field in (self.password, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _enable(self) -> None:
        unit_is_told = self.whole.isChecked() or self.unit.currentData() is not None
        self.carry_button.setEnabled(self._folder() is not None and unit_is_told)
        self.words.setText("" if self._folder() else "Cắm USB, hoặc chọn thư mục khác.")

    # --- carrying ---

    def carry(self) -> None:
        """Hands what was chosen to the worker; a fault is told here and in the status line."""
        folder = self._folder()
        if self.writing or folder is None or not self.carry_button.isEnabled():
            return
        password = nfc(self.password.text()) if self.sealed.isChecked() else None
        if password is not None and password != nfc(self.again.text()):
            self._refuse("Hai lần gõ mật khẩu không giống nhau. Gõ lại; đánh dấu Hiện chữ để nhìn.")
            self.again.setFocus()
            self.again.selectAll()
            return
        from kehoach_desktop.services import carrying

        self._desk.settings.set("carry/folder", str(folder))
        self._show_writing(folder)
        self._desk.workspace.perform(
            LABEL, carrying.carry_out, folder, unit_id=self.unit.currentData() if self.part.isChecked() else None,
            password=password, with_progress=True, on_done=self._done, on_error=self._failed,
        )  # fmt: skip

    def _show_writing(self, folder: Path) -> None:
        self._set_writing(on=True)
        self.note.hide()
        self.state.set_state(_WRITING, NOT_YET)
        self.detail.setText(f"Đang chép vào {folder}, rồi đọc lại từ USB để chắc là đã ghi đúng.")
        self.bar.setValue(0)
        self.bar.show()
        self.left.setText("")
        self.pages.setCurrentIndex(1)
        self._show_buttons()
        self.stop_button.setFocus()

    def _show_choices(self) -> None:
        self.note.hide()
        self.pages.setCurrentIndex(0)
        self._show_buttons()
        self._enable()

    def _show_buttons(self) -> None:
        choosing = self.pages.currentIndex() == 0
        self.carry_button.setVisible(choosing)
        self.stop_button.setVisible(self.writing)
        self.folder_button.setVisible(self._written is not None)
        if not choosing:
            self.words.setText("")

    def _set_writing(self, *, on: bool) -> None:
        self.writing = on
        self.writing_changed.emit(on)

    def _show_progress(self, view: ProgressView | None) -> None:
        if self.writing and view is not None and view.label == LABEL:
            self.bar.setValue(round(1000 * view.done / (view.total or 1)))
            self.left.setText("" if view.left_s is None else f"còn khoảng {max(1, round(view.left_s))} giây")

    def _done(self, carried: "CarriedOut") -> None:
        self._set_writing(on=False)
        self._written = carried.path
        self.state.set_state(_WELL, DONE)
        locked = " Gói có mật khẩu." if carried.sealed else ""
        self.detail.setText(f"{carried.path.name} ở {carried.path.parent}.{locked}")
        self.bar.hide()
        self.left.setText("")
        for field in (self.password, self.again):
            field.clear()
        self._show_buttons()
        self.close_button.setFocus()
        self.carried.emit(carried)

    def _failed(self, fault: UserFacingError) -> None:
        self._set_writing(on=False)
        self._show_choices()
        self._refuse("Đã dừng chép, trên USB không còn gì của lần này." if isinstance(fault, Cancelled) else str(fault))
        self.carry_button.setFocus()

    def _refuse(self, words: str) -> None:
        self.note.set_text(words)
        self.note.show()

    def _stop(self) -> None:
        self._desk.background.stop(LABEL)

    def may_leave(self) -> bool:
        """Asks when the stick is being written; leaving stops it and nothing stays there."""
        if not self.writing:
            return True
        left = self._desk.messages.confirm(
            NOT_YET, "Đang chép ra USB. Dừng thì trên USB không còn gì của lần này.", "Dừng chép", "Chép tiếp"
        )
        if left:
            self._stop()
        return left

    def leave_file(self) -> None:
        """Another file is open, or none: its choices are gone; what is being written is still written to the end."""
        if not self.writing:
            self.hide()

    # --- window ---

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow() and self.pages.currentIndex() == 0:
            self.look_for_sticks()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter carries from anywhere, Enter presses the button with the cursor only, F5 looks for sticks."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if control and self.pages.currentIndex() == 0:
                self.carry()
            elif isinstance(focus, QAbstractButton):
                focus.click()
            return
        if event.key() == Qt.Key.Key_F5:
            self.look_for_sticks()
            return
        super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc and the button."""
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_leave():
            self.hide()
            event.accept()
        else:
            event.ignore()


def _room(size: int) -> str:
    """Free space as people read it: “3,2 GB”, “640 MB”."""
    return f"{format_number(round(size / _GIB, 1))} GB" if size >= _GIB else f"{format_number(size // _MIB)} MB"
