"""What the builds for Windows and for Debian share: the one time of all files, our own wheel, thinning by lists, compiled forms."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Read from a pipe, as a command line has no room for thousands of files: source, compiled form ("" for the usual place), name told.
_COMPILE = """
import py_compile, sys
for line in sys.stdin:
    source, compiled, told = line.rstrip("\\n").split("\\t")
    py_compile.compile(source, compiled or None, told, True, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
"""


def source_epoch() -> int:
    """The time every file bears: SOURCE_DATE_EPOCH, that of the last commit, or where there is no git of the last change told."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not told and shutil.which("git"):
        asked = ["git", "log", "-1", "--format=%ct"]
        told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return int(told or (ROOT / "CHANGELOG.md").stat().st_mtime)


def own_wheel(folder: Path) -> Path:
    """The program itself as a wheel in a fresh folder, made from this checkout; what it writes of a fault goes to stderr."""
    shutil.rmtree(folder, ignore_errors=True)
    made = ["wheel", "-qq", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(source_epoch())}
    subprocess.run([sys.executable, "-m", "pip", *made], check=True, env=environment)
    (wheel,) = folder.glob("*.whl")
    return wheel


def keep_only(
    folder: Path, patterns: Iterable[str], *, along: Callable[[set[Path]], Iterable[Path]] = lambda _: ()
) -> list[str]:
    """Takes away every file no pattern names and `along` does not add to those named; returns the patterns that match nothing."""
    found = {pattern: {path for path in folder.glob(pattern) if path.is_file()} for pattern in patterns}
    kept = set().union(*found.values())
    kept |= set(along(kept))
    for path in list(folder.rglob("*")):
        if path not in kept and (not path.is_dir() or path.is_symlink()):
            path.unlink()
    return [f"{folder.name}/{pattern}" for pattern, paths in found.items() if not paths]


def drop(folder: Path, patterns: Iterable[str]) -> list[str]:
    """Takes away the files and folders the patterns name; returns the patterns that match nothing."""
    idle = []
    for pattern in patterns:
        found = sorted(folder.glob(pattern))
        idle += [pattern] * (not found)
        for path in found:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return idle


def drop_empty(folder: Path) -> None:
    """Takes away folders in which nothing is left."""
    for path in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(path.iterdir()):
            path.rmdir()


def compile_sources(
    sources: Iterable[Path], below: Path, told_as: str, *, beside: bool = False, python: str = sys.executable
) -> int:
    """Compiled forms that hold by content alone: the same bytes from every build, never looked at for age; returns how many.

    Tracebacks name the files as under `told_as` instead of `below`. With `beside` each lies where a module without source is
    looked for. `python`, the one that will load them, is started anew with a fixed seed: the order of constant sets depends
    on it. Raises CalledProcessError for a source that is none.
    """
    lines = [
        f"{source}\t{source.with_suffix('.pyc') if beside else ''}\t{told_as}/{source.relative_to(below).as_posix()}\n"
        for source in sorted(sources)
    ]
    environment = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PATH": os.defpath}
    started = [python, "-S", "-c", _COMPILE]
    subprocess.run(started, input="".join(lines), text=True, encoding="utf-8", check=True, env=environment)
    return len(lines)
