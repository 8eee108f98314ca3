"""What a person does with files: new, open, sample, import, export; asks for names and hands over to workspace and worker."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.errors import Cancelled, UserFacingError
from kehoach_desktop.ui import outside
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.endings import OFFICE_ENDING, PACKAGE_ENDING, PLAN_ENDINGS
from kehoach_desktop.ui.messages import Link

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from kehoach_desktop.importing.proposal import Proposal
    from kehoach_desktop.services.history import Search
    from kehoach_desktop.ui.review.window import ImportReview


class Chooser(Protocol):
    """Asks for a file or folder; "" when the person leaves it be."""

    def open_file(self, title: str, folder: str, pattern: str) -> str: ...

    def open_files(self, title: str, folder: str, pattern: str) -> list[str]: ...

    def folder(self, title: str, folder: str) -> str: ...

    def printer(self, path: Path) -> "QPrinter | None": ...


class DialogChooser:
    """The system's own file dialogs."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def open_file(self, title: str, folder: str, pattern: str) -> str:
        """The file to open."""
        from PySide6.QtWidgets import QFileDialog

        return QFileDialog.getOpenFileName(self._parent, title, folder, pattern)[0]

    def open_files(self, title: str, folder: str, pattern: str) -> list[str]:
        """The files to read, several at once."""
        from PySide6.QtWidgets import QFileDialog

        return QFileDialog.getOpenFileNames(self._parent, title, folder, pattern)[0]

    def folder(self, title: str, folder: str) -> str:
        """The folder to write into."""
        from PySide6.QtWidgets import QFileDialog

        return QFileDialog.getExistingDirectory(self._parent, title, folder)

    def printer(self, path: Path) -> "QPrinter | None":
        """The printer a PDF goes to; raises CannotPrint where the machine has none."""
        from kehoach_desktop.ui import printing

        if not printing.has_printer():
            raise printing.CannotPrint("Máy này chưa có máy in nào.", f"Mở {path.name} rồi mang sang máy có máy in.")
        return printing.ask_printer(path, self._parent)


