"""Texts on their way to paper: composed, without characters a file cannot hold, figures and days in words; draws nothing."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kehoach_desktop.domain.vietnamese import format_date, format_number, nfc
from kehoach_desktop.reports.model import Cell, Number

# Control characters (but the line break), lone surrogates, non-characters, marks of writing direction, the byte order
# mark: XML refuses some of them, and none has a shape on paper.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t]{2,}|\t")


def clean(text: str) -> str:
    """The text as a file may hold it: NFC, one kind of line break, no control characters; nothing else is changed."""
    if text.isascii() and text.isprintable():
        return text
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", nfc(text)).replace("\t", " "))


def tidy(text: str | None) -> str:
    """Cleaned text without blanks at its ends, between words or around line breaks more than one."""
    lines = (_BLANKS.sub(" ", line).strip() for line in clean(text or "").split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str | None) -> str:
    """Cleaned text with blanks instead of line breaks."""
    return " ".join(clean(text or "").split())


def cell_text(cell: Cell) -> str:
    """What stands in a table cell on paper."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
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
