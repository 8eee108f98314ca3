"""What became of tasks and indicators between two versions: a list, and old and new of the one that is chosen. Shows only."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import upper_first
from kehoach_desktop.services.plan_compare import RecordRow, RowState
from kehoach_desktop.ui.compare.side_by_side import SHAPES
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.cells import Cell, Column, Group
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.old_new import ValueBox
from kehoach_desktop.ui.widgets.panes import ground, rule, scrolling
from kehoach_desktop.ui.widgets.table import Table

_GROUPS = {"task": Group("task", "Nhiệm vụ", 0), "indicator": Group("indicator", "Chỉ tiêu", 1)}
_PAD = 12


def _columns() -> tuple[Column[RecordRow], ...]:
    return (Column("record", "Bản ghi", _cell, width=300, stretch=True),)


def _cell(row: RecordRow) -> Cell:
    second = ", ".join(change.label for change in row.changes) or row.state.label
    spoken = f"{row.state.label}: {row.title}. {second}"
    return Cell(row.title, second=second, shape=SHAPES[row.state], tooltip=row.title, spoken=spoken)


class RecordsPane(QWidget):
    """`row_changed` follows the list, `opened` is Enter on a row."""

    row_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = desk.theme
        ground(self, "base")
        self.setMinimumWidth(280)
        self.model: RowsModel[RecordRow] = RowsModel(_columns(), key_of=lambda row: row.record.id, parent=self)
        self.model.set_groups(lambda row: _GROUPS[row.kind], lambda rows: str(len(rows)))
        self.table = Table(self._theme, "compare", desk.settings, two_lines=True)
        self.table.setAccessibleName("Nhiệm vụ và chỉ tiêu khác nhau")
        self.table.set_model(self.model)
        self.table.horizontalHeader().hide()
        self.nothing = Words(self._theme, "Nhiệm vụ và chỉ tiêu của hai bản như nhau.", tone="tx2", wrap=True)
        self.nothing.setContentsMargins(_PAD, 12, _PAD, 12)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        self._inner = QVBoxLayout(holder)
        self._inner.setContentsMargins(0, 0, 0, 8)
        self._details = QWidget()
        self._inner.addWidget(self._details)
        self._inner.addStretch(1)
        self.area = scrolling(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 3)
        self._line = rule("line2")
        column.addWidget(self._line)
        column.addWidget(self.area, 2)
        self.table.current_record_changed.connect(self._follow)
        self.table.record_opened.connect(self.opened)

    def show_records(self, rows: Sequence[RecordRow]) -> None:
        """The records of a comparison."""
        self.model.set_records(rows)
        for widget in (self.table, self.area, self._line):
            widget.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._show_changes(self.table.current_record())

    def _follow(self, row: RecordRow | None) -> None:
        self._show_changes(row)
        self.row_changed.emit(row)

    def _show_changes(self, row: RecordRow | None) -> None:
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(_PAD, 8, _PAD, 0)
        column.setSpacing(4)
        if row is not None:
            if not row.changes:
                words = {RowState.NEW: "Chỉ có ở bản này.", RowState.GONE: "Chỉ có ở bản trước."}.get(row.state, "")
                column.addWidget(Words(self._theme, words, tone="tx2"))
            for change in row.changes:
                column.addWidget(Words(self._theme, upper_first(change.label), bold=True))
                for label, text, tone in (("Bản trước", change.old, "re"), ("Bản này", change.new, "gr")):
                    line = QHBoxLayout()
                    line.setSpacing(4)
                    name = Words(self._theme, label, role="small", tone="tx2")
                    name.setContentsMargins(0, 5, 0, 0)
                    name.setFixedWidth(self._theme.advance("Bản trước", "small") + 6)
                    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
                    line.addWidget(ValueBox(self._theme, text, tone), 1)
                    column.addLayout(line)
        self._inner.replaceWidget(self._details, details)
        self._details.hide()
        self._details.deleteLater()
        self._details = details
        details.show()
        self.area.verticalScrollBar().setValue(0)
