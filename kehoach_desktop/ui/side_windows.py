"""History, bin and comparison beside the main window: opens each once, leads back to records in their tabs."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.tabs.base import Jump, Tab

if TYPE_CHECKING:
    from kehoach_desktop.services.history import Search
    from kehoach_desktop.services.record_words import RecordName
    from kehoach_desktop.ui.compare.window import CompareWindow
    from kehoach_desktop.ui.history.bin import BinWindow
    from kehoach_desktop.ui.history.window import HistoryWindow


class SideWindows(QObject):
    """One for the main window. `jump` shows a record there; `write_history` writes what a Search finds into a file
    and speaks through the function it is given.
    """

    def __init__(
        self, desk: Desk, window: QWidget, jump: Callable[[Jump], None],
        write_history: "Callable[[Search, Callable[[str], None]], None]",
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._jump = jump
        self._write_history = write_history
        self._waiting: Jump | None = None
        desk.workspace.dossier_changed.connect(self._go_on)

    @property
    def slots(self) -> dict[str, Callable[[], None]]:
        """The acts of the menu that open something here."""
        return {"history": self.show_history, "bin": self.show_bin, "compare": self.show_comparison}

    def wire(self, tab: Tab) -> None:
        """Hears a new tab's wishes."""
        tab.history_requested.connect(self.show_record_history)
        tab.compare_requested.connect(self.show_comparison)

    @cached_property
    def history(self) -> "HistoryWindow":
        """The history window; built when first wanted."""
        from kehoach_desktop.ui.history.window import HistoryWindow

        window = HistoryWindow(self._desk, self._window)
        window.record_requested.connect(self.go_to)
        window.restore_requested.connect(self._restore_step)
        window.sheet_requested.connect(lambda search: self._write_history(search, window.say))
        return window

    @cached_property
    def bin(self) -> "BinWindow":
        """The bin; built when first wanted."""
        from kehoach_desktop.ui.history.bin import BinWindow

        return BinWindow(self._desk, self._window)

    @cached_property
    def compare(self) -> "CompareWindow":
        """The window of two versions; built when first wanted."""
        from kehoach_desktop.ui.compare.window import CompareWindow

        window = CompareWindow(self._desk, self._window)
        window.jump_requested.connect(self._jump_back)
        return window

    def show_history(self) -> None:
        """All steps of the file."""
        self._bring(self.history)
        self.history.show_all()

    def show_record_history(self, kind: str, record_id: str) -> None:
        """The steps of one record and its parts."""
        self._bring(self.history)
        self.history.show_record(kind, record_id, self._words_of(kind, record_id))

    def show_bin(self) -> None:
        """What was deleted."""
        self._bring(self.bin)
        self.bin.show_all()

    def show_comparison(self) -> None:
        """The plan in force beside the version it amends."""
        workspace = self._desk.workspace
        if workspace.plan_id is None:
            return
        if workspace.earlier_plan_id is None:
            self._desk.messages.warn("Kế hoạch này không có bản trước trong tệp.", "Nhập bản sửa đổi rồi so.")
            return
        self._bring(self.compare)
        self.compare.show_plan(workspace.plan_id)

    def _jump_back(self, jump: Jump) -> None:
        self._window.activateWindow()
        self._window.raise_()
        self._jump(jump)

    def close_all(self) -> None:
        """Before the main window goes: a window left open would keep the program alive."""
        for name in ("history", "bin", "compare"):
            if name in self.__dict__:
                getattr(self, name).close()

    def go_to(self, name: "RecordName") -> None:
        """Shows a record in its tab of the main window, of another plan too."""
        if name.tab is None:
            return
        jump = Jump(name.tab, record_id=name.goal)
        workspace = self._desk.workspace
        if name.plan_id is not None and name.plan_id != workspace.plan_id:
            self._waiting = jump
            workspace.set_plan(name.plan_id)
        else:
            self._jump_back(jump)

    def _go_on(self, _: object) -> None:
        """The other plan has come: now to the record, once the window has heard of it too."""
        if self._waiting is not None:
            jump, self._waiting = self._waiting, None
            QTimer.singleShot(0, self, lambda: self._jump_back(jump))

    def _restore_step(self, step_id: str) -> None:
        from kehoach_desktop.ui.history.restore_acts import restore_step

        restore_step(
            self._desk, step_id, lambda _: self.history.reload(), lambda fault: self.history.say(str(fault), "re")
        )

    def _words_of(self, kind: str, record_id: str) -> str:
        """What the chip of the history says: a task's number, a name."""
        dossier = self._desk.workspace.dossier
        rows = {"task": dossier.tasks, "unit": dossier.units, "indicator": dossier.indicators}.get(kind, ())
        for row in rows:
            if row.id == record_id:
                number = getattr(row, "number", None)
                return f"nhiệm vụ {number}" if number else getattr(row, "name", None) or getattr(row, "title", "")
        return ""

    @staticmethod
    def _bring(window: QWidget) -> None:
        if not window.isVisible():
            window.showMaximized()
        window.raise_()
        window.activateWindow()
