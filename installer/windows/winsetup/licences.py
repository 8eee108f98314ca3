"""The folder licences/: the terms of every part of the payload; refuses a part without any."""

import shutil
from pathlib import Path

from winsetup.project import HERE, ROOT, Refused, config


def collect(payload: Path, runtime: Path) -> None:
    """Copies every licence text into one folder a part, and the notice on the whole."""
    to = payload / "licences"
    _copy([runtime / "LICENSE.txt"], to / "Python")
    bare = []
    for info in sorted((payload / "lib").glob("*.dist-info")):
        part = info.name.removesuffix(".dist-info")
        found = {
            path
            for pattern in config()["licences"]["files"]
            for place in (info, info / "licenses", info / "sboms")
            for path in place.glob(pattern)
            if path.is_file()
        }
        deeper = {path for path in (info / "licenses").rglob("*") if path.is_file()}
        added = [Path(text) for text in config()["licences"]["added"].get(part.rsplit("-", 1)[0], [])]
        texts = sorted(found | deeper) + added
        if not texts:
            bare.append(part)
        _copy(texts, to / part)
    if bare:
        raise Refused(f"không có giấy phép của: {', '.join(bare)}")
    shutil.copy(ROOT / "resources" / "THIRD-PARTY.md", to / "THIRD-PARTY.md")
    shutil.copy(HERE / "licences.txt", to / "DOC-TRUOC.txt")
    shutil.copy(HERE / "qt-notices.txt", to / "Qt-PDFium.txt")


def _copy(texts: list[Path], to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for text in texts:
        name = text.name if text.suffix else f"{text.name}.txt"
        if (to / name).exists():
            name = f"{text.parent.name}-{name}"
        shutil.copy(text, to / name)
