"""Finds who leads and who supports: one for every place where "chủ trì" gives somebody a matter; units are found elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kehoach_desktop.domain.vietnamese import upper_first
from kehoach_desktop.importing.names import Names
from kehoach_desktop.importing.outline import Section
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import ProposedAssignment
from kehoach_desktop.importing.sentences import around, sentences
from kehoach_desktop.importing.units import UnitHeading
from kehoach_desktop.importing.vocabulary import any_of, table

_LEAD = re.compile(r"(?<!\w)chủ\s+trì(?!\w)", re.I)
_WITH = r"phối\s+hợp(?:\s+chặt\s+chẽ)?(?:\s+(?:với|cùng\s+với|cùng))?(?!\w)"
_SUPPORT = re.compile(rf"(?<!\w){_WITH}", re.I)
_DIRECT = re.compile(rf"^\s*(?:\(.*?\))?\s*[,;]?\s*(?:và\s+|có\s+sự\s+)?{_WITH}", re.I)
_LEAD_LABEL = re.compile(
    r"^\W*(?:(?:các\s+)?(?:cơ quan|đơn vị|bộ phận|phòng|ban)(?:\s*,\s*(?:đơn vị|cơ quan))?\s+)?chủ\s+trì(?:\s+(?:thực hiện|tham mưu|triển khai))?\s*:\s*",
    re.I,
)
_SUPPORT_LABEL = re.compile(
    r"\W*(?:(?:các\s+)?(?:cơ quan|đơn vị|bộ phận|phòng|ban)(?:\s*,\s*(?:đơn vị|cơ quan))?\s+)?phối\s+hợp(?:\s+thực hiện)?\s*:\s*",
    re.I,
)
_BRACKETED = re.compile(r"\)\s*[,;]?\s*([^()]+?)\s*\(\s*phối\s+hợp\s*\)", re.I)
_INLINE = re.compile(r"(?:\s+(?:thực hiện|tham mưu))?\s*:\s*")
_NOBODY = re.compile(r"(?:cơ quan|đơn vị|bộ phận|người|sự|ngành|tổ chức)\s*$", re.I)
_READ = ("body", "bullet", "label", "closing")


def is_lead_label(text: str) -> bool:
    """Whether a paragraph is a label that names a lead ("Đơn vị chủ trì: ..."), and no sentence."""
    return bool(_LEAD_LABEL.match(text))


@dataclass(slots=True)
class _Context:
    names: Names
    headings: dict[int, UnitHeading]  # by id of a duty's piece
    of_section: dict[int, UnitHeading]


@cache
def _prefixes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = table("units")
    return (
        re.compile(rf"^(?:\W*{any_of(words['lead_prefix'])}(?!\w)[\s,:]*)+", re.I),
        re.compile(rf"(?:[\s,]*(?<!\w){any_of(words['lead_suffix'])})+[\s,]*$", re.I),
    )


def read_assignments(
    pieces: Iterable[Piece], sections: list[Section], headings: list[UnitHeading], names: Names
) -> list[ProposedAssignment]:
    """Labels ("Đơn vị chủ trì: ...") and sentences ("X chủ trì, phối hợp với Y ..."), in document order."""
    context = _Context(
        names,
        {id(duty): heading for heading in headings for duty in heading.duties},
        {heading.section: heading for heading in headings if heading.section is not None},
    )
    found: list[ProposedAssignment] = []
    listed = [piece for piece in pieces if piece.kind in _READ]
    for at, piece in enumerate(listed):
        label = _LEAD_LABEL.match(piece.text)
        if label:
            found += _labelled(listed, at, label.end(), names)
        elif _titled(piece, sections):
            lead = names.read(piece.text, label=True)[0]
            found += (
                [_assignment(piece, lead, [], 0, len(piece.text))]
                if lead and not _LEAD.search(piece.text)
                else _in_sentences(piece, context)
            )
        else:
            found += _in_sentences(piece, context)
    return found


def _assignment(piece: Piece, lead: list[str], support: list[str], start: int, stop: int) -> ProposedAssignment:
    return ProposedAssignment(
        piece.section, tuple(lead), tuple(support), piece.text[start:stop].strip(), piece.id, (start, stop)
    )


def _titled(piece: Piece, sections: list[Section]) -> bool:
    """Whether the piece stands under a heading "Đơn vị chủ trì"."""
    return (
        piece.section is not None
        and sections[piece.section].role == "who"
        and bool(_LEAD.search(sections[piece.section].title))
    )


def _labelled(listed: list[Piece], at: int, start: int, names: Names) -> list[ProposedAssignment]:
    piece = listed[at]
    text = piece.text
    inner = _SUPPORT_LABEL.search(text, start) or _SUPPORT.search(text, start)
    lead = names.read(text[start : inner.start() if inner else len(text)], label=True)[0]
    if inner:
        support = names.read(text[inner.end() :], label=True)[0]
    else:
        support = next(
            (
                names.read(other.text[label.end() :], label=True)[0]
                for other in listed[at + 1 : at + 3]
                if other.section == piece.section and (label := _SUPPORT_LABEL.match(other.text))
            ),
            [],
        )
    return [_assignment(piece, lead, support, 0, len(text))] if lead else []


def _in_sentences(piece: Piece, context: _Context) -> list[ProposedAssignment]:
    spans = sentences(piece.text)
    found: list[ProposedAssignment] = []
    places = list(_LEAD.finditer(piece.text))
    for k, place in enumerate(places):
        start, stop = around(spans, place.start())
        if k + 1 < len(places):
            stop = min(stop, places[k + 1].start())
        begin = max(start, places[k - 1].end() if k else 0)
        inline = _INLINE.match(piece.text, place.end())
        if inline:
            stop = places[k + 1].start() if k + 1 < len(places) else len(piece.text)
            found += _inline(piece, place.start(), inline.end(), stop, context.names)
            continue
        lead = _lead(piece.text[begin : place.start()], context.names)
        if lead is None:
            continue
        if not lead and found and found[-1].span[0] >= start:
            lead = list(found[-1].lead)
        lead = lead or _heading_unit(piece, context)
        if not lead:
            continue
        support = _support(piece.text[place.end() : stop], context.names)
        found.append(_assignment(piece, lead, support, _clause_start(piece.text, begin, place.start()), stop))
    return found


def _clause_start(text: str, begin: int, at: int) -> int:
    """Where the clause with the word at `at` begins, not before `begin`."""
    return max([begin, *(mark.end() for mark in re.finditer(r"[;:.]\s+|\(", text[:at]))])


def _inline(piece: Piece, start: int, begin: int, stop: int, names: Names) -> list[ProposedAssignment]:
    """A label inside a line: "(Chủ trì: X; phối hợp: Y; thời gian: ...)"."""
    text = piece.text[:stop]
    label = _SUPPORT_LABEL.search(text, begin)
    lead = names.read(_to_next_label(text[begin : label.start() if label else stop]), label=True)[0]
    support = names.read(_to_next_label(text[label.end() :]), label=True)[0] if label else []
    return [_assignment(piece, lead, support, start, stop)] if lead else []


def _to_next_label(text: str) -> str:
    """The words up to a full stop, a closing bracket or the next label."""
    return re.split(r"\.(?:\s|$)|\)|[;,]\s*[^:;,]{3,30}:", text)[0]


def _lead(before: str, names: Names) -> list[str] | None:
    """Who stands before "chủ trì": names, [] for nobody, None where the words give nobody a matter ("đơn vị chủ trì")."""
    labelled = names.covers(before.rstrip(" (:")) if before.rstrip().endswith((":", "(")) else []
    if labelled:
        return labelled
    clause = re.split(r"[;:.]\s|\(", before)[-1].rstrip(" ,")
    trimmed = _prefixes()[1].sub("", clause)
    if _NOBODY.search(clause if trimmed == clause else trimmed):
        return None
    for start in [0, *(m.end() for m in re.finditer(r",\s*|\s(?:do|giao|cho)\s+", trimmed))]:
        words = _prefixes()[0].sub("", trimmed[start:])
        found = names.covers(words)
        if found:
            return found
    return []


def _heading_unit(piece: Piece, context: _Context) -> list[str]:
    heading = context.headings.get(id(piece)) or (
        context.of_section.get(piece.section) if piece.section is not None else None
    )
    return [heading.name] if heading else []


def _support(after: str, names: Names) -> list[str]:
    """Who stands after "phối hợp (với)", or between the comma and "phối hợp" ("do X chủ trì, Y phối hợp")."""
    bracketed = _BRACKETED.match(after)
    if bracketed:
        return names.covers(bracketed[1])
    direct = _DIRECT.match(after)
    if direct:
        return names.read(after[direct.end() :])[0]
    later = _SUPPORT.search(after)
    if later is None:
        return []
    between = after[: later.start()]
    for start in [0, *(comma.end() for comma in re.finditer(r"[,;]\s*", between))]:
        ahead = names.covers(between[start:].strip(" ,;"))
        if ahead:
            return ahead
    return names.read(after[later.end() :])[0] if ";" not in after[: later.start()] else []


def matter_of(text: str, names: Names) -> str:
    """What is to be done, without "X chủ trì, phối hợp với Y" at the head of the sentence."""
    place = _LEAD.search(text)
    if place is None or re.search(r"[;:.]\s", text[: place.start()]):
        return text
    ahead = _prefixes()[0].sub("", _prefixes()[1].sub("", text[: place.start()].rstrip(" ,")))
    if ahead and not names.covers(ahead):
        return text
    rest = text[place.end() :]
    direct = _DIRECT.match(rest)
    if direct:
        rest = rest[direct.end() :]
        rest = rest[names.read(rest)[1] :]
    rest = rest.strip(" ,:;.")
    return upper_first(rest) if len(rest.split()) >= 3 else text
