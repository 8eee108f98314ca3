"""Two proposed records made one, and one parted at a place in its words; knows no rows and no undo."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kehoach_desktop.domain.vietnamese import upper_first
from kehoach_desktop.importing.proposal import (
    ProposedDeadline,
    ProposedFunding,
    ProposedIndicator,
    ProposedLegalBasis,
    ProposedRecipient,
    ProposedTask,
    ProposedUnit,
)
from kehoach_desktop.services.review_items import Proposed

_JOINT = re.compile(r"^[\s,;.:–-]*(?:và\s+)?", re.IGNORECASE)
_SEAM = re.compile(r"[;.]\s+|,\s+(?:và\s+)?|\s+và\s+")


def combined(first: Proposed, second: Proposed) -> Proposed:
    """One record of two of a kind: the first one's facts, filled up from the second. Raises TypeError for other kinds."""
    match first, second:
        case ProposedTask(), ProposedTask():
            lead = _union(first.lead, second.lead)
            own_due = first.due_kind != "none"
            due = first if own_due else second
            return replace(
                first, text=_together(first.text, second.text), lead=lead,
                support=tuple(n for n in _union(first.support, second.support) if n not in lead), due_kind=due.due_kind,
                due_text=due.due_text, due_on=due.due_on, months=_union(first.months, second.months),
                product=first.product or second.product,
            )  # fmt: skip
        case ProposedIndicator(), ProposedIndicator():
            figure = first if first.value is not None else second
            return replace(
                first, text=_together(first.text, second.text), value=figure.value, value_max=figure.value_max,
                unit=first.unit or second.unit, op=figure.op, year=first.year or second.year,
                target_text=first.target_text or second.target_text,
            )  # fmt: skip
        case ProposedUnit(), ProposedUnit():
            names = [n for n in (*first.aliases, second.name, *second.aliases) if n.casefold() != first.name.casefold()]
            return replace(first, aliases=tuple(dict.fromkeys(names)), duties=first.duties + second.duties)
        case ProposedDeadline(), ProposedDeadline():
            day = first if first.day is not None else second
            return replace(first, day=day.day, month=day.month)
        case ProposedLegalBasis(), ProposedLegalBasis():
            return replace(
                first, date=first.date or second.date, issuer=first.issuer or second.issuer,
                text=_together(first.text, second.text),
            )  # fmt: skip
        case (ProposedFunding(), ProposedFunding()) | (ProposedRecipient(), ProposedRecipient()):
            return replace(first, text=_together(first.text, second.text))
        case _:
            raise TypeError(f"{type(first).__name__} and {type(second).__name__} cannot be one")


def _union(one: Sequence[Any], two: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*one, *two)))


def _together(one: str, two: str) -> str:
    return one if two in one else f"{one} {two}"


def splittable(record: Proposed) -> str | None:
    """The words at a place of which a record can be parted; None for what has no such words."""
    match record:
        case ProposedTask() | ProposedFunding() | ProposedRecipient() | ProposedIndicator():
            return record.text
        case ProposedUnit():
            return record.name
        case _:
            return None


def likely_seam(text: str) -> int:
    """Where a person would most likely part the text: the seam nearest to its middle, else the middle itself."""
    seams = [found.end() for found in _SEAM.finditer(text) if found.end() < len(text)]
    return min(seams, key=lambda place: abs(place - len(text) // 2), default=len(text) // 2)


def parted(record: Proposed, place: int, year: int | None) -> tuple[Proposed, Proposed]:
    """Two records of the words before and after a place; `year` is the plan's, for days without one.

    Each part of a task keeps the units; a deadline goes with the words that say it. Raises ValueError where nothing
    would be left on one side.
    """
    text = splittable(record) or ""
    head, tail = text[:place].strip(" ,;–-"), _JOINT.sub("", text[place:], count=1).strip()
    head = re.sub(r"\s+và$", "", head)
    if not head or not tail:
        raise ValueError("nothing on one side")
    match record:
        case ProposedTask():
            return _task_part(record, head, tail, year), _task_part(record, tail, head, year)
        case ProposedUnit():
            return replace(record, name=head), replace(record, name=upper_first(tail), aliases=())
        case ProposedIndicator():
            return _indicator_part(record, head), _indicator_part(record, tail)
        case ProposedFunding() | ProposedRecipient():
            return replace(record, text=head), replace(record, text=tail)
        case _:
            raise TypeError(f"{type(record).__name__} cannot be parted")


def _task_part(task: ProposedTask, words: str, others: str, year: int | None) -> ProposedTask:
    from kehoach_desktop.importing.due import due_in_sentence
    from kehoach_desktop.importing.tasks import short_title

    due = due_in_sentence(words, year)
    facts: dict[str, Any] = {"text": words, "title": short_title(words) or words}
    if due.kind != "none":
        facts |= {"due_kind": due.kind, "due_text": due.text, "due_on": due.on, "months": due.months}
    elif due_in_sentence(others, year).kind != "none":
        none: tuple[str, None, date | None, tuple[int, ...]] = ("none", None, None, ())
        facts |= dict(zip(("due_kind", "due_text", "due_on", "months"), none, strict=True))
    return replace(task, **facts)


def _indicator_part(indicator: ProposedIndicator, words: str) -> ProposedIndicator:
    """The part of an indicator that these words say: their own figure, or none yet."""
    from kehoach_desktop.importing.indicators import figures, operator_of

    figure = next(iter(figures(words)), None)
    if figure is None:
        return replace(indicator, text=words, name=words, value=None, value_max=None, op="eq", target_text=words)
    op, said = operator_of(words[: figure.start], words[figure.end :], figure)
    name = words[: figure.start].removesuffix(f"{said} ").strip(" ,;:") or words
    return replace(
        indicator, text=words, name=name, value=figure.value, value_max=figure.value_max, unit=figure.unit,
        op=op or "eq", target_text=None,
    )  # fmt: skip
