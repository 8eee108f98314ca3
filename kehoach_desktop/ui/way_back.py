"""The way back after a jump out of the plan: Backspace right after it, Alt+Home at any time. Knows no record."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from kehoach_desktop.ui.tabs.base import Jump, Tab
from kehoach_desktop.ui.widgets.table import Table

_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


class WayBack(QObject):
    """Backspace means the way back only until the first other key or click in the table one came to."""

    def __init__(self, parent: QWidget, jump: Callable[[Jump], None], changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._jump, self._changed = jump, changed
        self._to: Jump | None = None
        self._is_fresh = False
        self._watched: Table | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a place to go back to."""
        return self._to is not None

    def forget(self) -> None:
        """Another file: there is nothing to go back to."""
        self._let_go()
        self._to = None

    def leave(self, tab: Tab) -> None:
        """A jump begins: remembers the place, if the tab has one to come back to."""
        self._let_go()
        place = tab.place_to_return()
        self._is_fresh = place is not None
        self._to = place or self._to

    def arrive(self, tab: Tab) -> None:
        """The jump is done: from here Backspace leads back while the table has the focus."""
        table = tab.focusProxy()
        if self._is_fresh and isinstance(table, Table) and table.isVisible():
            table.setFocus(Qt.FocusReason.OtherFocusReason)
            self._watched = table
            for part in (table, table.viewport()):
                part.installEventFilter(self)
        self._changed()

    def go(self) -> None:
        """Back to the place."""
        to, self._to = self._to, None
        self._let_go()
        if to is not None:
            self._jump(to)

    def _let_go(self) -> None:
        table, self._watched = self._watched, None
        for part in (table, table.viewport()) if table is not None else ():
            part.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() not in _HELD:
            self._let_go()
            if event.key() == Qt.Key.Key_Backspace and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self.go()
                return True
        elif event.type() is QEvent.Type.MouseButtonPress or (
            isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _PASSING
        ):
            self._let_go()
        return super().eventFilter(watched, event)
