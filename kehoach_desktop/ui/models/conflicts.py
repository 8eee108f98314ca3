"""Marks undecided conflicts in the cells of a table: a fork on its ground and both values in the tooltip. Decides nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.ui.models.cells import Cell, Column

if TYPE_CHECKING:
    from kehoach_desktop.services.conflict_marks import ConflictMark

R = TypeVar("R")
ColumnOf = Callable[["ConflictMark"], str]


class Marks:
    """The marks of the dossier in force, worked out once for each."""

    def __init__(self, dossier: Callable[[], Dossier | None]) -> None:
        self._dossier = dossier
        self._known: Dossier | None = None
        self._marks: Mapping[tuple[str, str], Sequence[ConflictMark]] = {}

    def of(self, kind: str, record_id: str) -> Sequence["ConflictMark"]:
        """The conflicts to show in a record's row."""
        dossier = self._dossier()
        if dossier is not self._known:
            self._known, self._marks = dossier, {}
            if dossier is not None and dossier.conflicts:
                from kehoach_desktop.services.conflict_marks import marks_of

                self._marks = marks_of(dossier)
        return self._marks.get((kind, record_id), ()) if self._marks else ()


def with_marks(
    columns: Sequence[Column[R]], kind: str, marks: Marks, column_of: ColumnOf, key_of: Callable[[R], str] | None = None
) -> tuple[Column[R], ...]:  # fmt: skip
    """The columns with marks; `column_of` says in which column a conflict stands, one that is not there in the `home` one."""
    keys = {column.key for column in columns}
    name_key = key_of or (lambda record: record.id)

    def marked(column: Column[R]) -> Column[R]:
        def cell(record: R) -> Cell | str:
            made = column.cell(record)
            found = marks.of(kind, name_key(record))
            words = [m.words for m in found if _place(column_of(m), keys) == column.key]
            return _with_mark(made, words) if words else made

        return replace(column, cell=cell)

    return tuple(marked(column) for column in columns)


def _place(column: str, keys: set[str]) -> str:
    return column if column in keys else next(iter(keys & {"title", "name"}), column)


def _with_mark(made: Cell | str, words: Sequence[str]) -> Cell:
    cell: Any = made if isinstance(made, Cell) else Cell(made)
    said = "\n".join(words)
    text = cell.spoken or " ".join(part for part in (cell.text, cell.second, cell.after) if part)
    tooltip = f"{said}\n{cell.tooltip}" if cell.tooltip and cell.tooltip != cell.text else said
    return replace(cell, conflict=True, tooltip=tooltip, spoken=f"{text}. {said}")
