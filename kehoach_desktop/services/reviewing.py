"""Looking a proposal over before it is accepted: ticks, edits, merges, splits, with an undo of its own. Writes nothing.

Whatever is left out, every paragraph and section of the source stays in what is accepted.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.importing.proposal import Mend, Proposal, ProposedTask, ProposedUnit
from kehoach_desktop.services.amending import Amendment, Aspect, Comparison, Match, MatchState, compare, gathered
from kehoach_desktop.services.plans import unit_names
from kehoach_desktop.services.review_doubts import Offer, first_items, offers
from kehoach_desktop.services.review_items import FACTS, KIND_WORDS, Item, ItemKind, PlanFact, in_texts
from kehoach_desktop.services.review_joining import combined, likely_seam, parted, splittable

# Where the proposal keeps what becomes rows of a kind.
_LISTS: Mapping[ItemKind, str] = {
    ItemKind.INDICATOR: "indicators", ItemKind.TASK: "tasks", ItemKind.UNIT: "units",
    ItemKind.DEADLINE: "report_deadlines", ItemKind.BASIS: "legal_bases", ItemKind.FUNDING: "funding",
    ItemKind.RECIPIENT: "recipients",
}  # fmt: skip
_MOVABLE = (ItemKind.INDICATOR, ItemKind.TASK)


@frozen
class _Moment:
    """The rows before an act, and the act's name."""

    name: str
    items: tuple[Item, ...]


