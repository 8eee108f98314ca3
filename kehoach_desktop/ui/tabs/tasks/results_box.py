"""A task's results by period: one line a period, and the form for the one chosen. Sends what was typed; stores nothing."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import Progress, Task
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.models.states import NOT_OPEN, STATE_SHAPES
from kehoach_desktop.ui.tabs.tasks.book import TaskBook
from kehoach_desktop.ui.tabs.tasks.progress_form import ProgressForm, Values, values_of
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ClickWidget, Fold

_COLUMNS = (12, 116, 228)  # left edges at 100 %
_HEADS = ("Kỳ", "Tình trạng", "Kết quả")
_NOT_REPORTED = (Shape("circle", "ne"), "Chưa ghi")


@frozen
class PeriodLine:
    """What is known of a task in a period."""

    period: Period
    report: Progress | None
    unit_reports: tuple[tuple[str, str], ...]  # unit, what it said
    is_open: bool
    is_current: bool
    has_draft: bool = False

    @property
    def state(self) -> tuple[Shape, str]:
        if self.report is not None:
            return STATE_SHAPES[self.report.state]
        return _NOT_REPORTED if self.is_open else NOT_OPEN

    @property
    def words(self) -> str:
        """The commune's own result, else how many units reported."""
        if self.has_draft:
            return "đang ghi dở"
        if self.report is not None:
            return self.report.result or ""
        return f"{len(self.unit_reports)} đơn vị đã báo" if self.unit_reports else ""


def _scaled(theme: Theme, width: int) -> int:
    return round(width * max(1.0, theme.sizes.line / 18))


