"""Files dragged over the main window: which are taken, what is said before they are let go, where they go. Reads none."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from kehoach_desktop.ui.collecting.acts import CollectActs, are_forms
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.endings import PLAN_ENDINGS
from kehoach_desktop.ui.merging.acts import MergeActs, are_offices

if TYPE_CHECKING:
    from kehoach_desktop.ui.widgets.drop_cover import DropCover


class Dropping(QObject):
    """One for the main window; `area` is what the frame is drawn over, `open_file` opens an office or reads a plan."""

    def __init__(
        self, desk: Desk, area: QWidget, collecting: CollectActs, merging: MergeActs, open_file: Callable[[str], None]
    ) -> None:
        super().__init__(area)
        self._desk, self._area = desk, area
        self._collecting, self._merging, self._open_file = collecting, merging, open_file

    @cached_property
    def cover(self) -> "DropCover":
        """Built when something is first dragged here."""
        from kehoach_desktop.ui.widgets.drop_cover import DropCover

        return DropCover(self._desk.theme, self._area)

    def enter(self, event: QDropEvent) -> None:
        """Says what would be done with the files; others are not taken."""
        if paths := dropped_paths(event):
            event.acceptProposedAction()
            self.cover.show_words(*drop_words(paths, is_open=self._desk.workspace.is_open))

    def leave(self) -> None:
        """They were carried on."""
        self.cover.hide()

    def drop(self, event: QDropEvent) -> None:
        """They were let go."""
        self.cover.hide()
        if paths := dropped_paths(event):
            event.acceptProposedAction()
            self.take(paths)

    def take(self, paths: list[str]) -> None:
        """Office files on an open office are merged where they are its copies, workbooks and folders are returned forms."""
        if are_forms(paths):
            self._collecting.collect(paths)
        elif are_offices(paths) and self._desk.workspace.is_open:
            self._merging.take_dropped(paths)
        else:
            self._open_file(paths[0])


def dropped_paths(event: QDropEvent) -> list[str]:
    """The files of a drag that the window takes: those of the kind of the first."""
    paths = [path for url in event.mimeData().urls() if (path := url.toLocalFile())]
    for is_kind in (are_forms, are_offices, _are_plans):
        if is_kind(paths[:1]):
            return [path for path in paths if is_kind([path])]
    return []


def _are_plans(paths: Sequence[str]) -> bool:
    return bool(paths) and all(path.lower().endswith(PLAN_ENDINGS) for path in paths)


def drop_words(paths: Sequence[str], *, is_open: bool) -> tuple[str, str]:
    """What will happen, and what else is good to know; told as `Dropping.take` does it."""
    count, name = len(paths), Path(paths[0]).name
    if are_forms(paths):
        return "Thả để thu phiếu", "" if is_open else "Phiếu được thu ngay khi mở tệp của cơ quan"
    if are_offices(paths) and is_open:
        if count > 1:
            return f"Thả để gộp {count} tệp này vào tệp đang mở", ""
        return "Thả để gộp tệp này vào tệp đang mở", "Tệp của cơ quan khác thì được mở riêng"
    act = "Thả để mở tệp" if are_offices(paths) else "Thả để đọc kế hoạch"
    return act, f"Chỉ nhận tệp đầu: {name}" if count > 1 else name
