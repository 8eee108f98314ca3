"""The menu of a table's row, by right click or the menu key: its own acts, then sorting and columns; and of lists alike. Knows no record."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.widgets.key_acts import KEYS, press

if TYPE_CHECKING:
    from kehoach_desktop.ui.widgets.table import Table


@frozen
class KeyLine:
    """A line that does what a key of the table does; grey where the key would do nothing."""

    words: str
    key: str


RowAct = tuple[str, Callable[[Any], object]] | KeyLine | None  # None is a line between


RowActs = Sequence[RowAct] | Callable[[Any], Sequence[RowAct]]


def offer_menu(table: "Table", acts: RowActs) -> None:
    """Gives every row of records a menu, its acts the same for all or by the record; a tuple is words and what they do."""
    table.row_acts = acts


def menu_place(view: QAbstractItemView, event: QContextMenuEvent) -> tuple[QModelIndex, QPoint]:
    """What a menu is about and where it opens: the cell under a right click, or for the menu key the current one."""
    if event.reason() is not QContextMenuEvent.Reason.Keyboard:
        return view.indexAt(event.pos()), event.globalPos()
    index = view.currentIndex()
    return index, view.viewport().mapToGlobal(view.visualRect(index).bottomLeft())


def pop_up(parent: QWidget, at: QPoint, lines: Sequence[tuple[str, Callable[[], object], bool]]) -> None:
    """A menu of words, what they do, and whether that is possible."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for words, act, possible in lines:
        action = menu.addAction(words)
        action.setEnabled(possible)
        action.triggered.connect(lambda _=False, act=act: act())
    menu.popup(at)


def menu_of(table: "Table", index: QModelIndex) -> QMenu | None:
    """The menu of the row at a cell, None where there is nothing to offer; deletes itself when closed."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    record = table.rows_model.record_at(index.row()) if index.isValid() else None
    if record is not None:
        _add_acts(menu, table, record)
    _add_head_lines(menu, table, index)
    if menu.isEmpty():
        menu.deleteLater()
        return None
    return menu


def _add_acts(menu: QMenu, table: "Table", record: Any) -> None:
    taken = table.keys_taken()
    acts = table.row_acts
    for line in acts(record) if callable(acts) else acts:
        match line:
            case None:
                menu.addSeparator()
            case KeyLine(words, key):
                action = menu.addAction(f"{words}\t{QKeySequence(KEYS[key]).toString()}")
                action.setEnabled(key in taken)
                action.triggered.connect(lambda _=False, key=key: press(table, key))
            case words, act:
                menu.addAction(words).triggered.connect(lambda _=False, act=act: act(record))


def _add_head_lines(menu: QMenu, table: "Table", index: QModelIndex) -> None:
    """What the mouse does on the head of the table: sorting by the column of the cell, and which columns are shown."""
    head = table.head
    if head.isHidden() or not table.name:
        return
    menu.addSeparator()
    if head.can_sort:
        if index.isValid() and table.rows_model.group_at(index.row()) is None:
            head.add_sort_line(menu, index.column(), "Xếp theo “{}”")
        head.add_unsort_line(menu)
    head.add_columns(menu.addMenu("Cột"))
