"""A block of texts laid over the table of units, written as one step of the services; stores nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from kehoach_desktop.services.cell_blocks import CellText, Written
from kehoach_desktop.ui.messages import Messages
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.tabs.units.book import UnitRow
from kehoach_desktop.ui.widgets.paste_block import PasteBlock
from kehoach_desktop.ui.widgets.table import Table
from kehoach_desktop.ui.workspace import Workspace


class UnitBlock(PasteBlock):
    """Name, head, the head's title and phone; figures and reports are not typed, so a text for them is left out."""

    where = "Đơn vị hoặc Người đứng đầu"

    def __init__(self, workspace: Workspace, messages: Messages, model: RowsModel[UnitRow], table: Table) -> None:
        super().__init__(messages, model, table)
        self._workspace = workspace

    def write(
        self, cells: Sequence[CellText], on_done: Callable[[Written], None], on_error: Callable[[Any], None]
    ) -> None:
        from kehoach_desktop.services import unit_cells

        self._workspace.perform("Dán đơn vị", unit_cells.write_unit_cells, cells, on_done=on_done, on_error=on_error)
