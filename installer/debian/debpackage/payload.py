"""The program with its libraries in a folder: installed by hash, thinned by the lists in config.toml, compiled. Makes no package."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shipping

from . import fail, say
from .libraries import ours_among

_LICENCE_NAMES = ("licen", "copying", "notice", "authors", "ofl")


def install(root: Path, lib: dict[str, Any], target: Path) -> None:
    """Everything Python imports, into `target`, as it will lie on the clerk's machine."""
    say("Cài thư viện theo mã băm")
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--no-compile", "--target", str(target)]
    subprocess.run([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(root / lib["lock"])], check=True)
    wheels = target.parent / "wheels"
    subprocess.run([*pip, str(shipping.own_wheel(wheels))], check=True)
    shutil.rmtree(wheels)


def collect_licences(target: Path, to: Path) -> None:
    """The licence texts of every library, in a folder each; a library without one is named in THIRD-PARTY.md alone."""
    for info in sorted(target.glob("*.dist-info")):
        name = info.name.partition("-")[0]
        for path in sorted(info.rglob("*")):
            if path.is_file() and any(word in path.name.lower() for word in _LICENCE_NAMES):
                inside = path.relative_to(info).as_posix().removeprefix("licenses/")
                (to / name / inside).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, to / name / inside)


def thin(target: Path, lib: dict[str, Any]) -> None:
    """Takes away what nobody needs at the clerk's; a pattern that matches nothing ends the build."""
    idle = shipping.drop(target, lib["leave_out"])
    for name, patterns in lib["keep"].items():
        folder = target / name
        idle += shipping.keep_only(folder, patterns, along=lambda kept, folder=folder: _libraries_of(kept, folder))
    if idle:
        fail(f"không có gì khớp {', '.join(idle)}")
    shipping.drop_empty(target)


def _libraries_of(kept: Iterable[Path], folder: Path) -> set[Path]:
    return ours_among([path for path in kept if ".so" in path.name], folder)


def compile_all(target: Path, seen_as: str, python: str = sys.executable) -> int:
    """Compiles everything beforehand, for the Python that will load it; `seen_as` is the folder that tracebacks name."""
    return shipping.compile_sources(target.rglob("*.py"), target, seen_as, python=python)


def settle(tree: Path, epoch: int) -> None:
    """The same times and rights in every build: 644, 755 for folders and commands."""
    for path in [tree, *_all(tree)]:
        if not path.is_symlink():
            runs = path.is_dir() or path.parent.name == "bin"
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _all(tree: Path) -> Iterator[Path]:
    yield from sorted(tree.rglob("*"))


def tree_hash(tree: Path) -> str:
    """One hash over every path, right, link and content."""
    digest = hashlib.sha256()
    for path in _all(tree):
        name = path.relative_to(tree).as_posix()
        if path.is_symlink():
            digest.update(f"{name} -> {path.readlink()}\n".encode())
        elif path.is_file():
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{name} {path.stat().st_mode:o} {int(path.stat().st_mtime)} {content}\n".encode())
    return digest.hexdigest()
