"""An amended version of a plan already in the file: offering which plan it may be, comparing, and taking it in as one step.

What was reported stays: a task or indicator found again keeps its record, with its results, reports and assignments,
and moves under the new plan; what the new version no longer has stays under the old one. Nothing is deleted, and the
old plan keeps its own text. The new plan names the one it amends.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.fields import field_label, show_value
from kehoach_desktop.domain.history import StepKind
from kehoach_desktop.domain.records import Assignment, DueKind, Indicator, Plan, Record, Role, Target, Task
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.frozen import frozen
from kehoach_desktop.importing.proposal import Proposal, ProposedIndicator, ProposedTask
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.plans import Acceptance, indicator_groups, unit_names
from kehoach_desktop.storage.dossiers import load_dossier
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

_NEAR_TITLE, _NEAR_TEXT = 0.8, 0.6  # shares of equal words from which two titles, two sentences count as one changed
_TRIED = 5  # old sentences looked at closely for each new one
_PAPER = re.compile(r"(\d+)\s*/\s*([A-ZĐ][\w-]+)")


class MatchState(StrEnum):
    """What a row of an amended version is."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"

    @property
    def label(self) -> str:
        return {"new": "mới", "changed": "đổi", "same": ""}[self.value]


class Aspect(StrEnum):
    """What of a record the new version speaks of anew."""

    WORDS = "words"
    LEAD = "lead"


@frozen
class Difference:
    """A field that the plan's text sets otherwise now."""

    aspect: Aspect
    label: str
    old: str
    new: str


@frozen
class Match:
    """The record of the old plan that a proposed row is, and what the new version changes of it."""

    record_id: str | None
    state: MatchState
    differences: tuple[Difference, ...] = ()

    @classmethod
    def new(cls) -> "Match":
        """A row the old plan does not have."""
        return cls(None, MatchState.NEW)

    @classmethod
    def of(cls, record_id: str, differences: Sequence[Difference]) -> "Match":
        """A row found again."""
        return cls(record_id, MatchState.CHANGED if differences else MatchState.SAME, tuple(differences))

    @property
    def aspects(self) -> frozenset[Aspect]:
        return frozenset(difference.aspect for difference in self.differences)


@frozen
class Comparison:
    """A proposal against an old plan: one match for every proposed task and indicator, in their order; what is gone."""

    plan_id: str
    tasks: tuple[Match, ...]
    indicators: tuple[Match, ...]
    gone_tasks: tuple[Task, ...]
    gone_indicators: tuple[Indicator, ...]


@frozen
class Amendment:
    """What was decided: for every accepted task and indicator, in their order, the record it is, or None for a new one.

    `aspects` says of which old records the new version's words, or its lead, are taken; the others only move.
    """

    plan_id: str
    tasks: tuple[str | None, ...]
    indicators: tuple[str | None, ...]
    aspects: Mapping[str, frozenset[Aspect]]


@frozen
class Candidate:
    """A plan of the file that a proposal may amend, and why; to be offered, never assumed."""

    plan: Plan
    reason: str


def candidates(plans: Iterable[Plan], proposal: Proposal) -> list[Candidate]:
    """Plans that the proposal may be a new version of: same file, same number, near title; the likeliest first."""
    named = {(number, fold(symbol)) for number, symbol in _PAPER.findall(proposal.title)}
    own = (proposal.doc_number, fold(proposal.doc_symbol or ""))
    found: list[tuple[float, Candidate]] = []
    for plan in plans:
        paper = (plan.number, fold(plan.symbol or ""))
        likeness = _likeness(fold(plan.title).split(), fold(proposal.title).split())
        if plan.source_sha256 == proposal.source_sha256:
            found.append((3 + likeness, Candidate(plan, "đúng tệp này đã được nhập")))
        elif paper[0] and paper in (own, *named):
            reason = "cùng số, ký hiệu" if paper == own else "trích yếu nhắc số của kế hoạch ấy"
            found.append((2 + likeness, Candidate(plan, reason)))
        elif likeness >= _NEAR_TITLE:
            found.append((likeness, Candidate(plan, "trích yếu gần giống")))
    return [candidate for _, candidate in sorted(found, key=lambda pair: -pair[0])]


