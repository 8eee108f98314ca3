"""Annex tables in Word files: merged header cells repeated on every page, rows whole, headings and sums; knows no form."""

from itertools import groupby
from typing import Any

from kehoach_desktop.reports import layout
from kehoach_desktop.reports.docx_parts import Look, add_paragraph, fix_widths, pad_cells, repeated, whole
from kehoach_desktop.reports.layout import Page
from kehoach_desktop.reports.model import Align, Row, RowKind, TableForm
from kehoach_desktop.reports.text import cell_text

_HEAD = Look(size=layout.TABLE, bold=True, align="center", keep=True)
_PAD = 1.2 * layout.MM
_TALLEST = 1500  # letters of a row that may still be kept on one page


def add_table(document: Any, form: TableForm, page: Page) -> None:
    """The table over the whole width of the text."""
    two = any(column.over for column in form.columns)
    first = 2 if two else 1
    table = document.add_table(first + len(form.rows), len(form.columns), style="Table Grid")
    pad_cells(table, _PAD)
    scale = page.text_width / sum(column.width for column in form.columns)
    grid = [list(row.cells) for row in table.rows]
    _add_head(table, grid, form, two=two)
    for row, cells, tr in zip(form.rows, grid[first:], list(table.rows)[first:], strict=True):
        _add_row(row, cells, form)
        if sum(len(cell_text(cell)) for cell in row.cells) < _TALLEST:
            whole(tr)
    fix_widths(table, [column.width * scale for column in form.columns])


def _add_head(table: Any, grid: list[list[Any]], form: TableForm, *, two: bool) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    low = grid[1] if two else grid[0]
    for place, column in enumerate(form.columns):
        cell = low[place] if column.over or not two else grid[0][place].merge(low[place])
        add_paragraph(cell, column.title, _HEAD)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for over, group in groupby(range(len(form.columns)), key=lambda n: form.columns[n].over):
        places = list(group)
        if over:
            cell = grid[0][places[0]].merge(grid[0][places[-1]])
            add_paragraph(cell, over, _HEAD)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for tr in list(table.rows)[: 2 if two else 1]:
        whole(tr)
        repeated(tr)


def _add_row(row: Row, cells: list[Any], form: TableForm) -> None:
    """A row of data, a heading over the columns after the first, or sums with their label over two columns."""
    last = len(cells) - 1
    spans = {RowKind.GROUP: [(0, 0), (1, last)], RowKind.TOTAL: [(0, 1), *((n, n) for n in range(2, last + 1))]}
    for first, end in spans.get(row.kind, [(n, n) for n in range(last + 1)]):
        cell = cells[first].merge(cells[end]) if end > first else cells[first]
        align = form.columns[first].align.value
        if row.kind is RowKind.GROUP:
            align = (Align.LEFT if first else Align.CENTER).value
        elif row.kind is RowKind.TOTAL and first == 0:
            align = Align.CENTER.value
        look = Look(size=layout.TABLE, bold=row.kind is not RowKind.DATA, align=align, keep=row.kind is RowKind.GROUP)
        for line in cell_text(row.cells[first]).strip().split("\n"):
            add_paragraph(cell, line, look)
