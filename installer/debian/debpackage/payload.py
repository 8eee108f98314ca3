"""The program with its libraries in a folder: installed by hash, thinned by the lists in config.toml, compiled. Makes no package."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from . import fail, say
from .libraries import ours_among

_LICENCE_NAMES = ("licen", "copying", "notice", "authors", "ofl")


def install(root: Path, lib: dict[str, Any], target: Path, epoch: int) -> None:
    """Everything Python imports, into `target`, as it will lie on the clerk's machine."""
    say("Cài thư viện theo mã băm")
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--no-deps", "--no-compile", "--target", str(target)]
    subprocess.run([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(root / lib["lock"])], check=True)
    wheels = target.parent / "wheels"
    build = ["wheel", "-qq", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(root)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch)}
    subprocess.run([sys.executable, "-m", "pip", *build], check=True, env=environment)
    (wheel,) = wheels.glob("*.whl")
    subprocess.run([*pip, str(wheel)], check=True)
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
    for pattern in lib["leave_out"]:
        found = [path for path in target.glob(pattern.removesuffix("/**")) if path.exists()]
        if not found:
            fail(f"leave_out: không có gì khớp {pattern}")
        for path in found:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for folder, patterns in lib["keep"].items():
        _keep_only(target / folder, patterns)
    _drop_empty(target)


def _keep_only(folder: Path, patterns: Iterable[str]) -> None:
    kept: set[Path] = set()
    for pattern in patterns:
        found = {path for path in folder.glob(pattern) if path.is_file()}
        if not found:
            fail(f"keep.{folder.name}: không có gì khớp {pattern}")
        kept |= found
    objects = [path for path in kept if ".so" in path.name]
    kept |= ours_among(objects, folder)
    for path in [path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()]:
        if path not in kept:
            path.unlink()


def _drop_empty(folder: Path) -> None:
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


_COMPILE = """
import py_compile, sys
for line in sys.stdin:
    source, shown = line.rstrip("\\n").split("\\t")
    py_compile.compile(source, dfile=shown, doraise=True, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
"""


def compile_all(target: Path, seen_as: str, python: str = sys.executable) -> int:
    """Compiled forms that are trusted without a look at the source's time: the same from every build, and quick to load.

    `seen_as` is the folder that tracebacks name, `python` the one that will load them. It is started anew with a fixed seed:
    the order of constant sets depends on it.
    """
    sources = sorted(target.rglob("*.py"))
    lines = [f"{source}\t{seen_as}/{source.relative_to(target).as_posix()}\n" for source in sources]
    environment = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PATH": os.defpath}
    told = [python, "-S", "-c", _COMPILE]
    subprocess.run(told, input="".join(lines), text=True, encoding="utf-8", check=True, env=environment)
    return len(sources)


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
