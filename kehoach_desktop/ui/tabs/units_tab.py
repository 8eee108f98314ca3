"""The units of the office: who they are, what they bear, whether their reports came. Wires its parts; writes through UnitActs."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QWidget

from kehoach_desktop.domain.periods import Window
from kehoach_desktop.domain.records import Unit
from kehoach_desktop.domain.submissions import turnout
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.conflicts import Marks, with_marks
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.tabs.base import Badge, Jump
from kehoach_desktop.ui.tabs.list_tab import ALL, ListTab
from kehoach_desktop.ui.tabs.units.acts import UnitActs
from kehoach_desktop.ui.tabs.units.block import UnitBlock
from kehoach_desktop.ui.tabs.units.book import Standing, UnitBook, UnitRow
from kehoach_desktop.ui.tabs.units.columns import (
    FIGURES,
    conflict_column,
    figures,
    search_text,
    unit_columns,
    unit_group,
)
from kehoach_desktop.ui.tabs.units.foot import UnitsFoot
from kehoach_desktop.ui.tabs.units.merging import MERGE_WITH
from kehoach_desktop.ui.tabs.units.pane import UnitPane
from kehoach_desktop.ui.widgets.add_line import AddLine
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.empty_state import Act, EmptyState, NoHits
from kehoach_desktop.ui.widgets.row_menu import RowAct, offer_menu
from kehoach_desktop.ui.widgets.table import Table
from kehoach_desktop.ui.widgets.views_bar import View, ViewsBar
from kehoach_desktop.ui.workspace import Workspace

IDLE = "idle"
_VIEWS = (
    (ALL, "Tất cả", "ne"),
    (Standing.MISSING.value, "Chưa nộp", "re"),
    (Standing.SENT.value, "Chờ duyệt", "ne"),
    (Standing.RETURNED.value, "Trả lại", "am"),
    (Standing.APPROVED.value, "Đã duyệt", "ne"),
    (IDLE, "Chưa có việc", "ne"),
)
_EMPTY = (
    "Chưa có đơn vị nào",
    "Đơn vị có sẵn trong kế hoạch: nhập kế hoạch thì phòng, trạm, trường, đoàn thể, thôn được ghi cùng việc của chúng. "
    "Hoặc gõ tên từng đơn vị.",
    (
        Act("import", "arrow_import", "Nhập kế hoạch", "Từ tệp Word, PDF có chữ, hoặc .txt", "Ctrl+I"),
        Act("add", "add", "Thêm đơn vị", "Gõ tên, loại đơn vị được nhận ra từ tên", "Ctrl+N"),
    ),
)


class UnitsTab(ListTab):
    """Tab Đơn vị."""

    key = "units"
    title = "Đơn vị"
    icon = "people_team"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._acts = UnitActs(desk.workspace, desk.messages)
        self._book = UnitBook(desk.workspace) if desk.workspace.is_open else None
        self._columns_for: tuple[Window | None, Window, object] | None = None
        self._wanted: str | None = None
        self._search: Callable[[UnitRow], str] = lambda _: ""
        self._marks = Marks(lambda: self._book.dossier if self._book else None)
        self._make_parts()
        self.lay_out(self.table, self.pane, foot=self.foot, least=420, pane_least=320, pane_width=412)
        self._wire()
        self.refresh()

    @classmethod
    def badge(cls, workspace: Workspace) -> Badge | None:
        """How many units have not sent their report of the period."""
        dossier = workspace.dossier
        if dossier.plan is None:
            return None
        if workspace.today <= workspace.window.data_to:
            return None
        reports = turnout(dossier, workspace.period.id)
        missing = len(reports.missing) - len(reports.returned)
        return Badge(f"{format_number(missing)} chưa nộp", "am", Standing.MISSING.value) if missing else None

    # --- building ---

    def _make_parts(self) -> None:
        theme = self.theme
        self.views = ViewsBar(theme)
        self.groups = Button(theme, "Nhóm", icon="people_team", tip="Xem các nhóm đơn vị và thành viên")
        self.groups.setCheckable(True)
        self.add = Button(theme, "Thêm đơn vị", icon="add", key="Ctrl+N", show_key=False)
        self.views.right.addWidget(self.groups)
        self.views.right.addWidget(self.add)
        self.add_line = AddLine(theme, "Tên đơn vị mới", "ví dụ Trường Mầm non Hoa Sen")
        self.model: RowsModel[UnitRow] = RowsModel((), search_text=self._text_of, parent=self)
        self.table = Table(theme, "units", self.settings)
        self.table.setAccessibleName("Đơn vị")
        self.block = UnitBlock(self.workspace, self.messages, self.model, self.table)
        self.nothing = NoHits(theme)
        self.foot = UnitsFoot(theme)
        self.pane = UnitPane(self.desk, self._acts)
        self.empty = EmptyState(theme, *_EMPTY)

    def _wire(self) -> None:
        self.wire()
        self.views.chosen.connect(lambda _: self._choose())
        self.groups.toggled.connect(lambda _: self._narrow())
        self.add.clicked.connect(self.add_new)
        self.add_line.committed.connect(self._add)
        self.model.edit_requested.connect(self._edit)
        self.model.shown_changed.connect(self._show_hits)
        self.table.current_record_changed.connect(self._show_pane)
        self.table.record_opened.connect(lambda _: self._open_pane())
        self.table.delete_requested.connect(lambda row: self._acts.delete(row.unit))
        self.table.clicked.connect(self._clicked)
        offer_menu(self.table, self._row_acts)
        self.foot.remind_requested.connect(lambda: self.export_requested.emit("don-doc", None))
        self.pane.export_requested.connect(self.export_requested)
        self.pane.task_requested.connect(lambda task: self.jump_requested.emit(Jump("tasks", record_id=task)))
        self.pane.unit_requested.connect(self._go_to)
        self.pane.apart_requested.connect(self._keep_apart)

    @property
    def rows_model(self) -> RowsModel[UnitRow]:
        return self.model

    # --- showing ---

    def show_dossier(self, workspace: Workspace) -> None:
        """Shows the units with the reports of the period in force."""
        book = self._book = UnitBook(workspace)
        self._search = search_text(book)
        columns_for = (book.before, book.window, book.today)
        if columns_for != self._columns_for:
            self._columns_for = columns_for
            place = conflict_column(lambda: self._book)
            self.model.set_columns(with_marks(unit_columns(book), "unit", self._marks, place))
        self._show_views(book)
        self.model.set_filter(self._keeps, lay_out=False)
        self.model.set_groups(unit_group(book), lambda rows: str(len(rows)))
        self.model.set_records(book.rows)
        if self.table.model() is None:
            self.table.set_model(self.model)
        self.foot.show_counts(book)
        self.show_page(some=bool(book.rows))
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._go_to(wanted)
        self._show_pane(self.table.current_record())

    def _show_views(self, book: UnitBook) -> None:
        counts = {state.value: count for state, count in book.counts.items()}
        counts |= {ALL: len(book.singles), IDLE: sum(book.is_idle(row) for row in book.singles)}
        self.views.set_views([View(key, title, counts.get(key, 0), tone) for key, title, tone in _VIEWS])
        self.groups.setText(f"Nhóm ({len(book.groups)})")
        self.groups.updateGeometry()

    def _text_of(self, row: UnitRow) -> str:
        return self._search(row)

    def _keeps(self, row: UnitRow) -> bool:
        book, view = self._book, self.views.current
        if book is None or row.unit.is_group != self.groups.isChecked():
            return False
        if row.unit.is_group or view == ALL:
            return True
        return book.is_idle(row) if view == IDLE else book.standing(row).value == view

    @property
    def is_narrowed(self) -> bool:
        return super().is_narrowed or self.groups.isChecked()

    def _choose(self) -> None:
        self.groups.setChecked(False)
        self._narrow()

    def _narrow(self) -> None:
        self.model.set_filter(self._keeps)

    def _show_hits(self) -> None:
        if self.groups.isChecked():
            self.show_rows("nhóm đơn vị nào", in_view=False)
        else:
            self.show_rows("đơn vị nào")

    def _show_pane(self, row: UnitRow | None) -> None:
        if self._book is not None:
            known = self._book.row_by_id.get(row.id) if row is not None else None
            self.pane.show_unit(known.unit if known else None, self._book, self._apart())

    # --- acts ---

    def _row_acts(self, row: UnitRow) -> list[RowAct]:
        """The menu of a unit: figures that are nothing lead nowhere, an only group has none to be merged with."""
        acts: list[RowAct] = [("Sửa\tF2", self._edit_row), ("Xóa\tDel", lambda row: self._acts.delete(row.unit))]
        if self.pane.merging.has_others(row.unit):
            acts.append((MERGE_WITH, self._choose_merge))
        for key, count in figures(row).items():
            acts.append((f"{FIGURES[key][0]} ({count})", lambda row, key=key: self._go_to_tasks(row, key)))
        acts.append(("Chép dòng\tCtrl+C", lambda _: self.table.copy_cells()))
        acts.append(("Dán từ Excel\tCtrl+V", lambda _: self.table.paste_clipboard()))
        acts.append(("Lịch sử…", lambda row: self.history_requested.emit("unit", row.id)))
        return acts

    def _edit_row(self, row: UnitRow) -> None:
        """The cell in which the keys are, else the name."""
        index = self.table.currentIndex()
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            index = self.model.index(self.model.row_of(row.id), self.model.column_index("name"))
            self.table.setCurrentIndex(index)
        self.table.edit(index)

    def _choose_merge(self, row: UnitRow) -> None:
        self._show_pane(row)
        self.pane.show()
        self.pane.merging.choose(self.table.menu_point())

    def _clicked(self, index: QModelIndex) -> None:
        row, key = self.model.record_at(index.row()), self.model.columns[index.column()].key
        if row is not None and key in figures(row):
            self._go_to_tasks(row, key)

    def _go_to_tasks(self, row: UnitRow, key: str) -> None:
        """To the tasks that a figure counts."""
        self.jump_requested.emit(Jump("tasks", view=FIGURES[key][1].format(row.id)))

    def add_new(self) -> None:
        """Opens the line for the name of a new unit, or group while groups are shown."""
        self.open_add()

    def _add(self, name: str) -> None:
        def added(unit: Unit) -> None:
            self.add_line.accept()
            self.groups.setChecked(unit.is_group)
            if not unit.is_group:
                self.views.choose(ALL)
            self._go_to(unit.id)

        def refused(fault: UserFacingError) -> None:
            self.add_line.refuse(str(fault))
            if fault.subject:
                self._go_to(fault.subject)

        self._acts.add(name, is_group=True if self.groups.isChecked() else None, on_done=added, on_error=refused)

    def _edit(self, row: UnitRow, column: str, text: str) -> None:
        self._acts.set_fields(
            row.unit,
            {column: text},
            on_done=lambda _: self.model.drop_draft(row.id, column),
            on_error=lambda fault: self.model.refuse(row.id, column, str(fault)),
        )

    def _apart(self) -> set[frozenset[str]]:
        path = str(self.workspace.path) if self.workspace.path else ""
        pairs = self.settings.get("units/apart/", path)
        return {frozenset(pair) for pair in pairs if isinstance(pair, list)}

    def _keep_apart(self, unit: Unit, other: Unit) -> None:
        """Remembers that two units are not the same, and goes on."""
        pairs = [sorted(pair) for pair in {*self._apart(), frozenset((unit.id, other.id))}]
        self.settings.set("units/apart/", pairs, str(self.workspace.path))
        self.messages.tell(f"Đã ghi: {unit.name} và {other.name} là hai đơn vị.")
        self._show_pane(self.table.current_record())

    # --- for the window ---

    def show_jump(self, jump: Jump) -> None:
        """A view by its key, or one unit."""
        self.refresh()
        if jump.view in {key for key, _, _ in _VIEWS}:
            self.views.choose(jump.view or ALL)
        if jump.record_id:
            self._go_to(jump.record_id)

    def _go_to(self, unit_id: str) -> None:
        row = self._book.row_by_id.get(unit_id) if self._book else None
        if row is None:
            self._wanted = unit_id
            return
        self.groups.setChecked(row.unit.is_group)
        if not self.table.select_record(unit_id):
            self.show_all()
            self.groups.setChecked(row.unit.is_group)
            self.table.select_record(unit_id)
        self._show_pane(row)

    def acts_here(self) -> dict[str, Callable[[], object]]:
        """Of the report that stands in the pane."""
        unit = self.pane.unit
        return self.pane.reports.acts_here() if self.pane.isVisible() and unit is not None and not unit.is_group else {}

    def shown_record_id(self) -> str | None:
        return self.pane.unit.id if self.pane.unit is not None else None

    def _open_pane(self) -> None:
        self.pane.show()
        QTimer.singleShot(0, self.pane, lambda: self.pane.title.setFocus(Qt.FocusReason.TabFocusReason))
