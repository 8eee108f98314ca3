"""Tells what kind of file it is by its first bytes, not its name, keeps it within limits and calls the right reader."""

from pathlib import Path

from kehoach_desktop.importing.blocks import Block, Table
from kehoach_desktop.importing.faults import (
    BrokenPackage,
    EmptyPlan,
    LockedPlan,
    NotAPlan,
    OldWordFile,
    PictureFile,
    PlanTooLarge,
    RichTextFile,
    SpreadsheetFile,
    UnreadablePlan,
)

MAX_FILE = 20 * 2**20
MAX_TEXT = 5 * 2**20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _WORD, _EXCEL = (name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument", "Workbook"))
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def read_file(path: Path) -> tuple[bytes, list[Block | Table]]:
    """The bytes of the file and what it says."""
    if path.stat().st_size > MAX_FILE:
        raise PlanTooLarge("20 MB", path.name)
    data = path.read_bytes()
    try:
        items = _read(data, path.suffix.lower())
    except UnreadablePlan as fault:
        fault.subject = path.name
        raise
    if not any(any(block.text for block in (item.blocks if isinstance(item, Table) else [item])) for item in items):
        raise EmptyPlan(path.name)
    return data, items


def _read(data: bytes, suffix: str) -> list[Block | Table]:
    if not data.strip():
        raise EmptyPlan
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from kehoach_desktop.importing.readers.word import read_word

        return read_word(data)
    if data.startswith(_OLE):
        return _old_office(data)
    if data.startswith(b"%PDF") or data[:1024].lstrip().startswith(b"%PDF"):
        from kehoach_desktop.importing.readers.pdf import read_pdf

        return read_pdf(data)
    if data.startswith(_PICTURES) or data[:4] == b"RIFF":
        raise PictureFile
    if suffix == ".docx":
        raise BrokenPackage
    return _text(data)


def _old_office(data: bytes) -> list[Block | Table]:
    """Word 97-2003 by way of LibreOffice, where there is one; the names of its streams tell the other kinds of file."""
    if _ENCRYPTED in data:
        raise LockedPlan
    if _WORD not in data:
        raise SpreadsheetFile if _EXCEL in data else OldWordFile
    from kehoach_desktop.importing.readers.old_word import as_docx
    from kehoach_desktop.importing.readers.word import read_word

    return read_word(as_docx(data))


def _text(data: bytes) -> list[Block | Table]:
    from kehoach_desktop.importing.readers.plain_text import decode, read_text

    if data.startswith(b"{\\rtf"):
        raise RichTextFile
    text = decode(data)
    if len(data) > MAX_TEXT:
        raise PlanTooLarge("5 MB")
    strange = sum((ch < " " and ch not in "\t\n\r\f\v") or ch == "\ufffd" for ch in text[:20_000])
    if strange > len(text[:20_000]) // 50:
        raise NotAPlan
    return read_text(text)
