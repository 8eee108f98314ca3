"""Strokes that cells and widgets share: shapes, pips, key caps, boxes, lines of text. Paints, decides nothing."""

import math
from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from kehoach_desktop.ui.models.cells import Shape
from kehoach_desktop.ui.theme import Theme

ICON = 16
PIP_WIDTH, PIP_HEIGHT, PIP_STEP = 6, 11, 8


def ratio_of(painter: QPainter) -> float:
    """Device pixels per logical pixel of what is painted on."""
    return painter.device().devicePixelRatioF()


def draw_icon(
    painter: QPainter, theme: Theme, name: str, at: QPoint, token: str, *, size: int = ICON, filled: bool = False
) -> None:
    """A tinted icon with its top left corner at a point."""
    painter.drawPixmap(at, theme.pixmap(name, size, token, ratio_of(painter), filled=filled))


def _round_pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def draw_shape(painter: QPainter, theme: Theme, shape: Shape, at: QPoint) -> None:
    """A state's 16 px mark."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = theme.color(shape.tone)
    box = QRectF(at.x() + 1.5, at.y() + 1.5, ICON - 3, ICON - 3)
    match shape.name:
        case "half_disc":
            painter.setPen(QPen(colour, 1.3))
            painter.drawEllipse(box)
            painter.setBrush(colour)
            painter.drawChord(box, 180 * 16, 180 * 16)
        case "square_cross":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(box, 2, 2)
            painter.setPen(_round_pen(theme.color("base"), 1.6))
            inner = box.adjusted(3.7, 3.7, -3.7, -3.7)
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
        case "dashed_ring":
            pen = QPen(colour, 1.4)
            dash = math.pi * box.width() / 8 / 1.4
            pen.setDashPattern([dash * 0.55, dash * 0.45])
            painter.setPen(pen)
            painter.drawEllipse(box)
        case "tick_on" | "tick_off":
            state = Qt.CheckState.Checked if shape.name == "tick_on" else Qt.CheckState.Unchecked
            draw_check_box(painter, theme, QRect(at, at + QPoint(ICON - 1, ICON - 1)), state)
        case name:
            draw_icon(painter, theme, name, at, shape.tone, filled=shape.filled)
    painter.restore()


def draw_pips(painter: QPainter, theme: Theme, pips: tuple[bool, ...], left: int, middle: int) -> int:
    """Six bars, missing ones hollow; returns the x after them."""
    painter.save()
    for i, full in enumerate(pips):
        box = QRect(left + i * PIP_STEP, middle - PIP_HEIGHT // 2, PIP_WIDTH, PIP_HEIGHT)
        if full:
            painter.fillRect(box, theme.color("ac"))
        else:
            painter.setPen(QPen(theme.color("re"), 1))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
    painter.restore()
    return left + len(pips) * PIP_STEP


def draw_check_box(painter: QPainter, theme: Theme, box: QRect, state: Qt.CheckState, *, enabled: bool = True) -> None:
    """A tick box: empty, ticked or a bar for some."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    if state is Qt.CheckState.Unchecked:
        painter.setPen(QPen(theme.color("ctl" if enabled else "line2"), 1.2))
        painter.setBrush(theme.color("base"))
        painter.drawRoundedRect(frame, 2, 2)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ac" if enabled else "line2"))
        painter.drawRoundedRect(frame, 2, 2)
        painter.setPen(_round_pen(theme.color("on"), 1.5))
        w, h, x, y = frame.width(), frame.height(), frame.x(), frame.y()
        if state is Qt.CheckState.Checked:
            points = [(0.24, 0.53), (0.43, 0.72), (0.77, 0.30)]
            painter.drawPolyline(QPolygonF([QPointF(x + w * px, y + h * py) for px, py in points]))
        else:
            painter.drawLine(QPointF(x + w * 0.27, y + h / 2), QPointF(x + w * 0.73, y + h / 2))
    painter.restore()


