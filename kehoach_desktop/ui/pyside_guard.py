"""Keeps four habits of PySide6 from harming the program; knows nothing of the program itself.

The first is a fault of 6.12.0: drop `keep_true_alive` when that release is excluded. Measured with PySide6 6.12.0 on
CPython 3.11: every `Signal.emit` gives up one reference to True that it never took, and every call of an overloaded method
without a result (setText, setPen, fillRect ...) one to None, a thousand for a painted table. When they are used up the
interpreter stops with "bool_dealloc" or "none_dealloc". 6.11.0 counts right, and from CPython 3.12 on these objects are
immortal, so nothing happens there.

The others are slow. PySide's first import compiles the source of the modules that word its error messages, signatures and
stub files, and loads those of Python that they use, a third of what the import costs; here they wait until one is wanted.
And from then on PySide reads and searches the source of every module that is imported, for the sake of
`from __feature__ import snake_case`, which nobody here asks for. The last are its enums: see quick_enums.
"""

import builtins
import ctypes
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.machinery import ModuleSpec
from threading import RLock
from types import ModuleType
from typing import Any, SupportsIndex, cast

from kehoach_desktop.ui.quick_enums import build_quickly

_PLENTY = 1 << 40  # more calls than a program makes in a hundred years

_LATE = frozenset(
    {
        *("inspect", "tempfile", "textwrap", "traceback"),  # Python's own, of which they use little
        *("bz2", "ipaddress", "lzma", "shutil"),  # and of which its zipfile and pathlib do
        *(
            f"shibokensupport.signature.{name}"
            for name in ("errorhandler", "layout", "mapping", "parser", "lib.enum_sig", "lib.pyi_generator", "lib.tool")
        ),
    }
)
# C looks this function up in the module's names, past any __getattr__; until the module has run it is a stand-in.
_MAPPING, _LOOKED_UP = "shibokensupport.signature.mapping", "update_mapping"
_RUNNING = RLock()  # the worker may want what the window's thread is loading


def keep_true_alive() -> None:
    """Lends True, False and None so many references that those lost do not matter; call once, before the first signal."""
    if sys.version_info < (3, 12):
        for shared in (True, False, None):
            count = ctypes.c_ssize_t.from_address(id(shared))
            if count.value < _PLENTY:
                count.value += _PLENTY


def import_pyside() -> None:
    """The first import of PySide6, without what nobody waits for; where it was imported before, only what is still to save."""
    build_quickly()
    if "shiboken6" not in sys.modules:
        with _late_modules(), _hidden_sources():
            import PySide6  # noqa: F401 - it puts its own import statement in the place of Python's
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


@contextmanager
def _late_modules() -> Iterator[None]:
    places = sys.meta_path
    sys.meta_path = _FirstKept([_LateFinder(), *places])
    try:
        yield
    finally:
        sys.meta_path = places


@contextmanager
def _hidden_sources() -> Iterator[None]:
    """From PySide, which would load the whole of inspect to search sources for its own name."""
    import inspect

    if not isinstance(inspect, _LateModule):
        yield
        return
    inspect.getsource = _no_source
    try:
        yield
    finally:
        if inspect.getsource is _no_source:
            del inspect.getsource


def _no_source(module: ModuleType) -> str:
    raise OSError(f"the source of {module.__name__} is not looked for")


class _FirstKept(list[Any]):
    """Finders of which the first stays first: shiboken puts its own before all others."""

    def insert(self, index: SupportsIndex, finder: Any) -> None:
        super().insert(max(1, index.__index__()), finder)


class _LateFinder:
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in _LATE:
            return None
        found = (finder.find_spec(name, path, target) for finder in sys.meta_path[1:])
        spec = next((spec for spec in found if spec is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = cast("Any", _LateLoader(spec.loader))
        return spec


class _LateLoader:
    """Hands over an empty module that runs when something in it is asked for.

    The standard LazyLoader would run it at once: shiboken renames each of these modules, and for that reads its spec.
    """

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = _LateModule(spec.name)
        module.__dict__["_runs_with"] = (self._loader, spec.name)
        if spec.name == _MAPPING:
            module.__dict__[_LOOKED_UP] = partial(_call_real, module)
        return module

    def exec_module(self, module: ModuleType) -> None:
        pass


def _call_real(module: ModuleType) -> None:
    with _RUNNING:
        if isinstance(module.__dict__.get(_LOOKED_UP), partial):
            del module.__dict__[_LOOKED_UP]
    getattr(module, _LOOKED_UP)()


class _LateModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        """Asked for what is not there, which before it has run is everything but its import attributes."""
        if name.startswith("__") or self.__spec__ is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        with _RUNNING:
            waiting = self.__dict__.pop("_runs_with", None)
            if waiting is not None:
                loader, found_as = waiting
                renamed, self.__spec__.name = self.__spec__.name, found_as
                loader.exec_module(self)
                self.__spec__.name = renamed
        if name not in self.__dict__:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return self.__dict__[name]
