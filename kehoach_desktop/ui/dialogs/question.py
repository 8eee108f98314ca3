"""The one modal question: a sentence, an act named on its button, and leaving it be."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.ui.messages import Question
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground, rule


class QuestionBox(QDialog):
    """Leaving be is the default: Enter without looking loses nothing."""

    def __init__(self, theme: Theme, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self)
        self.setWindowTitle(question.title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = ground(QWidget(), "base")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(20, 18, 20, 18)
        inner.setSpacing(8)
        inner.addWidget(Words(theme, question.title, role="pane", bold=True))
        words = Words(theme, question.text, wrap=True)
        words.setMinimumWidth(420)
        inner.addWidget(words)
        column.addWidget(body, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addStretch(1)
        self.accept_button = Button(theme, question.accept)
        self.decline_button = Button(theme, question.decline, kind="primary", key="Esc")
        self.accept_button.clicked.connect(self.accept)
        self.decline_button.clicked.connect(self.reject)
        foot.addWidget(self.accept_button)
        foot.addWidget(self.decline_button)
        column.addWidget(rule("line2"))
        column.addLayout(foot)
        self.decline_button.setDefault(True)
        self.decline_button.setFocus(Qt.FocusReason.OtherFocusReason)


def ask(theme: Theme, question: Question, parent: QWidget | None) -> bool:
    """Shows the question and waits for the answer."""
    return QuestionBox(theme, question, parent).exec() == QDialog.DialogCode.Accepted
