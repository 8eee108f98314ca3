"""What of a proposal needs a look first, why, and what can be offered there; decides nothing and changes no row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from kehoach_desktop.domain.unit_names import UnitNames
from kehoach_desktop.domain.vietnamese import fold, upper_first
from kehoach_desktop.frozen import frozen
from kehoach_desktop.importing.proposal import (
    MADE,
    Doubt,
    Proposal,
    ProposedDeadline,
    ProposedIndicator,
    ProposedLegalBasis,
    ProposedTask,
    ProposedUnit,
)
from kehoach_desktop.services.plans import unit_names
from kehoach_desktop.services.review_items import FACTS, Item, ItemKind, Note, PlanFact, Proposed, target_words
from kehoach_desktop.services.units import unit_key

_FACT_OF_DOUBT = {
    "no_place": "place", "no_title": "title", "no_number": "number", "no_date": "issued", "no_signer": "signer",
}  # fmt: skip
# Where a fact of the paper stands: the kind of its paragraph and a word in it.
_WHERE = {
    "title": ("title", ""), "doc_number": ("letterhead", "so:"), "doc_date": ("letterhead", "ngay"),
    "place": ("letterhead", "ngay"), "signer_name": ("signature", ""),
}  # fmt: skip
_MANY = 0.2  # where more tasks than this share have no lead, the plan gives none and that is no exception
# A doubt on a paragraph that says but one of these is a doubt about it.
_TELLING = (ItemKind.INDICATOR, ItemKind.TASK, ItemKind.DEADLINE, ItemKind.BASIS)
_COUNTS = {2: "Hai", 3: "Ba", 4: "Bốn", 5: "Năm"}
_VAGUE = "lien quan"  # "các đơn vị liên quan" names nobody


@frozen
class Offer:
    """A way out of a doubt: fields to set, other rows to drop or the row this one becomes part of; then it is ticked.

    Without `tick` the row is left out.
    """

    label: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    drop: tuple[int, ...] = ()
    into: int | None = None
    tick: bool = True


@dataclass
class _Draft:
    """A row being made."""

    kind: ItemKind
    record: Proposed
    place: int | None
    doubts: list[str]
    keys: frozenset[str] = frozenset()


def first_items(proposal: Proposal) -> tuple[Item, ...]:
    """Every row of a proposal, doubtful ones not ticked; kinds in the order of the screen, rows in that of the text."""
    drafts = [*_indicators(proposal), *_tasks(proposal), *_units(proposal), *_others(proposal)]
    for doubt in proposal.doubts:
        _place(doubt, drafts)
    # A slip is offered, never taken unseen; torn lines and old encodings were healed while reading.
    drafts += [_Draft(ItemKind.MEND, m, i, []) for i, m in enumerate(proposal.mends) if m.kind not in MADE]
    return tuple(
        Item(
            id=number, kind=d.kind, record=d.record, ticked=not d.doubts and d.kind is not ItemKind.MEND,
            doubts=tuple(dict.fromkeys(d.doubts)), source=() if d.place is None else (d.place,), keys=d.keys,
        )
        for number, d in enumerate(drafts)
    )  # fmt: skip


def _place(doubt: Doubt, drafts: list[_Draft]) -> None:
    """Puts a doubt of the importer on the row it is about, else on a row of its own."""
    fact = _FACT_OF_DOUBT.get(doubt.kind)
    for draft in drafts:
        match draft.record:
            case PlanFact(name=name) if name == fact:
                draft.doubts.append(_sentence(doubt.message))
                return
            case ProposedIndicator() if draft.record.paragraph == doubt.paragraph and doubt.kind == "contradiction":
                if doubt.message.startswith(f"{draft.record.name}:"):
                    if not draft.doubts:
                        draft.doubts.append(_sentence(doubt.message.removeprefix(f"{draft.record.name}:")))
                    return
            case ProposedUnit() if doubt.kind == "unknown_lead":
                names = (draft.record.name, *draft.record.aliases)
                if any(doubt.message.lower().startswith(f"{name} được giao".lower()) for name in names):
                    draft.doubts.append("Được giao chủ trì nhưng không có trong phần tổ chức thực hiện")
                    return
            case _:
                pass
    here = [d for d in drafts if d.kind in _TELLING and d.record.paragraph == doubt.paragraph is not None]
    if len(here) == 1:
        here[0].doubts.append(_sentence(doubt.message))
        return
    drafts.append(_Draft(ItemKind.NOTE, Note(doubt.message, doubt.paragraph), None, [_sentence(doubt.message)]))


def _sentence(text: str) -> str:
    text = text.strip().rstrip(".")
    return upper_first(text)


def _matter(indicator: ProposedIndicator) -> tuple[frozenset[str], str | None, int | None]:
    """What an indicator measures and for when: two figures of one matter contradict each other."""
    return frozenset(fold(indicator.name).split()), indicator.unit, indicator.year


def _indicators(proposal: Proposal) -> Iterator[_Draft]:
    first: dict[Any, ProposedIndicator] = {}
    for place, indicator in enumerate(proposal.indicators):
        other = first.setdefault(_matter(indicator), indicator)
        differs = indicator.value is not None and (other.value, other.op) != (indicator.value, indicator.op)
        doubt = f"Đoạn {other.paragraph} ghi {target_words(other)}, đoạn này ghi {target_words(indicator)}"
        yield _Draft(ItemKind.INDICATOR, indicator, place, [doubt] if differs else [])


def _tasks(proposal: Proposal) -> Iterator[_Draft]:
    without = sum(1 for task in proposal.tasks if not task.lead)
    exceptional = without <= _MANY * len(proposal.tasks)
    for place, task in enumerate(proposal.tasks):
        doubts = ["Không thấy đơn vị chủ trì trong câu"] if exceptional and not task.lead else []
        yield _Draft(ItemKind.TASK, task, place, doubts)


def _others(proposal: Proposal) -> Iterator[_Draft]:
    """Facts of the paper, its reporting cycles, bases, money, recipients."""
    for place, deadline in enumerate(proposal.report_deadlines):
        yield _Draft(ItemKind.DEADLINE, deadline, place, list(_of_deadline(deadline)))
    for name, (_, names) in FACTS.items():
        yield _Draft(ItemKind.FACT, PlanFact(name, **_facts(proposal, names)), None, [])
    for place, basis in enumerate(proposal.legal_bases):
        yield _Draft(ItemKind.BASIS, basis, place, list(_of_basis(basis)))
    for place, funding in enumerate(proposal.funding):
        yield _Draft(ItemKind.FUNDING, funding, place, [])
    for place, recipient in enumerate(proposal.recipients):
        yield _Draft(ItemKind.RECIPIENT, recipient, place, [])


def _facts(proposal: Proposal, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(proposal, name) for name in names}
    if "signer_authority" in values:
        values["signer_authority"] = "\n".join(proposal.signer_authority) or None
    kind, words = next(_WHERE[name] for name in names if name in _WHERE)
    there = [p for p in proposal.paragraphs if p.kind == kind]
    values["paragraph"] = next((p.id for p in (*(p for p in there if words in fold(p.text)), *there)), None)
    return values


def _of_deadline(deadline: ProposedDeadline) -> Iterator[str]:
    if deadline.cycle == "9_thang":
        yield "Nghị định 09/2019 không có kỳ 9 tháng"
    if deadline.day is None:
        yield "Kế hoạch không ghi ngày nộp"


def _of_basis(basis: ProposedLegalBasis) -> Iterator[str]:
    if basis.date is None:
        yield "Không thấy ngày của văn bản"


# --- units: every name the plan gives work to, spellings of one unit in one row ---


@cache
def _plain_names() -> UnitNames:
    """The rules without the short forms: two spellings that differ by these differ by more than case or a word."""
    return replace(unit_names(), spelt_out=())


def _units(proposal: Proposal) -> Iterator[_Draft]:
    rules = unit_names()
    spellings: dict[str, dict[str, int]] = {}
    first_paragraph: dict[str, int] = {}
    for task in proposal.tasks:
        for name in (*task.lead, *task.support):
            key = rules.key(name)
            counts = spellings.setdefault(key, {})
            counts[name] = counts.get(name, 0) + 1
            first_paragraph.setdefault(key, task.paragraph)
    drafts: dict[str, _Draft] = {}
    for place, unit in enumerate(proposal.units):
        key = rules.key(unit.name)
        if key in drafts:  # the chapter of duties names it twice
            drafts[key].record = _with_names(drafts[key].record, (unit.name, *unit.aliases))
        else:
            drafts[key] = _Draft(ItemKind.UNIT, unit, place, [], frozenset({key, *map(rules.key, unit.aliases)}))
    taken = {key for draft in drafts.values() for key in draft.keys}
    for key, counts in spellings.items():
        if key not in taken:
            drafts[key] = _Draft(
                ItemKind.UNIT, _from_tasks(rules, counts, first_paragraph[key]), None, [], frozenset({key})
            )
        holder = next(draft for draft in drafts.values() if key in draft.keys)
        holder.record = _with_names(holder.record, counts)
    _doubt_units(drafts.values())
    yield from drafts.values()


def _from_tasks(rules: UnitNames, counts: Mapping[str, int], paragraph: int) -> ProposedUnit:
    """A unit that no heading of the chapter of duties names, under its most frequent spelling."""
    name = max(counts, key=lambda spelling: counts[spelling])
    duty = rules.duty_kind(name).value
    return ProposedUnit(upper_first(name), duty, None, sum(counts.values()), (), rules.is_group(name), paragraph)


def _with_names(record: Proposed, names: Iterable[str]) -> ProposedUnit:
    assert isinstance(record, ProposedUnit)  # noqa: S101 - a draft of a unit holds a unit
    known = {record.name.casefold(), *(alias.casefold() for alias in record.aliases)}
    more = [name for name in names if name.casefold() not in known]
    return replace(record, aliases=(*record.aliases, *dict.fromkeys(more)))


def _doubt_units(drafts: Iterable[_Draft]) -> None:
    drafts = list(drafts)
    alike = Counter((d.record.is_group, unit_key(d.record.name)) for d in drafts if isinstance(d.record, ProposedUnit))
    for draft in drafts:
        unit = draft.record
        if not isinstance(unit, ProposedUnit):
            continue
        ways = {_plain_names().key(name) for name in (unit.name, *unit.aliases)}
        if _VAGUE in fold(unit.name):
            draft.doubts.append("Không nêu rõ đơn vị nào")
        if len(ways) > 1:
            draft.doubts.append(f"{_COUNTS.get(len(ways), len(ways))} cách viết của một đơn vị")
        if alike[unit.is_group, unit_key(unit.name)] > 1:
            draft.doubts.append("Có thể trùng với đơn vị khác trong danh sách")


# --- offers ---


def offers(item: Item, items: Iterable[Item]) -> list[Offer]:
    """Ways out of a row's doubts; the first is what Enter takes."""
    if not item.doubts:
        return []
    match item.record:
        case ProposedIndicator():
            return _for_indicator(item, item.record, items)
        case ProposedTask() if not item.record.lead:
            near = _lead_of_section(item.record, items)
            return [Offer("Giữ, chưa có chủ trì"), *([Offer(f"Giao {near}", {"lead": (near,)})] if near else [])]
        case ProposedUnit():
            twins = [i for i in items if _is_twin(item, i)]
            single = Offer("Nhận làm một đơn vị" if item.record.aliases else "Nhận đơn vị này")
            if _VAGUE in fold(item.record.name):
                return [Offer("Không nhận", tick=False), single]
            return [single, *(Offer(f"Gộp vào {twin.title}", into=twin.id) for twin in twins[:1])]
        case Note():
            return [Offer("Đã xem")]
        case PlanFact():
            whole = all(getattr(item.record, field.name) for field in item.fields)
            return [Offer("Nhận như đã đọc" if whole else "Để như vậy")]
        case _:
            return [Offer("Nhận như đã đọc")]


