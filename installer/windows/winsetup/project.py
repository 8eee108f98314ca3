"""What every step needs to know of the project: its folders, its data, its version, its time; runs other programs."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import shipping

ROOT = Path(__file__).resolve().parents[3]
HERE = ROOT / "installer" / "windows"
OUT = ROOT / "out" / "windows"
CACHE = OUT / "cache"
source_epoch = shipping.source_epoch  # the time that every file of the payload bears


class Refused(Exception):
    """The build must not go on; the text says why."""


@cache
def config() -> dict[str, Any]:
    """The data of the setup."""
    return tomllib.loads((HERE / "config.toml").read_text("utf-8"))


@cache
def version() -> str:
    """The program's version, from its only place."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def setup_name(of: str | None = None) -> str:
    """The file name of the setup."""
    return f"{config()['program']['id']}-{of or version()}-x64.exe"


def say(text: str) -> None:
    """One line on what is being done."""
    print(f"• {text}", flush=True)


def run(command: Sequence[str | Path], *, env: dict[str, str] | None = None, cwd: Path | None = None) -> str:
    """What the program wrote; raises Refused with its last lines when it fails."""
    done = subprocess.run(
        [str(part) for part in command], env={**os.environ, **(env or {})}, cwd=cwd, check=False,
        capture_output=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-25:])
        raise Refused(f"{Path(command[0]).name} lỗi (mã {done.returncode}):\n{last}")
    return done.stdout


def pip(*arguments: str | Path) -> None:
    """Pip of this environment."""
    run([sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *arguments])


def megabytes(size: int) -> float:
    """In units of 10^6 bytes."""
    return size / 1_000_000


def size_of(folder: Path) -> int:
    """The bytes of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
