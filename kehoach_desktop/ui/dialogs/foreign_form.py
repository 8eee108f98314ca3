"""Filling in a form another office sent: shows what it has and what may be used, and has it filled on the worker."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.dialogs.placeholder_tables import FoundTable, NameTable
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.empty_state import DropArea
from kehoach_desktop.ui.widgets.fields import Choice, SearchField
from kehoach_desktop.ui.widgets.labels import ElidedWords, Note, Words
from kehoach_desktop.ui.widgets.panes import Splitter, ground, rule

if TYPE_CHECKING:
    from kehoach_desktop.domain.placeholders import Vocabulary
    from kehoach_desktop.services.foreign_forms import Filled, Found, ListedName
    from kehoach_desktop.ui.file_acts import Chooser

TITLE = "Điền biểu của cấp trên"
FORM_ENDING = ".xlsx"
_MOST_REMEMBERED = 10
_WIDEST_CHOICE = 260
_HOW = (
    "Mở biểu bằng Excel, dán các chỗ điền ở khung bên phải vào ô cần số liệu, lưu lại, rồi chọn biểu ở đây.\n"
    "Dòng cần lặp: ghi {{#nhiem_vu}} ở ô đầu của dòng, các ô khác ghi {{ten}}, {{han}}, {{ket_qua}} …"
)


class ForeignFormBox(QDialog):
    """Stays open beside Excel: a form that was saved there is read again when the person comes back."""

    def __init__(
        self, desk: Desk, chooser: "Chooser", open_outside: Callable[[Path], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        desk.theme.dress(self)
        self._desk, self._chooser, self._open_outside = desk, chooser, open_outside
        self._path: Path | None = None
        self._saved_at = 0
        self._vocabulary: Vocabulary | None = None
        self._found: tuple[Found, ...] = ()
        self._filling = False
        self._stale = True
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self.setMinimumSize(850, 400)
        self.resize(1060, 580)
        self._lay_out()
        desk.workspace.dossier_changed.connect(self._reload)
        desk.workspace.period_changed.connect(self._reload)
        desk.workspace.closed.connect(self.close)
        self._fill_recent()

    # --- layout ---

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(rule("line2"))
        self.split = Splitter(self._desk.settings, "foreign-form", last_width=540)
        self.split.addWidget(self._make_form_side())
        self.split.addWidget(self._make_name_side())
        self.split.setChildrenCollapsible(False)
        column.addWidget(self.split, 1)
        self.note = Note(self._desk.theme, "", tone="re")
        self.note.hide()
        column.addWidget(self.note)
        column.addWidget(rule("line2"))
        column.addLayout(self._make_foot())

    def _make_head(self) -> QWidget:
        theme = self._desk.theme
        head = ground(QWidget(), "base")
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(Words(theme, TITLE, role="page", bold=True))
        line.addStretch(1)
        self.period = Words(theme, "", tone="tx2")
        line.addWidget(self.period)
        column.addLayout(line)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choose_button = Button(theme, "Chọn biểu…", icon="folder_open")
        self.choose_button.clicked.connect(self._choose)
        self.recent = Choice(theme)
        self.recent.setPlaceholderText("Biểu đã dùng")
        self.recent.setAccessibleName("Biểu đã dùng")
        self.recent.setMinimumWidth(theme.advance("Biểu đã dùng") + 44)
        self.recent.setMaximumWidth(_WIDEST_CHOICE)
        self.recent.activated.connect(lambda place: self.show_form(Path(self.recent.itemData(place))))
        self.name = ElidedWords(theme, "Chưa chọn biểu nào", tone="tx2")
        self.open_button = Button(theme, "Mở bằng Excel", kind="link", tip="Mở biểu để dán thêm chỗ điền")
        self.open_button.clicked.connect(lambda: self._path and self._open_outside(self._path))
        for widget in (self.choose_button, self.recent, self.open_button):
            row.addWidget(widget)
        row.insertWidget(2, self.name, 1)
        column.addLayout(row)
        return head

    def _make_form_side(self) -> QWidget:
        theme = self._desk.theme
        self.form_side = QStackedWidget()
        self.form_side.setMinimumWidth(430)
        self.drop = DropArea(theme, "Thả biểu .xlsx vào đây", _HOW, endings=(FORM_ENDING,), picture=True)
        self.drop.dropped.connect(lambda paths: self.show_form(Path(paths[0])))
        around = ground(QWidget(), "base")
        inner = QVBoxLayout(around)
        inner.setContentsMargins(16, 16, 16, 16)
        inner.addWidget(self.drop)
        self.found_table = FoundTable(theme, self._desk.settings)
        self.found_table.nearest_wished.connect(self._show_nearest)
        self.found_table.escaped.connect(self.close)
        self.form_side.addWidget(around)
        self.form_side.addWidget(self.found_table)
        return self.form_side

    def _make_name_side(self) -> QWidget:
        theme = self._desk.theme
        side = ground(QWidget(), "base")
        side.setMinimumWidth(400)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        self.search = SearchField(theme, "Tìm chỗ điền, không cần gõ dấu")
        self.copy_button = Button(theme, "Chép", icon="copy", key="Ctrl+C", show_key=False)
        row.addWidget(self.search, 1)
        row.addWidget(self.copy_button)
        column.addLayout(row)
        self.name_table = NameTable(theme, self._desk.settings)
        self.search.searched.connect(self.name_table.rows.set_search)
        self.search.returnPressed.connect(self.name_table.copy_cells)
        self.search.left.connect(self.name_table.setFocus)
        self.name_table.escaped.connect(self.close)
        self.name_table.copied.connect(self._told_copy)
        self.copy_button.clicked.connect(self.name_table.copy_cells)
        column.addWidget(self.name_table, 1)
        return side

    def _make_foot(self) -> QHBoxLayout:
        theme = self._desk.theme
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        self.words = ElidedWords(theme, "", tone="tx2")
        self.fill_button = Button(theme, "Điền và lưu", kind="primary")
        self.fill_button.clicked.connect(self._fill)
        close = Button(theme, "Đóng", key="Esc")
        close.clicked.connect(self.close)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.fill_button)
        foot.addWidget(close)
        return foot

    # --- reading ---

    def _reload(self, changes: Changes | None = None) -> None:
        """Reads the present values anew: another period, another plan, an edit; a line in the register changes none."""
        workspace = self._desk.workspace
        if changes is not None and changes.kinds == {"issued_paper"}:
            return
        self._stale = not self.isVisible()
        if self._stale or workspace.plan_id is None:
            return
        self.period.setText(workspace.period.title)
        dossier, window, today = workspace.dossier, workspace.window, workspace.today

        def work(_: Any) -> "tuple[Vocabulary, list[ListedName]]":
            from kehoach_desktop.services import foreign_forms

            names = foreign_forms.placeholders(dossier, window, today)
            return names, foreign_forms.listed(names)

        self._desk.background.run(work, on_done=self._show_names)

    def _show_names(self, read: "tuple[Vocabulary, list[ListedName]]") -> None:
        self._vocabulary, names = read
        self.name_table.show_names(names)
        self._look()

    def show_form(self, path: Path) -> None:
        """Takes a form in hand and lists its placeholders."""
        self._path = path
        self._found = ()
        self.found_table.show_found(())
        self.name.setText(path.name)
        self.name.set_tone("tx")
        self._look()

    def _look(self) -> None:
        path, vocabulary = self._path, self._vocabulary
        self._enable()
        if path is None or vocabulary is None:
            return
        self._saved_at = _saved_at(path)
        self.words.setText("Đang đọc biểu…")

        def work(_: Any) -> "tuple[Found, ...]":
            from kehoach_desktop.services import foreign_forms

            return foreign_forms.inspect(path, vocabulary)

        self._desk.background.run(
            work, on_done=lambda found: self._show_found(path, found), on_error=lambda fault: self._refuse(path, fault),
            progress_label=f"Đang đọc {path.name}",
        )  # fmt: skip

    def _show_found(self, path: Path, found: "tuple[Found, ...]") -> None:
        if path != self._path:
            return
        self._found = found
        self.note.hide()
        self.form_side.setCurrentIndex(1 if found else 0)
        self.found_table.show_found(found)
        self._remember(path)
        self._enable()
        unknown = sum(not each.is_known for each in found)
        self.words.set_tone("re" if unknown else "tx2")
        if not found:
            self.words.setText("Biểu chưa có chỗ điền nào. Mở bằng Excel, dán chỗ điền vào ô, lưu lại.")
        elif unknown:
            self.words.setText(f"{len(found)} chỗ điền, {unknown} chỗ chưa rõ sẽ để trống")
        else:
            self.words.setText(f"{len(found)} chỗ điền, đều rõ")

    def _refuse(self, path: Path, fault: UserFacingError) -> None:
        if path != self._path:
            return
        self._path = None
        self.form_side.setCurrentIndex(0)
        self.name.setText("Chưa chọn biểu nào")
        self.name.set_tone("tx2")
        self.words.setText("")
        self.note.set_text(f"{path.name}: {fault}")
        self.note.show()
        self._enable()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._reload()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        back = event.type() is QEvent.Type.ActivationChange and self.isActiveWindow()
        if back and self._path is not None and not self._filling and _saved_at(self._path) != self._saved_at:
            self._look()

    # --- choosing ---

    def _choose(self) -> None:
        settings = self._desk.settings
        kept = settings.get("files/foreign_forms")
        folder = str(Path(kept[0]).parent) if kept else settings.get("files/folder")
        path = self._chooser.open_file("Chọn biểu của cấp trên", folder, f"Biểu Excel (*{FORM_ENDING})")
        if path:
            self.show_form(Path(path))

    def _remember(self, path: Path) -> None:
        settings = self._desk.settings
        kept = [str(path), *(each for each in settings.get("files/foreign_forms") if each != str(path))]
        settings.set("files/foreign_forms", kept[:_MOST_REMEMBERED])
        self._fill_recent()

    def _fill_recent(self) -> None:
        self.recent.clear()
        for each in self._desk.settings.get("files/foreign_forms"):
            if isinstance(each, str):
                self.recent.addItem(Path(each).name, each)
                self.recent.setItemData(self.recent.count() - 1, each, Qt.ItemDataRole.ToolTipRole)
        self.recent.setCurrentIndex(-1)
        self.recent.setVisible(self.recent.count() > 0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _dropped(event):
            event.acceptProposedAction()
            self.show_form(paths[0])

    # --- copying ---

    def _told_copy(self, text: str) -> None:
        self.words.set_tone("tx2")
        self.words.setText(f"Đã chép {text}. Sang Excel, chọn ô rồi dán (Ctrl+V).")

    def _show_nearest(self, text: str) -> None:
        self.search.clear()
        if self.name_table.choose(text):
            self.name_table.setFocus()

    # --- filling ---

    def _enable(self) -> None:
        has_form = self._path is not None
        self.fill_button.setEnabled(has_form and any(each.is_known for each in self._found) and not self._filling)
        self.open_button.setVisible(has_form)

    def _fill(self) -> None:
        path, settings, workspace = self._path, self._desk.settings, self._desk.workspace
        if path is None:
            return
        to = self._chooser.folder("Nơi để biểu đã điền", settings.get("export/folder") or str(path.parent))
        if not to:
            return
        settings.set("export/folder", to)
        from kehoach_desktop.services import foreign_forms

        self._filling = True
        self._enable()
        workspace.perform(
            f"Đang điền {path.name}", foreign_forms.fill, path, workspace.period.id, Path(to), plan_id=workspace.plan_id,
            with_progress=True, on_done=self._told_filled, on_error=self._not_filled,
        )  # fmt: skip

    def _told_filled(self, filled: "Filled") -> None:
        self._filling = False
        self._enable()
        left = f"; {len(filled.unknown)} chỗ chưa rõ để trống" if filled.unknown else ""
        words = f"Đã ghi {filled.path.name} vào {filled.path.parent}{left}"
        self.words.set_tone("am" if filled.unknown else "gr")
        self.words.setText(words)
        self._desk.messages.step(words, undoable=False)
        self._open_outside(filled.path)

    def _not_filled(self, fault: UserFacingError) -> None:
        self._filling = False
        self._enable()
        self.note.set_text(str(fault))
        self.note.show()


def _saved_at(path: Path) -> int:
    """When a file was last written, 0 when it is gone."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _dropped(event: QDropEvent) -> list[Path]:
    paths = (Path(url.toLocalFile()) for url in event.mimeData().urls())
    return [path for path in paths if path.suffix.lower() == FORM_ENDING]
