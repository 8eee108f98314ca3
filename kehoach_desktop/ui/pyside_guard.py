"""Keeps a fault of PySide6 6.12.0 from ending the program; knows nothing else. Drop it when that release is excluded.

Measured with PySide6 6.12.0 on CPython 3.11: every `Signal.emit` gives up one reference to True that it never took, and
every call of an overloaded method without a result (setText, setPen, fillRect ...) one to None, a thousand for a painted
table. When they are used up the interpreter stops with "bool_dealloc" or "none_dealloc". 6.11.0 counts right, and from
CPython 3.12 on these objects are immortal, so nothing happens there.
"""

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
