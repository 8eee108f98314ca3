"""A block of texts laid over the task table, written as one step of the services; stores nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from kehoach_desktop.domain.records import Task
from kehoach_desktop.services.cell_blocks import CellText, Written
from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.widgets.paste_block import PasteBlock
from kehoach_desktop.ui.widgets.table import Table
from kehoach_desktop.ui.workspace import Workspace


class TaskBlock(PasteBlock):
    """Columns that take a pasted text: those typed into, and those whose units are named."""

    also = frozenset({"lead", "supports"})
    where = "Nhiệm vụ hoặc Thời hạn"

    def __init__(self, workspace: Workspace, messages: Messages, model: RowsModel[Task], table: Table) -> None:
        super().__init__(messages, model, table)
        self._workspace = workspace

    def write(
        self, cells: Sequence[CellText], on_done: Callable[[Written], None], on_error: Callable[[Any], None]
    ) -> None:
        from kehoach_desktop.services import tasks

        year = self._workspace.period.year
        self._workspace.perform(
            "Dán nhiệm vụ", tasks.write_task_cells, cells, year=year, on_done=on_done, on_error=on_error
        )
