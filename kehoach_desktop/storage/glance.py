"""Looks at an office file without SQLAlchemy: what it shows, whether it would open; writes nothing, not even an upgrade.

The file is opened for work by storage.office_file; what is wrong with it in depth is found there.
"""

from contextlib import closing
from pathlib import Path

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.history import UndoState, undo_state
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.dossiers import Years, last_step_id, read_dossier, years_at_once
from kehoach_desktop.storage.header import Header, is_hot, read_header, refuse_cut_file
from kehoach_desktop.storage.plain_connection import SETTINGS, connect, shows_damage
from kehoach_desktop.storage.plain_rows import read_steps
from kehoach_desktop.storage.schema_version import Reading, judge, why_read_only


@frozen
class Glance:
    """What the file showed as of its last step: the dossier (results of `years` only, None for all) and what can be undone."""

    dossier: Dossier
    step: str | None
    years: Years
    undo: UndoState
    read_only: bool


def refuse_by_header(path: Path) -> tuple[Header, Reading]:
    """Raises what the first bytes and the length tell: missing, foreign, newer, cut off. Costs nothing on any drive."""
    header = read_header(path)
    reading = judge(path, header)
    refuse_cut_file(path, header)
    return header, reading


def refuse_unsound(path: Path) -> None:
    """Raises the fault that would keep a file from opening; one that opening mends or converts first is let pass."""
    header, _ = refuse_by_header(path)
    if header.is_wal or is_hot(path):
        return
    with faults.translated(path), closing(connect(path, "ro")) as connection:
        for name, value in SETTINGS:
            connection.execute(f"PRAGMA {name}={value}")
        if shows_damage(connection):
            raise faults.DamagedFile(path)


def glance(path: Path, plan_id: str | None, site: str, near: Years) -> Glance | None:
    """The file as it lies; None where it must first be mended, upgraded or converted. Raises the faults of opening.

    A plan that is gone gives way to the newest. A very large file shows the figures of the near years.
    """
    header, reading = refuse_by_header(path)
    if reading is Reading.UPGRADE_FIRST or header.is_wal or is_hot(path):
        return None
    with faults.translated(path), closing(connect(path, "ro")) as connection:
        for name, value in SETTINGS:
            connection.execute(f"PRAGMA {name}={value}")
        connection.execute("BEGIN")
        years = years_at_once(connection, near)
        try:
            dossier = read_dossier(connection, plan_id, years=years)
        except RecordNotFound:
            dossier = read_dossier(connection, years=years)
        return Glance(
            dossier=dossier, step=last_step_id(connection), years=years, undo=undo_state(read_steps(connection, site)),
            read_only=why_read_only(path, reading) is not None,
        )  # fmt: skip
