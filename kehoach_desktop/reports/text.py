"""Texts on their way to paper: composed, without characters a file cannot hold, figures and days in words; draws nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from kehoach_desktop.domain.printable import clean, one_line, tidy
from kehoach_desktop.domain.vietnamese import format_date, format_number
from kehoach_desktop.reports.model import Cell, Formula, Number

__all__ = ["cell_text", "clean", "dashed", "listed", "lower_first", "one_line", "sentence", "tidy"]


def cell_text(cell: Cell) -> str:
    """What stands in a table cell on paper."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, Formula):
        return cell_text(cell.value)
    if isinstance(cell, Number):
        return cell.prefix + format_number(cell.value, cell.places) + cell.suffix
    if isinstance(cell, date):
        return format_date(cell)
    return format_number(cell if isinstance(cell, int | Decimal) else Decimal(str(cell)))


def sentence(text: str | None) -> str:
    """Text as a sentence of its own: first letter a capital, a full stop at the end."""
    words = one_line(text).rstrip(" .;,")
    if not words:
        return ""
    return words[0].upper() + words[1:] + ("" if words[-1] in "?!…:" else ".")


def lower_first(text: str) -> str:
    """The text as it goes on inside a sentence; a word in capitals (UBND) stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(texts: Iterable[str]) -> str:
    """Texts as "a, b và c"."""
    items = [text for text in texts if text]
    return f"{', '.join(items[:-1])} và {items[-1]}" if len(items) > 1 else "".join(items)


def dashed(names: Sequence[str]) -> list[str]:
    """Names as a list: a dash before each, semicolons between, a full stop at the end (NĐ 30/2020, Phụ lục I, mục II.9)."""
    bare = [one_line(name).lstrip("-– ").rstrip(" .;,") for name in names]
    return [f"- {name}{'.' if n == len(bare) else ';'}" for n, name in enumerate(bare, 1)]
