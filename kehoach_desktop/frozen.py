"""`@frozen`: a frozen dataclass with slots that is quick to define; knows no record of the house.

`@dataclass(frozen=True, slots=True)` compiles eight methods for every class as it is defined: with the 75 classes the
window needs that was a seventh of the time until it was painted. Here `__init__` is compiled for a class of which many
records are made, and the other methods are closures.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")

_FEW = 20  # so many records of a class are filled one by one; compiling its __init__ takes as long
_put = object.__setattr__


@overload
def frozen(cls: type[T], /) -> type[T]: ...
@overload
def frozen(*, kw_only: bool = False, slots: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Any] | None = None, /, *, kw_only: bool = False, slots: bool = True) -> Any:
    """Makes a frozen record of a class of annotated fields; to `fields`, `replace`, `asdict` and `match` it is a dataclass.

    `slots=False` leaves it a place for `cached_property`.
    """

    def finish(cls: type[T]) -> type[T]:
        cls.__doc__ = cls.__doc__ or cls.__name__  # for want of one dataclass would load inspect and word a signature
        made = dataclass(init=False, repr=False, eq=False, kw_only=kw_only, slots=slots)(cls)
        for name, method in _methods_of(made).items():
            if name not in vars(cls):
                setattr(made, name, method)
        return made

    return finish if cls is None else finish(cls)


def _methods_of(cls: type[Any]) -> dict[str, Callable[..., Any]]:
    names = [f.name for f in fields(cls)]
    values: Callable[[Any], object] = attrgetter(*names) if names else lambda _: ()

    made = 0

    def init(self: Any, *given: Any, **named: Any) -> None:
        nonlocal made
        made += 1
        if made > _FEW or not _fill(self, fields(cls), given, named):
            cls.__init__ = _written_init(cls)
            cls.__init__(self, *given, **named)

    def eq(self: Any, other: Any) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_(self: Any) -> int:
        return hash(values(self))

    return {"__init__": init, "__eq__": eq, "__hash__": hash_, **_SHARED}


def _fill(record: Any, of: tuple[Field[Any], ...], given: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """What the written __init__ would do; False, with nothing set, where the values do not fit: that one says why."""
    in_order = [f.name for f in of if not f.kw_only]
    values = dict(zip(in_order, given, strict=False))
    if len(given) > len(in_order) or values.keys() & named.keys():
        return False
    values.update(named)
    for f in of:
        if f.name in values:
            continue
        if f.default is not MISSING:
            values[f.name] = f.default
        elif f.default_factory is not MISSING:
            values[f.name] = f.default_factory()
        else:
            return False
    if len(values) > len(of):
        return False
    for f in of:
        _put(record, f.name, values[f.name])
    if hasattr(record, "__post_init__"):
        record.__post_init__()
    return True


def _written_init(cls: type[Any]) -> Callable[..., None]:
    """Compiled, for it is called a hundred thousand times."""
    known: dict[str, Any] = {"_put": _put, "_MISSING": MISSING}
    plain, named, lines = ["self"], ["*"], ["pass"]
    for f in fields(cls):
        default = ""
        if f.default_factory is not MISSING:
            known[f"_make_{f.name}"], default = f.default_factory, "=_MISSING"
            lines.append(f"if {f.name} is _MISSING: {f.name} = _make_{f.name}()")
        elif f.default is not MISSING:
            known[f"_default_{f.name}"], default = f.default, f"=_default_{f.name}"
        (named if f.kw_only else plain).append(f.name + default)
        lines.append(f"_put(self, {f.name!r}, {f.name})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    head = ", ".join(plain + named if len(named) > 1 else plain)
    exec(f"def __init__({head}):\n " + "\n ".join(lines), known)  # noqa: S102 - names of a class's own fields
    return known["__init__"]


def _repr(self: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr)
    return f"{type(self).__qualname__}({shown})"


def _refuse_set(self: object, name: str, value: object) -> None:  # noqa: ARG001 - the shape Python calls it with
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: object, name: str) -> None:  # noqa: ARG001 - the shape Python calls it with
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, f.name) for f in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    """Of a copy, or of what came from another process; object's own way sets fields one by one and would be refused."""
    for f, value in zip(fields(self), state, strict=True):
        _put(self, f.name, value)


_SHARED: dict[str, Callable[..., Any]] = {
    "__repr__": _repr,
    "__setattr__": _refuse_set,
    "__delattr__": _refuse_delete,
    "__getstate__": _get_state,
    "__setstate__": _set_state,
}