class Review:
    """A proposal under review. Every act is one entry of its own undo; `items` is never changed in place."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        self.items = first_items(proposal)
        self.comparison: Comparison | None = None
        self._next_id = len(self.items)
        self._first_records = frozenset(item.record for item in self.items)
        self._named = frozenset(key for item in self.items for key in item.keys)
        self._past: list[_Moment] = []
        self._undone: list[_Moment] = []

    # --- looking ---

    def item(self, item_id: int) -> Item:
        """A row; KeyError when it is gone."""
        found = next((item for item in self.items if item.id == item_id), None)
        if found is None:
            raise KeyError(item_id)
        return found

    def has(self, item_id: int) -> bool:
        """Whether the row is still there."""
        return any(item.id == item_id for item in self.items)

    @property
    def touched(self) -> bool:
        """Whether anything would be lost by closing."""
        return bool(self._past)

    @property
    def left(self) -> int:
        """Doubtful places nobody has decided about."""
        return sum(1 for item in self.items if item.waits)

    @property
    def counts(self) -> tuple[int, int]:
        """How many rows are ticked, and of how many."""
        counted = [item for item in self.items if item.counted]
        return sum(1 for item in counted if item.ticked), len(counted)

    @property
    def doubtful(self) -> list[Item]:
        """The rows to look at first, in the order of the text; those decided stay among them."""
        return sorted((item for item in self.items if item.doubts), key=lambda item: (item.paragraph or 0, item.id))

    def offers(self, item_id: int) -> list[Offer]:
        """Ways out of a row's doubts, the first taken by Enter."""
        return offers(self.item(item_id), self.items)

    def match(self, item: Item) -> Match | None:
        """What a row is to the plan that is being amended; None when there is none or the row is of another kind."""
        if self.comparison is None or item.kind not in _MOVABLE:
            return None
        matches = self.comparison.tasks if item.kind is ItemKind.TASK else self.comparison.indicators
        return matches[item.source[0]] if item.source else Match.new()

    def compare_with(self, dossier: Dossier | None) -> None:
        """Reads the proposal as an amended version of a plan already in the file, or no longer (None).

        What that plan has word for word was accepted before and needs no second look.
        """
        self.comparison = compare(dossier, self.proposal) if dossier is not None and dossier.plan is not None else None
        known = {item.id for item in self.items if item.waits and self._is_known(item)}
        items = [replace(i, ticked=True, seen=True) if i.id in known else i for i in self.items]
        if known:
            self._remember("so với bản đã có", items)

    def _is_known(self, item: Item) -> bool:
        match = self.match(item)
        return match is not None and match.state is MatchState.SAME

    # --- acts ---

    def tick(self, item_ids: Iterable[int], *, on: bool) -> None:
        """Takes rows or leaves them out; either way somebody has decided."""
        wanted = set(item_ids)
        self._replace(
            "nhận" if on else "bỏ dấu",
            [replace(i, ticked=on, seen=True) if i.id in wanted else i for i in self.items],
            wanted,
        )

    def edit(self, item_id: int, texts: Mapping[str, str]) -> None:
        """Sets fields from typed text, and ticks the row. Raises BadValue; then nothing is changed."""
        item = self.item(item_id)
        new = item
        for name, text in texts.items():
            if text != item.text_of(name):
                new = new.with_text(name, text)
        if new != item:
            new = replace(new, record=_consistent(item, new), ticked=True, seen=True)
            self._swap("sửa", item, [new])

    def take(self, item_id: int, offer: Offer) -> int:
        """Takes a way out of a doubt; returns the row in which it is settled."""
        item = self.item(item_id)
        if offer.into is not None:
            self._join(f"lấy {offer.label}", self.item(offer.into), [item], keep_figures=True)
            return offer.into
        settled = replace(item, record=replace(item.record, **offer.fields), ticked=offer.tick, seen=True)
        kept = [i for i in self.items if i.id not in offer.drop]
        self._replace("quyết định", [settled if i.id == item_id else i for i in kept], {item_id})
        return item_id

    def merge(self, item_ids: Sequence[int]) -> int:
        """Makes rows of one kind one, the first in the text keeping its words; returns its id. Raises BadValue."""
        rows = [item for item in self.items if item.id in set(item_ids)]
        if len(rows) < 2 or len({row.kind for row in rows}) > 1:
            raise BadValue("Chỉ gộp được các mục cùng loại.", "Chọn hai mục cùng loại rồi gộp lại.")
        if rows[0].kind in (ItemKind.FACT, ItemKind.NOTE, ItemKind.MEND):
            raise BadValue("Mục này không gộp được.", "Sửa hoặc loại từng mục.")
        self._join("gộp", rows[0], rows[1:])
        return rows[0].id

    def seam(self, item_id: int) -> tuple[str, int] | None:
        """The words of a row that can be parted and the likeliest place; None when it cannot be."""
        text = splittable(self.item(item_id).record)
        return (text, likely_seam(text)) if text and len(text.split()) > 1 else None

    def split(self, item_id: int, place: int) -> tuple[int, int]:
        """Parts a row at a place in its words; returns both ids. Raises BadValue when nothing is left on one side."""
        item = self.item(item_id)
        issued = self.proposal.doc_date.year if self.proposal.doc_date else None
        try:
            head, tail = parted(item.record, place, issued)
        except ValueError as fault:
            raise BadValue("Một bên không còn chữ nào.", "Đặt con trỏ vào giữa câu rồi tách.") from fault
        first = replace(item, record=head, ticked=True, seen=True)
        keys = frozenset({unit_names().key(tail.name)}) if isinstance(tail, ProposedUnit) else frozenset[str]()
        # Work given to "A và B" is work of both.
        second = replace(first, id=self._new_id(), record=tail, source=(), keys=item.keys | keys)
        self._swap("tách", item, [first, second])
        return first.id, second.id

    def move(self, item_id: int, section: int | None) -> None:
        """Puts a task or an indicator under another section of the plan. Raises BadValue for other rows."""
        item = self.item(item_id)
        if item.kind not in _MOVABLE:
            raise BadValue("Chỉ chuyển được nhiệm vụ và chỉ tiêu sang mục khác.", "Chọn một nhiệm vụ hoặc chỉ tiêu.")
        record: Any = item.record
        if record.section != section:
            self._swap("chuyển mục", item, [replace(item, record=replace(record, section=section))])

    def discard(self, item_ids: Iterable[int]) -> None:
        """Drops rows; their source text stays. The facts of the plan itself can only be left unticked."""
        gone = {i for i in item_ids if self.has(i) and self.item(i).kind is not ItemKind.FACT}
        if not gone:
            raise BadValue("Không loại được thông tin của chính văn bản.", "Bỏ dấu mục này nếu không nhận.")
        self._replace("loại", [item for item in self.items if item.id not in gone], gone)

    # --- undo ---

    def undo(self) -> str | None:
        """Takes the last act back; returns its name."""
        return self._travel(self._past, self._undone)

    def redo(self) -> str | None:
        """Does again what was taken back last; returns its name."""
        return self._travel(self._undone, self._past)

    def _travel(self, origin: list[_Moment], goal: list[_Moment]) -> str | None:
        if not origin:
            return None
        moment = origin.pop()
        goal.append(_Moment(moment.name, self.items))
        self.items = moment.items
        return moment.name

    # --- accepting ---

    def accepted(self) -> Proposal:
        """The proposal with what is ticked, as it was edited; all its text, with the ticked mends made."""
        mend = _mending(i.record for i in self.items if i.ticked and isinstance(i.record, Mend))
        bearers = self._bearers()
        lists: dict[str, list[Any]] = {name: [] for name in _LISTS.values()}
        for item in self._taken():
            record: Any = mend(item.record)
            if isinstance(record, ProposedTask):
                lead = _borne(record.lead, bearers)
                record = replace(record, lead=lead, support=_borne(record.support, bearers, but=lead))
            lists[_LISTS[item.kind]].append(record)
        return replace(
            self.proposal,
            paragraphs=tuple(mend(p, p.id) for p in self.proposal.paragraphs),
            sections=tuple(mend(s) for s in self.proposal.sections),
            **{name: tuple(records) for name, records in lists.items()},
            **self._facts(),
        )

    def amendment(self) -> Amendment | None:
        """Which records of the amended plan the accepted tasks and indicators are; None for a new plan."""
        if self.comparison is None:
            return None
        ids: dict[ItemKind, list[str | None]] = {kind: [] for kind in _MOVABLE}
        matches: list[Match] = []
        rewritten: set[str] = set()
        for item in self._taken():
            match = self.match(item)
            if match is not None:
                ids[item.kind].append(match.record_id)
                matches.append(match)
                if match.record_id is not None and item.record not in self._first_records:
                    rewritten.add(match.record_id)
        aspects = gathered(matches) | dict.fromkeys(rewritten, frozenset(Aspect))
        return Amendment(self.comparison.plan_id, tuple(ids[ItemKind.TASK]), tuple(ids[ItemKind.INDICATOR]), aspects)

    def _taken(self) -> list[Item]:
        return [item for item in self.items if item.ticked and item.kind in _LISTS]

    def _facts(self) -> dict[str, Any]:
        """The facts of the paper as edited; what is not ticked is left empty, but a plan has a title."""
        values: dict[str, Any] = {}
        for item in self.items:
            if isinstance(item.record, PlanFact):
                for name in FACTS[item.record.name][1]:
                    values[name] = getattr(item.record, name) if item.ticked else None
        values["title"] = values.get("title") or self.proposal.title or self.proposal.source_name
        values["signer_authority"] = tuple((values.get("signer_authority") or "").splitlines())
        return values

    def _bearers(self) -> dict[str, tuple[str, ...]]:
        """Key of a name in the text -> the names of the accepted units it means; none for a unit that is left out."""
        bearers: dict[str, tuple[str, ...]] = dict.fromkeys(self._named, ())
        for item in self.items:
            if isinstance(item.record, ProposedUnit) and item.ticked:
                for key in {*item.keys, unit_names().key(item.record.name)}:
                    bearers[key] = (*bearers.get(key, ()), item.record.name)
        return bearers

    # --- inside ---

    def _join(self, name: str, first: Item, others: Sequence[Item], *, keep_figures: bool = False) -> None:
        record, keys, source = first.record, first.keys, first.source
        for other in others:
            record = record if keep_figures and not isinstance(record, ProposedUnit) else combined(record, other.record)
            keys |= other.keys
            source += other.source
        one = replace(first, record=record, keys=keys, source=source, ticked=True, seen=True)
        gone = {other.id for other in others}
        self._replace(name, [one if i.id == first.id else i for i in self.items if i.id not in gone], {first.id})

    def _swap(self, verb: str, item: Item, by: Sequence[Item]) -> None:
        place = self.items.index(item)
        self._replace(verb, [*self.items[:place], *by, *self.items[place + 1 :]], {item.id})

    def _replace(self, verb: str, items: Sequence[Item], about: set[int]) -> None:
        if tuple(items) == self.items:
            return
        kinds = {item.kind for item in self.items if item.id in about}
        what = KIND_WORDS[kinds.pop()].lower() if len(kinds) == 1 else "mục"
        count = f"{len(about)} " if len(about) > 1 else ""
        self._remember(f"{verb} {count}{what}", items)

    def _remember(self, name: str, items: Sequence[Item]) -> None:
        self._past.append(_Moment(name, self.items))
        self._undone.clear()
        self.items = tuple(items)

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id


