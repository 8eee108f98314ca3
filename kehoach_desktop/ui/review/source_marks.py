"""The source text of a proposal as the review shows it: underlines, offered mends, what is current. Knows no widget."""

from collections.abc import Mapping, Sequence

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import Indicator, Office, Operator, Paragraph, Plan, Target, Task, Unit, UnitAlias
from kehoach_desktop.frozen import frozen
from kehoach_desktop.importing.proposal import Mend, ProposedIndicator, ProposedTask, ProposedUnit
from kehoach_desktop.services.review_items import Item
from kehoach_desktop.services.reviewing import Review
from kehoach_desktop.ui.tabs.plan.spans import Mark, PlanText


@frozen
class Underline:
    """A line under some of the words shown."""

    start: int
    end: int
    mark: Mark


@frozen
class Shown:
    """A paragraph with its marker, its offered mends written into it, and what is drawn over its words."""

    id: int
    kind: str
    text: str
    underlines: tuple[Underline, ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    added: tuple[tuple[int, int], ...] = ()
    waits: bool = False
    taken: bool = False


class SourceMarks:
    """What to draw for each paragraph of a review as it stands now; found words are taken over while no row says others."""

    def __init__(self, review: Review, before: "SourceMarks | None" = None) -> None:
        self._items: dict[int, list[Item]] = {}
        for item in review.items:
            if item.paragraph is not None:
                self._items.setdefault(item.paragraph, []).append(item)
        self._paragraphs = {p.id: p for p in review.proposal.paragraphs}
        self._typed = {m.paragraph: m.before for m in review.proposal.mends if m.kind == "encoding"}
        self._said = tuple(item.record for item in review.items)
        same = before is not None and before._said == self._said  # noqa: SLF001 - of the same class
        self._text = before._text if before is not None and same else PlanText(_dossier(review))  # noqa: SLF001
        self._records = {p.id: p for p in self._text.dossier.paragraphs}
        self._shown: dict[int, tuple[Shown, tuple[tuple[int, int], ...]]] = {}

    @property
    def mends(self) -> Sequence[Mend]:
        """What is written into the paragraphs beside their own words."""
        return [record for record in self._said if isinstance(record, Mend)]

    @property
    def order(self) -> Sequence[int]:
        """Paragraphs in the order of the text."""
        return tuple(self._paragraphs)

    def typed(self, paragraph: int) -> str | None:
        """The letters of an old font as they stand in the file, where the paragraph was converted."""
        return self._typed.get(paragraph)

    def items_of(self, paragraph: int) -> Sequence[Item]:
        """The rows that come from a paragraph."""
        return self._items.get(paragraph, ())

    def shown(self, paragraph: int) -> Shown:
        """How a paragraph is shown."""
        return self._known(paragraph)[0]

    def place_of(self, item: Item, paragraph: int) -> tuple[int, int] | None:
        """Where in the words shown a row is said; None where it is not there word for word."""
        text = self._paragraphs[paragraph].text
        for words in _words_of(item):
            start = text.lower().find(words.rstrip("….;, ").lower()) if words else -1
            if start >= 0:
                insertions = self._known(paragraph)[1]
                return _moved(start, insertions), _moved(start + len(words.rstrip("….;, ")), insertions)
        return None

    def _known(self, paragraph: int) -> tuple[Shown, tuple[tuple[int, int], ...]]:
        found = self._shown.get(paragraph)
        if found is None:
            found = self._shown[paragraph] = self._make(paragraph)
        return found

    def _make(self, paragraph: int) -> tuple[Shown, tuple[tuple[int, int], ...]]:
        """The paragraph, and (place in its text, letters put in before it) for everything that is not its own text."""
        source = self._paragraphs[paragraph]
        items = self.items_of(paragraph)
        lead = f"{source.marker} " if source.marker else ""
        insertions: list[tuple[int, int]] = [(0, len(lead))] if lead else []
        parts, struck, added, at = [lead], [], [], 0
        for start, mend in _places(source.text, [i.record for i in items if isinstance(i.record, Mend)]):
            if start < at:
                continue
            end = start + len(mend.before)
            parts += [source.text[at:end], f" {mend.after}"]
            struck.append((_moved(start, insertions), _moved(start, insertions) + len(mend.before)))
            insertions.append((end, len(mend.after) + 1))
            added.append((struck[-1][1] + 1, struck[-1][1] + 1 + len(mend.after)))
            at = end
        parts.append(source.text[at:])
        spans = self._text.spans(self._records[str(paragraph)])
        lines = tuple(Underline(_moved(s.start, insertions), _ended(s.end, insertions), s.mark) for s in spans)
        shown = Shown(
            paragraph, source.kind, "".join(parts), lines, tuple(struck), tuple(added),
            waits=any(item.waits for item in items), taken=bool(items) and any(item.ticked for item in items),
        )  # fmt: skip
        return shown, tuple(insertions)


def _places(text: str, mends: Sequence[Mend]) -> list[tuple[int, Mend]]:
    found = ((text.find(mend.before), mend) for mend in mends)
    return sorted(((start, mend) for start, mend in found if start >= 0), key=lambda pair: pair[0])


def _moved(place: int, insertions: Sequence[tuple[int, int]]) -> int:
    return place + sum(length for at, length in insertions if at <= place)


def _ended(place: int, insertions: Sequence[tuple[int, int]]) -> int:
    """The end of a span stays with its last letter."""
    return _moved(place - 1, insertions) + 1


def _words_of(item: Item) -> Sequence[str]:
    record = item.record
    match record:
        case ProposedIndicator():
            return record.text, record.name
        case ProposedTask():
            return record.title, record.text
        case ProposedUnit():
            return record.name, *record.aliases
        case Mend():
            return (record.before,)
        case _:
            return (getattr(record, "text", ""), getattr(record, "number", "") or "", getattr(record, "title", ""))


def _dossier(review: Review) -> Dossier:
    """The rows as records, so that the plan tab's own rules find their words in the text."""
    paragraphs = [
        Paragraph(id=str(p.id), plan_id="", position=p.id, kind=p.kind, marker=p.marker or None, text=p.text)
        for p in review.proposal.paragraphs
    ]
    tasks: list[Task] = []
    units: list[Unit] = []
    aliases: list[UnitAlias] = []
    indicators: list[Indicator] = []
    targets: list[Target] = []
    for item in review.items:
        key, place = str(item.id), str(item.paragraph)
        match item.record:
            case ProposedTask() as t:
                tasks.append(Task(id=key, plan_id="", paragraph_id=place, title=t.title, content=t.text,
                                  due_on=t.due_on, due_text=t.due_text))  # fmt: skip
            case ProposedUnit() as u:
                units.append(Unit(id=key, name=u.name))
                aliases += [UnitAlias(id=f"{key}.{n}", unit_id=key, name=name) for n, name in enumerate(u.aliases)]
            case ProposedIndicator() as i:
                indicators.append(Indicator(id=key, plan_id="", paragraph_id=place, name=i.name, measure=i.unit,
                                            operator=Operator(i.op)))  # fmt: skip
                targets.append(Target(id=key, indicator_id=key, value=i.value, value_max=i.value_max,
                                      text=i.target_text, paragraph_id=place))  # fmt: skip
            case _:
                pass
    return Dossier(
        office=Office(id="", name=""), plan=Plan(id="", title=""), paragraphs=tuple(paragraphs), tasks=tuple(tasks),
        units=tuple(units), aliases=tuple(aliases), indicators=tuple(indicators), targets=tuple(targets),
    )  # fmt: skip


def legend() -> Mapping[Mark, str]:
    """What the underlines mean, in the order of the pane's head."""
    return {Mark.TASK: "Nhiệm vụ", Mark.UNIT: "Đơn vị", Mark.DUE: "Thời hạn", Mark.TARGET: "Mức"}
