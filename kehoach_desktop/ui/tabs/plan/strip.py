"""The strip over the plan: four boxes, lights, reports, what is due within a week; every figure leads to its rows."""

from collections import Counter
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kehoach_desktop.domain.indicators import Verdict
from kehoach_desktop.domain.records import SubmissionState
from kehoach_desktop.domain.vietnamese import format_day, format_number
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.models.states import NOT_OPEN, SUBMISSION_SHAPES, VERDICT_SHAPES
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.plan.boxes import Boxes, Figure, scaled
from kehoach_desktop.ui.tabs.plan.standing import Due, Standing
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground

F = TypeVar("F", bound=Figure)
_HEIGHT = 128
# Widths of the parts on a wide and on a narrow screen; the last part takes the rest.
_WIDE, _SLIM = (452, 272, 236), (418, 266, 194)
_DUE_LEAST, _DUE_COUNT = 300, 132
_MOST_DUE = 3
_LEAST_STEP = 9  # pixels from light to light
_MOST_LIGHTS = 13
_VERDICT_ORDER = (Verdict.MET, Verdict.NEAR, Verdict.MISSED, Verdict.NO_DATA)
_VERDICT_PLACES = {Verdict.MET: (0, 0), Verdict.MISSED: (0, 1), Verdict.NEAR: (1, 0), Verdict.NO_DATA: (1, 1)}
_REPORT_VIEWS = {
    SubmissionState.APPROVED: "approved",
    SubmissionState.SENT: "sent",
    SubmissionState.RETURNED: "returned",
    SubmissionState.NOT_SENT: "missing",
}


