"""The parts that papers and tables share on PDF: letterhead and signatures by NĐ 30/2020; breaks no pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kehoach_desktop.domain import paper
from kehoach_desktop.reports import layout
from kehoach_desktop.reports.fonts import serif
from kehoach_desktop.reports.measure import Face
from kehoach_desktop.reports.model import Letterhead, Signature
from kehoach_desktop.reports.pen import Pen
from kehoach_desktop.reports.text import clean

_RULE_GAP = 3.0  # between a line and the rule under it
_PEN_ROOM = re.compile(" {4,}")
_HELD = "\u00a0"  # as wide as a blank, and no line ends there
_LEVEL_GAP = 8.0  # between the rules and the line with number and place


def wrapped(face: Face, size: float, width: float, texts: Iterable[str]) -> list[str]:
    """Lines of texts in a column `width` points wide; room left for a pen is never broken nor closed."""
    lines = []
    for text in filter(None, texts):
        plain = clean(text)
        if "\n" not in plain and face.width(plain) * size <= width:
            lines.append(plain)
        else:
            held = _PEN_ROOM.sub(lambda room: _HELD * len(room[0]), plain)
            whole = " ".join(filter(None, held.replace("\n", " ").split(" ")))
            lines += [line.replace(_HELD, " ") for line in face.wrap(whole, width / size)]
    return lines


def balanced(face: Face, size: float, width: float, text: str) -> list[str]:
    """The lines of a centred text: no more than needed, and none much shorter than the others."""
    lines = wrapped(face, size, width, [text])
    low, high = width / 2, width
    while len(lines) > 1 and high - low > size:
        middle = (low + high) / 2
        narrower = wrapped(face, size, middle, [text])
        if len(narrower) > len(lines):
            low = middle
        else:
            high, lines = middle, narrower
    return lines


def place_date_lines(place_date: str, width: float) -> list[str]:
    """Place and day on one line; where a long name leaves no room for both, the day stands whole under the place."""
    if serif().italic.width(place_date) * layout.PLACE_DATE <= width:
        return [place_date]
    place, comma, day = place_date.rpartition(", ngày")
    return [f"{place},", f"ngày{day}"] if comma else [place_date]


@dataclass(slots=True)
class Stack:
    """Centred lines put one under another in a column, from `y` down."""

    pen: Pen
    middle: float
    width: float
    y: float
    above: float = 0.0  # width of the line put last

    def put(self, texts: Iterable[str], size: float, face: Face) -> None:
        """Adds texts, each on a line of its own or on several of about the same length."""
        for line in (line for text in texts for line in balanced(face, size, self.width, text)):
            self.y -= size * layout.LINE
            self.above = self.pen.centred(self.middle, self.y + size * 0.25, line, size, face)

    def rule(self, share: float) -> None:
        """A line under the line put last, as a share of it."""
        half = self.above * share / 2
        self.y -= _RULE_GAP
        self.pen.rule(self.middle - half, self.y, self.middle + half, self.y)


def draw_letterhead(pen: Pen, head: Letterhead) -> float:
    """Both columns at the top of the page; returns the y under the lower of them."""
    page, faces = pen.page, pen.serif
    top = page.height - page.top
    left_width = page.text_width * layout.LETTERHEAD_LEFT
    right_width = page.text_width - left_width
    left = Stack(pen, page.left + left_width / 2, left_width - 6, top)
    right = Stack(pen, page.left + left_width + right_width / 2, right_width, top)
    left.put(head.parent, layout.AGENCY, faces.regular)
    left.put(head.agency, layout.AGENCY, faces.bold)
    left.rule(layout.AGENCY_RULE)
    if head.national:
        right.put([paper.NATION], layout.NATION, faces.bold)
        right.put([paper.MOTTO], layout.MOTTO, faces.bold)
        right.rule(1.0)
    if not (head.symbol_line or head.place_date or head.about):
        return min(left.y, right.y)
    left.y = right.y = min(left.y, right.y) - _LEVEL_GAP
    left.put([head.symbol_line], layout.SYMBOL, faces.regular)
    right.put(place_date_lines(head.place_date, right_width), layout.PLACE_DATE, faces.italic)
    if head.about:
        left.y -= layout.PARAGRAPH_GAP
        left.put([head.about], layout.ABOUT, faces.regular)
    return min(left.y, right.y)


def signature_height(pen: Pen, signature: Signature, width: float, size: float) -> float:
    """How high a signature stands in a column."""
    lines = wrapped(pen.serif.bold, size, width, (*signature.heads, signature.hint, signature.name or " "))
    return len(lines) * size * layout.LINE + layout.SIGN_ROOM


def draw_signature(stack: Stack, signature: Signature, size: float) -> None:
    """Authority and title, room for the hand and the seal, the name."""
    faces = stack.pen.serif
    stack.put(signature.heads, size, faces.bold)
    stack.put([signature.hint], size, faces.italic)
    stack.y -= layout.SIGN_ROOM
    stack.put([signature.name], size, faces.bold)
