"""The bin: what was deleted, by whom, what hung on it; brought back with one key. Wires its parts, decides no rule."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services import restoring
from kehoach_desktop.services.history import StepDetails
from kehoach_desktop.services.restoring import Deleted
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.history.columns import day_band
from kehoach_desktop.ui.history.past_window import PastWindow, details_of
from kehoach_desktop.ui.history.restore_acts import restore_records
from kehoach_desktop.ui.models.cells import Cell, Column, Shape, tick_column
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.key_acts import COPY
from kehoach_desktop.ui.widgets.row_menu import KeyLine, offer_menu

_KEYS = (("Space", "đánh dấu"), ("Ctrl+Enter", "khôi phục"), ("Ctrl+F", "tìm"), ("F4", "chi tiết"))
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


class BinWindow(PastWindow[Deleted]):
    """Ticked rows come back together, else the current one."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "Thùng rác", _KEYS, _columns(), key="bin", spoken="Bản ghi đã xóa", search="Tìm bản ghi đã xóa",
            parent=parent,
        )  # fmt: skip
        self.restore_button = Button(self.theme, "Khôi phục", kind="primary", key="Ctrl+Enter")
        self.acts.addWidget(self.restore_button)
        self.restore_button.clicked.connect(self.restore)
        self.table.current_record_changed.connect(self._show_row)
        self.table.record_opened.connect(lambda _: self._open_pane())
        offer_menu(
            self.table,
            (
                ("Khôi phục\tCtrl+Enter", lambda _: self.restore()),
                KeyLine("Chép dòng", COPY),
                ("Chép kèm tên cột", self._copy_with_heads),
            ),
        )
        self.model.ticks_changed.connect(self._show_count)

    # --- showing ---

    def show_all(self) -> None:
        """Everything in the bin."""
        self.search.clear()
        self.say(_HINT)
        self.show_title()
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Reads the bin again."""
        asked, text = self.begin_reading(), self.search.text()

        def take(rows: list[Deleted]) -> None:
            if asked == self.asked:
                self._take(rows, text)

        self.ask(lambda office_file: restoring.deleted(office_file, text), take, "Đọc thùng rác")

    def _take(self, rows: list[Deleted], text: str) -> None:
        today = self.desk.workspace.today
        self.model.set_groups(lambda row: day_band(row.step.at.date(), today))
        self.facts.setText(f"{len(rows)} bản ghi đã xóa" if rows else "")
        self.nothing.button.setVisible(bool(text))
        self.show_rows(rows, _NO_HIT if text else _EMPTY)
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

        def shown(details: StepDetails | None) -> None:
            current = self.table.current_record()
            if details is not None and current is not None and current.id == row.id:
                self.pane.show_details(details)

        self.ask(lambda office_file: details_of(office_file, row.step.id), shown)

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
