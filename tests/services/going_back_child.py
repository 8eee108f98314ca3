"""Goes back to a copy and kills itself with signal 9 at each writing SQL statement in turn; prints what was left each time.

Run as a program of its own: it forks, which a process with Qt in it must not do.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

from sqlalchemy import Engine, event

from kehoach_desktop.domain import records as r
from kehoach_desktop.services import backups
from kehoach_desktop.storage.integrity import integrity_faults
from kehoach_desktop.storage.office_file import OfficeFile


def state(path: Path) -> tuple[int, int, list[str]]:
    """Edits, records and what is broken."""
    with OfficeFile.open(path, author="Mai Lan", site="site-a") as office_file, office_file.read() as records:
        counts = sum(records.count(kind) for kind in r.KINDS.values())
        return len(records.changes()), counts, integrity_faults(office_file)


def restore(path: Path, copy: Path, kill_at: int) -> None:
    """Goes back; the process ends itself before the statement of this number, or runs to the end where there are fewer."""
    statements = 0

    def count(connection, _cursor, statement: str = "COMMIT", *_: object) -> None:
        nonlocal statements
        statements += statement != "BEGIN" and not statement.startswith(("SELECT", "PRAGMA"))
        if statements == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        connection.connection.driver_connection.execute("PRAGMA cache_size=4")  # pages spill in mid-transaction

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", lambda connection: count(connection, None))
    backups.restore(path, copy, author="Mai Lan")
    os._exit(0)


def main(path: Path, copy: Path) -> None:
    before = state(path)
    print("before", *before[:2], flush=True)
    tried = path.with_name("tried.kehoach")
    for kill_at in range(1, 500):
        for old in (tried, tried.with_name(tried.name + "-journal")):
            old.unlink(missing_ok=True)
        shutil.copyfile(path, tried)
        child = os.fork()
        if child == 0:
            restore(tried, copy, kill_at)
        _, status = os.waitpid(child, 0)
        edits, count, broken = state(tried)
        print("killed" if os.WIFSIGNALED(status) else "done", edits, count, len(broken), flush=True)
        if not os.WIFSIGNALED(status):
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
