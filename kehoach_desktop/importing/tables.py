"""Tells tables of data from tables of layout, finds their header rows and names their columns; extracts no tasks."""

import re
from functools import reduce

from kehoach_desktop.frozen import frozen
from kehoach_desktop.importing.blocks import Cell, Table, Typed, joined
from kehoach_desktop.importing.vocabulary import any_of, table

_YEAR = re.compile(r"(?<!\d)(20[2-9]\d)(?!\d)")
_LETTERHEAD = re.compile(r"cộng hòa xã hội|độc lập\s*[-–]|nơi nhận|^\s*(?:tm|kt|tl|tuq)\.", re.I | re.M)


@frozen
class Column:
    """What a column holds: `role` is a key of tables.toml ("task", "lead", ...), "year" or ""."""

    role: str
    title: str
    year: int | None = None


@frozen
class TableRow:
    """One row of a table of data, its cells line by line; header rows carry the columns too."""

    cells: tuple[str, ...]
    columns: tuple[Column, ...]
    is_head: bool
    text: str
    typed: Typed | None = None

    def get(self, role: str) -> str:
        """The words of all columns of that role in one line."""
        return _one_line(" ".join(self.lines(role)))

    def lines(self, role: str) -> list[str]:
        """The lines of all columns of that role."""
        return [
            line
            for cell, column in zip(self.cells, self.columns, strict=True)
            if column.role == role
            for line in cell.split("\n")
            if line.strip()
        ]


def table_rows(item: Table) -> list[TableRow] | None:
    """The rows of a table of data, or None for a table that only puts lines side by side."""
    grid = [[cell.text for cell in row] for row in item.rows]
    width = len(grid[0]) if grid else 0
    if width < 2 or len(grid) < 2 or _LETTERHEAD.search("\n".join(map("\n".join, grid))):
        return None
    head = _header_height(grid)
    if not head and (width < 3 or len(grid) < 3):
        return None
    columns = tuple(_column(" ".join(dict.fromkeys(row[at] for row in grid[:head] if row[at]))) for at in range(width))
    rows: list[TableRow] = []
    for at, row in enumerate(item.rows):
        above = rows[-1].cells if rows and at != head else ("",) * width
        cells = tuple(above[k] if cell.covered and not grid[at][k] else grid[at][k] for k, cell in enumerate(row))
        text = " | ".join(_one_line(cell) for cell in grid[at] if cell)
        rows.append(TableRow(cells, columns, at < head, text, _typed(row)))
    return rows


def _typed(row: list[Cell]) -> Typed | None:
    return reduce(joined, (block.typed for cell in row for block in cell.blocks), None)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _header_height(grid: list[list[str]]) -> int:
    """How many rows, at most three, name the columns: the first with two known titles, and those that part its columns."""
    for at, row in enumerate(grid[:3]):
        named = sum(bool(_column(cell).role) for cell in row if cell)
        if named >= 2:
            height = at + 1
            while height < min(len(grid), at + 3) and _goes_on(grid[height]):
                height += 1
            return height
    return 0


def _goes_on(row: list[str]) -> bool:
    """Whether a row still belongs to the header: years, or numbers of columns ("1 2 3"), and nothing of a first column."""
    filled = [cell for cell in row if cell.strip()]
    if not filled:
        return False
    counted = [re.sub(r"[()\s]", "", cell) for cell in filled] == [str(k) for k in range(1, len(filled) + 1)]
    return (counted and len(filled) > 2) or (not row[0].strip() and all(_column(cell).role for cell in filled))


def _column(title: str) -> Column:
    text = _one_line(title).lower()
    past = re.search(any_of(table("tables")["past"]), text)
    year = _YEAR.search(text)
    if past:
        return Column("past", title, int(year[1]) if year else None)
    for role, words in table("tables")["columns"].items():
        if re.match(rf"\W*{any_of(words)}(?!\w)", text):
            return Column(role, title, int(year[1]) if year else None)
    if year and len(text) < 60:
        return Column("year", title, int(year[1]))
    return Column("", title)
