"""The Python part of the payload: wheels by pip with hashes, our own wheel, pruned by the lists, compiled beforehand."""

import importlib.util
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from winsetup.project import CACHE, ROOT, Refused, config, pip, run, source_epoch

_FOR_WINDOWS = (
    "--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp", "--only-binary", ":all:",
)  # fmt: skip


def download(lock: Path, to: Path) -> None:
    """The wheels that a lock names; what is already there is only checked."""
    pip("download", "--no-deps", "--require-hashes", *_FOR_WINDOWS, "-r", lock, "-d", to)


def install(lock: Path, to: Path) -> None:
    """The wheels of a lock into a folder, from the cache, checked by their hashes."""
    wheels = CACHE / "wheels"
    download(lock, wheels)
    pip(
        "install", "--no-deps", "--require-hashes", "--no-index", "--find-links", wheels, *_FOR_WINDOWS,
        "--no-compile", "--target", to, "-r", lock,
    )  # fmt: skip


def install_program(to: Path) -> None:
    """Our own wheel, made from this checkout."""
    folder = CACHE / "own"
    shutil.rmtree(folder, ignore_errors=True)
    run(
        [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", "wheel", "--no-deps", "--no-build-isolation",
         ROOT, "-w", folder],
        env={"SOURCE_DATE_EPOCH": str(source_epoch())},
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    pip("install", "--no-deps", "--no-index", "--no-compile", "--target", to, wheel)


def prune(lib: Path) -> None:
    """Leaves only what travels. Raises Refused for a pattern that matches nothing."""
    lists = config()["lib"]
    idle: list[str] = []
    for top, patterns in lists["keep"].items():
        wanted = {pattern: list((lib / top).glob(pattern)) for pattern in patterns}
        idle += [f"{top}/{pattern}" for pattern, found in wanted.items() if not found]
        kept = {path for found in wanted.values() for path in found}
        for path in sorted((lib / top).rglob("*")):
            if path.is_file() and path not in kept:
                path.unlink()
    for patterns in lists["drop"].values():
        for pattern in patterns:
            found = sorted(lib.glob(pattern))
            idle += [pattern] * (not found)
            for path in found:
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    if idle:
        raise Refused(f"config.toml nêu những thứ không có: {', '.join(idle)}")
    for folder in sorted((path for path in lib.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def compile_all(lib: Path, stdlib: Path) -> None:
    """Writes every .pyc so that it holds by its content alone: same bytes every time, never looked at for age."""
    with zipfile.ZipFile(stdlib) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".pyc"))
        theirs = archive.read(name)[:4]
    if theirs != importlib.util.MAGIC_NUMBER:
        raise Refused(
            f"cần Python {config()['runtime']['version']} để biên dịch trước; đây là {sys.version.split()[0]}"
        )
    with_source = [lib / name for name in config()["lib"]["with_source"]]
    others = sorted(
        path for path in lib.iterdir() if path not in with_source and (path.is_dir() or path.suffix == ".py")
    )
    _compile(lib, with_source)
    _compile(lib, others, "-b")  # beside the source, as a module without source is looked for
    for path in others:
        for source in [path] if path.is_file() else path.rglob("*.py"):
            source.unlink()


def _compile(lib: Path, places: list[Path], *options: str) -> None:
    """One process in one order: what it writes depends on nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", *options,
         "-s", str(lib), "-p", "lib", *map(str, places)],
        env={"PYTHONHASHSEED": "0"}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise Refused(f"biên dịch trước lỗi:\n{done.stdout[-2000:]}")
