"""The forms by group with their formats, and the options of the chosen one; shows a catalogue, prints nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.paper_register import check_day, plain_number
from kehoach_desktop.domain.vietnamese import parse_date
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.models.cells import Align, Cell, Column, Group
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Check, Choice
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.marking import mark_bad
from kehoach_desktop.ui.widgets.panes import ground, rule
from kehoach_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from kehoach_desktop.services.exporting import FormInfo, FormOptions

FORMAT_NAMES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
_OFFICE_GROUP = Group("office", "Báo cáo và biểu", 0)
_UNIT_GROUP = Group("unit", "Gửi từng đơn vị", 1)
_OTHER_GROUP = Group("other", "Khác", 2)
_BY_UNIT = ("tien-do", "phan-cong")  # forms that can be grouped by unit instead of by section
_REPORT = "bao-cao"
_PLAN = "ke-hoach"  # bears its own number, day and signer
_ALL_UNITS = "Tất cả đơn vị"  # of a reminder those that have not sent
# Annexes of the report as check boxes: id, words, tooltip.
_ANNEXES = (
    ("chi-tieu", "I", "Phụ lục I: kết quả chỉ tiêu"),
    ("tien-do", "II", "Phụ lục II: tiến độ nhiệm vụ"),
    ("tong-hop-don-vi", "III", "Phụ lục III: tổng hợp theo đơn vị"),
)


@frozen
class FormRow:
    """A form in the list; `words` are its formats, or how many units it goes to."""

    info: "FormInfo"
    words: str

    @property
    def id(self) -> str:
        return self.info.id


def group_of(row: FormRow) -> Group:
    """Where a form stands in the list."""
    if row.info.scope.value == "unit":
        return _UNIT_GROUP
    return _OTHER_GROUP if row.info.id == _PLAN else _OFFICE_GROUP


class FormList(QWidget):
    """Sends `form_chosen` and `options_changed`; gives the options as the reports room takes them."""

    form_chosen = Signal(str)
    options_changed = Signal()
    columns_requested = Signal()

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._form_id = ""
        self._forms: list[FormRow] = []
        self._today = date.today()
        self._single_ids: set[str] = set()
        ground(self, "base")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        columns: list[Column[FormRow]] = [
            Column("title", "Biểu", lambda row: row.info.title, stretch=True),
            Column("formats", "Dạng", lambda row: Cell(row.words, small=True, tone="tx2"), width=78, align=Align.RIGHT),
        ]
        self.model = RowsModel(columns, parent=self)
        self.model.set_groups(group_of)
        self.table = Table(theme, "", settings)
        self.table.set_model(self.model)
        self.table.horizontalHeader().hide()
        self.table.setAccessibleName("Báo cáo và biểu")
        self.table.current_record_changed.connect(self._chosen)
        column.addWidget(self.table, 1)
        column.addWidget(rule("line2"))
        column.addWidget(self._make_options())

    # --- the list ---

    def set_forms(self, forms: "Sequence[FormInfo]") -> None:
        """Shows the catalogue."""
        if self.model.total_count != len(forms):
            self._forms = [
                FormRow(info, " · ".join(map(FORMAT_NAMES.__getitem__, reversed(info.formats)))) for info in forms
            ]
            self.model.set_records(self._forms)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """How many units each form to units goes to, in place of its formats."""
        rows = [FormRow(row.info, f"{counts[row.id]} đơn vị" if row.id in counts else row.words) for row in self._forms]
        if rows != self._forms:
            self._forms = rows
            self.model.set_records(rows)

    def choose(self, form_id: str) -> None:
        """Makes a form the chosen one."""
        self.table.select_record(form_id)

    @property
    def form(self) -> "FormInfo | None":
        row = self.table.current_record()
        return row.info if row is not None else None

    def _chosen(self, row: FormRow | None) -> None:
        if row is not None and row.id != self._form_id:
            self._form_id = row.id
            self._fit_options(row.info)
            self.form_chosen.emit(row.id)

    # --- options ---

    def _make_options(self) -> QWidget:
        theme = self._theme
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addWidget(Words(theme, "Tùy chọn", bold=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.signer = Choice(theme)
        self.unit = Choice(theme)
        self.by_unit = Check(theme, "theo đơn vị chủ trì")
        self.columns = Button(theme, "Cột của biểu…", small=True, tip="Chọn, xếp và đặt tên các cột được in")
        self.columns.clicked.connect(self.columns_requested)
        self.charts = Check(theme, "kèm biểu đồ")
        self.charts.setChecked(True)
        self.number = QLineEdit()
        self.number.setPlaceholderText("để trống")
        self.number.setToolTip("Số văn bản, ví dụ 64; để trống thì in chỗ trống để ghi tay")
        self.issued = QLineEdit()
        self.issued.setPlaceholderText("để trống")
        self.issued.setToolTip("Ngày ban hành, ví dụ 20/6/2026; để trống thì in chỗ trống để ghi tay")
        named = ((self.signer, "Người ký"), (self.unit, "Đơn vị"), (self.number, "Số"), (self.issued, "Ngày ban hành"))
        for field, name in named:
            field.setAccessibleName(name)
        self.annexes = {key: Check(theme, words) for key, words, _ in _ANNEXES}
        for key, _, tip in _ANNEXES:
            self.annexes[key].setToolTip(tip)
            self.annexes[key].setChecked(True)
        self._rows = {
            "unit": self._option(grid, 0, "Đơn vị", self.unit),
            "by_unit": self._option(grid, 1, "Xếp", self.by_unit),
            "annexes": self._option(grid, 2, "Phụ lục", _in_row(self.annexes.values())),
            "signer": self._option(grid, 3, "Người ký", self.signer),
            "number": self._option(grid, 4, "Số", self.number),
            "issued": self._option(grid, 5, "Ngày", self.issued),
            "charts": self._option(grid, 6, "Hình", self.charts),
            "columns": self._option(grid, 7, "Cột", _in_row([self.columns])),
        }
        column.addLayout(grid)
        for choice in (self.signer, self.unit):
            choice.activated.connect(lambda _: self.options_changed.emit())
        for check in (self.by_unit, self.charts, *self.annexes.values()):
            check.toggled.connect(lambda _: self.options_changed.emit())
        for line in (self.number, self.issued):
            line.editingFinished.connect(self._line_edited)
        self._typed = ("", "")
        return box

    def _option(self, grid: QGridLayout, row: int, label: str, field: QWidget) -> tuple[QWidget, QWidget]:
        words = Words(self._theme, label, tone="tx2")
        grid.addWidget(words, row, 0)
        grid.addWidget(field, row, 1)
        return words, field

    def _line_edited(self) -> None:
        typed = (self.number.text(), self.issued.text())
        for line, fault in ((self.number, self.bad_number), (self.issued, self.bad_date)):
            mark_bad(line, fault.cause if fault else "")
        if typed != self._typed:
            self._typed = typed
            self.options_changed.emit()

    def _fit_options(self, info: "FormInfo") -> None:
        """Shows only the options that mean something for the form."""
        wanted = {
            "unit": info.scope.value == "unit",
            "by_unit": info.id in _BY_UNIT,
            "annexes": info.id == _REPORT,
            "signer": info.id != _PLAN,
            "number": info.symbol is not None,
            "issued": info.id != _PLAN,
            "charts": info.has_charts,
            "columns": info.columns is not None,
        }
        for key, parts in self._rows.items():
            for part in parts:
                part.setVisible(wanted[key])

    def set_next_number(self, number: int | None) -> None:
        """The next free number of the form's symbol, shown while none is typed; several papers take one each, later."""
        many = self.goes_to_many
        self.number.setEnabled(not many)
        words = "để trống" if number is None else f"để trống (số tiếp: {number})"
        self.number.setPlaceholderText("mỗi đơn vị một số, ghi sau" if many else words)

    @property
    def goes_to_many(self) -> bool:
        """Whether the form is for several units at once: for all, or for a group."""
        form = self.form
        return form is not None and form.scope.value == "unit" and self.unit.currentData() not in self._single_ids

    def set_dossier(self, dossier: Dossier, today: date) -> None:
        """Signers and units to choose from, a group of units as all its members; what was chosen stays."""
        self._today = today
        signers = [(f"{(s.title or '').capitalize()} · {s.name or 'chưa ghi tên'}", s.id) for s in dossier.signers]
        self._single_ids = {unit.id for unit in dossier.units if not unit.is_group}
        units = [(_ALL_UNITS, None), *((unit.name, unit.id) for unit in dossier.units)]
        for choice, items in ((self.signer, signers), (self.unit, units)):
            kept = choice.currentData()
            choice.clear()
            for words, value in items:
                choice.addItem(words, value)
            choice.setCurrentIndex(max(0, choice.findData(kept)) if items else -1)
            choice.setPlaceholderText("chưa có")

    @property
    def bad_date(self) -> BadValue | None:
        """What is wrong with the typed day, None when nothing is."""
        try:
            self._issued_on()
        except BadValue as fault:
            return fault
        return None

    def _issued_on(self) -> date | None:
        text = self.issued.text().strip()
        if not text:
            return None
        day = parse_date(text)
        check_day(day, self._today)
        return day

    @property
    def bad_number(self) -> BadValue | None:
        """What is wrong with the typed number, None when nothing is."""
        try:
            self._number()
        except BadValue as fault:
            return fault
        return None

    def _number(self) -> str | None:
        text = self.number.text().strip()
        return plain_number(text) if text else None

    @property
    def unit_id(self) -> str | None:
        form = self.form
        return self.unit.currentData() if form is not None and form.scope.value == "unit" else None

    def options(self) -> "FormOptions":
        """What was chosen; a number or day that cannot be read is left blank."""
        from kehoach_desktop.services.exporting import FormOptions

        annexes = tuple(key for key, check in self.annexes.items() if check.isChecked())
        return FormOptions(
            by_unit=self.by_unit.isChecked() and self._form_id in _BY_UNIT,
            signer_id=self.signer.currentData(),
            number=None if self.bad_number or self.goes_to_many else self._number(),
            issued_on=None if self.bad_date else self._issued_on(),
            annexes=annexes if len(annexes) < len(self.annexes) else None,
            charts=self.charts.isChecked(),
        )


def _in_row(widgets: Iterable[QWidget]) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
