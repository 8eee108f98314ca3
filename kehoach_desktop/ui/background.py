"""One worker thread that owns every call on the office file; widgets never wait for disk. Knows no service."""

import queue
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from kehoach_desktop.errors import Cancelled, UserFacingError
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.after_painting import AfterPainting
from kehoach_desktop.ui.garbage import GarbageKeeper

_SHOW_AFTER_S = 0.5
_POLL_MS = 100
# While the worker counts, the window's thread waits this long each time it comes back from Qt, a thousand times for a
# painted table. Python's own 5 ms made a switch of tab three times slower; the worker is slowed only while the window acts.
_TURN_S = 0.0001


@frozen
class ProgressView:
    """What the status line shows of a long act; `total` 0 means unknown, `left_s` is a guess in seconds or None."""

    label: str
    done: float
    total: float
    left_s: float | None
    cancellable: bool


class Progress:
    """Handed to the work: call it as `progress(part)` with 0 to 1, or `progress(done, total)`.

    It raises Cancelled once the person has said stop.
    """

    def __init__(self) -> None:
        self.done: float = 0
        self.total: float = 0
        self.stopped = False

    def __call__(self, done: float, total: float = 1) -> None:
        self.done, self.total = done, total
        if self.stopped:
            raise Cancelled


@dataclass(eq=False)
class _Job:
    """One piece of work and what came of it."""  # without these words dataclass would load inspect to write some

    work: Callable[[Progress], Any]
    on_done: Callable[[Any], None] | None
    on_error: Callable[[UserFacingError], None] | None
    label: str | None
    cancellable: bool
    progress: Progress = field(default_factory=Progress)
    started_at: float | None = None
    result: Any = None
    error: BaseException | None = None

    def execute(self) -> None:
        self.started_at = time.monotonic()
        try:
            if self.progress.stopped:
                raise Cancelled
            self.result = self.work(self.progress)
        except Exception as error:  # noqa: BLE001 - carried to the window's thread, which tells fault from bug
            self.error = error


class _Worker(QThread):
    finished_job = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()

    def run(self) -> None:
        while (job := self.jobs.get()) is not None:
            job.execute()
            self.finished_job.emit(job)


class Background(QObject):
    """Runs work one after another off the window's thread and hands results back on it.

    `failed` carries every known fault (also when `on_error` was given), `crashed` any other exception.
    """

    progressed = Signal(object)  # ProgressView, or None when nothing long runs
    failed = Signal(object)  # UserFacingError
    crashed = Signal(object)  # BaseException
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN_S)
        self._waiting: list[_Job] = []
        self._held: list[_Job] = []  # the last of those waiting, which the worker is not given yet
        self._shown = False
        self._worker = _Worker()
        self._worker.finished_job.connect(self._finish)
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._show_progress)
        self._garbage = GarbageKeeper(self)
        self._worker.start()

    @property
    def is_idle(self) -> bool:
        return not self._waiting

    def run(
        self,
        work: Callable[[Progress], Any],
        *,
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[UserFacingError], None] | None = None,
        progress_label: str | None = None,
        cancellable: bool = False,
        after_ms: int = 0,
    ) -> None:
        """Queues work; with a label it is shown in the status line once it has run for half a second.

        With `after_ms` it leaves the processor to the window's thread for so long, and until that has painted; the
        next work ends the wait.
        """
        job = _Job(work, on_done, on_error, progress_label, cancellable)
        self._waiting.append(job)
        self._held.append(job)
        if after_ms:
            AfterPainting(self._release, after_ms, self).start()
        else:
            self._release()
        if progress_label is not None and not self._poll.isActive():
            self._poll.start()

    def stop_current(self) -> None:
        """Asks the running act to stop; it does at its next progress call."""
        if self._waiting and self._waiting[0].cancellable:
            self._waiting[0].progress.stopped = True

    def stop(self, label: str) -> None:
        """Asks the acts of this name to stop, those that wait for their turn too: a person means what she sees."""
        for job in self._waiting:
            if job.cancellable and job.label == label:
                job.progress.stopped = True

    def shut_down(self) -> None:
        """Lets the queue finish, then ends the thread; call once, before the application ends."""
        for job in self._waiting:
            job.progress.stopped = job.cancellable
        self._release()
        self._worker.jobs.put(None)
        self._worker.wait()
        self._poll.stop()
        self._garbage.release()

    def _release(self) -> None:
        for job in self._held:
            self._worker.jobs.put(job)
        self._held.clear()

    def _show_progress(self) -> None:
        job = self._waiting[0] if self._waiting else None
        if job is None or job.label is None or job.started_at is None:
            return
        spent = time.monotonic() - job.started_at
        if spent < _SHOW_AFTER_S:
            return
        done, total = job.progress.done, job.progress.total
        left = spent * (total - done) / done if 0 < done <= total else None
        self._shown = True
        self.progressed.emit(ProgressView(job.label, done, total, left, job.cancellable))

    def _finish(self, job: _Job) -> None:
        self._waiting.remove(job)
        if self._shown:
            self._shown = False
            self.progressed.emit(None)
        if not any(waiting.label for waiting in self._waiting):
            self._poll.stop()
        if job.error is None:
            if job.on_done is not None:
                job.on_done(job.result)
        elif isinstance(job.error, UserFacingError):
            self.failed.emit(job.error)
            if job.on_error is not None:
                job.on_error(job.error)
        else:
            self.crashed.emit(job.error)
        if not self._waiting:
            self.idle.emit()
