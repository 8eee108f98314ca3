"""Keeps a fault of PySide6 6.12.0 from ending the program; knows nothing else. Drop it when that release is excluded.

Measured with PySide6 6.12.0 on CPython 3.11: every `Signal.emit` gives up one reference to True that it never took, so
after some hundreds of signals the interpreter stops with "bool_dealloc". 6.11.0 counts right, and from CPython 3.12 on
True is immortal, so nothing happens there.
"""

import ctypes
import sys

_PLENTY = 1 << 40  # more signals than a program sends in a hundred years


def keep_true_alive() -> None:
    """Lends True so many references that those lost do not matter; call once, before the first signal."""
    if sys.version_info < (3, 12):
        count = ctypes.c_ssize_t.from_address(id(True))
        if count.value < _PLENTY:
            count.value += _PLENTY
