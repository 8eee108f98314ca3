"""Values and looks of Excel cells: text that can never become a formula, real figures and days; knows no table."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kehoach_desktop.reports.fonts import FAMILY
from kehoach_desktop.reports.model import Align, Cell, Formula, Number
from kehoach_desktop.reports.text import clean

CELL_LIMIT = 32_767  # characters; Excel's own
DATE_FORMAT = "dd/mm/yyyy"
_FORMULA_STARTS = ("=", "+", "-", "@", "\n", "＝", "＋", "－", "＠")


class Look(NamedTuple):
    """How a cell looks; equal looks share one style in the file."""

    size: float
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT
    top: bool = False
    framed: bool = False
    number_format: str = "General"
    quoted: bool = False


class Put(NamedTuple):
    """A value on its way into a cell, and how it looks."""

    value: str | int | Decimal | date | None
    look: Look
    formula: str = ""  # of the form's own, with columns in braces


def put(cell: Cell, look: Look) -> Put:
    """A table's cell as Excel takes it: text stays text, figures and days keep their type."""
    if cell is None or cell == "":
        return Put(None, look)
    if isinstance(cell, str):
        text = clean(cell)[:CELL_LIMIT]
        # the mark that a text cell was typed with an apostrophe keeps it text when somebody edits it
        risky = text.lstrip(" \u00a0").startswith(_FORMULA_STARTS)
        return Put(text, look._replace(quoted=True) if risky else look)
    if isinstance(cell, date):
        return Put(cell, look._replace(number_format=DATE_FORMAT))
    if isinstance(cell, Formula):
        return put(cell.value, look)._replace(formula=cell.text)
    if isinstance(cell, Number):
        code = number_format(cell.value, cell.places, cell.prefix, cell.suffix)
        return Put(cell.value, look._replace(number_format=code))
    return Put(cell, look._replace(number_format=number_format(Decimal(cell), None)))


def number_format(value: Decimal, places: int | None, prefix: str = "", suffix: str = "") -> str:
    """Excel's code for a figure: thousands apart, its own decimal places, sign and unit as fixed text.

    Excel shows both marks as the PC is set: 1.240,5 on a Vietnamese one.
    """
    if places is None:
        exponent = value.normalize().as_tuple().exponent
        places = min(max(-exponent, 0), 6) if isinstance(exponent, int) else 0
    before, after = (f'"{text.replace(chr(34), "")}"' if text else "" for text in (prefix, suffix))
    return f"{before}#,##0{'.' + '0' * places if places else ''}{after}"


class StyleIds:
    """The number of each look in the workbook's table of styles, made by openpyxl once a look."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._ids: dict[Look, int] = {}

    def of(self, look: Look) -> int:
        """The style number a cell of that look bears."""
        found = self._ids.get(look)
        if found is None:
            found = self._ids[look] = self._make(look)
        return found

    def _make(self, look: Look) -> int:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, Side

        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=FAMILY, size=look.size, bold=look.bold, italic=look.italic)
        vertical = "top" if look.top else "center"
        cell.alignment = Alignment(horizontal=look.align.value, vertical=vertical, wrap_text=True)
        if look.framed:
            line = Side(style="thin")
            cell.border = Border(left=line, right=line, top=line, bottom=line)
        cell.number_format = look.number_format
        if look.quoted:
            cell.quotePrefix = True
        return cell.style_id
