"""What changed in the draft since the words were written, under the text: what was worked in, what is left to look at."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kehoach_desktop.domain.narrative_compare import Change
from kehoach_desktop.services.narratives import Part
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords, Words

_MOST_SHOWN = 4
_LONGEST = 90


class ChangeBox(QWidget):
    """A soft ground with lines and the way to accept; hidden while nothing changed."""

    accepted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 8, 12, 8)
        column.setSpacing(3)
        head = QHBoxLayout()
        self.title = Words(theme, "", bold=True)
        self.accept = Button(theme, "Nhận số mới", small=True, tip="Nhận số mới vào lời văn của phần này")
        self.accept.clicked.connect(self.accepted)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.accept)
        column.addLayout(head)
        self._column = column
        self.hide()

    def show_part(self, part: Part) -> None:
        """Lists the changes of a part."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = []
        if part.is_gone:
            self._show_gone()
            return
        for title, changes, tone in (("Đã thay", part.taken, "tx"), ("Cần xem", part.open, "am")):
            self._add(title, changes, tone)
        self.title.setText(title_of(part))
        self.accept.setVisible(True)
        self.setVisible(bool(part.changed))

    def _show_gone(self) -> None:
        self.title.setText("Mục này không còn trong kế hoạch. Lời văn được giữ lại, không in.")
        self.accept.setVisible(False)
        self.setVisible(True)

    def _add(self, title: str, changes: Sequence[Change], tone: str) -> None:
        shown = [change_words(change) for change in changes[:_MOST_SHOWN]]
        rest = len(changes) - len(shown)
        for number, words in enumerate(shown):
            more = f" và {rest} chỗ nữa" if rest and number == len(shown) - 1 else ""
            line = ElidedWords(self._theme, f"{title}: {words}{more}", role="small", tone=tone)
            self._lines.append(line)
            self._column.addWidget(line)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.soft("am"))
        painter.fillRect(0, 0, 3, self.height(), self._theme.color("am"))


def title_of(part: Part) -> str:
    """How many places, and of them those to look at."""
    if not part.open:
        return f"{len(part.taken)} chỗ đã đổi theo số liệu mới"
    if not part.taken:
        return f"{len(part.open)} chỗ cần xem: dự thảo đã đổi, lời văn giữ nguyên"
    return f"{len(part.taken)} chỗ đã đổi theo số liệu mới, {len(part.open)} chỗ cần xem"


def change_words(change: Change) -> str:
    """A change in one line: "70,4 thành 75 (Hộ dùng nước sạch: …)", "thêm “…”", "bỏ “…”"."""
    if not change.was:
        return f"thêm “{_short(change.now)}”"
    if not change.now:
        return f"bỏ “{_short(change.was)}”"
    return f"{_short(change.was)} thành {_short(change.now)} ({_short(change.about)})"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
