"""Words in their places: plain text by role and tone, pills, notes, key caps. They know only the theme."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.widgets.marking import restyle


class Words(QLabel):
    """A text in a role (body, small, pane, page, total, paper) and a tone; plain text always, never markup."""

    def __init__(
        self, theme: Theme, text: str = "", *, role: str = "body", tone: str = "tx", bold: bool = False, wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(text, parent)
        self._theme, self._role = theme, role
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role, bold=bold))
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)

    def set_tone(self, tone: str) -> None:
        restyle(self, "tone", tone)

    def set_bold(self, *, bold: bool) -> None:
        self.setFont(self._theme.font(self._role, bold=bold))


class ElidedWords(QWidget):
    """One line that is cut with "…" when the place is narrow and shown whole in the tooltip."""

    def __init__(
        self, theme: Theme, text: str = "", *, role: str = "body", tone: str = "tx", bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._text, self._role, self._tone, self._bold = theme, text, role, tone, bold
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """The text, as QLabel calls it."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics(self._role, bold=self._bold)
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        metrics = self._theme.metrics(self._role, bold=self._bold)
        words = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self._text if words != self._text else "")
        painter.setFont(self._theme.font(self._role, bold=self._bold))
        painter.setPen(self._theme.color(self._tone))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)


class KeyCap(QWidget):
    """A key's name in its cap, with what it does beside it."""

    def __init__(self, theme: Theme, key: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key, self._words = theme, key, words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{key}: {words}" if words else key)

    def sizeHint(self) -> QSize:
        words = self._theme.advance(self._words, "small") + 5 if self._words else 0
        return QSize(painting.key_cap_width(self._theme, self._key) + words + 2, self._theme.sizes.small_line + 6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.draw_key_cap(painter, self._theme, self._key, 0, self.height() // 2)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("tx2"))
        left = painting.key_cap_width(self._theme, self._key) + 5
        painter.drawText(self.rect().adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._words)


class ShapeWords(QWidget):
    """A state as shape and word, optionally with a count at the right end: the figures of strips and panes."""

    def __init__(
        self,
        theme: Theme,
        shape: Shape,
        text: str,
        *,
        bold: bool = False,
        role: str = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._shape, self._text, self._bold, self._role = theme, shape, text, bold, role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set_bold(self, *, bold: bool) -> None:
        self._bold = bold

    def set_state(self, shape: Shape, text: str) -> None:
        self._shape, self._text = shape, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self._theme.metrics(self._role, bold=self._bold)
        return QSize(painting.ICON + 6 + metrics.horizontalAdvance(self._text) + 2, metrics.height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.draw_shape(painter, self._theme, self._shape, QPoint(0, (self.height() - painting.ICON) // 2))
        painter.setFont(self._theme.font(self._role, bold=self._bold))
        painter.setPen(self._theme.color(self._shape.tone))
        painter.drawText(self.rect().adjusted(painting.ICON + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text)


class Pill(ShapeWords):
    """A state on its soft ground, in pane heads: "Quá hạn 7 ngày"."""

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + 16, max(22, size.height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painting.fill_rounded(painter, self.rect(), self._theme.soft(self._shape.tone), None)
        painting.draw_shape(painter, self._theme, self._shape, QPoint(8, (self.height() - painting.ICON) // 2))
        painter.setFont(self._theme.font(self._role, bold=self._bold))
        painter.setPen(self._theme.color(self._shape.tone))
        painter.drawText(self.rect().adjusted(painting.ICON + 14, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text)


class CountBadge(QWidget):
    """A count on its soft ground ("1 lỗi", "48")."""

    def __init__(self, theme: Theme, text: str, tone: str = "ne", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text, self._tone = theme, text, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, text: str, tone: str) -> None:
        self._text, self._tone = text, tone
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(painting.badge_width(self._theme, self._text, self._tone), self._theme.sizes.small_line + 4)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painting.draw_badge(QPainter(self), self._theme, self._text, self._tone, 0, self.height() // 2)


class Note(QWidget):
    """Words on a soft ground with a bar at the left and at most two small buttons; replaces a modal box."""

    acted = Signal(str)  # the words of the button

    def __init__(
        self, theme: Theme, text: str = "", *, tone: str = "am", icon: str = "warning", acts: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._tone, self._icon = theme, tone, icon
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 8, 12, 8)
        column.setSpacing(6)
        self.words = Words(theme, text, wrap=True)
        column.addWidget(self.words)
        if acts:
            row = QHBoxLayout()
            row.setSpacing(6)
            for act in acts:
                button = Button(theme, act, small=True)
                button.clicked.connect(lambda _=False, act=act: self.acted.emit(act))
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)

    def set_text(self, text: str) -> None:
        self.words.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.soft(self._tone))
        painter.fillRect(QRect(0, 0, 3, self.height()), self._theme.color(self._tone))
        painting.draw_icon(painter, self._theme, self._icon, QPoint(12, 9), self._tone)
