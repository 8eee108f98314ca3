"""The tabs themselves: built when first wanted or in idle time, refreshed when stale. It knows them only as `Tab`."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.tab_table import TabSpec
from kehoach_desktop.ui.tabs.base import Tab

_TICK_MS = 15  # between two tabs filled ahead, for the window to answer the person


class TabDeck(QStackedWidget):
    """One tab in sight; `built` carries each new tab, so that the window can wire it."""

    built = Signal(object)

    def __init__(self, desk: Desk, specs: Sequence[TabSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._specs = {spec.key: spec for spec in specs}
        self._tabs: dict[str, Tab] = {}
        self.current_key = next(iter(self._specs))
        self.has_shown = False
        self._filler = QTimer(self, interval=_TICK_MS)
        self._filler.timeout.connect(self._fill)

    def tab(self, key: str) -> Tab:
        """A tab by its key, built if it was not yet."""
        if key not in self._tabs:
            self._tabs[key] = self._specs[key].load()(self._desk, self)
            self.addWidget(self._tabs[key])
            self.built.emit(self._tabs[key])
        return self._tabs[key]

    @property
    def tabs(self) -> list[Tab]:
        """The tabs built so far."""
        return list(self._tabs.values())

    def show_tab(self, key: str) -> None:
        """Brings a tab into sight; an unknown key is the first tab."""
        self.current_key = key if key in self._specs else next(iter(self._specs))
        self.has_shown = True
        self.setCurrentWidget(self.tab(self.current_key))

    def mark_stale(self) -> None:
        """The dossier or period changed: the tab in sight shows it now, the others in idle time."""
        for tab in self._tabs.values():
            tab.mark_stale()
        self._filler.start()

    def release(self) -> None:
        """Before the window goes: no more idle work, no watched signals."""
        self._filler.stop()
        for tab in self._tabs.values():
            tab.release()

    def _fill(self) -> None:
        """One tab a tick: first those that are stale, then those not built yet; while the worker works it waits."""
        if not self._desk.background.is_idle:
            return
        stale = next((tab for tab in self._tabs.values() if tab.is_stale and tab.fills_ahead), None)
        missing = next((key for key in self._specs if key not in self._tabs), None)
        if stale is not None:
            stale.refresh()
        elif missing is not None:
            self.tab(missing)
        else:
            self._filler.stop()
