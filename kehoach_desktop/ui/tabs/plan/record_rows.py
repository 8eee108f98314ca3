"""What came of a paragraph, one clickable row a record, under small heads with counts. Shows only."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.indicators import measured, target_text
from kehoach_desktop.domain.progress import due_label, status_of
from kehoach_desktop.domain.records import DutyKind, Indicator, Paragraph, Role, Task, Unit
from kehoach_desktop.domain.standing import figure_in, verdict_in
from kehoach_desktop.domain.vietnamese import join_names
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.models.conflicts import Marks
from kehoach_desktop.ui.models.states import STATUS_SHAPES, VERDICT_SHAPES, days_words
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.plan.spans import PlanText
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.panes import ClickWidget
from kehoach_desktop.ui.widgets.row_menu import pop_up
from kehoach_desktop.ui.workspace import Workspace

_ROLE_WORDS = {Role.LEAD: "chủ trì", Role.SUPPORT: "phối hợp", Role.MONITOR: "theo dõi"}


@frozen
class RecordLine:
    """A record as a row: icon, number and words, second line, state at the right, where Enter leads."""

    icon: str
    words: str
    jump: Jump
    number: str = ""
    second: str = ""
    shape: Shape | None = None
    state: str = ""
    conflict: str = ""  # what is undecided, in words


@frozen
class RecordGroup:
    """Rows of one kind."""

    title: str
    lines: tuple[RecordLine, ...]


def groups_of(workspace: Workspace, text: PlanText, paragraph: Paragraph) -> list[RecordGroup]:
    """The records a paragraph gave and the units it names; kinds without any are left out."""
    dossier = workspace.dossier
    tasks = text.tasks.get(paragraph.id, ())
    units = {unit.id: unit for unit in text.section_units(paragraph)}
    roles: dict[str, list[str]] = {}
    for task in tasks:
        for role, words in _ROLE_WORDS.items():
            for unit in dossier.units_of(task.id, role):
                units.setdefault(unit.id, unit)
                if words not in roles.setdefault(unit.id, []):
                    roles[unit.id].append(words)
    marks = Marks(lambda: dossier)

    def told(kind: str, lines: Iterable[RecordLine]) -> tuple[RecordLine, ...]:
        words = {line: "\n".join(m.words for m in marks.of(kind, line.jump.record_id or "")) for line in lines}
        return tuple(replace(line, conflict=said) for line, said in words.items())

    groups = [
        RecordGroup("Nhiệm vụ", told("task", (_task_line(workspace, task) for task in tasks))),
        RecordGroup(
            "Chỉ tiêu",
            told("indicator", (_indicator_line(workspace, i) for i in text.indicators.get(paragraph.id, ()))),
        ),
        RecordGroup(
            "Đơn vị được nhắc", told("unit", (_unit_line(dossier, u, roles.get(u.id, [])) for u in units.values()))
        ),
    ]
    return [group for group in groups if group.lines]


def _task_line(workspace: Workspace, task: Task) -> RecordLine:
    view = status_of(task, workspace.today)
    leads = join_names(unit.name for unit in workspace.dossier.units_of(task.id, Role.LEAD))
    due = due_label(task)
    parts = [f"Hạn {due}" if due else "Chưa có hạn", f"chủ trì {leads}" if leads else "chưa có chủ trì"]
    return RecordLine(
        "clipboard_task", task.title, Jump("tasks", record_id=task.id), task.number or "", " · ".join(parts),
        STATUS_SHAPES[view.status], days_words(view),
    )  # fmt: skip


def _indicator_line(workspace: Workspace, indicator: Indicator) -> RecordLine:
    dossier, period = workspace.dossier, workspace.period
    verdict = verdict_in(dossier, indicator, period, workspace.near)
    marks = [
        f"{target.year or 'hằng năm'}: {target_text(target, indicator.operator, indicator.measure)}"
        for target in dossier.targets_of(indicator.id)
    ]
    figure = figure_in(dossier, indicator, period)
    if figure.value is not None:
        marks.append(f"đang {measured(round(figure.value, 1), indicator.measure)}")
    return RecordLine(
        "data_trending", indicator.name, Jump("indicators", record_id=indicator.id), str(indicator.position + 1),
        " · ".join(marks), VERDICT_SHAPES[verdict], verdict.label,
    )  # fmt: skip


def _unit_line(dossier: Dossier, unit: Unit, roles: list[str]) -> RecordLine:
    words = list(roles)
    if unit.duty_kind is DutyKind.REQUESTED:
        words.append("đề nghị")
    if unit.is_group and (members := dossier.members_of(unit.id)):
        words.append(f"nhóm {len(members)}")
    return RecordLine("people_team", unit.name, Jump("units", record_id=unit.id), state=", ".join(words))


class RecordRow(ClickWidget):
    """One row; words over at most two lines."""

    menu_wanted = Signal(QPoint)  # on screen

    def __init__(self, theme: Theme, line: RecordLine, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.line = line
        said = f"{line.number} {line.words}".strip()
        self.setAccessibleName(", ".join(part for part in (said, line.state, line.second, line.conflict) if part))
        self.setToolTip("\n".join(part for part in (line.conflict, said, line.second) if part))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _state_width(self) -> int:
        metrics = self._theme.metrics(bold=True) if self.line.shape else self._theme.metrics("small")
        width = metrics.horizontalAdvance(self.line.state)
        return width + (22 if self.line.shape else 0) + 12

    def _lines(self, width: int) -> list[str]:
        words = f"{self.line.number} {self.line.words}".strip()
        return painting.wrap_lines(words, self._theme.font(), max(width - 36 - self._state_width(), 80), 2)[0]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        sizes = self._theme.sizes
        return len(self._lines(width)) * sizes.line + (sizes.small_line if self.line.second else 0) + 10

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._theme.sizes.row)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, rect = self._theme, QPainter(self), self.rect()
        ground = "ams" if self.line.conflict else "alt" if self.underMouse() else "base"
        painter.fillRect(rect, theme.color(ground))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        icon, tone = ("branch_fork", "am") if self.line.conflict else (self.line.icon, "ac")
        painting.draw_icon(painter, theme, icon, QPoint(12, 6), tone)
        y, step = 5, theme.sizes.line
        for place, words in enumerate(self._lines(self.width())):
            x = 36
            if place == 0 and self.line.number:
                painter.setFont(theme.font(bold=True))
                painter.setPen(theme.color("tx"))
                painter.drawText(QRect(x, y, 80, step), Qt.AlignmentFlag.AlignVCenter, self.line.number)
                x += theme.advance(self.line.number + " ", bold=True)
                words = words[len(self.line.number) :].lstrip()  # noqa: PLW2901
            painter.setFont(theme.font())
            painter.setPen(theme.color("tx"))
            painter.drawText(QRect(x, y, self.width(), step), Qt.AlignmentFlag.AlignVCenter, words)
            y += step
        if self.line.second:
            self._small(painter, self.line.second, QRect(36, y, self.width() - 44, theme.sizes.small_line))
        self._paint_state(painter)
        painter.end()
        super().paintEvent(event)

    def _small(self, painter: QPainter, text: str, box: QRect) -> None:
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("tx2"))
        words = self._theme.metrics("small").elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_state(self, painter: QPainter) -> None:
        theme, line = self._theme, self.line
        height = self.height() - (theme.sizes.small_line if line.second else 0)
        left = self.width() - self._state_width()
        if line.shape is not None:
            painting.draw_shape(painter, theme, line.shape, QPoint(left, height // 2 - 8))
            left += 22
        painter.setFont(theme.font(bold=True) if line.shape else theme.font("small"))
        painter.setPen(theme.color(line.shape.tone if line.shape else "tx2"))
        painter.drawText(QRect(left, 0, self.width() - left, height), Qt.AlignmentFlag.AlignVCenter, line.state)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(self.mapToGlobal(QPoint(36, self.height())) if by_key else event.globalPos())


class _GroupHead(QWidget):
    def __init__(self, theme: Theme, title: str, count: int) -> None:
        super().__init__()
        self._theme, self._title, self._count = theme, title, count
        self.setFixedHeight(theme.sizes.row - 2)
        self.setAccessibleName(f"{title}: {count}")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, painter, rect = self._theme, QPainter(self), self.rect()
        painter.fillRect(rect, theme.color("alt"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.color("tx"))
        painter.drawText(rect.adjusted(12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._title)
        x = 12 + theme.advance(self._title, "small", bold=True) + 7
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        painter.drawText(rect.adjusted(x, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(self._count))


class RecordRows(QWidget):
    """Groups of rows; `wanted` carries where a row leads, `history_wanted` of which record the history is asked."""

    wanted = Signal(object)
    history_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: list[RecordGroup] | None = None
        self.rows: list[RecordRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_groups(self, groups: list[RecordGroup]) -> bool:
        """These rows in place of the ones before; True when they are others."""
        if groups == self._shown:
            return False
        self._shown = groups
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for group in groups:
            self._column.addWidget(_GroupHead(self._theme, group.title, len(group.lines)))
            for line in group.lines:
                row = RecordRow(self._theme, line)
                row.clicked.connect(lambda row=row: self.wanted.emit(row.line.jump))
                row.menu_wanted.connect(lambda at, row=row: self._show_menu(row, at))
                self._column.addWidget(row)
                self.rows.append(row)
        self._column.addStretch(1)
        return True

    def _show_menu(self, row: RecordRow, at: QPoint) -> None:
        jump = row.line.jump
        lines = (
            ("Mở ở thẻ của nó\tEnter", lambda: self.wanted.emit(jump), True),
            ("Lịch sử…", lambda: self.history_wanted.emit(jump), True),
        )
        pop_up(self, at, lines)
