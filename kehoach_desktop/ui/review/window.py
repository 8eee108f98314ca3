"""The review of a plan that was read: source left, proposals right; ticked is accepted, as one step. Decides no rule.

The window never loses work: *Để sau*, Esc and the system's cross put it aside, and reading the same file again goes on
where it was left; only ending the program asks.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.errors import BadValue, UserFacingError
from kehoach_desktop.services import amending, plans
from kehoach_desktop.services.review_doubts import Offer
from kehoach_desktop.services.review_items import Item, ItemKind
from kehoach_desktop.services.reviewing import Review
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.review.head import Foot, Head
from kehoach_desktop.ui.review.proposal_list import ProposalList
from kehoach_desktop.ui.review.rows import Band, Line, rows_of
from kehoach_desktop.ui.review.source_marks import SourceMarks
from kehoach_desktop.ui.review.source_view import SourceLegend, SourceView
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Note, Words
from kehoach_desktop.ui.widgets.panes import Splitter, ground, rule
from kehoach_desktop.ui.widgets.picker import Choosable, Picker

if TYPE_CHECKING:
    from kehoach_desktop.domain.dossier import Dossier
    from kehoach_desktop.domain.records import Plan
    from kehoach_desktop.importing.proposal import Proposal

_KEYS = (
    ("F8", "chỗ kế tiếp"), ("Space", "nhận / bỏ"), ("F2", "sửa"), ("Ctrl+G", "gộp"), ("Ctrl+T", "tách"),
    ("Ctrl+M", "đổi mục"), ("Del", "loại"),
)  # fmt: skip
_SOURCE_WIDTH = 598
_HINT = "Một lần nhận là một bước, hoàn tác được"
_COMPARE, _APART, _STOP = "So với bản đã có", "Là kế hoạch khác", "Thôi so"


class ImportReview(QWidget):
    """A window of its own over a proposal. `accepted` carries the id of the plan once it is in the file."""

    accepted = Signal(str)

    def __init__(self, desk: Desk, proposal: "Proposal", parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._desk = desk
        self._decided = False
        self.review = _resumed(proposal, parent, self) or Review(proposal)
        self._busy = False
        self._warned = False
        self._candidates = amending.candidates(desk.workspace.dossier.plans, proposal)
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
        self.head.facts.setText(f"{proposal.source_name} · {len(proposal.paragraphs)} đoạn · {proposal.title}")
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
        self._note_place = QVBoxLayout()
        self.note: Note | None = None
        column.addLayout(self._note_place)
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
        self.list.current_changed.connect(self._follow)
        self.list.ticks_wished.connect(self._tick)
        self.list.enter_pressed.connect(self.take_and_go_on)
        self.list.edit_wished.connect(self._edit)
        self.list.discard_wished.connect(self.discard)
        self.list.menu_wished.connect(self._show_menu)
        panel = self.list.panel
        panel.committed.connect(self._commit)
        panel.entered.connect(self._entered)
        panel.taken.connect(self._take)
        panel.parted.connect(self._part)
        panel.left.connect(self.list.close_editor)
        self.source.paragraph_chosen.connect(self._paragraph_chosen)
        self.source.opened.connect(lambda _: self.list.setFocus())
        self.mends_button.clicked.connect(self._show_mends)
        self.text_button.toggled.connect(self._show_whole_text)
        self.only_doubts.toggled.connect(lambda on: self.list.set_only_doubts(on=on))
        self.unfold.clicked.connect(self._toggle_bands)
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
        self._show_note()
        self.say()
        self.list.setFocus()

    # --- showing ---

    def refresh(self) -> None:
        """Shows the review as it stands."""
        review = self.review
        marks = SourceMarks(review)
        self.source.show_marks(marks)
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
        self.say(f"{fault.cause} {fault.remedy}".strip(), "re")

    # --- acts on rows ---

    def _do(self, act: Callable[[], Any]) -> Any:
        """Does an act on the review and shows it; a refusal is told in the foot. Returns None when it was refused."""
        self._warned = False
        try:
            result = act()
        except BadValue as fault:
            self._refuse(fault)
            return None
        self.say()
        self.refresh()
        return result

    def _tick(self, ids: list[int]) -> None:
        items = [self.review.item(i) for i in ids if self.review.has(i)]
        if items:
            on = not all(item.ticked for item in items)
            self._do(lambda: self.review.tick(ids, on=on))

    def take_and_go_on(self) -> None:
        """Enter on a row: takes what is offered, then on to the next place to look at, or the next row."""
        item = self.list.current_item()
        if item is None:
            return
        if not item.doubts:
            if not item.ticked:
                self._tick([item.id])
            self.list.step(1)
            return
        if item.waits:
            self._take(self.review.offers(item.id)[0])
        else:
            self.go_to_doubt(1)

    def _take(self, offer: Offer) -> None:
        item = self.list.current_item()
        if item is None:
            return
        self._do(lambda: self.review.take(item.id, offer))
        self.list.setFocus()
        if not self.go_to_doubt(1) and self.review.has(item.id):
            self.list.select_item(item.id)

    def _commit(self, texts: dict[str, str]) -> None:
        item = self.list.current_item()
        panel = self.list.panel
        if item is None or not panel.shows(item):
            return
        self._warned = False
        try:
            self.review.edit(item.id, texts)
        except BadValue as fault:
            panel.refuse(fault.cause)
            self._refuse(fault)
            return
        self.say()
        self.refresh()
        panel.accept_texts()

    def _entered(self) -> None:
        """Enter in a field: what is typed there is what is taken."""
        item = self.list.current_item()
        full = self.list.is_full
        if item is not None and item.waits:
            self._do(lambda: self.review.tick([item.id], on=True))
        self.list.close_editor()
        if item is not None and item.doubts and not full:
            self.go_to_doubt(1)

    def _edit(self) -> None:
        self.list.open_full()

    def go_to_doubt(self, by: int) -> bool:
        """To the next (or previous) row that waits, in the order of the text, round again; False when none is left."""
        order = self.review.doubtful
        waiting = [item for item in order if item.waits]
        if not waiting:
            return False
        current = self.list.current_item()
        ids = [item.id for item in order]
        if current is not None and current.id in ids:
            place = ids.index(current.id)
        else:
            before = (current.paragraph or 0) if current is not None else -1
            place = sum(1 for item in order if (item.paragraph or 0) < before) - (1 if by > 0 else 0)
        count = len(order)
        for step in range(1, count + 1):
            found = order[(place + by * step) % count]
            if found.waits:
                break
        else:
            return False
        self.list.select_item(found.id)
        return True

    def discard(self) -> None:
        """Drops the chosen rows; their text stays in the plan."""
        ids = [item.id for item in self.list.selected_items()]
        if ids:
            self._do(lambda: self.review.discard(ids))

    def merge(self) -> None:
        """Ctrl+G: the chosen rows become one; with one row chosen, asks with which."""
        items = self.list.selected_items()
        if len(items) > 1:
            self._merge([item.id for item in items])
        elif items:
            here = items[0]
            others = [i for i in self.review.items if i.kind is here.kind and i.id != here.id]
            others.sort(key=lambda i: (not _alike(i, here), abs((i.paragraph or 0) - (here.paragraph or 0))))
            lines = [Choosable(str(i.id), i.title, f"đoạn {i.paragraph}" if i.paragraph else "") for i in others]
            self._pick("Gộp với", lines, lambda value: self._merge([here.id, int(value)]))

    def _merge(self, ids: list[int]) -> None:
        kept = self._do(lambda: self.review.merge(ids))
        if kept is not None:
            self.list.select_item(kept)

    def split(self) -> None:
        """Ctrl+T: shows the words of the row with the cursor at the likeliest place."""
        item = self.list.current_item()
        seam = self.review.seam(item.id) if item is not None else None
        if seam is None:
            self._refuse(BadValue("Mục này không tách được.", "Chọn một nhiệm vụ, chỉ tiêu hoặc đơn vị."))
        else:
            self.say("Đặt con trỏ vào chỗ tách rồi nhấn Enter; Esc để thôi.")
            self.list.open_split(*seam)

    def _part(self, place: int) -> None:
        item = self.list.current_item()
        if item is None:
            return
        parts = self._do(lambda: self.review.split(item.id, place))
        if parts is not None:
            self.list.close_editor()
            self.list.select_item(parts[0])

    def change_section(self) -> None:
        """Ctrl+M: asks for the section the row belongs to."""
        item = self.list.current_item()
        if item is None:
            return
        if item.kind not in (ItemKind.TASK, ItemKind.INDICATOR):
            self._refuse(BadValue("Chỉ chuyển được nhiệm vụ và chỉ tiêu sang mục khác.", ""))
            return
        record: Any = item.record
        lines = [Choosable(str(s.key), " ".join(p for p in (s.path or s.number, s.title) if p)) for s in self.review.proposal.sections]  # fmt: skip
        self._pick(
            "Chuyển sang mục", lines, lambda value: self._do(lambda: self.review.move(item.id, int(value))),
            chosen=str(record.section),
        )  # fmt: skip

    def _pick(self, name: str, lines: list[Choosable], take: Callable[[str], Any], chosen: str = "") -> None:
        if not lines:
            self._refuse(BadValue("Không có mục nào khác cùng loại.", ""))
            return
        self.picker = Picker(self._desk.theme, name, lines, [chosen] if chosen else [], parent=self)
        self.picker.picked.connect(take)
        rect = self.list.visualRect(self.list.currentIndex())
        self.picker.open_at(self.list.viewport().mapToGlobal(QPoint(42, rect.top() + self._desk.theme.sizes.row_two)))

    def undo(self) -> None:
        """Takes the last act of this review back."""
        self._travel(self.review.undo, "Đã hoàn tác")

    def redo(self) -> None:
        """Does it again."""
        self._travel(self.review.redo, "Đã làm lại")

    def _travel(self, act: Callable[[], str | None], words: str) -> None:
        name = act()
        self.refresh()
        if name is not None:
            self.say(f"{words}: {name}")

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for words, key, slot in (
            ("Nhận / bỏ", "Space", lambda: self._tick([i.id for i in self.list.selected_items()])),
            ("Sửa", "F2", self._edit), ("Gộp với…", "Ctrl+G", self.merge), ("Tách…", "Ctrl+T", self.split),
            ("Chuyển sang mục…", "Ctrl+M", self.change_section), ("Loại", "Del", self.discard),
        ):  # fmt: skip
            menu.addAction(f"{words}\t{key}").triggered.connect(lambda _=False, slot=slot: slot())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

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

    def _show_note(self) -> None:
        """Offers the plan this may be a new version of, or tells what the comparison found."""
        if self.note is not None:
            self._note_place.removeWidget(self.note)
            self.note.hide()
            self.note.deleteLater()
            self.note = None
        comparison = self.review.comparison
        if not self._candidates:
            return
        plan_id = comparison.plan_id if comparison is not None else self._candidates[0].plan.id
        paper = next(_paper(c.plan) for c in self._candidates if c.plan.id == plan_id)
        if comparison is None:
            words = f"Trong tệp đã có {paper}: {self._candidates[0].reason}. So với bản ấy thì kết quả, phân công đã ghi được giữ."
            acts: tuple[str, ...] = (_COMPARE, _APART)
        else:
            states = [match.state for match in comparison.tasks]
            new, changed = (states.count(state) for state in (amending.MatchState.NEW, amending.MatchState.CHANGED))
            words = (
                f"So với {paper}: nhiệm vụ mới {new}, đổi {changed}, bỏ {len(comparison.gone_tasks)}. "
                "Kết quả và phân công đã ghi được giữ."
            )
            acts = (_STOP,)
        self.note = Note(self._desk.theme, words, tone="am" if comparison is None else "ac", icon="info", acts=acts)
        self.note.acted.connect(self._answer_note)
        self._note_place.addWidget(self.note)

    def _answer_note(self, words: str) -> None:
        if words == _COMPARE:
            if len(self._candidates) == 1:
                self.compare(self._candidates[0].plan.id)
            else:
                lines = [Choosable(c.plan.id, c.plan.title, _paper(c.plan)) for c in self._candidates]
                self._pick("So với kế hoạch nào", lines, self.compare)
            return
        if words == _APART:
            self._candidates = []
        self._compared(None)

    def compare(self, plan_id: str) -> None:
        """Reads a plan already in the file and shows what the new version changes of it."""
        from kehoach_desktop.services import offices

        self._desk.workspace.ask(lambda office: offices.load(office, plan_id), self._compared, "So hai bản kế hoạch")

    def _compared(self, dossier: "Dossier | None") -> None:
        self.review.compare_with(dossier)
        self._show_note()
        self.refresh()

    # --- accepting ---

    def accept(self) -> None:
        """Ctrl+Enter: places nobody looked at are named once in the foot, then what is ticked is written."""
        if self._busy:
            return
        self.list.panel.commit()
        if self.list.panel.texts():
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
        acts: dict[str, Callable[[], Any]] = {
            "F8": lambda: self.go_to_doubt(1), "F2": self._edit, "Ctrl+G": self.merge, "Ctrl+T": self.split,
            "Ctrl+M": self.change_section, "Del": self.discard,
            "Space": lambda: self._tick([item.id for item in self.list.selected_items()]),
        }  # fmt: skip
        acts[key]()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._busy:
            return
        match event.key():
            case Qt.Key.Key_F8:
                self._leave_field()
                if not self.go_to_doubt(-1 if shift else 1):
                    self.say("Không còn chỗ nào cần xem.", "gr")
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if control:
                self.accept()
            case Qt.Key.Key_G if control:
                self.merge()
            case Qt.Key.Key_T if control:
                self.split()
            case Qt.Key.Key_M if control:
                self.change_section()
            case Qt.Key.Key_Z if control:
                self.undo()
            case Qt.Key.Key_Y if control:
                self.redo()
            case Qt.Key.Key_F6:
                (self.list if self.source.hasFocus() else self.source).setFocus()
            case Qt.Key.Key_Escape:
                self.put_aside()
            case _:
                super().keyPressEvent(event)

    def _leave_field(self) -> None:
        if not self.list.hasFocus():
            self.list.panel.commit()
            self.list.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
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


def _alike(one: Item, other: Item) -> bool:
    """Whether two rows share most of their words."""
    words, others = set(fold(one.title).split()), set(fold(other.title).split())
    return len(words & others) * 2 > min(len(words), len(others))


def _paper(plan: "Plan") -> str:
    number = f"{plan.number}/{plan.symbol or ''}".rstrip("/") if plan.number else ""
    return f"Kế hoạch {number}" if number else f"“{plan.title[:50].strip()}…”"
