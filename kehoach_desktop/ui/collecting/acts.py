"""The ways into the collect window: the menu, dropped files and folders. Decides nothing."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.endings import FORM_ENDINGS

if TYPE_CHECKING:
    from kehoach_desktop.ui.collecting.window import CollectWindow
    from kehoach_desktop.ui.file_acts import Chooser

_PATTERN = "Phiếu của đơn vị (*.xlsx *.xls *.xlsm *.ods)"


def are_forms(paths: Sequence[str | Path]) -> bool:
    """Whether all of these are workbooks or folders of them."""
    return bool(paths) and all(Path(path).suffix.lower() in FORM_ENDINGS or Path(path).is_dir() for path in paths)


class CollectActs(QObject):
    """One for the main window; `open_outside` shows a file in the system's program for it."""

    def __init__(
        self, desk: Desk, window: QWidget, chooser: "Chooser", open_outside: Callable[[Path], None]
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._desk, self._window, self._chooser = desk, window, chooser
        self._open_outside = open_outside
        self._waiting: list[Path] = []  # came before the office's file was open
        desk.workspace.opened.connect(self._go_on)

    @cached_property
    def window(self) -> "CollectWindow":
        """Built when first wanted."""
        from kehoach_desktop.ui.collecting.window import CollectWindow

        window = CollectWindow(self._desk, self._window)
        window.more_requested.connect(self._add)
        window.file_requested.connect(self._open_outside)
        return window

    def ask_files(self) -> None:
        """Asks for files and reads them."""
        self.collect(self._choose())

    def ask_folder(self) -> None:
        """Asks for a folder and reads the forms in it."""
        settings = self._desk.settings
        kept = settings.get("files/collect_folder") or ""
        folder = self._chooser.folder("Thư mục có phiếu gửi về", kept)
        if folder:
            settings.set("files/collect_folder", folder)
            self.collect([Path(folder)])

    def _choose(self) -> list[Path]:
        settings = self._desk.settings
        kept = settings.get("files/collect_folder") or settings.get("files/folder") or ""
        paths = [Path(path) for path in self._chooser.open_files("Thu báo cáo", kept, _PATTERN)]
        if paths:
            settings.set("files/collect_folder", str(paths[0].parent))
        return paths

    def _add(self) -> None:
        more = self._choose()
        if more:
            self.collect([*self.window.paths, *more])

    def collect(self, paths: Sequence[Path | str]) -> None:
        """Reads files and folders and shows what they would change; nothing is written before the button is pressed."""
        workspace, messages = self._desk.workspace, self._desk.messages
        wanted = [Path(path) for path in paths]
        if not wanted:
            return
        if not workspace.is_open:
            self._waiting = wanted
            messages.warn("Chưa mở tệp của cơ quan.", "Mở tệp ấy, phiếu được thu ngay sau đó.")
            return
        if workspace.plan_id is None:
            messages.warn("Tệp đang mở chưa có kế hoạch.", "Nhập kế hoạch trước, rồi thu phiếu.")
            return
        self.window.read(wanted, self._bring)

    def _go_on(self) -> None:
        """The file is open: the forms that waited for it follow, after the window has told so."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            QTimer.singleShot(0, self, lambda: self.collect(waiting))

    def close(self) -> None:
        """Before the main window goes."""
        if "window" in self.__dict__:
            self.window.close()

    def _bring(self) -> None:
        window = self.window
        if not window.collection.forms:
            self._desk.messages.warn("Không có tệp Excel nào ở đó.", "Chọn thư mục có phiếu .xlsx đơn vị gửi về.")
            return
        if not window.isVisible():
            window.showMaximized()
        window.raise_()
        window.activateWindow()