# --- comparing ---


def compare(dossier: Dossier, proposal: Proposal) -> Comparison:
    """Finds the old plan's tasks and indicators again by their words; linear in both but for close looks at a few."""
    assert dossier.plan is not None  # noqa: S101 - an amended plan is there
    task_ids = paired(
        [(task.id, task.content or task.title) for task in dossier.tasks],
        list(enumerate(task.text for task in proposal.tasks)),
    )
    indicator_ids = _paired_indicators(dossier.indicators, proposal.indicators)
    unmoved = _Unmoved(dossier, proposal)
    return Comparison(
        dossier.plan.id,
        tasks=tuple(unmoved.task(task, task_ids.get(i)) for i, task in enumerate(proposal.tasks)),
        indicators=tuple(unmoved.indicator(item, indicator_ids.get(i)) for i, item in enumerate(proposal.indicators)),
        gone_tasks=tuple(t for t in dossier.tasks if t.id not in set(task_ids.values())),
        gone_indicators=tuple(i for i in dossier.indicators if i.id not in set(indicator_ids.values())),
    )


def _likeness(one: Sequence[str], two: Sequence[str]) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def paired(old: Sequence[tuple[str, str]], new: Sequence[tuple[int, str]]) -> dict[int, str]:
    """New place -> old id: equal words first, in order; then the nearest of those that share words."""
    by_words: dict[str, list[str]] = {}
    for record_id, text in old:
        by_words.setdefault(" ".join(_words(text)), []).append(record_id)
    found: dict[int, str] = {}
    for place, text in new:
        waiting = by_words.get(" ".join(_words(text)))
        if waiting:
            found[place] = waiting.pop(0)
    taken = set(found.values())
    rest_old = {record_id: _words(text) for record_id, text in old if record_id not in taken}
    rest_new = {place: _words(text) for place, text in new if place not in found}
    return found | _nearest(rest_old, rest_new)


