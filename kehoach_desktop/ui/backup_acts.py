"""When copies of the open file are made, what is told of them, and going back to one; silent while all is well."""

from collections import deque
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.messages import Link
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from kehoach_desktop.services.backups import Backup, Restored
    from kehoach_desktop.ui.dialogs.restore import RestoreDialog
    from kehoach_desktop.ui.file_acts import Chooser

EVERY_MS = 30 * 60 * 1000
_LOOK_MS = 1500  # after opening; nobody waits to hear of the last copy
_OFFERED = 3
_MADE, _NONE, _NOT_MADE = Shape("shield_checkmark", "tx2"), Shape("info", "tx2"), Shape("warning", "am", filled=True)
_WILL_BE_MADE = "Chương trình tự sao lưu khi đóng tệp, chậm nhất 30 phút một lần khi có thay đổi."
_TROUBLE = "Chưa sao lưu được"
_GOES_BACK = "Những gì sửa sau đó được rút lại trong một bước, hoàn tác được bằng Ctrl+Z."
_IS_REPLACED = "Nếu tệp hỏng, bản sao thay cho tệp và những gì sửa sau đó không còn trong tệp."


@frozen
class _Outcome:
    """What came of a round: the newest copy, or why none could be made."""

    path: Path
    backup: "Backup | None" = None
    fault: UserFacingError | None = None


