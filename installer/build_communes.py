"""Builds resources/communes.tsv, the list of communes, from the wheel of a package of administrative units; run by hand.

    pip download --no-deps --dest DIR vietnamadminunits==1.0.4
    python installer/build_communes.py DIR/vietnamadminunits-1.0.4-py3-none-any.whl

The package (MIT) carries the list of Quyết định 19/2025/QĐ-TTg. Only code, kind, name and province are taken; nothing of
the package is needed to run the program.
"""

import argparse
import sqlite3
import tempfile
import zipfile
from pathlib import Path

from kehoach_desktop import paths
from kehoach_desktop.domain.records import CommuneKind
from kehoach_desktop.domain.vietnamese import nfc, sort_key, tone_normal

_DATABASE = "vietnamadminunits/data/dataset.db"
_HEAD = """\
# The communes of Vietnam since 1 July 2025: code, kind, name, province (Quyết định 19/2025/QĐ-TTg).
# Ordered by province, kind and name. Written by installer/build_communes.py from {source}; not edited by hand.
"""


def _one_line(text: str) -> str:
    return " ".join(tone_normal(nfc(text)).split())


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _split(name: str) -> tuple[CommuneKind, str]:
    """Kind and bare name of "Xã An Bình"."""
    for kind in CommuneKind:
        if name.lower().startswith(kind.value + " "):
            return kind, name[len(kind.value) + 1 :]
    raise ValueError(f"no kind of commune in {name!r}")


def read_wheel(wheel: Path) -> list[tuple[str, CommuneKind, str, str]]:
    """Code, kind, name and province of every commune in the package, in the order in which the list is kept."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as package:
        database = sqlite3.connect(package.extract(_DATABASE, folder))
        found = database.execute("SELECT wardCode, ward, province, provinceShort FROM admin_units").fetchall()
        database.close()
    ranks = {kind: rank for rank, kind in enumerate(CommuneKind)}
    rows = [
        (sort_key(_one_line(short)), ranks[kind], sort_key(bare), f"{int(code):05d}", kind, bare, _one_line(province))
        for code, name, province, short in found
        for kind, bare in [_split(_one_line(name))]
    ]
    return [(code, kind, bare, _lower_first(province)) for *_, code, kind, bare, province in sorted(rows)]


def main() -> None:
    """Writes the list over the one that is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    wheel = parser.parse_args().wheel
    rows = read_wheel(wheel)
    source = " ".join(wheel.name.split("-")[:2])
    lines = [f"{code}\t{kind.value}\t{name}\t{province}" for code, kind, name, province in rows]
    target = paths.resource("communes.tsv")
    target.write_text(_HEAD.format(source=source) + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{target.name}: {len(lines)}")


if __name__ == "__main__":
    main()
