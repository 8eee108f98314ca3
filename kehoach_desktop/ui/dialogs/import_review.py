"""What was read from a plan, by kind beside its source sentence; ticked is accepted, as one step. Reads and saves nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from kehoach_desktop.domain.fields import CHOICE_LABELS
from kehoach_desktop.domain.indicators import target_text
from kehoach_desktop.domain.records import Cycle, Operator, Target
from kehoach_desktop.domain.vietnamese import format_date, join_names
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.models.cells import Cell, Column, Group, Shape, tick_column
from kehoach_desktop.ui.models.rows import RowsModel
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords, KeyCap, Words
from kehoach_desktop.ui.widgets.panes import Splitter, ground, rule
from kehoach_desktop.ui.widgets.table import Table

if TYPE_CHECKING:
    from kehoach_desktop.importing.proposal import Proposal, ProposedIndicator, ProposedTask

# Field of the proposal: title of its group, in the order shown. Only these can be left out one by one.
_KINDS: dict[str, str] = {
    "indicators": "Chỉ tiêu",
    "tasks": "Nhiệm vụ",
    "units": "Đơn vị và nhóm",
    "report_deadlines": "Chế độ báo cáo",
    "legal_bases": "Căn cứ",
    "funding": "Kinh phí",
    "recipients": "Nơi nhận",
}
_BLOCK_GAP = 3
_AROUND = 3  # paragraphs of context above the source sentence


@dataclass(frozen=True)
class ReviewRow:
    """One proposed record, or a doubt. `kind` is its field in the proposal ("doubts" for a doubt), `place` its index there."""

    kind: str
    place: int
    text: str
    detail: str
    paragraph: int | None

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.place}"


def review_rows(proposal: "Proposal") -> list[ReviewRow]:
    """Everything in a proposal as rows: doubts first, then the kinds."""
    rows = [ReviewRow("doubts", i, d.message, "", d.paragraph) for i, d in enumerate(proposal.doubts)]
    rows += [
        ReviewRow("indicators", i, p.name, _target_words(p), p.paragraph) for i, p in enumerate(proposal.indicators)
    ]
    rows += [ReviewRow("tasks", i, t.title, _task_words(t), t.paragraph) for i, t in enumerate(proposal.tasks)]
    rows += [
        ReviewRow("units", i, u.name, f"{'đề nghị' if u.kind_of_duty == 'de_nghi' else 'giao'} · {u.duties} việc"
                  + (" · nhóm" if u.is_group else ""), u.paragraph)
        for i, u in enumerate(proposal.units)
    ]  # fmt: skip
    rows += [
        ReviewRow("report_deadlines", i, CHOICE_LABELS[Cycle].get(d.cycle, d.cycle), d.text, d.paragraph)
        for i, d in enumerate(proposal.report_deadlines)
    ]
    rows += [
        ReviewRow("legal_bases", i, b.number, format_date(b.date), b.paragraph)
        for i, b in enumerate(proposal.legal_bases)
    ]
    rows += [ReviewRow("funding", i, f.text, "", f.paragraph) for i, f in enumerate(proposal.funding)]
    rows += [ReviewRow("recipients", i, r.text, "", r.paragraph) for i, r in enumerate(proposal.recipients)]
    return rows


def _target_words(item: "ProposedIndicator") -> str:
    year = f"năm {item.year}: " if item.year else ""
    target = Target(id="", indicator_id="", value=item.value, value_max=item.value_max, text=item.target_text)
    return year + (target_text(target, Operator(item.op), item.unit) or "chưa có mức")


def _task_words(task: "ProposedTask") -> str:
    lead = f"chủ trì {join_names(task.lead)}" if task.lead else "chưa có chủ trì"
    return f"{lead} · {task.due_text}" if task.due_text else lead


def kept(proposal: "Proposal", ids: Iterable[str]) -> "Proposal":
    """The proposal with only the rows named; its text, sections and assignments stay whole."""
    wanted = set(ids)
    parts = {
        kind: tuple(item for i, item in enumerate(getattr(proposal, kind)) if f"{kind}:{i}" in wanted)
        for kind in _KINDS
    }
    return replace(proposal, **parts)


class ImportReview(QWidget):
    """A window of its own; Ctrl+Enter accepts what is ticked, Esc asks before the work is lost."""

    accepted_proposal = Signal(object)

    def __init__(self, desk: Desk, proposal: "Proposal", parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._proposal = proposal
        self._decided = False
        self.setWindowTitle(f"Nhập kế hoạch – {proposal.source_name}")
        self.resize(1180, 660)
        ground(self, "win")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addWidget(rule("line2"))
        splitter = Splitter(desk.settings, "import_review", last_width=700)
        splitter.addWidget(self._make_source())
        splitter.addWidget(self._make_table())
        column.addWidget(splitter, 1)
        column.addWidget(rule("line2"))
        column.addLayout(self._make_foot())
        self._count()
        self.table.setFocus()

    def _make_head(self) -> QHBoxLayout:
        theme, proposal = self._desk.theme, self._proposal
        row = QHBoxLayout()
        row.setContentsMargins(14, 6, 14, 6)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedWords(theme, proposal.title or "Rà soát kế hoạch vừa đọc", role="pane", bold=True))
        number = "Số " + "/".join(part for part in (proposal.doc_number or "…", proposal.doc_symbol) if part)
        facts = [proposal.source_name, number, format_date(proposal.doc_date) or "chưa có ngày"]
        facts += [proposal.signer_name or "chưa thấy người ký", f"{len(proposal.paragraphs)} đoạn"]
        words.addWidget(ElidedWords(theme, " · ".join(facts), role="small", tone="tx2"))
        row.addLayout(words, 1)
        return row

    def _make_source(self) -> QWidget:
        self.source = QTextEdit()
        self.source.setReadOnly(True)
        self.source.setFrameShape(QTextEdit.Shape.NoFrame)
        self.source.setFont(self._desk.theme.font("paper"))
        self.source.setAccessibleName("Văn bản gốc")
        self.source.setStyleSheet("QTextEdit { border: none; border-radius: 0; padding: 8px 12px; }")
        text = "\n".join(f"{p.marker} {p.text}".strip() for p in self._proposal.paragraphs)
        self.source.setPlainText(text)
        self._block_of = {p.id: place for place, p in enumerate(self._proposal.paragraphs)}
        self._bold_headings()
        return self.source

    def _bold_headings(self) -> None:
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        for place, paragraph in enumerate(self._proposal.paragraphs):
            if paragraph.kind in ("heading", "title"):
                cursor = QTextCursor(self.source.document().findBlockByNumber(place))
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(bold)

    def _make_table(self) -> QWidget:
        theme = self._desk.theme
        counts = {kind: len(getattr(self._proposal, kind)) for kind in (*_KINDS, "doubts")}
        order = ["doubts", *_KINDS]

        def group(row: ReviewRow) -> Group:
            title = _KINDS.get(row.kind, "Cần xem trước")
            return Group(row.kind, title, order.index(row.kind), note=f"{counts[row.kind]}")

        def cell(row: ReviewRow) -> Cell:
            if row.kind == "doubts":
                return Cell(row.text, shape=Shape("warning", "am", filled=True))
            return Cell(row.text, second=row.detail)

        columns: list[Column[ReviewRow]] = [
            tick_column(),
            Column("text", "Đề xuất", cell, stretch=True),
            Column(
                "paragraph",
                "Đoạn",
                lambda r: Cell("" if r.paragraph is None else f"{r.paragraph}", tone="tx2"),
                width=56,
            ),
        ]
        self.model = RowsModel(columns, parent=self)
        self.model.set_groups(group)
        self.model.set_records(review_rows(self._proposal))
        self.table = Table(theme, "import_review", self._desk.settings, two_lines=True)
        self.table.marks_ticked = False
        self.table.set_model(self.model)
        self.model.tick_all()
        self.model.ticks_changed.connect(self._count)
        self.table.current_record_changed.connect(self._show_source)
        return self.table

    def _make_foot(self) -> QHBoxLayout:
        theme = self._desk.theme
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 9, 12, 9)
        foot.setSpacing(10)
        for key, words in (("F8", "chỗ cần xem kế tiếp"), ("Space", "nhận / bỏ"), ("Ctrl+A", "nhận tất cả")):
            foot.addWidget(KeyCap(theme, key, words))
        foot.addStretch(1)
        foot.addWidget(Words(theme, "Một lần nhận là một bước, hoàn tác được", role="small", tone="tx2"))
        later = Button(theme, "Bỏ, không nhận")
        self.accept_button = Button(theme, "", kind="primary", key="Ctrl+Enter")
        later.clicked.connect(self.close)
        self.accept_button.clicked.connect(self._accept)
        foot.addWidget(later)
        foot.addWidget(self.accept_button)
        return foot

    def _ticked(self) -> list[ReviewRow]:
        return [row for row in self.model.ticked if row.kind != "doubts"]

    def _count(self) -> None:
        count = len(self._ticked())
        self.accept_button.setText(f"Nhận {count} mục")
        self.accept_button.updateGeometry()
        self.accept_button.setEnabled(count > 0 or bool(self._proposal.paragraphs))

    def _show_source(self, row: ReviewRow | None) -> None:
        """Marks the source paragraph and brings it into sight with some lines above it."""
        cursor = QTextCursor(self.source.document())
        cursor.select(QTextCursor.SelectionType.Document)
        plain = QTextBlockFormat()
        plain.setBottomMargin(_BLOCK_GAP)
        cursor.setBlockFormat(plain)
        if row is None or row.paragraph not in self._block_of:
            return
        place = self._block_of[row.paragraph]
        found = QTextCursor(self.source.document().findBlockByNumber(place))
        marked = QTextBlockFormat(plain)
        marked.setBackground(self._desk.theme.color("mark"))
        found.setBlockFormat(marked)
        below = self.source.document().findBlockByNumber(min(place + _AROUND, len(self._block_of) - 1))
        self.source.setTextCursor(QTextCursor(below))
        self.source.ensureCursorVisible()
        self.source.setTextCursor(QTextCursor(self.source.document().findBlockByNumber(place)))

    def _accept(self) -> None:
        self._decided = True
        self.accepted_proposal.emit(kept(self._proposal, [row.id for row in self._ticked()]))
        self.close()

    def leave(self) -> None:
        """Closes without asking; what was read is let go."""
        self._decided = True
        self.close()

    def next_doubt(self) -> None:
        """Goes to the next row that needs a look."""
        doubts = [row for row in self.model.shown_records() if row.kind == "doubts"]
        if not doubts:
            return
        now = self.table.current_record()
        ids = [row.id for row in doubts]
        place = ids.index(now.id) + 1 if now is not None and now.id in ids else 0
        self.table.select_record(ids[place % len(ids)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif event.key() == Qt.Key.Key_F8:
            self.next_doubt()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._decided and not self._desk.messages.confirm(
            "Bỏ bản vừa đọc?", "Chưa nhận mục nào. Đóng lại thì phải đọc lại tệp.", "Bỏ, không nhận", "Xem tiếp"
        ):
            event.ignore()
            return
        self._decided = True
        super().closeEvent(event)
