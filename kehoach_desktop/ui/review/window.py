"""The review of a plan that was read: source left, proposals right; ticked is accepted, as one step. Decides no rule.

The window never loses work: *Để sau*, Esc and the system's cross put it aside, and reading the same file again goes on
where it was left; only ending the program asks.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services import amending, plans
from kehoach_desktop.services.review_items import Item, ItemKind
from kehoach_desktop.services.reviewing import Review
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.review.acts import RowActs
from kehoach_desktop.ui.review.amend_note import AmendNote
from kehoach_desktop.ui.review.head import Foot, Head
from kehoach_desktop.ui.review.proposal_list import ProposalList
from kehoach_desktop.ui.review.rows import Band, Line, rows_of
from kehoach_desktop.ui.review.source_marks import SourceMarks
from kehoach_desktop.ui.review.source_view import SourceLegend, SourceView
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import Splitter, ground, rule

if TYPE_CHECKING:
    from kehoach_desktop.domain.dossier import Dossier
    from kehoach_desktop.importing.proposal import Proposal

_KEYS = (
    ("F8", "chỗ kế tiếp"), ("Space", "nhận / bỏ"), ("F2", "sửa"), ("Ctrl+G", "gộp"), ("Ctrl+T", "tách"),
    ("Ctrl+M", "đổi mục"), ("Del", "loại"),
)  # fmt: skip
_SOURCE_SHARE = 598 / 1366
_HINT = "Một lần nhận là một bước, hoàn tác được"


class ImportReview(QWidget):
    """A window of its own over a proposal. `accepted` carries the id of the plan once it is in the file."""

    accepted = Signal(str)

    def __init__(self, desk: Desk, proposal: "Proposal", parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        desk.theme.dress(self)
        self._desk = desk
        self._decided = False
        self.review = _resumed(proposal, parent, self) or Review(proposal)
        self._busy = False
        self._warned = False
        self._marks: SourceMarks | None = None
        path = desk.workspace.path
        self.setWindowTitle(f"Nhập kế hoạch – {path.name if path else proposal.source_name}")
        self.setMinimumSize(760, 420)
        self.resize(1366, 698)
        ground(self, "win")
        self._build(proposal)
        self._wire()
        self._start()

    # --- building ---

    def _build(self, proposal: "Proposal") -> None:
        theme = self._desk.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = Head(theme, "Rà soát kế hoạch vừa đọc")
        facts = (proposal.source_name, f"{format_number(len(proposal.paragraphs))} đoạn", proposal.title)
        self.head.facts.setText(" · ".join(fact for fact in facts if fact))
        self.mends_button = Button(theme, "", kind="flat", icon="edit", icon_size=20)
        self.text_button = Button(theme, "Xem cả văn bản", kind="flat", icon="document_text", icon_size=20)
        self.text_button.setCheckable(True)
        self.head.acts.addWidget(self.mends_button)
        self.head.acts.addWidget(self.text_button)
        column.addWidget(self.head)
        column.addWidget(rule("line2"))
        self.splitter = Splitter(self._desk.settings, "import_review", last_width=763)
        self.splitter.addWidget(self._make_source())
        self._proposals = self._make_proposals()
        self.splitter.addWidget(self._proposals)
        self.splitter.setChildrenCollapsible(False)
        column.addWidget(self.splitter, 1)
        column.addWidget(rule("line2"))
        self.foot = Foot(theme, _KEYS)
        column.addWidget(self.foot)

    def _make_source(self) -> QWidget:
        theme = self._desk.theme
        pane = ground(QWidget(), "base")
        pane.setMinimumWidth(300)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = self._pane_head()
        head.addWidget(Words(theme, "Văn bản gốc", bold=True))
        self.place = Words(theme, "", role="small", tone="tx2")
        head.addWidget(self.place)
        head.addStretch(1)
        head.addWidget(SourceLegend(theme))
        column.addLayout(head)
        column.addWidget(rule())
        self.source = SourceView(theme)
        column.addWidget(self.source, 1)
        return pane

    def _make_proposals(self) -> QWidget:
        theme = self._desk.theme
        pane = ground(QWidget(), "base")
        pane.setMinimumWidth(400)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = self._pane_head()
        head.addWidget(Words(theme, "Đề xuất", bold=True))
        head.addStretch(1)
        self.only_doubts = Button(theme, "Chỉ chỗ cần xem", kind="flat")
        self.only_doubts.setCheckable(True)
        self.unfold = Button(theme, "Mở hết nhóm", kind="flat")
        head.addWidget(self.only_doubts)
        head.addWidget(self.unfold)
        column.addLayout(head)
        column.addWidget(rule())
        plans_near = amending.candidates(self._desk.workspace.dossier.plans, self.review.proposal)
        self.note = AmendNote(theme, plans_near)
        column.addWidget(self.note)
        self.list = ProposalList(theme)
        column.addWidget(self.list, 1)
        return pane

    def _pane_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(12, 1, 12, 1)
        head.setSpacing(8)
        head.addStrut(self._desk.theme.sizes.field + 2)
        return head

    def _wire(self) -> None:
        self.acts = RowActs(self._desk.theme, self.review, self.list, self)
        self.acts.changed.connect(self._changed)
        self.acts.refused.connect(self._refuse)
        self.acts.told.connect(lambda words: self.say(words or _HINT))
        self.list.current_changed.connect(self._follow)
        self.source.paragraph_chosen.connect(self._paragraph_chosen)
        self.source.opened.connect(lambda _: self.list.setFocus())
        self.mends_button.clicked.connect(self._show_mends)
        self.text_button.toggled.connect(self._show_whole_text)
        self.only_doubts.toggled.connect(lambda on: self.list.set_only_doubts(on=on))
        self.unfold.clicked.connect(self._toggle_bands)
        self.note.compare_wished.connect(self._compare)
        self.note.stopped.connect(lambda: self._compared(None))
        self.foot.key_clicked.connect(self._act_of_key)
        self.foot.later.clicked.connect(self.put_aside)
        self.foot.accept.clicked.connect(self.accept)
        self._desk.theme.changed.connect(self._repaint)

    def _start(self) -> None:
        """Doubts open, everything else folded; where nothing is doubtful all is open."""
        rows = rows_of(self.review, frozenset())
        bands = frozenset(row.key for row in rows if isinstance(row, Band) and row.key != "doubts")
        self.list.set_folded(bands if self.review.doubtful else frozenset({"mends"}))
        self.refresh()
        waiting = next((item for item in self.review.doubtful if item.waits), None)
        first = waiting or next((row.item for row in rows if isinstance(row, Line)), None)
        if first is not None:
            self.list.select_item(first.id)
        self.note.show_comparison(self.review.comparison)
        self.say()
        self.list.setFocus()

    # --- showing ---

    def refresh(self) -> None:
        """Shows the review as it stands."""
        review = self.review
        self._marks = SourceMarks(review, self._marks)
        self.source.show_marks(self._marks)
        self.list.show_review(review)
        ticked, total = review.counts
        self.head.show_counts(review.left, ticked, total)
        self.foot.accept.setText(f"Nhận {ticked} mục")
        self.foot.accept.setAccessibleName(f"Nhận {ticked} mục (Ctrl+Enter)")
        self.foot.accept.updateGeometry()
        mends = [item for item in review.items if item.kind is ItemKind.MEND]
        taken = sum(1 for item in mends if item.ticked)
        self.mends_button.setVisible(bool(mends))
        self.mends_button.setText(f"{len(mends)} chỗ gợi ý sửa chữ" + (f", nhận {taken}" if taken else ""))
        self.mends_button.setAccessibleName(self.mends_button.text())
        self.mends_button.updateGeometry()
        self._follow(self.list.current_item())

    def _changed(self, words: str) -> None:
        self._warned = False
        self.say(words or _HINT)
        self.refresh()

    def _follow(self, item: Item | None) -> None:
        """The source comes to the sentence of the current row."""
        if item is not None:
            self.source.show_item(item)
        self._show_place()

    def _show_place(self) -> None:
        paragraph, count = self.source.paragraph, len(self.review.proposal.paragraphs)
        self.place.setText(f"đoạn {paragraph} / {count}" if paragraph else f"{count} đoạn")

    def _paragraph_chosen(self, paragraph: int) -> None:
        """The list comes to the first row of a paragraph chosen by hand."""
        self._show_place()
        found = [item for item in self.review.items if item.paragraph == paragraph]
        found.sort(key=lambda item: (not item.waits, item.kind is ItemKind.MEND))
        if found:
            self.list.select_item(found[0].id)

    def _repaint(self) -> None:
        self.source.viewport().update()
        self.list.viewport().update()

    def say(self, words: str = _HINT, tone: str = "tx2") -> None:
        """The sentence in the foot."""
        self.foot.say(words, tone)

    def _refuse(self, fault: UserFacingError) -> None:
        self._warned = False
        self.say(f"{fault.cause} {fault.remedy}".strip(), "re")

    # --- acts on the view ---

    def _show_mends(self) -> None:
        first = next((item for item in self.review.items if item.kind is ItemKind.MEND), None)
        if first is not None:
            self.only_doubts.setChecked(False)
            self.list.select_item(first.id)
            self.list.setFocus()

    def _show_whole_text(self, on: bool) -> None:
        self._proposals.setVisible(not on)
        self.text_button.setText("Xem đề xuất" if on else "Xem cả văn bản")
        self.text_button.updateGeometry()
        (self.source if on else self.list).setFocus()

    def _toggle_bands(self) -> None:
        rows = rows_of(self.review, frozenset())
        bands = frozenset(row.key for row in rows if isinstance(row, Band) and row.key != "doubts")
        opening = bool(self.list.folded & bands)
        self.list.set_folded(frozenset() if opening else bands)
        self.unfold.setText("Gập các nhóm" if opening else "Mở hết nhóm")
        self.unfold.updateGeometry()

    # --- a plan already in the file ---

    def _compare(self, plan_id: str) -> None:
        """Reads a plan already in the file; what the new version changes of it is shown on the rows."""
        from kehoach_desktop.services import offices

        self._desk.workspace.ask(lambda office: offices.load(office, plan_id), self._compared, "So hai bản kế hoạch")

    def _compared(self, dossier: "Dossier | None") -> None:
        self.review.compare_with(dossier)
        self.note.show_comparison(self.review.comparison)
        self.refresh()

    # --- accepting ---

    def accept(self) -> None:
        """Ctrl+Enter: places nobody looked at are named once in the foot, then what is ticked is written."""
        if self._busy:
            return
        if not self.acts.commit():
            return
        if self.review.left and not self._warned:
            self._warned = True
            self.say(f"{self.review.left} chỗ chưa xem sẽ không nhận. Ctrl+Enter lần nữa để nhận, F8 để xem.", "am")
            return
        self._accept()

    def _accept(self) -> None:
        """Writes on the worker; the window stays until the file has it."""
        proposal, amendment = self.review.accepted(), self.review.amendment()
        self._set_busy(on=True)
        label = "Đang nhận kế hoạch"
        self.say(f"{label}…")
        perform = self._desk.workspace.perform
        if amendment is None:
            perform(label, plans.accept, proposal, on_done=self._done, on_error=self._failed, with_progress=True)
        else:
            perform(
                label, amending.amend, proposal, amendment, on_done=self._done, on_error=self._failed,
                with_progress=True,
            )  # fmt: skip

    def _done(self, result: tuple[str, Any]) -> None:
        self._decided = True
        self._set_busy(on=False)
        self.accepted.emit(result[0])
        self.close()
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()

    def _failed(self, fault: UserFacingError) -> None:
        self._set_busy(on=False)
        self._refuse(fault)

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        for widget in (self.list, self.foot.accept, self.foot.later):
            widget.setEnabled(not on)
        if not on:
            self.list.setFocus()

    # --- leaving ---

    @property
    def is_open(self) -> bool:
        """Whether it was neither accepted nor dropped: reading the same file again goes on with it."""
        return not self._decided

    def give_away(self) -> Review:
        """Hands the review to another window; this one has nothing left to lose."""
        self._decided = True
        return self.review

    def put_aside(self) -> None:
        """Closes and keeps everything; an untouched review is simply closed."""
        if self._busy:
            return
        if self.review.touched:
            self._desk.messages.tell(
                f"Để sau bản rà soát {self.review.proposal.source_name}; nhập lại tệp này để làm tiếp."
            )
        else:
            self._decided = True
        self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
        elif event.spontaneous():
            self.put_aside()
        elif self._decided or not self.review.touched or self._may_be_lost():
            self._decided = True
            super().closeEvent(event)
        else:
            event.ignore()

    def _may_be_lost(self) -> bool:
        return self._desk.messages.confirm(
            "Bỏ bản đang rà soát?",
            f"Việc rà soát {self.review.proposal.source_name} chưa được nhận. Đóng lại thì phải làm từ đầu.",
            "Bỏ, không nhận", "Xem tiếp",
        )  # fmt: skip

    # --- window ---

    def _act_of_key(self, key: str) -> None:
        if key == "F8":
            self._go_to_doubt(1)
        else:
            self.acts.by_key()[key][1]()

    def _go_to_doubt(self, by: int) -> None:
        self.text_button.setChecked(False)
        if not self.list.hasFocus():
            self.acts.commit()
            self.list.setFocus()
        if not self.acts.go_to_doubt(by):
            self.say("Không còn chỗ nào cần xem.", "gr")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._busy:
            return
        match event.key():
            case Qt.Key.Key_F8:
                self._go_to_doubt(-1 if shift else 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self.accept()
            case Qt.Key.Key_G if control:
                self.acts.merge()
            case Qt.Key.Key_T if control:
                self.acts.split()
            case Qt.Key.Key_M if control:
                self.acts.change_section()
            case Qt.Key.Key_Z if control:
                self.acts.undo()
            case Qt.Key.Key_Y if control:
                self.acts.redo()
            case Qt.Key.Key_F6:
                (self.list if self.source.hasFocus() else self.source).setFocus()
            case Qt.Key.Key_Escape:
                self.put_aside()
            case _:
                super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and not self._desk.settings.get("splitter/", "import_review"):
            left = round(self.width() * _SOURCE_SHARE)
            self.splitter.setSizes([left, self.width() - left - self.splitter.handleWidth()])
        self.list.setFocus()
        self._follow(self.list.current_item())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.foot.fit(event.size().width())


def _resumed(proposal: "Proposal", parent: QWidget | None, new: ImportReview) -> Review | None:
    """The review of the same file that was put aside; windows with nothing left to do are let go."""
    found: Review | None = None
    for window in parent.findChildren(ImportReview) if parent is not None else ():
        if window is new:
            continue
        if window.is_open and window.review.proposal.source_sha256 == proposal.source_sha256:
            found = window.give_away()
            window.hide()
        if not window.is_open and not window.isVisible():
            window.deleteLater()
    return found
