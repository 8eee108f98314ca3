"""What a person does with sticks: carrying out, opening what came; a file on a stick is never opened where it lies."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.ui import outside
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.endings import OFFICE_ENDING, PACKAGE_ENDING
from kehoach_desktop.ui.messages import Link
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.recent import RecentFiles
from kehoach_desktop.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from kehoach_desktop.services.carrying import CarriedOut
    from kehoach_desktop.services.opening_from_stick import CopiedIn, Seen
    from kehoach_desktop.ui.dialogs.carry import CarryDialog
    from kehoach_desktop.ui.file_acts import Chooser

_READING = "Đang đọc tệp trên USB"
_COPYING = "Đang chép từ USB vào máy"
_PATTERN = f"Tệp Kế hoạch (*{PACKAGE_ENDING} *{OFFICE_ENDING})"


class UsbActs(QObject):
    """One for the main window. `merge` takes in a file of the open office; without it only copies are offered."""

    def __init__(
        self, desk: Desk, window: QWidget, chooser: "Chooser", recent: RecentFiles, show_outside: Callable[[Path], None]
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._chooser, self._recent = desk, window, chooser, recent
        self._show_outside = show_outside
        self._status: StatusBar | None = None
        self._after_opening: Callable[[], None] | None = None
        self.merge: Callable[[Path], None] | None = None
        desk.workspace.opened.connect(self._go_on)
        desk.workspace.refused.connect(self._give_up)

    @property
    def slots(self) -> dict[str, Callable[[], None]]:
        """The acts of the menu that are done here."""
        return {"carry": self.show_carry, "from_stick": self.open_dialog}

    def show_on(self, status: StatusBar) -> None:
        """Where it is told that a stick must not be pulled out."""
        self._status = status

    # --- carrying out ---

    @cached_property
    def carry(self) -> "CarryDialog":
        """The window of carrying; built when first wanted."""
        from kehoach_desktop.ui.dialogs.carry import CarryDialog

        dialog = CarryDialog(self._desk, self._chooser, self._show_outside, self._window)
        dialog.writing_changed.connect(self._mark)
        dialog.carried.connect(self._told_carried)
        self._desk.workspace.closed.connect(dialog.leave_file)
        self._desk.workspace.opened.connect(dialog.leave_file)
        return dialog

    def show_carry(self) -> None:
        """Asks where to and what."""
        self.carry.start()

    def _mark(self, on: bool) -> None:
        from kehoach_desktop.ui.dialogs.carry import NOT_YET

        if self._status is not None:
            self._status.set_mark("usb", Shape("warning", "am", filled=True) if on else None, NOT_YET)
        if on:
            self._desk.messages.warn(f"{NOT_YET}.", "Đang chép, chờ báo đã kiểm tra xong.")

    def _told_carried(self, carried: "CarriedOut") -> None:
        from kehoach_desktop.ui.dialogs.carry import DONE

        self._desk.messages.tell(f"{DONE}: {carried.path.name}")
        self._desk.messages.offer(Link("Mở thư mục", lambda: self._show_outside(carried.path)))

    def may_close(self) -> bool:
        """Whether the window may go: it warns while a stick is being written."""
        return "carry" not in self.__dict__ or self.carry.may_leave()

    def close_all(self) -> None:
        """Before the main window goes."""
        if "carry" in self.__dict__:
            self.carry.hide()

    # --- opening what came ---

    def open_dialog(self) -> None:
        """Asks for a file, on the first stick that is plugged in."""

        def look(_: Any) -> str:
            from kehoach_desktop.services import drives

            return next((str(drive.path) for drive in drives.plugged_in()), "")

        def choose(stick: str) -> None:
            start = stick or self._desk.settings.get("carry/folder") or str(self._folder())
            if path := self._chooser.open_file("Mở từ USB", start, _PATTERN):
                self.open_from(Path(path))

        self._desk.background.run(look, on_done=choose)

    def open_from(self, path: Path, password: str | None = None) -> None:
        """Looks a file over in quarantine, then copies it in or merges it, as the person wishes."""
        known = [self._desk.workspace.path, *(Path(file.path) for file in self._recent.all())]

        def look(progress: Any) -> "tuple[Seen, Path | None] | None":
            from kehoach_desktop.services import drives, opening_from_stick

            if password is None and opening_from_stick.needs_password(path):
                return None
            seen = opening_from_stick.look(path, password=password, progress=progress)
            here = [
                one for one in dict.fromkeys(known) if one is not None and one != path and not drives.lies_away(one)
            ]
            return seen, opening_from_stick.file_of(seen.database_id, here)

        def looked(found: "tuple[Seen, Path | None] | None") -> None:
            if found is None:
                self._ask_password(path)
            else:
                self._choose(*found, password)

        self._desk.background.run(
            look, on_done=looked, on_error=lambda fault: self._refused(path, fault), progress_label=_READING,
            cancellable=True,
        )  # fmt: skip

    def _refused(self, path: Path, fault: UserFacingError) -> None:
        from kehoach_desktop.services import opening_from_stick

        if opening_from_stick.is_wrong_password(fault):
            self._ask_password(path, wrong=True)

    def _ask_password(self, path: Path, *, wrong: bool = False) -> None:
        from kehoach_desktop.ui.dialogs.prompt import ask_password

        words = f"Mật khẩu của gói {path.name}"
        words = f"Mật khẩu không đúng, hoặc gói bị sửa. Gõ lại. {words}" if wrong else words
        if password := ask_password(self._desk.theme, "Gói có mật khẩu", words, self._window):
            self.open_from(path, password)

    def _choose(self, seen: "Seen", present: Path | None, password: str | None) -> None:
        """An office that is new here is copied in at once; of one that is known the person says what she wants."""
        if present is None:
            self._copy_in(seen, password)
            return
        from kehoach_desktop.ui.dialogs.stick_choice import StickChoice

        box = StickChoice(
            self._desk.theme, seen, present, self._folder(), can_merge=self.merge is not None, parent=self._window
        )
        box.exec()
        box.deleteLater()
        if box.wish == "copy":
            self._copy_in(seen, password)
        elif box.wish == "merge":
            self._merge_into(present, seen.path)

    def _merge_into(self, present: Path, path: Path) -> None:
        merge = self.merge
        assert merge is not None  # noqa: S101 - offered only where there is one
        if self._desk.workspace.path == present:
            merge(path)
        else:
            self._after_opening = lambda: merge(path)
            self._desk.workspace.open(present)

    def _copy_in(self, seen: "Seen", password: str | None) -> None:
        folder = self._folder()

        def copy(progress: Any) -> "CopiedIn":
            from kehoach_desktop.services import opening_from_stick

            return opening_from_stick.copy_in(seen, folder, password=password, progress=progress)

        self._desk.background.run(copy, on_done=self._open_copy, progress_label=_COPYING, cancellable=True)

    def _open_copy(self, copied: "CopiedIn") -> None:
        def tell() -> None:
            from kehoach_desktop.ui.dialogs.stick_choice import RAW

            messages = self._desk.messages
            if copied.seen.is_raw:
                messages.warn(f"Đã mở {copied.path.name}, bản chép trong máy.", RAW)
            else:
                messages.tell(f"Đã chép vào {copied.path}; bản trên USB không bị đổi.")
            messages.offer(Link("Mở thư mục", lambda: self._show_outside(copied.path)))

        self._after_opening = tell
        self._desk.workspace.open(copied.path)

    def _go_on(self) -> None:
        """The file is open: what waited for it follows, after the window has told so."""
        if self._after_opening is not None:
            act, self._after_opening = self._after_opening, None
            QTimer.singleShot(0, self, act)

    def _give_up(self, *_: object) -> None:
        self._after_opening = None

    def _folder(self) -> Path:
        """Where copies go: beside the last file on this machine, else the documents."""
        from kehoach_desktop.services import drives

        kept = self._desk.settings.get("files/folder")
        if kept and Path(kept).is_dir() and not drives.lies_away(Path(kept)):
            return Path(kept)
        return outside.documents()