class BackupActs(QObject):
    """One for the main window. Rounds run on the worker; what came of them is told when it is idle."""

    folder_chosen = Signal()  # copies lie elsewhere from now on
    rescue_offered = Signal(object, object)  # Path, list[Backup]: a file is damaged, these are its newest copies

    def __init__(
        self, desk: Desk, window: QWidget, chooser: "Chooser", sample_path: Callable[[], Path],
        show_outside: Callable[[Path], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._desk, self._window, self._chooser, self._show_outside = desk, window, chooser, show_outside
        self._sample_path = sample_path
        self._status: StatusBar | None = None
        self._outcomes: deque[_Outcome] = deque()
        self._after_opening: Callable[[], None] | None = None
        self._not_looked_at: Path | None = None  # the file whose last copy nothing has told of yet
        self._clock = QTimer(self, interval=EVERY_MS)
        self._clock.timeout.connect(self.run_round)
        workspace = desk.workspace
        workspace.precaution = self._before_verb
        workspace.leaving.connect(self._before_leaving)
        workspace.opened.connect(self._opened)
        workspace.closed.connect(self._closed)
        workspace.refused.connect(self._refused)
        desk.background.idle.connect(self._tell)

    @property
    def slots(self) -> dict[str, Callable[[], None]]:
        """The acts of the menu that are done here."""
        return {"backup": self.back_up_now, "restore": self.show_restore, "backup_folder": self.choose_folder}

    def show_on(self, status: StatusBar) -> None:
        """Where the last copy is told of."""
        self._status = status

    # --- making copies ---

    def run_round(self) -> None:
        """A copy when something changed since the last one."""
        if self._wants_copies():
            self._ask("", even_so=False)

    def back_up_now(self) -> None:
        """A copy in any case, told in the status line."""
        path = self._desk.workspace.path
        if path is None:
            return

        def told(outcome: _Outcome) -> None:
            if outcome.backup is not None:
                messages, copy = self._desk.messages, outcome.backup
                messages.tell(f"Đã sao lưu {copy.at:%H:%M} vào {copy.path.parent}")
                messages.offer(Link("Mở thư mục", lambda: self._show_outside(copy.path)))

        self._ask("", even_so=True, on_done=told)

    def _ask(self, why: str, *, even_so: bool, on_done: Callable[[_Outcome], None] | None = None) -> None:
        def question(office_file: Any) -> _Outcome:
            outcome = self._copy(office_file, why, even_so=even_so)
            self._outcomes.append(outcome)
            return outcome

        self._not_looked_at = None
        self._desk.workspace.ask(question, on_done or (lambda _: None), "Sao lưu")

    def _copy(self, office_file: Any, why: str, *, even_so: bool) -> _Outcome:
        """On the worker; a known fault becomes an outcome, for it must not keep an act from being done."""
        from kehoach_desktop.services import backups

        path, chosen = office_file.path, self._chosen()
        try:
            made = backups.keep(office_file, why=why, chosen=chosen, even_so=even_so)
            return _Outcome(path, made or backups.newest([backups.folder_for(office_file, chosen)]))
        except UserFacingError as fault:
            return _Outcome(path, fault=fault)

    def _before_verb(self, office_file: Any, verb: Callable[..., Any], args: tuple[Any, ...]) -> None:
        """On the worker, before an act that puts much at stake."""
        from kehoach_desktop.services import precautions

        if office_file.path != self._sample_path() and (why := precautions.reason_to_back_up(office_file, verb, args)):
            self._outcomes.append(self._copy(office_file, why, even_so=True))

    def _before_leaving(self) -> None:
        """Another file is opened, this one is closed or the program ends: the worker does this before it closes the file."""
        self._clock.stop()
        if self._wants_copies():
            self._desk.workspace.ask(self._leave, lambda _: None)

    def _leave(self, office_file: Any) -> None:
        self._outcomes.append(self._copy(office_file, "", even_so=False))

    def _wants_copies(self) -> bool:
        """The sample can be built anew; a file that is only looked at does not change."""
        workspace = self._desk.workspace
        return workspace.is_open and not workspace.read_only and workspace.path != self._sample_path()

    def _chosen(self) -> Path | None:
        kept = self._desk.settings.get("backup/folder")
        return Path(kept) if kept else None

    # --- telling ---

    def _opened(self) -> None:
        workspace = self._desk.workspace
        self._clock.start()
        path = workspace.path
        if self._after_opening is not None:
            act, self._after_opening = self._after_opening, None
            QTimer.singleShot(0, self, act)
        if path is None:
            return
        trouble = self._desk.settings.get("backup/trouble/", str(path))
        self._unmark()
        if trouble:
            QTimer.singleShot(0, self, lambda: self._warn("Lần thoát trước không ghi được bản sao.", trouble))
        elif self._wants_copies():
            self._not_looked_at = path
            QTimer.singleShot(_LOOK_MS, self, lambda: self._look(path))

    def _look(self, path: Path) -> None:
        """When the last copy of the file that was opened was made, unless a round has told by now; makes none."""
        if self._not_looked_at != path or self._desk.workspace.path != path:
            return
        chosen = self._chosen()

        def question(office_file: Any) -> None:
            from kehoach_desktop.services import backups

            self._outcomes.append(_Outcome(path, backups.newest([backups.folder_for(office_file, chosen)])))

        self._desk.workspace.ask(question, lambda _: None)

    def _closed(self) -> None:
        self._after_opening = None
        self._unmark()

    def _tell(self) -> None:
        while self._outcomes:
            outcome = self._outcomes.popleft()
            self._remember(outcome)
            if outcome.fault is not None:
                self._warn(outcome.fault.cause, outcome.fault.remedy)
            elif outcome.path == self._desk.workspace.path:
                self._mark(outcome.backup)

    def _remember(self, outcome: _Outcome) -> None:
        """What could not be done at the exit is told at the next start."""
        settings, name = self._desk.settings, str(outcome.path)
        words = str(outcome.fault) if outcome.fault is not None else ""
        if words != settings.get("backup/trouble/", name):
            settings.set("backup/trouble/", words, name)

    def note_exit(self) -> None:
        """After the worker has ended: keeps in mind what went wrong with the last copy."""
        while self._outcomes:
            self._remember(self._outcomes.popleft())
        self._desk.settings.flush()

    def _unmark(self) -> None:
        """Nothing is known of the copies yet."""
        if self._status is not None:
            self._status.set_mark("backup", None)

    def _mark(self, backup: "Backup | None") -> None:
        if self._status is None:
            return
        if backup is None:
            self._status.set_mark("backup", _NONE, "Chưa có bản sao lưu", tip=_WILL_BE_MADE)
            return
        is_today = backup.at.date() == self._desk.workspace.now.date()
        when = f"{backup.at:%H:%M}" if is_today else format_date(backup.at.date())
        self._status.set_mark("backup", _MADE, f"Sao lưu {when}", tip=f"Bản sao ở {backup.path.parent}")

    def _warn(self, cause: str, remedy: str) -> None:
        self._desk.messages.warn(f"{_TROUBLE}: {cause[:1].lower()}{cause[1:]}", remedy)
        if self._status is not None:
            self._status.set_mark("backup", _NOT_MADE, _TROUBLE, tip=f"{cause} {remedy}")

    def choose_folder(self) -> None:
        """Another place for copies from now on; those that are there stay."""
        from kehoach_desktop.services import backups

        if chosen := self._chooser.folder("Nơi để bản sao lưu", str(backups.root(self._chosen()))):
            self._desk.settings.set("backup/folder", chosen)
            self._desk.messages.tell(f"Bản sao lưu từ nay nằm ở {chosen}; các bản cũ còn ở chỗ cũ.")
            self.folder_chosen.emit()
            self.run_round()

    def place(self) -> Path:
        """Where copies lie."""
        from kehoach_desktop.services import backups

        return backups.root(self._chosen())

    def show_place(self) -> None:
        """Opens that folder."""
        self._show_outside(self.place())

    # --- going back ---

    @cached_property
    def restore(self) -> "RestoreDialog":
        """The list of copies; built when first wanted."""
        from kehoach_desktop.ui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(self._desk, self._window)
        dialog.chosen.connect(lambda backup: self._listed is not None and self.go_back(self._listed, backup))
        return dialog

    _listed: Path | None = None

    def show_restore(self) -> None:
        """Lists the copies of the open file."""
        chosen = self._chosen()

        def question(office_file: Any) -> "tuple[Path, Path, list[Backup]]":
            from kehoach_desktop.services import backups

            folder = backups.folder_for(office_file, chosen)
            return office_file.path, folder, backups.backups_in(folder)

        def show(found: "tuple[Path, Path, list[Backup]]") -> None:
            self._listed, folder, listed = found
            self.restore.show_backups(self._listed, listed, folder, compare=True)

        self._desk.workspace.ask(question, show)

    def show_copies_of(self, path: Path) -> None:
        """Lists the copies of a file that does not open."""
        self._find(path, self._show_found)

    def _show_found(self, path: Path, found: "list[Backup]") -> None:
        self._listed = path
        self.restore.show_backups(path, found, self.place(), compare=False)

    def _find(self, path: Path, on_done: "Callable[[Path, list[Backup]], None]") -> None:
        chosen = self._chosen()

        def work(_: Any) -> "list[Backup]":
            from kehoach_desktop.services import backups

            return backups.of_path(path, chosen)

        self._desk.background.run(work, on_done=lambda found: on_done(path, found))

    def _refused(self, path: Path, fault: UserFacingError) -> None:
        from kehoach_desktop.services import backups

        self._after_opening = None
        if backups.asks_for_backup(fault):
            self._find(path, lambda path, found: self.rescue_offered.emit(path, found[:_OFFERED]) if found else None)

    def go_back(self, path: Path, backup: "Backup") -> None:
        """Asks once, goes back to the copy and opens the file; the file as it was is kept beside it."""
        when = f"{backup.at:%H:%M} ngày {format_date(backup.at.date())}"
        workspace, author = self._desk.workspace, self._desk.workspace.author
        was_open = workspace.path == path
        what = _GOES_BACK if was_open else _IS_REPLACED
        asked = self._desk.messages.confirm(
            "Khôi phục từ bản sao lưu",
            f"{path.name} trở về lúc {when}. {what} Tệp hiện nay được giữ lại bên cạnh, "
            "tên có chữ “trước khi khôi phục”.",
            "Khôi phục",
        )
        if not asked:
            return
        if "restore" in self.__dict__:
            self.restore.hide()
        if was_open:
            workspace.close()

        def work(_: Any) -> "Restored":
            from kehoach_desktop.services import backups

            return backups.restore(path, backup.path, author=author)

        def done(restored: "Restored") -> None:
            self._after_opening = lambda: self._told_back(when, restored)
            workspace.open(path)

        def failed(_: UserFacingError) -> None:
            if was_open:
                workspace.open(path)

        self._desk.background.run(work, on_done=done, on_error=failed, progress_label="Khôi phục")

    def _told_back(self, when: str, restored: "Restored") -> None:
        """What was taken back is a step as any other, so the usual undo stands beside the news."""
        messages, kept = self._desk.messages, restored.kept
        if restored.changes is None and not restored.replaced:
            messages.tell(f"Tệp giống bản sao lúc {when} nên không có gì để khôi phục")
            return
        messages.step(
            f"Đã khôi phục về bản sao lúc {when}; tệp trước đó giữ ở {kept.name}", undoable=not restored.replaced
        )
        messages.offer(Link("Mở thư mục", lambda: self._show_outside(kept)))

    def close_all(self) -> None:
        """Before the main window goes."""
        self._clock.stop()
        if "restore" in self.__dict__:
            self.restore.hide()
