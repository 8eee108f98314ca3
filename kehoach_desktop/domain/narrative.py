"""A person's own words in a paper: lines with bullets and bold, kept as a small markup; knows no paper and no screen.

The markup: one paragraph a line, "- " before a bullet, "+ " before a bullet under it, **bold**; a backslash before one of
these signs makes it a plain letter.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from kehoach_desktop.domain.printable import clean
from kehoach_desktop.frozen import frozen


class LineKind(StrEnum):
    """What a line is; the value is the mark before it."""

    TEXT = ""
    BULLET = "- "
    INNER = "+ "  # under a bullet


@frozen
class Span:
    """A piece of a line in one weight."""

    text: str
    bold: bool = False


@frozen
class Line:
    """A paragraph, or one bullet."""

    kind: LineKind
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, kind: LineKind, *spans: Span | str) -> "Line":
        """A line as it is kept: cleaned, neighbours of one weight joined, no blanks at its ends."""
        given = _joined(Span(s) if isinstance(s, str) else s for s in spans)
        kept = _joined(Span(_BLANK.sub(" ", clean(span.text)), span.bold) for span in given)
        return cls(kind, tuple(_trimmed(kept)))

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


_BLANK = re.compile(r"\s+")
_SIGNS = re.compile(r"\\([\\*+-])|\*\*|([^\\*]+|.)", re.DOTALL)
_BARE = re.compile(r"([\\*])")


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans with text, neighbours of one weight as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].bold is span.bold:
            joined[-1] = Span(joined[-1].text + span.text, span.bold)
        elif span.text:
            joined.append(span)
    return joined


def _trimmed(spans: list[Span]) -> list[Span]:
    """Without blanks at both ends, whichever spans they are in."""
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while spans:
            text = strip(spans[end].text)
            if text:
                spans[end] = Span(text, spans[end].bold)
                break
            del spans[end]
    return spans


def parse(markup: str) -> tuple[Line, ...]:
    """The lines of a markup; empty ones are left out. Signs without a meaning are plain letters: nothing is refused."""
    found = (_parse_line(" ".join(raw.split())) for raw in clean(markup).split("\n"))
    return tuple(line for line in found if line.spans)


def _parse_line(raw: str) -> Line:
    kind = next((k for k in (LineKind.BULLET, LineKind.INNER) if raw.startswith(k.value)), LineKind.TEXT)
    pieces = list(_SIGNS.finditer(raw[len(kind.value) :]))
    marks = [n for n, piece in enumerate(pieces) if piece.group() == "**"]
    plain = marks[-1] if len(marks) % 2 else None  # a mark that nothing closes
    spans, bold = [], False
    for number, piece in enumerate(pieces):
        if piece.group() == "**" and number != plain:
            bold = not bold
        else:
            spans.append(Span(piece.group(1) or piece.group(), bold))
    return Line.of(kind, *spans)


def markup(lines: Iterable[Line]) -> str:
    """The lines as they are kept; `parse` gives them back."""
    return "\n".join(_line_markup(line) for line in lines if line.spans)


def _line_markup(line: Line) -> str:
    words = "".join(f"**{text}**" if bold else text for text, bold in ((_escaped(s.text), s.bold) for s in line.spans))
    reads_as_bullet = line.kind is LineKind.TEXT and line.text.startswith(("- ", "+ "))
    return line.kind.value + ("\\" + words if reads_as_bullet and not line.spans[0].bold else words)


def _escaped(text: str) -> str:
    return _BARE.sub(r"\\\1", text)


def canonical(text: str) -> str:
    """A markup as the program would have written it."""
    return markup(parse(text))


def plain(text: str) -> tuple[Line, ...]:
    """Text from elsewhere (Word, a web page) as lines: signs at the front become bullets, nothing becomes bold."""
    lines = []
    for raw in clean(text).split("\n"):
        words = " ".join(raw.split())
        found = _FOREIGN_BULLET.match(words)
        kind = LineKind.TEXT if found is None else LineKind.INNER if found[1] in "+o" else LineKind.BULLET
        lines.append(Line.of(kind, words[found.end() :] if found else words))
    return tuple(line for line in lines if line.spans)


_FOREIGN_BULLET = re.compile(r"([-–—•·▪●◦*+]|o(?= ))\s+")
