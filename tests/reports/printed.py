"""A printed paper read back: its lines in the order they were drawn, each with its face, size and place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pdfplumber

MM = 72 / 25.4
LEFT, RIGHT = 30 * MM, 20 * MM  # margins of an upright page
INDENT = 12.7 * MM


def style_of(font: str) -> str:
    """Regular, Bold, Italic or BoldItalic."""
    return font.rsplit("-", maxsplit=1)[-1] if "-" in font else "Regular"


@dataclass
class Line:
    """Characters drawn on one base line without a gap."""

    page: int
    chars: list[dict[str, Any]]

    @cached_property
    def text(self) -> str:
        return "".join(char["text"] for char in self.chars)

    @cached_property
    def faces(self) -> set[tuple[float, str]]:
        """Size and style of every letter."""
        return {(round(c["size"], 1), style_of(c["fontname"])) for c in self.chars if c["text"] != " "}

    @cached_property
    def base(self) -> float:
        """The base line, points from the foot of the sheet."""
        return self.chars[0]["matrix"][5]

    @cached_property
    def x0(self) -> float:
        return self.chars[0]["x0"]

    @cached_property
    def x1(self) -> float:
        return self.chars[-1]["x1"]

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


class Printed:
    """A paper's PDF file: pages, lines, rules."""

    def __init__(self, path: Path, pages: list[int] | None = None) -> None:
        """Reads all pages, or those of some numbers."""
        with pdfplumber.open(path, pages=pages) as pdf:
            self.sizes = [(page.width, page.height) for page in pdf.pages]
            self.upright = [n for n, (width, height) in enumerate(self.sizes) if width < height]
            self.lying = [n for n in range(len(self.sizes)) if n not in self.upright]
            self.rules = [list(page.lines) for page in pdf.pages]
            self.chars = [list(page.chars) for page in pdf.pages]
        self.lines = [list(_lines(n, chars)) for n, chars in enumerate(self.chars)]

    def line(self, start: str, page: int | None = None) -> Line:
        """The first line that begins with a text."""
        pages = self.lines if page is None else [self.lines[page]]
        return next(line for lines in pages for line in lines if line.text.startswith(start))

    def has(self, start: str) -> bool:
        return any(line.text.startswith(start) for lines in self.lines for line in lines)

    def rule_under(self, line: Line) -> dict[str, Any] | None:
        """The nearest rule within 12 points under a line, around the same middle."""
        found = [
            rule
            for rule in self.rules[line.page]
            if 0 < line.base - rule["y0"] < 12 and abs((rule["x0"] + rule["x1"]) / 2 - line.middle) < 1
        ]
        return max(found, key=lambda rule: rule["y0"], default=None)

    def body(self, first: str) -> list[Line]:
        """The lines of the text, from the one that begins with the first words up to Nơi nhận."""
        lines = [line for page in self.upright for line in self.lines[page]]
        lines = [line for line in lines if not re.fullmatch(r"\d+", line.text)]
        start = next(n for n, line in enumerate(lines) if first.startswith(line.text[:40]) and line.x0 > LEFT + 30)
        end = next(n for n, line in enumerate(lines) if line.text == "Nơi nhận:")
        return lines[start:end]

    def text(self) -> str:
        return " ".join(line.text for lines in self.lines for line in lines)


def _lines(page: int, chars: list[dict[str, Any]]) -> Iterator[Line]:
    line: list[dict[str, Any]] = []
    for char in chars:
        last = line[-1] if line else None
        goes_on = (
            last is not None
            and abs(last["matrix"][5] - char["matrix"][5]) < 0.01
            and -1 < char["x0"] - last["x1"] < (30 if last["text"] == " " else 3)
        )
        if not goes_on and line:
            yield Line(page, line)
            line = []
        line.append(char)
    if line:
        yield Line(page, line)
