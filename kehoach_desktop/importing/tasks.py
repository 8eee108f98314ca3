"""Turns the paragraphs of the chapters of work, and the duties of units, into tasks; aims, slogans and labels are none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from kehoach_desktop.importing.assignments import matter_of
from kehoach_desktop.importing.due import Due, due_in_sentence, read_due
from kehoach_desktop.importing.names import Names
from kehoach_desktop.importing.outline import Section, role_of
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import ProposedAssignment, ProposedTask
from kehoach_desktop.importing.sentences import sentences
from kehoach_desktop.importing.units import UnitHeading, unit_name
from kehoach_desktop.importing.vocabulary import any_of, table

_WORK_ROLES = frozenset({"work", "form"})
_LABEL = re.compile(r"^\W*(?P<label>[^:]{2,60}?)\s*:\s*(?P<rest>.*)$", re.S)


_WHO = re.compile(r"\s*\([^()]*(?:chủ trì|phối hợp)[^()]*\)?", re.I)
_WHEN = re.compile(r"[,;]\s*(?:hoàn thành|chậm nhất|xong|trước ngày|thực hiện thường xuyên)(?:\s[^,;]*)?$", re.I)


@dataclass(slots=True)
class _Facts:
    """What labels and neighbouring sections say of all tasks of a section."""

    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    due: Due = field(default_factory=Due)
    product: str | None = None


@cache
def _labels() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(rf"^{any_of(words)}$", re.I)) for name, words in table("tasks")["labels"].items()]


def label_of(text: str) -> tuple[str, str] | None:
    """The kind of a label and what stands after its colon; ("opening", "") for a line that only opens a list."""
    found = _LABEL.match(text)
    if found is None:
        return None
    label = re.sub(r"^(?:các|về)\s+", "", found["label"].strip(), flags=re.I)
    kind = next((name for name, pattern in _labels() if pattern.match(label)), None)
    return (kind, found["rest"].strip()) if kind else None


def is_opening(piece: Piece, following: Piece | None) -> bool:
    """A line ending in a colon with a list beneath it is a label."""
    return (
        piece.text.endswith(":")
        and following is not None
        and following.section == piece.section
        and (following.depth > piece.depth or (piece.mark is None and following.mark is not None))
    )


def mark_labels(pieces: list[Piece]) -> None:
    """Gives labels their kind; a bare label ("Đối tượng:") takes the pieces beneath it along."""
    for at, piece in enumerate(pieces):
        if piece.kind not in ("body", "bullet"):
            continue
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if label_of(piece.text) or is_opening(piece, following):
            piece.kind = "label"


def read_tasks(
    pieces: list[Piece],
    sections: list[Section],
    headings: list[UnitHeading],
    assignments: list[ProposedAssignment],
    names: Names,
    year: int | None,
) -> list[ProposedTask]:
    """One for every paragraph or bullet of work and for every duty, in document order."""
    by_piece: dict[int, list[ProposedAssignment]] = {}
    for assignment in assignments:
        by_piece.setdefault(assignment.paragraph, []).append(assignment)
    duties = {id(duty): heading for heading in headings for duty in heading.duties}
    facts = _facts(pieces, sections, assignments, names, year)
    found: list[ProposedTask] = []
    for piece in pieces:
        if piece.section is None or (piece.kind not in ("body", "bullet") and id(piece) not in duties):
            continue
        section = sections[piece.section]
        heading = duties.get(id(piece))
        if piece.kind == "label" and (label_of(piece.text) or piece.text.endswith(":")):
            continue
        own = by_piece.get(piece.id, [])
        unheaded = section.role == "duty" and (piece.mark is not None or bool(own))
        if (heading is None and section.role not in _WORK_ROLES and not unheaded) or _aside(piece):
            continue
        found.append(_task(piece, heading, own, facts.get(section.key, _Facts()), names, year, in_duties=unheaded))
    return found


def _task(
    piece: Piece,
    heading: UnitHeading | None,
    own: list[ProposedAssignment],
    about: _Facts,
    names: Names,
    year: int | None,
    *,
    in_duties: bool,
) -> ProposedTask:
    """The task of one paragraph: what it says itself goes before the unit of its heading and the facts of its section."""
    lead = [name for a in own for name in a.lead] or ([heading.name] if heading else about.lead)
    lead = lead or (names.read(unit_name(piece.text)[0])[0] if in_duties else [])
    support = [name for a in own for name in a.support] if own or heading else about.support
    due = due_in_sentence(piece.text, year)
    due = due if due.kind != "none" else about.due
    words = piece.text.partition(":")[2] if heading and heading.piece is piece else piece.text
    return ProposedTask(
        section=piece.section,
        text=piece.text,
        title=short_title(matter_of(words.strip(), names)),
        paragraph=piece.id,
        lead=tuple(dict.fromkeys(lead)),
        support=tuple(dict.fromkeys(support)),
        due_kind=due.kind,
        due_text=due.text,
        due_on=due.on,
        months=due.months,
        product=about.product,
    )


def _aside(piece: Piece) -> bool:
    """Whether the piece stands under a bare label of aims, people, units, time."""
    above = piece.parent
    while above is not None:
        label = label_of(above.text)
        if label and not label[1]:
            return True
        above = above.parent
    return False


def _facts(
    pieces: Iterable[Piece],
    sections: list[Section],
    assignments: list[ProposedAssignment],
    names: Names,
    year: int | None,
) -> dict[int, _Facts]:
    """Labels hold for their own section; a section "Đơn vị thực hiện" or "Thời gian" for its sisters."""
    found: dict[int, _Facts] = {section.key: _Facts() for section in sections}
    texts: dict[int, list[str]] = {}
    for piece in pieces:
        if piece.section is None:
            continue
        texts.setdefault(piece.section, []).append(piece.text) if piece.kind in ("body", "bullet", "label") else None
        label = label_of(piece.text) if piece.kind == "label" else None
        if label:
            given = next((a for a in assignments if a.paragraph == piece.id), None)
            if given:
                found[piece.section].lead, found[piece.section].support = list(given.lead), list(given.support)
            else:
                _take(found[piece.section], *label, names, year)
    for section in sections:
        if section.role not in ("who", "when") or section.parent is None:
            continue
        whole = " ".join(texts.get(section.key, []))
        above = found[section.parent]
        given = [a for a in assignments if a.section == section.key]
        if given and not above.lead:
            above.lead, above.support = list(given[0].lead), list(given[0].support)
        if re.search(r"thời (?:gian|hạn)|tiến độ", section.title, re.I) and not given and above.due.kind == "none":
            above.due = read_due(whole, year)
    for section in sections:
        if section.parent is not None:
            _inherit(found[section.key], found[section.parent])
    return found


def _take(facts: _Facts, kind: str, rest: str, names: Names, year: int | None) -> None:
    if kind == "lead" and rest and not facts.lead:
        facts.lead = names.read(re.split(r"phối\s+hợp", rest, flags=re.I)[0], label=True)[0]
    elif kind == "support" and rest and not facts.support:
        facts.support = names.read(rest, label=True)[0]
    elif kind == "when" and rest:
        facts.due = read_due(rest, year)
    elif kind == "product" and rest:
        facts.product = rest.rstrip(" .;")


def _inherit(facts: _Facts, above: _Facts) -> None:
    if not facts.lead:
        facts.lead, facts.support = above.lead, facts.support or above.support
    if facts.due.kind == "none":
        facts.due = above.due


def short_title(text: str) -> str:
    """One line for a list: the words before the colon or the first clause, cut between words."""
    limit = table("tasks")["words"]["title_length"]
    text = _WHO.sub("", text)
    start, stop = sentences(text)[0] if text.strip() else (0, 0)
    first = text[start:stop]
    label = re.match(rf"^([^:;]{{8,{limit}}}):\s", first)
    if label and role_of(label[1]) in ("work", "form"):
        return short_title(text[label.end() :])  # "Nội dung: ..." tells nothing by its label
    clause = label[1] if label else re.split(r";\s|:\s", first)[0]
    clause = _WHEN.sub("", " ".join(clause.split())).strip(" .,;:-–")
    if len(clause) <= limit:
        return clause
    cut = clause[:limit]
    comma = cut.rfind(", ")
    return (cut[:comma] if comma > limit // 2 else cut[: cut.rfind(" ")]).rstrip(" ,;-–") + "…"
