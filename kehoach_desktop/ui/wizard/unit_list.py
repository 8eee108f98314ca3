"""The proposed units as rows under the heads of their kinds: ticked, renamed in place, added, taken out. Saves nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.records import UnitKind
from kehoach_desktop.domain.vietnamese import fold, nfc
from kehoach_desktop.services.first_setup import ProposedUnit, propose_unit
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting

Index = QModelIndex | QPersistentModelIndex
_UNIT = Qt.ItemDataRole.UserRole
_LEFT, _NAME = 10, 36
_HEADS = CHOICE_LABELS[UnitKind]


@dataclass
class UnitRow:
    """A row: its unit, whether it is ticked, and whether it was made by counting and not touched since."""

    unit: ProposedUnit
    ticked: bool
    counted: bool = False


class _Line(QStyledItemDelegate):
    """Paints heads and units; opens the editor over the name; a click on the box, or Space, ticks."""

    def __init__(self, theme: Theme, parent: "UnitList") -> None:
        super().__init__(parent)
        self._theme, self._list = theme, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(100, self._theme.sizes.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row = self._theme, index.data(_UNIT)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("alt" if row is None else "sel" if on else "base"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if row is None:
            self._put(painter, rect.adjusted(_LEFT, 0, 0, 0), index.data(), bold=True)
        else:
            if on:
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("ac"))
            self._paint_unit(painter, rect, row)
        painter.restore()

    def _paint_unit(self, painter: QPainter, rect: QRect, row: UnitRow) -> None:
        theme = self._theme
        state = Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked
        painting.draw_check_box(painter, theme, QRect(rect.left() + _LEFT, rect.center().y() - 7, 16, 16), state)
        note = row.unit.note or ("nhóm" if row.unit.is_group else "")
        taken = theme.advance(note, "small") + 20 if note else 8
        self._put(painter, rect.adjusted(_NAME, 0, -taken, 0), row.unit.name, tone="tx" if row.ticked else "tx2")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        painter.drawText(rect.adjusted(0, 0, -10, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)

    def _put(self, painter: QPainter, rect: QRect, text: str, *, bold: bool = False, tone: str = "tx") -> None:
        metrics = self._theme.metrics(bold=bold)
        painter.setFont(self._theme.font(bold=bold))
        painter.setPen(self._theme.color(tone))
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)

    # --- the editor ---

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = QLineEdit(parent)
        editor.setProperty("role", "cell")
        editor.setAccessibleName("Tên đơn vị")
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(_NAME - 7, 0, -6, 0))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)  # noqa: S101 - createEditor makes no other
        editor.setText(index.data())
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: ARG002
        assert isinstance(editor, QLineEdit)  # noqa: S101 - createEditor makes no other
        self._list.rename(index.data(_UNIT), editor.text())

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,  # noqa: ARG002
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        row = index.data(_UNIT)
        rect: QRect = option.rect
        if row is None:
            return False
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonRelease:
            if event.position().x() >= rect.left() + _NAME:
                return False
            self._list.toggle(row)
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self._list.toggle(row)
            return True
        return False


class UnitList(QListWidget):
    """F2 or a double click renames, Space ticks, Del takes a row out. `changed` at every change by the person."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[UnitRow] = []
        self.setItemDelegate(_Line(theme, self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setAccessibleName("Đơn vị đề xuất")
        self._row_height = theme.sizes.row

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 4 * self._row_height)

    def sizeHint(self) -> QSize:
        return QSize(300, 8 * self._row_height)

    # --- content ---

    def show_units(self, units: Iterable[ProposedUnit]) -> None:
        """These units, ticked as proposed."""
        self.rows = [UnitRow(unit, unit.ticked) for unit in units]
        self._show(self.rows[0] if self.rows else None)

    def add(self, name: str) -> bool:
        """A unit under this name, ticked; False when there is one already, which is then ticked and shown."""
        name = " ".join(nfc(name).split())
        known = next((row for row in self.rows if fold(row.unit.name) == fold(name)), None)
        if known is None:
            known = UnitRow(propose_unit(name), ticked=True)
            self.rows.append(known)
            added = True
        else:
            known.ticked, added = True, False
        self._show(known)
        self.changed.emit()
        return added

    def set_counted(self, names: Iterable[str], group: str) -> None:
        """Rows made by counting take the place of those made before that nobody touched; their group comes with them."""
        self.rows = [row for row in self.rows if not row.counted]
        held = {fold(row.unit.name) for row in self.rows}
        wanted = [name for name in (group, *names) if fold(name) not in held]
        self.rows += [UnitRow(propose_unit(name), ticked=True, counted=True) for name in wanted]
        first = next((row for row in self.rows if row.counted and not row.unit.is_group), None)
        self._show(first or next(iter(self._ordered()), None))
        if first is not None:
            self.scrollToItem(self.currentItem(), QAbstractItemView.ScrollHint.PositionAtCenter)
        self.changed.emit()

    def rename(self, row: UnitRow, text: str) -> None:
        """Another name for a row; an empty one changes nothing."""
        name = " ".join(nfc(text).split())
        if not name or name == row.unit.name:
            return
        row.unit, row.ticked, row.counted = propose_unit(name), True, False
        QTimer.singleShot(0, self, lambda: self._show(row))  # the editor must be gone before its row is
        self.changed.emit()

    def toggle(self, row: UnitRow) -> None:
        """Ticks or unticks."""
        row.ticked = not row.ticked
        item = next((i for i in self._items() if i.data(_UNIT) is row), None)
        if item is not None:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(row))
        self.viewport().update()
        self.changed.emit()

    def names(self) -> tuple[str, ...]:
        """The ticked names in the order of the list."""
        return tuple(row.unit.name for row in self._ordered() if row.ticked)

    def _ordered(self) -> list[UnitRow]:
        ranks = {kind: rank for rank, kind in enumerate(UnitKind)}
        return sorted(self.rows, key=lambda row: ranks[row.unit.kind])

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(i) for i in range(self.count())]

    def _show(self, current: UnitRow | None) -> None:
        self.clear()
        kind: UnitKind | None = None
        for row in self._ordered():
            if row.unit.kind is not kind:
                kind = row.unit.kind
                head = QListWidgetItem(_HEADS[kind.value], self)
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item = QListWidgetItem(row.unit.name, self)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable)
            item.setData(_UNIT, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(row))
            item.setToolTip(row.unit.name)
            if row is current:
                self.setCurrentItem(item)
        if current is not None:
            self.scrollToItem(self.currentItem())

    # --- keys ---

    def current_unit(self) -> UnitRow | None:
        """The row with the cursor."""
        item = self.currentItem()
        return item.data(_UNIT) if item is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_unit()
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Delete and row is not None and not editing:
            self.take_out(row)
        else:
            super().keyPressEvent(event)

    def take_out(self, row: UnitRow) -> None:
        """Removes a row; the next one gets the cursor."""
        ordered = self._ordered()
        place = ordered.index(row)
        rest = [*ordered[place + 1 :], *reversed(ordered[:place])]
        self.rows.remove(row)
        self._show(rest[0] if rest else None)
        self.changed.emit()

    def keyboardSearch(self, search: str) -> None:
        """No jumping by letters: Unikey rewrites them while they are typed."""


def _spoken(row: UnitRow) -> str:
    return f"{row.unit.name}, {'có đánh dấu' if row.ticked else 'không đánh dấu'}"
