"""Small looks at files that nobody waits for: one at a time, and only while the worker has nothing else to do."""

from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import Shiboken

from kehoach_desktop.ui.background import Background

Look = tuple[Callable[[], Any], Callable[[Any], None]]


class IdleWork(QObject):
    """What a person asks for meanwhile waits for one look at most; `drop` forgets those that have not begun."""

    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._waiting: deque[Look] = deque()
        self._round = 0
        background.idle.connect(self._go_on)

    def put(self, look: Callable[[], Any], on_done: Callable[[Any], None]) -> None:
        """Has `look()` done on the worker after all that was put before."""
        self._waiting.append((look, on_done))
        self._go_on()

    def drop(self) -> None:
        """Forgets what waits; the answer of a look under way is not handed on."""
        self._waiting.clear()
        self._round += 1

    def _go_on(self) -> None:
        if not self._waiting or not self._background.is_idle:
            return
        look, on_done = self._waiting.popleft()
        asked = self._round

        def done(found: Any) -> None:
            if Shiboken.isValid(self) and asked == self._round:  # the window may be gone when the worker answers
                on_done(found)

        self._background.run(lambda _: look(), on_done=done)
