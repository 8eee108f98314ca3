"""Finds the form in a workbook that came back, whatever happened to it; takes no value and knows no office.

Rows may have been moved, sorted or added, columns inserted, heads renamed, the hidden sheet lost.
"""

import dataclasses
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kehoach_desktop.exchange.form_layout import (
    ANSWER_FIELDS,
    CODE_PATTERN,
    COLUMNS,
    HEAD,
    MAKER,
    NIL_LABEL,
    Field,
    Stamp,
    text_key,
)
from kehoach_desktop.exchange.spreadsheet import Cell, CellKind, Sheet
from kehoach_desktop.frozen import frozen

_FIELDS = [column.field for column in COLUMNS]
_HEADS = {text_key(column.title): column.field for column in COLUMNS}
_ALIKE = 0.8  # how much of a head must agree when it was typed anew
_SIMILAR = 0.6  # the same where the column also stands in its place
_TABLE_HEADS = 6  # so many make a table one of ours that has lost its codes
_ENOUGH_HEADS = 4  # so many known heads make a row the header
_FOOT = {text_key(MAKER), text_key(HEAD)}
_NIL = text_key(NIL_LABEL)
_DATE_LINE = re.compile(r".*\bngay( \d+)? thang( \d+)? nam( \d+)?")


@frozen
class ReturnedCell:
    """A filled cell: its place ("F12") and what lies in it."""

    place: str
    cell: Cell


@frozen
class ReturnedRow:
    """A row with its number and text as they stand there, and its filled answers."""

    row: int
    number: str
    title: str
    answers: dict[Field, ReturnedCell]
    in_table: bool  # between the header and the signatures


@frozen
class ReturnedForm:
    """What of a form is left in a workbook. `stamp` and `code` may each be lost; `strange` are columns nobody knows."""

    stamp: Stamp | None
    code: str
    nil: ReturnedCell | None
    rows: tuple[ReturnedRow, ...]
    strange: tuple[ReturnedCell, ...] = ()
    columns: dict[Field, int] = dataclasses.field(default_factory=dict)

    def with_cell(self, place: str, text: str) -> "ReturnedForm":
        """The same form with another text in one of its filled cells; an empty text empties the cell."""
        typed = ReturnedCell(place, Cell(CellKind.TEXT, text.strip()))

        def mended(cell: ReturnedCell | None) -> ReturnedCell | None:
            if cell is None or cell.place != place:
                return cell
            return typed if typed.cell.value else None

        rows = tuple(
            replace(row, answers={name: kept for name, cell in row.answers.items() if (kept := mended(cell))})
            for row in self.rows
        )
        return replace(self, rows=rows, nil=mended(self.nil))

    def holds(self, place: str) -> bool:
        """Whether a cell is one of the answers, so that another text in it changes something."""
        cells = (cell for row in self.rows for cell in row.answers.values())
        return any(cell.place == place for cell in (*cells, self.nil) if cell)


def find_form(sheets: Sequence[Sheet]) -> ReturnedForm | None:
    """The form in a workbook; None when nothing in it, not even the heads of its table, says that it is one of ours."""
    stamp, stamped = None, -1
    for place, sheet in enumerate(sheets):
        found = Stamp.from_cells(_text_rows(sheet))
        if found:
            stamp, stamped = found, place
    others = [sheet for place, sheet in enumerate(sheets) if place != stamped]
    best = max(others, key=_likeness, default=None)
    if best is None:
        return None
    code = _code_in(best)
    if stamp is None and not code and len(_header(best)[1]) < _TABLE_HEADS:
        return None
    return _read_table(best, stamp, code)


