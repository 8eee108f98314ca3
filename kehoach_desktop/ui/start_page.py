"""What stands before a file is open: acts at the left, files opened before at the right with why one cannot be opened."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from kehoach_desktop import APP_NAME
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.ui.backup_note import BackupNote
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.endings import FORM_ENDINGS, OFFICE_ENDING, PACKAGE_ENDING, PLAN_ENDINGS
from kehoach_desktop.ui.idle_work import IdleWork
from kehoach_desktop.ui.models.cells import Cell, Column, Shape
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.recent import RecentFile, RecentFiles
from kehoach_desktop.ui.recent_rows import name_cell, opened_cell, state_cell
from kehoach_desktop.ui.rescue import Rescue
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.empty_state import ActCard, DropArea
from kehoach_desktop.ui.widgets.fields import SearchField
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground, scrolling
from kehoach_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from kehoach_desktop.services.backups import Backup, Kept

_LEFT_WIDTH, _LEFT_NARROW = 408, 356
_NARROW, _LOW = 1024, 600
_ENDINGS = (OFFICE_ENDING, PACKAGE_ENDING, *PLAN_ENDINGS, *FORM_ENDINGS)
_ACTS_COLUMN = "acts"
_ACTS_CELL = Cell(
    "", shape=Shape("more_horizontal", "tx2"), tooltip="Mở, mở thư mục, ghim, bỏ khỏi danh sách", spoken="việc khác"
)
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
    backup_place_wished = Signal()
    files_dropped = Signal(list)  # paths
    folder_wished = Signal(object)  # Path of a file whose folder is wanted

    def __init__(self, desk: Desk, recent: RecentFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._theme = desk.theme
        self._recent = recent
        self._faults: dict[str, UserFacingError] = {}
        self._looks = IdleWork(desk.background, self)
        desk.workspace.opened.connect(self._looks.drop)
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
        self.news = Button(theme, "Có gì mới", kind="link", small=True, tip="Những gì đã đổi từ bản này sang bản khác")
        self.news.clicked.connect(lambda: self.acted.emit("news"))
        for link in (guide, self.news):
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
        self.table.clicked.connect(self._clicked)
        search.searched.connect(self.model.set_search)
        column.addWidget(self.table, 1)
        self.empty = Words(theme, "Chưa mở tệp nào trên máy này.", tone="tx2")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.empty, 1)
        self.backups = BackupNote(theme)
        self.backups.folder_wished.connect(self.backup_place_wished)
        self.backups.change_wished.connect(lambda: self.acted.emit("backup_folder"))
        column.addWidget(self.backups)
        self.drop = DropArea(theme, "Thả tệp .kehoach, .docx hoặc .xlsx vào đây để mở", endings=_ENDINGS)
        self.drop.setFixedHeight(64)
        self.drop.dropped.connect(self.files_dropped)
        column.addWidget(self.drop)
        return right

    def _columns(self) -> list[Column[RecentFile]]:
        return [
            Column("name", "Tệp", lambda file: name_cell(file, self._faults), stretch=True),
            Column("state", "Tình trạng", lambda file: state_cell(file, self._faults), width=250, stretch=True),
            Column("opened", "Mở lần cuối", self._opened_cell, width=150, sort=lambda f: f.opened_at),
            Column(_ACTS_COLUMN, "", lambda _: _ACTS_CELL, width=34),
        ]

    def _opened_cell(self, file: RecentFile) -> Cell:
        return opened_cell(file, self._desk.workspace.today)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives the list what it can; a low one leaves no air over the acts and no place to drop."""
        super().resizeEvent(event)
        scale = max(1.0, self._theme.sizes.line / 18)
        narrow, low = event.size().width() < round(_NARROW * scale), event.size().height() < round(_LOW * scale)
        wanted = round((_LEFT_NARROW if narrow else _LEFT_WIDTH) * scale)
        self._left.setFixedWidth(min(wanted, event.size().width() * 2 // 5))
        left, right = (20, 16) if narrow else (40, 32)
        self._left_column.setContentsMargins(left, 12 if low else 40, right, 8 if low else 16)
        self._left_column.setSpacing(5 if low else 8)
        self.drop.setVisible(not low)  # the whole window takes files
        self.backups.set_low(low=low)
        self.table.head.show_column(2, on=not narrow)

    # --- content ---

    def offer_rescue(self, path: Path, backups: "Sequence[Backup]") -> None:
        """A file is damaged: offers its newest copies."""
        self.rescue.offer(path, backups, self._desk.workspace.today)

    def refresh(self) -> None:
        """Reads the list anew and has the worker look which files can be opened, then what copies there are."""
        files = self._recent.all()
        self.rescue.hide()
        self.model.set_records(files)
        QTimer.singleShot(0, self, self._show_version)
        self.table.setVisible(bool(files))
        self.empty.setVisible(not files)
        self._looks.drop()
        for file in files:
            self._looks.put(partial(_fault_of, Path(file.path)), partial(self._take_fault, file.path))
        self.look_at_backups()

    def _take_fault(self, path: str, fault: UserFacingError | None) -> None:
        before = self._faults.pop(path, None)
        if fault is not None:
            self._faults[path] = fault
        if before is not None or fault is not None:
            self.model.set_records(self._recent.all())

    def look_at_backups(self) -> None:
        """Has the worker look where copies lie and how many there are."""
        chosen = self._desk.settings.get("backup/folder")
        self._looks.put(partial(_kept_in, Path(chosen) if chosen else None), self._take_kept)

    def _take_kept(self, kept: "Kept | None") -> None:
        if kept is None:
            self.backups.hide()
        else:
            self.backups.show_kept(kept, self._desk.workspace.now.date())

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
        index = self.table.indexAt(at)
        file = self.model.record_at(index.row()) if index.isValid() else self.table.current_record()
        if file is not None:
            point = self.table.viewport().mapToGlobal(at) if index.isValid() else self.table.menu_point()
            self.row_menu(file).popup(point)

    def _clicked(self, index: QModelIndex) -> None:
        file = self.model.record_at(index.row())
        if file is not None and self.model.columns[index.column()].key == _ACTS_COLUMN:
            below = self.table.visualRect(index).center()
            self.row_menu(file).popup(self.table.viewport().mapToGlobal(below))

    def row_menu(self, file: RecentFile) -> QMenu:
        """What can be done with a file of the list."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Mở").triggered.connect(lambda _=False: self.path_chosen.emit(file.path))
        menu.addAction("Mở thư mục").triggered.connect(lambda _=False: self.folder_wished.emit(Path(file.path)))
        menu.addAction("Bỏ ghim" if file.pinned else "Ghim lên đầu").triggered.connect(lambda _=False: self._pin(file))
        menu.addAction("Bỏ khỏi danh sách").triggered.connect(lambda _=False: self._forget(file))
        return menu


def _fault_of(path: Path) -> UserFacingError | None:
    from kehoach_desktop.services.checking import why_not_open

    return why_not_open(path)


def _kept_in(chosen: Path | None) -> "Kept | None":
    """What is kept; None where the folder cannot be read, which is told when the next copy is made."""
    from kehoach_desktop.services.backups import all_kept

    try:
        return all_kept(chosen)
    except UserFacingError:
        return None
