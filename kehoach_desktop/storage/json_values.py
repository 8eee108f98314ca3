"""Records as plain JSON values and back, as history, packages and merging keep them; knows no table."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, TypeVar, get_args, get_type_hints

from kehoach_desktop.domain.records import KINDS, Record

R = TypeVar("R", bound=Record)
KIND_OF: dict[type[Record], str] = {cls: kind for kind, cls in KINDS.items()}

# type -> (to JSON, back); texts, whole numbers and yes/no are JSON already
_CONVERTERS: dict[type, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    date: (date.isoformat, date.fromisoformat),
    datetime: (datetime.isoformat, datetime.fromisoformat),
    Decimal: (str, Decimal),
    tuple: (list, tuple),
}


@cache
def field_names(cls: type[Record]) -> tuple[str, ...]:
    """The fields of a record, in order."""
    return tuple(field.name for field in fields(cls))


@cache
def _converters(cls: type[Record]) -> dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]:
    """The fields that are not JSON as they are."""
    found = {}
    for name, hint in get_type_hints(cls).items():
        plain = next(k for k in get_args(hint) if k is not type(None)) if isinstance(hint, UnionType) else hint
        plain = getattr(plain, "__origin__", plain)
        if issubclass(plain, StrEnum):
            found[name] = (attrgetter("value"), plain)
        elif plain in _CONVERTERS:
            found[name] = _CONVERTERS[plain]
    return found


def to_json(cls: type[Record], field: str, value: Any) -> Any:
    """A field's value as JSON keeps it: days as ISO text, figures as their digits, choices by value."""
    converter = _converters(cls).get(field)
    return value if value is None or converter is None else converter[0](value)


def from_json(cls: type[Record], field: str, value: Any) -> Any:
    """A field's value back from JSON."""
    converter = _converters(cls).get(field)
    return value if value is None or converter is None else converter[1](value)


def record_to_json(record: Record) -> dict[str, Any]:
    """A whole record as JSON keeps it."""
    cls = type(record)
    names = field_names(cls)
    values = dict(zip(names, attrgetter(*names)(record), strict=True))
    for name, (write, _) in _converters(cls).items():
        value = values[name]
        if value is not None:
            values[name] = write(value)
    return values


def record_from_json(cls: type[R], values: dict[str, Any]) -> R:
    """A whole record back from JSON; fields that came with a later version take their defaults."""
    return cls(**{name: from_json(cls, name, values[name]) for name in field_names(cls) if name in values})


def check_json(cls: type[Record], field: str, value: Any) -> None:
    """Whether a JSON value from outside can be this field's; raises ValueError or TypeError. An unknown field passes."""
    known = _expected(cls).get(field)
    if known is None:
        return
    plain, is_optional = known
    if type(value) is plain:  # a text, a whole number, yes or no: nearly every field
        return
    if value is None:
        if not is_optional:
            raise ValueError(field)
        return
    if plain in (str, int, bool):
        raise TypeError(field)
    made = from_json(cls, field, value)
    if (isinstance(made, tuple) and not all(type(part) is int for part in made)) or (
        isinstance(made, Decimal) and not made.is_finite()
    ):
        raise ValueError(field)


@cache
def _expected(cls: type[Record]) -> dict[str, tuple[type, bool]]:
    """Field -> (type, may be absent)."""
    found = {}
    for name, hint in get_type_hints(cls).items():
        inner = [k for k in get_args(hint) if k is not type(None)] if isinstance(hint, UnionType) else [hint]
        found[name] = (getattr(inner[0], "__origin__", inner[0]), isinstance(hint, UnionType))
    return found
