"""One sheet of a form from outside: finds its placeholders, repeats rows, puts values in. Other parts are not touched here.

Nothing else of a cell changes: its style, and with it number format, borders and locking, stays what it was.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kehoach_desktop.domain.placeholders import Loop, LoopRecord, Mark, Vocabulary, key_of, parse, shown
from kehoach_desktop.domain.printable import clean
from kehoach_desktop.exchange.faults import Refusal
from kehoach_desktop.exchange.form_faults import RefusedForm
from kehoach_desktop.exchange.looks import Widths, height_for
from kehoach_desktop.exchange.marked_cells import NOTHING, Look, MarkedCell, Pen, Source, text_runs
from kehoach_desktop.exchange.row_growth import LAST_ROW, Block, RowGrowth, column_letters, place_of
from kehoach_desktop.exchange.xml_parts import child, local, namespace

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_CELLS = 1_000_000  # that a form may grow to
_MOST_GUESSES = 100
_SHAPE = "hình vẽ"  # where a placeholder stands that is in no cell
_NUMBER = "tt"  # the running number of a repeated row


class Found(NamedTuple):
    """A placeholder of a form: where it stands, what it will become, or the name most like it when it is not known."""

    sheet: str
    cell: str
    name: str
    shown: str = ""
    is_known: bool = True
    suggestion: str = ""


@dataclass(slots=True)
class _Repeat:
    """A row, or several to the closing sign, that is repeated for each record."""

    first: int
    last: int
    loop: Loop
    records: tuple[LoopRecord, ...]
    sign: Mark

    @property
    def block(self) -> Block:
        return Block(self.first, self.last, max(len(self.records), 1))


@dataclass(slots=True)
class _Row:
    """A row of the form: its element and those of its cells that have placeholders, by their place among the cells."""

    element: "_Element"
    marked: dict[int, MarkedCell] = field(default_factory=dict)


class SheetForm:
    """The rows of a sheet with what is to be put into them."""

    def __init__(
        self, name: str, root: "_Element", marked_texts: "Mapping[int, _Element]", looks: list[Look], vocabulary: Vocabulary
    ) -> None:  # fmt: skip
        self.name = name
        self.root = root
        self._looks = looks
        self._vocabulary = vocabulary
        self._data = child(root, "sheetData")
        self._rows: dict[int, _Row] = {}
        self._nearest_known: dict[tuple[str, str], str] = {}
        self.found: list[Found] = []
        self.has_filled_margins = False
        self._number_rows(marked_texts)
        self._repeats = self._find_repeats()
        self._starts = [repeat.first for repeat in self._repeats]
        for row in self._rows:
            self._resolve_row(row)
        self.growth = RowGrowth(tuple(repeat.block for repeat in self._repeats))
        self._check_size()

    @property
    def is_marked(self) -> bool:
        """Whether there is anything to fill in in the cells."""
        return any(row.marked for row in self._rows.values())

    # --- reading ---

    def _number_rows(self, marked_texts: "Mapping[int, _Element]") -> None:
        number = 0
        for element in self._data if self._data is not None else ():
            if local(element) != "row":
                continue
            number = int(element.get("r", number + 1))
            row = self._rows[number] = _Row(element)
            column = 0
            for place, cell in enumerate(element):
                if local(cell) != "c":
                    continue
                reference = cell.get("r")
                column = place_of(reference)[1] if reference else column + 1
                holder = _marked_text(cell, marked_texts)
                if holder is not None:
                    runs = text_runs(holder)
                    marked = MarkedCell(f"{column_letters(column)}{number}", runs, self._look(cell))
                    if marked.marks:
                        row.marked[place] = marked

    def _look(self, cell: "_Element") -> Look:
        style = int(cell.get("s", "0"))
        return self._looks[style] if 0 <= style < len(self._looks) else Look()

    def _find_repeats(self) -> list[_Repeat]:
        """The first sign of a row counts; it holds for the row, or down to its closing sign."""
        opening = [number for number in sorted(self._rows) if self._marks_of(number, "#")]
        closing = self._closing_rows()
        repeats: list[_Repeat] = []
        for place, number in enumerate(opening):
            found = self._loop_in(number) if not repeats or number > repeats[-1].last else None
            if found is None:
                continue
            ends = closing.get(key_of(found[0].name), [])
            next_opening = opening[place + 1] if place + 1 < len(opening) else LAST_ROW + 1
            at = bisect_left(ends, number)
            last = ends[at] if at < len(ends) and ends[at] < next_opening else number
            repeats.append(_Repeat(number, last, *found))
        return repeats

    def _loop_in(self, number: int) -> tuple[Loop, tuple[LoopRecord, ...], Mark] | None:
        for mark in self._marks_of(number, "#"):
            match self._vocabulary.loop_in(mark):
                case (loop, tuple(filters)):
                    return loop, loop.filtered(filters), mark
                case _:
                    continue
        return None

    def _closing_rows(self) -> dict[str, list[int]]:
        ends: dict[str, list[int]] = {}
        for number in sorted(self._rows):
            for mark in self._marks_of(number, "/"):
                ends.setdefault(key_of(mark.name), []).append(number)
        return ends

    def _marks_of(self, number: int, kind: str) -> list[Mark]:
        return [mark for cell in self._rows[number].marked.values() for mark in cell.marks if mark.kind == kind]

    def _repeat_at(self, number: int) -> _Repeat | None:
        place = bisect_right(self._starts, number)
        found = self._repeats[place - 1] if place else None
        return found if found and number <= found.last else None

    def _resolve_row(self, number: int) -> None:
        row = self._rows[number]
        if not row.marked:
            return
        repeat = self._repeat_at(number)
        for cell in row.marked.values():
            for mark in cell.marks:
                source, found = self._resolved(mark, cell.reference, repeat)
                cell.sources.append(source)
                self.found.append(found)

    def _resolved(self, mark: Mark, reference: str, repeat: _Repeat | None) -> tuple[Source, Found]:
        """Where the value of a placeholder comes from."""
        told = Found(self.name, reference, mark.label)
        loop = repeat.loop if repeat else None
        if repeat and mark is repeat.sign:
            return NOTHING, told._replace(shown=f"{len(repeat.records)} dòng")
        if repeat and mark.kind == "/" and key_of(mark.name) == key_of(repeat.loop.name):
            return NOTHING, told
        if mark.kind == "":
            own = loop.field_named(mark.name) if loop else None
            if own is not None and repeat:
                first = repeat.records[0].values.get(own) if repeat.records else None
                return Source(field=own), told._replace(shown="1, 2, 3 …" if own == _NUMBER else shown(first))
            placeholder = self._vocabulary.find(mark.name)
            if placeholder is not None:
                return Source(value=placeholder.value), told._replace(shown=shown(placeholder.value))
        nearest = self._nearest(mark, loop)
        return Source(is_known=False), told._replace(is_known=False, suggestion=nearest)

    def _nearest(self, mark: Mark, loop: Loop | None) -> str:
        """The name most like one that is not known; looked for only so often, for it takes a while."""
        asked = (mark.label, loop.name if loop else "")
        if asked not in self._nearest_known:
            few = len(self._nearest_known) < _MOST_GUESSES
            found = self._vocabulary.nearest(mark, loop) if few else ""
            self._nearest_known[asked] = "" if found == mark.label else found
        return self._nearest_known[asked]

    def _check_size(self) -> None:
        """Refuses what would grow beyond all measure."""
        cells = sum(
            (len(self._rows[n].element) + 1) * repeat.block.copies
            for repeat in self._repeats
            for n in range(repeat.first, repeat.last + 1)
            if n in self._rows
        )
        last = self.growth.last(max(self._rows, default=1))
        if cells > _MOST_CELLS or last > LAST_ROW:
            raise RefusedForm(Refusal.TOO_WIDE)

    # --- header and footer ---

    def fill_margins(self) -> None:
        """Puts values into the texts above and under each printed page."""
        margins = child(self.root, "headerFooter")
        for each in margins if margins is not None else ():
            text, marks = each.text or "", parse(each.text or "")
            for mark in reversed(marks):
                where = "đầu trang" if "Header" in local(each) else "chân trang"
                source, found = self._resolved(mark, where, None)
                self.found.append(found)
                text = text[: mark.start] + shown(source.value).replace("&", "&&") + text[mark.end :]
            if marks:
                each.text, self.has_filled_margins = text, True

    def fill_shapes(self, root: "_Element") -> bool:
        """Puts values into the words of shapes and chart titles, paragraph by paragraph; returns whether there were any."""
        changed = False
        for paragraph in [each for each in root.iter() if local(each) == "p"]:
            letters = [child(run, "t") for run in paragraph if local(run) in ("r", "fld")]
            runs: list[tuple[_Element | None, str]] = [(each, each.text or "") for each in letters if each is not None]
            words = MarkedCell(_SHAPE, runs, Look())
            told = [self._resolved(mark, _SHAPE, None) for mark in words.marks]
            self.found += [found for _, found in told]
            for each, text in words.pieces([clean(shown(source.value)) for source, _ in told]) if told else ():
                if each is not None:
                    each.text, changed = text, True
        return changed

    # --- writing ---

    def fill(self, *, is_1904: bool = False, tick: Callable[[float], None] | None = None) -> None:
        """Writes the values; rows under a repeated one move down with all they hold."""
        if self._data is None:
            return
        pen = Pen(namespace(self.root), is_1904)
        heights = _Heights(self.root)
        placed: list[_Element] = []
        for number, row in sorted(self._rows.items()):
            repeat = self._repeat_at(number)
            records = [{_NUMBER: i, **record.values} for i, record in enumerate(repeat.records, 1)] if repeat else []
            whole = row.element
            for place in row.marked:
                pen.empty(whole[place])
            for copy, record in enumerate(records or [{}]):
                element = deepcopy(whole) if len(records) > 1 else whole
                texts = [(cell, pen.fill(element[place], cell, record)) for place, cell in row.marked.items()]
                if texts:
                    heights.grow(element, texts)
                _place_row(element, self.growth.first(number, copy) if repeat else self.growth.first(number))
                placed.append(element)
                if tick and copy % 500 == 499:
                    tick(copy / len(records))
        self._order(placed)

    def _order(self, placed: "list[_Element]") -> None:
        if self._data is None or self.growth.is_still:
            return
        for element in list(self._data):
            self._data.remove(element)
        self._data.extend(sorted(placed, key=lambda element: int(element.get("r", "0"))))


def _marked_text(cell: "_Element", marked_texts: "Mapping[int, _Element]") -> "_Element | None":
    """What holds the text of a cell with placeholders; a formula's text is none of ours."""
    kind = cell.get("t")
    if kind == "s":
        value = child(cell, "v")
        text = value.text if value is not None else None
        return marked_texts.get(int(text)) if text else None
    if kind == "inlineStr":
        holder = child(cell, "is")
        return holder if holder is not None and "{{" in "".join(t for _, t in text_runs(holder)) else None
    return None


