"""The ways into the merge window: the menu, dropped files, the count in the status line. Decides nothing."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.endings import OFFICE_ENDING, PACKAGE_ENDING
from kehoach_desktop.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from kehoach_desktop.services.merging import MergePreview
    from kehoach_desktop.ui.file_acts import Chooser
    from kehoach_desktop.ui.merging.window import MergeWindow

_PATTERN = f"Tệp Kế hoạch và gói nhận về (*{OFFICE_ENDING} *{PACKAGE_ENDING})"


def are_offices(paths: Sequence[str | Path]) -> bool:
    """Whether all of these can be merged by their endings."""
    return bool(paths) and all(Path(path).suffix.lower() in (OFFICE_ENDING, PACKAGE_ENDING) for path in paths)


class MergeActs(QObject):
    """One for the main window. `open_file` opens an office of its own; `show_history` the steps of a record."""

    def __init__(
        self, desk: Desk, window: QWidget, chooser: "Chooser", status: StatusBar, open_file: Callable[[str], None],
        show_history: Callable[[str, str], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._desk, self._window, self._chooser = desk, window, chooser
        self._open_file, self._show_history = open_file, show_history
        self._status = status
        status.conflicts_requested.connect(self.show_open)
        desk.workspace.dossier_changed.connect(self._count)

    @cached_property
    def window(self) -> "MergeWindow":
        """Built when first wanted."""
        from kehoach_desktop.ui.merging.window import MergeWindow

        window = MergeWindow(self._desk, self._window)
        window.history_requested.connect(self._show_history)
        window.reopen = self.show_open
        return window

    def merge_dialog(self) -> None:
        """Asks for files and reads them."""
        settings = self._desk.settings
        kept = settings.get("files/merge_folder") or settings.get("files/folder") or ""
        paths = self._chooser.open_files("Gộp tệp nhận về", kept, _PATTERN)
        if paths:
            settings.set("files/merge_folder", str(Path(paths[0]).parent))
            self.merge([Path(path) for path in paths])

    def take_dropped(self, paths: Sequence[str]) -> None:
        """Files dropped on the window: copies of this office are merged, a single file of another office is opened."""
        self.merge([Path(path) for path in paths], opens_others=True)

    def merge(self, paths: Sequence[Path], *, opens_others: bool = False) -> None:
        """Reads files and shows what they would do."""
        workspace, messages = self._desk.workspace, self._desk.messages
        if not workspace.is_open:
            messages.warn("Chưa mở tệp của cơ quan.", "Mở tệp của cơ quan trước, rồi gộp tệp nhận về vào đó.")
            return
        others = [path for path in paths if not _is_same(path, workspace.path)]
        if not others:
            messages.tell("Đó chính là tệp đang mở.")
            return
        single = others[0] if opens_others and len(others) == 1 and others[0].suffix.lower() == OFFICE_ENDING else None

        def done(shown: "MergePreview") -> None:
            if single is not None and any(refused.is_of_other_office for refused in shown.refused):
                self._open_file(str(single))
            elif shown.received or shown.refused:
                self._bring()
                self.window.show_preview(shown)

        from kehoach_desktop.ui.merging.reading import OfficeReading

        OfficeReading(workspace, self._ask_password, done).read(others)

    def show_open(self) -> None:
        """The conflicts nobody decided yet."""
        if self._desk.workspace.is_open:
            self._bring()
            self.window.show_open()

    def close(self) -> None:
        """Before the main window goes."""
        if "window" in self.__dict__:
            self.window.close()

    def _ask_password(self, name: str, was_wrong: bool) -> str:
        from kehoach_desktop.ui.dialogs.prompt import ask_password

        words = (
            f"Mật khẩu của {name}"
            if not was_wrong
            else f"Mật khẩu chưa đúng. Gõ lại mật khẩu của {name}; Esc để bỏ qua tệp này"
        )
        return ask_password(self._desk.theme, "Gói có mật khẩu", words, self._window)

    def _bring(self) -> None:
        if not self.window.isVisible():
            self.window.showMaximized()
        self.window.raise_()
        self.window.activateWindow()

    def _count(self, _: object) -> None:
        workspace = self._desk.workspace
        self._status.set_conflicts(len(workspace.dossier.conflicts) if workspace.is_open else 0)


def _is_same(path: Path, other: Path | None) -> bool:
    try:
        return other is not None and path.samefile(other)
    except OSError:
        return False
