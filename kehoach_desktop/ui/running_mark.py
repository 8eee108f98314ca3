"""On Windows: a named mutex by which the installer sees that the program runs; does nothing elsewhere and knows nothing else."""

import sys
from typing import Any

NAME = "KeHoachDesktop"  # the installer asks for this very name

_held: list[Any] = []


def hold() -> bool:
    """Holds the mutex until the process ends; Windows lets it go by itself, also after a crash. False where there is none."""
    if sys.platform != "win32":
        return False
    import ctypes

    create = ctypes.WinDLL("kernel32", use_last_error=True).CreateMutexW
    create.argtypes, create.restype = (ctypes.c_void_p, ctypes.c_int, ctypes.c_wchar_p), ctypes.c_void_p
    handle = create(None, False, NAME)
    if handle:
        _held.append(handle)
    return bool(handle)
