"""Choosing the columns of a table form: which, in what order, under what names; gives the choice, keeps nothing itself."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground, rule

if TYPE_CHECKING:
    from kehoach_desktop.services.form_layouts import ColumnChoice

Index = QModelIndex | QPersistentModelIndex

_CHOICE = Qt.ItemDataRole.UserRole
_BOX, _NAME = 10, 36  # where the tick and the words begin
_LONGEST_NAME = 60
_HELP = "Cột có dấu được in, theo thứ tự từ trên xuống. Hai cột đầu luôn được in."


class FormColumns(QDialog):
    """The list with its buttons; `choices` is what the person wants, `is_own` whether that is what the form has by itself."""

    def __init__(
        self, theme: Theme, title: str, chosen: "Sequence[ColumnChoice]", own: "Sequence[ColumnChoice]",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        theme.dress(self)
        self.setWindowTitle(f"Cột của biểu {title}")
        self._theme, self._own = theme, list(own)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = ground(QWidget(), "base")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(16, 14, 16, 14)
        inner.setSpacing(10)
        inner.addWidget(Words(theme, title, role="pane", bold=True, wrap=True))
        inner.addWidget(Words(theme, _HELP, tone="tx2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(10)
        self.list = ColumnList(theme)
        row.addWidget(self.list, 1)
        row.addLayout(self._make_side())
        inner.addLayout(row, 1)
        column.addWidget(body, 1)
        column.addWidget(rule("line2"))
        column.addWidget(self._make_foot())
        self.list.show_choices(chosen)
        self.list.currentRowChanged.connect(lambda _: self._fit_buttons())
        self.list.changed.connect(self._fit_buttons)
        self._fit_buttons()
        grow = max(1.0, theme.sizes.line / 18)
        self.resize(round(560 * grow), round(460 * grow))
        self.list.setFocus()

    def _make_side(self) -> QVBoxLayout:
        theme = self._theme
        side = QVBoxLayout()
        side.setSpacing(6)
        self.up = Button(theme, "Lên", icon="arrow_up", key="Alt+↑", show_key=False)
        self.down = Button(theme, "Xuống", icon="arrow_down", key="Alt+↓", show_key=False)
        self.rename = Button(theme, "Đổi tên", icon="edit", key="F2", show_key=False)
        acts = ((self.up, "Alt+Up", lambda: self.list.shift(-1)), (self.down, "Alt+Down", lambda: self.list.shift(1)))
        for button, keys, act in acts:
            button.clicked.connect(act)
            QShortcut(QKeySequence(keys), self, act)
        self.rename.clicked.connect(self.list.rename_current)
        widest = max(button.sizeHint().width() for button in (self.up, self.down, self.rename))
        for button in (self.up, self.down, self.rename):
            button.setFixedWidth(widest)
            side.addWidget(button)
        side.addStretch(1)
        return side

    def _make_foot(self) -> QWidget:
        theme = self._theme
        foot = ground(QWidget(), "win")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        self.defaults = Button(theme, "Về mặc định", icon="arrow_undo")
        self.keep_button = Button(theme, "Ghi", kind="primary", key="Enter")
        self.leave_button = Button(theme, "Bỏ", key="Esc")
        self.defaults.clicked.connect(lambda: self.list.show_choices(self._own))
        self.keep_button.clicked.connect(self.accept)
        self.leave_button.clicked.connect(self.reject)
        self.keep_button.setDefault(True)
        row.addWidget(self.defaults)
        row.addStretch(1)
        row.addWidget(self.keep_button)
        row.addWidget(self.leave_button)
        return foot

    def _fit_buttons(self) -> None:
        self.up.setEnabled(self.list.can_move(-1))
        self.down.setEnabled(self.list.can_move(1))
        self.rename.setEnabled(self.list.currentRow() >= 0)
        self.defaults.setEnabled(not self.is_own)

    @property
    def choices(self) -> "list[ColumnChoice]":
        return self.list.choices

    @property
    def is_own(self) -> bool:
        """Whether the same is printed as without a choice."""
        return [c for c in self.choices if c.shown] == [c for c in self._own if c.shown]


class ColumnList(QListWidget):
    """Space ticks, F2 or a double click renames, `shift` changes the order; `changed` after each of them."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Line(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setAccessibleName("Các cột của biểu")

    @property
    def choices(self) -> "list[ColumnChoice]":
        return [self.item(place).data(_CHOICE) for place in range(self.count())]

    def show_choices(self, choices: "Sequence[ColumnChoice]") -> None:
        """These columns in this order, the first that can be moved under the cursor."""
        self.clear()
        for choice in choices:
            item = QListWidgetItem(self)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable)
            _put(item, choice)
        self.setCurrentRow(next((n for n, choice in enumerate(choices) if not choice.fixed), 0))
        self.changed.emit()

    def can_move(self, by: int) -> bool:
        """Whether the current column has a place to go; the fixed ones stay where they are."""
        here, there = self.currentRow(), self.currentRow() + by
        if not (0 <= here < self.count() and 0 <= there < self.count()):
            return False
        return not (self.item(here).data(_CHOICE).fixed or self.item(there).data(_CHOICE).fixed)

    def shift(self, by: int) -> None:
        """Moves the current column up (-1) or down (1)."""
        if self.can_move(by):
            row = self.currentRow()
            item = self.takeItem(row)
            self.insertItem(row + by, item)
            self.setCurrentItem(item)
            self.changed.emit()

    def toggle(self, row: int) -> None:
        """Ticks or unticks a column; the fixed ones stay ticked."""
        item = self.item(row)
        choice = item.data(_CHOICE)
        if not choice.fixed:
            _put(item, replace(choice, shown=not choice.shown))
            self.changed.emit()

    def rename(self, row: int, text: str) -> None:
        """Another name for a column; an empty one is the form's own again."""
        item = self.item(row)
        choice = item.data(_CHOICE)
        name = " ".join(nfc(text).split())[:_LONGEST_NAME] or choice.own
        if name != choice.name:
            _put(item, replace(choice, name=name, shown=True))
            self.changed.emit()

    def rename_current(self) -> None:
        """Opens the editor in place."""
        if self.currentItem() is not None:
            self.editItem(self.currentItem())


