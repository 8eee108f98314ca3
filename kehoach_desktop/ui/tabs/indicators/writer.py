"""From cells of a grid to one step in the file: typing, pasting, clearing, filling down; wrong cells stay, marked."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.tabs.indicators.grid import CellAt, GridModel, SheetTable
from kehoach_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from kehoach_desktop.services.indicators import CellEdit, Written

_PAIR = {"numerator": "denominator", "denominator": "numerator"}
EditOf = Callable[[Any, str, str], "CellEdit"]  # record, column key, text


class SheetWriter(QObject):
    """Ties a grid to the file; `edit_of` says what a cell of it is about."""

    def __init__(
        self, workspace: Workspace, messages: Messages, model: GridModel[Any], table: SheetTable, edit_of: EditOf
    ) -> None:
        super().__init__(table)
        self._workspace = workspace
        self._messages = messages
        self._model = model
        self._table = table
        self._edit_of = edit_of
        model.edit_requested.connect(lambda record, column, text: self.write([(record, column, text)]))
        table.clear_requested.connect(self.clear)
        table.fill_requested.connect(self.fill_down)
        table.paste_requested.connect(self.paste)
        table.wrong_wanted.connect(self.go_to_wrong)

    # --- blocks ---

    def clear(self, cells: Sequence[CellAt]) -> None:
        """Empties every selected cell that can be typed into."""
        block = [(record, column, "") for record, column, text in self._writable(cells) if text]
        for record, column, _ in self._writable(cells):
            self._model.drop_draft(self._key(record), column)
        if block:
            self.write(block, "Xóa {n} ô chỉ tiêu" if len(block) > 1 else "")

    def fill_down(self, cells: Sequence[CellAt]) -> None:
        """Copies the top cell of every selected column down; a single cell takes what stands above it."""
        if not cells:
            return
        top, bottom = cells[0][0], cells[-1][0]
        if top == bottom:
            top -= 1
        columns = sorted({column for _, column in cells})
        wanted = [(row, column) for row in range(top + 1, bottom + 1) for column in columns]
        block = []
        for row, column in wanted if top >= 0 else ():
            source = self._model.index(top, column).data(Qt.ItemDataRole.EditRole)
            record = self._model.record_at(row)
            if source is not None and record is not None and self._is_open(row, column):
                block.append((record, self._model.columns[column].key, str(source)))
        if block:
            self.write(block, "Chép xuống {n} ô chỉ tiêu")

    def paste(self, row: int, column: int, lines: Sequence[Sequence[str]]) -> None:
        """Lays a block of texts over the sheet from a cell on; one text fills the whole selection."""
        cells = self._targets(row, column, lines)
        block, shut = [], 0
        for at, text in cells:
            record = self._model.record_at(at[0])
            if record is not None and self._is_open(*at):
                block.append((record, self._model.columns[at[1]].key, text.strip()))
            else:
                shut += bool(text.strip())
        missed = sum(len(line) for line in lines) - len(cells) if len(cells) > 1 else 0
        if block:
            self.write(block, "Dán {n} ô chỉ tiêu", left_out=shut + max(missed, 0))
        else:
            self._messages.warn("Không có ô nào để dán.", "Chọn ô đầu là ô nền trắng rồi dán lại.")

    def _targets(self, row: int, column: int, lines: Sequence[Sequence[str]]) -> list[tuple[CellAt, str]]:
        """Cells and the texts they get; what would stand outside the sheet is left out."""
        chosen = self._table.selected_cells()
        if len(lines) == 1 and len(lines[0]) == 1 and len(chosen) > 1:
            return [(at, lines[0][0]) for at in chosen]
        order = self._table.head.order()
        first = order.index(column) if column in order else 0
        return [
            ((row + down, order[first + right]), text)
            for down, line in enumerate(lines)
            for right, text in enumerate(line)
            if row + down < self._model.rowCount() and first + right < len(order)
        ]

    def _is_open(self, row: int, column: int) -> bool:
        return bool(self._model.index(row, column).flags() & Qt.ItemFlag.ItemIsEditable)

    def _writable(self, cells: Sequence[CellAt]) -> list[tuple[Any, str, str]]:
        """Record, column and present text of the cells that can be typed into."""
        found = []
        for row, column in cells:
            record = self._model.record_at(row)
            if record is not None and self._is_open(row, column):
                edit = self._model.columns[column].edit
                found.append((record, self._model.columns[column].key, edit(record) if edit else ""))
        return found

    # --- writing ---

    def write(self, block: Sequence[tuple[Any, str, str]], name: str = "", left_out: int = 0) -> None:
        """One step for the whole block. A refused half of a fraction is tried again together with its other half."""
        from kehoach_desktop.services import indicators

        edits: dict[tuple[str, str], CellEdit] = {}
        for record, column, text in block:
            edits[self._key(record), column] = self._edit_of(record, column, text)
        for record, column, _ in block:
            other = _PAIR.get(column)
            waiting = self._model.draft(self._key(record), other) if other else None
            if other and waiting is not None and (self._key(record), other) not in edits:
                edits[self._key(record), other] = self._edit_of(record, other, waiting.text)
        for (key, column), edit in edits.items():
            self._model.put_draft(key, column, edit.text)

        def done(written: "Written") -> None:
            self._mark(
                edits,
                written,
                asked=[(self._key(r), c) for r, c, _ in block],
                verb=name.partition(" {n}")[0].lower(),
                left_out=left_out,
            )

        self._workspace.perform(
            "Ghi chỉ tiêu", indicators.write_cells, list(edits.values()), name, on_done=done,
            on_error=lambda fault: self._give_up(edits, str(fault)),
        )  # fmt: skip

    def _give_up(self, edits: "dict[tuple[str, str], CellEdit]", reason: str) -> None:
        """Nothing was written (the file could not be): every text stays, marked."""
        for (key, column), edit in edits.items():
            self._model.put_draft(key, column, edit.text, reason)

    def _mark(
        self, edits: "dict[tuple[str, str], CellEdit]", written: "Written", *, asked: list[tuple[str, str]], verb: str,
        left_out: int,
    ) -> None:  # fmt: skip
        reasons = {id(refusal.edit): refusal.fault for refusal in written.refused}
        for (key, column), edit in edits.items():
            fault = reasons.get(id(edit))
            # The other half of a fraction is wrong only as a pair: it keeps its old mark, or none.
            if fault is None:
                self._model.drop_draft(key, column)
            else:
                self._model.put_draft(key, column, edit.text, str(fault))
        if verb:
            self._messages.tell_block(verb, max(len(asked) - len(written.refused), 0), len(written.refused), left_out)
        elif written.refused:
            self._messages.fault(written.refused[-1].fault)

    def _key(self, record: Any) -> str:
        return record.id

    def go_to_wrong(self, by: int) -> None:
        """Makes the next refused cell current, round the sheet."""
        if not self._table.go_to_wrong(by):
            self._messages.tell("Không còn ô sai.")
