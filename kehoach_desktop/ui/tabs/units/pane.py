"""The detail pane of a unit: names, head, groups, twin, reports by period, duties. Writes only through UnitActs."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.records import DutyKind, Role, Unit, UnitKind
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.choices import Choosable
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.tabs.units.acts import UnitActs
from kehoach_desktop.ui.tabs.units.book import DutyRow, UnitBook, duty_words
from kehoach_desktop.ui.tabs.units.chips import ChipField
from kehoach_desktop.ui.tabs.units.columns import duty_columns
from kehoach_desktop.ui.tabs.units.full_table import FullTable
from kehoach_desktop.ui.tabs.units.merging import MERGE, MergePart
from kehoach_desktop.ui.tabs.units.reports import ReportsPart
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.field_list import Field, FieldList
from kehoach_desktop.ui.widgets.inline import InlineText
from kehoach_desktop.ui.widgets.labels import Note, Words
from kehoach_desktop.ui.widgets.panes import Fold, ground, rule, scrolling
from kehoach_desktop.ui.widgets.picker import Picker

_LABEL_WIDTH = 92
APART = "Không phải"
_HEAD_TITLE = "Người đứng đầu"


class UnitPane(QWidget):
    """Shows one unit at a time; `show_unit(None, book)` empties it."""

    export_requested = Signal(str, object)  # form id, unit id
    task_requested = Signal(str)  # task id
    unit_requested = Signal(str)  # unit id: a member or group to go to
    apart_requested = Signal(object, object)  # two units that are not the same

    def __init__(self, desk: Desk, acts: UnitActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = desk.theme
        self._acts = acts
        self._unit: Unit | None = None
        self._twin: Unit | None = None
        self._book: UnitBook | None = None
        self._apart: set[frozenset[str]] = set()
        ground(self, "base")
        self._make_head()
        self._make_chips()
        self.merging = MergePart(desk, acts)
        self.reports = ReportsPart(desk, acts)
        self._make_duties(desk)
        self._make_foot()
        self._lay_out()
        self._wire()

    # --- building ---

    def _make_head(self) -> None:
        theme = self._theme
        self.word = Words(theme, "Đơn vị", tone="tx2", role="small")
        self.kind = Button(theme, "", small=True, menu_arrow=True, tip="Đổi loại đơn vị, giao việc hay đề nghị")
        self.edit = Button(theme, "Sửa", kind="flat", icon="edit", key="F2")
        self.title = InlineText(theme, "Tên đơn vị", role="pane", bold=True, lines=2)
        self.fields = FieldList(theme)
        self.note = Note(theme, acts=(MERGE, APART))

    def _make_chips(self) -> None:
        theme = self._theme
        self.groups = ChipField(theme, "Thuộc nhóm", typed=False)
        self.members = ChipField(theme, "Thành viên", typed=False)
        self.aliases = ChipField(theme, "Tên khác", typed=True)
        self._groups_row = self._labelled("Thuộc nhóm", self.groups)
        self._members_row = self._labelled("Thành viên", self.members)
        self._aliases_row = self._labelled("Tên khác", self.aliases)

    def _labelled(self, words: str, field: QWidget) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(12, 3, 12, 3)
        row.setSpacing(8)
        label = Words(self._theme, words, tone="tx2")
        label.setFixedWidth(round(_LABEL_WIDTH * max(1.0, self._theme.sizes.line / 18)))
        label.setMinimumHeight(self._theme.sizes.chip)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(field, 1)
        return whole

    def _make_duties(self, desk: Desk) -> None:
        self.duties = Fold(desk.theme, "Việc của đơn vị")
        self.duty_model: RowsModel[DutyRow] = RowsModel(duty_columns(desk.workspace.today), parent=self)
        self.duty_table = FullTable(desk.theme, "unit-duties", desk.settings)
        self.duty_table.setAccessibleName("Việc của đơn vị")
        self.duty_table.set_model(self.duty_model)
        self.duty_table.horizontalHeader().hide()
        self.duties.body.addWidget(self.duty_table)

    def _make_foot(self) -> None:
        self._foot = QWidget()
        ground(self._foot, "win")
        self._foot.setFixedHeight(self._theme.sizes.dialog_foot - 4)
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setContentsMargins(12, 0, 12, 0)
        self._foot_row.setSpacing(6)
        self._foot_row.addStretch(1)
        self.act_buttons: dict[str, Button] = {}

    def _lay_out(self) -> None:
        self._empty = Words(self._theme, "Chọn một đơn vị để xem.", tone="tx2")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 6, 0, 12)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 6, 0)
        top.setSpacing(8)
        for widget in (self.word, self.kind):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.edit)
        column.addLayout(top)
        name = QHBoxLayout()
        name.setContentsMargins(12, 2, 12, 6)
        name.addWidget(self.title)
        column.addLayout(name)
        for widget in (rule(), self.fields, self._groups_row, self._members_row, self._aliases_row, self.merging):
            column.addWidget(widget)
        note = QHBoxLayout()
        note.setContentsMargins(12, 4, 12, 6)
        note.addWidget(self.note)
        column.addLayout(note)
        column.addWidget(self.reports)
        column.addWidget(self.duties)
        column.addStretch(1)
        self._body = scrolling(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for widget in (self._empty, self._body, rule("line2"), self._foot):
            outer.addWidget(widget)
        outer.setStretchFactor(self._empty, 1)
        outer.setStretchFactor(self._body, 1)

    def _wire(self) -> None:
        self.kind.clicked.connect(lambda: self.kind_menu().popup(self.kind.mapToGlobal(QPoint(0, self.kind.height()))))
        self.edit.clicked.connect(self.start_edit)
        self.title.committed.connect(lambda text: self._set("name", text))
        self.fields.edit_requested.connect(self._set)
        self.groups.removed.connect(self._drop_group)
        self.groups.clicked.connect(self.unit_requested)
        self.groups.add_clicked.connect(self._pick_groups)
        self.members.removed.connect(self._drop_member)
        self.members.clicked.connect(self.unit_requested)
        self.members.add_clicked.connect(self._pick_members)
        self.aliases.removed.connect(self._acts.drop_alias)
        self.aliases.added.connect(self._add_alias)
        self.note.acted.connect(self._answer_twin)
        self.reports.acts_changed.connect(self._show_acts)
        self.reports.export_requested.connect(self._export)
        self.duty_table.record_opened.connect(lambda duty: self.task_requested.emit(duty.id))

    # --- showing ---

    @property
    def unit(self) -> Unit | None:
        return self._unit

    def show_unit(self, unit: Unit | None, book: UnitBook, apart: set[frozenset[str]] | None = None) -> None:
        """The unit with all that belongs to it; `apart` holds pairs of units known not to be the same."""
        self._unit, self._book = unit, book
        self._apart = apart if apart is not None else self._apart
        self.merging.show_unit(unit, book)
        shown = unit is not None
        self._empty.setVisible(not shown)
        self._body.setVisible(shown)
        self._foot.setVisible(shown)
        if unit is None:
            return
        self.kind.setText(duty_words(unit, book.dossier.office.kind))
        self.kind.updateGeometry()
        self.title.set_value(unit.name)
        self._show_fields(unit)
        self._show_chips(unit, book)
        self._show_twin(unit, book)
        self._show_duties(unit, book)
        self.reports.setVisible(not unit.is_group)
        if not unit.is_group:
            self.reports.show_unit(unit, book)
        self._show_acts()

    def _show_fields(self, unit: Unit) -> None:
        rows = () if unit.is_group else (
            Field("head_title", "Chức danh", unit.head_title or "", edit=unit.head_title or ""),
            Field("head", unit.head_title or _HEAD_TITLE, unit.head or "", edit=unit.head or ""),
            Field("phone", "Điện thoại", unit.phone or "", edit=unit.phone or ""),
        )  # fmt: skip
        self.fields.set_fields(rows)

    def _show_chips(self, unit: Unit, book: UnitBook) -> None:
        units = book.dossier.unit_by_id
        members = book.dossier.members
        self._groups_row.setVisible(not unit.is_group)
        self._members_row.setVisible(unit.is_group)
        self.groups.set_chips([(m.group_id, units[m.group_id].name) for m in members if m.unit_id == unit.id])
        self.members.set_chips([(m.unit_id, units[m.unit_id].name) for m in members if m.group_id == unit.id])
        self.aliases.set_chips([(a.id, a.name) for a in book.dossier.aliases if a.unit_id == unit.id])

    def _show_twin(self, unit: Unit, book: UnitBook) -> None:
        twins = [t for t in book.twins.get(unit.id, ()) if frozenset((unit.id, t.id)) not in self._apart]
        self._twin = twins[0] if twins else None
        self.note.setVisible(bool(twins))
        if self._twin is not None:
            held = len(book.dossier.assignments_of_unit(self._twin.id))
            words = f" ({held} việc)" if held else ""
            self.note.set_text(f"Có thể trùng: “{self._twin.name}”{words}.")

    def _show_duties(self, unit: Unit, book: UnitBook) -> None:
        rows = book.duties_of(unit)
        counts = {role: sum(row.role is role for row in rows) for role in Role}
        words = [f"{count} {CHOICE_LABELS[Role][role.value].lower()}" for role, count in counts.items() if count]
        self.duties.head.set_words("Việc của đơn vị", " · ".join(words) or "chưa có việc")
        self.duty_model.set_columns(duty_columns(book.today))
        self.duty_model.set_records(rows)
        self.duty_table.fit()

    def _show_acts(self) -> None:
        fitting = self.reports.fitting() if self._unit is not None and not self._unit.is_group else []
        wanted = [key for key, _, _ in fitting]
        if wanted != list(self.act_buttons):
            focused = any(button.hasFocus() for button in self.act_buttons.values())
            for button in self.act_buttons.values():
                self._foot_row.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.act_buttons = {}
            for place, (key, words, kind) in enumerate(fitting):
                button = Button(self._theme, words, kind=kind, icon="mail" if key == "remind" else "")
                button.clicked.connect(lambda _=False, key=key: self.reports.act(key))
                self._foot_row.insertWidget(place, button)
                button.show()
                self.act_buttons[key] = button
            if focused:
                self.reports.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._foot.setVisible(bool(fitting))

    # --- editing ---

    def start_edit(self) -> None:
        """Opens the name for editing."""
        self.title.edit()

    def _set(self, field: str, text: str) -> None:
        def refused(fault: UserFacingError) -> None:
            if field == "name":
                self.title.refuse(str(fault))
            else:
                self.fields.refuse(field, str(fault))

        if self._unit is not None:
            self._acts.set_fields(self._unit, {field: text}, on_error=refused)

    def kind_menu(self) -> QMenu:
        """Kinds, duty and whether it is a group; deletes itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        unit = self._unit
        if unit is None:
            return menu
        for field, kinds in (("kind", UnitKind), ("duty_kind", DutyKind)):
            together = QActionGroup(menu)
            for choice in kinds:
                action = QAction(CHOICE_LABELS[kinds][choice.value], menu, checkable=True)
                action.setChecked(getattr(unit, field) is choice)
                action.triggered.connect(lambda _=False, f=field, value=choice.value: self._set(f, value))
                together.addAction(action)
                menu.addAction(action)
            menu.addSeparator()
        group = QAction("Là nhóm đơn vị", menu, checkable=True, checked=unit.is_group)
        group.triggered.connect(lambda on: self._set("is_group", "có" if on else "không"))
        menu.addAction(group)
        return menu

    def _add_alias(self, name: str) -> None:
        if self._unit is not None:
            self._acts.add_alias(self._unit, name, lambda fault: self.aliases.refuse(name, str(fault)))

    def _drop_group(self, group_id: str) -> None:
        if self._unit is not None:
            self._acts.set_groups(self._unit, [key for key in self.groups.chips if key != group_id])

    def _drop_member(self, unit_id: str) -> None:
        if self._unit is not None:
            self._acts.set_members(self._unit, [key for key in self.members.chips if key != unit_id])

    def _pick_groups(self, at: QPoint) -> None:
        if self._book is not None and self._unit is not None:
            unit = self._unit
            self._pick("Nhóm của đơn vị", [row.unit for row in self._book.groups], self.groups, at).ticked.connect(
                lambda ids: self._acts.set_groups(unit, ids)
            )

    def _pick_members(self, at: QPoint) -> None:
        if self._book is not None and self._unit is not None:
            group = self._unit
            self._pick(
                "Thành viên của nhóm", [row.unit for row in self._book.singles], self.members, at
            ).ticked.connect(lambda ids: self._acts.set_members(group, ids))

    def _pick(self, name: str, units: list[Unit], field: ChipField, at: QPoint) -> Picker:
        office = self._book.dossier.office.kind if self._book else None
        lines = [
            Choosable(u.id, u.name, note=duty_words(u, office).partition(" · ")[0] if office else "") for u in units
        ]
        picker = Picker(self._theme, name, lines, field.chips, ticks=True, parent=self)
        picker.open_at(at)
        return picker

    def _answer_twin(self, answer: str) -> None:
        if self._unit is None or self._twin is None:
            return
        if answer == MERGE:
            self._acts.merge(self._unit, self._twin)
        else:
            self.apart_requested.emit(self._unit, self._twin)

    def _export(self, form: str) -> None:
        if self._unit is not None:
            self.export_requested.emit(form, self._unit.id)
