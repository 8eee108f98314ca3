"""Paints table cells from `Cell` data and opens the inline editor; knows the theme and the model's roles, not the trade."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kehoach_desktop.ui.models.cells import TICK, Align, Cell, Draft, Group
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.fields import Choice

if TYPE_CHECKING:
    from kehoach_desktop.ui.widgets.table import Table

PAD = 8
_BAR = 3
_GAP = 6
Index = QModelIndex | QPersistentModelIndex
# A line of a cell. It is not cut at its own width: the horn of an ơ or ư at its end stands out over it, into the padding.
_UNCUT = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextDontClip.value
_LINE = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft.value | _UNCUT,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight.value | _UNCUT,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter.value | _UNCUT,
}


class CellDelegate(QStyledItemDelegate):
    """One for a whole table; the table tells it the current and hovered row and the order of columns."""

    def __init__(self, theme: Theme, table: "Table") -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    # --- painting ---

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        painter.save()
        painter.setClipRect(rect)
        model, row = self._table.rows_model, index.row()
        group = model.group_at(row)
        if group is not None:
            self._paint_group(painter, rect, group, folded=model.is_folded(group.key), row=row)
        elif model.key_at(row) is not None:  # a row that has just gone is still painted now and then
            self._paint_record(painter, rect, index)
        painter.restore()

    def _paint_record(self, painter: QPainter, rect: QRect, index: Index) -> None:
        model, row, place = self._table.rows_model, index.row(), index.column()
        column, cell, draft = model.columns[place], model.cell_at(row, place), model.draft_at(row, place)
        painter.fillRect(rect, self._ground(index, cell))
        self._paint_lines(painter, rect)
        if column.key == TICK:
            state = Qt.CheckState.Checked if model.is_ticked(row) else Qt.CheckState.Unchecked
            painting.draw_check_box(painter, self._theme, self._table.tick_box(rect), state)
        elif draft is not None:
            self._paint_draft(painter, rect, draft, column.align)
        else:
            self._paint_cell(painter, rect, cell, column.align)
        if row != self._table.current_row():
            return
        if self._table.is_first_shown(place):
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), self._theme.color("ac"))
        if self._table.grid and place == self._table.current_column():
            painter.setPen(QPen(self._theme.color("ac"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _ground(self, index: Index, cell: Cell) -> QColor:
        theme, row = self._theme, index.row()
        if cell.conflict:
            return theme.color("ams")
        if self._table.grid:
            if row == self._table.current_row() and cell.ground is None:
                return theme.color("acs")
        elif row == self._table.current_row() or self._is_marked(index) or self._table.is_selected(index):
            return theme.color("sel")
        if cell.ground is not None:
            return theme.color(cell.ground)
        return theme.color("alt" if row == self._table.hovered_row else "base")

    def _is_marked(self, index: Index) -> bool:
        return self._table.marks_ticked and self._table.rows_model.is_ticked(index.row())

    def _paint_lines(self, painter: QPainter, rect: QRect) -> None:
        line = self._theme.color("line")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        if self._table.grid:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group, *, folded: bool, row: int) -> None:
        """Every cell of the row paints its part of one band over the whole width."""
        theme = self._theme
        band = QRect(0, rect.top(), self._table.viewport().width(), rect.height())
        painter.fillRect(rect, theme.color("sel" if row == self._table.current_row() else "alt"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        middle = band.center().y()
        chevron = "chevron_right" if folded else "chevron_down"
        painting.draw_icon(painter, theme, chevron, QPoint(PAD, middle - 7), "tx2")
        x = PAD + painting.ICON + PAD
        right = theme.advance(group.right, "small") + PAD if group.right else 0
        title = theme.metrics(bold=True).elidedText(
            group.title, Qt.TextElideMode.ElideRight, band.width() - x - right - PAD
        )
        x = self._words(painter, title, x, band, group.tone, bold=True)
        x = self._words(painter, group.note, x + PAD, band, "tx2", role="small")
        if group.right:
            self._words(painter, group.right, band.right() - right, band, "tx2", role="small")
        if row == self._table.current_row():
            painter.fillRect(QRect(0, band.top(), _BAR, band.height()), theme.color("ac"))

    def _words(
        self, painter: QPainter, text: str, x: int, band: QRect, tone: str, *, role: str = "body", bold: bool = False
    ) -> int:
        width = self._theme.advance(text, role, bold=bold)
        painter.setFont(self._theme.font(role, bold=bold))
        painter.setPen(self._theme.color(tone))
        painter.drawText(QRect(x, band.top(), width + 2, band.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return x + width

    def _paint_draft(self, painter: QPainter, rect: QRect, draft: Draft, align: Align) -> None:
        if draft.fault is None:
            self._paint_cell(painter, rect, Cell(draft.text, tone="tx2"), align)
            return
        painter.fillRect(rect, self._theme.color("res"))
        self._paint_cell(painter, rect, Cell(draft.text), align)
        red = self._theme.color("re")
        painter.setPen(QPen(red, 1))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.setBrush(QBrush(red))
        corner = rect.topRight()
        painter.drawPolygon(QPolygon([corner, corner - QPoint(7, 0), corner + QPoint(0, 7)]))

    def _paint_cell(self, painter: QPainter, rect: QRect, cell: Cell, align: Align) -> None:
        theme = self._theme
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        if cell.conflict:
            painting.draw_icon(painter, theme, "branch_fork", QPoint(inner.left(), inner.center().y() - 7), "am")
            inner.setLeft(inner.left() + painting.ICON + _GAP)
        if cell.pips:
            after = painting.draw_pips(painter, theme, cell.pips, inner.left(), inner.center().y())
            inner.setLeft(after + 4)
        if cell.shape is not None:
            painting.draw_shape(painter, theme, cell.shape, QPoint(inner.left(), inner.center().y() - 7))
            inner.setLeft(inner.left() + painting.ICON + _GAP)
        self._paint_text(painter, inner, cell, align)

    def _paint_text(self, painter: QPainter, inner: QRect, cell: Cell, align: Align) -> None:
        theme = self._theme
        font = theme.font(
            "small" if cell.small else "body", bold=cell.bold, italic=cell.italic, struck=bool(cell.struck)
        )
        line, little = theme.sizes.line, theme.sizes.small_line
        second_height = little if cell.second else 0
        most = max(1, (inner.height() - second_height - 4) // line)
        lines, _ = painting.wrap_lines(cell.text, font, inner.width(), most)
        height = len(lines) * line + second_height
        top = inner.top() + (inner.height() - height) // 2
        flags = _LINE[align]
        painter.setFont(font)
        painter.setPen(theme.color(cell.tone))
        for place, words in enumerate(lines):
            painter.drawText(QRect(inner.left(), top + place * line, inner.width(), line), flags, words)
        if cell.after and len(lines) == 1:
            used = theme.advance(lines[0], bold=cell.bold) + _GAP
            self._small(painter, cell.after, inner.adjusted(used, 0, 0, 0), top, line, cell.after_tone, flags)
        if cell.second:
            self._small(painter, cell.second, inner, top + len(lines) * line, little, cell.second_tone, flags)

    def _small(self, painter: QPainter, text: str, inner: QRect, top: int, height: int, tone: str, flags: int) -> None:
        theme = self._theme
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color(tone))
        words = theme.metrics("small").elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner.left(), top, inner.width(), height), flags, words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(self._table.columnWidth(index.column()), self._table.row_height)

    # --- editing ---

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        choices = self._table.rows_model.choices_at(index.row(), index.column())
        if choices is not None:
            combo = Choice(self._theme, parent)
            for value, label in choices:
                combo.addItem(label, value)
            combo.activated.connect(lambda _: self._commit(combo))
            return combo
        editor = QLineEdit(parent)
        editor.setProperty("role", "cell")
        if self._table.rows_model.columns[index.column()].align is Align.RIGHT:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = index.data(Qt.ItemDataRole.EditRole) or ""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(text)))
        elif isinstance(editor, QLineEdit) and not editor.isModified():  # an answer of the worker comes while one types
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        text = editor.currentData() if isinstance(editor, QComboBox) else ""
        model.setData(index, editor.text() if isinstance(editor, QLineEdit) else text, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        rect: QRect = option.rect
        if isinstance(editor, QComboBox):  # keeps its own height, in the middle of the row
            height = min(self._theme.sizes.field, rect.height())
            rect = QRect(rect.left(), rect.top() + (rect.height() - height) // 2, rect.width(), height)
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes the text and goes down, Shift+Enter up; Tab and Esc are Qt's own."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(editor, QWidget):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._commit(editor)
                self._table.enter_row(-1 if up else 1)
                return True
            if event.key() == Qt.Key.Key_F2 and isinstance(editor, QLineEdit):
                editor.end(False)
                return True
        return super().eventFilter(editor, event)

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
