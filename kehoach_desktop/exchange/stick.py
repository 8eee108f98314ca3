"""Copying onto a stick so that what is told to be there is there: written, flushed, renamed, read back from the stick itself.

A system remembers what it wrote and would read that back even from a stick that holds less than it claims.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

_PIECE = 2**20


def copy_verified(source: Path, target: Path, report: Callable[[float], None]) -> bool:
    """Copies a file; False, and no file, when what is on the stick is not what was sent. Raises OSError; `report` may raise."""
    part = target.with_name(target.name + ".part")
    size, done, sent = max(1, source.stat().st_size), 0, hashlib.sha256()
    try:
        with source.open("rb") as file, part.open("wb") as copy:
            while piece := file.read(_PIECE):
                copy.write(piece)
                sent.update(piece)
                done += len(piece)
                report(done / size * 0.6)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(target)
        if uncached_sha256(target, lambda read: report(0.6 + read / size * 0.4)) == sent.hexdigest():
            return True
        target.unlink(missing_ok=True)
        return False
    except BaseException:
        _forget(part)
        _forget(target)
        raise


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone; a `.part` on it is never taken for a package


def uncached_sha256(path: Path, report: Callable[[int], None] = lambda _: None) -> str:
    """The hash of the bytes on the disk itself, past what the system remembers of them."""
    digest, done = hashlib.sha256(), 0
    for piece in _windows_pieces(path) if sys.platform == "win32" else _posix_pieces(path):
        digest.update(piece)
        done += len(piece)
        report(done)
    return digest.hexdigest()


def _posix_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := file.read(_PIECE):
            yield piece


def _windows_pieces(path: Path) -> Iterator[bytes]:
    """Reads with FILE_FLAG_NO_BUFFERING, which asks for whole pages of memory and whole sectors."""
    import ctypes
    import mmap
    from ctypes import wintypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = wintypes.HANDLE
    no_buffering, sequential, read, share, existing = 0x20000000, 0x08000000, 0x80000000, 1, 3
    handle = kernel.CreateFileW(str(path), read, share, None, existing, no_buffering | sequential, None)
    if handle in (None, wintypes.HANDLE(-1).value):
        raise ctypes.WinError(ctypes.get_last_error())
    page = mmap.mmap(-1, _PIECE)  # begins on a page of memory
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    got = wintypes.DWORD()
    try:
        while True:
            if not kernel.ReadFile(wintypes.HANDLE(handle), ctypes.c_void_p(address), _PIECE, ctypes.byref(got), None):
                raise ctypes.WinError(ctypes.get_last_error())
            if not got.value:
                return
            yield page[: got.value]
    finally:
        kernel.CloseHandle(wintypes.HANDLE(handle))
