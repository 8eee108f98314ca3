"""From cell to cell: where Tab and F8 go, and a half-typed text that outlives a change of the rows. Edits nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt

from kehoach_desktop.frozen import frozen

if TYPE_CHECKING:
    from kehoach_desktop.ui.widgets.table import Table


def next_editable(table: "Table", by: int) -> QModelIndex:
    """The next cell to the right (or left) that can be typed into, going on in the next row; else the present one."""
    order = table.head.order()
    row = max(table.current_row(), 0)
    place = order.index(table.current_column()) if table.current_column() in order else 0
    for _ in range(len(order) * max(table.rows_model.rowCount(), 1)):
        place += by
        if not 0 <= place < len(order):
            row, place = row + by, 0 if by > 0 else len(order) - 1
        if not 0 <= row < table.rows_model.rowCount():
            break
        index = table.model().index(row, order[place])
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            return index
    return table.currentIndex()


def next_wrong(table: "Table", by: int) -> QModelIndex | None:
    """The next refused cell, or the one before, round the table; None when there is none in sight."""
    model, order = table.rows_model, table.head.order()
    places = sorted((model.row_of(key), order.index(column)) for key, name in model.refused
                    if model.row_of(key) >= 0 and (column := model.column_index(name)) in order)  # fmt: skip
    if not places:
        return None
    column = table.current_column()
    here = (table.current_row(), order.index(column) if column in order else -1)
    later = [at for at in places if at > here] if by > 0 else [at for at in reversed(places) if at < here]
    row, place = later[0] if later else places[0 if by > 0 else -1]
    return model.index(row, order[place])


@frozen
class OpenTyping:
    """What stands in the open editor of a cell, by record and column."""

    key: str
    column: str
    text: str
    cursor: int
    is_modified: bool

    def go_on(self, table: "Table") -> None:
        """Opens the editor again where the record stands now; nothing where it is out of sight."""
        model = table.rows_model
        row = model.row_of(self.key)
        if row < 0:
            return
        table.stand_at(model.index(row, model.column_index(self.column)))
        table.edit(table.currentIndex())
        editor = table.open_editor()
        if editor is not None and self.is_modified:
            editor.setText(self.text)
            editor.setModified(True)
            editor.setCursorPosition(self.cursor)


def typing_in(table: "Table") -> OpenTyping | None:
    """The text of the open editor, if there is one."""
    editor, at = table.open_editor(), table.currentIndex()
    key = table.rows_model.key_at(at.row()) if editor is not None else None
    if editor is None or key is None:
        return None
    column = table.rows_model.columns[at.column()].key
    return OpenTyping(key, column, editor.text(), editor.cursorPosition(), editor.isModified())
