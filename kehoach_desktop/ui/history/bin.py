"""The bin: what was deleted, by whom, what hung on it; brought back with one key. Wires its parts, decides no rule."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services import history, restoring
from kehoach_desktop.services.history import Moment, StepDetails
from kehoach_desktop.services.restoring import Deleted
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.history.columns import day_band
from kehoach_desktop.ui.history.pane import StepPane
from kehoach_desktop.ui.history.restore_acts import restore_records
from kehoach_desktop.ui.models.cells import Cell, Column, Shape, tick_column
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.side_window import SideWindow
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.panes import NoHits, Splitter, ground
from kehoach_desktop.ui.widgets.table import Table

_KEYS = (("Space", "đánh dấu"), ("Ctrl+Enter", "khôi phục"), ("Ctrl+F", "tìm"), ("F4", "chi tiết"))
_PANE_WIDTH, _SEARCH_MS = 470, 250
_ICONS = {
    "task": "clipboard_task", "unit": "people_team", "unit_alias": "people_team", "indicator": "data_trending",
    "target": "data_trending", "result": "data_trending", "submission": "mail", "issued_paper": "print",
    "report_cycle": "calendar", "signer": "person",
}  # fmt: skip
_EMPTY = "Thùng rác trống: chưa có gì bị xóa, hoặc mọi thứ đã được khôi phục."
_NO_HIT = "Không có bản ghi đã xóa nào khớp điều đang tìm."
_HINT = "Khôi phục là một bước mới, hoàn tác được"


def _columns() -> tuple[Column[Deleted], ...]:
    return (
        tick_column(),
        Column("at", "Lúc", lambda row: Cell(f"{row.step.at:%H:%M}", tone="tx2"), width=66),
        Column("record", "Bản ghi", _record_cell, width=420, stretch=True),
        Column("hung", "Mất cùng", lambda row: Cell(row.hung_words or "–", tone="tx2"), width=190),
        Column("who", "Người xóa", lambda row: row.step.author, width=150),
    )


def _record_cell(row: Deleted) -> Cell:
    shape = Shape(_ICONS.get(row.name.kind, "document_text"), "tx2")
    return Cell(row.name.words or row.name.label, second=row.name.label, shape=shape, tooltip=row.name.whole)


class BinWindow(SideWindow):
    """Ticked rows come back together, else the current one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "Thùng rác", _KEYS, search="Tìm bản ghi đã xóa", parent=parent)
        self._asked = 0
        self._make_parts()
        self._wire()

    def _make_parts(self) -> None:
        theme = self.theme
        self.model: RowsModel[Deleted] = RowsModel(_columns(), search_text=lambda _: "", parent=self)
        self.table = Table(theme, "bin", self.desk.settings, two_lines=True)
        self.table.setAccessibleName("Bản ghi đã xóa")
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
        self.splitter = Splitter(self.desk.settings, "bin", last_width=_PANE_WIDTH)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.pane)
        self.side = self.pane
        self.body.addWidget(self.splitter)
        self.restore_button = Button(theme, "Khôi phục", kind="primary", key="Ctrl+Enter")
        self.acts.addWidget(self.restore_button)

    def _wire(self) -> None:
        self._search_soon = QTimer(self, interval=_SEARCH_MS, singleShot=True)
        self._search_soon.timeout.connect(self.reload)
        self.search.searched.connect(lambda _: self._search_soon.start())
        self.nothing.cleared.connect(self._clear)
        self.table.current_record_changed.connect(self._show_row)
        self.table.record_opened.connect(lambda _: self._open_pane())
        self.table.escaped.connect(self._escape)
        self.model.ticks_changed.connect(self._show_count)
        self.pane.life_requested.connect(self._ask_life)
        self.restore_button.clicked.connect(self.restore)
        self.desk.workspace.dossier_changed.connect(self._file_changed)
        self.theme.changed.connect(self.table.viewport().update)

    # --- showing ---

    def show_all(self) -> None:
        """Everything in the bin."""
        self.search.clear()
        self.say(_HINT)
        self.show_title()
        self.reload()
        self.table.setFocus()

    def _file_changed(self, _: object) -> None:
        if not self.desk.workspace.is_open:
            self.close()
        elif self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Reads the bin again."""
        self._search_soon.stop()
        self._asked += 1
        asked, text = self._asked, self.search.text()

        def take(rows: list[Deleted]) -> None:
            if asked == self._asked:
                self._take(rows, text)

        self.ask(lambda office_file: restoring.deleted(office_file, text), take, "Đọc thùng rác")

    def _take(self, rows: list[Deleted], text: str) -> None:
        today = self.desk.workspace.today
        self.model.set_groups(lambda row: day_band(row.step.at.date(), today))
        self.model.set_records(rows)
        self.facts.setText(f"{len(rows)} bản ghi đã xóa" if rows else "")
        self.nothing.set_words(_NO_HIT if text else _EMPTY)
        self.nothing.button.setVisible(bool(text))
        self._rows.setCurrentWidget(self.table if rows else self.nothing)
        self._show_row(self.table.current_record())
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.model.ticked)
        self.restore_button.setText(f"Khôi phục {count} bản ghi" if count else "Khôi phục")
        self.restore_button.setAccessibleName(f"{self.restore_button.text()} (Ctrl+Enter)")
        self.restore_button.updateGeometry()
        self.restore_button.setEnabled(bool(self.chosen()) and not self.desk.workspace.read_only)

    def _show_row(self, row: Deleted | None) -> None:
        self._show_count()
        if row is None:
            self.pane.show_details(None)
            self.pane.title.setText("Chọn một bản ghi ở bảng bên trái." if self.model.total_count else "Thùng rác")
            return

        def read(office_file: Any) -> StepDetails | None:
            line = history.find_line(office_file, row.step.id)
            return history.step_details(office_file, line) if line is not None else None

        def shown(details: StepDetails | None) -> None:
            current = self.table.current_record()
            if details is not None and current is not None and current.id == row.id:
                self.pane.show_details(details)

        self.ask(read, shown)

    def _ask_life(self, kind: str, record_id: str, field: str) -> None:
        details = self.pane.details
        head = next((head for head in self.pane.heads if head.isChecked()), None)

        def shown(moments: list[Moment]) -> None:
            if self.pane.details is details and head is not None:
                self.pane.show_life(moments, head.text())

        self.ask(lambda office_file: history.field_life(office_file, kind, record_id, field), shown)

    # --- acts ---

    def chosen(self) -> list[Deleted]:
        """The ticked rows, else the current one."""
        current = self.table.current_record()
        return self.model.ticked or ([current] if current is not None else [])

    def restore(self) -> None:
        """Ctrl+Enter: brings the chosen records back."""
        rows = self.chosen()
        if not rows or not self.restore_button.isEnabled():
            return
        self.restore_button.setEnabled(False)
        restore_records(self.desk, [row.id for row in rows], self._restored, self._refused)

    def _restored(self, result: Any) -> None:
        self.say(f"Đã {result[1].step[:1].lower()}{result[1].step[1:]}. Ctrl+Z ở cửa sổ chính để hoàn tác.", "gr")
        self.table.setFocus()

    def _refused(self, fault: UserFacingError) -> None:
        self.say(str(fault), "re")
        self._show_count()

    def _clear(self) -> None:
        self.search.clear()
        self.reload()

    def _escape(self) -> None:
        if self.search.text():
            self._clear()
        else:
            self.close()

    def focus_first(self) -> None:
        self.table.setFocus()

    def stops(self) -> list[QWidget]:
        return [self.table, self.pane.heads[0] if self.pane.heads else self.restore_button, self.search]

    def _open_pane(self) -> None:
        self.pane.show()
        if self.pane.heads:
            self.pane.heads[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.restore()
        else:
            super().keyPressEvent(event)
