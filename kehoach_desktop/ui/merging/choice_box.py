"""One value that may be chosen, as a box: whose it is, the words with what differs underlined, author and time. Shows only."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services.merge_view import Side
from kehoach_desktop.services.merge_words import Marked
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting
from kehoach_desktop.ui.widgets.old_new import EMPTY

_PAD, _RADIO = 12, 15


@frozen
class Run:
    """Words of one line that look alike."""

    text: str
    x: int
    width: int
    marked: bool


def lay_out(words: Marked, metrics: QFontMetrics, width: int) -> list[list[Run]]:
    """The pieces broken into lines; a line feed of the text begins a new one."""
    lines: list[list[Run]] = [[]]
    blank = metrics.horizontalAdvance(" ")
    for text, is_marked in words:
        for place, part in enumerate(text.split("\n")):
            if place:
                lines.append([])
            for word in part.split():
                _put(lines, word, metrics, blank, width, is_marked)
    return lines


def _put(
    lines: list[list[Run]], word: str, metrics: QFontMetrics, blank: int, width: int, is_marked: bool
) -> None:  # fmt: skip
    need, line = metrics.horizontalAdvance(word), lines[-1]
    x = line[-1].x + line[-1].width + blank if line else 0
    if line and x + need > width:
        lines.append([Run(word, 0, need, is_marked)])
    elif line and line[-1].marked is is_marked:
        text = f"{line[-1].text} {word}"
        line[-1] = Run(text, line[-1].x, metrics.horizontalAdvance(text), is_marked)
    else:
        line.append(Run(word, x, need, is_marked))


class ChoiceBox(QAbstractButton):
    """`tone` is the colour of what differs: re with dashes for ours, gr for theirs."""

    def __init__(self, theme: Theme, side: Side, key: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.side, self._key, self._tone = theme, side, key, tone
        self.setCheckable(True)
        self.setText(side.title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(", ".join(part for part in (side.title, side.text or EMPTY, self._whose()) if part))
        self.setToolTip(f"{side.title} ({key})")

    def nextCheckState(self) -> None:
        """The window says what is chosen."""

    def _whose(self) -> str:
        at = self.side.at
        return f"{self.side.author}, {format_date(at.date())} {at:%H:%M}" if at is not None else self.side.author

    def _is_whole(self) -> bool:
        """Nothing in common: the value stands out by itself, without marks."""
        return all(is_marked for _, is_marked in self.side.words) and len(self.side.text) < 60

    def _lines(self, width: int) -> list[list[Run]]:
        whole = self._is_whole()
        words = tuple((text, is_marked and not whole) for text, is_marked in self.side.words)
        return lay_out(words, self._theme.metrics(bold=whole), max(80, width - 2 * _PAD))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        sizes = self._theme.sizes
        foot = sizes.small_line + 10 if self.side.author else 0
        return (
            10
            + max(sizes.line, sizes.small_line + 3)
            + 6
            + max(2, len(self._lines(width))) * (sizes.line + 3)
            + foot
            + 8
        )

    def sizeHint(self) -> QSize:
        width = max(self.width(), 300)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self._theme.sizes.line * 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = "acs" if chosen else "alt" if self.underMouse() else "base"
        painter.setBrush(theme.color(ground))
        painter.setPen(QPen(theme.color("ac" if chosen else "ctl"), 2 if chosen else 1))
        edge = 1.0 if chosen else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 3, 3)
        if self.hasFocus():
            painting.draw_focus_ring(painter, theme, self.rect().adjusted(3, 3, -3, -3))
        top = 10
        self._paint_title(painter, top)
        top += max(theme.sizes.line, theme.sizes.small_line + 3) + 6
        self._paint_words(painter, top)
        if self.side.author:
            self._paint_whose(painter)

    def _paint_title(self, painter: QPainter, top: int) -> None:
        theme, line = self._theme, self._theme.sizes.line
        disc = QRectF(_PAD + 0.5, top + (line - _RADIO) / 2, _RADIO, _RADIO)
        painter.setBrush(theme.color("ac") if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("ac" if self.isChecked() else "ctl"), 1.2))
        painter.drawEllipse(disc)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("on"))
            painter.drawEllipse(disc.center(), 2.5, 2.5)
        cap = painting.key_cap_width(theme, self._key)
        left, room = _PAD + _RADIO + 8, self.width() - 2 * _PAD - _RADIO - 16 - cap
        title = theme.metrics(bold=True).elidedText(self.side.title, Qt.TextElideMode.ElideRight, room)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.color("tx"))
        painter.drawText(QRect(left, top, room + 2, line), Qt.AlignmentFlag.AlignVCenter, title)
        painting.draw_key_cap(painter, theme, self._key, self.width() - _PAD - cap, top + line // 2)

    def _paint_words(self, painter: QPainter, top: int) -> None:
        theme, step = self._theme, self._theme.sizes.line + 3
        font = theme.font(bold=self._is_whole() and bool(self.side.text), italic=not self.side.text)
        lines = self._lines(self.width()) if self.side.text else [[Run(EMPTY, 0, 200, marked=False)]]
        for line in lines:
            for run in line:
                box = QRect(_PAD + run.x, top, run.width, step)
                if run.marked:
                    painter.fillRect(box.adjusted(-1, 1, 1, -2), theme.soft(self._tone))
                painter.setFont(font)
                painter.setPen(theme.color("tx" if self.side.text else "tx2"))
                painter.drawText(box.adjusted(0, 0, 4, 0), Qt.AlignmentFlag.AlignVCenter, run.text)
                if run.marked:
                    self._underline(painter, box)
            top += step

    def _underline(self, painter: QPainter, box: QRect) -> None:
        pen = QPen(self._theme.color(self._tone), 2)
        if self._tone == "re":
            pen.setDashPattern([2.5, 1.5])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        foot = box.bottom() - 0.5
        painter.drawLine(QPointF(box.left(), foot), QPointF(box.right() + 1, foot))

    def _paint_whose(self, painter: QPainter) -> None:
        theme, line = self._theme, self._theme.sizes.small_line
        top, x = self.height() - line - 9, _PAD
        metrics, at = theme.metrics("small"), self.side.at
        painter.setFont(theme.font("small"))
        room = self.width() - 2 * _PAD - 170 * (at is not None)
        author = metrics.elidedText(self.side.author, Qt.TextElideMode.ElideRight, max(60, room))
        when = f"{format_date(at.date())} {at:%H:%M}" if at is not None else ""
        for icon, words in (("person", author), ("clock", when)):
            if not words:
                continue
            painting.draw_icon(painter, theme, icon, QPoint(x, top + (line - painting.ICON) // 2), "tx2")
            width = metrics.horizontalAdvance(words)
            painter.setPen(theme.color("tx2"))
            box = QRect(x + painting.ICON + 6, top, width + 2, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
            x = box.right() + 14
