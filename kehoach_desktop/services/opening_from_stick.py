"""Mở từ USB: a file on a stick is looked at in quarantine and copied in; it is never opened where it lies."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.exchange import carrying, sealing
from kehoach_desktop.exchange.faults import Refusal, RefusedFile
from kehoach_desktop.exchange.quarantine import MAX_BYTES
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.carrying import ENDING
from kehoach_desktop.services.output_files import free_path
from kehoach_desktop.services.receiving import receive
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.contents import contents
from kehoach_desktop.storage.files import replacement

OFFICE_ENDING = "kehoach"
_PIECE = 2**20
Report = Callable[[float], None]


@frozen
class Seen:
    """What a file on a stick turned out to be. `sha256` is of the very bytes that were looked at.

    Of a raw copy, made in the file manager, nothing is told by whom and when.
    """

    path: Path
    database_id: str
    sha256: str
    is_raw: bool
    unit: str | None = None
    author: str | None = None
    made_at: str | None = None


@frozen
class CopiedIn:
    """The local copy, ready to be opened."""

    path: Path
    seen: Seen


def needs_password(path: Path) -> bool:
    """Whether a package is sealed. Raises the faults of reading."""
    with faults.translated(path), path.open("rb") as file:
        return file.read(len(sealing.MAGIC)) == sealing.MAGIC


def look(path: Path, *, password: str | None = None, progress: Report | None = None) -> Seen:
    """Reads a package or a raw copy in quarantine. Raises RefusedFile, ReaderNotStarted; `progress` may raise Cancelled."""
    report = progress or (lambda _: None)
    office = receive(path, password=password, tick=lambda: report(0))
    facts = office.manifest or {}
    return Seen(
        path, office.received.database_id, office.received.sha256, office.manifest is None, _text(facts, "unit"),
        _text(facts, "author"), _text(facts, "made_at"),
    )  # fmt: skip


def copy_in(seen: Seen, folder: Path, *, password: str | None = None, progress: Report | None = None) -> CopiedIn:
    """Copies what was looked at into a local folder under a free name; all or nothing, the stick is only read.

    Raises RefusedFile when the stick now holds other bytes than were looked at, and the faults of the folder.
    """
    report = progress or (lambda _: None)
    with faults.translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
    target = free_path(folder, _stem(seen.path), OFFICE_ENDING)
    with tempfile.TemporaryDirectory(prefix="kehoach-") as scratch:
        copy = Path(scratch) / "received"
        if _copy(seen.path, copy, report) != seen.sha256:
            raise RefusedFile(Refusal.CUT_COPY, subject=str(seen.path))
        _, office = carrying.unpack(copy, Path(scratch), password, MAX_BYTES)
        with faults.translated(target), replacement(target) as part:
            _copy(office, part, lambda share: report(0.5 + share))
    return CopiedIn(target, seen)


def is_wrong_password(fault: Exception) -> bool:
    """Whether asking for the password once more may help."""
    return isinstance(fault, RefusedFile) and fault.refusal is Refusal.WRONG_PASSWORD


def file_of(database_id: str, known: list[Path]) -> Path | None:
    """The first of these files that holds the same office as a received one; those that cannot be read are passed by."""
    for path in known:
        try:
            if contents(path).database_id == database_id:
                return path
        except faults.StorageFault:
            continue
    return None


def _stem(path: Path) -> str:
    """A name for the local copy: the package's, without its ending."""
    return nfc(path.name.removesuffix(f".{ENDING}").removesuffix(f".{OFFICE_ENDING}")).strip(" .") or "office"


def _copy(source: Path, target: Path, report: Report) -> str:
    """Copies a file's own bytes and gives their hash; reports up to one half."""
    digest, done = hashlib.sha256(), 0
    with faults.translated(source), source.open("rb") as file, target.open("wb") as copy:
        size = max(1, os.fstat(file.fileno()).st_size)
        while piece := file.read(_PIECE):
            done += len(piece)
            if done > MAX_BYTES:
                raise RefusedFile(Refusal.HUGE_OFFICE, subject=str(source))
            digest.update(piece)
            copy.write(piece)
            report(min(1.0, done / size) / 2)
    return digest.hexdigest()


def _text(facts: dict[str, Any], name: str) -> str | None:
    """A fact of the manifest, which nobody vouches for: short text or nothing."""
    value = facts.get(name)
    return value[:200] if isinstance(value, str) else None
