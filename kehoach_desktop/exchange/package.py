"""A file that came back, told apart by its bytes and unpacked within limits; every byte counts, declared sizes do not.

Runs in the reader's own process (exchange.bounded). Knows nothing of cells.
"""

import io
import struct
import zipfile
import zlib
from typing import IO

from kehoach_desktop.exchange.faults import Refusal, RefusedFile

MAX_BYTES = 20 * 2**20
MAX_ENTRIES = 1_000
MAX_UNPACKED = 200 * 2**20
MAX_RATIO = 200
_FREE_RATIO = 2**20  # a small part may be packed as tightly as it likes
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, .doc and of every Office file with a password
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_MAIN_PART = "xl/workbook.xml"
# A part that gives away another kind of package.
_GIVEN_AWAY: tuple[tuple[str, Refusal], ...] = (
    ("xl/vbaProject.bin", Refusal.MACROS),
    ("xl/workbook.bin", Refusal.BINARY_EXCEL),
    ("word/document.xml", Refusal.OTHER_OFFICE_FILE),
    ("ppt/presentation.xml", Refusal.OTHER_OFFICE_FILE),
    ("content.xml", Refusal.OPEN_DOCUMENT),
)


def refusal_of(data: bytes) -> Refusal | None:
    """What is wrong with a file already by its first bytes; None when it may be a package."""
    if not data:
        return Refusal.EMPTY
    if len(data) > MAX_BYTES:
        return Refusal.TOO_BIG
    if data.startswith(_OLE):
        return Refusal.PASSWORD if _LOCKED in data else Refusal.OLD_EXCEL
    if data.startswith(_ZIP):
        return None
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<html", b"<!doctype html", b"<table")):
        return Refusal.WEB_PAGE
    return Refusal.NOT_A_SHEET


class Package:
    """A workbook's zip; parts are streams that stop at the limits. Raises RefusedFile."""

    def __init__(self, data: bytes) -> None:
        refusal = refusal_of(data)
        if refusal:
            raise RefusedFile(refusal)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except _DAMAGE as fault:
            raise RefusedFile(Refusal.BROKEN) from fault
        self._entries = {entry.filename: entry for entry in entries}
        if len(entries) > MAX_ENTRIES or len(self._entries) < len(entries) or _swells(entries):
            raise RefusedFile(Refusal.BOMB)
        for name, refusal in _GIVEN_AWAY:
            if name in self._entries:
                raise RefusedFile(refusal)
        if any(entry.flag_bits & 1 for entry in entries):
            raise RefusedFile(Refusal.PASSWORD)
        if _MAIN_PART not in self._entries:
            raise RefusedFile(Refusal.NOT_A_SHEET)
        self.left = MAX_UNPACKED

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def open(self, name: str) -> "PartStream":
        """A part of the package to read from. Raises RefusedFile where there is none."""
        entry = self._entries.get(name)
        if entry is None:
            raise RefusedFile(Refusal.BROKEN)
        try:
            return PartStream(self, self._zip.open(entry), _allowed(entry))
        except _DAMAGE as fault:
            raise RefusedFile(Refusal.BROKEN) from fault


def _swells(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether a package says itself that it breaks the limits; one that lies is caught while it unpacks."""
    return sum(entry.file_size for entry in entries) > MAX_UNPACKED or any(
        entry.file_size > _allowed(entry) for entry in entries
    )


def _allowed(entry: zipfile.ZipInfo) -> int:
    return max(_FREE_RATIO, entry.compress_size * MAX_RATIO)


class PartStream:
    """An unpacking part that counts what it gives out against its own limit and the package's."""

    def __init__(self, package: Package, stream: IO[bytes], allowed: int) -> None:
        self._package = package
        self._stream = stream
        self._allowed = allowed

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes. Raises RefusedFile when a limit is passed or the part is damaged."""
        try:
            piece = self._stream.read(size)
        except _DAMAGE as fault:
            raise RefusedFile(Refusal.BROKEN) from fault
        self._allowed -= len(piece)
        self._package.left -= len(piece)
        if self._allowed < 0 or self._package.left < 0:
            raise RefusedFile(Refusal.BOMB)
        return piece

    def close(self) -> None:
        """Lets go of the part; the SAX reader asks for it."""
        self._stream.close()
