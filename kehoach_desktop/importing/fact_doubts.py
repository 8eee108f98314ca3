"""Names facts of a plan that look wrong against law, higher targets, the calendar or the plan itself; changes none of them."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from kehoach_desktop.domain.days import month_end
from kehoach_desktop.domain.periods import PeriodRules, WarningKind, periods_of_year, window_of
from kehoach_desktop.domain.records import Cycle, ReportCycle
from kehoach_desktop.domain.vietnamese import fold, format_number
from kehoach_desktop.importing.assignments import is_lead_label
from kehoach_desktop.importing.pieces import Piece
from kehoach_desktop.importing.proposal import (
    Doubt,
    ProposedAssignment,
    ProposedDeadline,
    ProposedIndicator,
    ProposedTask,
)
from kehoach_desktop.importing.units import unit_key
from kehoach_desktop.importing.vocabulary import table
from kehoach_desktop.paths import rows_of

_RISING = frozenset({"inc", "inc_gte"})
_REACHED = frozenset({"eq", "gt", "gte", "range", "toward"})
_DAY = re.compile(
    r"ngày\s+(?P<d>\d{1,2})\s*(?:/|\s+tháng\s+)\s*(?P<m>\d{1,2})(?!\d)(?:\s*(?:/|,?\s+năm\s+)\s*(?P<y>20\d\d))?"
    r"|(?<![\w/.-])(?P<d2>\d{1,2})\s*/\s*(?P<m2>\d{1,2})\s*/\s*(?P<y2>20\d\d)(?![\d/])",
    re.I,
)
_MONTH_FOR_YEAR = re.compile(r"(?:\d{1,2}\s+)?tháng\s+\d{1,2}\s+tháng\s+(20\d\d)", re.I)
_LEAP = 2028  # a year in which 29/2 exists: a day without a year may be meant for such a one
_LATE = frozenset({WarningKind.BEFORE_CUT_OFF, WarningKind.TOO_SHORT, WarningKind.NO_SUCH_DAY})


def read_fact_doubts(
    pieces: list[Piece],
    indicators: list[ProposedIndicator],
    assignments: list[ProposedAssignment],
    tasks: list[ProposedTask],
    deadlines: list[ProposedDeadline],
    year: int | None,
) -> list[Doubt]:
    """Doubts by kind: below_upper_target, deadline, no_such_day, two_leads. `year` is the year of the plan."""
    return [
        *_below_upper(indicators),
        *(_early_deadlines(deadlines, year) if year else ()),
        *(doubt for piece in pieces for doubt in _impossible_days(piece)),
        *_two_leads(assignments, tasks),
    ]


# --- targets laid down above ---


def _below_upper(indicators: list[ProposedIndicator]) -> Iterator[Doubt]:
    for indicator in indicators:
        for target in table("upper_targets")["target"]:
            if _same_matter(indicator, target) and _is_below(indicator, target):
                wanted = Decimal(str(target["value"]))
                yield Doubt(
                    indicator.paragraph,
                    "below_upper_target",
                    f"{target['name']} năm {target['year']}: kế hoạch ghi {_figure(indicator.op, indicator.value, indicator.unit)}, "
                    f"thấp hơn {target['source']} ({_figure(target['op'], wanted, target['unit'])}).",
                )


def _same_matter(indicator: ProposedIndicator, target: dict[str, Any]) -> bool:
    comparable = _RISING if target["op"] in _RISING else _REACHED
    if indicator.year != target["year"] or indicator.op not in comparable or indicator.unit not in target["units"]:
        return False
    words = f" {fold(indicator.name)} "
    if not all(any(phrase in words for phrase in group) for group in target["all"]):
        words = f" {fold(indicator.text)} "
    return all(any(phrase in words for phrase in group) for group in target["all"]) and not any(
        phrase in words for phrase in target["none"]
    )


def _is_below(indicator: ProposedIndicator, target: dict[str, Any]) -> bool:
    if indicator.value is None:
        return False
    value, wanted = indicator.value_max or indicator.value, Decimal(str(target["value"]))
    return value < wanted or (value == wanted and target["op"] == "gt" and indicator.op != "gt")


_SAID = {"gt": "trên", "gte": "từ", "inc": "tăng", "inc_gte": "tăng ít nhất", "toward": "hướng tới"}


def _figure(op: str, value: Decimal | None, unit: str | None) -> str:
    number = f"{format_number(value)}{'' if unit == '%' else ' '}{unit or ''}".strip()
    return f"{_SAID.get(op, 'đạt')} {number}"


# --- deadlines against the days whose data they cover ---


@cache
def _rules() -> PeriodRules:
    return PeriodRules.from_rows(rows_of("rules", "periods.tsv"))


def _early_deadlines(deadlines: list[ProposedDeadline], year: int) -> Iterator[Doubt]:
    """A deadline on or before the last day of data leaves no time to gather them (NĐ 09/2019/NĐ-CP, Điều 8 và 12)."""
    rows = [
        ReportCycle(id=str(at), plan_id="", cycle=Cycle(d.cycle), day=d.day, month=d.month, text=d.text)
        for at, d in enumerate(deadlines)
    ]
    for deadline, row in zip(deadlines, rows, strict=True):
        if deadline.day is None:
            continue
        for period in periods_of_year(year, [row.cycle]):
            window = window_of(period, _rules(), [row], lambda _day: None)
            said = next((w.message for w in window.warnings if w.kind in _LATE), None)
            if said and window.source.startswith("Theo kế hoạch"):
                yield Doubt(deadline.paragraph, "deadline", f"Báo cáo {period.phrase}: {said[:1].lower()}{said[1:]}")
                break


# --- days that no calendar has ---


def _impossible_days(piece: Piece) -> Iterator[Doubt]:
    for found in _MONTH_FOR_YEAR.finditer(piece.text):
        yield Doubt(piece.id, "no_such_day", f"“{found[0]}” ghi “tháng {found[1]}”; có lẽ là “năm {found[1]}”.")
    for found in _DAY.finditer(piece.text):
        day, month, year = (int(found[name] or found[f"{name}2"] or 0) for name in "dmy")
        if not 1 <= month <= 12:
            yield Doubt(piece.id, "no_such_day", f"“{found[0]}”: không có tháng {month}.")
        elif not 1 <= day <= month_end(year or _LEAP, month).day:
            of_year = f" năm {year}" if year else ""
            yield Doubt(piece.id, "no_such_day", f"“{found[0]}”: tháng {month}{of_year} không có ngày {day}.")


# --- two leads for one matter ---


def _two_leads(assignments: list[ProposedAssignment], tasks: list[ProposedTask]) -> Iterator[Doubt]:
    """The label of a section and a sentence in it name different leads, or one task is given out twice."""
    for label, sentence in _label_and_sentence(assignments):
        yield _of_two("Mục này", sentence.paragraph, sentence.lead, label.lead, label.paragraph)
    first: dict[str, ProposedTask] = {}
    for task in tasks:
        if task.lead:
            other = first.setdefault(fold(task.text).rstrip(" .;,"), task)
            if not _share(other.lead, task.lead):
                yield _of_two(f"Việc “{task.title}”", task.paragraph, task.lead, other.lead, other.paragraph)


def _of_two(what: str, paragraph: int, lead: Iterable[str], other: Iterable[str], elsewhere: int) -> Doubt:
    here, there = ", ".join(lead), ", ".join(other)
    message = f"{what} có hai nơi chủ trì: đoạn này ghi {here}, đoạn {elsewhere} ghi {there}."
    return Doubt(paragraph, "two_leads", message)


def _label_and_sentence(
    assignments: list[ProposedAssignment],
) -> Iterator[tuple[ProposedAssignment, ProposedAssignment]]:
    by_section: dict[int, tuple[list[ProposedAssignment], list[ProposedAssignment]]] = {}
    for assignment in assignments:
        if assignment.section is not None:
            labels, others = by_section.setdefault(assignment.section, ([], []))
            (labels if is_lead_label(assignment.text) else others).append(assignment)
    for labels, others in by_section.values():
        if len(labels) == 1:  # with more, each is about the work beside it
            yield from ((labels[0], other) for other in others if not _share(labels[0].lead, other.lead))


def _share(one: Iterable[str], other: Iterable[str]) -> bool:
    return bool({unit_key(name) for name in one} & {unit_key(name) for name in other})
