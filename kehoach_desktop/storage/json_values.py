"""Records as plain JSON values and back, as history, packages and merging keep them; knows no table."""

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_type_hints

from kehoach_desktop.domain.records import KINDS, Record

KIND_OF: dict[type[Record], str] = {cls: kind for kind, cls in KINDS.items()}


@cache
def field_names(cls: type[Record]) -> tuple[str, ...]:
    """The fields of a record, in order."""
    return tuple(field.name for field in fields(cls))


def to_json(value: Any) -> Any:
    """A field's value as JSON keeps it: days as ISO text, figures as their digits, choices by value."""
    match value:
        case StrEnum():
            return value.value
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


@cache
def _readers(cls: type[Record]) -> dict[str, Any]:
    readers: dict[str, Any] = {}
    for name, hint in get_type_hints(cls).items():
        kinds = [k for k in get_args(hint) if k is not type(None)] if isinstance(hint, UnionType) else [hint]
        plain = kinds[0]
        if plain in (date, datetime):
            readers[name] = plain.fromisoformat
        elif plain is Decimal or (isinstance(plain, type) and issubclass(plain, StrEnum)):
            readers[name] = plain
        elif plain not in (str, int, bool):
            readers[name] = tuple
    return readers


def from_json(cls: type[Record], field: str, value: Any) -> Any:
    """A field's value back from JSON."""
    reader = _readers(cls).get(field)
    return value if value is None or reader is None else reader(value)


def record_from_json(cls: type[Record], values: dict[str, Any]) -> Any:
    """A whole record back from JSON; fields that came later take their defaults."""
    known = {name: from_json(cls, name, values[name]) for name in field_names(cls) if name in values}
    return cls(**known)
