"""Forms somebody has begun to fill in and not accepted, kept so that a crash costs no typing; not part of history."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from kehoach_desktop.domain.history import ChangeId
from kehoach_desktop.frozen import frozen
from kehoach_desktop.storage.engine import commit
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.tables import DraftRow


@frozen(kw_only=True)
class Draft:
    """What was typed in a form (plain JSON values), and the edits the form showed when typing began."""

    key: str
    values: Mapping[str, Any]
    based_on: tuple[ChangeId, ...] = ()
    saved_at: datetime


def save_draft(
    office_file: OfficeFile, key: str, values: Mapping[str, Any], based_on: tuple[ChangeId, ...] = ()
) -> Draft:
    """Keeps what stands in a form now, in place of what was kept before."""
    draft = Draft(key=key, values=dict(values), based_on=based_on, saved_at=office_file.clock.now())
    with office_file.writing() as connection:
        connection.execute(delete(DraftRow).where(DraftRow.key == key))
        connection.execute(
            insert(DraftRow),
            {"key": key, "values": draft.values, "based_on": based_on, "saved_at": draft.saved_at},
        )
        commit(connection)
    return draft


def drop_draft(office_file: OfficeFile, key: str) -> None:
    """Forgets a form that was accepted or given up."""
    with office_file.writing() as connection:
        connection.execute(delete(DraftRow).where(DraftRow.key == key))
        commit(connection)


def drafts(office_file: OfficeFile) -> list[Draft]:
    """Every form that was left unfinished, the oldest first."""
    with office_file.looking() as connection:
        rows = connection.execute(select(DraftRow.__table__).order_by(DraftRow.saved_at)).all()
    return [Draft(key=row.key, values=row.values, based_on=row.based_on, saved_at=row.saved_at) for row in rows]
