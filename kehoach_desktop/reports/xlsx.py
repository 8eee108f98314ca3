"""Tables as Excel files that print on A4 landscape: header on every page, rows high enough, sums live, signatures at the end.

LibreOffice does not grow wrapped rows, so every row gets its height from the same word widths as the PDF. Excel shows no
row higher than 409 points: a longer text runs on in rows under it and none is lost.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from kehoach_desktop.domain import paper
from kehoach_desktop.reports import layout
from kehoach_desktop.reports.fonts import FAMILY, serif
from kehoach_desktop.reports.layout import MM
from kehoach_desktop.reports.model import Align, Cell, Row, RowKind, TableForm
from kehoach_desktop.reports.text import clean, one_line
from kehoach_desktop.reports.xlsx_cells import Look, Put, StyleIds, put
from kehoach_desktop.reports.xlsx_charts import write_charts
from kehoach_desktop.reports.xlsx_rows import cell_xml, formula_xml, row_xml, save

_HIGHEST_ROW = 400.0  # points
_PAD = 4.0  # points over and under the text of a row
_SIDE = 1.6 * MM  # of a column's width that no letter may use
_SPARE = 0.96  # Excel sets letters on whole pixels, wider than paper does
_MM_PER_CHAR = 25.4 / 96 * 7  # a figure of the standard font, 7 pixels wide at 11 points; column widths count in it
_A4 = 9  # Excel's number for it
_HEAD_LINES = 8  # of a header cell at most, so that rows have room on every page
_LAST_ROWS = 2  # stay with the signatures
_DOUBTFUL = (0.97, 1.0, 1.03, 1.06)  # of a page's height: each program and printer fits a little more or less
_LONGEST_NAME = 31  # of a sheet
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_REFERENCE = re.compile(r"([{\[])([a-z_.0-9]+)[}\]]")
_PROGRAM = "Kế hoạch Desktop"
_BODY = Look(layout.TABLE, top=True, framed=True)
_HEAD = Look(layout.TABLE, bold=True, align=Align.CENTER, framed=True)
_CENTRED = Look(layout.AGENCY, align=Align.CENTER)


class _Line(NamedTuple):
    """A row of the sheet: its cells, height, and the column spans to merge (from 0, the last one included)."""

    cells: list[Put | None]
    height: float
    merged: tuple[tuple[int, int], ...] = ()


def write_table(form: TableForm, path: Path) -> None:
    """A table as an Excel file of one sheet, and one more with its charts if it has any."""
    write_tables(one_line(form.title).capitalize(), (form,), path)


def write_tables(title: str, forms: Sequence[TableForm], path: Path) -> None:
    """Tables as an Excel file, a sheet each. Sums and shares are live; every cell has its value for mere viewers too."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    properties = book.properties
    properties.title = title
    properties.subject = one_line(" ".join(forms[0].subtitle))
    properties.creator = one_line(forms[0].author) or _PROGRAM
    properties.language = "vi-VN"
    book.calculation.fullCalcOnLoad = True
    set_standard_font(book)
    names = sheet_names(form.sheet for form in forms)
    writers = [_SheetWriter(book, form, name) for form, name in zip(forms, names, strict=True)]
    sheets = [writer.write() for writer in writers]
    charts = [chart for form in forms for chart in form.charts]
    if charts:
        write_charts(book, charts)
    save(book, sheets, path)


def sheet_names(names: Iterable[str]) -> list[str]:
    r"""Names as Excel allows them: 31 characters, none of []:*?/\, no quote at an end, none twice whatever the case."""
    taken: set[str] = {"history"}  # Excel keeps this one to itself
    found = []
    for name in names:
        plain = one_line(_NO_SHEET_NAME.sub(" ", one_line(name))).strip("' ") or "Biểu"
        candidate, count = plain[:_LONGEST_NAME].rstrip("' "), 1
        while candidate.casefold() in taken:
            count += 1
            end = f" ({count})"
            candidate = plain[: _LONGEST_NAME - len(end)].rstrip("' ") + end
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def set_standard_font(book: Any) -> None:
    """Makes our face the font in which column widths count; the PC of the reader may lack openpyxl's Calibri."""
    from openpyxl.styles import Font

    normal = book._named_styles["Normal"]  # noqa: SLF001 - there is no other way to the workbook's own style
    normal.font = Font(name=FAMILY, size=layout.TABLE)


