"""Lines of the menus that are about where one stands: the table or field with the focus, and the tab in sight. Knows no record."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QWidget
from shiboken6 import Shiboken

from kehoach_desktop.ui.tabs.base import Tab
from kehoach_desktop.ui.widgets.key_acts import COPY, DELETE, PASTE, SELECT_ALL, TakesKeys, press
from kehoach_desktop.ui.widgets.table import Table

Acts = Mapping[str, Callable[[], object]]


class HereActs(QObject):
    """Remembers where the focus was before the menu took it; the menus ask what can be done there now."""

    def __init__(self, window: QWidget, tab: Callable[[], Tab | None]) -> None:
        super().__init__(window)
        self._window, self._tab = window, tab
        self._focus: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not isinstance(now, QMenuBar | QMenu) and now.window() is self._window:
            self._focus = now

    def now(self) -> Acts:
        """What can be done now, by the key of the menu's line."""
        focus, tab = self._focus, self._tab()
        if focus is None or not Shiboken.isValid(focus) or not focus.isVisible():
            focus = None
        acts: dict[str, Callable[[], object]] = {}
        if tab is not None:
            acts |= tab.acts_here() | _table_acts(focus, tab)
        if focus is not None:
            acts |= {key: partial(press, focus, key) for key in keys_taken(focus)}
        return acts

    def do(self, key: str) -> None:
        """Does one of them, if it is still possible."""
        act = self.now().get(key)
        if act is not None:
            act()


def keys_taken(widget: QWidget) -> Collection[str]:
    """Which keys of the menu would do something in this widget."""
    if isinstance(widget, TakesKeys):
        return widget.keys_taken()
    if isinstance(widget, QLineEdit):
        shown = widget.echoMode() is QLineEdit.EchoMode.Normal
        return _of_text(bool(widget.text()), widget.hasSelectedText(), shown=shown, fixed=widget.isReadOnly())
    from PySide6.QtWidgets import QPlainTextEdit, QTextEdit  # here, for PySide makes a class when it is first named

    if isinstance(widget, QPlainTextEdit | QTextEdit):
        filled = not widget.document().isEmpty()
        return _of_text(filled, widget.textCursor().hasSelection(), shown=True, fixed=widget.isReadOnly())
    return ()


def _of_text(filled: bool, selected: bool, *, shown: bool, fixed: bool) -> Collection[str]:
    possible = {
        COPY: selected and shown,
        PASTE: not fixed and bool(QGuiApplication.clipboard().text()),
        DELETE: selected and not fixed,
        SELECT_ALL: filled,
    }
    return [key for key, can in possible.items() if can]


def _table_acts(focus: QWidget | None, tab: Tab) -> dict[str, Callable[[], Any]]:
    """Sorting and columns of the table with the focus, else of the one the tab is about."""
    table = focus if isinstance(focus, Table) else tab.focusProxy()
    if not isinstance(table, Table) or not table.isVisible() or table.model() is None or table.head.isHidden():
        return {}
    acts: dict[str, Callable[[], Any]] = {"columns": lambda: table.head.pop_up(table.head.column_menu())}
    if table.head.can_sort:
        acts["sort"] = lambda: table.head.pop_up(table.head.sort_menu())
    return acts
