"""The sheet: an editable table with a two-row head, first columns that stay, keys and blocks as in Excel. Knows no indicator."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from kehoach_desktop.ui.models.cells import Draft
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.tabs.indicators.columns import Band
from kehoach_desktop.ui.tabs.indicators.header import BandHeader
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.cell_delegate import PAD
from kehoach_desktop.ui.widgets.table import Index, Table

R = TypeVar("R")
CellAt = tuple[int, int]


class GridModel(RowsModel[R], Generic[R]):
    """Rows whose cells are written in blocks; a refused text comes back when its row is shown again."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._shelf: dict[tuple[str, str], Draft] = {}

    def put_draft(self, key: str, column_key: str, text: str, fault: str | None = None) -> None:
        self._shelf.pop((key, column_key), None)
        super().put_draft(key, column_key, text, fault)

    def draft(self, key: str, column: str) -> Draft | None:
        return self._drafts.get((key, column))

    @property
    def drafts(self) -> dict[tuple[str, str], Draft]:
        return self._shelf | super().drafts

    def forget_drafts(self, columns: Sequence[str]) -> None:
        """Drops refused texts of these columns, for they were about something else."""
        self._shelf = {at: d for at, d in self._shelf.items() if at[1] not in columns}
        self._drafts = {at: d for at, d in self._drafts.items() if at[1] not in columns}

    def set_records(self, records: Sequence[R]) -> None:
        self._shelf |= self.refused
        known = {self._key_of(record) for record in records}
        back = {at: draft for at, draft in self._shelf.items() if at[0] in known}
        self._shelf = {at: draft for at, draft in self._shelf.items() if at[0] not in known}
        super().set_records(records)
        if back:
            self._drafts |= back
            self._repaint_all()
            self.shown_changed.emit()


class SheetTable(Table):
    """A grid whose first columns and two-row head stay; a row is deleted or accepted as a whole by Ctrl."""

    cell_changed = Signal()  # another cell is current
    row_delete_requested = Signal(object)  # Ctrl+Del: the record
    accept_wanted = Signal(object)  # Ctrl+Enter: the record
    # Qt asks while the base class is being built.
    _wrap_column = ""
    _frozen: "_FrozenColumns | None" = None

    def __init__(
        self, theme: Theme, name: str, settings: Settings, *, row_height: int, two_row_head: bool = False, frozen: int = 0,
        wrap_column: str = "", first_column: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, name, settings, grid=True, row_height=row_height, parent=parent)
        self._wrap_column, self._wanted_column = wrap_column, first_column
        if two_row_head:
            self.head = BandHeader(theme, name, settings, self)
            self.setHorizontalHeader(self.head)
        self.head.sectionResized.connect(self._column_resized)
        if frozen:
            self._frozen = _FrozenColumns(self, frozen)
            self.horizontalScrollBar().valueChanged.connect(lambda _: self._place_frozen())

    def set_bands(self, bands: Sequence[Band]) -> None:
        """Another upper row of the head (another period)."""
        if isinstance(self.head, BandHeader):
            self.head.set_bands(bands)

    # --- rows come and go ---

    def set_model(self, model: RowsModel[Any]) -> None:
        super().set_model(model)
        model.shown_changed.connect(self._size_rows)

    # --- frozen columns ---

    def frozen_width(self) -> int:
        """Width of the columns that stay, 0 while nothing is scrolled away."""
        if self._frozen is None or not self.horizontalScrollBar().value():
            return 0
        return sum(self.columnWidth(column) for column in range(self._frozen.count))

    def _place_frozen(self) -> None:
        if self._frozen is not None:
            self._frozen.place()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        covered = self.frozen_width() - self.visualRect(index).left()
        if covered > 0 and self._frozen is not None and index.column() >= self._frozen.count:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - covered)

    def _column_resized(self, place: int) -> None:
        columns = self.rows_model.columns if self.model() is not None else ()
        if place < len(columns) and columns[place].key == self._wrap_column:
            self._size_rows()

    def _size_rows(self) -> None:
        """Rows whose words need a second line are higher."""
        super()._size_rows()
        columns = [column.key for column in self.rows_model.columns] if self.model() is not None else []
        if self._wrap_column not in columns:
            return
        place = columns.index(self._wrap_column)
        width, font = self.columnWidth(place) - 2 * PAD, self.theme.font()
        texts, vertical = self.rows_model.texts(place), self.verticalHeader()
        tall = max(self.theme.sizes.row_two, self.row_height)
        for row, two_lines in enumerate(painting.too_wide(texts, font, width)):
            height = tall if two_lines else self.row_height
            if vertical.sectionSize(row) != height:
                vertical.resizeSection(row, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_frozen()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._frozen is not None and self._frozen.isVisible():
            self._frozen.update()

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Delete and control and self.current_record() is not None:
            self.row_delete_requested.emit(self.current_record())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control and self.current_record() is not None:
            self.accept_wanted.emit(self.current_record())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.cell_changed.emit()

    def selected_cells(self) -> list[CellAt]:
        """Row and column of every selected cell, top row first."""
        return self._selected_cells()

    def _text(self, row: int, column: int) -> str:
        text = super()._text(row, column)
        return "" if text == "–" else text


class _FrozenColumns(QWidget):
    """Paints the first columns over the sheet while it is scrolled to the right; clicks go to the sheet."""

    def __init__(self, table: SheetTable, count: int) -> None:
        super().__init__(table)
        self._table = table
        self.count = count
        self.hide()

    def place(self) -> None:
        """Covers the columns that would be scrolled away."""
        width = self._table.frozen_width()
        if width:
            height = self._table.viewport().geometry().bottom() + 1
            self.setGeometry(0, 0, width, height)
            self.raise_()
        self.setVisible(bool(width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        table, theme = self._table, self._table.theme
        painter = QPainter(self)
        top = table.viewport().geometry().top()
        painter.fillRect(self.rect(), theme.color("base"))
        left = 0
        for column in range(self.count):
            width = table.columnWidth(column)
            head = QRect(left, 0, width, top)
            table.head.paintSection(painter, head, column)
            painter.setClipRect(QRect(0, top, self.width(), self.height() - top))
            for row in range(max(table.rowAt(0), 0), table.rows_model.rowCount()):
                y = top + table.rowViewportPosition(row)
                if y > self.height():
                    break
                option = QStyleOptionViewItem()
                option.rect = QRect(left, y, width, table.rowHeight(row))
                painter.save()
                table.itemDelegate().paint(painter, option, table.model().index(row, column))
                painter.restore()
            painter.setClipping(False)
            left += width
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _index_at(self, event: QMouseEvent) -> QModelIndex:
        table = self._table
        at = event.position().toPoint()
        row = table.rowAt(at.y() - table.viewport().geometry().top())
        column, left = 0, 0
        while column + 1 < self.count and at.x() >= left + table.columnWidth(column):
            left += table.columnWidth(column)
            column += 1
        return table.model().index(row, column) if row >= 0 else QModelIndex()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event)
        if index.isValid():
            self._table.stand_at(index)
            self._table.setFocus()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._table.horizontalScrollBar().setValue(0)
            self._table.edit(index)
