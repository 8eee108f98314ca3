"""The detail pane of a task: head, title, 6 rõ, results, source sentence, history. Sends wishes; stores nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kehoach_desktop.domain.history import Change, Step
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.progress import due_label
from kehoach_desktop.domain.records import Role, Task, TaskState
from kehoach_desktop.domain.six_clears import CLEARS
from kehoach_desktop.domain.vietnamese import format_date, format_number, join_names
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.models.states import STATE_SHAPES, STATUS_SHAPES, status_words
from kehoach_desktop.ui.tabs.tasks.book import TaskBook
from kehoach_desktop.ui.tabs.tasks.columns import STATE_CHOICES
from kehoach_desktop.ui.tabs.tasks.results_box import ResultsBox, period_lines
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.field_list import Field, FieldList
from kehoach_desktop.ui.widgets.inline import InlineText
from kehoach_desktop.ui.widgets.labels import Pill, Words
from kehoach_desktop.ui.widgets.panes import Fold, ground, rule, scrolling

_HISTORY_LINES = 8
_PREVIEW = 42
# Clears whose text is a field of the task: key -> field.
_TEXT_CLEARS = {"responsibility": "supervisor", "product": "product", "authority": "approver"}


class _Pips(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pips: tuple[bool, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_pips(self, pips: tuple[bool, ...]) -> None:
        self._pips = pips
        self.setAccessibleName(f"{sum(pips)}/{len(pips)} rõ")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(len(CLEARS) * painting.PIP_STEP + 30, self._theme.sizes.line + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        x = painting.draw_pips(painter, self._theme, self._pips, 0, self.height() // 2)
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.color("tx2"))
        box = QRect(x + 4, 0, 40, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"{sum(self._pips)}/{len(self._pips)}")


class Quote(QLabel):
    """Words of the signed paper: serif, with a bar at the left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font("paper"))
        theme.changed.connect(self._take_font)
        self.setWordWrap(True)
        self.setContentsMargins(24, 8, 12, 8)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _take_font(self) -> None:
        self.setFont(self._theme.font("paper"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(12, 6, 3, self.height() - 12, self._theme.color("line2"))


class TaskPane(QWidget):
    """Everything of one task, each part edited where it stands."""

    edit_requested = Signal(str, str)  # field of the task, or "due"; typed text
    units_requested = Signal(object, QPoint)  # Role; where a list may open
    extend_requested = Signal(QPoint)  # where the form may open
    recorded = Signal(str, dict)  # period id, fields
    step_requested = Signal(int)  # to the next or previous row
    source_requested = Signal(str)  # paragraph id
    history_requested = Signal(str)  # record id

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.task: Task | None = None
        ground(self, "base")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        inner = QWidget()
        self._parts = QVBoxLayout(inner)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._add_title()
        self._add_clears()
        self.results = ResultsBox(theme)
        self.results.recorded.connect(self.recorded)
        self.results.form_opened.connect(self._show_form)
        self._parts.addWidget(self.results)
        self._add_source()
        self._add_history()
        self._parts.addStretch(1)
        self._scroll = scrolling(inner)
        column.addWidget(self._scroll, 1)
        self._nothing = Words(theme, "Chọn một nhiệm vụ ở bảng bên trái.", tone="tx2")
        self._nothing.setContentsMargins(12, 12, 12, 12)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._nothing)
        self.show_task(None, None, [], 0, 0)

    # --- parts ---

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 8, 2)
        row.setSpacing(8)
        self._number = Words(self._theme, "", tone="tx2")
        self._pill = Pill(self._theme, Shape("circle", "ne"), "", bold=True)
        self._place = Words(self._theme, "", role="small", tone="tx2")
        self.up_button = Button(self._theme, kind="flat", icon="arrow_up", small=True, tip="Nhiệm vụ trước")
        self.down_button = Button(self._theme, kind="flat", icon="arrow_down", small=True, tip="Nhiệm vụ sau")
        self.up_button.clicked.connect(lambda: self.step_requested.emit(-1))
        self.down_button.clicked.connect(lambda: self.step_requested.emit(1))
        row.addWidget(self._number)
        row.addWidget(self._pill)
        row.addStretch(1)
        for widget in (self._place, self.up_button, self.down_button):
            row.addWidget(widget)
        return row

    def _add_title(self) -> None:
        self.title = InlineText(self._theme, "Nội dung nhiệm vụ", role="pane", bold=True, lines=2)
        self.title.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.title.committed.connect(lambda text: self.edit_requested.emit("title", " ".join(text.split())))
        box = QHBoxLayout()
        box.setContentsMargins(12, 4, 12, 10)
        box.addWidget(self.title)
        self._parts.addLayout(box)

    def _add_clears(self) -> None:
        self._clears = Fold(self._theme, "6 rõ")
        self._pips = _Pips(self._theme)
        self._clears.head.right.addWidget(self._pips)
        self.fields = FieldList(self._theme)
        self.fields.edit_requested.connect(self.edit_requested)
        self.fields.link_clicked.connect(self._link)
        self._clears.body.addWidget(self.fields)
        self._parts.addWidget(self._clears)

    def _add_source(self) -> None:
        self._source = Fold(self._theme, "Câu trong kế hoạch")
        self.source_link = Button(self._theme, "", kind="link", small=True)
        self.source_link.clicked.connect(self._ask_source)
        self._source.head.right.addWidget(self.source_link)
        self._quote = Quote(self._theme)
        self._source.body.addWidget(self._quote)
        self._parts.addWidget(self._source)

    def _add_history(self) -> None:
        self._parts.addWidget(rule())
        self.history = Fold(self._theme, "Lịch sử", open_=False)
        link = Button(self._theme, "Mở", kind="link", small=True, tip="Mở lịch sử của nhiệm vụ này")
        link.clicked.connect(lambda: self.task and self.history_requested.emit(self.task.id))
        self.history.head.right.addWidget(link)
        self._steps = Words(self._theme, "", role="small", tone="tx2", wrap=True)
        self._steps.setContentsMargins(30, 6, 12, 8)
        self.history.body.addWidget(self._steps)
        self._parts.addWidget(self.history)

    # --- showing ---

    def show_task(
        self, task: Task | None, book: TaskBook | None, periods: Sequence[tuple[Period, bool]], place: int, count: int
    ) -> None:
        """Shows a task (its place among those shown, from 1), or that none is chosen."""
        if self.task is None or task is None or self.task.id != task.id:
            self.title.close_editor()
            self._scroll.verticalScrollBar().setValue(0)
        self.task = task
        there = task is not None and book is not None
        self._scroll.setVisible(there)
        self._nothing.setVisible(not there)
        for widget in (self._number, self._pill, self._place, self.up_button, self.down_button):
            widget.setVisible(there)
        if task is None or book is None:
            return
        view = book.status(task)
        word, second = status_words(view)
        self._number.setText(f"Nhiệm vụ {task.number}" if task.number else "Nhiệm vụ")
        self._pill.set_state(STATUS_SHAPES[view.status], f"{word} {second}".strip())
        self._place.setText(f"{format_number(place)} / {format_number(count)}" if place else "")
        self.up_button.setEnabled(place > 1)
        self.down_button.setEnabled(0 < place < count)
        self.title.set_value(task.title)
        self._pips.show_pips(book.pips(task))
        self.fields.set_fields(clear_fields(book, task))
        self.results.show_task(task, period_lines(book, task, periods))
        self._show_source(book, task)

    def _show_source(self, book: TaskBook, task: Task) -> None:
        paragraph = book.dossier.paragraph_by_id.get(task.paragraph_id or "")
        self._source.setVisible(paragraph is not None or bool(task.content))
        self.source_link.setVisible(paragraph is not None)
        if paragraph is not None:
            path = book.dossier.section_path(paragraph.section_id)
            self.source_link.setText(
                f"Mục {path}, đoạn {paragraph.position + 1}" if path else f"Đoạn {paragraph.position + 1}"
            )
            self.source_link.updateGeometry()
        self._quote.setText(paragraph.text if paragraph is not None else task.content or "")

    def show_history(self, task_id: str, found: Sequence[tuple[Step, Sequence[Change]]]) -> None:
        """Who changed the task, newest first; an answer about another task is dropped."""
        if self.task is None or self.task.id != task_id:
            return
        if not found:
            self.history.head.set_words("Lịch sử", "chưa có lần sửa nào")
            self._steps.setText("")
            return
        last = found[0][0]
        self.history.head.set_words("Lịch sử", f"{len(found)} lần sửa · gần nhất {last.at:%H:%M}, {last.author}")
        shown = [f"{step.at:%H:%M} {format_date(step.at.date())}  {step.author}: {step.name}" for step, _ in found]
        more = [f"và {len(found) - _HISTORY_LINES} lần nữa"] if len(found) > _HISTORY_LINES else []
        self._steps.setText("\n".join(shown[:_HISTORY_LINES] + more))

    def refuse(self, field: str, reason: str) -> None:
        """A typed text was not taken: it stays where it was typed, marked."""
        if field == "title":
            self.title.refuse(reason)
        else:
            self.fields.refuse(field, reason)

    def _show_form(self) -> None:
        """Scrolls to the whole form, once it has its height."""
        form = self.results.form
        QTimer.singleShot(0, form, lambda: self._scroll.ensureWidgetVisible(form, 0, 0))

    # --- wishes ---

    def _link(self, key: str) -> None:
        role = {"person": Role.LEAD, "supports": Role.SUPPORT, "monitors": Role.MONITOR}.get(key)
        if role is not None:
            row = self.fields.row(key)
            self.units_requested.emit(role, row.mapToGlobal(QPoint(0, row.height())))
        elif key == "due" and self.task is not None and due_label(self.task):
            row = self.fields.row(key)
            self.extend_requested.emit(row.mapToGlobal(QPoint(0, row.height())))

    def _ask_source(self) -> None:
        if self.task is not None and self.task.paragraph_id is not None:
            self.source_requested.emit(self.task.paragraph_id)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _PREVIEW else words[:_PREVIEW].rsplit(" ", 1)[0] + "…"