class _Line(ClickWidget):
    def __init__(self, theme: Theme, line: PeriodLine, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.line = line
        shape, word = line.state
        self.setAccessibleName(f"{line.period.title}: {word}. {line.words}".rstrip(". "))
        units = "\n".join(f"{name}: {said}" for name, said in line.unit_reports)
        self.setToolTip("\n".join(part for part in (line.words, units, "Enter để ghi kết quả kỳ này") if part))
        self._shape, self._word = shape, word
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, self._theme.sizes.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, rect = self._theme, self.rect()
        painter = QPainter(self)
        painter.fillRect(rect, theme.color("sel" if self.line.is_current else "alt" if self.underMouse() else "base"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        lefts = [_scaled(theme, left) for left in _COLUMNS]
        self._words(painter, self.line.period.short_title, lefts[0], lefts[1] - 6, "tx")
        painting.draw_shape(painter, theme, self._shape, QPoint(lefts[1], rect.center().y() - 7))
        self._words(painter, self._word, lefts[1] + 22, lefts[2] - 6, self._shape.tone)
        self._words(painter, self.line.words, lefts[2], rect.right() - 8, "tx", bold=self.line.is_current)
        painter.end()
        super().paintEvent(event)

    def _words(self, painter: QPainter, text: str, left: int, right: int, tone: str, *, bold: bool = False) -> None:
        theme = self._theme
        painter.setFont(theme.font(bold=bold, italic=self.line.has_draft and tone == "tx" and left > 200))
        painter.setPen(theme.color(tone))
        cut = theme.metrics(bold=bold).elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, 0, right - left + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, cut)


class _Heads(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(theme.sizes.header)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("alt"))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.color("tx2"))
        for left, head in zip(_COLUMNS, _HEADS, strict=True):
            painter.drawText(self.rect().adjusted(_scaled(theme, left), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, head)


class ResultsBox(Fold):
    """`recorded(period id, fields)` leaves; a form left half-written is kept for when its task comes back."""

    recorded = Signal(str, dict)
    form_opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "Kết quả theo kỳ", parent=parent)
        self._theme = theme
        self._task: Task | None = None
        self._period: Period | None = None
        self._lines: list[_Line] = []
        self._drafts: dict[tuple[str, str], Values] = {}
        self._shown: tuple[str, Sequence[PeriodLine]] | None = None
        self.record_button = Button(theme, "Ghi kết quả", kind="flat", icon="add", small=True)
        self.record_button.clicked.connect(self.open_current)
        self.head.right.addWidget(self.record_button)
        self.body.addWidget(_Heads(theme))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.units_words = Words(theme, "", role="small", tone="tx2", wrap=True)
        self.units_words.setContentsMargins(12, 6, 12, 2)
        self.units_words.hide()
        self.form = ProgressForm(theme)
        self.form.hide()
        self.form.recorded.connect(self._record)
        self.form.left.connect(self.leave_form)
        self.body.addWidget(self.units_words)
        self.body.addWidget(self.form)

    def show_task(self, task: Task, lines: Sequence[PeriodLine]) -> None:
        """The periods of a task; a form of another task is put aside as a draft."""
        if self._task is not None and self._task.id != task.id:
            self._put_aside()
        self._task = task
        lines = [
            PeriodLine(
                line.period, line.report, line.unit_reports, line.is_open, line.is_current,
                (task.id, line.period.id) in self._drafts,
            )
            for line in lines
        ]  # fmt: skip
        if self._shown == (task.id, lines):
            return
        self._shown = (task.id, lines)
        focused = next((old.line.period for old in self._lines if old.hasFocus()), None)
        for old in self._lines:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = [_Line(self._theme, line) for line in lines]
        for widget in self._lines:
            widget.clicked.connect(lambda period=widget.line.period: self.open_form(period))
            self._rows.addWidget(widget)
            if widget.line.period == focused:
                widget.setFocus()

    @property
    def lines(self) -> Sequence[_Line]:
        return tuple(self._lines)

    def open_current(self) -> None:
        """Opens the form of the period in force."""
        current = next((line.line.period for line in self._lines if line.line.is_current), None)
        if current is not None:
            self.open_form(current)

    def open_form(self, period: Period) -> None:
        """Opens the form of a period with what was reported, or with what was left half-written."""
        line = next((found.line for found in self._lines if found.line.period == period), None)
        if self._task is None or line is None:
            return
        self._put_aside()
        self._period = period
        self.head.setChecked(True)
        draft = self._drafts.get((self._task.id, period.id))
        self.form.show_values(f"Kết quả {period.phrase}", values_of(line.report), draft)
        self.units_words.setText("\n".join(f"{name}: {said}" for name, said in line.unit_reports))
        self.units_words.setVisible(bool(line.unit_reports))
        self.form.show()
        self.form.texts["result"].setFocus()
        self.form_opened.emit()

    def unfinished(self) -> dict[tuple[str, str], Values]:
        """Forms that are half-written, the open one too, by task and period."""
        found = dict(self._drafts)
        if self._task is not None and self._period is not None and self.form.is_changed:
            found[self._task.id, self._period.id] = self.form.values()
        return found

    def bring_back(self, task_id: str, period_id: str, values: Mapping[str, str]) -> bool:
        """Opens a form with what an earlier run left in it; False while another task is shown."""
        period = next((line.line.period for line in self._lines if line.line.period.id == period_id), None)
        if self._task is None or self._task.id != task_id or period is None:
            return False
        blank = values_of(None)
        self._drafts[task_id, period_id] = {name: values.get(name, blank[name]) for name in blank}
        self.open_form(period)
        return True

    def leave_form(self) -> None:
        """Shuts the form and forgets what was typed."""
        if self._task is not None and self._period is not None:
            self._drafts.pop((self._task.id, self._period.id), None)
        self._close()

    def _put_aside(self) -> None:
        if self._task is not None and self._period is not None and self.form.is_changed:
            self._drafts[self._task.id, self._period.id] = self.form.values()
        self._close()

    def _close(self) -> None:
        period, self._period = self._period, None
        had_focus = self.form.isAncestorOf(self.form.window().focusWidget() or self)
        self.form.hide()
        self.units_words.hide()
        if had_focus:
            line = next((found for found in self._lines if found.line.period == period), None)
            (line or self.record_button).setFocus()

    def _record(self, fields: Values) -> None:
        if self._period is not None:
            period = self._period
            self.leave_form()
            self.recorded.emit(period.id, fields)


def period_lines(book: TaskBook, task: Task, periods: Sequence[tuple[Period, bool]]) -> list[PeriodLine]:
    """The lines of a task for these periods (period, whether its data are cut off); those with reports are never left out."""
    units = book.dossier.unit_by_id
    known = {period.id: is_open for period, is_open in periods}
    for report in book.dossier.progress_of(task.id):
        if report.period not in known and Period(report.period).year == book.period.year:
            known[report.period] = True
    lines = []
    for period in sorted((Period(key) for key in known), key=lambda p: p.sort_key):
        reports = book.dossier.progress_of(task.id, period.id)
        said = tuple(
            (units[p.unit_id].name, p.result or STATE_SHAPES[p.state][1]) for p in reports if p.unit_id is not None
        )
        own = book.report(task, period.id)
        is_current = period == book.period
        lines.append(PeriodLine(period, own, said, known[period.id] or is_current, is_current))
    return lines