def _consistent(old: Item, new: Item) -> Any:
    """The edited record with what follows from the edit: a day makes a deadline, an old name of a unit stays known."""
    record: Any = new.record
    if isinstance(record, ProposedTask) and isinstance(old.record, ProposedTask):
        if record.due_on != old.record.due_on and record.due_on is not None:
            return replace(record, due_kind="date")
        if record.months != old.record.months and record.months:
            return replace(record, due_kind="months", due_on=None)
    if isinstance(record, ProposedUnit) and record.name != old.title and old.title not in record.aliases:
        return replace(record, aliases=(*record.aliases, old.title))
    return record


def _mending(mends: Iterable[Any]) -> Callable[..., Any]:
    """A function that makes the corrections of its paragraph in a record; the paragraph may be given beside it."""
    by_paragraph: dict[int, list[Mend]] = {}
    for mend in mends:
        by_paragraph.setdefault(mend.paragraph, []).append(mend)

    def made(record: Any, paragraph: int | None = None) -> Any:
        place = record.paragraph if paragraph is None else paragraph
        for mend in by_paragraph.get(place, ()):
            record = in_texts(record, mend.before, mend.after)
        return record

    return made


def _borne(names: Sequence[str], bearers: Mapping[str, tuple[str, ...]], but: Sequence[str] = ()) -> tuple[str, ...]:
    """The units that names in the text mean; a name typed by hand means itself."""
    key = unit_names().key
    found = (unit for name in names for unit in bearers.get(key(name), (name,)))
    return tuple(unit for unit in dict.fromkeys(found) if unit not in but)