class _Line(Figure):
    """A mark, its word and a count at the right end."""

    def __init__(self, theme: Theme, shape: Shape, words: str, jump: Jump, *, bold: bool = True) -> None:
        super().__init__(theme, jump)
        self._shape, self._words, self._bold, self._count = shape, words, bold, 0
        self.setFixedHeight(theme.sizes.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int, words: str = "", shape: Shape | None = None) -> None:
        self._count, self._words, self._shape = count, words or self._words, shape or self._shape
        self.name(f"{self._words}: {count}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self._theme, QPainter(self), self.rect()
        painting.draw_shape(painter, theme, self._shape, QPoint(0, (self.height() - 16) // 2))
        painter.setFont(theme.font(bold=self._bold))
        painter.setPen(theme.color(self._shape.tone))
        count = format_number(self._count)
        room = rect.adjusted(22, 0, -theme.advance(count, bold=True) - 6, 0)
        words = theme.metrics(bold=self._bold).elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.color("tx"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        painter.end()
        super().paintEvent(event)


class _Lights(Figure):
    """The lights of all indicators in a row, the best first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Jump("indicators"))
        self._verdicts: list[Verdict] = []
        self.setFixedHeight(theme.sizes.line + 4)

    def show_verdicts(self, verdicts: list[Verdict]) -> None:
        self._verdicts = sorted(verdicts, key=_VERDICT_ORDER.index)
        self.name(f"{len(verdicts)} chỉ tiêu")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, count = QPainter(self), max(len(self._verdicts), _MOST_LIGHTS)
        step = min(20.0, (self.width() - 16) / max(count - 1, 1))
        if step < _LEAST_STEP:
            self._paint_parts(painter)
            return
        for place, verdict in enumerate(self._verdicts):
            at = QPoint(round(place * step), (self.height() - 16) // 2)
            painting.draw_shape(painter, self._theme, VERDICT_SHAPES[verdict], at)
        painter.end()
        super().paintEvent(event)

    def _paint_parts(self, painter: QPainter) -> None:
        """Where there is no room for a light each: how many of them are so."""
        total, left = len(self._verdicts), 0.0
        for verdict in _VERDICT_ORDER:
            width = self.width() * self._verdicts.count(verdict) / total
            part = QRect(round(left), self.height() // 2 - 4, round(left + width) - round(left), 8)
            painter.fillRect(part, self._theme.color(VERDICT_SHAPES[verdict].tone))
            left += width
        painter.end()


class _ReportBar(QWidget):
    """Reports as parts of all units: approved full, sent hatched, returned amber."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: list[tuple[int, SubmissionState]] = []
        self._units = 0
        self.setFixedHeight(9)

    def show_reports(self, reports: Counter[SubmissionState], units: int) -> None:
        order = (SubmissionState.APPROVED, SubmissionState.SENT, SubmissionState.RETURNED)
        self._parts = [(reports[state], state) for state in order]
        self._units = units
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, painter = self._theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("nes"))
        x = 0.0
        for count, state in self._parts:
            width = self.width() * count / self._units if self._units else 0
            box = QRect(round(x), 0, round(x + width) - round(x), self.height())
            if state is SubmissionState.SENT:
                painter.fillRect(box, theme.color("acs"))
                painter.fillRect(box, QBrush(theme.color("ac"), Qt.BrushStyle.BDiagPattern))
            else:
                painter.fillRect(box, theme.color("ac" if state is SubmissionState.APPROVED else "am"))
            x += width
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class _DueLine(Figure):
    """A task that ends soon: day, words, days left."""

    def __init__(self, theme: Theme, due: Due) -> None:
        super().__init__(theme, Jump("tasks", record_id=due.task.id))
        self._due = due
        days = due.view.days or 0
        self._left = f"{days} ngày" if days else "hôm nay"
        self.name(f"{format_day(due.day.day, due.day.month)} {due.task.title}, còn {self._left}")
        self.setFixedHeight(theme.sizes.line + 4)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self._theme, QPainter(self), self.rect()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.color("tx"))
        painter.drawText(rect, middle, format_day(self._due.day.day, self._due.day.month))
        width = theme.advance(self._left, "small")
        left = rect.right() - width - 4
        painting.draw_icon(painter, theme, "clock", QPoint(left - 22, (self.height() - 16) // 2), "am")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("am"))
        painter.drawText(QRect(left, 0, width + 4, self.height()), middle, self._left)
        day = scaled(theme, 44)
        room = left - 30 - day
        painter.setFont(theme.font())
        painter.setPen(theme.color("tx"))
        words = theme.metrics().elidedText(self._due.task.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(day, 0, room + 2, self.height()), middle, words)
        painter.end()
        super().paintEvent(event)


class _Panel(QWidget):
    """One part of the strip: a title with small words at the right, and its content."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 8, 12, 6)
        self.column.setSpacing(2)
        head = QHBoxLayout()
        self.title = Words(theme, title, bold=True)
        head.addWidget(self.title)
        head.addStretch(1)
        self.note = Words(theme, "", role="small", tone="tx2")
        head.addWidget(self.note)
        self.head = head
        self.column.addLayout(head)


class Strip(QWidget):
    """`wanted` carries the Jump a figure leads to."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._due_widgets: list[QWidget] = []
        ground(self, "base")
        self.setFixedHeight(max(_HEIGHT, 5 * theme.sizes.line + 38))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 1)
        self._row.setSpacing(1)
        for panel in (self._make_boxes(), self._make_lights(), self._make_reports()):
            self._row.addWidget(panel)
        self._row.addWidget(self._make_due(), 1)
        self._row.addStretch(0)

    def _make_boxes(self) -> QWidget:
        panel = self._boxes_panel = _Panel(self._theme, "Nhiệm vụ")
        panel.note.setText("theo 4 ô thống kê")
        self.boxes = Boxes(self._theme)
        self.boxes.wanted.connect(self.wanted)
        panel.column.addSpacing(3)
        panel.column.addWidget(self.boxes, 1)
        panel.column.addSpacing(8)
        return panel

    def _make_lights(self) -> QWidget:
        panel = self._lights_panel = _Panel(self._theme, "Chỉ tiêu")
        self._lights = _Lights(self._theme)
        self._wire(self._lights)
        panel.column.addSpacing(4)
        panel.column.addWidget(self._lights)
        panel.column.addSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.verdicts: dict[Verdict, _Line] = {}
        for verdict, (row, column) in _VERDICT_PLACES.items():
            jump = Jump("indicators", view=verdict.value)
            line = _Line(self._theme, VERDICT_SHAPES[verdict], verdict.label, jump, bold=verdict is not Verdict.NO_DATA)
            self.verdicts[verdict] = self._wire(line)
            grid.addWidget(line, row, column)
        panel.column.addLayout(grid)
        panel.column.addStretch(1)
        return panel

    def _make_reports(self) -> QWidget:
        panel = self._reports_panel = _Panel(self._theme, "Báo cáo của đơn vị")
        self._bar = _ReportBar(self._theme)
        panel.column.addSpacing(3)
        panel.column.addWidget(self._bar)
        panel.column.addSpacing(2)
        panel.column.setSpacing(0)
        self.reports: dict[SubmissionState, _Line] = {}
        for state, view in _REPORT_VIEWS.items():
            shape, word = SUBMISSION_SHAPES[state]
            line = _Line(self._theme, shape, word, Jump("units", view=view), bold=False)
            self.reports[state] = self._wire(line)
            panel.column.addWidget(line)
        panel.column.addStretch(1)
        return panel

    def _make_due(self) -> QWidget:
        panel = self._due_panel = _Panel(self._theme, "Đến hạn trong 7 ngày")
        self.all_due = Button(self._theme, "", kind="link", small=True)
        self.all_due.clicked.connect(lambda: self.wanted.emit(Jump("tasks", view="soon")))
        panel.head.addWidget(self.all_due)
        self._due_lines = QVBoxLayout()
        self._due_lines.setSpacing(2)
        panel.column.addLayout(self._due_lines)
        panel.column.addStretch(1)
        return panel

    def _wire(self, figure: F) -> F:
        figure.clicked.connect(lambda: self.wanted.emit(figure.jump))
        return figure

    # --- showing ---

    def show_standing(self, standing: Standing) -> None:
        """The figures as they stand now."""
        self.boxes.show_standing(standing)
        self._lights_panel.note.setText(f"mức năm {standing.year}")
        self._lights.show_verdicts(list(standing.verdicts))
        counts = Counter(standing.verdicts)
        for verdict, line in self.verdicts.items():
            line.show_count(counts[verdict])
        self._show_reports(standing)
        self._show_due(standing)

    def _show_reports(self, standing: Standing) -> None:
        self._reports_panel.note.setText(f"{standing.came}/{standing.units}")
        self._bar.show_reports(standing.reports, standing.units)
        for state, line in self.reports.items():
            shape, word = SUBMISSION_SHAPES[state]
            if state is SubmissionState.NOT_SENT:
                if not standing.reports_are_open:
                    shape, word = NOT_OPEN
                elif standing.days_late:
                    word = f"{word}, trễ {standing.days_late} ngày"
                else:
                    shape = Shape("circle", "ne")
            line.show_count(standing.reports[state], word, shape)

    def _show_due(self, standing: Standing) -> None:
        for widget in self._due_widgets:
            self._due_lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._due_widgets = [self._wire(_DueLine(self._theme, due)) for due in standing.soon[:_MOST_DUE]]
        count = len(standing.soon)
        if not count:
            self._due_widgets = [Words(self._theme, "Không có nhiệm vụ nào.", tone="tx2")]
        for widget in self._due_widgets:
            self._due_lines.addWidget(widget)
            widget.setVisible(self._due_panel.width() >= scaled(self._theme, _DUE_LEAST - 60))
        self.all_due.setText(f"Xem cả {count}")
        self.all_due.setVisible(count > 0)
        self.all_due.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the parts are slimmer and what is due is a count; on a very narrow one it is left out."""
        super().resizeEvent(event)
        wide = self.width() >= scaled(self._theme, sum(_WIDE) + _DUE_LEAST)
        widths = [scaled(self._theme, width) for width in (_WIDE if wide else _SLIM)]
        rest = self.width() - sum(widths)
        self._lights_panel.setVisible(rest >= 0)
        panels = (self._boxes_panel, self._lights_panel, self._reports_panel)
        for panel, width in zip(panels, widths, strict=True):
            panel.setFixedWidth(width)
        self._due_panel.setVisible(rest >= scaled(self._theme, _DUE_COUNT))
        self._boxes_panel.note.setVisible(wide)
        self._due_panel.title.setText("Đến hạn trong 7 ngày" if wide else "Đến hạn")
        for widget in self._due_widgets:
            widget.setVisible(rest >= scaled(self._theme, _DUE_LEAST - 60))

    def sizeHint(self) -> QSize:
        return QSize(800, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(600, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.setPen(QPen(self._theme.color("line"), 1))
        for widget in (self._lights_panel, self._reports_panel, self._due_panel):
            if widget.isVisible():
                painter.drawLine(widget.x() - 1, 0, widget.x() - 1, self.height() - 2)
