"""Keeps two habits of PySide6 from harming the program; knows nothing of the program itself.

The first is a fault of 6.12.0: drop `keep_true_alive` when that release is excluded. Measured with PySide6 6.12.0 on CPython 3.11: every `Signal.emit` gives up one reference to True that it never took, and
every call of an overloaded method without a result (setText, setPen, fillRect ...) one to None, a thousand for a painted
table. When they are used up the interpreter stops with "bool_dealloc" or "none_dealloc". 6.11.0 counts right, and from
CPython 3.12 on these objects are immortal, so nothing happens there.

The second is slow: from its first import on PySide6 reads and searches the source of every module that is imported, for
the sake of `from __feature__ import snake_case`, which nobody here asks for.
"""

import builtins
import ctypes
import sys

_PLENTY = 1 << 40  # more calls than a program makes in a hundred years


def keep_true_alive() -> None:
    """Lends True, False and None so many references that those lost do not matter; call once, before the first signal."""
    if sys.version_info < (3, 12):
        for shared in (True, False, None):
            count = ctypes.c_ssize_t.from_address(id(shared))
            if count.value < _PLENTY:
                count.value += _PLENTY


def import_plainly() -> None:
    """Gives Python its own import statement back; call once, after the first import of PySide6."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
