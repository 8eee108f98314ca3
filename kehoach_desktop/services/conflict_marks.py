"""Where open conflicts are shown: by the record in whose row they stand, with both values in words. Decides nothing."""

from collections.abc import Mapping
from typing import Any

from kehoach_desktop.domain.conflicts import OpenConflict
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.fields import KIND_LABELS, field_label, show_value
from kehoach_desktop.domain.records import KINDS, Record
from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage.json_values import from_json

_NONE: Mapping[tuple[str, str], list["ConflictMark"]] = {}
# The lists of a dossier in which records of a kind stand.
_LISTS = {
    "task": "tasks", "unit": "units", "indicator": "indicators", "progress": "progress", "assignment": "assignments",
    "result": "results", "target": "targets", "submission": "submissions", "unit_alias": "aliases", "unit_member": "members",
    "section": "sections", "paragraph": "paragraphs", "plan": "plans",
}  # fmt: skip
_LONGEST = 160


@frozen
class ConflictMark:
    """One conflict: the record it is in, its field (None: whether the record stays), and what a tooltip says."""

    kind: str
    record: Record
    field: str | None
    words: str


def marks_of(dossier: Dossier) -> Mapping[tuple[str, str], list[ConflictMark]]:
    """(kind, id) of the record shown -> its conflicts and those of its parts; nearly always nothing at all."""
    if not dossier.conflicts:
        return _NONE
    from kehoach_desktop.services.merge_words import grouped

    records = {kind: {record.id: record for record in getattr(dossier, _LISTS[kind])} for kind in _LISTS}
    names = {i: _name(record) for rows in records.values() for i, record in rows.items()}
    found = []
    for conflict in dossier.conflicts:
        record = records.get(conflict.kind, {}).get(conflict.id)
        if record is not None:
            mark = ConflictMark(conflict.kind, record, conflict.field, _words(conflict, names))
            found.append((_shown_with(conflict.kind, record), mark))
    return {key: [mark for _, mark in own] for key, own in grouped(found, lambda pair: pair[0]).items()}


def _shown_with(kind: str, record: Record) -> tuple[str, str]:
    from kehoach_desktop.services.record_words import LINKS, OWNER_FIELDS  # here, for it loads the database library

    field = OWNER_FIELDS.get(kind)
    return (LINKS[field], getattr(record, field)) if field is not None else (kind, record.id)


def _name(record: Record) -> str:
    return getattr(record, "name", None) or getattr(record, "title", None) or getattr(record, "text", None) or ""


def _words(conflict: OpenConflict, names: Mapping[str, str]) -> str:
    """“Mâu thuẫn, thời hạn: 15/6/2026 (đang dùng) hoặc 30/6/2026. Chưa quyết định.”"""
    if conflict.field is None:
        return f"Mâu thuẫn: {KIND_LABELS[conflict.kind]} bị xóa ở một máy, còn dùng ở máy khác. Chưa quyết định."
    own = next((_value(conflict, value, names) for value in conflict.ours), "trống")
    others = " hoặc ".join(_value(conflict, value, names) for value in conflict.rivals)
    label = field_label(conflict.kind, conflict.field)
    return f"Mâu thuẫn, {label}: {own} (đang dùng) hoặc {others}. Chưa quyết định."


def _value(conflict: OpenConflict, raw: Any, names: Mapping[str, str]) -> str:
    from kehoach_desktop.services.record_words import LINKS

    field = conflict.field or ""
    if raw is None or raw in ("", []):
        return "trống"
    text = names.get(raw, "bản ghi khác") if field in LINKS else show_value(from_json(KINDS[conflict.kind], field, raw))
    text = " ".join(text.split())
    return f"“{text[:_LONGEST]}…”" if len(text) > _LONGEST else f"“{text}”" if " " in text else text
