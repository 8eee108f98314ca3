"""One form at the right: whose it is, its cells with ticks, the bar to type a cell anew. Sends wishes, changes nothing."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import format_date, upper_first
from kehoach_desktop.services.collection import CollectedForm
from kehoach_desktop.ui.collecting.cell_list import (
    CellRow,
    Part,
    can_tick,
    columns,
    group_of,
    note_of,
    rows_of,
)
from kehoach_desktop.ui.collecting.form_list import name_of
from kehoach_desktop.ui.collecting.mend_bar import MendBar
from kehoach_desktop.ui.collecting.ticks import Ticks
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords, Note
from kehoach_desktop.ui.widgets.panes import ground, rule
from kehoach_desktop.ui.widgets.table import Table
from kehoach_desktop.ui.widgets.table_header import HeadBox

CHOOSE_UNIT, USE_THIS = "Chọn đơn vị…", "Dùng phiếu này"


class FormPane(QWidget):
    """`ticked` carries cells and whether they are wanted, `mended` a cell and its new text, `acted` the words of an act."""

    ticked = Signal(list, bool)
    mended = Signal(str, str)
    acted = Signal(str)
    file_requested = Signal()
    return_requested = Signal()
    take_requested = Signal()

    def __init__(self, desk: Desk, ticks: Ticks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "base")
        self.desk, self._theme, self._ticks = desk, desk.theme, ticks
        self.form: CollectedForm | None = None
        self.rows: list[CellRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(rule("line2"))
        self.note = Note(self._theme, tone="re", icon="prohibited", acts=(CHOOSE_UNIT, USE_THIS))
        self.quiet_note = Note(self._theme, tone="gr", icon="checkmark_circle")
        column.addWidget(self.note)
        column.addWidget(self.quiet_note)
        column.addWidget(self._make_table(), 1)
        self.empty = ground(QWidget(), "base")
        column.addWidget(self.empty, 1)
        column.addWidget(rule("line"))
        self.bar = MendBar(self._theme)
        column.addWidget(self.bar)
        self._wire()

    def _make_head(self) -> QWidget:
        head = ground(QWidget(), "base")
        head.setFixedHeight(self._theme.sizes.dialog_head - 4)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        self.name = ElidedWords(self._theme, "", role="pane", bold=True)
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # whole where there is room
        self.facts = ElidedWords(self._theme, "", role="small", tone="tx2")
        self.file_button = Button(self._theme, "Mở tệp gốc", icon="open", small=True)
        self.return_button = Button(self._theme, "Trả lại đơn vị…", small=True)
        self.take_button = Button(self._theme, "Nhận", small=True)
        row.addWidget(self.name)
        row.addWidget(self.facts, 1)
        for button in (self.file_button, self.return_button, self.take_button):
            row.addWidget(button)
        return head

    def _make_table(self) -> Table:
        self.model: RowsModel[CellRow] = RowsModel(columns(self._is_on), parent=self)
        self.model.set_groups(group_of, note_of)
        self.table = Table(self._theme, "collecting_cells", self.desk.settings, two_lines=True)
        self.table.setAccessibleName("Các ô của phiếu")
        self.table.head.sorts = False
        self.table.head.put_box("take", HeadBox(self._all_state, self.toggle_all))
        self.table.set_model(self.model)
        return self.table

    def _wire(self) -> None:
        self.table.current_record_changed.connect(self._show_bar)
        self.table.clicked.connect(self._clicked)
        self.table.record_opened.connect(lambda _: self.start_mending())
        self.bar.mended.connect(self.mended)
        self.bar.left.connect(self.table.setFocus)
        self.note.acted.connect(self.acted)
        self.file_button.clicked.connect(self.file_requested)
        self.return_button.clicked.connect(self.return_requested)
        self.take_button.clicked.connect(self.take_requested)

    # --- showing ---

    def show_form(self, form: CollectedForm | None, other: dict[tuple[str, str], Any]) -> None:
        """Shows a form; `other` is what its rival says."""
        is_same = form is not None and self.form is not None and form.path == self.form.path
        self.form = form
        self.setEnabled(form is not None)
        self.rows = rows_of(form, other) if form else []
        if not is_same:
            self.model.set_records([])  # the current row is the first of another form
        self.model.set_records(self.rows)
        self._show_head(form)
        self._show_note(form)
        self.table.setVisible(bool(self.rows))
        self.empty.setVisible(not self.rows)
        self._show_bar(self.table.current_record())

    def _show_head(self, form: CollectedForm | None) -> None:
        self.name.setText(name_of(form) if form else "")
        self.facts.setText(_facts(form) if form else "")
        count = len(self._ticks.of(form)) if form else 0
        self.take_button.setText(f"Nhận {count} ô" if count else "Nhận phiếu này")
        self.take_button.updateGeometry()
        writable = not self.desk.workspace.read_only
        self.take_button.setEnabled(writable and form is not None and self._ticks.wants(form))
        self.return_button.setVisible(form is not None and form.unit is not None and not form.is_known)
        self.return_button.setEnabled(writable)

    def _show_note(self, form: CollectedForm | None) -> None:
        fault = form.refusal if form else None
        self.note.setVisible(fault is not None)
        self.note.set_text(str(fault) if fault else "")
        for button in self.note.findChildren(Button):
            wanted = {CHOOSE_UNIT: form is not None and form.asks_for_unit,
                      USE_THIS: form is not None and form.set_aside is not None}  # fmt: skip
            button.setVisible(wanted.get(button.text(), False))
        words = _quiet_words(form) if form and fault is None else ""
        self.quiet_note.setVisible(bool(words))
        self.quiet_note.set_text(words)

    def show_ticks(self) -> None:
        """Paints the ticks anew."""
        self.model.set_records(self.rows)
        self.table.head.viewport().update()
        self._show_head(self.form)

    def _show_bar(self, row: CellRow | None) -> None:
        form = self.form
        can = row is not None and form is not None and form.source is not None and form.source.holds(row.cell)
        self.bar.show_row(row if can and not self.desk.workspace.read_only else None, self.desk.workspace.author)

    # --- ticks ---

    def _is_on(self, cell: str) -> bool:
        return self.form is not None and self._ticks.is_on(self.form, cell)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.record_at(index.row())
        if index.column() == 0 and row is not None and can_tick(row):
            self.ticked.emit([row.cell], not self._is_on(row.cell))

    def toggle(self) -> None:
        """Space: the tick of the current cell."""
        row = self.table.current_record()
        if row is not None and can_tick(row):
            self.ticked.emit([row.cell], not self._is_on(row.cell))

    def _all_state(self) -> Qt.CheckState:
        cells = [row.cell for row in self.rows if can_tick(row)]
        on = [cell for cell in cells if self._is_on(cell)]
        if not on:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if len(on) == len(cells) else Qt.CheckState.PartiallyChecked

    def toggle_all(self) -> None:
        """Ctrl+A, or the box in the head: every cell of the form, or none where all are ticked."""
        cells = [row.cell for row in self.rows if can_tick(row)]
        if cells:
            self.ticked.emit(cells, not all(self._is_on(cell) for cell in cells))

    # --- mending ---

    def start_mending(self) -> bool:
        """F2: the current cell in the bar; False where it cannot be typed anew."""
        if self.bar.row is None:
            return False
        self.bar.start()
        return True

    def go_to_refused(self, by: int) -> bool:
        """The next refused or suggested cell of this form after the current one."""
        asked = [row for row in self.rows if row.part in (Part.REFUSED, Part.SUGGESTED)]
        current = self.table.current_record()
        here = self.rows.index(current) if current in self.rows else -1
        ahead = [row for row in asked if (self.rows.index(row) - here) * by > 0]
        if not ahead:
            return False
        self.table.select_record(ahead[0 if by > 0 else -1].id)
        self.table.setFocus()
        return True


def _facts(form: CollectedForm) -> str:
    saved = form.saved_at
    when = f"sửa {format_date(saved.date())} {saved:%H:%M}" if saved else ""
    code = "mã phiếu đúng" if form.source and form.source.stamp else ""
    period = form.period.short_title if form.period and form.unit else ""
    return " · ".join(filter(None, (form.file, period, when, code)))


def _quiet_words(form: CollectedForm) -> str:
    if form.is_known:
        return f"{upper_first(form.known_words)}."
    if form.is_nil:
        return "Đơn vị báo cáo không phát sinh trong kỳ."
    if not (form.plan.accepted or form.plan.suggested or form.plan.refused):
        return f"{form.plan.unchanged} giá trị trong phiếu giống giá trị đang có; nhận để ghi là đã nộp."
    return ""
