"""What all tabs have in common; a tab shows the workspace and announces wishes, it knows no sibling."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.widgets.panes import Splitter
from kehoach_desktop.ui.widgets.views_bar import View
from kehoach_desktop.ui.workspace import Workspace

CONFLICTS = "conflicts"  # a place of a jump that is no tab: the window where they are decided


@frozen
class Badge:
    """The count beside a tab's name: "6 quá hạn" in the tone re, am or ne, and the view of the tab with those rows."""

    text: str
    tone: str
    view: str


@frozen
class Jump:
    """A wish to see something in another tab: a saved view with its filters, or one record."""

    tab: str
    view: str | None = None
    record_id: str | None = None


class Tab(QWidget):
    """Base of the five tabs. Subclasses set key, title, icon and fill `show_dossier`; they build widgets in __init__.

    `show_dossier` is called with the whole state again whenever the dossier or the period changed, but only while the
    tab is visible (or in idle time): a hidden tab is merely stale.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    splitter: Splitter  # the panes side by side
    fills_ahead: ClassVar[bool] = True  # shown anew in idle time while hidden, so that switching to it is instant

    jump_requested = Signal(object)  # Jump
    export_requested = Signal(str, object)  # form id; unit id or None
    import_requested = Signal()  # wish to read a plan from a file
    paste_requested = Signal()  # wish to read a plan from the clipboard
    sample_requested = Signal()
    files_dropped = Signal(list)  # paths of plans to read
    files_requested = Signal(str, tuple, str, dict)  # form id, formats, title, choices: a form as files
    print_requested = Signal(str, str, dict)  # form id, title, choices: a form on paper
    file_requested = Signal(object)  # path of a written file: wish to see it in the system's program for it
    compare_requested = Signal()  # wish to see the plan beside its earlier version
    history_requested = Signal(str, str)  # kind and id of a record: its history is wanted
    search_left = Signal()  # all is shown again: the window takes the words out of its field

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.workspace = desk.workspace
        self.theme = desk.theme
        self.messages = desk.messages
        self.settings = desk.settings
        self.setProperty("ground", "base")
        self._stale = True
        self._connections: list[tuple[SignalInstance, Callable[..., Any]]] = []

    @classmethod
    def badge(cls, workspace: Workspace) -> Badge | None:  # noqa: ARG003 - subclasses use it
        """The count on the tab, worked out from the dossier without building the tab."""
        return None

    def show_dossier(self, workspace: Workspace) -> None:
        """Shows the present dossier and period."""
        raise NotImplementedError

    def show_jump(self, jump: Jump) -> None:
        """Shows the view or record another tab asked for."""

    def search(self, text: str) -> None:
        """Narrows the tab to what contains the text (without accents); "" shows all again."""

    def search_next(self, text: str) -> bool:  # noqa: ARG002 - subclasses use it
        """Enter in the search field: goes on to the next hit; False where what was found is a list to go down to."""
        return False

    def leave_search(self) -> None:
        """Shows all again."""
        self.search("")
        self.search_left.emit()

    def add_new(self) -> None:
        """Ctrl+N: adds a record here."""

    def acts_here(self) -> dict[str, Callable[[], object]]:
        """Acts of the menus that can be done in this tab as it stands now, by the key of their line."""
        return {}

    def views_offered(self) -> Sequence[View]:
        """The saved views that `Jump.view` may name here."""
        return ()

    def shown_record_id(self) -> str | None:
        """The record whose fields stand in the detail pane; texts typed there are about it."""
        return self.workspace.plan_id

    def place_to_return(self) -> Jump | None:
        """Where one stands here, for tabs that one comes back to after a jump."""
        return None

    def toggle_pane(self) -> None:
        """F4: opens or closes the detail pane."""

    def panes(self) -> list[QWidget]:
        """Where F6 goes in this tab; by default the panes of its splitter that are in sight."""
        panes = [self.splitter.widget(i) for i in range(self.splitter.count())]
        return [_first_stop(pane) for pane in panes if pane is not None and pane.isVisible()] or [self]

    def take_focus(self) -> None:
        """Gives the keys to what the tab is mainly about."""
        (self.focusProxy() or self.panes()[0]).setFocus()

    def grown(self, width: int) -> int:
        """A width of the screen notes for the font in force: large letters make a window narrow sooner."""
        return round(width * max(1.0, self.theme.sizes.line / 18))

    # --- for the window ---

    def mark_stale(self) -> None:
        """The dossier or period changed; shown at once when visible."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Shows the dossier if it changed since last time."""
        if self._stale:
            self._stale = False
            self.show_dossier(self.workspace)

    @property
    def is_stale(self) -> bool:
        return self._stale

    def watch(self, signal: SignalInstance, slot: Callable[..., Any]) -> None:
        """Connects to something that outlives the tab (theme, workspace); `release` lets go."""
        signal.connect(slot)
        self._connections.append((signal, slot))

    def release(self) -> None:
        """Drops every watched connection, before the tab is thrown away."""
        for signal, slot in self._connections:
            signal.disconnect(slot)
        self._connections.clear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def _first_stop(pane: QWidget) -> QWidget:
    """The table of a pane, else its first part that takes the focus."""
    parts = [pane, *pane.findChildren(QWidget)]
    usable = [part for part in parts if part.isVisible() and part.isEnabled()]
    reachable = [part for part in usable if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    tables = [part for part in reachable if isinstance(part, QAbstractItemView)]
    return next(iter(tables or reachable), pane)
