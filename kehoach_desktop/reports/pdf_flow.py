"""Running text on PDF pages: justified lines in several faces, page breaks that keep what belongs together; knows no paper."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kehoach_desktop.reports import layout
from kehoach_desktop.reports.measure import Face
from kehoach_desktop.reports.model import Block, Run
from kehoach_desktop.reports.pen import Pen
from kehoach_desktop.reports.text import clean

_WIDEST_BLANK = 1.2  # in sizes: a line that would need wider ones stays ragged

Word = list[tuple[str, Face]]  # a word in pieces, one a face


@dataclass(slots=True)
class Piece:
    """Something of a height that is drawn from its top down; `bound` keeps it on one page with the next piece."""

    height: float
    draw: Callable[[float], None]
    gap: float = 0.0  # above it, but not at the top of a page
    bound: bool = False


def block_pieces(pen: Pen, block: Block) -> list[Piece]:
    """The lines of a paragraph by NĐ 30/2020: first line indented, justified, no line alone on a page."""
    style = layout.BLOCKS[block.kind]
    serif, size = pen.serif, layout.BODY
    words = list(_words(block.runs, lambda run: serif.face(run.bold or style.bold, run.italic or style.italic)))
    if style.capitals:
        words = [[(text.upper(), face) for text, face in word] for word in words]
    first_line = 0.0 if style.centred else layout.FIRST_LINE / size
    lines = list(_break(words, pen.page.text_width / size, first_line))
    pieces = []
    for number, (line, indent, word_space) in enumerate(lines):
        x = pen.page.left + indent * size
        if style.centred:
            x, word_space = pen.page.middle - sum(face.width(text) for text, face in line) * size / 2, 0.0  # noqa: PLW2901
        pieces.append(
            Piece(
                height=size * layout.BODY_LINE,
                draw=_drawer(pen, line, x, word_space * size),
                gap=layout.PARAGRAPH_GAP if number == 0 else 0.0,
                bound=style.keep_with_next or (number == 0 and len(lines) > 1) or number == len(lines) - 2,
            )
        )
    return pieces


def _drawer(pen: Pen, line: list[tuple[str, Face]], x: float, word_space: float) -> Callable[[float], None]:
    size = layout.BODY

    def draw(top: float) -> None:
        pen.runs(x, top - size * (layout.BODY_LINE - 0.25), line, size, word_space)

    return draw


def _words(runs: Iterable[Run], face_of: Callable[[Run], Face]) -> Iterator[Word]:
    """The words of a paragraph; runs that meet without a blank between share a word."""
    word: Word = []
    for run in runs:
        face = face_of(run)
        first, *others = clean(run.text).replace("\n", " ").split(" ")
        if first:
            word.append((first, face))
        for text in others:
            if word:
                yield word
            word = [(text, face)] if text else []
    if word:
        yield word


def _break(words: list[Word], width: float, indent: float) -> Iterator[tuple[list[tuple[str, Face]], float, float]]:
    """Lines of words as pieces to draw, with their indent and the widening of each blank; lengths in sizes."""
    line: list[Word] = []
    used, room, place = 0.0, width - indent, indent
    for word in _fitting(words, width - indent):
        wide = sum(face.width(text) for text, face in word)
        blank = word[0][1].space
        if line and used + blank + wide > room:
            spread = (room - used) / (len(line) - 1) if len(line) > 1 else 0.0
            yield _joined(line), place, spread if spread <= _WIDEST_BLANK else 0.0
            line, used, room, place = [], 0.0, width, 0.0
        used += wide + (blank if line else 0.0)
        line.append(word)
    if line:
        yield _joined(line), place, 0.0


def _fitting(words: Iterable[Word], width: float) -> Iterator[Word]:
    """The words, those wider than a line cut."""
    for word in words:
        if sum(face.width(text) for text, face in word) <= width:
            yield word
        else:
            for text, face in word:
                for part in face.cut(text, width):
                    yield [(part, face)]


def _joined(words: list[Word]) -> list[tuple[str, Face]]:
    """Words as pieces with blanks between, neighbours in one face as one piece."""
    pieces: list[tuple[str, Face]] = []
    for number, word in enumerate(words):
        for place, (text, face) in enumerate(word):
            lead = " " if number and place == 0 else ""
            if pieces and pieces[-1][1] is face:
                pieces[-1] = (pieces[-1][0] + lead + text, face)
            elif lead and pieces:
                before, its_face = pieces[-1]
                pieces[-1] = (before + lead, its_face)
                pieces.append((text, face))
            else:
                pieces.append((text, face))
    return pieces


def draw_pieces(pen: Pen, pieces: Iterable[Piece], y: float, number: int = 1) -> int:
    """Draws pieces from y down, on as many pages as they need, numbered on; returns the number of the last."""
    page = pen.page
    for group in _groups(pieces, page.text_height):
        need = group[0].gap + sum(piece.height for piece in group) + sum(piece.gap for piece in group[1:])
        top = page.height - page.top
        if y - need < page.bottom and y < top:
            pen.end_page()
            number += 1
            pen.begin_page(page, number)
            y = top
        for piece in group:
            y -= piece.gap if y < top else 0.0
            piece.draw(y)
            y -= piece.height
    return number


def _groups(pieces: Iterable[Piece], page_height: float) -> Iterator[list[Piece]]:
    """Pieces that must share a page; a run of bound pieces higher than a page is let go."""
    group: list[Piece] = []
    height = 0.0
    for piece in pieces:
        if group and height + piece.gap + piece.height > page_height:
            yield group
            group, height = [], 0.0
        group.append(piece)
        height += piece.gap + piece.height
        if not piece.bound:
            yield group
            group, height = [], 0.0
    if group:
        yield group
