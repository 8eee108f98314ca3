"""The parts of the report at the left, each with its state: drafted, in her words, figures changed; chooses, decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.narratives import Part
from kehoach_desktop.ui.models.cells import Cell, Column, Shape
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.panes import ground
from kehoach_desktop.ui.widgets.table import Table


@frozen
class PartRow:
    """A part in the list; `is_unsaved`: the editor holds words of it that the file does not."""

    part: Part
    is_unsaved: bool = False

    @property
    def id(self) -> str:
        return self.part.key

    @property
    def title(self) -> str:
        return f"{self.part.number} {self.part.title}".strip()


class PartList(QWidget):
    """Sends `chosen` with the key of a part."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "base")
        columns: list[Column[PartRow]] = [Column("title", "Phần", part_cell, stretch=True)]
        self.model = RowsModel(columns, parent=self)
        self.table = Table(theme, "", settings, row_height=theme.sizes.row_two)
        self.table.set_model(self.model)
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName("Các phần của báo cáo")
        self.table.current_record_changed.connect(lambda row: row is not None and self.chosen.emit(row.id))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_rows(self, rows: Sequence[PartRow]) -> None:
        """Shows the parts; the current one stays."""
        self.model.set_records(rows)

    def choose(self, key: str) -> None:
        """Makes a part the current one."""
        self.table.select_record(key)


def part_cell(row: PartRow) -> Cell:
    """Title and state; the state has its shape and its words."""
    state, shape, tone = _state(row)
    tooltip = f"{row.title}\n{state}"
    return Cell(row.title, second=state, second_tone=tone, shape=shape, tooltip=tooltip, spoken=f"{row.title}, {state}")


def _state(row: PartRow) -> tuple[str, Shape, str]:
    part = row.part
    if row.is_unsaved:
        return "Chưa lưu", Shape("edit", "am"), "am"
    if part.is_gone:
        return "Không còn trong báo cáo", Shape("warning", "am"), "am"
    if part.changed:
        return f"Đã sửa, {changed_words(part)}", Shape("warning", "am"), "am"
    if part.is_edited:
        return "Đã sửa", Shape("edit", "ac"), "ac"
    return "Dự thảo", Shape("document_text", "ne"), "tx2"


def changed_words(part: Part) -> str:
    """How many figures are others since she wrote: "3 số đổi", "2 số đổi, 1 cần xem"."""
    told = [f"{len(part.taken)} số đổi" if part.taken else "", f"{len(part.open)} cần xem" if part.open else ""]
    return ", ".join(filter(None, told))
