"""The frame of windows over the past: rows at the left, the step of the chosen row at the right, a search above. Reads nothing."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop.services import history
from kehoach_desktop.services.history import Moment, StepDetails
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.history.pane import StepPane
from kehoach_desktop.ui.models.cells import Column
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.side_window import SideWindow
from kehoach_desktop.ui.widgets.empty_state import NoHits
from kehoach_desktop.ui.widgets.panes import Splitter, ground
from kehoach_desktop.ui.widgets.table import Table

R = TypeVar("R")
_PANE_WIDTH, _LEAST_ROWS = 470, 360
_SEARCH_MS = 250


class PastWindow(SideWindow, Generic[R]):
    """Subclasses read the rows in `reload`, show the chosen one, and say what narrows the list besides the search."""

    def __init__(
        self, desk: Desk, title: str, keys: Sequence[tuple[str, str]], columns: Sequence[Column[R]], *, key: str,
        spoken: str, search: str, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(desk, title, keys, search=search, parent=parent)
        self.asked = 0  # an answer to an earlier question is dropped
        self.model: RowsModel[R] = RowsModel(list(columns), search_text=lambda _: "", parent=self)
        self.table = Table(self.theme, key, desk.settings, two_lines=True)
        self.table.setAccessibleName(spoken)
        self.table.set_model(self.model)
        self.nothing = NoHits(self.theme)
        self.pane = StepPane(self.theme)
        self._rows = QStackedWidget()
        self._lay_out(key)
        self._search_soon = QTimer(self, interval=_SEARCH_MS, singleShot=True)
        self._search_soon.timeout.connect(self.reload)
        self.search.searched.connect(lambda _: self._search_soon.start())
        self.nothing.cleared.connect(self.clear)
        self.table.escaped.connect(self._escape)
        self.pane.life_requested.connect(self._ask_life)
        desk.workspace.dossier_changed.connect(self._file_changed)
        self.theme.changed.connect(self.table.viewport().update)

    def _lay_out(self, key: str) -> None:
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.nothing)
        left = ground(QWidget(), "base")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows)
        left.setMinimumWidth(_LEAST_ROWS)
        self.splitter = Splitter(self.desk.settings, key, last_width=_PANE_WIDTH)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.pane)
        self.side = self.pane
        self.body.addWidget(self.splitter)

    # --- for subclasses ---

    def reload(self) -> None:
        """Reads the rows again; begins by `begin_reading`."""
        raise NotImplementedError

    @property
    def is_narrowed(self) -> bool:
        """Whether fewer rows are asked for than there are."""
        return bool(self.search.text())

    def clear(self) -> None:
        """Asks for all rows again."""
        self.search.clear()
        self.reload()

    def begin_reading(self) -> int:
        """The number of a new question."""
        self._search_soon.stop()
        self.asked += 1
        return self.asked

    def show_rows(self, rows: Sequence[R], why_none: str) -> None:
        """The table, or the sentence why it is empty."""
        self.model.set_records(rows)
        self.nothing.set_words(why_none)
        self._rows.setCurrentWidget(self.table if rows else self.nothing)

    def focus_first(self) -> None:
        self.table.setFocus()

    # --- inside ---

    def _copy_with_heads(self, _: R) -> None:
        self.table.copy_cells(heads=True)

    def _file_changed(self, _: object) -> None:
        if not self.desk.workspace.is_open:
            self.close()
        elif self.isVisible():
            self.reload()

    def _escape(self) -> None:
        if self.is_narrowed:
            self.clear()
        else:
            self.close()

    def _ask_life(self, kind: str, record_id: str, field: str) -> None:
        details = self.pane.details
        head = next((head for head in self.pane.heads if head.isChecked()), None)
        label = head.text() if head is not None else field

        def shown(moments: list[Moment]) -> None:
            if self.pane.details is details:
                self.pane.show_life(moments, label)

        self.ask(lambda office_file: history.field_life(office_file, kind, record_id, field), shown)


def details_of(office_file: Any, step_id: str) -> StepDetails | None:
    """A step by its id, None when it is not in the file; on the worker."""
    line = history.find_line(office_file, step_id)
    return history.step_details(office_file, line) if line is not None else None
