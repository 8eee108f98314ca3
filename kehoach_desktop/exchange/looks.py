"""What the styles of a workbook say of its cells, and how high a row must be for wrapped text. Reads only.

LibreOffice does not grow a row over wrapped text, and Excel not one with a height of its own; so the height is worked out.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kehoach_desktop.exchange.marked_cells import Look
from kehoach_desktop.exchange.spreadsheet import CellKind, kind_of_format
from kehoach_desktop.exchange.xml_parts import child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT_FORMAT = 49
_LETTERS_PER_WIDTH = 1.05  # letters of running text for each unit of a column's width, on the safe side
_LINE, _PAD = 1.31, 2.0  # a line in sizes of its letters; points over and under the text
_HIGHEST = 409.0  # points; Excel shows no row higher
_DEFAULT_WIDTH = 8.43
_DEFAULT_POINTS = 11.0


def looks_of(styles: "_Element | None") -> list[Look]:
    """What each cell style looks like, by its number."""
    if styles is None:
        return []
    listed = {local(each): each for each in styles}
    codes = {each.get("numFmtId"): each.get("formatCode", "") for each in listed.get("numFmts", ())}
    points = [_points(font) for font in listed.get("fonts", ())]
    return [_look(each, codes, points) for each in listed.get("cellXfs", ()) if local(each) == "xf"]


def _look(style: "_Element", codes: "dict[str | None, str]", points: list[float]) -> Look:
    number, font = style.get("numFmtId", "0"), int(style.get("fontId", "0"))
    code = codes.get(number, "")
    alignment = child(style, "alignment")
    wraps = alignment is not None and alignment.get("wrapText") in ("1", "true")
    is_text = int(number) == _TEXT_FORMAT or code.strip() == "@"
    kind = CellKind.TEXT if is_text else kind_of_format(int(number), code)
    is_general = int(number) == 0 or code == "General"
    return Look(kind, is_general, wraps, points[font] if font < len(points) else _DEFAULT_POINTS)


def _points(font: "_Element") -> float:
    size = child(font, "sz")
    return float(size.get("val", _DEFAULT_POINTS)) if size is not None else _DEFAULT_POINTS


class Widths:
    """The columns of a sheet, and the cells that are merged over several of them."""

    def __init__(self, sheet: "_Element") -> None:
        layout = child(sheet, "sheetFormatPr")
        default = layout.get("defaultColWidth") if layout is not None else None
        self._default = float(default) if default else _DEFAULT_WIDTH
        self.row_height = float(layout.get("defaultRowHeight", 15)) if layout is not None else 15.0
        columns = child(sheet, "cols")
        self._spans = [
            (int(each.get("min", 1)), int(each.get("max", 1)), float(each.get("width", self._default)))
            for each in (columns if columns is not None else ())
        ]

    def of(self, first: int, last: int) -> float:
        """Width of columns together, in Excel's units."""
        return sum(self._one(column) for column in range(first, last + 1))

    def _one(self, column: int) -> float:
        return next((width for first, last, width in self._spans if first <= column <= last), self._default)


def height_for(texts: Sequence[tuple[str, float, Look]]) -> float:
    """Points a row needs for its wrapped texts, each with the width it has; 0 when none takes more than a line."""
    counted = (
        (_lines(text, width * _DEFAULT_POINTS / look.points * _LETTERS_PER_WIDTH), look.points)
        for text, width, look in texts
    )
    needs = [lines * points * _LINE + _PAD for lines, points in counted if lines > 1]
    return min(max(needs, default=0.0), _HIGHEST)


def _lines(text: str, letters: float) -> int:
    """Lines of a text in a column so many letters wide, broken between words."""
    count = 0
    for line in text.split("\n"):
        used, count = 0.0, count + 1
        for word in line.split():
            need = len(word)
            if used and used + 1 + need > letters:
                count, used = count + 1, 0.0
            used += need + (1 if used else 0)
            while used > letters > 1:  # a word longer than the column
                count, used = count + 1, used - letters
    return count
