"""The menu of a table's row, by right click or the menu key; acts come as words and what they do."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from kehoach_desktop.ui.widgets.table import Table

RowAct = tuple[str, Callable[[Any], object]]


def offer_menu(table: Table, acts: Sequence[RowAct] | Callable[[Any], Sequence[RowAct]]) -> None:
    """Gives every row of records a menu, its acts the same for all or by the record; on a band there is none."""

    def show(at: QPoint) -> None:
        index = table.indexAt(at)
        record = table.rows_model.record_at(index.row()) if index.isValid() else table.current_record()
        if record is None:
            return
        menu = QMenu(table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, act in acts(record) if callable(acts) else acts:
            menu.addAction(words).triggered.connect(lambda _=False, act=act: act(record))
        menu.popup(table.viewport().mapToGlobal(at) if index.isValid() else table.menu_point())

    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.customContextMenuRequested.connect(show)
