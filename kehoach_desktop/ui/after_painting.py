"""Work that must not keep the person from seeing what changed: done a moment later, and never before the painting."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer

_BEHIND_PAINTING = Qt.EventPriority.LowEventPriority.value - 1  # Qt asks for painting at low priority


class AfterPainting(QObject):
    """`start` asks for the act; asked again before it was done, it is done once."""

    def __init__(self, act: Callable[[], object], ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._timer = QTimer(self, interval=ms, singleShot=True)
        self._timer.timeout.connect(self._queue)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        """Forgets the act."""
        self._timer.stop()
        QCoreApplication.removePostedEvents(self)

    def _queue(self) -> None:
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _BEHIND_PAINTING)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.User:
            self._act()
            return True
        return super().event(event)
