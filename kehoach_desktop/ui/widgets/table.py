"""The table of all tabs: no grid, row lines and a bar at the current row, groups, ticks, remembered columns; edits leave
through the model. It knows no record.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QMetaMethod,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QLineEdit, QTableView, QWidget

from kehoach_desktop.ui.models.cells import TICK
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.cell_delegate import CellDelegate
from kehoach_desktop.ui.widgets.cell_walk import OpenTyping, next_editable, next_wrong, typing_in
from kehoach_desktop.ui.widgets.key_acts import COPY, DELETE, EDIT, FILL, NEXT_WRONG, PASTE, SELECT_ALL
from kehoach_desktop.ui.widgets.table_header import TableHeader

if TYPE_CHECKING:
    from kehoach_desktop.ui.widgets.row_menu import RowActs

Index = QModelIndex | QPersistentModelIndex
_FOLLOW_MS = 80
_TICK_SIZE = 16
_MOVES = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape,
}  # fmt: skip


class Table(QTableView):
    """A list of records (whole rows are current), or with `grid` an editable sheet (single cells are current).

    `two_lines` gives rows of 46 px; `row_height` any other height. `name` is what column widths are remembered under.
    """

    current_record_changed = Signal(object)  # the record, or None; 80 ms after the last move
    record_opened = Signal(object)  # Enter or a double click on a row that is not edited there
    delete_requested = Signal(object)  # Del in a list: the record
    clear_requested = Signal(list)  # Del in a grid: [(row, column)]
    paste_requested = Signal(int, int, list)  # row, column, lines of cell texts
    wrong_wanted = Signal(int)  # F8: the next refused cell (1) or the one before (-1)
    fill_requested = Signal(list)  # Ctrl+D: [(row, column)] of the selection, top row first
    escaped = Signal()  # Esc with nothing left to clear here
    # Qt asks while the base class is being built.
    _wanted_column = ""
    _run: int | None = None  # the column where going on by Tab began: Enter comes back under it
    _typing: OpenTyping | None = None  # what is being typed while the rows change places

    def __init__(
        self, theme: Theme, name: str, settings: Settings, *, two_lines: bool = False, grid: bool = False,
        row_height: int | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.theme = theme
        self.name = name
        self.grid = grid
        self.marks_ticked = True  # ticked rows on the ground of chosen ones
        self.hovered_row = -1
        self.row_height = row_height or (theme.sizes.row_two if two_lines else theme.sizes.row)
        self._wanted_key: str | None = None
        self.row_acts: RowActs = ()  # see row_menu
        self._bands: set[int] = set()
        self._follow = QTimer(self, interval=_FOLLOW_MS, singleShot=True)
        self._follow.timeout.connect(self._tell_current)
        self.setItemDelegate(CellDelegate(theme, self))
        self.head = TableHeader(theme, name, settings, self)
        self.setHorizontalHeader(self.head)
        self._own_viewport()
        self._set_up_view()

    def _own_viewport(self) -> None:
        """One PySide knows: asked for a part Qt made, it first builds every kind of widget there is, at the start of the program."""
        viewport = QWidget()
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        self.setViewport(viewport)

    def _set_up_view(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(self.grid)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        if self.grid:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        else:
            self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setMinimumSectionSize(16)
        vertical.setDefaultSectionSize(self.row_height)
        self.doubleClicked.connect(self._double_clicked)

    # --- model ---

    @property
    def rows_model(self) -> RowsModel[Any]:
        model = self.model()
        assert isinstance(model, RowsModel)  # noqa: S101 - set_model is the only way in
        return model

    def set_model(self, model: RowsModel[Any]) -> None:
        """Shows a model; call once."""
        super().setModel(model)
        model.modelAboutToBeReset.connect(self._keep_current)
        model.modelReset.connect(self._restore)
        self.head.adopt(model)
        self._restore()

    def _keep_current(self) -> None:
        """A reset keeps the cell, not only the row, and the text that is being typed."""
        key, place = self.rows_model.key_at(self.current_row()), self.current_column()
        if key is not None:
            self._wanted_key = key
        if 0 <= place < len(self.rows_model.columns):
            self._wanted_column = self.rows_model.columns[place].key
        self._typing = typing_in(self)

    def _restore(self) -> None:
        self._size_rows()
        self.head.apply_widths()
        model = self.rows_model
        row = model.row_of(self._wanted_key) if self._wanted_key else -1
        if row < 0:
            row = next((r for r in range(model.rowCount()) if model.record_at(r) is not None), -1)
        if row >= 0:
            self._make_current(row)
            self._restore_column(row)
        self._follow.start()

    def _restore_column(self, row: int) -> None:
        keys = [column.key for column in self.rows_model.columns]
        if self._wanted_column in keys and not self.isColumnHidden(keys.index(self._wanted_column)):
            self.stand_at(self.model().index(row, keys.index(self._wanted_column)))
        typing, self._typing = self._typing, None
        if typing is not None:
            typing.go_on(self)

    def _size_rows(self) -> None:
        """Bands are lower than rows of records; a reset keeps the heights of the rows that stood there before."""
        vertical, band = self.verticalHeader(), self.theme.sizes.row
        vertical.setDefaultSectionSize(self.row_height)
        if self.row_height == band:
            return
        bands, count = set(self.rows_model.band_rows()), self.rows_model.rowCount()
        for row in self._bands - bands:
            if row < count:
                vertical.resizeSection(row, self.row_height)
        for row in bands:
            if vertical.sectionSize(row) != band:
                vertical.resizeSection(row, band)
        self._bands = bands

    # --- the current record ---

    def current_row(self) -> int:
        return self.currentIndex().row()

    def current_column(self) -> int:
        return self.currentIndex().column()

    def current_record(self) -> Any | None:
        return self.rows_model.record_at(self.current_row())

    def select_record(self, key: str) -> bool:
        """Makes a record current and scrolls to it; False when filters hide it."""
        row = self.rows_model.reveal(key)
        if row < 0:
            return False
        self._make_current(row)
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def step_rows(self, by: int) -> None:
        """Moves to the next or previous record, past group rows."""
        row = self.current_row() + by
        while 0 <= row < self.rows_model.rowCount() and self.rows_model.group_at(row) is not None:
            row += by
        if 0 <= row < self.rows_model.rowCount():
            self._make_current(row)

    def is_selected(self, index: Index) -> bool:
        return self.selectionModel().isSelected(index)

    def is_first_shown(self, column: int) -> bool:
        """Whether a column stands leftmost."""
        return self.head.first_shown() == column

    def tick_box(self, cell: QRect) -> QRect:
        """Where the tick box of a cell is."""
        return QRect(cell.left() + 14, cell.center().y() - _TICK_SIZE // 2 + 1, _TICK_SIZE, _TICK_SIZE)

    def _make_current(self, row: int) -> None:
        column = max(self.current_column(), 0)
        if self.isColumnHidden(column):
            column = self.head.first_shown()
        self._choose(self.model().index(row, column))

    def stand_at(self, index: Index) -> None:
        """Makes a cell the current one and nothing else selected, whatever keys are held down."""
        self._choose(index)
        self.scrollTo(index)

    def _choose(self, index: Index) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if not self.grid:
            flags |= QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row() or self.grid:
            key = self.rows_model.key_at(current.row())
            if key is not None:
                self._wanted_key = key
            self._follow.start()
            self.viewport().update()

    def _tell_current(self) -> None:
        self.current_record_changed.emit(self.current_record())

    # --- mouse ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._run = None
        left = event.button() is Qt.MouseButton.LeftButton
        index = self.indexAt(event.position().toPoint())
        group = self.rows_model.group_at(index.row())
        if group is not None and left:
            self.rows_model.fold(group.key)
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        adds = extend or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        on_box = left and index.isValid() and self.rows_model.columns[index.column()].key == TICK
        if on_box or (index.isValid() and adds and self._has_ticks()):
            self._tick_click(index.row(), extend=extend)
            return
        super().mousePressEvent(event)

    def _tick_click(self, row: int, *, extend: bool) -> None:
        last = self.current_row()
        if extend and last >= 0:
            low, high = sorted((last, row))
            self.rows_model.set_ticked(range(low, high + 1), on=True)
        else:
            self.rows_model.toggle_tick(row)
        self._make_current(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _double_clicked(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._open_current()

    def _open_current(self) -> None:
        record = self.current_record()
        if record is not None:
            self.record_opened.emit(record)

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MOVES:
            self._run = None
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_cells()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clipboard()
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._has_ticks():
            self.rows_model.tick_all()
        elif not self._plain_key(event):
            super().keyPressEvent(event)

    def _plain_key(self, event: QKeyEvent) -> bool:
        """Handles the keys of section 4 of the screen notes; True when it did."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        group = self.rows_model.group_at(self.current_row())
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not control:
                if group is not None:
                    self.rows_model.fold(group.key)
                elif self.grid:
                    self.enter_row(-1 if shift else 1)
                else:
                    self._open_current()
            case Qt.Key.Key_Left | Qt.Key.Key_Right if group is not None:
                self.rows_model.fold(group.key, folded=event.key() == Qt.Key.Key_Left)
            case Qt.Key.Key_Down | Qt.Key.Key_Up if shift and self._has_ticks() and group is None:
                self._tick_on(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Space if self._has_ticks() and group is None:
                self.rows_model.toggle_tick(self.current_row())
            case Qt.Key.Key_Delete:
                self._delete()
            case Qt.Key.Key_F8:
                self.wrong_wanted.emit(-1 if shift else 1)
            case Qt.Key.Key_D if control and self.grid:
                self.fill_requested.emit(self._selected_cells())
            case Qt.Key.Key_Backspace if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self._edit_empty()
            case Qt.Key.Key_Escape:
                self._escape()
            case _:
                return False
        return True

    def keys_taken(self) -> Collection[str]:
        """The keys of the menu that do something here now; what nobody listens to does nothing."""
        if self.model() is None or self.current_record() is None:
            return []
        possible = {
            COPY: True,
            PASTE: self._is_heard(self.paste_requested) and bool(QGuiApplication.clipboard().text()),
            FILL: self.grid and self._is_heard(self.fill_requested),
            EDIT: any(column.edit is not None for column in self.rows_model.columns),
            DELETE: self._is_heard(self.clear_requested if self.grid else self.delete_requested),
            SELECT_ALL: self.grid or self._has_ticks(),
            NEXT_WRONG: self._is_heard(self.wrong_wanted),
        }
        return [key for key, can in possible.items() if can]

    def _is_heard(self, signal: Any) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(signal))

    def unfinished(self) -> dict[tuple[str, str], str]:
        """What is typed and not taken, by record and column: refused texts and that of the open editor."""
        if self.model() is None:
            return {}
        found = {at: draft.text for at, draft in self.rows_model.drafts.items()}
        typing = typing_in(self)
        if typing is not None and typing.is_modified:
            found[typing.key, typing.column] = typing.text
        return found

    def bring_back(self, key: str, column_key: str, text: str, reason: str) -> bool:
        """Marks a cell with a text that was typed in it and not taken; False where there is no such cell."""
        if self.model() is None or not self.rows_model.bring_back(key, column_key, text, reason):
            return False
        self.select_record(key)
        self.setFocus()
        return True

    def open_editor(self) -> QLineEdit | None:
        """The line in which a cell is being typed."""
        editor = QApplication.focusWidget()
        return editor if isinstance(editor, QLineEdit) and editor.parent() is self.viewport() else None

    # --- from cell to cell ---

    def enter_row(self, by: int) -> None:
        """Enter in an editor or a grid: down, and after a run of Tabs under the cell where it began, as in Excel."""
        column, self._run = self._run, None
        self.step_rows(by)
        if column is not None and by > 0:
            self.stand_at(self.model().index(self.current_row(), column))

    def _begin_run(self, by: int) -> None:
        if self._run is None and by > 0:
            self._run = self.current_column()

    def moveCursor(self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Tab in a grid; a list is one stop and leaves Tab to the window."""
        steps = {QAbstractItemView.CursorAction.MoveNext: 1, QAbstractItemView.CursorAction.MovePrevious: -1}
        by = steps.get(cursorAction)
        if by is None or not self.grid:
            return super().moveCursor(cursorAction, modifiers)
        self._begin_run(by)
        return next_editable(self, by)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Tab in an editor takes the text and goes on: in a grid beside it as in Excel, in a list to its next editor.

        In a list only the row is seen to be current, so that a cell one goes to is shown by its open editor.
        """
        by = {
            QAbstractItemDelegate.EndEditHint.EditNextItem: 1,
            QAbstractItemDelegate.EndEditHint.EditPreviousItem: -1,
        }.get(hint)
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint if by else hint)
        if not by:
            return
        self._begin_run(by)
        before, index = self.currentIndex(), next_editable(self, by)
        self.stand_at(index)
        if not self.grid and index != before:
            self.edit(index)

    # --- keys of its own ---

    def _tick_on(self, by: int) -> None:
        """Shift+arrow: the next row is ticked with this one; back over ticked rows it takes their ticks away."""
        row = self.current_row()
        self.step_rows(by)
        if self.current_row() == row:
            return
        back = {row, self.current_row()} <= set(self.rows_model.ticked_rows)
        self.rows_model.set_ticked([row] if back else [row, self.current_row()], on=not back)

    def keyboardSearch(self, search: str) -> None:
        """No jumping by letters: Unikey rewrites them while they are typed."""

    def _has_ticks(self) -> bool:
        return any(column.key == TICK for column in self.rows_model.columns)

    def _delete(self) -> None:
        if self.grid:
            self.clear_requested.emit(self._selected_cells())
        elif (record := self.current_record()) is not None:
            self.delete_requested.emit(record)

    def _edit_empty(self) -> None:
        self.edit(self.currentIndex())
        editor = self.indexWidget(self.currentIndex()) or QGuiApplication.focusObject()
        clear = getattr(editor, "clear", None)
        if self.state() is QAbstractItemView.State.EditingState and callable(clear):
            clear()

    def _escape(self) -> None:
        if self.rows_model.ticked:
            self.rows_model.tick_all(on=False)
        elif refused := self.rows_model.refused:
            key = self.rows_model.key_at(self.current_row())
            here = [at for at in refused if at[0] == key] or list(refused)
            self.rows_model.drop_draft(*here[0])
        else:
            self.escaped.emit()

    def _selected_cells(self) -> list[tuple[int, int]]:
        return sorted((i.row(), i.column()) for i in self.selectionModel().selectedIndexes())

    def go_to_wrong(self, by: int) -> bool:
        """Makes the next refused cell current, round the table; False when there is none in sight."""
        index = next_wrong(self, by)
        if index is None:
            return False
        self.setFocus()
        self.stand_at(index)
        return True

    def copy_cells(self, *, heads: bool = False) -> None:
        """The selected cells, else the ticked rows, else the current row, as tab-separated text for Excel."""
        cells = self._selected_cells()
        rows = sorted({row for row, _ in cells})
        if not self.grid:
            rows = self.rows_model.ticked_rows or rows
        shown = [c for c in self.head.order() if self.rows_model.columns[c].key != TICK]
        columns = [c for c in shown if not self.grid or any(at[1] == c for at in cells)]
        lines = ["\t".join(self._text(row, column) for column in columns) for row in rows]
        if heads:
            lines.insert(0, "\t".join(self.rows_model.columns[column].title for column in columns))
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _text(self, row: int, column: int) -> str:
        text = self.model().index(row, column).data(Qt.ItemDataRole.DisplayRole) or ""
        return " ".join(str(text).split())

    def paste_clipboard(self) -> None:
        """What Ctrl+V does: asks for the block on the clipboard to be laid over the table from the current cell on."""
        text = QGuiApplication.clipboard().text().replace("\r\n", "\n").rstrip("\n")
        if text:
            self.paste_requested.emit(
                self.current_row(), self.current_column(), [line.split("\t") for line in text.split("\n")]
            )

    # --- size ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.model() is not None:
            self.head.apply_widths()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click is about the cell under it, the menu key about the current one."""
        from kehoach_desktop.ui.widgets.row_menu import menu_of, menu_place

        if self.model() is None:
            return
        index, at = menu_place(self, event)
        menu = menu_of(self, index)
        if menu is not None:
            menu.popup(at)

    def menu_point(self) -> QPoint:
        """Where a menu for the current row opens, on screen."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