def key_cap_width(theme: Theme, text: str) -> int:
    """Width of a key cap around a key's name."""
    return theme.advance(text, "small") + 11


def draw_key_cap(
    painter: QPainter, theme: Theme, text: str, left: int, middle: int, *, on_accent: bool = False, enabled: bool = True
) -> None:
    """A key's name in a thin box with a thicker foot, centred on a height."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    height = theme.sizes.small_line + 1
    box = QRectF(left + 0.5, middle - height / 2 + 0.5, key_cap_width(theme, text) - 1, height - 1)
    edge = theme.color("on" if on_accent else "line2")
    painter.setBrush(Qt.BrushStyle.NoBrush if on_accent else theme.color("base"))
    painter.setPen(QPen(edge, 1))
    painter.drawRoundedRect(box, 3, 3)
    if not on_accent:
        painter.drawLine(QPointF(box.left() + 2, box.bottom() + 1), QPointF(box.right() - 2, box.bottom() + 1))
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color("on" if on_accent else "tx2" if enabled else "tx3"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_badge(painter: QPainter, theme: Theme, text: str, tone: str, left: int, middle: int) -> int:
    """A count on a soft rounded ground; returns the x after it."""
    metrics = theme.metrics("small", bold=tone != "ne")
    width = badge_width(theme, text, tone)
    height = metrics.height() + 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(left, middle - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.soft(tone))
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setFont(theme.font("small", bold=tone != "ne"))
    painter.setPen(theme.color(tone))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return left + width


def badge_width(theme: Theme, text: str, tone: str) -> int:
    """Width of a badge."""
    return max(theme.advance(text, "small", bold=tone != "ne") + 12, theme.sizes.small_line + 6)


def draw_focus_ring(painter: QPainter, theme: Theme, box: QRect, radius: float = 3) -> None:
    """The 2 px ring of the accent around what has the focus."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("ac"), 2))
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def fill_rounded(
    painter: QPainter, box: QRect, ground: QColor | QBrush | Qt.BrushStyle, edge: QColor | None, radius: float = 3, *,
    dashed: bool = False,
) -> None:  # fmt: skip
    """A rounded rectangle with a 1 px edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ground)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(edge, 1)
        if dashed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def wrap_lines(text: str, font: QFont, width: int, most: int) -> tuple[list[str], bool]:
    """The text broken into at most so many lines, the last one cut with "…"; and whether it was cut."""
    return _wrapped(text, font.key(), width, most)


def too_wide(texts: Iterable[str], font: QFont, width: int) -> list[bool]:
    """Which of the texts need more than one line."""
    key = font.key()
    return ["\n" in text or _advance(text, key) > width for text in texts]


@lru_cache(maxsize=64)
def _metrics(font_key: str) -> QFontMetrics:
    font = QFont()
    font.fromString(font_key)
    return QFontMetrics(font)


@lru_cache(maxsize=8192)
def _advance(text: str, font_key: str) -> int:
    return _metrics(font_key).horizontalAdvance(text)


@lru_cache(maxsize=8192)
def _wrapped(text: str, font_key: str, width: int, most: int) -> tuple[list[str], bool]:
    metrics = _metrics(font_key)
    if "\n" not in text and metrics.horizontalAdvance(text) <= width:
        return [text], False
    lines: list[str] = []
    words = text.split()
    blank = metrics.horizontalAdvance(" ")
    line, used = "", 0
    for place, word in enumerate(words):
        need = metrics.horizontalAdvance(word)
        if not line:
            line, used = word, need
        elif used + blank + need <= width:
            line, used = f"{line} {word}", used + blank + need
        elif len(lines) + 1 == most:
            rest = " ".join([line, *words[place:]])
            return [*lines, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)], True
        else:
            lines.append(line)
            line, used = word, need
    cut = used > width
    return [*lines, metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)], cut
