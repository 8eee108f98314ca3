"""Cells with placeholders: their text and its runs, and the same cells with values in their place.

A cell that is one placeholder takes a real number or day in its own number format; otherwise Vietnamese text.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kehoach_desktop.domain.placeholders import Mark, Number, Value, parse, shown
from kehoach_desktop.domain.printable import clean
from kehoach_desktop.exchange.spreadsheet import CellKind
from kehoach_desktop.exchange.xml_parts import child, local
from kehoach_desktop.frozen import frozen

if TYPE_CHECKING:
    from lxml.etree import _Element

_CELL_LIMIT = 32_767  # characters; Excel's own
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # _x000D_ in a cell is a character to Excel
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_GONE = frozenset({"t", "cm", "vm", "ph"})


class Look(NamedTuple):
    """What a cell's style says of its content: how figures are shown, whether long text wraps, the size of letters."""

    kind: CellKind = CellKind.NUMBER
    is_general: bool = True
    wraps: bool = False
    points: float = 11


@frozen
class Source:
    """Where a placeholder's value comes from: a field of the row's record, or fixed; `is_known` False is left empty."""

    field: str = ""
    value: Value = None
    is_known: bool = True


NOTHING = Source()


@dataclass
class MarkedCell:
    """A cell of the form with placeholders; `runs` are its pieces with their own font, one piece without for plain text."""

    reference: str
    runs: "list[tuple[_Element | None, str]]"
    look: Look
    marks: list[Mark] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.marks = parse(self.text)

    @cached_property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(text for _, text in self.runs)

    @cached_property
    def single(self) -> Source | None:
        """The one value that is all there is in the cell, apart from the sign of a repeated row."""
        text, kept = self.text, [place for place, mark in enumerate(self.marks) if mark.kind not in ("#", "/")]
        rest = "".join(_outside(text, 0, len(text), self.marks))
        return self.sources[kept[0]] if len(kept) == 1 and not rest.strip() else None

    def pieces(self, texts: Sequence[str]) -> "list[tuple[_Element | None, str]]":
        """The runs with a text for each placeholder; one that lies across runs goes where it begins."""
        found, start = [], 0
        whole = self.text
        for font, text in self.runs:
            end = start + len(text)
            found.append((font, _replaced(whole, start, end, self.marks, texts)))
            start = end
        return found


def _outside(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[str]:
    pieces, at = [], start
    for mark in marks:
        pieces.append(text[at : mark.start])
        at = mark.end
    return [*pieces, text[at:end]]


def _replaced(text: str, start: int, end: int, marks: Sequence[Mark], texts: Sequence[str]) -> str:
    pieces, at = [], start
    for mark, new in zip(marks, texts, strict=True):
        if mark.end <= start or mark.start >= end:
            continue
        pieces.append(text[at : max(mark.start, at)])
        if mark.start >= start:
            pieces.append(new)
        at = max(min(mark.end, end), at)
    return "".join((*pieces, text[at:end]))


def text_runs(holder: "_Element") -> "list[tuple[_Element | None, str]]":
    """The pieces of a shared or inline string; reading aids above the letters are no part of it."""
    runs = []
    for each in holder:
        name = local(each)
        if name == "t":
            runs.append((None, each.text or ""))
        elif name == "r":
            letters = child(each, "t")
            runs.append((child(each, "rPr"), (letters.text if letters is not None else "") or ""))
    return runs


# --- writing ---


@frozen
class Pen:
    """Writes values into the cells of one sheet. `is_1904` is the workbook's way of counting days."""

    namespace: str
    is_1904: bool = False

    def empty(self, cell: "_Element") -> None:
        """Takes the content out of a cell; its style stays."""
        for name in _GONE & set(cell.attrib):
            del cell.attrib[name]
        for each in list(cell):
            cell.remove(each)

    def fill(self, cell: "_Element", marked: MarkedCell, record: Mapping[str, Value]) -> str:
        """Puts the values into an emptied cell, or a copy of one; returns its text as people see it."""
        values = [record.get(source.field) if source.field else source.value for source in marked.sources]
        single = marked.single
        if single is not None:
            value = record.get(single.field) if single.field else single.value
            if value is None or value == "":
                return ""
            figure = _figure(value, marked.look, self.is_1904)
            if figure is not None:
                self._add(cell, "v").text = figure
                return figure
        return self._write_runs(cell, marked.pieces([_safe(shown(value)) for value in values]))

    def _write_runs(self, cell: "_Element", runs: "list[tuple[_Element | None, str]]") -> str:
        whole = "".join(text for _, text in runs)
        if not whole.strip():
            return ""
        cell.set("t", "inlineStr")
        holder = self._add(cell, "is")
        if len(runs) == 1 and runs[0][0] is None:
            self._letters(holder, whole)
            return whole
        for font, text in runs:
            if not text:
                continue
            run = self._add(holder, "r")
            if font is not None:
                run.append(deepcopy(font))
            self._letters(run, text)
        return whole

    def _letters(self, holder: "_Element", text: str) -> None:
        letters = self._add(holder, "t")
        letters.text = text
        letters.set(_SPACE, "preserve")

    def _add(self, parent: "_Element", name: str) -> "_Element":
        from lxml.etree import SubElement

        return SubElement(parent, f"{{{self.namespace}}}{name}")


def _safe(text: str) -> str:
    return _ESCAPE.sub("_x005F_", clean(text))[:_CELL_LIMIT]


def _figure(value: Value, look: Look, is_1904: bool) -> str | None:
    """A value as a cell's number, None when it is text there: in a cell kept as text, or a day in a cell not made for days."""
    if look.kind is CellKind.TEXT or isinstance(value, str | None):
        return None
    if isinstance(value, Number):
        exact = value.shown if look.is_general else value.exact
        return repr(float(exact / 100 if value.is_percent and look.kind is CellKind.PERCENT else exact))
    if isinstance(value, date):
        days = (value - (_EPOCH_1904 if is_1904 else _EPOCH)).days
        return str(days) if look.kind is CellKind.DATE else None
    return str(int(value))
