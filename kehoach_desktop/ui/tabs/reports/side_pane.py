"""The right pane: findings before printing and the register of papers; sends jumps and edits, decides nothing."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kehoach_desktop.domain.paper_checks import Severity
from kehoach_desktop.domain.paper_register import next_number, year_of
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import IssuedPaper
from kehoach_desktop.domain.vietnamese import format_date, format_day
from kehoach_desktop.errors import BadValue
from kehoach_desktop.ui.models.cells import EMPTY, Align, Cell, Column, Shape
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.tabs.reports.checks import Check
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import CountBadge, Words
from kehoach_desktop.ui.widgets.panes import ground, rule
from kehoach_desktop.ui.widgets.row_menu import RowAct, offer_menu
from kehoach_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from kehoach_desktop.services.papers import FileState

_WELL = "well"
_SHAPES = {
    Severity.ERROR: Shape("error_circle", "re", filled=True),
    Severity.WARNING: Shape("warning", "am"),
    Severity.REMINDER: Shape("info", "ne"),
}
_FILE_SHAPES = {
    "whole": Shape("checkmark_circle", "gr", filled=True),
    "changed": Shape("warning", "am", filled=True),
    "gone": Shape("prohibited", "ne"),
}


class SidePane(QWidget):
    """Findings above, register below."""

    jump_requested = Signal(object)
    paper_edited = Signal(str, str, str)  # paper id, field, typed text
    paper_opened = Signal(object)  # the paper: its file is wanted
    paper_again = Signal(object)  # the paper: once more on paper
    paper_removed = Signal(object)  # the paper: out of the register
    verify_requested = Signal()

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._units: Mapping[str, str] = {}
        self._states: Mapping[str, FileState] = {}
        self._papers: Sequence[IssuedPaper] = ()
        ground(self, "base")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addWidget(rule("line2"))
        column.addWidget(self._make_checks(settings), 5)
        column.addWidget(rule("line2"))
        column.addLayout(self._make_register_head())
        column.addWidget(self._make_register(settings), 4)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(6)
        self.title = Words(self._theme, "Kiểm tra trước khi in", bold=True)
        self.errors = CountBadge(self._theme, "", "re")
        self.warnings = CountBadge(self._theme, "", "am")
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.errors)
        row.addWidget(self.warnings)
        return row

    def _make_checks(self, settings: Settings) -> QWidget:
        columns: list[Column[Check]] = [
            Column("text", "Việc cần xem", _check_cell, stretch=True),
            Column("link", "", lambda c: Cell(c.link if c.jump else "", tone="ac"), width=56, align=Align.RIGHT),
        ]
        self.checks = RowsModel(columns, parent=self)
        self.check_table = Table(self._theme, "", settings, row_height=self._theme.sizes.row_two + 3)
        self.check_table.set_model(self.checks)
        self.check_table.horizontalHeader().hide()
        self.check_table.setAccessibleName("Kiểm tra trước khi in")
        self.check_table.record_opened.connect(self._jump)
        self.check_table.clicked.connect(self._clicked)
        return self.check_table

    def _make_register_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 5, 12, 5)
        row.setSpacing(6)
        row.addWidget(Words(self._theme, "Sổ văn bản", bold=True))
        row.addStretch(1)
        self.verify_button = Button(
            self._theme, icon="shield_checkmark", small=True, tip="Kiểm tra tệp đã in còn nguyên không"
        )
        self.verify_button.clicked.connect(self.verify_requested)
        row.addWidget(self.verify_button)
        self.number_button = Button(self._theme, "Ghi số, ngày…", small=True, tip="Ghi số, ngày", key="F2")
        self.number_button.clicked.connect(self._edit_number)
        row.addWidget(self.number_button)
        return row

    def _make_register(self, settings: Settings) -> QWidget:
        columns: list[Column[IssuedPaper]] = [
            Column("number", "Số", self._number_cell, width=44, edit=lambda p: p.number or ""),
            Column("symbol", "Ký hiệu", lambda p: p.symbol or EMPTY, width=96),
            Column("issued_on", "Ngày", _day_cell, width=56, edit=lambda p: format_date(p.issued_on),
                   sort=lambda p: p.issued_on),
            Column("title", "Văn bản", self._paper_cell, stretch=True),
        ]  # fmt: skip
        self.papers = RowsModel(columns, parent=self)
        self.papers.edit_requested.connect(lambda paper, key, text: self.paper_edited.emit(paper.id, key, text))
        self.register = Table(self._theme, "register", settings)
        self.register.set_model(self.papers)
        self.register.setAccessibleName("Sổ văn bản")
        self.register.record_opened.connect(self.paper_opened)
        self.register.delete_requested.connect(self.paper_removed)
        acts: tuple[RowAct, ...] = (
            ("Mở tệp\tEnter", self.paper_opened.emit),
            ("Ghi số, ngày…\tF2", lambda _: self._edit_number()),
            ("In lại", self.paper_again.emit),
            ("Xóa khỏi sổ\tDel", self.paper_removed.emit),
        )
        offer_menu(self.register, acts)
        return self.register

    # --- content ---

    def set_checks(self, checks: Sequence[Check], title: str = "Kiểm tra trước khi in", kept: str = "") -> None:
        """Shows findings, the gravest first, and counts errors and warnings; below them what is as it should be."""
        self.title.setText(title)
        errors = sum(check.is_error for check in checks)
        warnings = sum(check.severity is Severity.WARNING for check in checks)
        self.errors.set_count(f"{errors} lỗi" if errors else "", "re")
        self.warnings.set_count(f"{warnings} nhắc" if warnings else "", "am")
        order = list(Severity)
        lines = sorted(checks, key=lambda check: order.index(check.severity))
        if kept or not lines:
            lines.append(Check(_WELL, kept or "Không có gì cần xem lại"))
        self.checks.set_records(lines)

    def set_papers(self, papers: Sequence[IssuedPaper], units: Mapping[str, str]) -> None:
        """Shows the register, newest first; `units` are the names of units by id."""
        self._units = units
        self._papers = papers
        self._show_papers()
        for button in (self.number_button, self.verify_button):
            button.setEnabled(bool(papers))

    def _show_papers(self) -> None:
        latest = reversed(self._papers)  # of those of one moment the last entered stands first
        self.papers.set_records(sorted(latest, key=lambda paper: paper.printed_at, reverse=True))

    def set_states(self, states: "Mapping[str, FileState]") -> None:
        """What became of the files of the papers; {} when that is not known any more."""
        self._states = states
        self._show_papers()

    def refuse_paper(self, paper_id: str, field: str, reason: str) -> None:
        """Marks a typed number or day that was not taken."""
        self.papers.refuse(paper_id, field, reason)

    def _jump(self, check: Check) -> None:
        if check.jump is not None:
            self.jump_requested.emit(check.jump)

    def _clicked(self, index: QModelIndex) -> None:
        check = self.checks.record_at(index.row())
        if check is not None and self.checks.columns[index.column()].key == "link":
            self._jump(check)

    def _edit_number(self) -> None:
        """Opens the number of the chosen paper, with the next free one typed in where it has none."""
        row = max(0, self.register.current_row())
        paper = self.papers.record_at(row)
        index = self.papers.index(row, self.papers.column_index("number"))
        self.register.setCurrentIndex(index)
        self.register.setFocus()
        self.register.edit(index)
        editor = QApplication.focusWidget()
        if paper is not None and not paper.number and paper.symbol and isinstance(editor, QLineEdit):
            editor.setText(str(self._next_number(paper)))
            editor.selectAll()

    def _next_number(self, paper: IssuedPaper) -> int:
        return next_number(self._papers, paper.symbol, year_of(paper))

    def _number_cell(self, paper: IssuedPaper) -> Cell:
        if paper.number:
            return Cell(paper.number)
        if not paper.symbol:
            return EMPTY
        tip = f"Số tiếp theo của {paper.symbol} năm {year_of(paper)}: {self._next_number(paper)}"
        return Cell("…", tone="tx3", tooltip=tip, spoken="Chưa có số")

    def _paper_cell(self, paper: IssuedPaper) -> Cell:
        state, unit = self._states.get(paper.id), self._units.get(paper.unit_id or "")
        parts = (unit, paper.title) if unit else (paper.title, _period_words(paper))
        words = " · ".join(part for part in parts if part)
        told = [words, paper.file_name, f"in {paper.printed_at:%H:%M} {format_date(paper.printed_at.date())}"]
        if state is not None:
            told.append(state.label)
        shape = _FILE_SHAPES[state.value] if state is not None else None
        return Cell(words, shape=shape, tooltip="\n".join(told))


def _period_words(paper: IssuedPaper) -> str:
    try:
        return Period.parse(paper.period).short_title if paper.period else ""
    except BadValue:
        return ""


def _check_cell(check: Check) -> Cell:
    shape = Shape("checkmark_circle", "gr", filled=True) if check.id == _WELL else _SHAPES[check.severity]
    return Cell(
        check.text,
        second=check.detail,
        shape=shape,
        bold=bool(check.detail),
        tooltip=f"{check.text}\n{check.detail}".strip(),
    )


def _day_cell(paper: IssuedPaper) -> Cell:
    if paper.issued_on is None:
        return EMPTY
    return Cell(format_day(paper.issued_on.day, paper.issued_on.month), tooltip=format_date(paper.issued_on))
