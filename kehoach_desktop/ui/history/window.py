"""The history: steps by day, newest first and page by page; right the step that is chosen. Wires its parts, decides no rule."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from kehoach_desktop.domain.fields import KIND_LABELS
from kehoach_desktop.domain.history import ChangeKind, StepKind
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.services import history
from kehoach_desktop.services.history import Page, StepDetails, StepLine
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.history.chips import FilterChips, Offer
from kehoach_desktop.ui.history.columns import day_of, step_columns
from kehoach_desktop.ui.history.past_window import PastWindow, details_of
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.key_acts import COPY
from kehoach_desktop.ui.widgets.row_menu import KeyLine, offer_menu

_KEYS = (("Enter", "đến bản ghi"), ("Ctrl+C", "chép bước"), ("Ctrl+F", "tìm"), ("F4", "chi tiết"))
_NEAR_END = 600  # pixels left to scroll when the next page is read
_HINT = "Hoàn tác tạo một bước mới, không xóa lịch sử"
_REVERSIBLE = (StepKind.EDIT, StepKind.IMPORT)  # when it is not the last one
_NOT_REVERSIBLE = "Bước gộp, bước hoàn tác và bước đã hoàn tác thì không hoàn tác riêng được"


class HistoryWindow(PastWindow[StepLine]):
    """`record_requested` carries the RecordName somebody wants to see in its tab."""

    record_requested = Signal(object)
    restore_requested = Signal(str)  # id of a step that deleted records
    sheet_requested = Signal(object)  # Search: what it finds is wanted as an Excel file

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "Lịch sử", _KEYS, step_columns(), key="history", spoken="Các bước", search="Tìm bước, bản ghi, giá trị",
            parent=parent,
        )  # fmt: skip
        self._page: Page | None = None
        self._lines: list[StepLine] = []
        self._reading = False
        self.chips = FilterChips(self.theme)
        self.tools.addWidget(self.chips)
        self.table.head.setSectionsClickable(False)  # always by time: sorting what is read so far would mislead
        self.undo_button = Button(self.theme, "Hoàn tác bước này", icon="arrow_undo")
        self.restore_button = Button(self.theme, "Khôi phục", icon="archive", tip="Khôi phục những gì bước này đã xóa")
        self.sheet_button = Button(
            self.theme, "Xuất Excel", icon="arrow_download", tip="Ghi các bước đang tìm thành tệp Excel", key="Ctrl+E",
            show_key=False,
        )  # fmt: skip
        self.head_acts.addWidget(self.sheet_button)
        self.acts.addWidget(self.restore_button)
        self.acts.addWidget(self.undo_button)
        self._wire()
        self.say(_HINT)

    def _wire(self) -> None:
        self.search.returnPressed.connect(self._search_now)
        self.chips.changed.connect(self.reload)
        self.table.current_record_changed.connect(self._row_changed)
        self.table.record_opened.connect(self._open)
        offer_menu(
            self.table,
            (
                ("Đến bản ghi\tEnter", self._open),
                KeyLine("Chép bước", COPY),
                ("Chép kèm tên cột", self._copy_with_heads),
            ),
        )
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._read_on())
        self.pane.record_requested.connect(self.record_requested)
        self.pane.step_requested.connect(self._go_to_step)
        self.undo_button.clicked.connect(self._undo)
        self.restore_button.clicked.connect(self._ask_restore)
        self.sheet_button.clicked.connect(self._ask_sheet)

    # --- opening ---

    def show_all(self) -> None:
        """The whole history."""
        self.search.clear()
        self.chips.set_record(None)
        self._open_anew()

    def show_record(self, kind: str, record_id: str, words: str = "") -> None:
        """The history of one record and its parts."""
        self.search.clear()
        self.chips.set_record((kind, record_id), words or KIND_LABELS.get(kind, kind))
        self._open_anew()

    def _open_anew(self) -> None:
        self.show_title()
        self.reload()
        self.table.setFocus()

    # --- reading ---

    def reload(self) -> None:
        """Reads the first page again; the step that was chosen stays chosen."""
        asked, workspace = self.begin_reading(), self.desk.workspace
        if not workspace.is_open:
            return
        self.chips.offer = Offer(workspace.today, self.chips.offer.authors)
        wanted = self.chips.search(self.search.text())
        label = "Tìm trong lịch sử" if wanted.text else "Đọc lịch sử"

        def read(office_file: Any) -> tuple[Page, Any]:
            return history.first_page(office_file, wanted), history.totals(office_file)

        self.ask(read, lambda found: self._take(asked, *found), label)

    def _take(self, asked: int, page: Page, totals: Any) -> None:
        if asked != self.asked:
            return
        self.chips.offer = Offer(self.desk.workspace.today, totals.authors)
        machines = f"{totals.machines} máy" if totals.machines > 1 else "một máy"
        self.facts.setText(f"{format_number(totals.steps)} bước, {machines}")
        self._page, self._lines, self._reading = page, list(page.lines), False
        self._show_lines()
        self._show_step(self.table.current_record())

    def _show_lines(self) -> None:
        bar = self.table.verticalScrollBar()
        kept = bar.value()
        today = self.desk.workspace.today
        self.model.set_groups(lambda line: day_of(line, today))
        self.show_rows(self._lines, "Không có bước nào khớp điều đang tìm.")
        bar.setValue(kept)

    def _read_on(self) -> None:
        """The next page, when the end of what was read comes near."""
        bar, page = self.table.verticalScrollBar(), self._page
        if self._reading or page is None or page.rest is None or bar.maximum() - bar.value() > _NEAR_END:
            return
        self._reading, rest, asked = True, page.rest, self.asked

        def take(following: Page) -> None:
            if asked != self.asked:
                return
            self._page, self._reading = following, False
            self._lines += following.lines
            self._show_lines()

        self.ask(lambda office_file: history.next_page(office_file, rest), take, "Đọc lịch sử")

    # --- one step ---

    def _row_changed(self, line: StepLine | None) -> None:
        """Told a moment late, so often of the step in sight: that one is not read again, with its button off meanwhile."""
        details = self.pane.details
        if details is not None and details.line == line:
            self._show_acts(details)
        else:
            self._show_step(line)

    def _show_step(self, line: StepLine | None) -> None:
        self._show_acts(None)
        if line is None:
            self.pane.show_details(None)
            return

        def shown(details: StepDetails) -> None:
            current = self.table.current_record()
            if current is None or current.id == line.id:
                self._show_details(details)

        self.ask(lambda office_file: history.step_details(office_file, line), shown)

    def _show_details(self, details: StepDetails) -> None:
        self.pane.show_details(details)
        self._show_acts(details)

    def _show_acts(self, details: StepDetails | None) -> None:
        """Undo, for the last step as everywhere, for an older one as a new step; what a merge deleted can be restored."""
        workspace = self.desk.workspace
        last = details is not None and details.line.id == workspace.undo_step_id
        older = details is not None and details.line.step.kind in _REVERSIBLE and not details.line.undone
        gone = details is not None and any(
            record.kind is ChangeKind.DELETE and not record.name.exists for record in details.records
        )
        self.undo_button.setEnabled((last or older) and not workspace.read_only)
        self.undo_button.set_tip("Hoàn tác bước này" if last or older else _NOT_REVERSIBLE, "Ctrl+Z" if last else "")
        self.restore_button.setVisible(gone and not last and not workspace.read_only)

    def _go_to_step(self, step_id: str) -> None:
        """A step of a field's life: its row where it is read already, else the step alone."""
        if self.table.select_record(step_id):
            self.table.setFocus()
            return

        def found(details: StepDetails | None) -> None:
            if details is not None:
                self._show_details(details)

        self.ask(lambda office_file: details_of(office_file, step_id), found)

    # --- acts ---

    def _open(self, line: StepLine) -> None:
        if line.subject is None or line.subject.tab is None:
            self.say("Bản ghi của bước này không còn, hoặc không có chỗ để xem riêng.", "am")
            return
        self.record_requested.emit(line.subject)

    def _undo(self) -> None:
        details, workspace = self.pane.details, self.desk.workspace
        if details is None or details.line.id == workspace.undo_step_id:
            workspace.undo()
        else:
            workspace.perform(
                "Hoàn tác bước", history.undo_older, details.line.id, on_error=lambda fault: self.say(str(fault), "re")
            )

    def _ask_restore(self) -> None:
        if self.pane.details is not None:
            self.restore_requested.emit(self.pane.details.line.id)

    def _ask_sheet(self) -> None:
        """What is looked for, all of it and not only the pages read so far."""
        self.sheet_requested.emit(self.chips.search(self.search.text()))

    def _search_now(self) -> None:
        self.reload()
        self.table.setFocus()

    @property
    def is_narrowed(self) -> bool:
        return super().is_narrowed or self.chips.is_set

    def clear(self) -> None:
        self.chips.clear()
        super().clear()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sheet_button.set_bare(bare=self.is_narrow)

    def stops(self) -> list[QWidget]:
        return [self.table, self.pane.heads[0] if self.pane.heads else self.pane.life, self.search]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Undo):
            self.desk.workspace.undo()
        elif control and event.key() == Qt.Key.Key_E:
            self._ask_sheet()
        else:
            super().keyPressEvent(event)