def place_name(row: int, column: int) -> str:
    """The name of a cell: F12."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def cell_words(cell: Cell | None) -> str:
    """What stands in a cell as text: a whole number without its point, "12" not "12.0"."""
    return "" if cell is None else cell.value.strip().removesuffix(".0")


def _text_rows(sheet: Sheet) -> Iterable[tuple[str, ...]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, []).append((column, cell_words(cell)))
    return (tuple(text for _, text in sorted(cells)) for _, cells in sorted(rows.items()))


def _likeness(sheet: Sheet) -> tuple[int, int]:
    """How much a sheet looks like the form: heads in its best row, then filled cells."""
    return len(_header(sheet)[1]), len(sheet.cells)


def _code_in(sheet: Sheet) -> str:
    texts = (cell.value for cell in sheet.cells.values() if cell.kind == CellKind.TEXT)
    return next((found[0] for text in texts if (found := CODE_PATTERN.search(text.upper()))), "")


def _header(sheet: Sheet) -> tuple[int, dict[Field, int]]:
    """The row with most known heads and the column of each; row 0 when there is no such row."""
    rows: dict[int, dict[Field, int]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        field = _HEADS.get(text_key(cell.value)) if cell.kind == CellKind.TEXT else None
        if field:
            rows.setdefault(row, {}).setdefault(field, column)
    row = max(rows, key=lambda r: len(rows[r]), default=0)
    return (row, rows[row]) if row and len(rows[row]) >= _ENOUGH_HEADS else (0, {})


def _read_table(sheet: Sheet, stamp: Stamp | None, code: str) -> ReturnedForm:
    head, known = _header(sheet)
    columns = _columns(sheet, head, known)
    nil, nil_row = _nil_cell(sheet)
    foot = min(
        (row for (row, _), cell in sheet.cells.items() if row > head and text_key(cell.value) in _FOOT), default=0
    )
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        by_row.setdefault(row, {})[column] = cell
    field_at = {column: field for field, column in columns.items()}
    rows = []
    for row, cells in sorted(by_row.items()):
        if row in (head, nil_row) or _is_header(cells):
            continue
        in_table = 0 < head < row and (not foot or row < foot) and not _is_date_line(cells)
        answers = {
            field_at[column]: ReturnedCell(place_name(row, column), cell)
            for column, cell in sorted(cells.items())
            if field_at.get(column) in ANSWER_FIELDS
        }
        number, title = (cell_words(cells.get(columns.get(field, 0))) for field in (Field.NUMBER, Field.TITLE))
        rows.append(ReturnedRow(row, number, title, answers, in_table))
    strange = _strange_columns(sheet, head, foot, columns) if head else ()
    return ReturnedForm(stamp, code, nil, tuple(rows), strange, columns)


def _is_header(cells: dict[int, Cell]) -> bool:
    """A header that was copied along with its rows."""
    return sum(text_key(cell.value) in _HEADS for cell in cells.values()) >= _ENOUGH_HEADS


def _is_date_line(cells: dict[int, Cell]) -> bool:
    """The line with place and day over the signatures."""
    return len(cells) == 1 and all(_DATE_LINE.fullmatch(text_key(cell.value)) for cell in cells.values())


def _columns(sheet: Sheet, head: int, known: dict[Field, int]) -> dict[Field, int]:
    """The column of each field: by its head, by a head that is nearly the same, else by its place between neighbours."""
    if not head:
        return {field: place for place, field in enumerate(_FIELDS, 1)}
    columns = dict(known)
    heads = {column: text_key(cell.value) for (row, column), cell in sheet.cells.items() if row == head}
    for enough in (_ALIKE, _SIMILAR):
        for name, field in _HEADS.items():
            if field in columns:
                continue
            free = {c: _agreement(name, text) for c, text in heads.items() if _may_be(field, c, columns, enough)}
            near = max(free, key=lambda c: free[c], default=0)
            if near and free[near] >= enough:
                columns[field] = near
    for place, field in enumerate(_FIELDS):
        if field not in columns and (column := _between(place, columns, heads)):
            columns[field] = column
    return columns


def _may_be(field: Field, column: int, columns: dict[Field, int], enough: float) -> bool:
    """Whether a column is free for a field; one whose head is but similar must also stand between the right neighbours."""
    if column in columns.values():
        return False
    place = _FIELDS.index(field)
    before = (at for known, at in columns.items() if _FIELDS.index(known) < place)
    after = (at for known, at in columns.items() if _FIELDS.index(known) > place)
    return enough >= _ALIKE or (max(before, default=0) < column < min(after, default=column + 1))


def _agreement(name: str, head: str) -> float:
    return 1.0 if f" {name} " in f" {head} " else SequenceMatcher(None, name, head).ratio()


def _between(place: int, columns: dict[Field, int], heads: dict[int, str]) -> int | None:
    """The column in which a field must stand when as many columns lie between its neighbours as in our form."""
    left = next((p for p in range(place - 1, -1, -1) if _FIELDS[p] in columns), None)
    right = next((p for p in range(place + 1, len(_FIELDS)) if _FIELDS[p] in columns), None)
    if left is None and right is None:
        return None
    if left is None or right is None:
        near = left if right is None else right
        column = columns[_FIELDS[near or 0]] + place - (near or 0)
        return column if column in heads and column not in columns.values() else None
    first, last = columns[_FIELDS[left]], columns[_FIELDS[right]]
    return first + place - left if last - first == right - left else None


def _strange_columns(sheet: Sheet, head: int, foot: int, columns: dict[Field, int]) -> tuple[ReturnedCell, ...]:
    """Heads nobody knows over filled cells, told only when a column of ours is missing: it may be that one."""
    if all(field in columns for field in ANSWER_FIELDS):
        return ()
    filled = {column for (row, column) in sheet.cells if row > head and (not foot or row < foot)}
    return tuple(
        ReturnedCell(place_name(row, column), cell)
        for (row, column), cell in sorted(sheet.cells.items())
        if row == head and column not in columns.values() and column in filled
    )


def _nil_cell(sheet: Sheet) -> tuple[ReturnedCell | None, int]:
    """The answer beside "Không phát sinh" and its row."""
    for (row, column), label in sorted(sheet.cells.items()):
        if label.kind == CellKind.TEXT and text_key(label.value).startswith(_NIL):
            beside = sorted(c for r, c in sheet.cells if r == row and c > column)
            answer = ReturnedCell(place_name(row, beside[0]), sheet.cells[row, beside[0]]) if beside else None
            return answer, row
    return None, 0
