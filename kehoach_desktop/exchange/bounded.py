"""Reads files from outside in a process of its own with limits on time and memory; a file can stop it, not us.

The process gives back plain JSON, never objects. It is started once for a pile of files and anew after each that broke it.
The frozen program must call multiprocessing.freeze_support() before it reads its arguments.
"""

import hashlib
import json
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

from kehoach_desktop.exchange.faults import ReaderNotStarted, Refusal, RefusedFile
from kehoach_desktop.exchange.package import MAX_BYTES
from kehoach_desktop.exchange.spreadsheet import Cell, CellKind, Sheet, read_workbook

_SECONDS = 60.0
_START_SECONDS = 60.0  # an old PC that is scanning for viruses
_READY = b"ready"
_MEMORY = 2**30
_ANSWER_LIMIT = 256 * 2**20
_TURN = 0.1  # seconds between two looks whether the person wants to stop

_starting = threading.Lock()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A workbook's cells, and the hash of the very bytes they were read from."""

    sheets: tuple[Sheet, ...]
    sha256: str


class BoundedReader:
    """The reader's process; use as a context manager. One file at a time."""

    def __init__(self, *, seconds: float = _SECONDS, memory: int = _MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: Any = None
        self._line: Any = None  # a Connection; on Windows a PipeConnection

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def read(self, path: Path, tick: Callable[[], None] | None = None) -> ReadFile:
        """The cells of a file. Raises RefusedFile, or ReaderNotStarted for no fault of the file's; `tick` is called while waiting and may raise Cancelled."""
        try:
            answer = self._ask(path, tick or (lambda: None))
        except BaseException:
            self.stop()
            raise
        if "refused" in answer:
            raise RefusedFile(Refusal(answer["refused"]), subject=str(path))
        if "crash" in answer:
            self.stop()
            _log.error("reader failed on %s:\n%s", path.name, answer["crash"])
            raise RefusedFile(Refusal.DIED, subject=str(path))
        sheets = (
            Sheet(name, hidden, {(row, column): Cell(CellKind(kind), value) for row, column, kind, value in cells})
            for name, hidden, cells in answer["sheets"]
        )
        return ReadFile(tuple(sheets), answer["sha256"])

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._line = None

    def _ask(self, path: Path, tick: Callable[[], None]) -> dict[str, Any]:
        line = self._line or self._start()
        try:
            line.send_bytes(str(path).encode("utf-8", "surrogateescape"))
            until = time.monotonic() + self._seconds
            tick()
            while not line.poll(_TURN):
                tick()
                if time.monotonic() > until:
                    raise RefusedFile(Refusal.TOO_SLOW, subject=str(path))
            return json.loads(line.recv_bytes(_ANSWER_LIMIT))
        except (EOFError, OSError) as fault:  # the process is gone: out of memory, or killed by the system
            raise RefusedFile(Refusal.DIED, subject=str(path)) from fault

    def _start(self) -> Any:
        from multiprocessing import get_context

        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, self._memory), daemon=True)
        with _no_main_module():
            self._process.start()
        theirs.close()
        try:
            ready = self._line.poll(_START_SECONDS) and self._line.recv_bytes(len(_READY)) == _READY
        except (EOFError, OSError):
            ready = False
        if not ready:
            raise ReaderNotStarted
        return self._line


@contextmanager
def _no_main_module() -> Iterator[None]:
    """While a process starts: keeps it from running the main program's module again, which takes seconds or may not be a file."""
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def serve(line: Any, memory: int) -> None:
    """The other side: reads the files it is told of until nobody asks any more."""
    _limit_memory(memory)
    line.send_bytes(_READY)
    while True:
        try:
            path = Path(line.recv_bytes().decode("utf-8", "surrogateescape"))
        except EOFError:
            return
        line.send_bytes(json.dumps(_answer(path), ensure_ascii=True).encode("ascii"))


def _answer(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        sheets = read_workbook(data)
    except RefusedFile as fault:
        return {"refused": fault.refusal.value}
    except OSError:
        return {"refused": Refusal.MISSING.value}
    except MemoryError:
        return {"refused": Refusal.BOMB.value}
    except Exception:  # noqa: BLE001 - told to the parent, which logs it: one bad file must not stop the pile
        return {"crash": traceback.format_exc()}
    cells = [(s.name, s.hidden, [(row, col, *cell) for (row, col), cell in s.cells.items()]) for s in sheets]
    return {"sheets": cells, "sha256": hashlib.sha256(data).hexdigest()}


def _limit_memory(memory: int) -> None:
    """Sets the limit where the system offers one to a process; elsewhere the limits of the reading itself must do."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