def _put(item: QListWidgetItem, choice: "ColumnChoice") -> None:
    item.setData(_CHOICE, choice)
    item.setText(choice.name)
    told = "được in" if choice.shown else "không in"
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{choice.name}, {told}")
    item.setToolTip(choice.name if choice.name == choice.own else f"{choice.name} (tên của biểu: {choice.own})")


class _Line(QStyledItemDelegate):
    """A row as drawn: tick, name, and the form's own name where the office gave another."""

    def __init__(self, theme: Theme, columns: ColumnList) -> None:
        super().__init__(columns)
        self._theme, self._list = theme, columns

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(200, self._theme.sizes.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, choice = self._theme, index.data(_CHOICE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("sel" if on else "base"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if on:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("ac"))
        ticked = Qt.CheckState.Checked if choice.shown else Qt.CheckState.Unchecked
        box = QRect(rect.left() + _BOX, rect.center().y() - 7, 16, 16)
        painting.draw_check_box(painter, theme, box, ticked, enabled=not choice.fixed)
        self._words(painter, rect.adjusted(_NAME, 0, -8, 0), choice)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, choice: "ColumnChoice") -> None:
        theme = self._theme
        note = "" if choice.name == choice.own else choice.own
        small = theme.metrics("small")
        note = small.elidedText(note, Qt.TextElideMode.ElideRight, rect.width() // 2)
        taken = small.horizontalAdvance(note) + 10 if note else 0
        metrics = theme.metrics()
        painter.setFont(theme.font())
        painter.setPen(theme.color("tx" if choice.shown else "tx2"))
        name = metrics.elidedText(choice.name, Qt.TextElideMode.ElideRight, rect.width() - taken)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = QLineEdit(parent)
        editor.setProperty("role", "cell")
        editor.setMaxLength(_LONGEST_NAME)
        editor.setAccessibleName("Tên cột")
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(_NAME - 7, 0, -6, 0))

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)  # noqa: S101 - createEditor makes no other
        editor.setText(index.data(_CHOICE).name)
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: ARG002
        assert isinstance(editor, QLineEdit)  # noqa: S101 - createEditor makes no other
        self._list.rename(index.row(), editor.text())

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,  # noqa: ARG002
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        rect: QRect = option.rect
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonRelease:
            if event.position().x() >= rect.left() + _NAME:
                return False
            self._list.toggle(index.row())
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self._list.toggle(index.row())
            return True
        return False
