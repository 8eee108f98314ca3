"""All records of a file as plain JSON values, for `kehoach show --json` and for people who check us; changes nothing."""

import dataclasses
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kehoach_desktop.domain.history import Change, Step
from kehoach_desktop.domain.periods import Window
from kehoach_desktop.domain.records import KINDS, Office, Record
from kehoach_desktop.services.offices import load
from kehoach_desktop.services.periods import windows
from kehoach_desktop.storage.office_file import OfficeFile

# Name of each list; a kind that is not here keeps its own name with an s.
_PLURALS = {"progress": "progress", "legal_basis": "legal_bases", "funding": "funding", "issued_paper": "papers"}


def plain(value: Any) -> Any:
    """A field as a JSON value: days ISO, whole figures as int and others as float, choices by their stored word."""
    match value:
        case StrEnum():
            return value.value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date() | datetime():
            return value.isoformat()
        case tuple():
            return [plain(part) for part in value]
        case _:
            return value


def plain_record(record: Record) -> dict[str, Any]:
    """One record as a JSON object."""
    return {f.name: plain(getattr(record, f.name)) for f in dataclasses.fields(record)}


def plain_window(window: Window) -> dict[str, Any]:
    """A period with its data window, deadline and warnings as a JSON object."""
    return {
        "id": window.period.id,
        "title": window.period.title,
        "data_from": plain(window.data_from),
        "data_to": plain(window.data_to),
        "due_on": plain(window.due_on),
        "warnings": [warning.message for warning in window.warnings],
    }


def plain_step(step: Step, changes: Iterable[Change]) -> dict[str, Any]:
    """A step of history with its edits as a JSON object."""
    return {
        "step": step.id,
        "name": step.name,
        "kind": step.kind.value,
        "at": step.at.isoformat(),
        "author": step.author,
        "changes": [
            {
                "id": str(change.id),
                "kind": change.kind.value,
                "record_kind": change.record_kind,
                "record_id": change.record_id,
                "field": change.field,
                "old": change.old,
                "new": change.new,
                "supersedes": [str(i) for i in change.supersedes],
            }
            for change in changes
        ],
    }


def show(office_file: OfficeFile) -> dict[str, Any]:
    """One object of lists, and the office."""
    with office_file.read() as records:
        lists = {kind: records.all(cls) for kind, cls in KINDS.items()}
        conflicts = records.conflicts()
    office = next(r for r in lists.pop("office") if isinstance(r, Office))
    shown: dict[str, Any] = {"office": plain_record(office)}
    for kind, rows in lists.items():
        shown[_PLURALS.get(kind, kind + "s")] = [plain_record(row) for row in rows]
    shown["periods"] = _periods(office_file)
    shown["conflicts"] = conflicts
    return shown


def _periods(office_file: OfficeFile) -> list[dict[str, Any]]:
    dossier = load(office_file)
    if dossier.plan is None:
        return []
    first = dossier.plan.first_year or office_file.clock.now().year
    last = min(dossier.plan.last_year or first, first + 10)
    return [plain_window(w) for year in range(first, last + 1) for w in windows(dossier, year)]
