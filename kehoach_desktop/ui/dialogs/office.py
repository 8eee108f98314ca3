"""Changing the office, its letterhead and its signers after the first start: the same steps, kept as one named step."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services import first_setup
from kehoach_desktop.services.first_setup import OfficeFacts
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.panes import ground, rule, scrolling
from kehoach_desktop.ui.wizard.letterhead_step import LetterheadStep
from kehoach_desktop.ui.wizard.office_step import OfficeStep
from kehoach_desktop.ui.wizard.side import StepList
from kehoach_desktop.ui.wizard.signers_step import SignersStep
from kehoach_desktop.ui.wizard.step import Step
from kehoach_desktop.ui.wizard.window import fit_to_screen

_TITLES = ("Cơ quan", "Tiêu đề văn bản", "Người ký")
_LINE = "Ghi vào tệp thành một bước, hoàn tác được."


class OfficeDialog(QDialog):
    """Shows what the open file has; Ghi writes what differs and closes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        desk.theme.dress(self)
        self._desk = desk
        theme, dossier = desk.theme, desk.workspace.dossier
        self.setWindowTitle("Cơ quan và người ký")
        self.office = OfficeStep(theme, pictured=False)
        self.letterhead = LetterheadStep(theme)
        self.signers = SignersStep(theme)
        facts = first_setup.facts_of(dossier.office)
        self.office.show_facts(facts)
        self.letterhead.show_facts(facts)
        self.signers.show_signers(first_setup.signer_facts_of(dossier.signers))
        self.steps: tuple[Step, ...] = (self.office, self.letterhead, self.signers)
        self._lay_out()
        grow = max(1.0, theme.sizes.line / 18)
        fit_to_screen(self, round(930 * grow), round(500 * grow))
        self.go_to(0)

    def _lay_out(self) -> None:
        self.side = StepList(self._desk.theme, _TITLES, _LINE)
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
        self.side.chosen.connect(self.go_to)
        self.office.left.connect(self.reject)
        for number in range(1, len(self.steps) + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, lambda number=number: self.go_to(number - 1))

    def _make_foot(self) -> QWidget:
        theme = self._desk.theme
        foot = ground(QWidget(), "win")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addStretch(1)
        self.keep_button = Button(theme, "Ghi", kind="primary", key="Enter")
        self.leave_button = Button(theme, "Bỏ", key="Esc")
        self.keep_button.setDefault(True)
        self.keep_button.setEnabled(not self._desk.workspace.read_only)
        self.keep_button.clicked.connect(self.keep)
        self.leave_button.clicked.connect(self.reject)
        row.addWidget(self.keep_button)
        row.addWidget(self.leave_button)
        foot.setFixedHeight(theme.sizes.dialog_foot + 6)
        return foot

    def go_to(self, place: int) -> None:
        """Shows one of the three pages."""
        self.stack.setCurrentIndex(place)
        self.steps[place].enter(self.facts())
        self.side.show_place(place, 0)
        self.steps[place].first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def facts(self) -> OfficeFacts:
        """The office as it stands in the fields."""
        facts = self.office.facts() or OfficeFacts("")
        drafter = self.letterhead.drafting_unit() or None
        return replace(facts, drafting_unit=drafter, sixth_clear=self.letterhead.sixth_clear())

    def keep(self) -> None:
        """Writes what is in the fields; a fault is told in its place."""
        fault = self.office.fault()
        if fault is not None:
            self._tell(fault)
            return
        if not self.keep_button.isEnabled():
            return
        self._desk.workspace.perform(
            "Ghi cơ quan và người ký", first_setup.update_office, self.facts(), self.signers.signers(),
            on_done=lambda _: self.accept(), on_error=self._tell,
        )  # fmt: skip

    def _tell(self, fault: UserFacingError) -> None:
        self.go_to(0)
        self.office.show_fault(fault)

    def reject(self) -> None:
        """Asks only when something was typed or chosen."""
        changed = any(step.touched for step in self.steps)
        if not changed or self._desk.messages.confirm(
            "Bỏ phần vừa sửa?", "Cơ quan và người ký trong tệp vẫn như trước.", "Bỏ", "Sửa tiếp"
        ):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button with the cursor, and keeps from anywhere else."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QAbstractButton) and not focus.isCheckable() and focus.isEnabled():
                focus.click()
            else:
                self.keep()
            return
        super().keyPressEvent(event)