def _nearest(old: Mapping[str, Sequence[str]], new: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Pairs of near texts, the nearest first; only texts that share a word few others have are held side by side."""
    holders: dict[str, list[str]] = {}
    for record_id, words in old.items():
        for word in set(words):
            holders.setdefault(word, []).append(record_id)
    most = max(len(old) // 5, _TRIED)
    near: list[tuple[float, int, str]] = []
    for place, words in new.items():
        shared = Counter(i for word in set(words) if len(holders.get(word, ())) <= most for i in holders.get(word, ()))
        for record_id, _ in shared.most_common(_TRIED):
            likeness = _likeness(old[record_id], words)
            if likeness >= _NEAR_TEXT:
                near.append((-likeness, place, record_id))
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _, place, record_id in sorted(near):
        if place not in found and record_id not in taken:
            found[place] = record_id
            taken.add(record_id)
    return found


def _paired_indicators(old: Sequence[Indicator], new: Sequence[ProposedIndicator]) -> dict[int, str]:
    """The same for indicators: figures of one name and measure for several years are one indicator."""
    groups: dict[Hashable, list[int]] = {}
    for place, item in enumerate(new):
        groups.setdefault((fold(item.name), item.unit or ""), []).append(place)
    firsts = {places[0]: places for places in groups.values()}
    pairs = paired(
        [(i.id, f"{i.name} {i.measure or ''}") for i in old],
        [(place, f"{new[place].name} {new[place].unit or ''}") for place in firsts],
    )
    return {place: record_id for first, record_id in pairs.items() for place in firsts[first]}


class _Unmoved:
    """Tells what the new words change of a record; what she set herself since is no difference."""

    def __init__(self, dossier: Dossier, proposal: Proposal) -> None:
        self._dossier = dossier
        self._old_texts = {" ".join(_words(p.text)) for p in dossier.paragraphs}
        self._texts = {p.id: p.text for p in proposal.paragraphs}
        self._assignments = proposal.assignments
        self._indicators = {i.id: i for i in dossier.indicators}
        self._key = unit_names().key

    def task(self, task: ProposedTask, record_id: str | None) -> Match:
        if record_id is None:
            return Match.new()
        old = self._dossier.task_by_id[record_id]
        differences: list[Difference] = []
        if " ".join(_words(old.content or old.title)) != " ".join(_words(task.text)):
            differences.append(_difference("task", "content", old.content or old.title, task.text))
            if task.due_on != old.due_on and task.due_on is not None:
                differences.append(_difference("task", "due_on", old.due_on, task.due_on))
        leads = [unit.name for unit in self._dossier.units_of(old.id, Role.LEAD)]
        if task.lead and set(map(self._key, task.lead)) != set(map(self._key, leads)) and self._newly_said(task):
            differences.append(Difference(Aspect.LEAD, "chủ trì", ", ".join(leads), ", ".join(task.lead)))
        return Match.of(old.id, differences)

    def _newly_said(self, task: ProposedTask) -> bool:
        """Whether the words that give the task its lead are not in the old plan."""
        places = {a.paragraph for a in self._assignments if a.lead == task.lead and a.section == task.section}
        places.add(task.paragraph)
        return any(" ".join(_words(self._texts.get(place, ""))) not in self._old_texts for place in places)

    def indicator(self, item: ProposedIndicator, record_id: str | None) -> Match:
        if record_id is None:
            return Match.new()
        old = self._indicators[record_id]
        differences: list[Difference] = []
        if fold(old.name) != fold(item.name):
            differences.append(_difference("indicator", "name", old.name, item.name))
        target = next((t for t in self._dossier.targets_of(old.id) if t.year == item.year), None)
        figure = (target.value, target.value_max) if target is not None else None
        if figure != (item.value, item.value_max):
            label = f"mức năm {item.year}" if item.year else "mức"
            was = show_value(target.value) if target is not None else ""
            differences.append(Difference(Aspect.WORDS, label, was, show_value(item.value)))
        return Match.of(old.id, differences)


def _difference(kind: str, name: str, old: Any, new: Any) -> Difference:
    return Difference(Aspect.WORDS, field_label(kind, name), show_value(old), show_value(new))


# --- taking it in ---


def decided(comparison: Comparison) -> Amendment:
    """The decision to take everything as it was matched."""
    return Amendment(
        comparison.plan_id,
        tasks=tuple(match.record_id for match in comparison.tasks),
        indicators=tuple(match.record_id for match in comparison.indicators),
        aspects=gathered([*comparison.tasks, *comparison.indicators]),
    )


def gathered(matches: Iterable[Match]) -> dict[str, frozenset[Aspect]]:
    """Record id -> what the new version says anew, over all its figures."""
    found: dict[str, frozenset[Aspect]] = {}
    for match in matches:
        if match.record_id is not None and match.aspects:
            found[match.record_id] = found.get(match.record_id, frozenset()) | match.aspects
    return found


def amend(
    office_file: OfficeFile,
    proposal: Proposal,
    amendment: Amendment,
    progress: Callable[[float], None] = lambda _: None,
) -> tuple[str, Changes]:
    """Writes the new version as a plan that amends the old one, in one step; returns its id."""
    with office_file.read() as records:
        dossier = load_dossier(records, amendment.plan_id)
        acceptance = Acceptance.over(records, proposal, amends_id=amendment.plan_id)
    rows = acceptance.rows()
    progress(0.3)
    name = f"Nhập bản sửa đổi “{proposal.title[:60].strip()}”"
    with office_file.step(name, kind=StepKind.IMPORT) as records:
        _Takeover(records, dossier, proposal, amendment).write(rows)
        kinds = records.kinds_changed
        progress(0.9)
    return acceptance.plan_id, Changes(kinds, name)


class _Takeover:
    """Writes the records of a new version, those found again into the old records."""

    def __init__(self, records: Records, dossier: Dossier, proposal: Proposal, amendment: Amendment) -> None:
        self._records = records
        self._dossier = dossier
        self._proposal = proposal
        self._amendment = amendment

    def write(self, rows: Sequence[Record]) -> None:
        moved = self._moved(rows)
        self._records.add_all(row for row in rows if _owner(row) not in moved)
        borne: dict[str, list[Assignment]] = {}
        aimed: dict[str, list[Target]] = {}
        for row in rows:
            if isinstance(row, Assignment):
                borne.setdefault(row.task_id, []).append(row)
            elif isinstance(row, Target):
                aimed.setdefault(row.indicator_id, []).append(row)
        for row in rows:
            if isinstance(row, Task) and row.id in moved:
                self._take_task(moved[row.id], row, borne.get(row.id, []))
            elif isinstance(row, Indicator) and row.id in moved:
                self._take_indicator(moved[row.id], row, aimed.get(row.id, []))

    def _moved(self, rows: Sequence[Record]) -> dict[str, str]:
        """Id of a new record -> id of the old one that it is; each old one once."""
        moved: dict[str, str] = {}
        wanted = list(zip((r for r in rows if isinstance(r, Task)), self._amendment.tasks, strict=True))
        groups = indicator_groups(self._proposal.indicators)
        for row, places in zip((r for r in rows if isinstance(r, Indicator)), groups, strict=True):
            wanted += [(row, self._amendment.indicators[place]) for place in places]
        for row, old_id in wanted:
            if old_id is not None and row.id not in moved and old_id not in moved.values():
                moved[row.id] = old_id
        return moved

    def _take_task(self, old_id: str, row: Task, borne: Sequence[Assignment]) -> None:
        fields = {name: getattr(row, name) for name in ("plan_id", "section_id", "paragraph_id", "position", "number")}
        aspects = self._amendment.aspects.get(old_id, frozenset())
        if Aspect.WORDS in aspects:
            fields |= {"title": row.title, "content": row.content}
            if row.due_kind is not DueKind.NONE:
                fields |= {name: getattr(row, name) for name in ("due_kind", "due_on", "due_text", "months")}
            if row.product:
                fields["product"] = row.product
        self._records.update(Task, old_id, **fields)
        if aspects:
            self._reassign(old_id, borne, new_lead=Aspect.LEAD in aspects)

    def _reassign(self, task_id: str, borne: Sequence[Assignment], *, new_lead: bool) -> None:
        """Adds who is newly named. A lead that is no longer one goes, but who has reported stays as support."""
        held = {a.unit_id: a for a in self._dossier.assignments if a.task_id == task_id}
        reported = {p.unit_id for p in self._dossier.progress_of(task_id)}
        leads = {a.unit_id for a in borne if a.role is Role.LEAD}
        for unit_id, assignment in held.items():
            if new_lead and leads and assignment.role is Role.LEAD and unit_id not in leads:
                if unit_id in reported:
                    self._records.update(Assignment, assignment.id, role=Role.SUPPORT)
                else:
                    self._records.delete(Assignment, assignment.id)
        for row in borne:
            known = held.get(row.unit_id)
            if known is None and (new_lead or row.role is not Role.LEAD):
                self._records.add(replace(row, task_id=task_id))
            elif known is not None and new_lead and row.role is Role.LEAD:
                self._records.update(Assignment, known.id, role=Role.LEAD)

    def _take_indicator(self, old_id: str, row: Indicator, aimed: Sequence[Target]) -> None:
        fields = {name: getattr(row, name) for name in ("plan_id", "section_id", "paragraph_id", "position")}
        if self._amendment.aspects.get(old_id):
            fields |= {name: getattr(row, name) for name in ("name", "content", "measure", "operator")}
        self._records.update(Indicator, old_id, **fields)
        held = {target.year: target for target in self._dossier.targets_of(old_id)}
        for target in aimed:
            known = held.get(target.year)
            if known is None:
                self._records.add(replace(target, indicator_id=old_id))
            else:
                names = ("operator", "value", "value_max", "text", "paragraph_id")
                self._records.update(Target, known.id, **{name: getattr(target, name) for name in names})


def _owner(row: Record) -> str:
    """The task or indicator a record goes with."""
    match row:
        case Assignment(task_id=owner) | Target(indicator_id=owner):
            return owner
        case _:
            return row.id
