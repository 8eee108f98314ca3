"""A step of the first start: its head, its content, the place of its fault, and what every step can be asked. Abstract."""

from PySide6.QtCore import QMargins, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.services.first_setup import OfficeFacts
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.labels import Note, Words
from kehoach_desktop.ui.widgets.marking import mark_bad
from kehoach_desktop.ui.widgets.panes import ground

_MARGINS = QMargins(28, 20, 28, 12)


class Step(QWidget):
    """`changed` is sent whenever the answer is another; nothing is checked while she types (Unikey rewrites letters)."""

    changed = Signal()

    def __init__(self, theme: Theme, title: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.touched = False  # whether the person typed or chose something
        ground(self, "base")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_MARGINS)
        self.column.setSpacing(0)
        self.title = Words(theme, title, role="page", bold=True)
        self.line = Words(theme, line, tone="tx2", wrap=True)
        self.column.addWidget(self.title)
        self.column.addSpacing(2)
        self.column.addWidget(self.line)
        self.column.addSpacing(12)
        self.note = Note(theme, tone="re", icon="error_circle")
        self.note.hide()

    def close_column(self, *, stretch: bool = True) -> None:
        """Puts the place of the fault under the content; called last when that stands."""
        self.column.addSpacing(8)
        self.column.addWidget(self.note)
        if stretch:
            self.column.addStretch(1)

    def touch(self) -> None:
        """The person changed something: a fault that was told is looked at again at the next try."""
        self.touched = True
        self.show_fault(None)
        self.changed.emit()

    def show_fault(self, fault: UserFacingError | None) -> None:
        """Tells at the foot of the step what keeps it from being left."""
        self.note.setVisible(fault is not None)
        if fault is not None:
            self.note.set_text(str(fault))

    # --- what a step may do otherwise ---

    def enter(self, office: OfficeFacts) -> None:
        """The step comes into sight; the office is what was chosen before."""

    def fault(self) -> UserFacingError | None:
        """Why the step cannot be left."""
        return None

    def reset(self) -> None:
        """Skipped: the defaults again."""

    def first_field(self) -> QWidget:
        """Where the cursor stands at first."""
        raise NotImplementedError


def draw_edge(painter: QPainter, theme: Theme, box: QRect) -> None:
    """A thin line around a box; filled and not stroked, so that none of its sides is lost at 125 %."""
    for side in (
        QRect(box.left(), box.top(), box.width(), 1),
        QRect(box.left(), box.bottom(), box.width(), 1),
        QRect(box.left(), box.top(), 1, box.height()),
        QRect(box.right(), box.top(), 1, box.height()),
    ):
        painter.fillRect(side, theme.color("line2"))


class Frame(QWidget):
    """A column inside a thin line."""

    def __init__(self, theme: Theme, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in parts:
            column.addWidget(part)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        draw_edge(QPainter(self), self._theme, self.rect())


def labelled(theme: Theme, label: str, field: QWidget, *beside: QWidget) -> QVBoxLayout:
    """A field under its label, with what stands beside it."""
    column = QVBoxLayout()
    column.setSpacing(3)
    words = Words(theme, label, tone="tx2")
    words.setBuddy(field)
    if not field.accessibleName():
        field.setAccessibleName(label)
    column.addWidget(words)
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(field, 1)
    for other in beside:
        row.addWidget(other)
    column.addLayout(row)
    return column


def mark_fault(field: QLineEdit, fault: UserFacingError | None) -> None:
    """Marks a field whose text was not taken; the reason is its tooltip."""
    reason = str(fault) if fault else ""
    mark_bad(field, reason)
    field.setToolTip(reason)
