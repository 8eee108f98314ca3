"""From a Word file to records: proposing (nothing saved) and accepting a proposal whole, as one undoable step."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.history import StepKind
from kehoach_desktop.domain.records import (
    Assignment,
    Cycle,
    DueKind,
    DutyKind,
    Funding,
    Indicator,
    LegalBasis,
    Operator,
    Paragraph,
    Plan,
    Recipient,
    Record,
    ReportCycle,
    Role,
    Section,
    Signer,
    Target,
    Task,
    Unit,
    UnitAlias,
)
from kehoach_desktop.domain.vietnamese import fold, upper_first
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.vocabulary import unit_names
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.records import Records

if TYPE_CHECKING:
    from kehoach_desktop.importing.proposal import Proposal, ProposedIndicator

_SPAN_OF_YEARS = re.compile(r"(20\d\d)\s*[-–]\s*(20\d\d)")


def propose(path: Path, progress: Callable[[float], None] | None = None) -> "Proposal":
    """Reads a plan into a proposal; saves nothing. Raises a named fault for a file that cannot be read."""
    from kehoach_desktop.importing.read_plan import read_plan

    return read_plan(path, progress=progress)


def propose_pasted(text: str) -> "Proposal":
    """The same for text from the clipboard."""
    from kehoach_desktop.importing.read_plan import read_pasted

    return read_pasted(text)


def accept(
    office_file: OfficeFile, proposal: "Proposal", progress: Callable[[float], None] = lambda _: None
) -> tuple[str, Changes]:
    """Writes a whole proposal; returns the id of the new plan. Units already in the file are recognised by their names.

    `progress` hears shares from 0 to 1; when it raises, nothing is written.
    """
    with office_file.read() as records:
        acceptance = Acceptance.over(records, proposal)
        nameless = [signer for signer in records.all(Signer) if not signer.name]
    rows = acceptance.rows()
    progress(0.3)
    name = f"Nhập kế hoạch “{proposal.title[:60].strip()}”"
    with office_file.step(name, kind=StepKind.IMPORT) as records:
        records.add_all(rows)
        if nameless and proposal.signer_name:  # who signed the plan signs its reports, until she says otherwise
            position_title = proposal.signer_position or nameless[0].title
            records.update(Signer, nameless[0].id, name=proposal.signer_name, title=position_title)
        kinds = records.kinds_changed
        progress(0.9)
    return acceptance.plan_id, Changes(kinds, name)


def indicator_groups(indicators: Sequence["ProposedIndicator"]) -> list[list[int]]:
    """Places of the figures that make one indicator: one name and measure, a target a year.

    A second figure for a year stays apart.
    """
    groups: list[list[int]] = []
    by_key: dict[tuple[str, str], list[list[int]]] = {}
    for place, item in enumerate(indicators):
        key = (fold(item.name), item.unit or "")
        known = by_key.setdefault(key, [])
        group = next((g for g in known if item.year not in {indicators[i].year for i in g}), None)
        if group is None:
            group = []
            groups.append(group)
            known.append(group)
        group.append(place)
    return groups


class Acceptance:
    """Turns one proposal into records; `rows` gives them parents first, tasks and indicators in the proposal's order."""

    def __init__(
        self,
        proposal: "Proposal",
        units: Iterable[Unit],
        aliases: Iterable[UnitAlias],
        position: int,
        amends_id: str | None = None,
    ) -> None:
        self.proposal = proposal
        self.position = position
        self.amends_id = amends_id
        self.new_id = Clock().new_id
        self.plan_id = self.new_id()
        self.section_ids = {section.key: self.new_id() for section in proposal.sections}
        self.paragraph_ids = {paragraph.id: self.new_id() for paragraph in proposal.paragraphs}
        self.names = unit_names()
        self.unit_ids = {self.names.key(unit.name): unit.id for unit in units}
        self.unit_ids |= {self.names.key(alias.name): alias.unit_id for alias in aliases}
        self.unit_position = len(self.unit_ids)

    @classmethod
    def over(cls, records: Records, proposal: "Proposal", amends_id: str | None = None) -> Self:
        """For a file with the units and plans it has now."""
        return cls(proposal, records.all(Unit), records.all(UnitAlias), records.count(Plan), amends_id)

    def rows(self) -> list[Record]:
        units = self._units()
        return [
            *units,
            self._plan(),
            *self._outline(),
            *self._papers(),
            *self._tasks(),
            *self._indicators(),
            *self._cycles(),
        ]

    def _section(self, key: int | None) -> str | None:
        return self.section_ids[key] if key is not None else None

    def _paragraph(self, key: int | None) -> str | None:
        return self.paragraph_ids[key] if key is not None else None

    def _plan(self) -> Plan:
        p = self.proposal
        years = [i.year for i in p.indicators if i.year]
        span = _SPAN_OF_YEARS.search(p.title)
        issued = p.doc_date.year if p.doc_date else None
        first = int(span[1]) if span else issued or min(years, default=None)
        last = int(span[2]) if span else max((y for y in years if not first or y <= first + 10), default=first)
        return Plan(
            id=self.plan_id, title=p.title, number=p.doc_number, symbol=p.doc_symbol, issued_on=p.doc_date, place=p.place,
            first_year=first, last_year=last, signer_authority="\n".join(p.signer_authority) or None,
            signer_title=p.signer_position, signer_name=p.signer_name, source_name=p.source_name,
            source_sha256=p.source_sha256, position=self.position, amends_id=self.amends_id,
        )  # fmt: skip

    def _outline(self) -> Iterable[Record]:
        for order, s in enumerate(self.proposal.sections):
            yield Section(
                id=self.section_ids[s.key], plan_id=self.plan_id, parent_id=self._section(s.parent), number=s.number,
                title=s.title, level=s.level, position=order,
            )  # fmt: skip
        for order, p in enumerate(self.proposal.paragraphs):
            yield Paragraph(
                id=self.paragraph_ids[p.id], plan_id=self.plan_id, section_id=self._section(p.section), position=order,
                kind=p.kind, marker=p.marker or None, text=p.text,
            )  # fmt: skip

    def _papers(self) -> Iterable[Record]:
        for order, b in enumerate(self.proposal.legal_bases):
            yield LegalBasis(
                id=self.new_id(), plan_id=self.plan_id, paragraph_id=self._paragraph(b.paragraph), position=order,
                number=b.number, issued_on=b.date, issuer=b.issuer, text=b.text,
            )  # fmt: skip
        for order, f in enumerate(self.proposal.funding):
            yield Funding(
                id=self.new_id(),
                plan_id=self.plan_id,
                paragraph_id=self._paragraph(f.paragraph),
                position=order,
                text=f.text,
            )
        for order, r in enumerate(self.proposal.recipients):
            yield Recipient(id=self.new_id(), plan_id=self.plan_id, position=order, name=r.text)

    def _units(self) -> list[Record]:
        """Every unit that has duties, leads or supports; the duty chapter's own order first."""
        rows: list[Record] = []
        for u in self.proposal.units:
            duty = DutyKind(u.kind_of_duty)
            unit_id = self._unit(rows, u.name, duty, is_group=u.is_group)
            for alias in u.aliases:
                key = self.names.key(alias)
                if key not in self.unit_ids:
                    self.unit_ids[key] = unit_id
                    rows.append(UnitAlias(id=self.new_id(), unit_id=unit_id, name=alias))
        for task in self.proposal.tasks:
            for name in (*task.lead, *task.support):
                self._unit(rows, name)
        return rows

    def _unit(
        self, rows: list[Record], name: str, duty: DutyKind | None = None, *, is_group: bool | None = None
    ) -> str:
        key = self.names.key(name)
        if key not in self.unit_ids:
            self.unit_ids[key] = self.new_id()
            rows.append(
                Unit(
                    id=self.unit_ids[key], name=upper_first(name), kind=self.names.kind(name),
                    duty_kind=duty or self.names.duty_kind(name), position=self.unit_position,
                    is_group=self.names.is_group(name) if is_group is None else is_group,
                )
            )  # fmt: skip
            self.unit_position += 1
        return self.unit_ids[key]

    def _tasks(self) -> Iterable[Record]:
        counts: dict[str, int] = {}
        paths = {s.key: s.path or "" for s in self.proposal.sections}
        main_chapter = next(
            (paths[t.section].partition(".")[0] for t in self.proposal.tasks if t.section is not None), ""
        )
        for order, t in enumerate(self.proposal.tasks):
            path = paths.get(t.section, "") if t.section is not None else ""
            counts[path] = counts.get(path, 0) + 1
            task_id = self.new_id()
            yield Task(
                id=task_id, plan_id=self.plan_id, section_id=self._section(t.section), paragraph_id=self._paragraph(t.paragraph),
                position=order, number=_task_number(path, counts[path], main_chapter), title=t.title, content=t.text,
                due_kind=DueKind(t.due_kind), due_on=t.due_on, due_text=t.due_text, months=t.months, product=t.product,
            )  # fmt: skip
            bound: set[str] = set()
            for role, names in ((Role.LEAD, t.lead), (Role.SUPPORT, t.support)):
                for name in names:
                    unit_id = self.unit_ids[self.names.key(name)]
                    if unit_id not in bound:
                        bound.add(unit_id)
                        yield Assignment(id=self.new_id(), task_id=task_id, unit_id=unit_id, role=role)

    def _indicators(self) -> Iterable[Record]:
        for order, places in enumerate(indicator_groups(self.proposal.indicators)):
            group = [self.proposal.indicators[place] for place in places]
            first = group[0]
            indicator = Indicator(
                id=self.new_id(), plan_id=self.plan_id, section_id=self._section(first.section),
                paragraph_id=self._paragraph(first.paragraph), position=order, name=upper_first(first.name), content=first.text,
                measure=first.unit, operator=Operator(first.op),
            )  # fmt: skip
            yield indicator
            for item in group:
                yield Target(
                    id=self.new_id(), indicator_id=indicator.id, year=item.year, value=item.value, value_max=item.value_max,
                    operator=Operator(item.op) if item.op != first.op else None, text=item.target_text,
                    paragraph_id=self._paragraph(item.paragraph),
                )  # fmt: skip

    def _cycles(self) -> Iterable[Record]:
        for d in self.proposal.report_deadlines:
            yield ReportCycle(
                id=self.new_id(), plan_id=self.plan_id, paragraph_id=self._paragraph(d.paragraph), cycle=Cycle(d.cycle),
                day=d.day, month=d.month, text=d.text,
            )  # fmt: skip


def _task_number(path: str, count: int, main_chapter: str) -> str:
    """A short number for talking about a task: "2.4" for the fourth under III.2 where III is the chapter of the work.

    Tasks of other chapters keep the chapter ("V.1.2"), those of an annex are "PL.3": no two tasks bear one number.
    """
    if not path:
        return f"PL.{count}"
    chapter, _, own = path.partition(".")
    return ".".join(part for part in ("" if chapter == main_chapter else chapter, own, str(count)) if part)
