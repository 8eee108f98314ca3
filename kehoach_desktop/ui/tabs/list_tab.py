"""A tab that is a table under saved views with a pane beside it: how its parts stand and give way; it knows no record."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.tabs.base import Tab
from kehoach_desktop.ui.widgets.add_line import AddLine
from kehoach_desktop.ui.widgets.empty_state import EmptyState, NoHits
from kehoach_desktop.ui.widgets.panes import Splitter
from kehoach_desktop.ui.widgets.table import Table
from kehoach_desktop.ui.widgets.views_bar import View, ViewsBar

ALL = "all"
_NARROW = 1280


class ListTab(Tab):
    """Subclasses make the parts named below, call `lay_out` and `wire`, and answer `add_new`."""

    views: ViewsBar
    add_line: AddLine
    nothing: NoHits
    empty: EmptyState
    splitter: Splitter
    _words = ""  # looked for

    @property
    def rows_model(self) -> RowsModel[Any]:
        """The model under the table; there before the table shows it."""
        raise NotImplementedError

    def lay_out(
        self, table: Table, pane: QWidget, *between: QWidget, foot: QWidget, least: int, pane_least: int, pane_width: int
    ) -> None:  # fmt: skip
        """Views, line for a new record, what stands `between`, rows, foot; the pane at the right."""
        self._table, self._pane = table, pane
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rows = QStackedWidget()
        self._rows.addWidget(self._table)
        self._rows.addWidget(self.nothing)
        for widget in (self.views, self.add_line, *between, self._rows, foot):
            column.addWidget(widget)
        column.setStretchFactor(self._rows, 1)
        left.setMinimumWidth(least)
        self._pane.setMinimumWidth(pane_least)
        self.splitter = Splitter(self.settings, self.key, last_width=pane_width)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self._pane)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.splitter)
        self._pages.addWidget(self.empty)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self._table)

    def wire(self) -> None:
        """Leaving and clearing, and what an office without records can do."""
        self.add_line.left.connect(self._table.setFocus)
        self._table.escaped.connect(self.step_back)
        self.nothing.cleared.connect(self.clear_view)
        self.empty.acted.connect(lambda key: self.import_requested.emit() if key == "import" else self.add_new())

    def show_page(self, *, some: bool) -> None:
        """The table, or while there is no record the empty state, unless one is being added."""
        self._pages.setCurrentWidget(self.splitter if some or self.add_line.isVisibleTo(self) else self.empty)

    def open_add(self) -> None:
        """Opens the line for the name of a new record."""
        self._pages.setCurrentWidget(self.splitter)
        self.add_line.open()

    def show_rows(self, what: str, *, in_view: bool = True) -> None:
        """The rows, or that nothing ("đơn vị") fits what is looked for; `in_view` names the saved view too."""
        none = self.rows_model.shown_count == 0
        if none:
            view = next((view.title for view in self.views.views if view.key == self.views.current), "")
            where = f" ở “{view}”" if in_view and self.views.current != ALL else ""
            act = (NoHits.LEAVE_SEARCH,) if self._words and not self.is_narrowed else ()
            sought = f" có “{self._words}”" if self._words else ""
            self.nothing.set_words(f"Không có {what}{where}{sought}.", *act)
        self._rows.setCurrentWidget(self.nothing if none else self._table)

    @property
    def is_narrowed(self) -> bool:
        """Whether a view leaves out records, apart from the search."""
        return self.views.current != ALL

    def step_back(self) -> None:
        """Esc: first the view goes, then the search."""
        if self.is_narrowed:
            self.views.choose(ALL)
        else:
            self.leave_search()

    def clear_view(self) -> None:
        """Some rows again: the view goes, and the search where it alone leaves none."""
        self.views.choose(ALL)
        if not self.rows_model.shown_count:
            self.leave_search()
        self._table.setFocus()

    def show_all(self) -> None:
        """Every record, for one that was hidden is wanted."""
        self.views.choose(ALL)
        self.leave_search()

    # --- for the window ---

    def views_offered(self) -> Sequence[View]:
        return self.views.views

    def search(self, text: str) -> None:
        """Narrows to rows that have every word, accents aside."""
        self._words = text.strip()
        self.rows_model.set_search(text)

    def toggle_pane(self) -> None:
        """F4."""
        self.splitter.toggle_last()
        if not self._pane.isVisible():
            self._table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the pane gives way; F4 brings it back."""
        super().resizeEvent(event)
        was_wide, wide = event.oldSize().width() >= self.grown(_NARROW), event.size().width() >= self.grown(_NARROW)
        if wide != was_wide or event.oldSize().width() < 0:
            self._pane.setVisible(wide)
