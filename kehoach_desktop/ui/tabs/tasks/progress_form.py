"""Entering what was done in a period: state, result, difficulty, proposal. Sends what was typed; stores nothing."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kehoach_desktop.domain.records import Progress, TaskState
from kehoach_desktop.ui.models.states import STATE_SHAPES
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.fields import Choice
from kehoach_desktop.ui.widgets.labels import Words

# field: label, lines of its editor
_TEXTS: Mapping[str, tuple[str, int]] = {
    "result": ("Kết quả", 3),
    "difficulty": ("Khó khăn", 2),
    "proposal": ("Đề xuất", 2),
}
Values = dict[str, str]


def values_of(report: Progress | None) -> Values:
    """A report as the form's texts; a new one is under way."""
    if report is None:
        return {"state": TaskState.IN_PROGRESS.value, **dict.fromkeys(_TEXTS, "")}
    return {"state": report.state.value, **{name: getattr(report, name) or "" for name in _TEXTS}}


class ProgressForm(QWidget):
    """Ctrl+Enter records, Esc leaves; only texts that differ from those shown at first are sent, the state always."""

    recorded = Signal(dict)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: Values = values_of(None)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(4)
        self.title = Words(theme, "", bold=True)
        column.addWidget(self.title)
        self.state = Choice(theme)
        self.state.setAccessibleName("Tình trạng")
        for state in TaskState:
            self.state.addItem(STATE_SHAPES[state][1], state.value)
        self._add_row(column, "Tình trạng", self.state)
        self.texts: dict[str, QPlainTextEdit] = {}
        for name, (label, lines) in _TEXTS.items():
            editor = self.texts[name] = QPlainTextEdit()
            editor.setAccessibleName(label)
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(lines * theme.sizes.line + 14)
            self._add_row(column, label, editor)
        column.addLayout(self._buttons())
        for keys, act in (("Ctrl+Return", self._record), ("Ctrl+Enter", self._record), ("Esc", self.left.emit)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _add_row(self, column: QVBoxLayout, label: str, widget: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = Words(self._theme, label, tone="tx2")
        words.setFixedWidth(round(72 * max(1.0, self._theme.sizes.line / 18)))
        words.setBuddy(widget)
        row.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(widget, 1)
        words.setFixedHeight(self._theme.sizes.field)
        column.addLayout(row)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        self.leave_button = Button(self._theme, "Bỏ", key="Esc")
        self.leave_button.clicked.connect(self.left)
        self.record_button = Button(self._theme, "Ghi", key="Ctrl+Enter")
        self.record_button.clicked.connect(self._record)
        row.addWidget(self.leave_button)
        row.addWidget(self.record_button)
        return row

    def show_values(self, title: str, shown: Values, draft: Values | None = None) -> None:
        """Starts from a report's texts, with a draft of earlier over them."""
        self._shown = shown
        self.title.setText(title)
        now = draft or shown
        self.state.setCurrentIndex(self.state.findData(now["state"]))
        for name, editor in self.texts.items():
            editor.setPlainText(now[name])

    def values(self) -> Values:
        """What stands in the form."""
        typed = {name: editor.toPlainText().strip() for name, editor in self.texts.items()}
        return {"state": self.state.currentData(), **typed}

    @property
    def is_changed(self) -> bool:
        return self.values() != self._shown

    def _record(self) -> None:
        now = self.values()
        changed = {name: text for name, text in now.items() if name == "state" or text != self._shown[name]}
        self.recorded.emit(changed)
