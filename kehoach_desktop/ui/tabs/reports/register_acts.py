"""What the clerk does to the papers of the register: number, open, print again, take out, look over; it shows no widget."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from kehoach_desktop.domain.paper import paper_number
from kehoach_desktop.domain.paper_register import full_number
from kehoach_desktop.domain.records import IssuedPaper
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.messages import Link
from kehoach_desktop.ui.tabs.base import Tab
from kehoach_desktop.ui.tabs.reports.side_pane import SidePane

if TYPE_CHECKING:
    from kehoach_desktop.services.papers import FileState

_PDF = ".pdf"


class RegisterActs(QObject):
    """Files are looked for where the last ones went, for the register keeps their names and no folder."""

    def __init__(self, desk: Desk, tab: Tab, side: SidePane, options: Callable[[], object]) -> None:
        super().__init__(tab)
        self._workspace, self._messages, self._settings = desk.workspace, desk.messages, desk.settings
        self._tab, self._side, self._options = tab, side, options
        side.verify_requested.connect(self.verify)
        side.paper_edited.connect(self.edit)
        side.paper_opened.connect(self.open)
        side.paper_again.connect(self.print_again)
        side.paper_removed.connect(self.remove)

    def edit(self, paper_id: str, field: str, text: str) -> None:
        """A typed number or day."""
        from kehoach_desktop.services import papers

        self._workspace.perform(
            "Ghi số, ngày", papers.give_number, paper_id, {field: text}, on_done=self._numbered,
            on_error=lambda fault: self._side.refuse_paper(paper_id, field, fault.cause),
        )  # fmt: skip

    def _numbered(self, done: Any) -> None:
        """Offers the paper once more with what it was given, and says whose number that is already."""
        paper = done.paper
        if done.warning:
            self._messages.warn(done.warning, "Sửa lại nếu ghi nhầm.")
        if paper.number and paper.symbol:
            words = f"In lại với số {paper_number(paper.number)}"
            self._messages.offer(Link(words, lambda: self.print_again(paper)))

    def print_again(self, paper: IssuedPaper) -> None:
        """Wishes for the paper once more: a PDF on paper, any other kind as a file."""
        choices = {"paper_id": paper.id, "options": self._options()}
        suffix = Path(paper.file_name).suffix.lower()
        if suffix == _PDF:
            self._tab.print_requested.emit(paper.form, paper.title, choices)
        else:
            self._tab.files_requested.emit(paper.form, (suffix.lstrip("."),), paper.title, choices)

    def open(self, paper: IssuedPaper) -> None:
        """Wishes for the file to be opened; where it is not to be found the paper can be printed again."""
        folder = self._folder()
        path = Path(
            folder, Path(paper.file_name).name
        )  # the name came with the file; it may not lead out of the folder
        if folder and path.is_file():
            self._tab.file_requested.emit(path)
            return
        where = f"ở {folder}" if folder else "vì chưa biết thư mục để tệp đã in"
        self._messages.warn(f"Không thấy tệp {path.name} {where}.", "In lại, hoặc mở tệp ở nơi đã chép sang.")
        self._messages.offer(Link("In lại", lambda: self.print_again(paper)))

    def remove(self, paper: IssuedPaper) -> None:
        """Out of the register and into the bin; the news names the number that is free again. The file stays."""
        from kehoach_desktop.services import editing

        number = f" số {full_number(paper)}" if paper.number else ""

        def told(_: Any) -> None:
            self._messages.step(f"Đã xóa khỏi sổ văn bản: {paper.title}{number}; tệp đã in giữ nguyên")

        self._workspace.perform("Xóa khỏi sổ văn bản", editing.delete_record, "issued_paper", paper.id, on_done=told)

    def verify(self) -> None:
        """Looks on the worker whether the files of the register are still what was printed."""
        from kehoach_desktop.services import papers

        folder = self._folder()
        if not folder:
            self._messages.warn("Chưa biết thư mục để tệp đã in.", "Xuất một biểu vào thư mục đó trước.")
            return

        def told(states: "Mapping[str, FileState]") -> None:
            self._side.set_states(states)
            counts = Counter(state.label for state in states.values())
            parts = ", ".join(f"{count} {label}" for label, count in counts.items())
            self._messages.tell(f"Đã xem {len(states)} văn bản ở {folder}: {parts}")

        self._workspace.ask(
            lambda office_file: papers.verify_papers(office_file, Path(folder)), told, "Đang xem các tệp đã in"
        )

    def _folder(self) -> str:
        """Where the last files went, "" where that is not known or gone."""
        folder = self._settings.get("export/folder")
        return folder if folder and Path(folder).is_dir() else ""
