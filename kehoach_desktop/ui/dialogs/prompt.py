"""Asking for one line of text."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import nfc
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import Words
from kehoach_desktop.ui.widgets.panes import ground, rule


class Prompt(QDialog):
    """A line with its meaning over it; Enter takes it, Esc leaves it."""

    def __init__(self, theme: Theme, title: str, words: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        body = ground(QWidget(), "base")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(20, 16, 20, 16)
        inner.setSpacing(8)
        inner.addWidget(Words(theme, words, tone="tx2"))
        self.line = QLineEdit(text)
        self.line.setAccessibleName(words)
        self.line.selectAll()
        inner.addWidget(self.line)
        column.addWidget(body, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addStretch(1)
        take = Button(theme, "Ghi", kind="primary", key="Enter")
        leave = Button(theme, "Bỏ", key="Esc")
        take.setDefault(True)
        take.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        foot.addWidget(take)
        foot.addWidget(leave)
        column.addWidget(rule("line2"))
        column.addLayout(foot)


def password_prompt(theme: Theme, title: str, words: str, parent: QWidget | None) -> Prompt:
    """A prompt whose letters are hidden."""
    prompt = Prompt(theme, title, words, "", parent)
    prompt.line.setEchoMode(QLineEdit.EchoMode.Password)
    return prompt


def ask_password(theme: Theme, title: str, words: str, parent: QWidget | None) -> str:
    """A password as it was typed, hidden; "" when the person left it."""
    prompt = password_prompt(theme, title, words, parent)
    return nfc(prompt.line.text()) if prompt.exec() else ""


def ask_text(theme: Theme, title: str, words: str, text: str, parent: QWidget | None) -> str:
    """The trimmed line, "" when the person left it."""
    prompt = Prompt(theme, title, words, text, parent)
    return nfc(prompt.line.text()).strip() if prompt.exec() else ""
