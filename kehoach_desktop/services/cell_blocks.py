"""Texts for cells of records, and what came of writing a block of them; shared by the verbs that take one from Excel."""

from typing import NamedTuple

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.changes import Changes

NO_VALUE = {"", "-", "–", "—"}  # what a cell without a value shows; pasted back it is no value


class CellText(NamedTuple):
    """A text for one cell: a field of a record, or the key of a column that stands for several."""

    record_id: str
    field: str
    text: str


@frozen
class Written:
    """What came of a block: cells refused with their reasons; `changes` is None when nothing was new."""

    refused: tuple[tuple[CellText, UserFacingError], ...]
    changes: Changes | None
