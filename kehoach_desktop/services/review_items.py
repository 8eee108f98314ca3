"""One thing a plan seems to say, as a row of the import review: its kind, its fields to edit, how it reads. Decides nothing."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from kehoach_desktop.domain.fields import CHOICE_LABELS, field_label, field_types, parse_field, show_value
from kehoach_desktop.domain.indicators import target_text
from kehoach_desktop.domain.records import Cycle, Operator, Target
from kehoach_desktop.domain.vietnamese import format_date, format_day, join_names, nfc, upper_first
from kehoach_desktop.frozen import frozen
from kehoach_desktop.importing.proposal import (
    Mend,
    ProposedDeadline,
    ProposedFunding,
    ProposedIndicator,
    ProposedLegalBasis,
    ProposedRecipient,
    ProposedTask,
    ProposedUnit,
)


class ItemKind(StrEnum):
    """What a row is about."""

    INDICATOR = "indicator"
    TASK = "task"
    UNIT = "unit"
    DEADLINE = "deadline"
    BASIS = "basis"
    RECIPIENT = "recipient"
    FUNDING = "funding"
    FACT = "fact"
    NOTE = "note"
    MEND = "mend"


@frozen
class PlanFact:
    """A fact of the paper itself; `name` says which of the fields it is about (FACTS), the others stay empty."""

    name: str
    title: str = ""
    doc_number: str | None = None
    doc_symbol: str | None = None
    doc_date: date | None = None
    place: str | None = None
    signer_authority: str | None = None
    signer_position: str | None = None
    signer_name: str | None = None
    paragraph: int | None = None


@frozen
class Note:
    """A doubt about the whole plan, with nothing to record."""

    text: str
    paragraph: int | None = None


Proposed = (
    ProposedIndicator | ProposedTask | ProposedUnit | ProposedDeadline | ProposedLegalBasis | ProposedRecipient
    | ProposedFunding | PlanFact | Note | Mend
)  # fmt: skip

# Facts of the paper: name, words on screen, the fields of the proposal they hold.
FACTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "title": ("Tên kế hoạch", ("title",)),
    "number": ("Số, ký hiệu", ("doc_number", "doc_symbol")),
    "issued": ("Ngày ban hành", ("doc_date",)),
    "place": ("Địa danh", ("place",)),
    "signer": ("Người ký", ("signer_authority", "signer_position", "signer_name")),
}

KIND_WORDS: Mapping[ItemKind, str] = {
    ItemKind.INDICATOR: "Chỉ tiêu", ItemKind.TASK: "Nhiệm vụ", ItemKind.UNIT: "Đơn vị",
    ItemKind.DEADLINE: "Báo cáo định kỳ", ItemKind.BASIS: "Căn cứ", ItemKind.RECIPIENT: "Nơi nhận",
    ItemKind.FUNDING: "Kinh phí", ItemKind.FACT: "Văn bản", ItemKind.NOTE: "Cả kế hoạch", ItemKind.MEND: "Sửa chữ",
}  # fmt: skip


@frozen
class Group:
    """A band of rows: kinds that are looked over together."""

    key: str
    title: str
    kinds: tuple[ItemKind, ...]


GROUPS: tuple[Group, ...] = (
    Group("indicators", "Chỉ tiêu", (ItemKind.INDICATOR,)),
    Group("tasks", "Nhiệm vụ", (ItemKind.TASK,)),
    Group("units", "Đơn vị và nhóm", (ItemKind.UNIT,)),
    Group("deadlines", "Thời hạn, chế độ báo cáo", (ItemKind.DEADLINE,)),
    Group("papers", "Căn cứ, nơi nhận, người ký",
          (ItemKind.FACT, ItemKind.BASIS, ItemKind.FUNDING, ItemKind.RECIPIENT, ItemKind.NOTE)),
    Group("mends", "Sửa lỗi chữ", (ItemKind.MEND,)),
)  # fmt: skip
# Kinds that are no record of their own: they are ticked, but not counted among what is accepted.
UNCOUNTED = (ItemKind.NOTE, ItemKind.MEND)


@frozen
class Field:
    """An editable field of a row. `like` is the record field whose rules and words it shares; `names` is a list of units."""

    name: str
    label: str
    like: tuple[str, str] | None = None
    names: bool = False
    long: bool = False

    @property
    def choices(self) -> Mapping[str, str] | None:
        """Value -> words of a field with a fixed list."""
        plain = field_types(self.like[0])[self.like[1]][0] if self.like else str
        if plain is bool:
            return {"False": "không", "True": "có"}
        return CHOICE_LABELS[plain] if issubclass(plain, StrEnum) else None


def _like(name: str, kind: str, field: str, label: str = "", *, long: bool = False) -> Field:
    words = label or field_label(kind, field)
    return Field(name, upper_first(words), (kind, field), long=long)


FIELDS: Mapping[ItemKind, tuple[Field, ...]] = {
    ItemKind.INDICATOR: (
        _like("name", "indicator", "name", "Tên chỉ tiêu", long=True), _like("op", "indicator", "operator"),
        _like("value", "target", "value", "Mức"), _like("value_max", "target", "value_max", "Đến"),
        _like("unit", "indicator", "measure"), _like("year", "target", "year"),
        _like("target_text", "target", "text", "Mức bằng chữ"),
    ),
    ItemKind.TASK: (
        _like("title", "task", "title", long=True), Field("lead", "Chủ trì", names=True),
        Field("support", "Phối hợp", names=True), _like("due_kind", "task", "due_kind"),
        _like("due_on", "task", "due_on"), _like("months", "task", "months"), _like("due_text", "task", "due_text"),
        _like("product", "task", "product"),
    ),
    ItemKind.UNIT: (
        _like("name", "unit", "name", "Tên đơn vị", long=True), _like("kind_of_duty", "unit", "duty_kind"),
        _like("is_group", "unit", "is_group"), Field("aliases", "Cách viết khác", names=True),
    ),
    ItemKind.DEADLINE: (
        _like("cycle", "report_cycle", "cycle"), _like("day", "report_cycle", "day"),
        _like("month", "report_cycle", "month"),
    ),
    ItemKind.BASIS: (
        _like("number", "legal_basis", "number"), _like("date", "legal_basis", "issued_on"),
        _like("issuer", "legal_basis", "issuer", "Cơ quan ban hành"),
    ),
    ItemKind.RECIPIENT: (_like("text", "recipient", "name", "Nơi nhận", long=True),),
    ItemKind.FUNDING: (_like("text", "funding", "text", long=True),),
    ItemKind.MEND: (_like("after", "recipient", "name", "Sửa thành", long=True),),
    ItemKind.NOTE: (),
    ItemKind.FACT: (
        _like("title", "plan", "title", "Tên kế hoạch", long=True), _like("doc_number", "plan", "number"),
        _like("doc_symbol", "plan", "symbol"), _like("doc_date", "plan", "issued_on"),
        _like("place", "plan", "place", long=True), _like("signer_authority", "plan", "signer_authority"),
        _like("signer_position", "plan", "signer_title"), _like("signer_name", "plan", "signer_name"),
    ),
}  # fmt: skip


@frozen
class Item:
    """A row. `seen` says that a person has decided about it; `source` are its places in the proposal's list of its kind.

    `keys` of a unit are those of every spelling in the text that means this unit.
    """

    id: int
    kind: ItemKind
    record: Proposed
    ticked: bool = True
    seen: bool = False
    doubts: tuple[str, ...] = ()
    source: tuple[int, ...] = ()
    keys: frozenset[str] = frozenset()

    @property
    def paragraph(self) -> int | None:
        """The source paragraph, None where the text does not say it."""
        return self.record.paragraph

    @property
    def waits(self) -> bool:
        """Whether somebody should still look at it."""
        return bool(self.doubts) and not self.seen

    @property
    def counted(self) -> bool:
        """Whether it becomes a record when it is accepted."""
        return self.kind not in UNCOUNTED

    @property
    def fields(self) -> tuple[Field, ...]:
        """What can be edited."""
        if isinstance(self.record, PlanFact):
            names = FACTS[self.record.name][1]
            return tuple(field for field in FIELDS[self.kind] if field.name in names)
        return FIELDS[self.kind]

    @property
    def words(self) -> str:
        """What the row is about, before its title."""
        return FACTS[self.record.name][0] if isinstance(self.record, PlanFact) else KIND_WORDS[self.kind]

    @property
    def title(self) -> str:
        return title_of(self.record)

    @property
    def detail(self) -> str:
        return detail_of(self.record)

    def text_of(self, name: str) -> str:
        """A field as a person edits it."""
        field = self._field(name)
        value = getattr(self.record, name)
        if field.names:
            return "; ".join(value)
        if field.choices:
            return field.choices[str(value)]
        return show_value(value)

    def with_text(self, name: str, text: str) -> "Item":
        """The row with a field as typed. Raises BadValue."""
        field = self._field(name)
        if field.names:
            value: Any = tuple(part for part in (nfc(p).strip() for p in text.split(";")) if part)
        else:
            assert field.like is not None  # noqa: S101 - a field is a list of names or like a record's field
            value = parse_field(*field.like, text)
        return replace(self, record=replace(self.record, **{name: _plain(value)}))

    def _field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


def _plain(value: Any) -> Any:
    """The proposal keeps the plain values of choices."""
    return value.value if isinstance(value, StrEnum) else value


def in_texts(record: Proposed, before: str, after: str) -> Proposed:
    """The record with words replaced in all its texts."""
    changed: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, str) and before in value:
            changed[field.name] = value.replace(before, after)
        elif isinstance(value, tuple) and any(isinstance(part, str) and before in part for part in value):
            changed[field.name] = tuple(part.replace(before, after) for part in value)
    return replace(record, **changed) if changed else record


def target_words(item: ProposedIndicator) -> str:
    """The comparison, the figure and its measure: từ 95,5% trở lên."""
    target = Target(
        id="", indicator_id="", year=item.year, value=item.value, value_max=item.value_max, text=item.target_text
    )
    return target_text(target, Operator(item.op), item.unit)


def title_of(record: Proposed) -> str:
    """The one line of a row."""
    match record:
        case ProposedIndicator() | ProposedUnit():
            return record.name
        case ProposedTask():
            return record.title
        case ProposedDeadline():
            label = CHOICE_LABELS[Cycle][record.cycle]
            day = format_day(record.day, record.month) if record.day and record.month else f"{record.day or ''}"
            return f"{label}, trước ngày {day}" if day else label
        case ProposedLegalBasis():
            return f"{record.number} ngày {format_date(record.date)}" if record.date else record.number
        case Mend():
            return f"“{record.before}” thành “{record.after}”"
        case PlanFact():
            names = FACTS[record.name][1]
            shown = [show_value(getattr(record, name)).replace("\n", " ") for name in names]
            mark = "/" if record.name == "number" else ", "
            return mark.join(part for part in shown if part) or "trống"
        case _:
            return record.text


def detail_of(record: Proposed) -> str:
    """The second line of a row; empty where there is nothing more to say."""
    match record:
        case ProposedIndicator():
            year = f"năm {record.year}" if record.year else "mọi năm"
            return " · ".join(part for part in (target_words(record), year) if part)
        case ProposedTask():
            lead = f"Chủ trì: {join_names(record.lead) or 'trống'}"
            due = format_date(record.due_on) if record.due_kind == "date" else record.due_text
            return " · ".join(part for part in (lead, f"Thời hạn: {due}" if due else "") if part)
        case ProposedUnit():
            duty = "đề nghị" if record.kind_of_duty == "de_nghi" else "giao"
            others = ", ".join(f"“{name}”" for name in record.aliases)
            parts = (duty, "nhóm" if record.is_group else "", f"cách viết khác: {others}" if others else "")
            return " · ".join(part for part in parts if part)
        case ProposedDeadline():
            return record.text
        case ProposedLegalBasis():
            return record.issuer or ""
        case _:
            return ""
