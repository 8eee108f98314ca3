"""A unit's reports by period in the detail pane: the list, the line for a reason, and the acts that fit their state."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from kehoach_desktop.domain.records import SubmissionState, Unit
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.tabs.units.acts import UnitActs
from kehoach_desktop.ui.tabs.units.book import PeriodRow, Standing, UnitBook, standing
from kehoach_desktop.ui.tabs.units.columns import period_columns
from kehoach_desktop.ui.tabs.units.full_table import FullTable
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import Fold, ground
from kehoach_desktop.ui.widgets.row_menu import RowAct, offer_menu

# Acts that fit a report's state, the likeliest first; the first of a missing or waiting report is the primary one.
_ACTS: dict[Standing, tuple[str, ...]] = {
    Standing.NOT_OPEN: ("receive", "form"),
    Standing.MISSING: ("remind", "receive", "form"),
    Standing.SENT: ("approve", "return", "form"),
    Standing.RETURNED: ("receive", "approve", "form"),
    Standing.APPROVED: ("return", "form"),
}
_PRIMARY = {"remind", "approve"}
_WORDS = {
    "receive": "Ghi nhận nộp",
    "form": "Xuất phiếu",
    "remind": "In công văn đôn đốc",
    "approve": "Duyệt",
    "return": "Trả lại đơn vị…",
}
_IN_MENU = {"receive", "approve", "return"}  # the others stand there for themselves
_NIL_FITS = {Standing.NOT_OPEN, Standing.MISSING, Standing.RETURNED}


class ReasonLine(QWidget):
    """Asks why a report goes back; Enter returns it, Esc gives up."""

    committed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "ams")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(Words(theme, "Lý do trả lại"))
        self.field = QLineEdit()
        self.field.setAccessibleName("Lý do trả lại")
        self.field.installEventFilter(self)
        row.addWidget(self.field, 1)
        button = Button(theme, "Trả lại")
        button.clicked.connect(lambda: self.committed.emit(self.field.text()))
        row.addWidget(button)
        self.hide()

    def open(self) -> None:
        """Shows the line with the cursor in it."""
        self.field.clear()
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.committed.emit(self.field.text())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
        return super().eventFilter(watched, event)


class ReportsPart(Fold):
    """The fold "Báo cáo theo kỳ"; `acts_changed` says that other buttons fit the period now current."""

    acts_changed = Signal()
    export_requested = Signal(str)  # form id

    def __init__(self, desk: Desk, acts: UnitActs, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "Báo cáo theo kỳ", parent=parent)
        self._acts = acts
        self._unit: Unit | None = None
        self._book: UnitBook | None = None
        self.model: RowsModel[PeriodRow] = RowsModel(period_columns(desk.workspace.today), parent=self)
        self.table = FullTable(desk.theme, "unit-periods", desk.settings)
        self.table.setAccessibleName("Báo cáo theo kỳ của đơn vị")
        self.table.set_model(self.model)
        self.reason = ReasonLine(desk.theme)
        self.nil = Button(desk.theme, "Không phát sinh", kind="link", small=True, tip="Ghi: kỳ này không phát sinh")
        self.head.right.addWidget(self.nil)
        self.body.addWidget(self.table)
        self.body.addWidget(self.reason)
        self.nil.clicked.connect(self._nil)
        self.reason.committed.connect(self._return)
        self.model.edit_requested.connect(self._edit_day)
        self.table.delete_requested.connect(self._forget)
        self.table.current_record_changed.connect(lambda _: self._current_changed())
        offer_menu(self.table, lambda _: self._row_acts())

    def show_unit(self, unit: Unit, book: UnitBook) -> None:
        """The reports of a unit; another unit begins at the period in force."""
        other = self._unit is None or self._unit.id != unit.id or self._book is None or self._book.period != book.period
        self._unit, self._book = unit, book
        self.model.set_columns(period_columns(book.today))  # the sample is looked at on its own day
        self.model.set_records(book.periods_of(unit))
        self.table.fit()
        if other:
            self.reason.hide()
            self.table.select_record(book.period.id)
        self._current_changed()

    @property
    def row(self) -> PeriodRow | None:
        """The period the acts are about."""
        record = self.table.current_record()
        return record if isinstance(record, PeriodRow) else None

    @property
    def standing(self) -> Standing:
        if self.row is None or self._book is None:
            return Standing.NOT_OPEN
        return standing(self.row.submission, self.row.window, self._book.today)

    def fitting(self) -> list[tuple[str, str, Literal["primary", "normal"]]]:
        """Key, words and look of the acts that fit now."""
        return [
            (key, _WORDS[key], "primary" if place == 0 and key in _PRIMARY else "normal")
            for place, key in enumerate(_ACTS[self.standing])
        ]

    def _row_acts(self) -> list[RowAct]:
        """The menu of a period: what the buttons do, and what else its keys do."""
        acts: list[RowAct] = [(words, lambda _, key=key: self.act(key)) for key, words, _ in self.fitting()]
        if self.standing in _NIL_FITS:
            acts.append(("Không phát sinh", lambda _: self._nil()))
        acts.append(("Sửa ngày nộp\tF2", self._edit_cell))
        if self.row is not None and self.row.submission is not None:
            acts.append(("Bỏ ghi nhận\tDel", self._forget))
        return acts

    def _edit_cell(self, row: PeriodRow) -> None:
        index = self.model.index(self.model.row_of(row.id), self.model.column_index("received"))
        self.table.setCurrentIndex(index)
        self.table.edit(index)

    def acts_here(self) -> dict[str, Callable[[], object]]:
        """What can be done to the report of the period now current, by the key of the menu's line."""
        acts: dict[str, Callable[[], object]] = {
            key: partial(self.act, key) for key in _ACTS[self.standing] if key in _IN_MENU
        }
        return acts | ({"nil": self._nil} if self.standing in _NIL_FITS else {})

    def act(self, key: str) -> None:
        """Does one of the acts."""
        match key:
            case "receive":
                self._submit(SubmissionState.SENT, is_nil=False)
            case "approve":
                self._submit(SubmissionState.APPROVED)
            case "return":
                self.reason.open()
            case "remind":
                self.export_requested.emit("don-doc")
            case "form":
                self.export_requested.emit("phieu-don-vi")
            case _:
                raise KeyError(key)

    def _current_changed(self) -> None:
        self.nil.setVisible(self.standing in _NIL_FITS)
        self.acts_changed.emit()

    def _submit(self, state: SubmissionState, *, is_nil: bool | None = None, note: str | None = None) -> None:
        if self._unit is not None and self.row is not None:
            self._acts.submit(self._unit, self.row.id, state, is_nil=is_nil, note=note)

    def _nil(self) -> None:
        self._submit(SubmissionState.APPROVED, is_nil=True)

    def _return(self, reason: str) -> None:
        self.reason.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._submit(SubmissionState.RETURNED, note=reason)

    def _edit_day(self, row: PeriodRow, column: str, text: str) -> None:
        """A day typed into "Nộp"; a report that was not there yet has come with it, an emptied day is as if it never came."""
        if self._unit is None:
            return
        if not text.strip():
            self.model.drop_draft(row.id, column)
            self._forget(row)
            return
        known = row.submission.state if row.submission else SubmissionState.NOT_SENT
        state = SubmissionState.SENT if known is SubmissionState.NOT_SENT else known

        def refused(fault: UserFacingError) -> None:
            self.model.refuse(row.id, column, str(fault))

        self._acts.submit(self._unit, row.id, state, received_on=text, on_error=refused)

    def _forget(self, row: PeriodRow) -> None:
        if row.submission is not None:
            self._acts.forget_submission(row.submission.id)