def _place_row(row: "_Element", number: int) -> None:
    """Numbers a row and its cells."""
    if row.get("r") == str(number):
        return
    row.set("r", str(number))
    column = 0
    for cell in row:
        reference = cell.get("r")
        column = place_of(reference)[1] if reference else column + 1
        cell.set("r", f"{column_letters(column)}{number}")


class _Heights:
    """Makes rows higher where the text put into them would not be seen whole; never lower."""

    def __init__(self, root: "_Element") -> None:
        self._widths = Widths(root)
        self._merged = dict(_merged_columns(root))

    def grow(self, row: "_Element", texts: list[tuple[MarkedCell, str]]) -> None:
        wrapped = []
        for cell, text in texts:
            if not cell.look.wraps or len(text) < 2:
                continue
            column = place_of(cell.reference)[1]
            last, rows = self._merged.get(cell.reference, (column, 1))
            if rows == 1:
                wrapped.append((text, self._widths.of(column, last), cell.look))
        needed = height_for(wrapped)
        if needed > float(row.get("ht", self._widths.row_height)) + 0.5:
            row.set("ht", f"{needed:.1f}")
            row.set("customHeight", "1")


def _merged_columns(root: "_Element") -> Iterator[tuple[str, tuple[int, int]]]:
    """The first cell of every merged range with the last column of it and the rows it takes."""
    merged = child(root, "mergeCells")
    for each in merged if merged is not None else ():
        start, _, end = (each.get("ref") or "").partition(":")
        if end:
            (top, _), (bottom, last) = place_of(start), place_of(end)
            yield start, (last, bottom - top + 1)
