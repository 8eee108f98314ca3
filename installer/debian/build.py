"""Builds the Debian package and tries it out; run through dev.sh deb. Exit 0 only when everything held."""

import argparse
import os
import shutil
import sys
import time
from pathlib import Path

from debpackage import fail, say
from debpackage.package import Project, assemble
from debpackage.payload import tree_hash
from debpackage.trial import Trial

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Builds, unless a package is given, and tries it, unless told not to."""
    parser = argparse.ArgumentParser(description="Đóng gói .deb rồi cài thử, mở thử, gỡ thử.")
    parser.add_argument("--to", type=Path, default=ROOT / "out" / "deb", help="thư mục nhận gói và ảnh")
    parser.add_argument("--no-trial", action="store_true", help="chỉ đóng gói, không cài thử")
    parser.add_argument("--package", type=Path, help="chỉ cài thử gói này")
    parser.add_argument("--once", action="store_true", help="không dựng lần hai để so")
    given = parser.parse_args()
    os.umask(0o022)
    start = time.monotonic()
    given.to.mkdir(parents=True, exist_ok=True)
    package = given.package or build(given.to, twice=not given.once)
    if not given.no_trial:
        Trial(package, given.to).run()
    say(f"Xong trong {time.monotonic() - start:.0f} giây: {package}")
    return 0


def build(to: Path, *, twice: bool) -> Path:
    """The package; its tree is laid out a second time to see that the same comes out."""
    project = Project(ROOT)
    tree = to / "goi"
    assemble(project, tree)
    first = tree_hash(tree)
    if twice:
        again = to / "goi-lan-hai"
        assemble(project, again)
        if tree_hash(again) != first:
            fail(f"hai lần dựng cho hai kết quả khác nhau; so {tree} với {again}")
        shutil.rmtree(again)
        say(f"Dựng hai lần như nhau: {first[:16]}")
    return project.pack(tree, to)


if __name__ == "__main__":
    sys.exit(main())
