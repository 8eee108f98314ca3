"""The right side of the merge window: one record, its questions as boxes, what of it is taken without asking. Decides nothing."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kehoach_desktop.services.merge_view import Asks, Contest, MergeRow, Part
from kehoach_desktop.ui.merging.choice_box import ChoiceBox
from kehoach_desktop.ui.merging.choices import Answer, Choices
from kehoach_desktop.ui.merging.quiet_rows import QuietRows
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords, KeyCap, ShapeWords, Words
from kehoach_desktop.ui.widgets.panes import ground, rule, scrolling

_PAD = 16
_CHOSEN = Shape("checkmark_circle", "gr", filled=True)
_OPEN = Shape("warning", "am", filled=True)
_HEADS = {
    Part.NEW: ("Trường", "Đang có", "Giá trị", "Từ"),
    Part.DELETED: ("Bản ghi sẽ xóa", "Đang có", "", ""),
    Part.TWIN: ("Hai bản ghi", "Bản đang có", "Bản kia", ""),
}
_USUAL_HEADS = ("Gộp được, không cần hỏi", "Đang có", "Sau khi gộp", "Từ")


class ValueEdit(QPlainTextEdit):
    """A line that takes a value: Enter commits, Shift+Enter breaks the line, Esc leaves. Never checks while one types."""

    committed = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(1)
        self.set_lines(1)

    def set_lines(self, lines: int) -> None:
        bars = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if lines == 1 else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bars)
        self.setFixedHeight(self._theme.sizes.line * lines + 14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift and not control:
            self.committed.emit(self.toPlainText())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif control and event.key() in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        elif event.key() == Qt.Key.Key_F2:
            self.moveCursor(self.textCursor().MoveOperation.End)
        else:
            super().keyPressEvent(event)


class ContestBlock(QWidget):
    """One question: its field, the value before the sides parted, the boxes. `chosen` carries the side's number."""

    chosen = Signal(int)
    entered = Signal()

    def __init__(self, theme: Theme, contest: Contest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.contest = theme, contest
        self.is_current = False
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, 10, _PAD, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Words(theme, contest.label, bold=True))
        base = f"trước khi tách ra: {contest.base}" if contest.base is not None else ""
        head.addWidget(ElidedWords(theme, " ".join(base.split()), role="small", tone="tx2"), 1)
        self.state = ShapeWords(theme, _OPEN, "", role="small", bold=True)
        head.addWidget(self.state)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.boxes: list[ChoiceBox] = []
        for place, side in enumerate(contest.sides):
            box = ChoiceBox(theme, side, f"Ctrl+{place + 1}", "re" if place == 0 else "gr")
            box.clicked.connect(lambda _=False, place=place: self.chosen.emit(place))
            grid.addWidget(box, place // 2, place % 2)
            self.boxes.append(box)
        column.addLayout(grid)
        self.own = Words(theme, "", wrap=True, tone="ac")
        column.addWidget(self.own)

    def show_answer(self, answer: Answer | None) -> None:
        for place, box in enumerate(self.boxes):
            box.setChecked(answer is not None and answer.side == place)
        own = answer is not None and answer.side is None
        self.own.setText(f"Giá trị khác: {answer.text or 'trống'}" if answer is not None and own else "")
        self.own.setVisible(own)
        self.state.set_state(_OPEN if answer is None else _CHOSEN, "chưa chọn" if answer is None else "đã chọn")

    def set_current(self, *, on: bool) -> None:
        self.is_current = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self.is_current:
            QPainter(self).fillRect(0, 0, 3, self.height() - 1, self._theme.color("ac"))


class MergePane(QWidget):
    """Shows a row of the list. `chosen` carries question and side, `written` question and typed text."""

    chosen = Signal(object, int)
    written = Signal(object, str)
    history_requested = Signal(str, str)

    def __init__(self, theme: Theme, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._choices = theme, choices
        self.row: MergeRow | None = None
        self.blocks: list[ContestBlock] = []
        self.current: ContestBlock | None = None
        ground(self, "base")
        self._make_head()
        self._holder = QWidget()
        self._inner = QVBoxLayout(self._holder)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(0)
        self._questions = QWidget()
        self._inner.addWidget(self._questions)
        self._make_own()
        self.quiet = QuietRows(theme)
        self._inner.addWidget(self.quiet)
        self._inner.addStretch(1)
        self.area = scrolling(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(rule("line2"))
        column.addWidget(self.area, 1)
        self.show_row(None)

    def _make_head(self) -> None:
        theme = self._theme
        self._head = QWidget()
        self._head.setFixedHeight(theme.sizes.dialog_head - 4)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(_PAD, 0, _PAD, 0)
        row.setSpacing(8)
        self._kind = Words(theme, "", tone="tx2")
        self.title = ElidedWords(theme, "", role="pane", bold=True)
        self.history_link = Button(theme, "Lịch sử bản ghi", kind="link")
        self.history_link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.history_link.clicked.connect(self._ask_history)
        row.addWidget(self._kind)
        row.addWidget(self.title, 1)
        row.addWidget(self.history_link)

    def _make_own(self) -> None:
        theme = self._theme
        self.own_row = QWidget()
        row = QHBoxLayout(self.own_row)
        row.setContentsMargins(_PAD, 8, _PAD, 8)
        row.setSpacing(8)
        self.own_words = Words(theme, "", tone="tx2")
        self.own = ValueEdit(theme)
        self.own.setAccessibleName("Giá trị khác")
        self.own.committed.connect(self._write)
        self.own.left.connect(self.focus_current)
        row.addWidget(self.own_words)
        row.addWidget(self.own, 1)
        row.addWidget(KeyCap(theme, "F2"))
        self._inner.addWidget(self.own_row)

    # --- showing ---

    def show_row(self, row: MergeRow | None, contest_id: str | None = None) -> None:
        """Another record, or the same one with other answers; the question looked at stays where it is still asked."""
        keep = contest_id or (
            self.current.contest.id if self.current and self.row and row and self.row.id == row.id else None
        )
        self.row = row
        self._kind.setText(row.kind_words if row else "")
        self.title.setText(row.title if row else "")
        self.history_link.setVisible(row is not None and row.part in (Part.CONFLICT, Part.CHANGED, Part.DELETED))
        self._lay_out(row)
        quiet = row.quiet if row else ()
        heads = _HEADS.get(row.part, _USUAL_HEADS) if row else _USUAL_HEADS
        self.quiet.show_rows(heads, quiet)
        wanted = next((b for b in self.blocks if b.contest.id == keep), None)
        open_ones = [b for b in self.blocks if self._choices.of(b.contest) is None]
        self._make_current(wanted or next(iter([*open_ones, *self.blocks]), None))
        self.area.verticalScrollBar().setValue(0)

    def _lay_out(self, row: MergeRow | None) -> None:
        questions = QWidget()
        column = QVBoxLayout(questions)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.blocks, self.current = [], None
        for contest in row.contests if row else ():
            block = ContestBlock(self._theme, contest)
            block.show_answer(self._choices.of(contest))
            block.chosen.connect(lambda side, block=block: self._choose(block, side))
            for box in block.boxes:
                box.installEventFilter(self)
            column.addWidget(block)
            column.addWidget(rule("line"))
            self.blocks.append(block)
        self._inner.replaceWidget(self._questions, questions)
        self._questions.hide()
        self._questions.deleteLater()
        self._questions = questions
        questions.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._make_current(next((b for b in self.blocks if watched in b.boxes), self.current))
        return super().eventFilter(watched, event)

    def _make_current(self, block: ContestBlock | None) -> None:
        self.current = block
        for other in self.blocks:
            other.set_current(on=other is block and len(self.blocks) > 1)
        typed = block is not None and block.contest.can_type
        self.own_row.setVisible(typed)
        if block is not None and typed:
            words = block.contest.label[:1].lower() + block.contest.label[1:]
            self.own_words.setText(
                f"Hoặc viết giá trị khác cho {words}" if len(self.blocks) > 1 else "Hoặc viết giá trị khác cho ô này"
            )
            self.own.setPlaceholderText("Gõ giá trị đúng rồi Enter")
            lines = max((side.text.count("\n") + 1 for side in block.contest.sides), default=1)
            self.own.set_lines(min(4, lines))
            answer = self._choices.of(block.contest)
            self.own.setPlainText(answer.text if answer is not None and answer.side is None else "")

    def focus_current(self) -> None:
        """The box of the question looked at."""
        if self.current is not None:
            boxes = self.current.boxes
            next((box for box in boxes if box.isChecked()), boxes[0]).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_answers(self) -> None:
        """What was chosen elsewhere (in the list)."""
        for block in self.blocks:
            block.show_answer(self._choices.of(block.contest))

    # --- acts ---

    def choose(self, side: int) -> None:
        """Ctrl+1, Ctrl+2, …: a side of the question looked at."""
        if self.current is not None and side < len(self.current.boxes):
            self._choose(self.current, side)

    def _choose(self, block: ContestBlock, side: int) -> None:
        self._make_current(block)
        self.chosen.emit(block.contest, side)
        block.show_answer(self._choices.of(block.contest))
        self.own.clear()

    def start_writing(self) -> bool:
        """F2: the line for a value of one's own; False where none can be typed."""
        if self.current is None or not self.current.contest.can_type:
            return False
        if not self.own.toPlainText():
            self.own.setPlainText(self.current.contest.sides[0].text)
        self.own.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.own.selectAll()
        return True

    def _write(self, text: str) -> None:
        if self.current is not None:
            self.written.emit(self.current.contest, text)

    def _ask_history(self) -> None:
        if self.row is not None:
            self.history_requested.emit(self.row.key.kind, self.row.key.id)

    def next_open(self, by: int) -> bool:
        """Goes to the next open question of this record; False when there is none that way."""
        start = self.blocks.index(self.current) if self.current in self.blocks else -1
        rest = self.blocks[start + 1 :] if by > 0 else self.blocks[: max(start, 0)][::-1]
        found = next(
            (b for b in rest if self._choices.of(b.contest) is None and b.contest.asks is not Asks.DELETION), None
        )
        if found is not None:
            self._make_current(found)
            self.focus_current()
            self.area.ensureWidgetVisible(found)
        return found is not None
