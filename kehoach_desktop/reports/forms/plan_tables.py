"""The tables of a plan, kept by the importer as lines of cells, as columns and rows again; loses no word and draws nothing."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt

from kehoach_desktop.domain.records import Paragraph
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.reports.layout import TABLE_WIDTH_MM
from kehoach_desktop.reports.model import Align, Column, Row, RowKind
from kehoach_desktop.reports.text import one_line

HEAD, ROW = "table_head", "table_row"
KINDS = (HEAD, ROW)
BETWEEN = " | "  # cells in the text of a paragraph; empty ones were left out

_MOST_COLUMNS = 12
_LONGEST_TITLE = 100
_NARROW = 12.0  # millimetres
_NUMBER, _TIME, _WORDS = "number", "time", "words"  # what a cell can be
_NUMBERS = re.compile(r"\(?[\dIVXLC]{1,5}(?:[.,]\d+)*[.)]?")
_TIMES = re.compile(
    r"\d{1,2}/(?:\d{1,2}/)?\d{4}|\b(?:tháng|quý|năm|ngày)\s+[\dIVX]|thường xuyên|hằng (?:năm|quý|tháng)", re.I
)
_GROUP_NUMBER = re.compile(r"[IVXLC]{1,5}[.)]?|[A-ZĐ][.)]?")
_TIME_TITLE = re.compile(r"thoi (?:gian|han)|tien do|han\b")
_NUMBER_TITLE = re.compile(r"(?:tt|stt|so tt|so thu tu)\b")
_SPLIT_TITLE = re.compile(r"muc tieu|chi tieu|ke hoach|thoi gian|tien do|kinh phi|nguon|trong do|nam|giai doan")


def tables_in(paragraphs: Iterable[Paragraph]) -> list[list[Paragraph]]:
    """Lines of tables, one list a table: a header under rows begins the next."""
    tables: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if not tables or (paragraph.kind == HEAD and tables[-1][-1].kind == ROW):
            tables.append([])
        tables[-1].append(paragraph)
    return tables


def table_of(lines: Sequence[Paragraph]) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """Columns with widths by their content, and the rows; a line with cells left out is fitted to the columns."""
    heads = [cells for line in lines if line.kind == HEAD if (cells := _cells(line))]
    data = [cells for line in lines if line.kind != HEAD if (cells := _cells(line))]
    count = max(map(len, [*heads, *data]), default=1)
    titles, over, more = _titles(heads, count)
    fit = _Fit(titles, [cells for cells in data if len(cells) == count])
    rows = [_row(cells, fit) for cells in [*more, *data]]
    widths = _widths([_wanted(title, fit.texts[place]) for place, title in enumerate(titles)])
    columns = tuple(
        Column(title, widths[place], fit.align(place), over[place]) for place, title in enumerate(titles)
    )  # fmt: skip
    return columns, tuple(rows)


def _cells(line: Paragraph) -> list[str]:
    cells = [one_line(cell) for cell in line.text.split(BETWEEN)]
    kept = [cell for cell in cells if cell]
    return [*kept[: _MOST_COLUMNS - 1], BETWEEN.join(kept[_MOST_COLUMNS - 1 :])] if len(kept) > _MOST_COLUMNS else kept


def _titles(heads: list[list[str]], count: int) -> tuple[list[str], list[str], list[list[str]]]:
    """Titles of the columns, what stands over them, and header lines that fit nowhere and go on as rows."""
    none = [""] * count
    if not heads or any(len(cell) > _LONGEST_TITLE for cells in heads for cell in cells):
        return none, none, heads
    first, *others = heads
    if len(first) == count:
        return first, none, others
    if others and len(first) - 1 + len(others[0]) == count:  # one title stands over all of the line below
        places = [place for place, title in enumerate(first) if place and _SPLIT_TITLE.search(fold(title))]
        if places:
            at, below = places[-1], others[0]
            titles = [*first[:at], *below, *first[at + 1 :]]
            over = ["" if not at <= place < at + len(below) else first[at] for place in range(count)]
            return titles, over, others[1:]
    return [*first, *none][:count], none, others


def _kind(cell: str) -> str:
    if _NUMBERS.fullmatch(cell):
        return _NUMBER
    return _TIME if len(cell) < 40 and _TIMES.search(cell) else _WORDS


class _Fit:
    """What stands in each column of the whole rows, to place the cells of a row in which some are left out."""

    def __init__(self, titles: Sequence[str], whole: Sequence[Sequence[str]]) -> None:
        self.count = len(titles)
        self.texts: list[list[str]] = [[row[place] for row in whole] for place in range(self.count)]
        self._known = [set(texts) for texts in self.texts]
        self._kinds = [Counter(map(_kind, texts)) for texts in self.texts]
        for kinds, title in zip(self._kinds, titles, strict=True):
            if not kinds:
                plain = fold(title)
                kind = _NUMBER if _NUMBER_TITLE.match(plain) else _TIME if _TIME_TITLE.search(plain) else _WORDS
                kinds[kind] += 1

    def align(self, place: int) -> Align:
        return Align.LEFT if self._kinds[place].most_common(1)[0][0] == _WORDS else Align.CENTER

    def _score(self, cell: str, place: int) -> float:
        kinds = self._kinds[place]
        return kinds[_kind(cell)] / kinds.total() + (cell in self._known[place])

    def places(self, cells: Sequence[str]) -> list[int]:
        """The columns of cells, in their order, where they look most at home; the leftmost of equals."""
        best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}  # last column used -> how well, the columns
        for number, cell in enumerate(cells):
            found: dict[int, tuple[float, list[int]]] = {}
            for last, (score, places) in best.items():
                for place in range(last + 1, self.count - (len(cells) - number - 1)):
                    total = score + self._score(cell, place)
                    if place not in found or total > found[place][0]:
                        found[place] = (total, [*places, place])
            best = found
        return max(best.items(), key=lambda item: (item[1][0], -item[0]))[1][1]


def _row(cells: list[str], fit: _Fit) -> Row:
    if len(cells) == 1 and fit.count > 1:
        return Row(("", cells[0]), RowKind.GROUP)
    if len(cells) == 2 and fit.count > 2 and _GROUP_NUMBER.fullmatch(cells[0]):
        return Row((cells[0], cells[1]), RowKind.GROUP)
    whole = [""] * fit.count
    for place, cell in zip(fit.places(cells), cells, strict=True):
        whole[place] = cell
    return Row(tuple(whole))


def _widths(wanted: list[float]) -> list[float]:
    """The columns over the whole sheet; narrow ones, of numbers, grow no wider than they want to be."""
    narrow = sum(width for width in wanted if width <= _NARROW)
    rest = sum(wanted) - narrow
    share = (TABLE_WIDTH_MM - narrow) / rest if rest else 1.0
    return [width if width <= _NARROW else width * share for width in wanted]


def _wanted(title: str, texts: Sequence[str]) -> float:
    """Millimetres by the longest word and the usual length of what stands in the column."""
    longest = max((len(word) for text in (title, *texts) for word in text.split()), default=1)
    usual = sum(map(len, texts)) / len(texts) if texts else len(title)
    return max(4 + 2.2 * min(longest, 14), 6 * sqrt(min(usual, 150)))
