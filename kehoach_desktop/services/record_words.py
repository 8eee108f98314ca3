"""Records and values as history tells them: names in place of ids, Vietnamese labels, days and figures as people write them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kehoach_desktop.domain.fields import CHOICE_LABELS, KIND_LABELS, show_value
from kehoach_desktop.domain.paper import short_name
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import KINDS, Cycle, Record
from kehoach_desktop.domain.vietnamese import upper_first
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage.json_values import from_json, record_from_json
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.past import births_and_deaths

Ref = tuple[str, str]  # kind and id

# Fields that name another record, and of which kind.
LINKS: Mapping[str, str] = {
    "unit_id": "unit", "task_id": "task", "indicator_id": "indicator", "plan_id": "plan", "section_id": "section",
    "paragraph_id": "paragraph", "group_id": "unit", "parent_id": "section", "amends_id": "plan",
}  # fmt: skip
# Whose part a record is: the field that names the owner.
OWNER_FIELDS: Mapping[str, str] = {
    "progress": "task_id", "assignment": "task_id", "result": "indicator_id", "target": "indicator_id",
    "submission": "unit_id", "unit_alias": "unit_id", "unit_member": "group_id",
}  # fmt: skip
# Where the window shows a kind; kinds that are not here are shown nowhere by themselves.
_TABS: Mapping[str, str] = {
    "task": "tasks", "unit": "units", "indicator": "indicators", "paragraph": "plan", "issued_paper": "reports",
    "plan": "plan", "legal_basis": "plan", "funding": "plan",
}  # fmt: skip
_LONGEST = 90


@frozen
class RecordName:
    """A record as people call it. `tab`, `goal` and `plan_id` say where it is seen; no tab when it is gone."""

    kind: str
    record_id: str
    label: str
    words: str
    exists: bool = True
    tab: str | None = None
    goal: str | None = None
    plan_id: str | None = None

    @property
    def whole(self) -> str:
        return f"{self.label}: {self.words}" if self.words else self.label


class Names:
    """The names of some records, those that are gone too; read in a few statements when it is made.

    `fresh` are records by id that are not in the file yet (a merge would bring them).
    """

    def __init__(
        self, office_file: OfficeFile, refs: Iterable[Ref], *, fresh: Mapping[str, Record] | None = None
    ) -> None:
        self._fresh = fresh or {}
        self._live: dict[str, Record] = {}
        self._gone: dict[str, Record] = {}
        wanted = set(refs)
        while wanted:  # twice: the records, then their owners and what they link to
            self._read(office_file, wanted)
            known = self._live.keys() | self._gone.keys()
            linked = {ref for _, record_id in wanted for ref in self._owners(record_id)}
            known |= self._fresh.keys()
            wanted = {ref for ref in linked if ref[1] not in known}

    def _read(self, office_file: OfficeFile, refs: set[Ref]) -> None:
        by_kind: dict[str, list[str]] = {}
        for kind, record_id in refs:
            if kind in KINDS:
                by_kind.setdefault(kind, []).append(record_id)
        with office_file.read() as records:
            for kind, ids in by_kind.items():
                self._live.update({record.id: record for record in records.some(KINDS[kind], ids)})
        missing = [
            record_id
            for ids in by_kind.values()
            for record_id in ids
            if record_id not in self._live and record_id not in self._fresh
        ]
        for record_id, change in births_and_deaths(office_file, missing).items():
            values = change.old if change.old is not None else change.new
            self._gone[record_id] = record_from_json(KINDS[change.record_kind], values)

    def _owners(self, record_id: str) -> Iterable[Ref]:
        record = self._record(record_id)
        if record is None:
            return
        for field in ("task_id", "indicator_id", "unit_id", "group_id"):
            linked = getattr(record, field, None)
            if linked:
                yield LINKS[field], linked

    def _record(self, record_id: str | None) -> Record | None:
        wanted = record_id or ""
        return self._live.get(wanted) or self._gone.get(wanted) or self._fresh.get(wanted)

    def name(self, kind: str, record_id: str) -> RecordName:
        """How a record is called and where it is shown."""
        record = self._record(record_id)
        if record is None:
            return RecordName(kind, record_id, upper_first(KIND_LABELS.get(kind, kind)), "", exists=False)
        label, words = _described(kind, record, self.short)
        owner_kind, owner_id = self._shown_with(kind, record)
        exists, shown = record_id in self._live, owner_id in self._live
        tab = _TABS.get(owner_kind) if shown else None
        if tab is None:
            return RecordName(kind, record_id, label, _cut(words), exists)
        owner = self._live[owner_id]
        goal = getattr(owner, "paragraph_id", None) if kind in ("legal_basis", "funding") else owner_id
        plan_id = owner_id if owner_kind == "plan" else getattr(owner, "plan_id", None)
        return RecordName(kind, record_id, label, _cut(words), exists, tab, goal, plan_id)

    def _shown_with(self, kind: str, record: Record) -> Ref:
        """The record in whose row it is seen: itself, or its owner."""
        field = OWNER_FIELDS.get(kind)
        if field is not None:
            return LINKS[field], getattr(record, field)
        return kind, record.id

    def short(self, record_id: str | None) -> str:
        """The few words by which a sentence names a record: a number with a name, or a name."""
        record = self._record(record_id)
        if record is None:
            return ""
        number = (getattr(record, "number", None) or "").rstrip(".)")
        text = next((v for v in (getattr(record, n, None) for n in ("name", "title", "text")) if v), "")
        return _cut(f"{number} {text}".strip() if number else text)

    def value(self, kind: str, field: str, raw: Any) -> str:
        """A value as history keeps it, in words; "" for none."""
        if raw is None or raw in ("", []):
            return ""
        if field in LINKS:
            return self.short(raw) or "bản ghi không còn"
        if field == "period":
            return _period(raw)
        if field == "form":
            return _form(raw)
        return show_value(from_json(KINDS[kind], field, raw))


def linked_refs(field: str | None, *values: Any) -> Iterable[Ref]:
    """The records that values of a field name."""
    kind = LINKS.get(field or "")
    if kind is not None:
        yield from ((kind, value) for value in values if isinstance(value, str))


# --- how each kind is called ---


def _described(kind: str, record: Record, short: Callable[[str | None], str]) -> tuple[str, str]:
    """Label and words of a record: "Nhiệm vụ 2.2" and its title."""

    def get(name: str) -> Any:
        return getattr(record, name, None)

    plain = upper_first(KIND_LABELS.get(kind, kind))
    number = (get("number") or "").rstrip(".)")
    match kind:
        case "task" | "section":
            return f"{plain} {number}".strip(), get("title") or ""
        case "plan":
            return (f"Kế hoạch {number}/{get('symbol') or 'KH-UBND'}" if number else plain), get("title") or ""
        case "progress":
            return f"Kết quả {_period(get('period'))} của nhiệm vụ", _with_unit(
                short(get("task_id")), short(get("unit_id"))
            )
        case "assignment":
            role = show_value(get("role")).lower()
            return f"Phân công {role}", f"{short(get('unit_id'))}, nhiệm vụ {short(get('task_id'))}"
        case "result":
            words = _with_unit(short(get("indicator_id")), short(get("unit_id")))
            return f"Kết quả {_period(get('period'))} của chỉ tiêu", words
        case "target":
            year = f"năm {get('year')} " if get("year") else ""
            return f"Mức {year}của chỉ tiêu", short(get("indicator_id"))
        case "submission":
            return f"Báo cáo {_period(get('period'))} của đơn vị", short(get("unit_id"))
        case "unit_member":
            return plain, f"{short(get('unit_id'))} thuộc {short(get('group_id'))}"
        case "unit_alias":
            return plain, f"“{get('name')}” của {short(get('unit_id'))}"
        case "paragraph":
            return f"Đoạn {get('position') + 1}", get("text") or ""
        case "report_cycle":
            return plain, CHOICE_LABELS[Cycle][get("cycle")]
        case "office":
            return plain, short_name(record)  # pyright: ignore[reportArgumentType] - the kind says so
        case "form_layout" | "narrative":
            return plain, _form(get("form"))
        case _:
            return plain, get("name") or get("title") or get("text") or ""


def _with_unit(words: str, unit: str) -> str:
    return f"{words}, {unit}" if unit else words


def _period(period_id: Any) -> str:
    try:
        return Period.parse(str(period_id)).phrase
    except BadValue:
        return str(period_id)


def _form(form_id: Any) -> str:
    from kehoach_desktop.services.exporting import forms

    return next((form.title for form in forms() if form.id == form_id), str(form_id))


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + "…"
