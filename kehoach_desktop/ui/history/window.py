"""The history: steps by day, newest first and page by page; right the step that is chosen. Wires its parts, decides no rule."""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop.domain.fields import KIND_LABELS
from kehoach_desktop.domain.history import ChangeKind
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.services import history
from kehoach_desktop.services.history import Moment, Page, StepDetails, StepLine
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.history.chips import FilterChips, Offer
from kehoach_desktop.ui.history.columns import day_of, step_columns
from kehoach_desktop.ui.history.pane import StepPane
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.side_window import SideWindow
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.panes import NoHits, Splitter, ground
from kehoach_desktop.ui.widgets.table import Table

_KEYS = (("Enter", "đến bản ghi"), ("Ctrl+C", "chép bước"), ("Ctrl+F", "tìm"), ("F4", "chi tiết"))
_PANE_WIDTH = 470
_SEARCH_MS = 250
_NEAR_END = 600  # pixels left to scroll when the next page is read
_HINT = "Hoàn tác tạo một bước mới, không xóa lịch sử"


class HistoryWindow(SideWindow):
    """`record_requested` carries the RecordName somebody wants to see in its tab."""

    record_requested = Signal(object)
    restore_requested = Signal(str)  # id of a step that deleted records

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Lịch sử", _KEYS, search="Tìm bước, bản ghi", parent=parent)
        self._asked = 0
        self._page: Page | None = None
        self._lines: list[StepLine] = []
        self._reading = False
        self._make_parts()
        self._wire()
        self.say(_HINT)

    # --- building ---

    def _make_parts(self) -> None:
        theme = self.theme
        self.chips = FilterChips(theme)
        self.tools.addWidget(self.chips)
        self.model: RowsModel[StepLine] = RowsModel(step_columns(), search_text=lambda _: "", parent=self)
        self.table = Table(theme, "history", self.desk.settings, two_lines=True)
        self.table.setAccessibleName("Các bước")
        self.table.head.setSectionsClickable(False)  # always by time: sorting what is read so far would mislead
        self.table.set_model(self.model)
        self.nothing = NoHits(theme)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.nothing)
        left = ground(QWidget(), "base")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows)
        left.setMinimumWidth(360)
        self.pane = StepPane(theme)
        self.splitter = Splitter(self.desk.settings, "history", last_width=_PANE_WIDTH)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.pane)
        self.side = self.pane
        self.body.addWidget(self.splitter)
        self.undo_button = Button(theme, "Hoàn tác bước này", icon="arrow_undo")
        self.restore_button = Button(theme, "Khôi phục", icon="archive", tip="Khôi phục những gì bước này đã xóa")
        self.acts.addWidget(self.restore_button)
        self.acts.addWidget(self.undo_button)

    def _wire(self) -> None:
        self._search_soon = QTimer(self, interval=_SEARCH_MS, singleShot=True)
        self._search_soon.timeout.connect(self.reload)
        self.search.searched.connect(lambda _: self._search_soon.start())
        self.search.returnPressed.connect(self._search_now)
        self.chips.changed.connect(self.reload)
        self.nothing.cleared.connect(self._clear)
        self.table.current_record_changed.connect(self._show_step)
        self.table.record_opened.connect(self._open)
        self.table.escaped.connect(self._escape)
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._read_on())
        self.pane.record_requested.connect(self.record_requested)
        self.pane.life_requested.connect(self._ask_life)
        self.pane.step_requested.connect(self._go_to_step)
        self.undo_button.clicked.connect(self.desk.workspace.undo)
        self.restore_button.clicked.connect(self._ask_restore)
        workspace = self.desk.workspace
        workspace.dossier_changed.connect(self._file_changed)
        self.theme.changed.connect(self.table.viewport().update)

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

    def _file_changed(self, _: object) -> None:
        if not self.desk.workspace.is_open:
            self.close()
        elif self.isVisible():
            self.reload()

    # --- reading ---

    def reload(self) -> None:
        """Reads the first page again; the step that was chosen stays chosen."""
        self._search_soon.stop()
        workspace = self.desk.workspace
        if not workspace.is_open:
            return
        self.chips.offer = Offer(workspace.today, self.chips.offer.authors)
        wanted = self.chips.search(self.search.text())
        self._asked += 1
        asked = self._asked
        label = "Tìm trong lịch sử" if wanted.text else "Đọc lịch sử"

        def read(office_file: Any) -> tuple[Page, Any]:
            return history.first_page(office_file, wanted), history.totals(office_file)

        self.ask(read, lambda found: self._take(asked, *found), label)

    def _take(self, asked: int, page: Page, totals: Any) -> None:
        if asked != self._asked:
            return
        self.chips.offer = Offer(self.desk.workspace.today, totals.authors)
        machines = f"{totals.machines} máy" if totals.machines > 1 else "một máy"
        self.facts.setText(f"{format_number(totals.steps)} bước, {machines}")
        self._page, self._lines, self._reading = page, list(page.lines), False
        self._show_lines()
        self.nothing.set_words("Không có bước nào khớp điều đang tìm.")
        self._rows.setCurrentWidget(self.table if self._lines else self.nothing)
        self._show_step(self.table.current_record())

    def _show_lines(self) -> None:
        bar = self.table.verticalScrollBar()
        kept = bar.value()
        today = self.desk.workspace.today
        self.model.set_groups(lambda line: day_of(line, today))
        self.model.set_records(self._lines)
        bar.setValue(kept)

    def _read_on(self) -> None:
        """The next page, when the end of what was read comes near."""
        bar, page = self.table.verticalScrollBar(), self._page
        if self._reading or page is None or page.rest is None or bar.maximum() - bar.value() > _NEAR_END:
            return
        self._reading, rest, asked = True, page.rest, self._asked

        def take(following: Page) -> None:
            if asked != self._asked:
                return
            self._page, self._reading = following, False
            self._lines += following.lines
            self._show_lines()

        self.ask(lambda office_file: history.next_page(office_file, rest), take, "Đọc lịch sử")

    # --- one step ---

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
        """Undo for the last step of this machine; what any other step deleted can be restored."""
        workspace = self.desk.workspace
        last = details is not None and details.line.id == workspace.undo_step_id
        gone = details is not None and any(
            record.kind is ChangeKind.DELETE and not record.name.exists for record in details.records
        )
        self.undo_button.setEnabled(last and not workspace.read_only)
        why = "Hoàn tác bước này" if last else "Chỉ bước gần nhất của máy này hoàn tác được"
        self.undo_button.set_tip(why, "Ctrl+Z" if last else "")
        self.restore_button.setVisible(gone and not last and not workspace.read_only)

    def _ask_life(self, kind: str, record_id: str, field: str) -> None:
        details = self.pane.details
        head = next((head for head in self.pane.heads if head.isChecked()), None)
        label = head.text() if head is not None else field

        def shown(moments: list[Moment]) -> None:
            if self.pane.details is details:
                self.pane.show_life(moments, label)

        self.ask(
            lambda office_file: history.field_life(office_file, kind, record_id, field), shown
        )  # fmt: skip

    def _go_to_step(self, step_id: str) -> None:
        """A step of a field's life: its row where it is read already, else the step alone."""
        if self.table.select_record(step_id):
            self.table.setFocus()
            return

        def found(details: StepDetails | None) -> None:
            if details is not None:
                self._show_details(details)

        def read(office_file: Any) -> StepDetails | None:
            line = history.find_line(office_file, step_id)
            return history.step_details(office_file, line) if line is not None else None

        self.ask(read, found)

    # --- acts ---

    def _open(self, line: StepLine) -> None:
        if line.subject is None or line.subject.tab is None:
            self.say("Bản ghi của bước này không còn, hoặc không có chỗ để xem riêng.", "am")
            return
        self.record_requested.emit(line.subject)

    def _ask_restore(self) -> None:
        if self.pane.details is not None:
            self.restore_requested.emit(self.pane.details.line.id)

    def _search_now(self) -> None:
        self.reload()
        self.table.setFocus()

    def _clear(self) -> None:
        self.search.clear()
        self.chips.clear()
        self.reload()
        self.table.setFocus()

    def _escape(self) -> None:
        if self.search.text() or self.chips.is_set:
            self._clear()
        else:
            self.close()

    def focus_first(self) -> None:
        self.table.setFocus()

    def stops(self) -> list[QWidget]:
        return [self.table, self.pane.heads[0] if self.pane.heads else self.pane.life, self.search]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and self.undo_button.isEnabled():
            self.desk.workspace.undo()
        else:
            super().keyPressEvent(event)
