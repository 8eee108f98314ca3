"""What stands before a file is open: acts at the left, files opened before at the right with why one cannot be opened."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from kehoach_desktop import APP_NAME
from kehoach_desktop.domain.vietnamese import format_date, format_number
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.cells import Cell, Column, Shape
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.recent import RecentFile, RecentFiles
from kehoach_desktop.ui.rescue import Rescue
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.empty_state import ActCard, DropArea
from kehoach_desktop.ui.widgets.fields import SearchField
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground, scrolling
from kehoach_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from kehoach_desktop.services.backups import Backup

_LEFT_WIDTH, _LEFT_NARROW = 408, 356
_NARROW, _LOW = 1024, 600
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_ENDINGS = (".kehoach", ".kehoach-goi", ".docx", ".txt", ".md", ".pdf")
# Acts of the left side: wish, icon, title, line, key.
_ACTS = (
    ("open", "folder_open", "Mở tệp", "Tệp .kehoach trên máy này", "Ctrl+O"),
    ("new_office", "document_add", "Tạo tệp mới", "Cho một xã, phường, đặc khu", "Ctrl+N"),
    ("import", "arrow_import", "Nhập kế hoạch từ Word", "Tạo tệp mới rồi đọc tệp .docx", "Ctrl+I"),
    ("from_stick", "usb_stick", "Mở từ USB", "Chép vào máy rồi mới mở", "Ctrl+U"),
    ("sample", "lightbulb", "Xem kế hoạch mẫu", "Một xã không có thật, đủ số liệu", ""),
)


class StartPage(QWidget):
    """Sends wishes by key and paths to open; asks the worker which recent files can be opened."""

    acted = Signal(str)
    path_chosen = Signal(str)
    backup_chosen = Signal(object, object)  # Path of a damaged file, Backup to go back to
    all_backups_wished = Signal(object)  # Path

    def __init__(self, desk: Desk, recent: RecentFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = desk.theme
        self._recent = recent
        self._faults: dict[str, UserFacingError] = {}
        ground(self, "base")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = scrolling(self._make_left(), "win")
        row.addWidget(self._left)
        line = QFrame()
        line.setProperty("role", "upright")
        line.setFixedWidth(1)
        row.addWidget(line)
        row.addWidget(self._make_right(), 1)

    # --- parts ---

    def _make_left(self) -> QWidget:
        theme = self._theme
        left = QWidget()
        column = self._left_column = QVBoxLayout(left)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(theme.app_icon().pixmap(40, 40))
        head.addWidget(picture)
        head.addWidget(Words(theme, APP_NAME, role="page", bold=True))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(Words(theme, "Nhập kế hoạch, theo dõi, thu báo cáo, in văn bản.", tone="tx2", wrap=True))
        column.addSpacing(12)
        self.cards: dict[str, ActCard] = {}
        for wish, icon, title, line, key in _ACTS:
            card = ActCard(theme, icon, title, line, key=key, main=wish == "open")
            card.clicked.connect(lambda _=False, wish=wish: self.acted.emit(wish))
            self.cards[wish] = card
            column.addWidget(card)
        column.addStretch(1)
        links = QHBoxLayout()
        links.setSpacing(12)
        guide = Button(theme, "Hướng dẫn (F1)", kind="link", small=True, tip="Đọc hướng dẫn, có hình")
        guide.clicked.connect(lambda: self.acted.emit("help"))
        self.backup_place = Button(theme, "", kind="link", small=True)
        self.backup_place.hide()
        for link in (guide, self.backup_place):
            link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            links.addWidget(link)
        links.addStretch(1)
        column.addLayout(links)
        self.version = Words(theme, "", role="small", tone="tx2")
        column.addWidget(self.version)
        return left

    def _make_right(self) -> QWidget:
        theme = self._theme
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(32, 38, 40, 24)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Words(theme, "Tệp gần đây", role="pane", bold=True))
        head.addStretch(1)
        search = SearchField(theme, "Tìm tệp")
        search.setFixedWidth(220)
        head.addWidget(search)
        column.addLayout(head)
        self.rescue = Rescue(theme)
        self.rescue.chosen.connect(self.backup_chosen)
        self.rescue.all_wished.connect(self.all_backups_wished)
        column.addWidget(self.rescue)
        self.model: RowsModel[RecentFile] = RowsModel(self._columns(), parent=self)
        self.table = Table(theme, "", self._desk.settings, row_height=theme.sizes.row_two + 8)
        self.table.setAccessibleName("Tệp gần đây")
        self.table.set_model(self.model)
        self.table.record_opened.connect(lambda file: self.path_chosen.emit(file.path))
        self.table.delete_requested.connect(self._forget)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        search.searched.connect(self.model.set_search)
        column.addWidget(self.table, 1)
        self.empty = Words(theme, "Chưa mở tệp nào trên máy này.", tone="tx2")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.empty, 1)
        drop = DropArea(theme, "Thả tệp .kehoach hoặc .docx vào đây để mở", endings=_ENDINGS)
        drop.setFixedHeight(64)
        drop.dropped.connect(lambda paths: self.path_chosen.emit(paths[0]))
        column.addWidget(drop)
        return right

    def _columns(self) -> list[Column[RecentFile]]:
        return [
            Column("name", "Tệp", self._name_cell, stretch=True),
            Column("state", "Tình trạng", self._state_cell, width=250, stretch=True),
            Column("opened", "Mở lần cuối", self._opened_cell, width=150, sort=lambda f: f.opened_at),
        ]

    def _name_cell(self, file: RecentFile) -> Cell:
        shape = Shape("document_error", "re") if file.path in self._faults else Shape("document_text", "ac")
        if file.pinned:
            shape = Shape("bookmark", shape.tone, filled=True)
        return Cell(
            file.name, after=f"· {file.office}" if file.office else "", second=file.folder, shape=shape, bold=True,
            tooltip=file.path,
        )  # fmt: skip

    def _state_cell(self, file: RecentFile) -> Cell:
        fault = self._faults.get(file.path)
        if fault is not None:
            return Cell(fault.cause, second=fault.remedy, tone="re", bold=True, tooltip=str(fault))
        if file.late:
            soon = f"· {format_number(file.soon)} đến hạn" if file.soon else ""
            return Cell(
                f"{format_number(file.late)} quá hạn",
                after=soon,
                shape=Shape("warning", "re", filled=True),
                tone="re",
                bold=True,
            )
        if file.soon:
            return Cell(
                f"{format_number(file.soon)} đến hạn trong 7 ngày", shape=Shape("clock", "am"), tone="am", bold=True
            )
        return Cell("Không có việc quá hạn", shape=Shape("checkmark_circle", "gr", filled=True), tone="gr", bold=True)

    def _opened_cell(self, file: RecentFile) -> Cell:
        tasks = f"{format_number(file.tasks)} nhiệm vụ" if file.tasks else "chưa có kế hoạch"
        return Cell(_when(file, self._desk.workspace.today), second=tasks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives the list what it can; a low one leaves no air over the acts."""
        super().resizeEvent(event)
        scale = max(1.0, self._theme.sizes.line / 18)
        narrow, low = event.size().width() < round(_NARROW * scale), event.size().height() < round(_LOW * scale)
        wanted = round((_LEFT_NARROW if narrow else _LEFT_WIDTH) * scale)
        self._left.setFixedWidth(min(wanted, event.size().width() * 2 // 5))
        left, right = (20, 16) if narrow else (40, 32)
        self._left_column.setContentsMargins(left, 12 if low else 40, right, 8 if low else 16)
        self._left_column.setSpacing(5 if low else 8)
        self.table.head.show_column(2, on=not narrow)

    # --- content ---

    def offer_rescue(self, path: Path, backups: "Sequence[Backup]") -> None:
        """A file is damaged: offers its newest copies."""
        self.rescue.offer(path, backups, self._desk.workspace.today)

    def show_backup_place(self, folder: Path, show: Callable[[], None]) -> None:
        """Says where copies lie; a click opens the folder."""
        self.backup_place.setText("Bản sao lưu nằm ở đâu")
        self.backup_place.set_tip(f"Mở thư mục {folder}")
        self.backup_place.clicked.connect(show)
        self.backup_place.show()

    def refresh(self) -> None:
        """Reads the list anew and has the worker look which files can be opened."""
        files = self._recent.all()
        self.rescue.hide()
        self.model.set_records(files)
        QTimer.singleShot(0, self, self._show_version)
        self.table.setVisible(bool(files))
        self.empty.setVisible(not files)
        paths = [Path(file.path) for file in files]
        if paths:
            self._desk.background.run(lambda _: _faults_of(paths), on_done=self._take_faults)

    def _take_faults(self, faults: dict[str, UserFacingError]) -> None:
        if Shiboken.isValid(self):  # the window may be gone when the worker answers
            self._faults = faults
            self.model.set_records(self._recent.all())

    def _show_version(self) -> None:
        """After the first picture: reading the package's facts takes a moment."""
        from kehoach_desktop.services.about import program_version

        self.version.setText(f"Bản {program_version()}")

    def focus_first(self) -> None:
        """The last file if there is one, else the first act: Enter does the likely thing."""
        (self.table if self.model.total_count else self.cards["open"]).setFocus()

    def _forget(self, file: RecentFile) -> None:
        self._recent.forget(file.path)
        self._desk.messages.tell(f"Đã bỏ {file.name} khỏi danh sách; tệp vẫn còn.")
        self.refresh()

    def _pin(self, file: RecentFile) -> None:
        self._recent.pin(file.path, on=not file.pinned)
        self.refresh()

    def _show_menu(self, at: QPoint) -> None:
        file = self.model.record_at(self.table.indexAt(at).row())
        if file is not None:
            self.row_menu(file).popup(self.table.viewport().mapToGlobal(at))

    def row_menu(self, file: RecentFile) -> QMenu:
        """What can be done with a file of the list."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Mở").triggered.connect(lambda _=False: self.path_chosen.emit(file.path))
        menu.addAction("Bỏ ghim" if file.pinned else "Ghim lên đầu").triggered.connect(lambda _=False: self._pin(file))
        menu.addAction("Bỏ khỏi danh sách").triggered.connect(lambda _=False: self._forget(file))
        return menu


def _faults_of(paths: Iterable[Path]) -> dict[str, UserFacingError]:
    from kehoach_desktop.services.checking import why_not_open
    from kehoach_desktop.services.drives import lies_away

    found = {str(path): None if lies_away(path) else why_not_open(path) for path in paths}
    return {path: fault for path, fault in found.items() if fault is not None}


def _when(file: RecentFile, today: date) -> str:
    """When a file was last open: a weekday within a week, else the date."""
    opened = file.opened
    if opened is None:
        return ""
    days = (today - opened.date()).days
    if days == 0:
        return f"Hôm nay, {opened:%H:%M}"
    return f"{_WEEKDAYS[opened.weekday()]}, {opened:%H:%M}" if 0 < days < 7 else format_date(opened.date())
