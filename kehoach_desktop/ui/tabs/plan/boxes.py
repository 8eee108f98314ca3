"""The four official boxes as a framed table of figures, each of which leads to its tasks. Shows only."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kehoach_desktop.domain.progress import Box, Status
from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.models.states import STATUS_SHAPES
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.plan.standing import Standing
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.panes import ClickWidget, ground

# box: words in its cell, its mark
_BOXES: dict[Box, tuple[str, Shape]] = {
    Box.DONE_ON_TIME: ("Đúng hạn", STATUS_SHAPES[Status.DONE]),
    Box.DONE_LATE: ("Quá hạn", STATUS_SHAPES[Status.DONE_LATE]),
    Box.OPEN_ON_TIME: ("Trong hạn", STATUS_SHAPES[Status.OPEN]),
    Box.OPEN_LATE: ("Quá hạn", STATUS_SHAPES[Status.LATE]),
}


def scaled(theme: Theme, width: int) -> int:
    """A width drawn for the 10-point font, for the font in force."""
    return round(width * max(1.0, theme.sizes.line / 18))


class Figure(ClickWidget):
    """A figure that leads to its rows."""

    def __init__(self, theme: Theme, jump: Jump, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.jump = jump
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def name(self, words: str) -> None:
        """What is read out, and where a click leads."""
        self.setAccessibleName(words)
        self.setToolTip(f"{words}. Bấm để xem")


class _BoxCell(Figure):
    """One of the official boxes: mark and words over a big figure."""

    def __init__(self, theme: Theme, words: str, shape: Shape | None, jump: Jump, role: str = "page") -> None:
        super().__init__(theme, jump)
        self._words, self._shape, self._role, self._count = words, shape, role, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_count(self, count: int, spoken: str) -> None:
        self._count = count
        self.name(f"{spoken}: {count}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self._theme, QPainter(self), self.rect()
        tone = self._shape.tone if self._shape else "tx"
        late = tone == "re" and self._count > 0
        painter.fillRect(
            rect, theme.color("res" if late else "alt" if self._shape is None or self.underMouse() else "base")
        )
        left, line = 8, theme.sizes.small_line
        big = theme.metrics(self._role, bold=True).height()
        top = max((self.height() - line - big) // 2 - 1, 2)
        if self._shape is not None:
            painting.draw_shape(painter, theme, self._shape, QPoint(6, top))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color(tone if self._shape else "tx2"))
        text_left = left + (18 if self._shape else 2)
        painter.drawText(
            QRect(text_left, top, self.width() - text_left, line), Qt.AlignmentFlag.AlignVCenter, self._words
        )
        count = format_number(self._count)
        room = QRect(left + 2, top + line, self.width() - left - 2, big)
        roles = ("total", "page", "pane", "body")  # a figure of many digits is written smaller
        fitting = (r for r in roles[roles.index(self._role) :] if theme.advance(count, r, bold=True) < room.width())
        painter.setFont(theme.font(next(fitting, "small"), bold=True))
        painter.setPen(theme.color(tone))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, count)
        painter.end()
        super().paintEvent(event)


class _Head(Figure):
    """A sum over two boxes: "Đã hoàn thành 20"."""

    def __init__(self, theme: Theme, words: str, jump: Jump) -> None:
        super().__init__(theme, jump)
        self._words, self._count = words, 0
        self.setFixedHeight(theme.sizes.small_line + 6)

    def show_count(self, count: int) -> None:
        self._count = count
        self.name(f"{self._words}: {count}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self._theme, QPainter(self), self.rect().adjusted(8, 0, -10, 0)
        painter.fillRect(self.rect(), theme.color("alt" if self.underMouse() else "base"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.color("tx"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, format_number(self._count))
        painter.end()
        super().paintEvent(event)


class Boxes(QWidget):
    """The four official boxes with their sums, framed."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "line2")
        self._theme = theme
        self._total = _BoxCell(theme, "Tổng số", None, Jump("tasks", view="all"), "total")
        self._total.setFixedWidth(scaled(theme, 66))
        self._done = _Head(theme, "Đã hoàn thành", Jump("tasks", view="state:finished"))
        self._open = _Head(theme, "Chưa hoàn thành", Jump("tasks", view="state:open"))
        self._cells = {
            box: _BoxCell(theme, words, shape, Jump("tasks", view=f"box:{box.value}"))
            for box, (words, shape) in _BOXES.items()
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(1)
        grid.addWidget(self._total, 0, 0, 2, 1)
        grid.addWidget(self._done, 0, 1, 1, 2)
        grid.addWidget(self._open, 0, 3, 1, 2)
        for column, cell in enumerate(self._cells.values(), 1):
            grid.addWidget(cell, 1, column)
            grid.setColumnStretch(column, 1)
        for figure in (self._total, self._done, self._open, *self._cells.values()):
            figure.clicked.connect(lambda figure=figure: self.wanted.emit(figure.jump))

    def show_standing(self, standing: Standing) -> None:
        boxes = standing.boxes
        self._total.show_count(boxes.total, "Tổng số nhiệm vụ")
        self._done.show_count(boxes.done)
        self._open.show_count(boxes.open)
        for box, cell in self._cells.items():
            cell.show_count(getattr(boxes, box.value), box.label)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        QPainter(self).fillRect(self.rect(), self._theme.color("line2"))