class _SheetWriter:
    """One form on its way to a sheet."""

    def __init__(self, book: Any, form: TableForm, name: str) -> None:
        self.form = form
        self.sheet = book.create_sheet(name)
        self.styles = StyleIds(self.sheet)
        self.serif = serif()
        self.count = len(form.columns)
        scale = layout.TABLE_WIDTH_MM / sum(column.width for column in form.columns)
        self.widths = [column.width * scale for column in form.columns]
        self.letters = [_letter(n) for n in range(self.count)]
        self.letter_of = {column.id: letter for column, letter in zip(form.columns, self.letters, strict=True)}
        self.first_row = 0  # of the data
        self.heights = [0.0]  # by row, from 1
        self.rows: list[str] = []
        self._rooms: dict[tuple[int, int, float], float] = {}
        self._counted: dict[tuple[int, int, bool, str], int] = {}
        self._row_shapes = {kind: self._row_shape(kind) for kind in RowKind}

    def write(self) -> list[str]:
        """Sets the sheet up and returns its rows."""
        over = [*self._letterhead(), *self._titles()]
        head = self._header()
        first = len(over) + 1
        for line in (*over, *head):
            self._send(line)
        self._merge_header(first, len(head))
        self.first_row = len(self.rows) + 1
        last_data = 0
        for row in self.form.rows:
            for line in self._table_rows(row):
                self._send(line)
            last_data = last_data if row.kind is RowKind.TOTAL else len(self.rows)
        last = len(self.rows)
        if any(row.kind is RowKind.DATA for row in self.form.rows):
            self.sheet.auto_filter.ref = f"A{self.first_row - 1}:{self.letters[-1]}{last_data}"
        for line in self._foot():
            self._send(line)
        self._set_up((first, first + len(head) - 1))
        self._keep_foot_with_rows((first, first + len(head) - 1), last)
        return self.rows

    def _send(self, line: _Line) -> None:
        number, letters, style = len(self.rows) + 1, self.letters, self.styles.of
        cells = [
            self._live(f"{letters[n]}{number}", number, p)
            if p.formula
            else cell_xml(f"{letters[n]}{number}", style(p.look), p.value)
            for n, p in enumerate(line.cells)
            if p
        ]
        self.rows.append(row_xml(number, line.height, cells))
        self.heights.append(line.height)
        for first, last in line.merged:
            if last > first:
                self._merge(first, last, number, number)

    def _live(self, reference: str, number: int, cell: Put) -> str:
        """A cell with its formula; one that needs a column the table does not have is only its value."""
        style = self.styles.of(cell.look)
        needed = _REFERENCE.findall(cell.formula)
        if not all(self.letter_of.get(name) for _, name in needed):
            return cell_xml(reference, style, cell.value)

        def place(found: re.Match[str]) -> str:
            letter = self.letter_of[found[2]]
            return f"{letter}{number}" if found[1] == "{" else f"{letter}{self.first_row}:{letter}{number - 1}"

        value = cell.value if isinstance(cell.value, Decimal | int) else None
        return formula_xml(reference, style, _REFERENCE.sub(place, cell.formula), value)

    def _merge(self, first: int, last: int, top: int, bottom: int) -> None:
        self.sheet.merged_cells.add(f"{_letter(first)}{top}:{_letter(last)}{bottom}")

    def _set_up(self, head: tuple[int, int]) -> None:
        """Column widths, what stays on screen, and the printed page."""
        from openpyxl.worksheet.page import PageMargins
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet, page = self.sheet, layout.LANDSCAPE
        for n, width in enumerate(self.widths):
            sheet.column_dimensions[_letter(n)].width = round(width / _MM_PER_CHAR, 2)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.firstPageNumber, sheet.page_setup.useFirstPageNumber = 1, True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        inch = 72
        sheet.page_margins = PageMargins(
            left=page.left / inch, right=page.right / inch, top=page.top / inch, bottom=page.bottom / inch,
            header=page.top / 2 / inch, footer=page.bottom / 2 / inch,
        )  # fmt: skip
        sheet.print_options.horizontalCentered = True
        header = sheet.HeaderFooter
        header.differentFirst = True  # the number stands in the middle of the top margin, but not on page one
        header.oddHeader.center.text = "&P"
        header.oddHeader.center.font = f"{FAMILY},Regular"
        header.oddHeader.center.size = layout.PAGE_NUMBER
        for footer in (header.oddFooter, header.firstFooter) if self.form.trace else ():
            footer.right.text = self.form.trace
            footer.right.font = f"{FAMILY},Regular"
            footer.right.size = round(layout.TRACE)
        sheet.freeze_panes = f"A{head[1] + 1}"
        sheet.print_title_rows = f"{head[0]}:{head[1]}"
        sheet.print_area = f"A1:{self.letters[-1]}{len(self.rows)}"

    def _keep_foot_with_rows(self, head: tuple[int, int], last: int) -> None:
        """Breaks the page before the last rows where the signatures could else stand on a page of their own."""
        from openpyxl.worksheet.pagebreak import Break

        repeated = sum(self.heights[head[0] : head[1] + 1])
        begins = [_page_begins(self.heights, layout.LANDSCAPE.text_height * share, repeated) for share in _DOUBTFUL]
        if any(page[-1] > last for page in begins) and last - _LAST_ROWS > head[1]:
            self.sheet.row_breaks.append(Break(id=last - _LAST_ROWS))

    # over the table

    def _letterhead(self) -> Iterator[_Line]:
        head = self.form.letterhead
        if head is None:
            return
        split = self._split(layout.LETTERHEAD_LEFT)
        spans = ((0, split), (split + 1, self.count - 1))
        left = [(text, False) for text in head.parent] + [(text, True) for text in head.agency]
        right = [(paper.NATION, layout.NATION), (paper.MOTTO, layout.MOTTO)] if head.national else []
        for n in range(max(len(left), len(right))):
            text, bold = left[n] if n < len(left) else ("", False)
            nation, size = right[n] if n < len(right) else ("", layout.NATION)
            pair = (
                put(one_line(text), _CENTRED._replace(bold=bold)),
                put(nation, _CENTRED._replace(size=size, bold=True)),
            )
            lines = max(self._line_count(*span, item.value, item.look) for span, item in zip(spans, pair, strict=True))
            yield self._pair(pair, spans, lines * layout.MOTTO * layout.LINE + 2)
        under = self.serif.bold.width(head.agency[-1] if head.agency else "") * layout.AGENCY_RULE
        motto = self.serif.bold.width(paper.MOTTO) * layout.MOTTO / layout.AGENCY if head.national else 0.0
        rules = tuple(put("_" * round(width * 2), _CENTRED) for width in (under, motto))
        yield self._pair((rules[0], rules[1]), spans, 9)
        if head.symbol_line or head.place_date:
            place = put(head.place_date, _CENTRED._replace(size=layout.PLACE_DATE, italic=True))
            pair = (put(head.symbol_line, _CENTRED._replace(size=layout.SYMBOL)), place)
            yield self._pair(pair, spans, layout.PLACE_DATE * layout.LINE + 4)

    def _titles(self) -> Iterator[_Line]:
        form = self.form
        look = _CENTRED._replace(size=layout.ANNEX_TITLE, bold=True)
        yield _Line([], 8)
        for text in filter(None, (form.label, form.title)):
            yield self._wide(text, look)
        for text in filter(None, form.subtitle):
            yield self._wide(text, look._replace(bold=False, italic=True, size=layout.ANNEX_OF - 1))
        yield _Line([], 8)

    def _wide(self, text: str, look: Look) -> _Line:
        """A line over all columns."""
        lines = self._line_count(0, self.count - 1, one_line(text), look)
        cells = [put(one_line(text), look), *[None] * (self.count - 1)]
        return _Line(cells, lines * look.size * layout.LINE + 3, ((0, self.count - 1),))

    def _pair(self, pair: tuple[Put, Put], spans: tuple[tuple[int, int], tuple[int, int]], height: float) -> _Line:
        cells: list[Put | None] = [None] * self.count
        for item, (first, _) in zip(pair, spans, strict=True):
            cells[first] = item
        return _Line(cells, height, spans)

    def _split(self, share: float) -> int:
        """The last column of the left part, as near to a share of the width as the columns allow."""
        total, used, best = sum(self.widths), 0.0, (1e9, 0)
        for n, width in enumerate(self.widths[:-1]):
            used += width
            best = min(best, (abs(used / total - share), n))
        return best[1]

    # the table

    def _header(self) -> list[_Line]:
        """The titles of the columns, in two rows where some stand under a merged cell."""
        columns = self.form.columns
        two = any(column.over for column in columns)
        heights = [min(self._line_count(n, n, c.title, _HEAD), _HEAD_LINES) for n, c in enumerate(columns)]
        if not two:
            return [_Line([put(c.title, _HEAD) for c in columns], _height(max(heights)))]
        top = [put(c.over or c.title, _HEAD) for c in columns]
        low = [put(c.title if c.over else None, _HEAD) for c in columns]
        over = max(min(self._line_count(a, b, columns[a].over, _HEAD), _HEAD_LINES) for a, b in self._over_spans())
        under = max(lines for lines, c in zip(heights, columns, strict=True) if c.over)
        whole = max(*heights, under + over)
        return [_Line(list(top), _height(over)), _Line(list(low), _height(whole - over))]

    def _over_spans(self) -> list[tuple[int, int]]:
        """First and last column under each merged header cell."""
        groups = groupby(range(self.count), key=lambda n: self.form.columns[n].over)
        places = [list(group) for over, group in groups if over]
        return [(group[0], group[-1]) for group in places]

    def _merge_header(self, first: int, rows: int) -> None:
        if rows == 1:
            return
        for a, b in self._over_spans():
            if b > a:
                self._merge(a, b, first, first)
        for place, column in enumerate(self.form.columns):
            if not column.over:
                self._merge(place, place, first, first + 1)

    def _row_shape(self, kind: RowKind) -> tuple[list[tuple[int, int]], list[Look]]:
        """The spans of a row's cells, and the look of each column."""
        last = self.count - 1
        columns = [_BODY._replace(align=column.align, bold=kind is not RowKind.DATA) for column in self.form.columns]
        single = [(n, n) for n in range(self.count)]
        if kind is RowKind.DATA:
            return single, columns
        columns[0] = columns[0]._replace(align=Align.CENTER)
        if kind is RowKind.GROUP:
            return [(0, 0), (1, last)], [columns[0], *[columns[1]._replace(align=Align.LEFT)] * last]
        return [(0, 1), *single[2:]], columns

    def _table_rows(self, row: Row) -> Iterator[_Line]:
        """A row of the table, or several when its text is higher than Excel can show."""
        spans, looks = self._row_shapes[row.kind]
        merged = () if row.kind is RowKind.DATA else tuple(span for span in spans if span[1] > span[0])
        cells = [clean(cell).strip() if isinstance(cell, str) else cell for cell in row.cells]
        cells += [None] * (self.count - len(cells))
        while True:
            lines = [self._line_count(*span, cells[span[0]], looks[span[0]]) for span in spans if cells[span[0]]]
            height = _height(max(row.lines, max(lines, default=1)))
            rest: list[Cell] | None = None
            if height > _HIGHEST_ROW:
                cells, rest = self._cut(cells, spans, looks)
                height = _HIGHEST_ROW
            yield _Line([put(cell, look) for cell, look in zip(cells, looks, strict=True)], height, merged)
            if rest is None:
                return
            cells = rest

    def _cut(self, cells: list[Cell], spans: list[tuple[int, int]], looks: list[Look]) -> tuple[list[Cell], list[Cell]]:
        """As many lines of the cells as fit the highest row, and what is left of them."""
        most = int((_HIGHEST_ROW - _PAD) / (layout.TABLE * layout.LINE))
        now: list[Cell] = list(cells)
        rest: list[Cell] = [None] * len(cells)
        for first, last in spans:
            text = cells[first]
            if isinstance(text, str):
                lines = self.serif.face(looks[first].bold).wrap(text, self._room(first, last, layout.TABLE))
                if len(lines) > most:
                    end = _end_of_lines(text, lines[:most])
                    now[first], rest[first] = text[:end].rstrip(), text[end:].lstrip()
        return now, rest

    def _room(self, first: int, last: int, size: float) -> float:
        """Width for text in merged columns, in sizes."""
        key = (first, last, size)
        found = self._rooms.get(key)
        if found is None:
            found = self._rooms[key] = (sum(self.widths[first : last + 1]) * MM - _SIDE) * _SPARE / size
        return found

    def _line_count(self, first: int, last: int, cell: Cell, look: Look) -> int:
        """Lines of a cell in merged columns; figures and days have one."""
        if not isinstance(cell, str):
            return 1
        key = (first, last, look.bold, cell)
        found = self._counted.get(key)
        if found is None:
            lines = self.serif.face(look.bold).wrap(cell, self._room(first, last, look.size))
            found = self._counted[key] = len(lines)
        return found

    # under the table

    def _foot(self) -> Iterator[_Line]:
        form, last = self.form, self.count - 1
        if form.note:
            yield self._wide(form.note, Look(layout.TABLE, italic=True))
        if form.foot is None:
            return
        half = self._split(0.5)
        spans = ((0, half), (half + 1, last))
        bold = _CENTRED._replace(size=layout.PLACE_DATE, bold=True)
        empty = put(None, bold)
        line = layout.PLACE_DATE * layout.LINE + 2
        yield _Line([], 10)
        if form.foot.place_date:
            yield self._pair((empty, put(form.foot.place_date, bold._replace(bold=False, italic=True))), spans, line)
        signs = (form.foot.left, form.foot.right)
        heads = [[*sign.heads, *filter(None, [sign.hint])] if sign else [] for sign in signs]
        for n in range(max(map(len, heads))):
            texts = [put(lines[n] if n < len(lines) else None, bold) for lines in heads]
            yield self._pair((texts[0], texts[1]), spans, line)
        yield _Line([], layout.SIGN_ROOM)
        names = [put(one_line(sign.name) if sign else None, bold) for sign in signs]
        yield self._pair((names[0], names[1]), spans, line)


def _page_begins(heights: list[float], room: float, repeated: float) -> list[int]:
    """The rows with which pages of a height begin; `heights` by row, from 1; `repeated` is the header on later pages."""
    begins, used = [1], 0.0
    for row, height in enumerate(heights[1:], 1):
        if used + height > room:
            begins.append(row)
            used = repeated
        used += height
    return begins


def _height(lines: int) -> float:
    return lines * layout.TABLE * layout.LINE + _PAD


def _end_of_lines(text: str, lines: Iterable[str]) -> int:
    """Where lines broken from a text end in it; blanks and breaks between them count in."""
    end = 0
    for line in lines:
        end += len(line)
        if end < len(text) and text[end] in " \n":
            end += 1
    return end


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(place + 1)