class FileActs(QObject):
    """One for the window. `review_opened` carries the window in which a proposal is looked over.

    `stick_file_chosen` carries the path of a file that is not opened where it lies.
    """

    review_opened = Signal(object)
    stick_file_chosen = Signal(object)

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        chooser: Chooser,
        sample_path: Callable[[], Path],
        *,
        opens_files: bool = True,
    ) -> None:
        super().__init__(window)
        self._opens_files = opens_files
        self._desk = desk
        self._window = window
        self._chooser = chooser
        self._sample_path = sample_path
        self._import_after_opening: Path | None = None
        self.review: ImportReview | None = None
        desk.workspace.opened.connect(self._continue_import)

    # --- office files ---

    def open_dialog(self) -> None:
        """Asks for an office file and opens it."""
        pattern = f"Tệp Kế hoạch (*{OFFICE_ENDING} *{PACKAGE_ENDING})"
        path = self._chooser.open_file("Mở tệp", self._folder(), pattern)
        if path:
            self.open(path)

    def open(self, path: str) -> None:
        """Opens an office file, or reads a plan: what is right for the file's ending."""
        chosen = Path(path)
        if chosen.suffix.lower() in PLAN_ENDINGS:
            self.import_plan(chosen)
            return
        if chosen == self._sample_path():
            self._desk.workspace.open_sample(chosen)
            return
        if chosen.suffix.lower() == PACKAGE_ENDING or _lies_away(chosen):
            self.stick_file_chosen.emit(chosen)
            return
        self._desk.settings.set("files/folder", str(chosen.parent))
        self._desk.workspace.open(chosen)

    def open_sample(self) -> None:
        """Opens the sample; it is built at first use."""
        self._desk.workspace.open_sample(self._sample_path())

    def new_office(self, then_import: Path | None = None) -> None:
        """The first start: asks for the office's facts and makes its file; afterwards reads a plan, when one is given."""
        from kehoach_desktop.ui.wizard.window import SetupWizard

        wizard = SetupWizard(self._desk, Path(self._folder()), self._chooser, self._window)
        self._import_after_opening = then_import  # the wizard closes after its file is open
        wizard.exec()
        wish = wizard.wish
        wizard.deleteLater()
        if wish != "made":
            self._import_after_opening = None
        if wish == "open":
            self.open_dialog()
        elif wish == "sample":
            self.open_sample()

    def edit_office(self) -> None:
        """Office, letterhead and signers of the open file."""
        from kehoach_desktop.ui.dialogs.office import OfficeDialog

        box = OfficeDialog(self._desk, self._window)
        box.exec()
        box.deleteLater()

    def show_folder(self) -> None:
        """Opens the system's file window at the office file."""
        path = self._desk.workspace.path
        if path is not None:
            outside.open_file(path.parent)

    # --- plans ---

    def import_dialog(self) -> None:
        """Asks for a plan and reads it."""
        patterns = " ".join(f"*{ending}" for ending in PLAN_ENDINGS)
        path = self._chooser.open_file("Nhập kế hoạch", self._folder(), f"Kế hoạch ({patterns})")
        if path:
            self.import_plan(Path(path))

    def import_plan(self, path: Path) -> None:
        """Reads a plan on the worker and shows what was found; without an open file one is made first."""
        if not self._desk.workspace.is_open:
            self.new_office(then_import=path)
            return

        def read(progress: Any) -> "Proposal":
            from kehoach_desktop.services import plans

            return plans.propose(path, progress)

        self._desk.background.run(
            read, on_done=self._show_review, progress_label=f"Đang đọc {path.name}", cancellable=True
        )

    def paste_plan(self) -> None:
        """Reads the text on the clipboard as a plan."""
        from PySide6.QtGui import QGuiApplication

        text = QGuiApplication.clipboard().text()

        def read(_: Any) -> "Proposal":
            from kehoach_desktop.services import plans

            return plans.propose_pasted(text)

        self._desk.background.run(read, on_done=self._show_review, progress_label="Đang đọc nội dung dán")

    def _continue_import(self) -> None:
        path, self._import_after_opening = self._import_after_opening, None
        if path is not None:
            self.import_plan(path)

    def _show_review(self, proposal: "Proposal") -> None:
        from kehoach_desktop.ui.review.window import ImportReview

        self.review = ImportReview(self._desk, proposal, self._window)
        self.review.showMaximized()
        self.review_opened.emit(self.review)

    # --- forms ---

    def export(self, form_id: str, formats: tuple[str, ...], title: str, choices: dict[str, Any]) -> None:
        """Asks for a folder, writes one form into it and enters it in the register; for all units one file each."""
        self._write(form_id, formats, title, choices, self._ask_folder(title), self._told_export)

    def print_form(self, form_id: str, title: str, choices: dict[str, Any]) -> None:
        """Writes a form as PDF where the last one went, enters it in the register, then asks for the printer."""
        kept = self._desk.settings.get("export/folder")
        to = kept if kept and Path(kept).is_dir() else self._ask_folder(title)
        self._write(form_id, ("pdf",), title, choices, to, self._print_file)

    def _ask_folder(self, title: str) -> str:
        settings = self._desk.settings
        return self._chooser.folder(f"Nơi để {title}", settings.get("export/folder") or self._folder())

    def _write(
        self, form_id: str, formats: tuple[str, ...], title: str, choices: dict[str, Any], to: str,
        on_done: Callable[[Any], None],
    ) -> None:  # fmt: skip
        """A paper of the register once more, a form for every unit, or one form: by the choices."""
        workspace = self._desk.workspace
        if not to:
            return
        self._desk.settings.set("export/folder", to)
        from kehoach_desktop.services import batch_export, exporting, papers

        label, folder = f"Đang xuất {title}", Path(to)
        if "paper_id" in choices:
            signer = choices["options"].signer_id if "options" in choices else None
            workspace.perform(
                label,
                papers.print_again,
                choices["paper_id"],
                folder,
                signer_id=signer,
                with_progress=True,
                on_done=on_done,
            )
            return
        unit_id = choices.get("unit_id")
        unit = workspace.dossier.unit_by_id.get(unit_id or "")
        form, period = exporting.form_info(form_id), workspace.period.id
        if form.units is not None and (unit is None or unit.is_group):
            workspace.perform(
                label, batch_export.export_units, form_id, period, folder, [unit.id] if unit else None, formats=formats,
                plan_id=workspace.plan_id, options=choices.get("options"), with_progress=True, on_done=on_done,
            )  # fmt: skip
            return
        workspace.perform(
            label, exporting.export, form_id, period, folder, formats=formats, plan_id=workspace.plan_id,
            with_progress=True, on_done=on_done, **choices,
        )  # fmt: skip

    def write_unit_forms(self, unit_id: str | None = None) -> None:
        """Asks for a folder and writes the report form of one unit, or of every unit with something to report."""
        to = self._ask_folder("phiếu báo cáo của đơn vị")
        if not to:
            return
        self._desk.settings.set("export/folder", to)
        from kehoach_desktop.services import collecting

        workspace = self._desk.workspace
        workspace.perform(
            "Đang xuất phiếu", collecting.make_unit_forms, workspace.period.id, Path(to), [unit_id] if unit_id else None,
            plan_id=workspace.plan_id, with_progress=True, on_done=self._told_unit_forms,
        )  # fmt: skip

    def _told_unit_forms(self, files: list[Path]) -> None:
        if not files:
            self._desk.messages.warn(
                "Không đơn vị nào có việc hay chỉ tiêu để báo cáo.", "Phân công ở thẻ Nhiệm vụ trước."
            )
            return
        self._desk.messages.step(f"Đã ghi {len(files)} phiếu vào {files[0].parent}", undoable=False)
        if len(files) == 1:
            self.open_outside(files[0])

    def _told_export(self, done: Any) -> None:
        whole = getattr(done, "combined", None)
        first, messages = whole or done.files[0], self._desk.messages
        if whole is not None:
            count = len(done.files)
            messages.step(f"Đã ghi {count} tệp và {whole.name} để in vào {whole.parent}", undoable=False)
        else:
            names = ", ".join(path.name for path in done.files)
            messages.step(f"Đã ghi {names} vào {first.parent}", undoable=False)
        messages.offer(self._to_folder(first))
        for path in [whole] if whole else done.files:
            self.open_outside(path)

    def write_history(self, search: "Search", tell: Callable[[str], None]) -> None:
        """Asks for a folder and writes what a search in the history finds into it as Excel; `tell` speaks in its window."""
        title = "lịch sử thay đổi"
        to = self._ask_folder(title)
        if not to:
            return
        self._desk.settings.set("export/folder", to)
        from kehoach_desktop.services.history_sheet import HistorySheet, write_history

        def told(sheet: HistorySheet) -> None:
            words = f"Đã ghi {format_number(sheet.changes)} thay đổi vào {sheet.path.name} ở {sheet.path.parent}"
            tell(words)
            self._desk.messages.step(words, undoable=False)
            self._desk.messages.offer(self._to_folder(sheet.path))
            self.open_outside(sheet.path)

        self._desk.workspace.perform(
            f"Đang xuất {title}", write_history, search, Path(to), with_progress=True, on_done=told,
            on_error=lambda fault: tell(str(fault)),
        )  # fmt: skip

    def _to_folder(self, path: Path) -> Link:
        return Link("Mở thư mục", lambda: self.show_outside(path))

    def _print_file(self, done: Any) -> None:
        self.print_path(getattr(done, "combined", None) or done.files[0])

    def print_path(self, path: Path) -> None:
        """Asks for a printer and sends a PDF to it on the worker; without a printer the file is opened instead."""
        messages = self._desk.messages
        try:
            printer = self._chooser.printer(path)
        except UserFacingError as fault:
            self._cannot_print(path, fault)
            return
        if printer is None:
            messages.tell(f"Chưa in. Bản PDF {path.name} ở {path.parent}")
            messages.offer(Link("In", lambda: self.print_path(path)), self._to_folder(path))
            return

        def work(progress: Any) -> int:
            from kehoach_desktop.ui.printing import print_pages

            return print_pages(path, printer, progress)

        def told(sheets: int) -> None:
            messages.step(f"Đã gửi {sheets} trang tới máy in; bản PDF {path.name} ở {path.parent}", undoable=False)
            messages.offer(self._to_folder(path))

        self._desk.background.run(
            work, on_done=told, on_error=lambda fault: self._cannot_print(path, fault), progress_label=f"Đang in {path.name}",
            cancellable=True,
        )  # fmt: skip

    def _cannot_print(self, path: Path, fault: UserFacingError) -> None:
        messages = self._desk.messages
        if isinstance(fault, Cancelled):
            messages.tell(f"Đã dừng in. Bản PDF {path.name} ở {path.parent}")
            messages.offer(Link("In lại", lambda: self.print_path(path)), self._to_folder(path))
            return
        messages.warn(fault.cause, fault.remedy)
        messages.offer(self._to_folder(path))
        self.open_outside(path)

    def open_outside(self, path: Path) -> None:
        """Opens a written file with the system's program for it."""
        if self._opens_files and not outside.open_file(path):
            self._desk.messages.warn(f"Không có chương trình nào mở được {path.name}.", f"Tệp ở {path.parent}.")

    def show_outside(self, path: Path) -> None:
        """Shows a written file in the system's file window."""
        if self._opens_files and not outside.show_in_folder(path):
            self._desk.messages.warn("Không mở được thư mục.", f"Tệp ở {path.parent}.")

    def _folder(self) -> str:
        kept = self._desk.settings.get("files/folder")
        if kept and Path(kept).is_dir():
            return kept
        return str(outside.documents())


def _lies_away(path: Path) -> bool:
    from kehoach_desktop.services import drives

    return drives.lies_away(path)
