"""The package that carries an office file on a stick: a stored zip of manifest and file, sealed where there is a password.

Knows nothing of what is in the office file. Reading runs in the reader's process (exchange.quarantine).
"""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

from kehoach_desktop.exchange import sealing
from kehoach_desktop.exchange.faults import Refusal, RefusedFile

FORMAT = 1
MANIFEST, PAYLOAD = "manifest.json", "office.kehoach"
_MANIFEST_LIMIT = 2**20
_ZIP = b"PK\x03\x04"


def write_package(office: Path, target: Path, facts: dict[str, Any], password: str | None = None) -> None:
    """Writes a package of a closed, verified office file; `facts` become the manifest, which gets the payload's hash."""
    with office.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    manifest = {**facts, "format": FORMAT, "sha256": digest, "size": office.stat().st_size}
    plain = target.with_name(target.name + ".zip") if password else target
    try:
        with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as package:
            package.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
            package.write(office, PAYLOAD)
        if password:
            sealing.seal(plain, target, password)
    finally:
        if password:
            plain.unlink(missing_ok=True)


def unpack(path: Path, folder: Path, password: str | None, limit: int) -> tuple[dict[str, Any] | None, Path]:
    """Manifest and office file of a package, or (None, path) of a raw copy. Raises RefusedFile."""
    with path.open("rb") as file:
        start = file.read(len(sealing.MAGIC))
    if start == sealing.MAGIC:
        if not password:
            raise RefusedFile(Refusal.NEEDS_PASSWORD)
        opened = folder / "opened"
        sealing.unseal(path, opened, password, limit)
        path = opened
    elif not start.startswith(_ZIP):
        return None, path
    try:
        return _unzip(path, folder / PAYLOAD, limit)
    except (zipfile.BadZipFile, ValueError, KeyError, NotImplementedError, RuntimeError, EOFError) as fault:
        raise RefusedFile(Refusal.BAD_PACKAGE) from fault


def _unzip(path: Path, target: Path, limit: int) -> tuple[dict[str, Any], Path]:
    """Takes out just the two parts a package has, and holds the payload against its hash and size."""
    with zipfile.ZipFile(path) as package:
        entries = {entry.filename: entry for entry in package.infolist()}
        if len(package.infolist()) != 2 or set(entries) != {MANIFEST, PAYLOAD}:
            raise RefusedFile(Refusal.BAD_PACKAGE)
        if any(e.compress_type != zipfile.ZIP_STORED or e.flag_bits & 1 for e in entries.values()):
            raise RefusedFile(Refusal.BAD_PACKAGE)
        with package.open(MANIFEST) as file:
            manifest = json.loads(file.read(_MANIFEST_LIMIT))
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise RefusedFile(Refusal.BAD_PACKAGE)
        digest, size = hashlib.sha256(), 0
        with package.open(PAYLOAD) as source, target.open("wb") as copy:
            while piece := source.read(2**20):
                size += len(piece)
                if size > limit:
                    raise RefusedFile(Refusal.HUGE_OFFICE)
                digest.update(piece)
                copy.write(piece)
    if (digest.hexdigest(), size) != (manifest.get("sha256"), manifest.get("size")):
        raise RefusedFile(Refusal.BAD_PACKAGE)
    return manifest, target
