"""Tables on PDF, drawn line by line on A4 landscape: header on every page, no row torn that fits a page, sums, signatures.

Time is linear in the rows: a row is wrapped once with remembered word widths and drawn once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kehoach_desktop.reports import layout
from kehoach_desktop.reports.layout import MM, Page
from kehoach_desktop.reports.measure import Face
from kehoach_desktop.reports.model import Align, Row, RowKind, TableBatch, TableFoot, TableForm
from kehoach_desktop.reports.pdf_charts import draw_charts
from kehoach_desktop.reports.pdf_parts import Stack, draw_letterhead, draw_signature, signature_height, wrapped
from kehoach_desktop.reports.pen import Pen
from kehoach_desktop.reports.text import cell_text, one_line

_PAD_X = 1.2 * MM
_PAD_Y = 2.2
_GRID = 0.5
_LEADING = layout.TABLE * layout.LINE
_HEAD_LINES = 8  # of a header cell at most, so that rows have room on every page
_LAST_ROWS = 2  # so many rows stay with the signatures


@dataclass(slots=True)
class _Cell:
    """Lines of a cell between two column edges."""

    first: int
    last: int  # the edge on its right
    lines: list[str]
    face: Face
    align: Align


class _HeadCell(NamedTuple):
    """A header cell, how far under the header's top it begins, and its height."""

    cell: _Cell
    below: float
    height: float


@dataclass(slots=True)
class _SetRow:
    """A row with its lines broken; `height` in points, `edges` the columns before which a line stands."""

    cells: list[_Cell]
    height: float
    kind: RowKind
    edges: tuple[int, ...]

    def cut(self, count: int) -> tuple["_SetRow", "_SetRow"]:
        """The row's first `count` lines and the rest."""
        parts = []
        for lines in (slice(None, count), slice(count, None)):
            cells = [_Cell(c.first, c.last, c.lines[lines], c.face, c.align) for c in self.cells]
            parts.append(_SetRow(cells, _height(cells), self.kind, self.edges))
        return parts[0], parts[1]


def _height(cells: list[_Cell]) -> float:
    return max((len(cell.lines) for cell in cells), default=1) * _LEADING + 2 * _PAD_Y


def write_table(form: TableForm, path: Path) -> None:
    """A table as a PDF file of its own."""
    pen = Pen(path, title=one_line(form.title).capitalize(), author=form.author)
    pen.trace = form.trace
    pages = draw_table(pen, form)
    draw_charts(pen, form.charts, pages)
    pen.save()


def write_batch(batch: TableBatch, path: Path) -> None:
    """Tables of one form in one file, the pages of each numbered from 1, an entry each in the contents pane."""
    pen = Pen(path, title=batch.title, author=batch.author)
    for form in batch.tables:
        pen.number_pages("")
        pen.trace = form.trace
        draw_table(pen, form, entry=form.sheet)
    pen.save()


def draw_table(pen: Pen, form: TableForm, page: Page = layout.LANDSCAPE, entry: str = "") -> int:
    """A table on new pages of a file, numbered from 1; returns how many. With an `entry` it stands in the contents pane."""
    return _TablePrinter(pen, form, page).draw(entry)


