"""Reads an office file that came from outside: in a process of its own, from a private copy, with every guard on.

Only history leaves it, as plain values. The file itself is never opened by the office's own database library, its side
files are never replayed (a forged journal rewrites or deletes other files), and nothing of its schema is ever run.
"""

import hashlib
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kehoach_desktop.domain.history import Change, ChangeId, ChangeKind, Step, StepKind
from kehoach_desktop.domain.merging import Received
from kehoach_desktop.exchange import carrying
from kehoach_desktop.exchange.bounded import BoundedProcess
from kehoach_desktop.exchange.faults import Refusal, RefusedFile
from kehoach_desktop.frozen import frozen

if TYPE_CHECKING:
    import apsw

MAX_BYTES = 2**30
_SECONDS = 60.0
_CHECK_SECONDS = 40.0  # of work inside the database; the rest is for copying and talking
_PAGE = 4000  # rows in one message
_TEXT_LIMIT = 16 * 2**20
_LIMITS = {"SQL_LENGTH": 100_000, "EXPR_DEPTH": 50, "ATTACHED": 0, "VARIABLE_NUMBER": 100, "TRIGGER_DEPTH": 1}
_GUARDS = {"DEFENSIVE": 1, "TRUSTED_SCHEMA": 0, "ENABLE_TRIGGER": 0, "ENABLE_VIEW": 0, "ENABLE_LOAD_EXTENSION": 0}
_STEPS = "SELECT id, site, number, name, kind, at, author, target_id FROM step ORDER BY arrival"
_CHANGES = (
    "SELECT site, counter, step_id, kind, record_kind, record_id, field, old, new, supersedes FROM change "
    "ORDER BY site, counter"
)


@frozen
class KnownFormat:
    """What an office file of ours looks like: its mark, the newest version, the statements of every version's schema."""

    application_id: int
    version: tuple[int, int]
    schemas: dict[str, list[str]]


@frozen
class ReceivedOffice:
    """A history that was read whole, and how it came: `manifest` is None for a raw copy made in the file manager."""

    received: Received
    manifest: dict[str, Any] | None


def plain_sql(text: str) -> str:
    """A statement of a schema with its white space made alike, so that two ways of writing it compare equal."""
    return re.sub(r"\s+", " ", text).replace("( ", "(").replace(" )", ")").strip().rstrip(";")


def sqlite_version() -> str:
    """The version of the database library that opens received files."""
    import apsw

    return apsw.sqlite_lib_version()


class OfficeReader(BoundedProcess):
    """Reads received office files and packages, one after another; use as a context manager."""

    def __init__(self, known: KnownFormat, *, seconds: float = _SECONDS) -> None:
        super().__init__(office_answers, seconds=seconds)
        self._known = known

    def read(
        self, path: Path, *, password: str | None = None, tick: Callable[[], None] | None = None
    ) -> ReceivedOffice:
        """The history in a file. Raises RefusedFile, ReaderNotStarted; `tick` may raise Cancelled."""
        known = self._known
        head, *rest = self.ask(
            path, tick, application_id=known.application_id, version=known.version, schemas=known.schemas,
            password=password,
        )  # fmt: skip
        try:
            steps = tuple(_step(row) for message in rest for row in message.get("steps", ()))
            changes = tuple(_change(row) for message in rest for row in message.get("changes", ()))
            received = Received(str(head["database_id"]), steps, changes, path.name, head["sha256"])
        except (ValueError, TypeError, KeyError) as fault:
            raise RefusedFile(Refusal.STRANGE_VALUES, subject=str(path)) from fault
        return ReceivedOffice(received, head["manifest"])


def _step(row: list[Any]) -> Step:
    step_id, site, number, name, kind, at, author, target = row
    for text in (step_id, site, name, author):
        _must_be(text, str)
    return Step(
        id=step_id, site=site, number=_must_be(number, int), name=name, kind=StepKind(kind),
        at=datetime.fromisoformat(at), author=author, target_id=None if target is None else _must_be(target, str),
    )  # fmt: skip


def _change(row: list[Any]) -> Change:
    site, counter, step_id, kind, record_kind, record_id, field, old, new, supersedes = row
    for text in (site, step_id, record_kind, record_id):
        _must_be(text, str)
    return Change(
        id=ChangeId(site, _must_be(counter, int)), step_id=step_id, kind=ChangeKind(kind), record_kind=record_kind,
        record_id=record_id, field=None if field is None else _must_be(field, str), old=_json(old), new=_json(new),
        supersedes=tuple(ChangeId.parse(part) for part in _must_be(supersedes, str).split()),
    )  # fmt: skip


def _json(text: Any) -> Any:
    return None if text is None else json.loads(_must_be(text, str))