def clear_fields(book: TaskBook, task: Task) -> list[Field]:
    """The rows of the pane: the six clears, with units chosen from a list, and the state."""
    names = {role: join_names(unit.name for unit in book.units(task, role)) for role in Role}
    leads = names[Role.LEAD]
    due = due_label(task)
    rows = [
        Field("person", "Rõ người", leads, missing="" if leads else "Còn thiếu: đơn vị chủ trì", link="Chọn…"),
        _text_field("officer", "Cán bộ", task.officer, "cán bộ phụ trách"),
        Field("supports", "Phối hợp", names[Role.SUPPORT], link="Chọn…"),
        Field("content", "Rõ việc", _short(task.content or task.title), edit=task.content or ""),
        Field("due", "Rõ thời gian", due, edit=due, missing="" if due else "Còn thiếu: thời hạn",
              link="Gia hạn…" if due else "Điền", link_edits=not due),
    ]  # fmt: skip
    if task.note:
        rows.append(Field("note", "Ghi chú", task.note, edit=task.note))
    own = book.dossier.office.sixth_clear
    for clear in CLEARS:
        if clear.key in _TEXT_CLEARS:
            field = _TEXT_CLEARS[clear.key]
            rows.append(_text_field(field, clear.label_for(own), getattr(task, field), clear.hint))
    if names[Role.MONITOR]:
        rows.append(Field("monitors", "Theo dõi", names[Role.MONITOR], link="Chọn…"))
    rows.append(Field("state", "Tình trạng", STATE_SHAPES[task.state][1], edit=task.state.value, choices=STATE_CHOICES))
    if task.state is TaskState.DONE:
        day = format_date(task.finished_on)
        rows.append(Field("finished_on", "Ngày xong", day, edit=day))
    return rows


def _text_field(key: str, label: str, value: str | None, hint: str) -> Field:
    if value:
        return Field(key, label, value, edit=value)
    return Field(key, label, "", edit="", missing=f"Còn thiếu: {hint}", link="Điền")
