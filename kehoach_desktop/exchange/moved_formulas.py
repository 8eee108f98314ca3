"""Formulas after rows were repeated: references follow what they meant, sums take in every copy. Works nothing out.

What cannot be told for certain (other workbooks, several sheets at once, names) is left as it is.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kehoach_desktop.exchange.row_growth import STILL, Block, RowGrowth, column_letters, place_of
from kehoach_desktop.frozen import frozen

Growths = Mapping[str, RowGrowth]  # by the sheet's name in small letters

_NAME = r"""[^\s'"!,;:()+\-*/^&=<>{}]+"""
_TOKEN = re.compile(
    rf"""
    (?P<text>"(?:[^"]|"")*")
  | (?P<sheet>(?:'(?:[^']|'')+'|{_NAME}(?::{_NAME})?)!)?
    (?: (?P<cell>(?<![\w.$])\$?[A-Z]{{1,3}}\$?[1-9][0-9]{{0,6}}) (?: : (?P<cell2>\$?[A-Z]{{1,3}}\$?[1-9][0-9]{{0,6}}) )? (?![\w(.!])
      | (?P<row>(?<![\w.$])\$?[1-9][0-9]{{0,6}}) : (?P<row2>\$?[1-9][0-9]{{0,6}}) (?![\w(.!]) )
  | (?P<brackets>\[(?:[^\[\]]|\[[^\[\]]*\])*\])
  | (?P<function>[^\W\d][\w.]*\()
  | (?P<name>[^\W\d][\w.]*)
  | (?P<open>\() | (?P<close>\))
    """,
    re.VERBOSE,
)
_SUMS = frozenset({"SUM", "SUBTOTAL", "COUNT", "COUNTA", "COUNTBLANK", "AVERAGE", "MAX", "MIN", "PRODUCT", "AGGREGATE"})
_PART = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]+)")


class Reference(NamedTuple):
    """A reference in a formula: its sheet as written ("" of its own), its ends (equal texts "" for one cell), whether a sum holds it."""

    sheet: str
    start: str
    end: str
    is_row: bool
    in_sum: bool


def rewrite(formula: str, change: Callable[[Reference], str]) -> str:
    """The formula with every reference replaced by what `change` makes of it."""
    pieces: list[str] = []
    calls: list[str] = []
    at = 0
    for found in _TOKEN.finditer(formula):
        kind = found.lastgroup
        if found["function"]:
            calls.append(found["function"][:-1].upper())
        elif kind == "open":
            calls.append("")
        elif kind == "close" and calls:
            calls.pop()
        start = found["cell"] or found["row"]
        if not start:
            continue
        alone = _stands_alone(formula, found.start(), found.end())
        reference = Reference(
            found["sheet"] or "", start, found["cell2"] or found["row2"] or "", bool(found["row"]),
            alone and bool(calls) and calls[-1] in _SUMS,
        )  # fmt: skip
        pieces += (formula[at : found.start()], change(reference))
        at = found.end()
    return "".join((*pieces, formula[at:]))


def _stands_alone(formula: str, start: int, end: int) -> bool:
    """Whether a reference is a whole argument of what it stands in."""
    return formula[:start].rstrip()[-1:] in ("(", ",", ";") and formula[end:].lstrip()[:1] in (")", ",", ";")


def sheet_name(prefix: str) -> str | None:
    """The sheet a reference names, in small letters; "" for its own, None for another workbook or several sheets."""
    name = prefix.removesuffix("!")
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    return None if "[" in name or ":" in name else name.casefold()


@frozen
class Seat:
    """Where a formula stands: its sheet in small letters, and its copy when its row was repeated."""

    sheet: str
    block: Block | None = None
    copy: int = 0


def moved(formula: str, growths: Growths, seat: Seat, *, spread: bool = False) -> str:
    """The formula where its references have gone; with `spread` one repeated cell becomes all its copies, as in a sum."""

    def change(reference: Reference) -> str:
        name = sheet_name(reference.sheet)
        growth = growths.get(name or seat.sheet, STILL) if name is not None else STILL
        if growth.is_still:
            return _text(reference, reference.start, reference.end)
        block = seat.block if name in ("", seat.sheet) else None
        start = _moved_end(reference.start, growth, block, seat.copy, ends=False)
        if reference.end:
            return _text(reference, start, _moved_end(reference.end, growth, block, seat.copy, ends=True))
        last = _moved_end(reference.start, growth, block, seat.copy, ends=True)
        return _text(reference, start, last if (spread or reference.in_sum) and last != start else "")

    return rewrite(formula, change)


def _text(reference: Reference, start: str, end: str) -> str:
    return f"{reference.sheet}{start}{':' if end else ''}{end}"


def _moved_end(end: str, growth: RowGrowth, block: Block | None, copy: int, *, ends: bool) -> str:
    """One end of a reference. In a repeated row what is relative stays with the copy, and so does the row above it."""
    head, _, digits = _split(end)
    row = int(digits)
    fixed = head.endswith("$")
    if block is not None and not fixed:
        if block.first <= row <= block.last:
            return f"{head}{growth.first(row, copy)}"
        if copy and block.first - block.height <= row < block.first:  # a running number counts on from the copy before
            return f"{head}{growth.first(block.first, copy) - (block.first - row)}"
    return f"{head}{growth.last(row) if ends else growth.first(row)}"


def _split(end: str) -> tuple[str, str, str]:
    digits = end.lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return end[: len(end) - len(digits)], "", digits


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads so many cells further down and right: how a shared formula is written out."""

    def part(text: str) -> str:
        found = _PART.fullmatch(text)
        if found is None:
            return text if text.startswith("$") else str(int(text) + rows)
        sign, letters, sign2, digits = found.groups()
        column = letters if sign else column_letters(place_of(f"{letters}1")[1] + columns)
        return f"{sign}{column}{sign2}{digits if sign2 else int(digits) + rows}"

    def change(reference: Reference) -> str:
        return _text(reference, part(reference.start), part(reference.end) if reference.end else "")

    return rewrite(formula, change)
