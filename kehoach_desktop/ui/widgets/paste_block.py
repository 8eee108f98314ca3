"""A block of texts laid over a table: which cell gets which text, one step, wrong cells stay marked. Stores nothing."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QObject

from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.services.cell_blocks import CellText, Written
from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.models.cells import TICK
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.widgets.table import Table


class PasteBlock(QObject):
    """Ties a table's Ctrl+V and F8 to the file. A first line that repeats the heads of columns says where each text goes.

    Subclasses say how a block is written; besides columns that are typed into those in `also` take a pasted text.
    """

    also: ClassVar[frozenset[str]] = frozenset()
    where: ClassVar[str] = ""  # where a block may begin, for one that found no cell

    def __init__(self, messages: Messages, model: RowsModel[Any], table: Table) -> None:
        super().__init__(table)
        self._messages, self._model, self._table = messages, model, table
        table.paste_requested.connect(self.paste)
        table.wrong_wanted.connect(self.go_to_wrong)

    def write(
        self, cells: Sequence[CellText], on_done: Callable[[Written], None], on_error: Callable[[Any], None]
    ) -> None:
        """Hands the cells to a verb that gives Written."""
        raise NotImplementedError

    def paste(self, row: int, column: int, lines: Sequence[Sequence[str]]) -> None:
        """From a cell on, down over the records shown and right over the columns shown; bands are passed over."""
        headed = self._by_heads(lines[0])
        columns = headed or self._from(column)
        body = lines[1:] if headed else lines
        rows = range(max(row, 0), self._model.rowCount())
        keys = [key for at in rows if (key := self._model.key_at(at)) is not None]
        cells = [
            CellText(key, field, text.strip())
            for key, line in zip(keys, body, strict=False)
            for field, text in zip(columns, line, strict=False)
            if self._is_open(field)
        ]
        if not cells:
            self._messages.warn("Không có ô nào để dán.", f"Chọn ô đầu, ví dụ ô {self.where}, rồi dán lại.")
            return
        told = sum(bool(cell.text) for cell in cells)
        self._lay(cells, left_out=sum(bool(text.strip()) for line in body for text in line) - told)

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
        return key in self.also or self._model.columns[self._model.column_index(key)].edit is not None

    def _lay(self, cells: Sequence[CellText], *, left_out: int) -> None:
        for cell in cells:
            self._model.put_draft(*cell)

        def done(written: Written) -> None:
            for cell in cells:
                self._model.drop_draft(cell.record_id, cell.field)
            for cell, fault in written.refused:
                self._model.put_draft(*cell, str(fault))
            self._messages.tell_block("dán", len(cells) - len(written.refused), len(written.refused), left_out)

        def refused(fault: Exception) -> None:
            for cell in cells:
                self._model.put_draft(*cell, str(fault))

        self.write(cells, done, refused)

    def go_to_wrong(self, by: int) -> None:
        """F8: the next refused cell."""
        if not self._table.go_to_wrong(by):
            self._messages.tell("Không còn ô sai.")
