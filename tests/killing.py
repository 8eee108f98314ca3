"""An act tried again and again by children that end themselves with signal 9 before one SQL statement after another.

`tell` belongs into a program of its own: it forks, which a process with Qt in it must not do. `outcomes` runs such a program.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, event

from kehoach_desktop.domain import records as r
from kehoach_desktop.storage.integrity import integrity_faults
from kehoach_desktop.storage.office_file import OfficeFile

ROOT = Path(__file__).parents[1]
MOST = 500  # statements an act may take


class Left(NamedTuple):
    """What a file holds: edits, records, and how many faults its integrity has."""

    edits: int
    records: int
    faults: int


class Outcomes(NamedTuple):
    before: Left
    killed: list[Left]
    done: Left


def outcomes(module: str, *paths: Path) -> Outcomes:
    """Runs the program and reads what it told; whatever went wrong in it fails here."""
    run = subprocess.run(
        [sys.executable, "-m", module, *map(str, paths)],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    told = [(word, Left(*map(int, numbers))) for word, *numbers in map(str.split, run.stdout.splitlines())]
    assert [word for word, _ in told] == ["before", *["killed"] * (len(told) - 2), "done"], run.stderr
    lefts = [left for _, left in told]
    return Outcomes(lefts[0], lefts[1:-1], lefts[-1])


def tell(path: Path, act: Callable[[Path, Callable[..., None]], None]) -> None:
    """Prints what is left of a copy of the file after each kill, until the act runs to its end.

    The act is given the copy, and `arm`: from its call on statements are counted, with `only_writing` those that write
    and the commit.
    """
    _print("before", path)
    tried = path.with_name("tried.kehoach")
    for kill_at in range(1, MOST):
        for old in (tried, tried.with_name(tried.name + "-journal")):
            old.unlink(missing_ok=True)
        shutil.copyfile(path, tried)
        child = os.fork()
        if child == 0:
            act(tried, partial(_arm, kill_at))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
        _print("killed" if os.WIFSIGNALED(status) else "done", tried)
        if not os.WIFSIGNALED(status):
            return


def _arm(kill_at: int, *, only_writing: bool = False) -> None:
    statements = 0

    def count(connection, _cursor=None, statement: str = "COMMIT", *_: object) -> None:
        nonlocal statements
        statements += not only_writing or not statement.startswith(("BEGIN", "SELECT", "PRAGMA"))
        if statements == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        connection.connection.driver_connection.execute("PRAGMA cache_size=4")  # pages spill in mid-transaction

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)


def _print(word: str, path: Path) -> None:
    with OfficeFile.open(path, author="Mai Lan", site="site-a") as office_file, office_file.read() as records:
        count = sum(records.count(kind) for kind in r.KINDS.values())
        print(word, len(records.changes()), count, len(integrity_faults(office_file)), flush=True)
