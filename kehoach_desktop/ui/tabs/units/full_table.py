"""A table inside a scrolling pane: as high as its rows, the pane scrolls and follows the current row. Knows no record."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.table import Table


class FullTable(Table):
    """Call `fit` after every change of the rows. Tab leaves it, up and down move in it."""

    def __init__(self, theme: Theme, name: str, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, settings, parent=parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Takes the height of its rows."""
        rows = self.rows_model.rowCount()
        self.setFixedHeight(self.theme.sizes.header + rows * self.row_height + 1)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self._show_in_pane(current)

    def _show_in_pane(self, index: QModelIndex | QPersistentModelIndex) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inner = area.widget() if area is not None else None
        if area is not None and inner is not None:
            at = self.viewport().mapTo(inner, self.visualRect(index).center())
            area.ensureVisible(at.x(), at.y(), 0, self.row_height)
