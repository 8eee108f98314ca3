"""Khôi phục từ bản sao lưu: the copies with when, why, how big, whether good and how they differ; goes back to none itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from kehoach_desktop.domain.vietnamese import format_date, format_number, upper_first
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.cells import Align, Cell, Column, Shape
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords, Words
from kehoach_desktop.ui.widgets.panes import ground, rule
from kehoach_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from kehoach_desktop.services.backups import Backup, Difference, Ids

TITLE = "Khôi phục từ bản sao lưu"
USUAL = "theo định kỳ"
_COUNTED = (("task", "nhiệm vụ"), ("result", "kết quả"))
_WAITING, _GOOD, _BAD = Shape("clock", "tx2"), Shape("checkmark_circle", "gr", True), Shape("error_circle", "re", True)
_NONE = "Chưa có bản sao lưu nào của tệp này."


@frozen
class Row:
    """A copy and what is known of it; `is_good` None while it is still looked over."""

    backup: "Backup"
    size: int
    is_good: bool | None = None
    difference: "Difference | None" = None

    @property
    def id(self) -> str:
        return str(self.backup.path)


class RestoreDialog(QDialog):
    """Sends the chosen copy; whoever hears it asks and goes back. Copies are looked over one after another while it is open."""

    chosen = Signal(object)  # Backup

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        desk.theme.dress(self)
        self._desk = desk
        self._round = 0
        self._present: Ids | None = None
        self._has_present = False
        self.setWindowTitle(TITLE)
        self._lay_out()
        grow = max(1.0, desk.theme.sizes.line / 18)
        self.setMinimumSize(round(560 * grow), round(320 * grow))
        self.resize(round(860 * grow), round(460 * grow))

    def _lay_out(self) -> None:
        theme = self._desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = ground(QWidget(), "win")
        inner = QVBoxLayout(head)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(4)
        inner.addWidget(Words(theme, TITLE, role="pane", bold=True))
        self.about = Words(theme, "", tone="tx2", wrap=True)
        inner.addWidget(self.about)
        column.addWidget(head)
        column.addWidget(rule("line2"))
        self.model: RowsModel[Row] = RowsModel(self._columns(), parent=self)
        self.table = Table(theme, "backups", self._desk.settings, two_lines=True)
        self.table.setAccessibleName("Các bản sao lưu")
        self.table.set_model(self.model)
        self.table.record_opened.connect(self._choose)
        self.table.current_record_changed.connect(lambda _: self._enable())
        self.table.escaped.connect(self.reject)
        nothing = ground(QWidget(), "base")
        around = QVBoxLayout(nothing)
        around.addWidget(Words(theme, _NONE, tone="tx2"), 0, Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(nothing)
        column.addWidget(self.pages, 1)
        column.addWidget(rule("line2"))
        column.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        theme = self._desk.theme
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        self.words = ElidedWords(theme, "", role="small", tone="tx2")
        self.restore_button = Button(theme, "Khôi phục bản này…", kind="primary", key="Enter")
        self.close_button = Button(theme, "Đóng", key="Esc")
        self.restore_button.clicked.connect(lambda: self._choose(self.table.current_record()))
        self.close_button.clicked.connect(self.reject)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.restore_button)
        foot.addWidget(self.close_button)
        return foot

    def _columns(self) -> list[Column[Row]]:
        return [
            Column("at", "Lúc", self._at_cell, width=150, sort=lambda row: row.backup.order),
            Column("why", "Vì sao", lambda row: upper_first(row.backup.why or USUAL), width=200),
            Column("size", "Cỡ", lambda row: _size(row.size), width=80, align=Align.RIGHT, sort=lambda row: row.size),
            Column("good", "Tình trạng", _good_cell, width=140),
            Column("difference", "Khác hiện tại", self._difference_cell, width=220, stretch=True),
        ]

    def _at_cell(self, row: Row) -> Cell:
        at = row.backup.at
        return Cell(f"{at:%H:%M}", second=day_words(at, self._desk.workspace.today), bold=True)

    def _difference_cell(self, row: Row) -> Cell:
        if row.difference is None:
            return Cell("đang so…" if row.is_good is None else "–", tone="tx3")
        return Cell(difference_words(row.difference, compared=self._has_present), tone="tx")

    # --- content ---

    def show_backups(self, path: Path, backups: "Sequence[Backup]", folder: Path, *, compare: bool) -> None:
        """Lists the copies of a file; `compare` with the open file, else only what they hold."""
        self._round += 1
        self._has_present, self._present = compare, None
        self.setWindowTitle(f"{TITLE} – {path.name}")
        self.about.setText(
            f"Chọn bản của {path.name}. Tệp hiện nay được giữ lại bên cạnh, không mất. "
            + ("Dấu +: bản sao có, nay không còn. Dấu −: nay có, bản sao chưa có." if compare else "")
        )
        self.model.set_records([Row(backup, _size_of(backup.path)) for backup in backups])
        self.pages.setCurrentIndex(0 if backups else 1)
        self.words.setText(f"Các bản nằm ở {folder}")
        self._enable()
        self.open()
        (self.table if backups else self.close_button).setFocus()
        if compare:
            self._ask_present(self._round)
        else:
            self._look_at_next(self._round)

    def _ask_present(self, asked: int) -> None:
        def question(office_file: Any) -> "Ids":
            from kehoach_desktop.services import backups

            return backups.ids_in(office_file)

        def take(ids: "Ids") -> None:
            if Shiboken.isValid(self) and asked == self._round:
                self._present = ids
                self._look_at_next(asked)

        self._desk.workspace.ask(question, take)

    def _look_at_next(self, asked: int) -> None:
        """One copy at a time, so that other work comes between."""
        rows = self._rows()
        row = next((row for row in rows if row.is_good is None), None)
        if row is None or asked != self._round or not self.isVisible():
            return
        present = self._present

        def work(_: Any) -> "Difference | None":
            from kehoach_desktop.services import backups

            return backups.look_over(row.backup, present)

        def take(difference: "Difference | None") -> None:
            if Shiboken.isValid(self) and asked == self._round:
                looked = replace(row, is_good=difference is not None, difference=difference)
                self.model.set_records([looked if one.id == row.id else one for one in self._rows()])
                self._enable()
                self._look_at_next(asked)

        self._desk.background.run(work, on_done=take)

    def _rows(self) -> list[Row]:
        return sorted(self.model.shown_records(), key=lambda row: row.backup.order, reverse=True)

    def _enable(self) -> None:
        row = self.table.current_record() if self.model.total_count else None
        self.restore_button.setEnabled(row is not None and row.is_good is not False)

    def _choose(self, row: Row | None) -> None:
        if row is not None and row.is_good is not False:
            self.chosen.emit(row.backup)

    # --- window ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, Button):
                focus.click()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._round += 1
        super().hideEvent(event)


def _good_cell(row: Row) -> Cell:
    if row.is_good is None:
        return Cell("đang xem", shape=_WAITING, tone="tx2")
    return Cell("tốt", shape=_GOOD, tone="gr") if row.is_good else Cell("hỏng", shape=_BAD, tone="re", bold=True)


def difference_words(difference: "Difference", *, compared: bool) -> str:
    """“nhiệm vụ +1 −2 · kết quả +0 −5”, or how many there are where there is nothing to compare with."""
    if not compared:
        return " · ".join(f"{format_number(difference.counts[kind][0])} {label}" for kind, label in _COUNTED)
    parts = [
        f"{label} +{format_number(come)} −{format_number(go)}"
        for kind, label in _COUNTED
        for come, go in [difference.counts[kind]]
        if come or go
    ]
    return " · ".join(parts) or "cùng số nhiệm vụ, kết quả"


def day_words(at: datetime, today: date) -> str:
    """“hôm nay”, “hôm qua” or the date."""
    days = (today - at.date()).days
    return {0: "hôm nay", 1: "hôm qua"}.get(days, format_date(at.date()))


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _size(size: int) -> str:
    return f"{format_number(round(size / 2**20, 1))} MB" if size >= 2**20 else f"{format_number(-(-size // 1024))} KB"
