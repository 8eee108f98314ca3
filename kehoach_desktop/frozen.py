"""`@frozen`: a frozen dataclass that is quick to define; knows no record of the house.

`@dataclass(frozen=True, slots=True)` compiles eight methods for every class as it is defined: with the 80 classes the
window needs that was a seventh of the time until it was painted. Here `__init__` is compiled for a class of which many
records are made, the other methods are closures, and what Python's own dataclass knows of the fields is asked for late.
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
def frozen(*, kw_only: bool = False, slots: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Any] | None = None, /, *, kw_only: bool = False, slots: bool = False) -> Any:
    """Makes a frozen record of a class whose annotations are all fields; to `fields`, `replace` and `match` it is a dataclass.

    `slots` makes the class a second time: for records of which a file holds many.
    """

    def finish(cls: type[T]) -> type[T]:
        of = _fields_of(cls, kw_only=kw_only)
        made = _with_slots(cls, of) if slots else cls
        setattr(made, "__dataclass_fields__", _LateFields(made, of))  # noqa: B010 - what `fields` and `replace` look for
        setattr(made, "__match_args__", tuple(f.name for f in of if not f.kw_only))  # noqa: B010 - the same, for `match`
        for name, method in _methods_of(made, of).items():
            if name not in vars(cls):
                setattr(made, name, method)
        return made

    return finish if cls is None else finish(cls)


def _fields_of(cls: type[Any], *, kw_only: bool) -> list[Field[Any]]:
    """The annotations as fields; their defaults stay on the class, those that are made anew do not."""
    of = []
    for name in vars(cls).get("__annotations__", {}):
        default = vars(cls).get(name, MISSING)
        if not isinstance(default, Field):
            own = field(default=default, kw_only=kw_only)
        else:
            own = default
            own.kw_only = kw_only if own.kw_only is MISSING else own.kw_only
            if own.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, own.default)
        own.name = name
        of.append(own)
    return of


def _with_slots(cls: type[T], of: list[Field[Any]]) -> type[T]:
    names = tuple(f.name for f in of)
    body = {name: value for name, value in vars(cls).items() if name not in {*names, "__dict__", "__weakref__"}}
    return type(cls)(cls.__name__, cls.__bases__, body | {"__slots__": names, "__qualname__": cls.__qualname__})


class _LateFields:
    """Has Python's dataclass look at the fields when somebody first wants to know them."""

    def __init__(self, cls: type[Any], of: list[Field[Any]]) -> None:
        self._body = {"__annotations__": cls.__annotations__, "__module__": cls.__module__, **{f.name: f for f in of}}
        self._body["__doc__"] = cls.__name__  # for want of one dataclass would load inspect and word a signature
        self._found: dict[str, Field[Any]] | None = None

    def __get__(self, record: object, cls: type[Any]) -> dict[str, Field[Any]]:
        if self._found is None:
            twin: Any = type(cls.__name__, (), self._body)
            dataclass(init=False, repr=False, eq=False, match_args=False)(twin)
            self._found = {f.name: f for f in fields(twin)}
        return self._found


def _methods_of(cls: type[Any], of: list[Field[Any]]) -> dict[str, Callable[..., Any]]:
    names = [f.name for f in of]
    values: Callable[[Any], object] = attrgetter(*names) if names else lambda _: ()

    made = 0

    def init(self: Any, *given: Any, **named: Any) -> None:
        nonlocal made
        made += 1
        if made > _FEW or not _fill(self, of, given, named):
            cls.__init__ = _written_init(cls, of)
            cls.__init__(self, *given, **named)

    def eq(self: Any, other: Any) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_(self: Any) -> int:
        return hash(values(self))

    return {"__init__": init, "__eq__": eq, "__hash__": hash_, **_SHARED}


def _fill(record: Any, of: list[Field[Any]], given: tuple[Any, ...], named: dict[str, Any]) -> bool:
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


def _written_init(cls: type[Any], of: list[Field[Any]]) -> Callable[..., None]:
    """Compiled, for it is called a hundred thousand times."""
    known: dict[str, Any] = {"_put": _put, "_MISSING": MISSING}
    plain, named, lines = ["self"], ["*"], ["pass"]
    for f in of:
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
