"""F1 everywhere: opens the help at the page of the window, dialog or tab in which it was pressed. Knows no page's words."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import Shiboken

from kehoach_desktop.ui.desk import Desk

_KEY = "F1"
_HEARS = "hears_help"


class HelpDesk(QObject):
    """One for the main window; `tab` tells which tab is in sight, "" for the start page."""

    def __init__(self, desk: Desk, window: QWidget, tab: Callable[[], str], show_keys: Callable[[], None]) -> None:
        super().__init__(window)
        self._desk, self._window, self._tab, self._show_keys = desk, window, tab, show_keys
        self._open: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a widget is our parent
        app.focusChanged.connect(self._teach)

    def _teach(self, _: QWidget | None, now: QWidget | None) -> None:
        """A window or dialog beside the main one hears F1 too, from the first time it has the focus."""
        window = now.window() if now is not None else None
        if window is None or window is self._window or window is self._open or window.property(_HEARS):
            return
        window.setProperty(_HEARS, True)
        QShortcut(QKeySequence(_KEY), window, lambda: self.show_for(window))

    def show(self) -> None:
        """The page of what is in sight in the main window."""
        self._show(self._tab(), self._window)

    def show_for(self, window: QWidget) -> None:
        """The page of another window; over a dialog that waits for an answer the help is its child, or it would be shut out."""
        self._show(type(window).__name__, window if window.isModal() else self._window)

    def _show(self, place: str, parent: QWidget) -> None:
        from kehoach_desktop.ui.help.pages import FIRST, PLACES
        from kehoach_desktop.ui.help.window import HelpWindow

        window = self._open if self._open is not None and Shiboken.isValid(self._open) else None
        if not isinstance(window, HelpWindow) or window.parent() is not parent:
            self.close()
            window = HelpWindow(self._desk, parent)
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            window.keys_requested.connect(self._show_keys)
            self._open = window
        window.show_page(PLACES.get(place, FIRST))
        window.show()
        window.raise_()
        window.activateWindow()
        window.focus_first()

    @property
    def window(self) -> QWidget | None:
        """The help that is open."""
        return self._open if self._open is not None and Shiboken.isValid(self._open) else None

    def close(self) -> None:
        """Before the main window goes."""
        if self.window is not None:
            self.window.close()
        self._open = None

    def release(self) -> None:
        """Shuts the help and hears nothing more."""
        self.close()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._teach)
