"""Files of other machines: read in quarantine, shown as a plan, merged in one step after a backup; decides nothing for a person."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from kehoach_desktop import paths
from kehoach_desktop.exchange.quarantine import KnownFormat, OfficeReader, ReceivedOffice, plain_sql
from kehoach_desktop.storage.schema_version import APPLICATION_ID, CURRENT

Tick = Callable[[], None]


@cache
def known_format() -> KnownFormat:
    """What an office file of any version looks like; the schemas of earlier ones are kept in db/accepted."""
    folder = paths.migrations()
    schemas = {path.stem: _statements(path) for path in (folder / "accepted").glob("*.sql")}
    schemas[str(CURRENT)] = _statements(folder / "schema.sql")
    return KnownFormat(APPLICATION_ID, (CURRENT.major, CURRENT.minor), schemas)


def _statements(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [plain_sql(part) for part in re.split(r";\n(?:\n|$)", text) if part.strip()]


def receive(path: Path, *, password: str | None = None, tick: Tick | None = None) -> ReceivedOffice:
    """The history in a file or package of another machine. Raises RefusedFile, ReaderNotStarted."""
    with OfficeReader(known_format()) as reader:
        return reader.read(path, password=password, tick=tick)