def _must_be(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{type(value)} in place of {kind}")
    return value


# --- in the reader's process ---


def office_answers(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Head, steps and edits of a file; runs in the reader's process."""
    source = Path(request["path"])
    with tempfile.TemporaryDirectory(prefix="kehoach-") as folder:
        copy = Path(folder) / "office"
        _refuse_side_files(source)
        sha256 = _copy(source, copy)
        manifest, office = carrying.unpack(copy, Path(folder), request["password"], MAX_BYTES)
        connection = _open(office, request)
        try:
            _refuse_unsound(connection, request)
            yield from _history(connection, sha256, manifest)
        finally:
            connection.close()  # whatever was found: Windows deletes no open file


def _refuse_side_files(path: Path) -> None:
    """A journal with something in it means that the copy was made while the program was writing."""
    for ending in ("-journal", "-wal"):
        side = path.with_name(path.name + ending)
        if side.exists() and side.stat().st_size > 0:
            raise RefusedFile(Refusal.CUT_COPY)


def _copy(source: Path, target: Path) -> str:
    """Copies the file's own bytes, nothing beside it; gives their hash."""
    digest, left = hashlib.sha256(), MAX_BYTES
    with source.open("rb") as file, target.open("wb") as copy:
        while piece := file.read(2**20):
            left -= len(piece)
            if left < 0:
                raise RefusedFile(Refusal.HUGE_OFFICE)
            digest.update(piece)
            copy.write(piece)
    return digest.hexdigest()


def _open(path: Path, request: dict[str, Any]) -> "apsw.Connection":
    import apsw

    _refuse_header(path, request)
    return apsw.Connection(
        f"file:///{quote(path.as_posix().lstrip('/'), safe='/:')}?mode=ro&immutable=1",
        flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI,
    )


def _refuse_unsound(connection: "apsw.Connection", request: dict[str, Any]) -> None:
    """Sets every guard, then looks at schema, lengths, pages and links before anything is read.

    The schema comes first: checking the pages of a table means reckoning with the conditions its schema sets.
    """
    import apsw

    try:
        _guard(connection)
        _refuse_schema(connection, request)
        _refuse_long_values(connection)
        _refuse_damage(connection)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise RefusedFile(Refusal.DAMAGED_OFFICE)
    except apsw.InterruptError as fault:
        raise RefusedFile(Refusal.TOO_SLOW) from fault
    except apsw.Error as fault:
        raise RefusedFile(Refusal.DAMAGED_OFFICE) from fault


def _refuse_header(path: Path, request: dict[str, Any]) -> None:
    """Mark, version and length by the first hundred bytes, before the database library looks at it."""
    with path.open("rb") as file:
        raw = file.read(100)
    if len(raw) < 100 or not raw.startswith(b"SQLite format 3\0"):
        raise RefusedFile(Refusal.NOT_AN_OFFICE if raw else Refusal.EMPTY)

    def number(offset: int, width: int = 4) -> int:
        return int.from_bytes(raw[offset : offset + width], "big")

    if number(68) != request["application_id"] or number(60) == 0:
        raise RefusedFile(Refusal.NOT_AN_OFFICE)
    if list(divmod(number(60), 1000)) > list(request["version"]):
        raise RefusedFile(Refusal.NEWER_OFFICE)
    page = 65536 if number(16, 2) == 1 else number(16, 2)
    if path.stat().st_size != page * number(28):
        raise RefusedFile(Refusal.CUT_COPY)


def _guard(connection: "apsw.Connection") -> None:
    import apsw

    for name, value in _GUARDS.items():
        connection.config(getattr(apsw, f"SQLITE_DBCONFIG_{name}"), value)
    connection.limit(apsw.SQLITE_LIMIT_LENGTH, _TEXT_LIMIT)
    for name, value in _LIMITS.items():
        connection.limit(getattr(apsw, f"SQLITE_LIMIT_{name}"), value)
    for pragma in ("cell_size_check=ON", "mmap_size=0", "query_only=ON", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")
    until = time.monotonic() + _CHECK_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > until, 10_000)


def _refuse_long_values(connection: "apsw.Connection") -> None:
    """By their lengths alone, which stand at the head of a row; a check of the pages reads such a text to its end."""
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        too_long = " OR ".join(f'octet_length("{column}") > {_TEXT_LIMIT}' for column in columns)
        if connection.execute(f'SELECT 1 FROM "{table}" WHERE {too_long} LIMIT 1').fetchone():  # noqa: S608 - known names
            raise RefusedFile(Refusal.STRANGE_VALUES)


def _refuse_damage(connection: "apsw.Connection") -> None:
    if [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] != ["ok"]:
        raise RefusedFile(Refusal.DAMAGED_OFFICE)


def _refuse_schema(connection: "apsw.Connection", request: dict[str, Any]) -> None:
    """The schema must be, statement for statement, that of a version we know; an index SQLite makes itself has none."""
    (version,) = connection.execute("PRAGMA user_version").fetchone() or (0,)
    wanted = request["schemas"].get("{}.{}".format(*divmod(version, 1000)))
    if wanted is None:
        raise RefusedFile(Refusal.STRANGE_SCHEMA)
    found: set[str] = set()
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_master"):
        if sql is None and kind == "index" and str(name).startswith("sqlite_autoindex_"):
            continue
        if kind not in ("table", "index") or not isinstance(sql, str):
            raise RefusedFile(Refusal.STRANGE_SCHEMA)
        found.add(plain_sql(sql))
    if found != set(wanted):
        raise RefusedFile(Refusal.STRANGE_SCHEMA)


def _history(connection: "apsw.Connection", sha256: str, manifest: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    import apsw

    try:
        found = connection.execute("SELECT value FROM meta WHERE key = 'database_id'").fetchone()
        if found is None or not isinstance(found[0], str):
            raise RefusedFile(Refusal.STRANGE_VALUES)
        yield {"database_id": found[0], "sha256": sha256, "manifest": manifest}
        for name, query in (("steps", _STEPS), ("changes", _CHANGES)):
            for rows in _pages(connection.execute(query)):
                yield {name: rows}
    except apsw.InterruptError as fault:
        raise RefusedFile(Refusal.TOO_SLOW) from fault
    except apsw.Error as fault:
        raise RefusedFile(Refusal.DAMAGED_OFFICE) from fault


def _pages(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    page: list[tuple[Any, ...]] = []
    for row in rows:
        if any(isinstance(value, bytes | float) for value in row):
            raise RefusedFile(Refusal.STRANGE_VALUES)
        page.append(row)
        if len(page) == _PAGE:
            yield page
            page = []
    if page:
        yield page
