"""A block of texts laid over the task table: which cell gets which text, one step, wrong cells stay marked. Stores nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kehoach_desktop.domain.records import Task
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.models.cells import TICK
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.widgets.table import Table
from kehoach_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from kehoach_desktop.services.tasks import TaskCell, Written

# Columns that take a pasted text: those typed into, and those whose units are named.
_NAMED_UNITS = {"lead", "supports"}


class TaskBlock(QObject):
    """Ties the table's Ctrl+V and F8 to the file. A first line that repeats the heads of columns says where each text goes."""

    def __init__(self, workspace: Workspace, messages: Messages, model: RowsModel[Task], table: Table) -> None:
        super().__init__(table)
        self._workspace, self._messages = workspace, messages
        self._model, self._table = model, table
        table.paste_requested.connect(self.paste)
        table.wrong_wanted.connect(self.go_to_wrong)

    def paste(self, row: int, column: int, lines: Sequence[Sequence[str]]) -> None:
        """From a cell on, down over the tasks shown and right over the columns shown; bands are passed over."""
        from kehoach_desktop.services.tasks import TaskCell

        headed = self._by_heads(lines[0])
        columns = headed or self._from(column)
        body = lines[1:] if headed else lines
        tasks = [task for at in range(max(row, 0), self._model.rowCount()) if (task := self._model.record_at(at))]
        cells = [
            TaskCell(task.id, key, text.strip())
            for task, line in zip(tasks, body, strict=False)
            for key, text in zip(columns, line, strict=False)
            if self._is_open(key)
        ]
        if not cells:
            self._messages.warn("Không có ô nào để dán.", "Chọn ô đầu, ví dụ ô Nhiệm vụ hoặc Thời hạn, rồi dán lại.")
            return
        self._write(cells, left_out=sum(bool(text.strip()) for line in body for text in line) - _told(cells))

    def _by_heads(self, line: Sequence[str]) -> list[str]:
        """Column keys, when a line holds nothing but heads of columns."""
        known = {fold(column.title): column.key for column in self._model.columns if column.title}
        keys = [known.get(fold(text), "") for text in line]
        return keys if len(keys) > 1 and all(keys) else []

    def _from(self, column: int) -> list[str]:
        order = self._table.head.order()
        shown = order[order.index(column) :] if column in order else order
        return [key for place in shown if (key := self._model.columns[place].key) != TICK]

    def _is_open(self, key: str) -> bool:
        return key in _NAMED_UNITS or self._model.columns[self._model.column_index(key)].edit is not None

    def _write(self, cells: "Sequence[TaskCell]", left_out: int) -> None:
        from kehoach_desktop.services import tasks

        for cell in cells:
            self._model.put_draft(cell.task_id, cell.field, cell.text)

        def done(written: "Written") -> None:
            for cell in cells:
                self._model.drop_draft(cell.task_id, cell.field)
            for cell, fault in written.refused:
                self._model.put_draft(cell.task_id, cell.field, cell.text, str(fault))
            self._messages.tell_block("dán", len(cells) - len(written.refused), len(written.refused), left_out)

        def refused(fault: Exception) -> None:
            for cell in cells:
                self._model.put_draft(cell.task_id, cell.field, cell.text, str(fault))

        year = self._workspace.period.year
        self._workspace.perform(
            "Dán nhiệm vụ", tasks.write_task_cells, cells, year=year, on_done=done, on_error=refused
        )

    def go_to_wrong(self, by: int) -> None:
        """F8: the next refused cell."""
        if not self._table.go_to_wrong(by):
            self._messages.tell("Không còn ô sai.")


def _told(cells: "Sequence[TaskCell]") -> int:
    return sum(bool(cell.text) for cell in cells)