def _for_indicator(item: Item, own: ProposedIndicator, items: Iterable[Item]) -> list[Offer]:
    rivals = [
        (other.id, other.record)
        for other in items
        if other.id != item.id and isinstance(other.record, ProposedIndicator) and _matter(other.record) == _matter(own)
    ]
    if not rivals:
        return [Offer("Nhận như đã đọc")]
    ids = tuple(number for number, _ in rivals)
    other = rivals[0][1]
    return [
        Offer(f"Lấy {_figure(own)}", drop=ids),
        Offer(f"Lấy {_figure(other)} (đoạn {other.paragraph})", into=rivals[0][0]),
        Offer("Giữ cả hai"),
    ]


def _figure(indicator: ProposedIndicator) -> str:
    return target_words(replace(indicator, op="eq")).removeprefix("đạt ")


def _lead_of_section(task: ProposedTask, items: Iterable[Item]) -> str | None:
    """Who leads most of the other tasks under the same heading."""
    leads = Counter(
        other.record.lead[0]
        for other in items
        if isinstance(other.record, ProposedTask) and other.record.section == task.section and other.record.lead
    )
    return leads.most_common(1)[0][0] if leads else None


def _is_twin(item: Item, other: Item) -> bool:
    one, two = item.record, other.record
    if item.id == other.id or not isinstance(one, ProposedUnit) or not isinstance(two, ProposedUnit):
        return False
    return (one.is_group, unit_key(one.name)) == (two.is_group, unit_key(two.name))
