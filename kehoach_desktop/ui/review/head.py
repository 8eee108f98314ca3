"""Head and foot of the review: counts and progress, what the keys do, the two ways out. They know only the theme."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from kehoach_desktop.domain.vietnamese import upper_first
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.labels import ElidedWords, Words
from kehoach_desktop.ui.widgets.panes import ground


class Head(QWidget):
    """Title, file, counts; `acts` holds the buttons at the right."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        ground(self, "win")
        self.setFixedHeight(theme.sizes.dialog_head)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 12, 4)
        row.setSpacing(14)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = ElidedWords(theme, title, role="pane", bold=True)
        self.facts = ElidedWords(theme, "", role="small", tone="tx2")
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.facts)
        words.addStretch(1)
        row.addLayout(words, 3)
        line = QWidget()
        line.setFixedSize(1, theme.sizes.dialog_head - 20)
        line.setStyleSheet(f"background: {theme.color('line2').name()}")
        self._line = line
        row.addWidget(line)
        row.addLayout(self._make_counts(), 2)
        row.addStretch(2)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(4)
        row.addLayout(self.acts)
        theme.changed.connect(self._recolour)

    def _make_counts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        line = QHBoxLayout()
        self.left = Words(self._theme, "", tone="am", bold=True)
        self.ticked = Words(self._theme, "", tone="tx2")
        line.addWidget(self.left)
        line.addStretch(1)
        line.addWidget(self.ticked)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(7)
        self.bar.setMinimumWidth(220)
        self.bar.setAccessibleName("Đã đánh dấu")
        column.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.bar)
        column.addStretch(1)
        return column

    def _recolour(self) -> None:
        self._line.setStyleSheet(f"background: {self._theme.color('line2').name()}")

    def show_counts(self, left: int, ticked: int, total: int) -> None:
        """How many places wait, how many rows are ticked."""
        self.left.setText(f"Còn {left} chỗ cần xem" if left else "Đã xem hết")
        self.left.set_tone("am" if left else "gr")
        self.ticked.setText(f"đã đánh dấu {ticked}/{total}")
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(ticked)


class KeyAct(QAbstractButton):
    """A key in its cap and what it does; a click does the same."""

    def __init__(self, theme: Theme, key: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key, self._words = theme, key, words
        self.setAccessibleName(f"{words} ({key})")
        self.setToolTip(f"{upper_first(words)} ({key})")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        words = self._theme.advance(self._words, "small") + 6
        return QSize(painting.key_cap_width(self._theme, self._key) + words + 2, self._theme.sizes.small_field)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.draw_key_cap(painter, self._theme, self._key, 0, self.height() // 2)
        painter.setFont(self._theme.font("small", underlined=self.underMouse()))
        painter.setPen(self._theme.color("tx"))
        left = painting.key_cap_width(self._theme, self._key) + 5
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words)


class Foot(QWidget):
    """Keys left, a sentence, *Để sau* and *Nhận n mục*. Where it is narrow the last keys give way."""

    key_clicked = Signal(str)

    def __init__(self, theme: Theme, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "win")
        self.setFixedHeight(theme.sizes.dialog_foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(14)
        self._keys: list[KeyAct] = []
        for key, words in keys:
            act = KeyAct(theme, key, words)
            act.clicked.connect(lambda _=False, key=key: self.key_clicked.emit(key))
            self._keys.append(act)
            row.addWidget(act)
        self.hint = ElidedWords(theme, "", role="small", tone="tx2")
        self.hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addSpacing(6)
        row.addWidget(self.hint, 1)
        self.later = Button(
            theme, "Để sau", tip="Đóng lại, giữ nguyên việc rà soát để làm tiếp", key="Esc", show_key=False
        )
        self.accept = Button(theme, "Nhận 0 mục", kind="primary", key="Ctrl+Enter")
        row.addWidget(self.later)
        row.addWidget(self.accept)

    def say(self, words: str, tone: str = "tx2") -> None:
        """The sentence beside the buttons."""
        self.hint.setText(words)
        self.hint.set_tone(tone)

    def fit(self, width: int) -> None:
        """Gives the sentence room: keys are shown while at least a third of the foot is free."""
        free = width - self.later.sizeHint().width() - self.accept.sizeHint().width() - 60
        room = free - max(240, free // 4)
        for act in self._keys:
            room -= act.sizeHint().width() + 14
            act.setVisible(room >= 0)
