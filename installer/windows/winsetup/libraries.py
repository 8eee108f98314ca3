"""The Python part of the payload: wheels by pip with hashes, our own wheel, pruned by the lists, compiled beforehand."""

import importlib.util
import sys
import zipfile
from pathlib import Path

import shipping

from winsetup.project import CACHE, Refused, config, pip

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
    wheel = shipping.own_wheel(CACHE / "own")
    pip("install", "--no-deps", "--no-index", "--no-compile", "--target", to, wheel)


def prune(lib: Path) -> None:
    """Leaves only what travels. Raises Refused for a pattern that matches nothing."""
    lists = config()["lib"]
    idle = [pattern for top, patterns in lists["keep"].items() for pattern in shipping.keep_only(lib / top, patterns)]
    idle += [pattern for patterns in lists["drop"].values() for pattern in shipping.drop(lib, patterns)]
    if idle:
        raise Refused(f"config.toml nêu những thứ không có: {', '.join(idle)}")
    shipping.drop_empty(lib)


def compile_all(lib: Path, stdlib: Path) -> None:
    """Compiles everything beforehand; what is not named in `with_source` travels without its source."""
    with zipfile.ZipFile(stdlib) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".pyc"))
        theirs = archive.read(name)[:4]
    if theirs != importlib.util.MAGIC_NUMBER:
        raise Refused(
            f"cần Python {config()['runtime']['version']} để biên dịch trước; đây là {sys.version.split()[0]}"
        )
    open_ones = [lib / name for name in config()["lib"]["with_source"]]
    sources = sorted(lib.rglob("*.py"))
    with_source = [path for path in sources if any(path.is_relative_to(top) for top in open_ones)]
    without = [path for path in sources if path not in set(with_source)]
    shipping.compile_sources(with_source, lib, "lib")
    shipping.compile_sources(without, lib, "lib", beside=True)
    for source in without:
        source.unlink()
