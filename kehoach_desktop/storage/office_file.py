"""One office file: creating, opening, refusing, and the transactions in which everything is read and written.

The file lives on a local disk. A file on a stick is copied in first, a received file goes through the quarantine reader;
neither is opened here.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, insert, select

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.history import Step, StepKind
from kehoach_desktop.domain.records import Office, Record
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.backup import back_up
from kehoach_desktop.storage.engine import commit, for_writing, open_engine, quick_problems, stamp
from kehoach_desktop.storage.files import replacement
from kehoach_desktop.storage.header import Header, is_hot, read_header, refuse_cut_file
from kehoach_desktop.storage.recorder import Intent, Recorder, refuse_unrecorded_writes
from kehoach_desktop.storage.records import Records
from kehoach_desktop.storage.schema_version import APPLICATION_ID, CURRENT, REVISION, Reading, judge, why_read_only
from kehoach_desktop.storage.tables import MetaRow, StepRow, metadata
from kehoach_desktop.storage.undo import take_back, take_back_older

_JUMP = 1 << 32  # room for the counters of one opening; see OfficeFile._jump


class OfficeFile:
    """An open office file. Use from one thread at a time; `close` it, or use it as a context manager."""

    def __init__(
        self, path: Path, engine: Engine, *, author: str, site: str, clock: Clock, why_read_only: str | None
    ) -> None:
        self.path = path
        self.author = author
        self.site = site
        self.clock = clock
        self.recovered = False
        self._why_read_only = why_read_only
        self._engine = engine
        refuse_unrecorded_writes(engine)
        self._identity = _identity(path)
        # An Explorer copy on the same machine has the same site id. A random leap per opening keeps its edits from
        # bearing the numbers of the original's, which a merge would take for the same edits.
        self._jump = secrets.randbelow(_JUMP)
        with engine.begin() as connection:
            self._refuse_damage(connection)
            self.database_id = _meta(connection)["database_id"]
            self._last_step = Records(connection).last_step_id()

    # --- creating and opening ---

    @classmethod
    def create(
        cls, path: Path, *, office: Office, author: str, site: str, clock: Clock | None = None,
        also: Iterable[Record] = (),
    ) -> Self:  # fmt: skip
        """A new file with an office and what else it is born with. Raises FileExists; a crash leaves at most a `.part`."""
        clock = clock or Clock()
        if path.exists():
            raise faults.FileExists(path)
        with faults.translated(path), replacement(path) as part:
            engine = open_engine(part, mode="rwc")
            try:
                with for_writing(engine).begin() as connection:
                    database_id = _build(connection, clock)
                # The birth of the file is the file's own act: no machine's undo takes the office back.
                unborn = cls(part, engine, author=author, site=database_id, clock=clock, why_read_only=None)
                with unborn.step("Tạo tệp mới") as records:
                    records.add(office, *also)
            finally:
                engine.dispose()
        return cls.open(path, author=author, site=site, clock=clock)

    @classmethod
    def open(cls, path: Path, *, author: str, site: str, clock: Clock | None = None) -> Self:
        """Opens a file; for viewing only when it is newer by a minor step or write-protected.

        A refused file is left as it is, byte for byte and without side files. Raises the faults of storage.faults.
        """
        header = read_header(path)
        reading = judge(path, header)
        refuse_cut_file(path, header)
        why = why_read_only(path, reading)
        if reading is Reading.UPGRADE_FIRST or header.is_wal:
            if why:
                raise faults.ReadOnlyFile(path, cause="Tệp cần chuyển đổi trước khi mở nhưng không ghi được ở chỗ này.")
            _convert(path, header, reading)
        was_cut_off = is_hot(path)
        engine = open_engine(path, mode="ro" if why else "rw")
        try:
            with faults.translated(path):
                opened = cls(path, engine, author=author, site=site, clock=clock or Clock(), why_read_only=why)
        except BaseException:
            engine.dispose()
            raise
        opened.recovered = was_cut_off and not is_hot(path)
        return opened

    @property
    def read_only(self) -> bool:
        """Whether the file is open for viewing only."""
        return self._why_read_only is not None

    def close(self) -> None:
        """Lets go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- transactions ---

    @contextmanager
    def read(self) -> Iterator[Records]:
        """One consistent look at the file."""
        with self.looking() as connection:
            yield Records(connection)

    @contextmanager
    def step(self, name: str, kind: StepKind = StepKind.EDIT, target_id: str | None = None) -> Iterator[Records]:
        """One named, undoable act: everything or nothing is written, and nothing at all when nothing changed."""
        intent = Intent(
            name=name, kind=kind, target_id=target_id, site=self.site, author=self.author, clock=self.clock,
            jump=self._jump,
        )  # fmt: skip
        with self.writing() as connection:
            recorder = Recorder(connection, intent)
            yield Records(connection, recorder)
            if recorder.step is not None:
                commit(connection)
        if recorder.step is not None:
            self._last_step, self._jump = recorder.step.id, 0

    @contextmanager
    def merging(self, name: str) -> Iterator[tuple[Connection, Recorder]]:
        """The write lock and a step for taking in other histories; the caller commits. For this room only."""
        intent = Intent(
            name=name, kind=StepKind.MERGE, target_id=None, site=self.site, author=self.author, clock=self.clock,
            jump=self._jump,
        )  # fmt: skip
        with self.writing() as connection:
            recorder = Recorder(connection, intent)
            yield connection, recorder
        if recorder.step is not None:
            self._last_step, self._jump = recorder.step.id, 0

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """A connection that reads, for this room only."""
        with faults.translated(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that holds the write lock, for this room only; what the caller does not commit is rolled back."""
        if self._why_read_only is not None:
            raise faults.ReadOnlyFile(self.path, cause=self._why_read_only)
        self._refuse_other_file()
        with faults.translated(self.path), for_writing(self._engine).connect() as connection:
            self._refuse_other_content(connection)
            yield connection

    def undo(self) -> Step | None:
        """Takes back this machine's last standing step, as a new step; None when there is none. Raises CannotUndo."""
        return take_back(self, StepKind.UNDO)

    def undo_older(self, step_id: str) -> Step | None:
        """Takes back any one step, as a new edit; see `take_back_older`."""
        return take_back_older(self, step_id)

    def redo(self) -> Step | None:
        """Does again what was taken back last, as a new step; None when there is nothing. Raises CannotUndo."""
        return take_back(self, StepKind.REDO)

    def backup(self, target: Path) -> None:
        """Writes a verified copy, or nothing; also of a file that was replaced or deleted under us (rescue copy)."""
        with self.read() as records:
            last_step = records.last_step_id()
        back_up(self._engine, target, last_step)

    # --- guards ---

    def _refuse_other_file(self) -> None:
        if _identity(self.path) != self._identity:
            raise faults.FileReplaced(self.path)

    def _refuse_other_content(self, connection: Connection) -> None:
        """Another file's bytes copied over ours, or an older copy of ours: it lacks the last step we know of."""
        same = _meta(connection).get("database_id") == self.database_id
        if same and self._last_step is not None:
            same = connection.scalar(select(StepRow.id).where(StepRow.id == self._last_step)) is not None
        if not same:
            raise faults.FileReplaced(self.path)

    def _refuse_damage(self, connection: Connection) -> None:
        if quick_problems(connection):
            raise faults.DamagedFile(self.path)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file the path names now, not what is in it."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _convert(path: Path, header: Header, reading: Reading) -> None:
    from kehoach_desktop.storage.upgrade import convert_from_wal, upgrade_file

    if header.is_wal:
        convert_from_wal(path)
    if reading is Reading.UPGRADE_FIRST:
        upgrade_file(path)


def _meta(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(select(MetaRow.key, MetaRow.value))}


def _build(connection: Connection, clock: Clock) -> str:
    """Tables, version and the file's own facts; returns the id of the database. The drift test proves these tables equal to what migrations build."""
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (REVISION,))
    facts = {"database_id": clock.new_id(), "created_at": clock.now().isoformat()}
    connection.execute(insert(MetaRow), [{"key": key, "value": value} for key, value in facts.items()])
    stamp(connection, APPLICATION_ID, CURRENT.number)
    return facts["database_id"]
