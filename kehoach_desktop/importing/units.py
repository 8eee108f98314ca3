"""Finds the units of a plan: every heading of the chapter of duties, with the duties beneath it; reads no sentences."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kehoach_desktop.domain.unit_names import UnitNames
from kehoach_desktop.importing.names import Names
from kehoach_desktop.importing.outline import Section
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import ProposedUnit
from kehoach_desktop.importing.vocabulary import phrases
from kehoach_desktop.paths import resource

_LABEL = re.compile(r"^(?P<name>[^:]{3,140}?)\s*:\s*(?P<rest>.*)$", re.S)
_HEADING_WORDS = 30


@cache
def unit_names() -> UnitNames:
    """The office's own rules on spellings of units (resources/rules/units.toml)."""
    return UnitNames.from_table(tomllib.loads(resource("rules", "units.toml").read_text(encoding="utf-8")))


@lru_cache(maxsize=4096)
def unit_key(name: str) -> str:
    """What all spellings of one unit have in common."""
    return unit_names().key(name)


@dataclass(slots=True)
class UnitHeading:
    """A heading that gives a unit its duties; `section` is null where the heading is no section (a bullet, a bold line)."""

    name: str
    asked: bool
    section: int | None
    piece: Piece
    duties: list[Piece] = field(default_factory=list)


def unit_name(title: str) -> tuple[str, bool]:
    """The name in a heading without "Đề nghị" or "Giao", and whether it is a request."""
    text = title.strip(" .:;")
    asked = phrases("outline", "not_unit.request", start=True).match(text)
    if asked:
        return text[asked.end() :].strip(" :"), True
    ordered = phrases("outline", "not_unit.order", start=True).match(text)
    return (text[ordered.end() :].strip(" :") if ordered else text), False


def names_of(sections: list[Section]) -> Names:
    """The names that the headings of the chapter of duties add to those of the law."""
    return Names(
        unit_name(section.title)[0]
        for section in sections
        if section.role == "duty"
        and not _opens_chapter(section, sections)
        and not phrases("outline", "not_unit.start", start=True).match(section.title)
    )


def read_unit_headings(pieces: Iterable[Piece], sections: list[Section], names: Names) -> list[UnitHeading]:
    """Units in document order, each with the paragraphs and bullets beneath it."""
    by_section: dict[int | None, list[Piece]] = {}
    for piece in pieces:
        if piece.kind in ("body", "bullet", "label"):
            by_section.setdefault(piece.section, []).append(piece)
    parents = {section.parent for section in sections}
    found: list[UnitHeading] = []
    for section in sections:
        if section.role != "duty":
            continue
        beneath = by_section.get(section.key, [])
        opens = _opens_chapter(section, sections)
        if (
            not opens
            and not phrases("outline", "not_unit.start", start=True).match(section.title)
            and (beneath or section.key not in parents)
        ):
            name, asked = unit_name(section.title)
            found.append(UnitHeading(name, asked, section.key, section.piece, beneath))
        elif opens or section.key in parents:
            found += _inner_headings(section, beneath, names)
    return sorted(found, key=lambda heading: heading.piece.id)


def _opens_chapter(section: Section, sections: list[Section]) -> bool:
    """The heading of the chapter itself, not of a unit in it."""
    return section.parent is None or sections[section.parent].role != "duty"


def _inner_headings(section: Section, beneath: list[Piece], names: Names) -> list[UnitHeading]:
    """Units named by a line of their own, or before a colon, where the chapter has no numbered headings for them."""
    found: list[UnitHeading] = []
    current: UnitHeading | None = None
    for at, piece in enumerate(beneath):
        label = _LABEL.match(piece.text)
        line = label["name"] if label else piece.text
        name, asked = unit_name(line)
        rest = label["rest"].strip() if label else ""
        follows = at + 1 < len(beneath) and (beneath[at + 1].depth > piece.depth or (piece.mark is None and piece.bold))
        alone = not rest and (label or piece.text[-1:] not in ".;") and (follows or piece.mark is None)
        if (
            len(line.split()) <= _HEADING_WORDS
            and (alone or rest)
            and names.covers(name)
            and not phrases("outline", "not_unit.start", start=True).match(name)
        ):
            current = UnitHeading(name, asked, section.key, piece, [piece] if rest else [])
            found.append(current)
            piece.kind = piece.kind if rest else "label"
        elif current and not (piece.mark is None and current.duties == [current.piece]):
            current.duties.append(piece)
    return found


def propose_units(headings: list[UnitHeading], spellings: Iterable[str]) -> list[ProposedUnit]:
    """The units with other spellings of their names that the plan uses."""
    rules = unit_names()
    by_key: dict[str, list[str]] = {}
    for spelling in dict.fromkeys(spellings):
        by_key.setdefault(unit_key(spelling), []).append(spelling)
    return [
        ProposedUnit(
            heading.name,
            "de_nghi" if heading.asked else "giao",
            heading.section,
            len(heading.duties),
            tuple(name for name in by_key.get(unit_key(heading.name), []) if name != heading.name),
            rules.is_group(heading.name),
            heading.piece.id,
        )
        for heading in headings
    ]
