"""The window of the first start: five steps at the left, one in sight, and the file made at the end. It writes nothing itself."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services.first_setup import FirstSetup, OfficeFacts
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.panes import ground, rule, scrolling
from kehoach_desktop.ui.wizard.letterhead_step import LetterheadStep
from kehoach_desktop.ui.wizard.office_step import OfficeStep
from kehoach_desktop.ui.wizard.place_step import PlaceStep
from kehoach_desktop.ui.wizard.side import StepList
from kehoach_desktop.ui.wizard.signers_step import SignersStep
from kehoach_desktop.ui.wizard.step import Step
from kehoach_desktop.ui.wizard.units_step import UnitsStep

if TYPE_CHECKING:
    from kehoach_desktop.ui.file_acts import Chooser

_WIDTH, _HEIGHT = 930, 571  # the window's content; with its title bar 602
_TITLES = ("Cơ quan", "Tiêu đề văn bản", "Người ký", "Đơn vị", "Nơi sao lưu")
_LATER = "Khoảng ba phút. Sau này sửa được ở Công cụ."
_BACKUPS = "Sao lưu"


def fit_to_screen(dialog: QDialog, width: int, height: int) -> None:
    """Gives a dialog its drawn size, grown with the font and kept on the screen."""
    screen = dialog.screen() or QGuiApplication.primaryScreen()
    free = screen.availableGeometry().size() - QSize(24, 64)
    dialog.resize(QSize(width, height).boundedTo(free))
    dialog.setMinimumSize(QSize(720, 400).boundedTo(free))


class SetupWizard(QDialog):
    """`wish` after it closed: "made", "open" (another file), "sample", or "" for leaving it be."""

    def __init__(self, desk: Desk, folder: Path, chooser: "Chooser", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        desk.theme.dress(self)
        self._desk = desk
        self.wish = ""
        self._making = False
        self.setWindowTitle("Thiết lập lần đầu")
        theme = desk.theme
        self.office = OfficeStep(theme)
        self.letterhead = LetterheadStep(theme)
        self.signers = SignersStep(theme)
        self.units = UnitsStep(theme)
        self.place = PlaceStep(theme, chooser, folder=folder, backups=self._backups(), author=desk.workspace.author)
        self.steps: tuple[Step, ...] = (self.office, self.letterhead, self.signers, self.units, self.place)
        self._lay_out()
        self._connect()
        grow = max(1.0, theme.sizes.line / 18)
        fit_to_screen(self, round(_WIDTH * grow), round(_HEIGHT * grow))
        self._show(0)

    def _backups(self) -> Path:
        from kehoach_desktop.services import machine

        kept = self._desk.settings.get("backup/folder")
        return Path(kept) if kept else machine.data_folder() / _BACKUPS

    def _lay_out(self) -> None:
        self.side = StepList(self._desk.theme, _TITLES, _LATER)
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(scrolling(step))
        line = QFrame()
        line.setProperty("role", "upright")
        line.setFixedWidth(1)
        body = QHBoxLayout()
        body.setSpacing(0)
        for part in (self.side, line, self.stack):
            body.addWidget(part, 1 if part is self.stack else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(rule("line2"))
        column.addWidget(self._make_foot())

    def _make_foot(self) -> QWidget:
        theme = self._desk.theme
        foot = ground(QWidget(), "win")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        self.open_button = Button(theme, "Mở tệp đã có…", kind="flat")
        self.sample_button = Button(theme, "Xem kế hoạch mẫu", kind="flat")
        self.skip_button = Button(theme, "Bỏ qua bước này", kind="flat")
        self.finish_button = Button(theme, "Tạo tệp ngay", kind="flat", tip="Tạo tệp ngay, các bước sau theo mặc định")
        self.back_button = Button(theme, "Quay lại", key="Alt+Trái", show_key=False)
        self.next_button = Button(theme, "Tiếp tục", kind="primary", key="Enter")
        self.leave_button = Button(theme, "Thoát", key="Esc")
        for button in (self.open_button, self.sample_button, self.skip_button, self.finish_button):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.back_button, self.next_button, self.leave_button):
            row.addWidget(button)
        foot.setFixedHeight(theme.sizes.dialog_foot + 6)
        return foot

    def _connect(self) -> None:
        self.side.chosen.connect(self.go_to)
        self.open_button.clicked.connect(lambda: self._wish("open"))
        self.sample_button.clicked.connect(lambda: self._wish("sample"))
        self.skip_button.clicked.connect(self.skip)
        self.finish_button.clicked.connect(self.make)
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_on)
        self.leave_button.clicked.connect(self.reject)
        self.office.advanced.connect(self.go_on)
        self.office.left.connect(self.reject)
        self.next_button.setDefault(True)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back)
        for number in range(1, len(self.steps) + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda number=number: self.go_to(number - 1))

    # --- moving ---

    @property
    def current(self) -> int:
        """The place of the step in sight, from 0."""
        return self.stack.currentIndex()

    @property
    def step(self) -> Step:
        return self.steps[self.current]

    def _show(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        first, last = place == 0, place == len(self.steps) - 1
        step = self.steps[place]
        step.enter(self.office_facts())
        if last:
            named = sum(bool(signer.name.strip()) for signer in self.signers.signers())
            self.place.summarise(self.office_facts(), named, len(self._units()))
        self.side.show_place(place, max(place, 0))
        for button in (self.open_button, self.sample_button):
            button.setVisible(first)
        for button in (self.skip_button, self.finish_button):
            button.setVisible(not first and not last)
        self.back_button.setEnabled(not first)
        self._name_next()
        step.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_next(self) -> None:
        self.next_button.setText("Tạo tệp" if self.step is self.place else "Tiếp tục")
        self.next_button.updateGeometry()

    def go_to(self, place: int) -> None:
        """Shows a step; nothing is shown after the first one until there is an office."""
        if self.step is self.units:
            self.units.leave()
        if place > 0 and not self._passes(self.office):
            return
        self._show(place)

    def _passes(self, step: Step) -> bool:
        """Whether a step has no fault; it is brought into sight and tells its fault otherwise."""
        fault = step.fault()
        if fault is None:
            return True
        if self.step is not step:
            self._show(self.steps.index(step))
        step.show_fault(fault)
        self._reveal(step)
        return False

    def _reveal(self, step: Step) -> None:
        """A told fault is brought into sight."""
        area = self.stack.currentWidget()
        if area is not None:
            area.ensureWidgetVisible(step.note)  # pyright: ignore[reportAttributeAccessIssue]

    def go_on(self) -> None:
        """Enter: the next step, or the file at the last one."""
        if self.step is self.units:
            self.units.leave()
        if self.current == len(self.steps) - 1:
            self.make()
        elif self._passes(self.step):
            self.go_to(self.current + 1)

    def go_back(self) -> None:
        """The step before."""
        if self.current > 0:
            self.go_to(self.current - 1)

    def skip(self) -> None:
        """The step's defaults, and on."""
        self.step.reset()
        self.go_on()

    # --- the answer ---

    def office_facts(self) -> OfficeFacts:
        """The office as far as it is known."""
        facts = self.office.facts() or OfficeFacts("")
        return replace(
            facts, drafting_unit=self.letterhead.drafting_unit() or None, sixth_clear=self.letterhead.sixth_clear()
        )

    def _units(self) -> tuple[str, ...]:
        self.units.enter(self.office_facts())
        return self.units.units()

    def setup(self) -> FirstSetup:
        """Everything answered; what was skipped has its default."""
        return FirstSetup(self.office_facts(), self.signers.signers(), self._units(), self.place.author_name())

    def make(self) -> None:
        """Has the file made on the worker; the window closes when it is open, and tells the fault when it is not."""
        if self._making or not self._passes(self.office):
            return
        self.place.enter(self.office_facts())
        if not self._passes(self.place):
            return
        self._making = True
        self._show_making()
        workspace, author = self._desk.workspace, self.place.author_name()
        if author and author != workspace.author:
            workspace.set_author(author)
        workspace.opened.connect(self._made)
        workspace.set_up(self.place.path(), self.setup(), on_error=self._refused)

    def _show_making(self) -> None:
        for button in (self.next_button, self.finish_button, self.back_button, self.leave_button):
            button.setEnabled(not self._making)
        self.back_button.setEnabled(not self._making and self.current > 0)
        if self._making:
            self.next_button.setText("Đang tạo tệp…")
        else:
            self._name_next()

    def _made(self) -> None:
        self._desk.workspace.opened.disconnect(self._made)
        settings = self._desk.settings
        settings.set("backup/folder", str(self.place.backup_folder()))
        settings.set("files/folder", str(self.place.path().parent))
        self._making = False
        self.wish = "made"
        self.accept()

    def _refused(self, fault: UserFacingError) -> None:
        self._desk.workspace.opened.disconnect(self._made)
        self._making = False
        if self.step is not self.place:
            self._show(self.steps.index(self.place))
        self._show_making()
        self.place.show_fault(fault)
        self._reveal(self.place)

    # --- leaving ---

    def _wish(self, wish: str) -> None:
        if self._may_leave():
            self.wish = wish
            super().reject()

    def _may_leave(self) -> bool:
        """Asks only when something was typed or chosen."""
        if not any(step.touched for step in self.steps):
            return True
        return self._desk.messages.confirm(
            "Bỏ phần đã thiết lập?", "Chưa có tệp nào được tạo; những gì đã chọn và gõ ở đây sẽ mất.", "Bỏ", "Làm tiếp"
        )

    def reject(self) -> None:
        if not self._making and self._may_leave():
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button with the cursor, and goes on from anywhere else."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            plain = isinstance(focus, QAbstractButton) and not focus.isCheckable()
            if plain and isinstance(focus, QAbstractButton) and focus.isEnabled():
                focus.click()
            else:
                self.go_on()
            return
        super().keyPressEvent(event)
