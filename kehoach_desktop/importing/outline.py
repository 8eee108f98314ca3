"""Finds the headings of a plan, their levels, paths and roles, and gives every piece its section; reads no contents."""

import re
from dataclasses import dataclass
from functools import cache

from kehoach_desktop.importing.letters import UPPER
from kehoach_desktop.importing.markers import Mark
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.vocabulary import any_of, table
from kehoach_desktop.importing.years import heading_year

_STATEMENT_WORDS = 45  # a numbered line longer than this, with only plain text beneath, is a statement
_TITLE_WORDS = 22  # an unnumbered line longer than this is no heading
_RUN_IN = re.compile(rf"^(?P<title>[^:;.]{{3,120}}?)\s*:\s+(?P<rest>[{UPPER}\d“\"].{{15,}})$", re.S)
_SENTENCE_END = re.compile(rf"\.\s+[{UPPER}]")


@dataclass(slots=True)
class Section:
    """A heading while the plan is being read. `role` says what the section is for (outline.toml), `year` what its title names."""

    key: int
    parent: int | None
    mark: Mark | None
    title: str
    level: int
    path: str | None
    role: str
    year: int | None
    piece: Piece

    @property
    def number(self) -> str | None:
        return self.mark.number if self.mark else None


@cache
def _roles() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (item["name"], re.compile(rf"^\W*{any_of(item['start'])}(?!\w)", re.I)) for item in table("outline")["role"]
    ]


def role_of(title: str) -> str | None:
    """What a title says its section is for; the longest words that fit decide."""
    best, length = None, 0
    for name, pattern in _roles():
        found = pattern.match(title)
        if found and found.end() > length:
            best, length = name, found.end()
    return best


def build_outline(body: list[Piece]) -> tuple[list[Piece], list[Section]]:
    """The body with run-in headings parted from their text, and its sections; sets section, kind and parent of every piece."""
    body = _part_run_ins(_name_parts(body))
    plain = [piece for piece in body if not piece.is_page_number]
    headings = {id(piece) for at, piece in enumerate(plain) if _is_numbered_heading(plain, at)}
    if not any(piece.mark and piece.mark.rank <= 4 for piece in plain if id(piece) in headings):
        headings |= {id(piece) for at, piece in enumerate(plain) if _is_bare_heading(plain, at)}
    else:
        headings |= {
            id(piece) for at, piece in enumerate(plain) if piece.mark is None and piece.heading and at + 1 < len(plain)
        }
    return body, _sections(body, headings)


def _name_parts(body: list[Piece]) -> list[Piece]:
    """Gives "PHẦN THỨ NHẤT" the title that stands on the line below; the lower piece stays, it may bear joins."""
    found: list[Piece] = []
    for piece in body:
        above = found[-1].mark if found and not found[-1].text else None
        titled = (
            piece.mark is None and not piece.row and _short(piece.text, _TITLE_WORDS) and piece.text[-1:] not in ".;"
        )
        if above and above.kind == "part" and titled:
            piece.mark = above
            found[-1] = piece
        else:
            found.append(piece)
    return found


def _part_run_ins(body: list[Piece]) -> list[Piece]:
    """Parts "IV. KINH PHÍ: Ngân sách ..." into heading and text where the first words are in capitals or bear a high mark.

    The piece itself stays the text, it may bear joins.
    """
    found: list[Piece] = []
    for at, piece in enumerate(body):
        run_in = _RUN_IN.match(piece.text) if piece.mark and piece.mark.is_number and piece.row is None else None
        high = piece.mark is not None and piece.mark.rank <= 2
        if run_in and (high or run_in["title"].isupper() or (_beneath(body, at) and _short(run_in["title"], 14))):
            look = piece.heading, piece.bold, piece.gap
            found.append(
                Piece(run_in["title"] + ":", piece.mark, heading=look[0], bold=look[1], gap=look[2], typed=piece.typed)
            )
            piece.text, piece.mark, piece.heading, piece.bold, piece.gap = run_in["rest"], None, 0, False, False
        found.append(piece)
    return found


def _short(text: str, words: int) -> bool:
    return len(text.split()) <= words


def _beneath(pieces: list[Piece], at: int) -> Piece | None:
    """The piece under a numbered line, None when the next one stands beside or above it."""
    mark = pieces[at].mark
    for piece in pieces[at + 1 :]:
        if piece.is_page_number:
            continue
        deeper = piece.mark is None or mark is None or piece.mark.rank > mark.rank
        return piece if deeper and piece.kind != "closing" else None
    return None


def _is_numbered_heading(pieces: list[Piece], at: int) -> bool:
    piece = pieces[at]
    if piece.mark is None or not piece.mark.is_number or piece.row is not None:
        return False
    below = _beneath(pieces, at)
    if below is None:
        return piece.mark.rank <= 2 and (piece.text.isupper() or piece.heading > 0)
    listed = below.mark is not None or below.row is not None
    if piece.text.endswith(";"):
        return listed and below.mark is not None and below.mark.rank > 9
    ended = piece.text.endswith(".") and (piece.mark.rank > 7 or not _short(piece.text, 12))
    statement = ended or not _short(piece.text, _STATEMENT_WORDS) or bool(_SENTENCE_END.search(piece.text))
    return listed or not statement


