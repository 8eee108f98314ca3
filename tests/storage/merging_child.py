"""Merges into a copy of a file and kills itself with signal 9 at each SQL statement in turn; prints what was left each time.

Run as a program of its own: it forks, which a process with Qt in it must not do.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

from sqlalchemy import event

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.merging import Received
from kehoach_desktop.storage import merging
from kehoach_desktop.storage.integrity import integrity_faults
from kehoach_desktop.storage.office_file import OfficeFile


def opened(path: Path, site: str = "site-a") -> OfficeFile:
    return OfficeFile.open(path, author="Mai Lan", site=site)


def state(path: Path) -> tuple[int, int, list[str]]:
    """Edits, records and what is broken."""
    with opened(path) as office_file, office_file.read() as records:
        counts = sum(records.count(kind) for kind in r.KINDS.values())
        return len(records.changes()), counts, integrity_faults(office_file)


def merge(path: Path, received: Received, kill_at: int) -> None:
    """Merges; the process ends itself before the statement of this number, or runs to the end where there are fewer."""
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1
        if statements == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    office_file = opened(path)
    with office_file.looking() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=4")  # pages spill to the file in mid-transaction
    event.listen(office_file._engine, "before_cursor_execute", count)
    merging.apply(office_file, [received], "Gộp tệp")
    os._exit(0)


def main(ours: Path, theirs: Path) -> None:
    with opened(theirs, "site-b") as office_file, office_file.read() as records:
        received = Received(office_file.database_id, tuple(records.steps()), tuple(records.changes()))
    before = state(ours)
    print("before", *before[:2], flush=True)
    for kill_at in range(1, 200):
        copy = ours.with_name(f"copy-{kill_at}.kehoach")
        shutil.copyfile(ours, copy)
        child = os.fork()
        if child == 0:
            merge(copy, received, kill_at)
        _, status = os.waitpid(child, 0)
        edits, count, broken = state(copy)
        print("killed" if os.WIFSIGNALED(status) else "done", edits, count, len(broken), flush=True)
        copy.unlink()
        if not os.WIFSIGNALED(status):
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
