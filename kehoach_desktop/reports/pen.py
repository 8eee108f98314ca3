"""Drawing on PDF pages: text by face and size, rules, page numbers; knows no paper and no table.

Distances are points from the lower left corner of the sheet, as PDF counts them. Text and rules are written as PDF
operators straight away: reportlab's text object measures and formats every piece anew, which costs half of a long table.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from kehoach_desktop.reports import layout
from kehoach_desktop.reports.fonts import Serif, serif
from kehoach_desktop.reports.layout import Page
from kehoach_desktop.reports.measure import Face
from kehoach_desktop.reports.text import one_line

_PROGRAM = "Kế hoạch Desktop"


class Pen:
    """One PDF file being written, page after page, all text in the embedded serif."""

    def __init__(self, path: Path, *, title: str, author: str) -> None:
        from reportlab import rl_config
        from reportlab.pdfbase.pdfmetrics import getFont
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0  # no text armour around page streams: it only makes them slower and larger
        self.serif: Serif = serif()
        # without initialFontName every page would name Helvetica, which is not embedded
        name = self.serif.regular.name
        make_canvas = cast("Callable[..., Any]", Canvas)  # the library's types are guessed from its defaults
        self._canvas = make_canvas(str(path), pageCompression=1, initialFontName=name, lang="vi-VN")
        self._document = self._canvas._doc  # noqa: SLF001 - the library's own way to a font's subsets asks for it
        self._font_of: Callable[[str], Any] = getFont
        self._canvas.setTitle(one_line(title))
        self._canvas.setSubject(one_line(title))
        self._canvas.setAuthor(one_line(author))
        self._canvas.setCreator(_PROGRAM)
        self._canvas.setProducer(_PROGRAM)
        self.page = layout.PORTRAIT
        self.sheets = 0  # pages of the file so far
        self.pages_before = 0  # of the same annex, counted on from
        self.trace = ""  # stands small in the bottom margin of every page
        self._code: list[str] = []
        self._rules: dict[float, list[str]] = {}
        self._figures: list[str] = []
        self._font = ""  # the operator that set the current font
        self._encoded: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def begin_page(self, page: Page, number: int) -> None:
        """A new sheet; its number stands in the middle of the top margin, but not on page 1 (Phụ lục I, mục II)."""
        self.page = page
        self.sheets += 1
        number += self.pages_before
        self._canvas.setPageSize((page.width, page.height))
        self._code, self._rules, self._figures, self._font = ["BT"], {}, [], ""
        if self.trace:
            self.right(page.width - page.right, page.bottom / 2, self.trace, layout.TRACE)
        if number > 1:
            size = layout.PAGE_NUMBER
            self.centred(page.middle, page.height - page.top / 2 - size / 3, str(number), size)

    def end_page(self) -> None:
        """Puts the sheet into the file."""
        self._code.append("ET")
        for thickness, lines in self._rules.items():
            self._code += [f"{thickness} w", *lines, "S"]
        self._code += [f"q {figure} Q" for figure in self._figures]
        self._canvas.addLiteral("\n".join(self._code))
        self._canvas.showPage()

    def number_pages(self, prefix: str) -> None:
        """From the next page on viewers count from 1 again, with a prefix ("PL I-")."""
        from reportlab.pdfbase.pdfdoc import PDFPageLabel

        self._canvas.addPageLabel(self.sheets, PDFPageLabel.ARABIC, 1, prefix)

    def mark(self, key: str, title: str) -> None:
        """An entry in the contents pane of viewers that leads to this page."""
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key)

    def save(self) -> None:
        """Writes the file."""
        self._canvas.save()

    def text(self, x: float, y: float, text: str, size: float, face: Face | None = None) -> None:
        """A line of text from x on, its baseline at y."""
        if text:
            self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            self._put(text, size, face or self.serif.regular)

    def runs(self, x: float, y: float, runs: list[tuple[str, Face]], size: float, word_space: float = 0.0) -> None:
        """Pieces in several faces on one line; `word_space` widens every blank (justified text)."""
        self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {word_space:.4f} Tw")
        for text, face in runs:
            self._put(text, size, face)
        if word_space:
            self._code.append("0 Tw")

    def centred(self, middle: float, y: float, text: str, size: float, face: Face | None = None) -> float:
        """A line around a middle; returns its width."""
        face = face or self.serif.regular
        width = face.width(text) * size
        self.text(middle - width / 2, y, text, size, face)
        return width

    def right(self, x: float, y: float, text: str, size: float, face: Face | None = None) -> None:
        """A line that ends at x."""
        face = face or self.serif.regular
        self.text(x - face.width(text) * size, y, text, size, face)

    def rule(self, x1: float, y1: float, x2: float, y2: float, thickness: float = layout.RULE) -> None:
        """A straight line, drawn when the page ends."""
        self._rules.setdefault(thickness, []).append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l")

    def figure(self, operators: str) -> None:
        """A figure in PDF's own operators, drawn over everything else when the page ends."""
        self._figures.append(operators)

    def _put(self, text: str, size: float, face: Face) -> None:
        """Shows text at the current point; a face is embedded in subsets of 256 letters, each a font of its own."""
        key = (face.name, text)
        pieces = self._encoded.get(key)
        if pieces is None:
            pieces = self._encoded[key] = self._encode(text, face)
        for subset, code in pieces:
            font = f"{subset} {size:g} Tf"
            if font != self._font:
                self._code.append(font)
                self._font = font
            self._code.append(f"<{code}> Tj")

    def _encode(self, text: str, face: Face) -> list[tuple[str, str]]:
        font, document = self._font_of(face.name), self._document
        pieces = font.splitString(text, document)
        return [(font.getSubsetInternalName(subset, document), codes.hex()) for subset, codes in pieces]
