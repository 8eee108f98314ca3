"""Copies of an open file that are proven good before they bear their name; decides neither when nor how many."""

from pathlib import Path

from sqlalchemy import Engine

from kehoach_desktop.storage import faults
from kehoach_desktop.storage.engine import all_problems, open_engine, vacuum_into
from kehoach_desktop.storage.files import replacement
from kehoach_desktop.storage.records import Records


def back_up(engine: Engine, target: Path, last_step: str | None) -> None:
    """Writes a consistent copy; it takes the target's name only after it was read back whole.

    Works on a file that was deleted or replaced under us too, so it also makes the rescue copy.
    """
    with faults.translated(target), replacement(target) as part:
        vacuum_into(engine, part)
        copy = open_engine(part)
        try:
            with copy.connect() as connection:
                complete = Records(connection).last_step_id() == last_step
                if all_problems(connection) or not complete:
                    raise faults.DamagedFile(target, cause="Bản sao vừa ghi đọc lại không đúng nên đã bỏ.")
        finally:
            copy.dispose()