def _is_bare_heading(pieces: list[Piece], at: int) -> bool:
    """In a plan without numbers: a short line that ends no sentence, stands under a finished one and has text beneath."""
    piece = pieces[at]
    if piece.mark or piece.row or piece.kind != "body" or at + 1 >= len(pieces) or pieces[at + 1].kind == "closing":
        return False
    if piece.heading or (piece.text.isupper() and len(piece.text) > 5):
        return True
    finished = (
        at == 0
        or pieces[at - 1].text[-1:] in '.;:!?…”"/'
        or pieces[at - 1].kind == "heading"
        or bool(pieces[at - 1].row)
    )
    under = pieces[at + 1]
    return (
        _short(piece.text, _TITLE_WORDS)
        and piece.text[-1:] not in ".;,!?…"
        and piece.text[:1].isupper()
        and (finished or piece.bold or _is_bare_heading(pieces, at - 1))
        and (bool(under.mark) or bool(under.row) or len(under.text) > len(piece.text) or under.text[-1:] in ".;:")
    )


def _sections(body: list[Piece], headings: set[int]) -> list[Section]:
    kinds = {piece.mark.kind for piece in body if piece.mark and id(piece) in headings}
    sections: list[Section] = []
    open_sections: list[Section] = []
    stack: list[Piece] = []
    for piece in body:
        if id(piece) in headings:
            piece.kind = "heading"
            rank = _rank(piece, open_sections)
            while open_sections and _rank_of(open_sections[-1]) >= rank:
                open_sections.pop()
            section = _section(piece, len(sections), open_sections, kinds)
            sections.append(section)
            open_sections.append(section)
            stack.clear()
        elif piece.kind == "body" and piece.mark:
            piece.kind = "bullet"
            while piece.mark.is_number and open_sections and _rank_of(open_sections[-1]) >= piece.mark.rank:
                open_sections.pop()
        if piece.kind == "closing":
            open_sections.clear()
            stack.clear()
        piece.section = open_sections[-1].key if open_sections else None
        if piece.kind in ("body", "bullet"):
            while stack and stack[-1].depth >= piece.depth:
                stack.pop()
            piece.parent = next((p for p in reversed(stack) if p.text.endswith(":")), None)
            if piece.mark or piece.text.endswith(":"):
                stack.append(piece)
    return sections


def _rank(piece: Piece, open_sections: list[Section]) -> float:
    """How high a heading stands: by its mark; without one by its capitals, its own heading level, its looks."""
    if piece.mark:
        return piece.mark.rank
    if piece.text.isupper() and len(piece.text.split()) > 1:
        return 2
    numbered = [section for section in open_sections if section.mark]
    if numbered:
        return min(_rank_of(numbered[-1]) + 0.5, 2.5) if numbered[0].mark else 2.5
    return 2 + piece.heading / 10 if piece.heading else 2.9


def _rank_of(section: Section) -> float:
    if section.mark:
        return section.mark.rank
    return _rank(section.piece, [])


def _section(piece: Piece, key: int, above: list[Section], kinds: set[str]) -> Section:
    parent = above[-1] if above else None
    title = piece.text.rstrip(" :")
    own = role_of(title)
    if own in table("outline")["chapter_only"]["roles"] and parent is not None:
        own = None
    role = own or (parent.role if parent else "work")
    year = heading_year(title) or (parent.year if parent else None)
    return Section(
        key,
        parent.key if parent else None,
        piece.mark,
        title,
        _level(piece.mark, parent, kinds),
        _path(piece.mark, above),
        role,
        year,
        piece,
    )


def _level(mark: Mark | None, parent: Section | None, kinds: set[str]) -> int:
    base = sum(kind in kinds for kind in ("part", "upper", "roman"))
    if mark is None:
        return parent.level + 1 if parent else 1
    if mark.kind == "decimal":
        return max(base, "roman" in kinds) + mark.rank - 2
    if mark.kind in ("letter", "paren"):
        return parent.level + 1 if parent else 1
    return sum(kind in kinds for kind in ("part", "upper", "roman")[: ("part", "upper", "roman").index(mark.kind) + 1])


def _path(mark: Mark | None, above: list[Section]) -> str | None:
    """The numbers from the top; one that already holds its parents' ("1.2" under "1") is not doubled."""
    if mark is None:
        return None
    holders = [section for section in above if section.path]
    if "." in mark.number:
        if mark.number.split(".")[0] in {
            section.number for section in holders if section.mark and section.mark.kind == "roman"
        }:
            holders = [section for section in holders if section.mark and section.mark.kind in ("part", "upper")]
        elif mark.kind == "decimal":
            holders = [section for section in holders if section.mark and section.mark.kind != "decimal"]
    return f"{holders[-1].path}.{mark.number}" if holders else mark.number
