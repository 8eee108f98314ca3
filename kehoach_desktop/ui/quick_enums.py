"""Builds Qt's enums as Python's enum module does, in a fifth of the time; knows nothing of the program.

PySide makes the enums of a class when the class is first used, by Python's functional way `Enum(name, members)`: two
hundred enums of three thousand members before the window is painted, a seventh of that time. Here the housekeeping of a
class is copied from an empty enum that Python made, and the members are put in without what Python must ask of a class
somebody wrote. All else than names with whole numbers goes Python's way.
"""

import enum
import gc
import sys
from collections.abc import Iterable
from functools import cache
from typing import Any

_PLAIN = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_TESTED = (3, 11)  # the version that ships: members are kept a little differently in each

_EnumType: Any = enum.EnumType
_as_python = _EnumType._create_


def build_quickly() -> None:
    """From now on, for all enums made by call; call once, before the first import of PySide6."""
    if sys.version_info[:2] == _TESTED and _EnumType._create_ is _as_python:
        _EnumType._create_ = _create


def _create(base: Any, name: str, names: Any, *, module: str | None = None, boundary: Any = None, **how: Any) -> Any:
    if base not in _PLAIN or module is not None or not _is_plain(base, names):
        return _as_python(base, name, names, module=module, boundary=boundary, **how)
    made = type.__new__(enum.EnumType, name, (base,), _empty(base, boundary))
    _put_in(made, names)
    return made


def _is_plain(base: Any, names: Any) -> bool:
    if not isinstance(names, list) or set(map(type, names)) - {tuple}:
        return False
    words, values = zip(*names, strict=True) if names else ((), ())
    is_private = any(word.startswith("_") for word in words)
    return set(map(type, values)) <= {int} and _taken(base).isdisjoint(words) and not is_private


@cache
def _taken(base: Any) -> frozenset[str]:
    return frozenset(name for kind in base.__mro__ for name in vars(kind)) | {"mro"}


@cache
def _model(base: Any, boundary: Any) -> dict[str, Any]:
    model = vars(_as_python(base, "Model", (), module=__name__, boundary=boundary))
    return {name: value for name, value in model.items() if name not in {"__dict__", "__weakref__"}}


def _empty(base: Any, boundary: Any) -> dict[str, Any]:
    model = _model(base, boundary)
    return {name: value.copy() if isinstance(value, list | dict) else value for name, value in model.items()}


def _put_in(made: Any, members: Iterable[tuple[str, int]]) -> None:
    by_name, by_value, order = made._member_map_, made._value2member_map_, made._member_names_
    is_flag, new, takes_value = issubclass(made, enum.Flag), made._new_member_, made._use_args_
    mask = bits = 0
    for name, value in members:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = new(made, value) if takes_value else new(made)
            member._value_, member._name_, member.__objclass__, member._sort_order_ = value, name, made, len(order)
            if not is_flag:
                order.append(name)
            else:
                mask |= value
                if value != 0 and value & (value - 1) == 0:
                    order.append(name)
                    bits |= value
        by_name[name] = member
    # All names at once: nobody has asked the new class for one yet, and put in one by one each costs more than its member.
    gc.get_referents(made.__dict__)[0].update(by_name)
    type.__setattr__(made, "_member_map_", by_name)  # as it was; so the class knows that it has changed
    if is_flag:
        made._flag_mask_, made._singles_mask_, made._all_bits_ = mask, bits, 2 ** mask.bit_length() - 1
        values = [member._value_ for member in made]
        if values != sorted(values):
            made._iter_member_ = made._iter_member_by_def_
