"""Where words that changed stand on the pages of a preview; it looks them up in the PDF's own text and paints nothing."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from kehoach_desktop.frozen import frozen

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

_AROUND = (40, 16, 6)  # letters before and after the words by which they are found; fewer where a page ends near


@frozen
class Words:
    """A place in a paragraph: its whole text, and the changed words in it."""

    text: str
    start: int
    end: int


def places(document: "QPdfDocument", wanted: Iterable[Words]) -> dict[int, list[QRectF]]:
    """The boxes of the words by page, in points from the page's upper left; what is not found has none."""
    pages = [_Page.read(document, number) for number in range(document.pageCount())]
    found: dict[int, list[QRectF]] = {}
    for words in wanted:
        for around in _AROUND:
            place = next((p for page in pages if (p := page.find(words, around))), None)
            if place is not None:
                page, first, count = place
                selection = document.getSelectionAtIndex(page, first, count)
                found.setdefault(page, []).extend(polygon.boundingRect() for polygon in selection.bounds())
                break
    return found


@frozen
class _Page:
    """The text of a page without its blanks, and where each letter stood."""

    number: int
    letters: str
    indexes: tuple[int, ...]

    @classmethod
    def read(cls, document: "QPdfDocument", number: int) -> "_Page":
        text = document.getAllText(number).text()
        kept = [(letter, index) for index, letter in enumerate(text) if not letter.isspace()]
        return cls(number, "".join(letter for letter, _ in kept), tuple(index for _, index in kept))

    def find(self, words: Words, around: int) -> tuple[int, int, int] | None:
        """Page, first index and length of the words, found with the letters around them."""
        before = "".join(words.text[: words.start].split())[-around:]
        marked = "".join(words.text[words.start : words.end].split())
        after = "".join(words.text[words.end :].split())[:around]
        at = self.letters.find(before + marked + after) if marked else -1
        if at < 0:
            return None
        first, last = self.indexes[at + len(before)], self.indexes[at + len(before) + len(marked) - 1]
        return self.number, first, last - first + 1
