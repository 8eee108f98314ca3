"""`dataclass` for the modules loaded before the first window: what the standard one writes as source comes when first used.

A dataclass of the standard library compiles six functions; seventy of them are a third of a bare window's start. Here
`__init__` is compiled at the first call, the rest is shared. `fields`, `replace` and `asdict` work as ever.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, field, replace
from inspect import get_annotations
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, get_origin

__all__ = ["dataclass", "field", "replace"]

_FIELDS = "__dataclass_fields__"  # where the standard library looks
_FACTORY = object()


def _repr(self: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in _fields_of(type(self)).values() if f.repr)
    return f"{type(self).__qualname__}({shown})"


def _hash(self: Any) -> int:
    return hash(tuple([getattr(self, name) for name in _fields_of(type(self))]))


def _setattr(self: Any, name: str, value: object) -> None:  # noqa: ARG001 - the form of __setattr__
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: Any, name: str) -> None:  # noqa: ARG001 - the form of __delattr__
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, name) for name in _fields_of(type(self))]


def _setstate(self: Any, state: list[Any]) -> None:
    for name, value in zip(_fields_of(type(self)), state, strict=True):
        object.__setattr__(self, name, value)


def _fields_of(cls: type) -> dict[str, Field]:
    return getattr(cls, _FIELDS)


def _make_eq(names: tuple[str, ...]) -> Callable[[Any, Any], bool]:
    values = attrgetter(*names) if names else type

    def eq(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return eq


def _make_init(owner: type) -> Callable[..., None]:
    """Stands in for `__init__` until the first call, which puts the real one in its place."""

    def init(self: Any, *args: object, **facts: object) -> None:
        owner.__init__ = real = _compiled_init(owner)
        real(self, *args, **facts)

    return init


def _compiled_init(owner: type) -> Callable[..., None]:
    known: dict[str, Any] = {"_FACTORY": _FACTORY, "_set": object.__setattr__}
    takes, does, keyword_only = ["self"], [], False
    made = sorted(_fields_of(owner).values(), key=lambda f: bool(f.kw_only))
    for f in made:
        name, value = f.name, f.name
        if f.kw_only and not keyword_only:
            takes.append("*")
            keyword_only = True
        if f.default is not MISSING:
            known[f"_d_{name}"] = f.default
            takes.append(f"{name}=_d_{name}")
        elif f.default_factory is not MISSING:
            known[f"_f_{name}"] = f.default_factory
            takes.append(f"{name}=_FACTORY")
            value = f"_f_{name}() if {name} is _FACTORY else {name}"
        else:
            takes.append(name)
        does.append(f" _set(self, {name!r}, {value})")
    if hasattr(owner, "__post_init__"):
        does.append(" self.__post_init__()")
    exec(f"def __init__({', '.join(takes)}):\n" + ("\n".join(does) or " pass"), known)  # noqa: S102 - as the standard library
    known["__init__"].__qualname__ = f"{owner.__qualname__}.__init__"
    return known["__init__"]


def _collect(cls: type, *, kw_only: bool) -> dict[str, Field]:
    """The fields of the bases and then its own, as the standard library describes them."""
    found: dict[str, Field] = {}
    for base in reversed(cls.__mro__[1:]):
        found |= getattr(base, _FIELDS, {})
    for name, hint in get_annotations(cls).items():
        if hint is ClassVar or get_origin(hint) is ClassVar:
            continue
        default = cls.__dict__.get(name, MISSING)
        one = default if isinstance(default, Field) else field(default=default)
        one.name, one.type = name, hint
        one.kw_only = kw_only if one.kw_only is MISSING else one.kw_only
        one._field_type = dataclasses._FIELD  # noqa: SLF001 # pyright: ignore[reportAttributeAccessIssue]
        if isinstance(default, Field):
            if one.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, one.default)
        found[name] = one
    return found


def _slotted(cls: type, found: dict[str, Field]) -> type:
    """The class anew with a slot for each of its own fields."""
    taken = {name for base in cls.__mro__[1:] for name in getattr(base, "__slots__", ())}
    space = dict(cls.__dict__)
    space["__slots__"] = tuple(name for name in found if name not in taken)
    for name in (*found, "__dict__", "__weakref__"):
        space.pop(name, None)
    new = type(cls)(cls.__name__, cls.__bases__, space)
    new.__qualname__ = cls.__qualname__
    return new


def _dataclass(
    cls: type | None = None, /, *, eq: bool = True, frozen: bool = False, slots: bool = False, kw_only: bool = False
) -> Any:
    """As `dataclasses.dataclass`; equality compares all fields, there is no order and no `init=False`."""
    if cls is None:
        return lambda made: _dataclass(made, eq=eq, frozen=frozen, slots=slots, kw_only=kw_only)
    found = _collect(cls, kw_only=kw_only)
    if slots:
        cls = _slotted(cls, found)
    own = cls.__dict__
    names = tuple(found)
    given: dict[str, Any] = {
        _FIELDS: found, "__dataclass_params__": _Params(eq, frozen), "__init__": _make_init(cls), "__repr__": _repr,
        "__match_args__": tuple(f.name for f in found.values() if not f.kw_only),
    }  # fmt: skip
    if eq:
        given |= {"__eq__": _make_eq(names), "__hash__": _hash if frozen else None}
    if frozen:
        given |= {"__setattr__": _setattr, "__delattr__": _delattr}
        if slots:
            given |= {"__getstate__": _getstate, "__setstate__": _setstate}
    for name, value in given.items():
        if name not in own or (name == "__hash__" and own[name] is None):
            setattr(cls, name, value)
    return cls


class _Params:
    """What the standard library asks a base about when another dataclass is derived from it."""

    def __init__(self, eq: bool, frozen: bool) -> None:
        self.init = self.repr = True
        self.order = self.unsafe_hash = False
        self.eq, self.frozen = eq, frozen


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass
