"""Collects cyclic garbage on the window's thread only: a widget destroyed on the worker ends the program. Knows no widget."""

import gc
import time

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_WHOLE_EVERY_S = 30  # the oldest generation holds the dossier; looking it through takes a moment
_FLOOD = 50_000  # so many new objects between two looks are a file that was read


class GarbageKeeper(QObject):
    """Python collects whenever any thread has allocated enough; while this lives, only the timer of its thread does."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._last_whole = time.monotonic()
        gc.disable()
        gc.freeze()  # what is loaded by now stays for good and need not be looked through again
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> int:
        """Collects the oldest generation that is due, as Python itself would; returns which, -1 for none."""
        counts = gc.get_count()
        if counts[0] > _FLOOD:
            gc.collect(0)
            gc.freeze()  # the records stay until another file takes their place, and then go without being looked for
            return 0
        whole_is_due = time.monotonic() - self._last_whole > _WHOLE_EVERY_S
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation] and (generation < 2 or whole_is_due):
                if generation == 2:
                    self._last_whole = time.monotonic()
                gc.collect(generation)
                return generation
        return -1

    def release(self) -> None:
        """Lets Python collect by itself again; only once no other thread runs."""
        self._timer.stop()
        gc.enable()
