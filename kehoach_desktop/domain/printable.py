"""Texts as files and papers may hold them: composed, without characters that have no shape; knows no page and no format."""

import re

from kehoach_desktop.domain.vietnamese import nfc

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


def uncut(short: str | None, whole: str | None) -> str:
    """The short line, or the whole sentence where the short line was cut off with "…"."""
    title, sentence = tidy(short), tidy(whole)
    return sentence.rstrip(" .;") if title.endswith(("…", "...")) and sentence else title
