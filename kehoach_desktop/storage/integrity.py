"""Looks over an open file: its pages, its links, its history; reads only."""

from sqlalchemy import Connection, select

from kehoach_desktop.domain.history import ChangeKind
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.engine import all_problems
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.tables import RECORD_ROWS, ChangeRow


def integrity_faults(office_file: OfficeFile) -> list[str]:
    """What is broken, in Vietnamese sentences; a sound file gives none."""
    try:
        with office_file.looking() as connection:
            return all_problems(connection) + _without_history(connection)
    except faults.DamagedFile as fault:
        return [fault.cause]


def _without_history(connection: Connection) -> list[str]:
    """Records no edit speaks of: something wrote past the program."""
    born = select(ChangeRow.record_id).where(ChangeRow.kind == ChangeKind.CREATE)
    return [
        f"Bản ghi {kind} {record_id} không có trong lịch sử: tệp đã bị sửa bằng chương trình khác."
        for kind, row in RECORD_ROWS.items()
        for record_id in connection.scalars(select(row.id).where(row.id.not_in(born)).limit(20))
    ]
