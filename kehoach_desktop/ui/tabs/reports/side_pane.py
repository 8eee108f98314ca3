"""The right pane: findings before printing and the register of papers; sends jumps and edits, decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.domain.records import IssuedPaper
from kehoach_desktop.domain.vietnamese import format_date, format_day
from kehoach_desktop.ui.models.cells import EMPTY, Align, Cell, Column, Shape
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.tabs.reports.checks import Check
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import CountBadge, Words
from kehoach_desktop.ui.widgets.panes import ground, rule
from kehoach_desktop.ui.widgets.table import Table

_ALL_WELL = Check("well", "Không có gì cần xem lại", "")


class SidePane(QWidget):
    """Findings above, register below."""

    jump_requested = Signal(object)
    paper_edited = Signal(str, str, str)  # paper id, field, typed text

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
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
        row.addWidget(Words(self._theme, "Sổ văn bản", bold=True))
        row.addStretch(1)
        self.number_button = Button(self._theme, "Ghi số, ngày…", small=True, tip="Ghi số, ngày", key="F2")
        self.number_button.clicked.connect(self._edit_number)
        row.addWidget(self.number_button)
        return row

    def _make_register(self, settings: Settings) -> QWidget:
        columns: list[Column[IssuedPaper]] = [
            Column("number", "Số", lambda p: p.number or EMPTY, width=48, edit=lambda p: p.number or ""),
            Column("symbol", "Ký hiệu", lambda p: p.symbol or EMPTY, width=84),
            Column("issued_on", "Ngày", _day_cell, width=64, edit=lambda p: format_date(p.issued_on),
                   sort=lambda p: p.issued_on),
            Column("title", "Văn bản", _paper_cell, stretch=True),
        ]  # fmt: skip
        self.papers = RowsModel(columns, parent=self)
        self.papers.edit_requested.connect(lambda paper, key, text: self.paper_edited.emit(paper.id, key, text))
        self.register = Table(self._theme, "register", settings)
        self.register.set_model(self.papers)
        self.register.setAccessibleName("Sổ văn bản")
        return self.register

    # --- content ---

    def set_checks(self, checks: Sequence[Check], title: str = "Kiểm tra trước khi in") -> None:
        """Shows findings, errors first, and counts them."""
        self.title.setText(title)
        errors = sum(check.is_error for check in checks)
        rest = len(checks) - errors
        self.errors.set_count(f"{errors} lỗi" if errors else "", "re")
        self.warnings.set_count(f"{rest} nhắc" if rest else "", "am")
        self.checks.set_records(sorted(checks, key=lambda check: not check.is_error) or [_ALL_WELL])

    def set_papers(self, papers: Sequence[IssuedPaper]) -> None:
        """Shows the register, newest first."""
        newest = sorted(papers, key=lambda paper: paper.printed_at, reverse=True)
        self.papers.set_records(newest)
        self.number_button.setEnabled(bool(newest))

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
        row = max(0, self.register.current_row())
        index = self.papers.index(row, self.papers.column_index("number"))
        self.register.setCurrentIndex(index)
        self.register.setFocus()
        self.register.edit(index)


def _check_cell(check: Check) -> Cell:
    if check is _ALL_WELL:
        shape = Shape("checkmark_circle", "gr", filled=True)
    else:
        shape = Shape("error_circle", "re", filled=True) if check.is_error else Shape("warning", "am")
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


def _paper_cell(paper: IssuedPaper) -> Cell:
    return Cell(
        paper.title,
        tooltip=f"{paper.title}\n{paper.file_name}\nin {paper.printed_at:%H:%M} {format_date(paper.printed_at.date())}",
    )
