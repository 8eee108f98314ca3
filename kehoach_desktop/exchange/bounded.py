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
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

from kehoach_desktop.exchange.faults import ReaderNotStarted, Refusal, RefusedFile
from kehoach_desktop.exchange.package import MAX_BYTES
from kehoach_desktop.exchange.spreadsheet import Cell, CellKind, Sheet, read_workbook
from kehoach_desktop.frozen import frozen

_SECONDS = 60.0
_START_SECONDS = 60.0  # an old PC that is scanning for viruses
_PAUSES = (0.5, 2.0, None)  # seconds before another try to start it; None gives up
_READY = b"ready"
_MEMORY = 2**30
_ANSWER_LIMIT = 256 * 2**20
_TURN = 0.1  # seconds between two looks whether the person wants to stop

_starting = threading.Lock()
_log = logging.getLogger(__name__)


@frozen
class ReadFile:
    """A workbook's cells, and the hash of the very bytes they were read from."""

    sheets: tuple[Sheet, ...]
    sha256: str


class BoundedProcess:
    """A process that reads files for us; use as a context manager. One file at a time.

    `answers` is a function of a module: request -> plain messages. A message with "refused" or "crash" is the last one.
    """

    def __init__(
        self, answers: Callable[[dict[str, Any]], Iterator[dict[str, Any]]], *, seconds: float = _SECONDS,
        memory: int = _MEMORY,
    ) -> None:  # fmt: skip
        self._answers = answers
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

    def ask(self, path: Path, tick: Callable[[], None] | None = None, **request: Any) -> list[dict[str, Any]]:
        """The messages about a file. Raises RefusedFile, or ReaderNotStarted for no fault of the file's; `tick` is called while waiting and may raise Cancelled."""
        try:
            messages = self._ask({"path": str(path), **request}, tick or (lambda: None))
        except BaseException:
            self.stop()
            raise
        last = messages[-1] if messages else {}
        if "refused" in last:
            raise RefusedFile(Refusal(last["refused"]), subject=str(path))
        if "crash" in last:
            self.stop()
            _log.error("reader failed on %s:\n%s", path.name, last["crash"])
            raise RefusedFile(Refusal.DIED, subject=str(path))
        return messages

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._line = None

    def _ask(self, request: dict[str, Any], tick: Callable[[], None]) -> list[dict[str, Any]]:
        line = self._line or self._start()
        messages: list[dict[str, Any]] = []
        try:
            line.send_bytes(json.dumps(request).encode("ascii"))
            until = time.monotonic() + self._seconds
            tick()
            while True:
                while not line.poll(_TURN):
                    tick()
                    if time.monotonic() > until:
                        raise RefusedFile(Refusal.TOO_SLOW, subject=request["path"])
                message = line.recv_bytes(_ANSWER_LIMIT)
                if not message:
                    return messages
                messages.append(json.loads(message))
        except (EOFError, OSError) as fault:  # the process is gone: out of memory, or killed by the system
            raise RefusedFile(Refusal.DIED, subject=request["path"]) from fault

    def _start(self) -> Any:
        from multiprocessing import get_context

        context = get_context("spawn")
        for pause in _PAUSES:
            self._line, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs, self._memory, self._answers), daemon=True)
            try:
                with _no_main_module():
                    process.start()
                self._process = process
                break
            except OSError as fault:  # Windows, busy or scanning for viruses, would not start it
                self.stop()
                if pause is None:
                    raise ReaderNotStarted from fault
                time.sleep(pause)
            finally:
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


def serve(line: Any, memory: int, answers: Callable[[dict[str, Any]], Iterator[dict[str, Any]]]) -> None:
    """The other side: reads the files it is told of until nobody asks any more. An empty message ends an answer."""
    _limit_memory(memory)
    line.send_bytes(_READY)
    while True:
        try:
            request = json.loads(line.recv_bytes())
        except EOFError:
            return
        for message in _guarded(answers, request):
            line.send_bytes(json.dumps(message, ensure_ascii=True).encode("ascii"))
        line.send_bytes(b"")


def _guarded(
    answers: Callable[[dict[str, Any]], Iterator[dict[str, Any]]], request: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """The answer, ended by a word on what went wrong: one bad file must not stop the pile."""
    try:
        yield from answers(request)
    except RefusedFile as fault:
        yield {"refused": fault.refusal.value}
    except OSError:
        yield {"refused": Refusal.MISSING.value}
    except MemoryError:
        yield {"refused": Refusal.BOMB.value}
    except Exception:  # noqa: BLE001 - told to the parent, which logs it
        yield {"crash": traceback.format_exc()}


class BoundedReader(BoundedProcess):
    """Reads workbooks that came back."""

    def __init__(self, *, seconds: float = _SECONDS, memory: int = _MEMORY) -> None:
        super().__init__(workbook_answers, seconds=seconds, memory=memory)

    def read(self, path: Path, tick: Callable[[], None] | None = None) -> ReadFile:
        """The cells of a file. Raises what `ask` raises."""
        (answer,) = self.ask(path, tick)
        sheets = (
            Sheet(name, hidden, {(row, column): Cell(CellKind(kind), value) for row, column, kind, value in cells})
            for name, hidden, cells in answer["sheets"]
        )
        return ReadFile(tuple(sheets), answer["sha256"])


def workbook_answers(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The cells of a workbook and the hash of its bytes; runs in the reader's process."""
    with Path(request["path"]).open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    sheets = read_workbook(data)
    cells = [(s.name, s.hidden, [(row, col, *cell) for (row, col), cell in s.cells.items()]) for s in sheets]
    yield {"sheets": cells, "sha256": hashlib.sha256(data).hexdigest()}


def _limit_memory(memory: int) -> None:
    """Sets the limit where the system offers one to a process; elsewhere the limits of the reading itself must do."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