class _TablePrinter:
    """One table on its way to the pages."""

    def __init__(self, pen: Pen, form: TableForm, page: Page) -> None:
        self.pen, self.form, self.page = pen, form, page
        scale = page.text_width / sum(column.width for column in form.columns)
        self.edges = [page.left]
        for column in form.columns:
            self.edges.append(self.edges[-1] + column.width * scale)
        self.number = 0
        self.y = 0.0
        self._verticals: tuple[tuple[int, ...], float] | None = None  # open column lines: edges, where they began
        self._wrapped: dict[tuple[int, bool, str], list[str]] = {}
        self.head, self.head_height = self._set_head()

    def draw(self, entry: str) -> int:
        self._new_page()
        if entry:
            self.pen.mark(f"table-{self.pen.sheets}", entry)
        self._heading()
        self._draw_head()
        room = self.page.text_height - self.head_height
        for block in self._blocks():
            height = sum(row.height for row in block)
            if height > self._room() and height <= room:
                self._next_table_page()
            for row in block:
                self._place(row, room)
        self._close_verticals()
        self._foot()
        self.pen.end_page()
        return self.number

    def _room(self) -> float:
        return self.y - self.page.bottom

    def _new_page(self) -> None:
        self.number += 1
        self.pen.begin_page(self.page, self.number)
        self.y = self.page.height - self.page.top

    def _next_table_page(self) -> None:
        self._close_verticals()
        self.pen.end_page()
        self._new_page()
        self._draw_head()

    # what stands over the table

    def _heading(self) -> None:
        pen, form, serif = self.pen, self.form, self.pen.serif
        if form.letterhead:
            self.y = draw_letterhead(pen, form.letterhead) - 12
        stack = Stack(pen, self.page.middle, self.page.text_width, self.y)
        stack.put([form.label], layout.ANNEX_LABEL, serif.bold)
        stack.put([form.title], layout.ANNEX_TITLE, serif.bold)
        stack.put(form.subtitle, layout.ANNEX_OF, serif.italic)
        self.y = stack.y - 8

    def _set_head(self) -> tuple[list[_HeadCell], float]:
        """The header cells and its height; a column without a merged cell over it stands as high as both rows."""
        columns = self.form.columns
        single = [self._head_cell(n, n + 1, column.title) for n, column in enumerate(columns)]
        spans = [(over, list(group)) for over, group in groupby(range(len(columns)), key=lambda n: columns[n].over)]
        over = [self._head_cell(group[0], group[-1] + 1, title) for title, group in spans if title]
        top = _height(over) if over else 0.0
        low = _height([cell for cell in single if columns[cell.first].over]) if over else 0.0
        whole = max(top + low, _height([cell for cell in single if not columns[cell.first].over]))
        placed = [_HeadCell(cell, 0.0, top) for cell in over]
        for cell in single:
            below = top if columns[cell.first].over else 0.0
            placed.append(_HeadCell(cell, below, whole - below))
        return placed, whole

    def _head_cell(self, first: int, last: int, title: str) -> _Cell:
        bold = self.pen.serif.bold
        lines = self._lines(first, last, one_line(title), bold)
        if len(lines) > _HEAD_LINES:
            lines = [*lines[: _HEAD_LINES - 1], lines[_HEAD_LINES - 1][:-1] + "…"]
        return _Cell(first, last, lines, bold, Align.CENTER)

    def _draw_head(self) -> None:
        """Header cells with their frames, their text in the middle of the cell."""
        top, pen, size = self.y, self.pen, layout.TABLE
        for cell, below, height in self.head:
            left, right = self.edges[cell.first], self.edges[cell.last]
            cell_top = top - below
            y = cell_top - (height - len(cell.lines) * _LEADING) / 2 + size * 0.25
            for line in cell.lines:
                y -= _LEADING
                pen.centred((left + right) / 2, y, line, size, cell.face)
            pen.rule(left, cell_top, left, cell_top - height, _GRID)
            pen.rule(left, cell_top, right, cell_top, _GRID)
        self.y = top - self.head_height
        pen.rule(self.edges[-1], top, self.edges[-1], self.y, _GRID)
        pen.rule(self.edges[0], self.y, self.edges[-1], self.y, _GRID)

    # rows

    def _lines(self, first: int, last: int, text: str, face: Face) -> list[str]:
        """A text broken for the columns from `first` to `last`; the same text in the same column is broken once."""
        key = (first * 100 + last, face is self.pen.serif.bold, text)
        found = self._wrapped.get(key)
        if found is None:
            width = (self.edges[last] - self.edges[first] - 2 * _PAD_X) / layout.TABLE
            found = face.wrap(text, width) if text else []
            if len(self._wrapped) < 20_000:
                self._wrapped[key] = found
        return found

    def _set_row(self, row: Row) -> _SetRow:
        count = len(self.form.columns)
        if row.kind is RowKind.GROUP:
            spans = [(0, 1), (1, count)]
        elif row.kind is RowKind.TOTAL:
            spans = [(0, 2), *((n, n + 1) for n in range(2, count))]
        else:
            spans = [(n, n + 1) for n in range(count)]
        cells = []
        for first, last in spans:
            face = self.pen.serif.face(bold=row.kind is not RowKind.DATA)
            place = 0 if first == 0 else (1 if row.kind is RowKind.GROUP else first)
            align = self.form.columns[first].align
            if row.kind is RowKind.GROUP:
                align = Align.CENTER if first == 0 else Align.LEFT
            elif row.kind is RowKind.TOTAL and first == 0:
                align = Align.CENTER
            lines = self._lines(first, last, cell_text(row.cells[place]).strip(), face)
            cells.append(_Cell(first, last, lines, face, align))
        height = max(_height(cells), row.lines * _LEADING + 2 * _PAD_Y)
        return _SetRow(cells, height, row.kind, tuple(first for first, _ in spans))

    def _blocks(self) -> Iterator[list[_SetRow]]:
        """Rows that stay on one page: headings with the first row under them, sums and the last rows with the foot.

        The foot's height is counted in by an empty last row, which is not drawn.
        """
        block: list[_SetRow] = []
        rows = self.form.rows
        last = len(rows) - _LAST_ROWS
        for place, row in enumerate(rows):
            block.append(self._set_row(row))
            follows = rows[place + 1].kind if place + 1 < len(rows) else None
            if row.kind is RowKind.GROUP or follows is RowKind.TOTAL or last <= place < len(rows) - 1:
                continue
            if follows is None:
                block.append(_SetRow([], self._foot_height(), RowKind.DATA, ()))
            yield block
            block = []

    def _place(self, row: _SetRow, whole_page: float) -> None:
        """Draws a row here, on the next page, or on several when it is taller than a page."""
        if not row.cells:
            return
        if row.height > self._room() and (row.height <= whole_page or self._room() < 4 * _LEADING):
            self._next_table_page()
        while row.height > self._room():
            head, row = row.cut(max(int((self._room() - 2 * _PAD_Y) / _LEADING), 1))
            self._draw_row(head)
            self._next_table_page()
        self._draw_row(row)

    def _draw_row(self, row: _SetRow) -> None:
        if self._verticals is None or self._verticals[0] != row.edges:
            self._close_verticals()
            self._verticals = (row.edges, self.y)
        size, pen = layout.TABLE, self.pen
        for cell in row.cells:
            y = self.y - _PAD_Y + size * 0.25
            left, right = self.edges[cell.first] + _PAD_X, self.edges[cell.last] - _PAD_X
            for line in cell.lines:
                y -= _LEADING
                if cell.align is Align.LEFT:
                    pen.text(left, y, line, size, cell.face)
                elif cell.align is Align.CENTER:
                    pen.centred((left + right) / 2, y, line, size, cell.face)
                else:
                    pen.right(right, y, line, size, cell.face)
        self.y -= row.height
        pen.rule(self.edges[0], self.y, self.edges[-1], self.y, _GRID)

    def _close_verticals(self) -> None:
        """Draws the column lines of the rows since they were opened."""
        if self._verticals is not None:
            edges, top = self._verticals
            for n in (*edges, len(self.edges) - 1):
                self.pen.rule(self.edges[n], top, self.edges[n], self.y, _GRID)
        self._verticals = None

    # what stands under the table

    def _note_lines(self) -> list[str]:
        return wrapped(self.pen.serif.italic, layout.TABLE, self.page.text_width, (self.form.note,))

    def _foot_height(self) -> float:
        height = len(self._note_lines()) * _LEADING + 4
        foot = self.form.foot
        if foot:
            size, width = layout.PLACE_DATE, self._sign_width()
            signs = [signature_height(self.pen, sign, width, size) for sign in (foot.left, foot.right) if sign]
            height += 10 + (size * layout.LINE if foot.place_date else 0) + max(signs, default=0)
        return height

    def _sign_width(self) -> float:
        return self.page.text_width / 2 - 20

    def _foot(self) -> None:
        if self._foot_height() > self._room():
            self.pen.end_page()
            self._new_page()
        self.y -= 4
        for line in self._note_lines():
            self.y -= _LEADING
            self.pen.text(self.page.left, self.y + layout.TABLE * 0.25, line, layout.TABLE, self.pen.serif.italic)
        if self.form.foot:
            self._signatures(self.form.foot)

    def _signatures(self, foot: TableFoot) -> None:
        size, width = layout.PLACE_DATE, self._sign_width()
        left = self.page.left + self.page.text_width / 4
        right = self.page.left + self.page.text_width * 3 / 4
        self.y -= 10
        if foot.place_date:
            self.y -= size * layout.LINE
            self.pen.centred(right, self.y + size * 0.25, foot.place_date, size, self.pen.serif.italic)
        for signature, middle in ((foot.left, left), (foot.right, right)):
            if signature:
                draw_signature(Stack(self.pen, middle, width, self.y), signature, size)
