"""Paints the rows of the review: bands, tick boxes, titles with their kind, doubts at the right. Knows the theme and rows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kehoach_desktop.ui.review.rows import Band, GoneLine, Line, Role
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets import painting

if TYPE_CHECKING:
    from kehoach_desktop.ui.review.proposal_list import ProposalList

Index = QModelIndex | QPersistentModelIndex
TEXT_LEFT, TICK_LEFT, TICK = 42, 15, 16
_BAR, _PAD = 3, 10


def tick_box(row: QRect, head_height: int) -> QRect:
    """Where the tick box of a row is."""
    return QRect(row.left() + TICK_LEFT, row.top() + (head_height - TICK) // 2, TICK, TICK)


class RowPainter(QStyledItemDelegate):
    """Bands are one line high, proposals two; the open one is as much higher as its editor needs."""

    def __init__(self, theme: Theme, view: "ProposalList") -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        row, sizes = index.data(Role.ROW), self._theme.sizes
        if isinstance(row, Band):
            return QSize(100, sizes.row)
        return QSize(100, sizes.row_two + (self._view.panel_height if row.key == self._view.open_key else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect, theme = index.data(Role.ROW), QRect(option.rect), self._theme
        state: QStyle.StateFlag = option.state
        current = index.row() == self._view.currentIndex().row()
        selected = bool(state & QStyle.StateFlag.State_Selected) or current
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        ground = "alt" if isinstance(row, Band) else "sel" if selected else "alt" if hovered else "base"
        painter.fillRect(rect, theme.color(ground))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if isinstance(row, Band):
            self._paint_band(painter, row, rect)
        elif isinstance(row, Line):
            self._paint_line(painter, row, rect)
        elif isinstance(row, GoneLine):
            self._paint_gone(painter, row, rect)
        if current:
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), theme.color("ac"))
            if isinstance(row, Band) and self._view.hasFocus():
                painting.draw_focus_ring(painter, theme, rect, 0)
        painter.restore()

    def _paint_band(self, painter: QPainter, band: Band, rect: QRect) -> None:
        theme = self._theme
        icon = "chevron_right" if band.folded else "chevron_down"
        painting.draw_icon(painter, theme, icon, QPoint(rect.left() + 8, rect.center().y() - 7), "tx2")
        left = self._text(painter, band.title, rect.adjusted(32, 0, 0, 0), tone=band.tone, bold=True)
        self._text(painter, band.note, rect.adjusted(left - rect.left() + 8, 0, 0, 0), role="small", tone="tx2")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("tx2"))
        if rect.width() > 460:
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(0, 0, -_PAD, 0), flags, band.right)

    def _paint_line(self, painter: QPainter, line: Line, rect: QRect) -> None:
        theme, sizes, item = self._theme, self._theme.sizes, line.item
        head = QRect(rect.left(), rect.top(), rect.width(), sizes.row_two)
        state = Qt.CheckState.Checked if item.ticked else Qt.CheckState.Unchecked
        painting.draw_check_box(painter, theme, tick_box(rect, sizes.row_two), state)
        room = head.adjusted(TEXT_LEFT, 0, -_PAD, 0)
        if item.doubts:
            wide = min(200, max(150, rect.width() // 4))
            self._paint_doubt(painter, line, QRect(room.right() - wide, head.top(), wide, head.height()))
            room.setRight(room.right() - wide - 8)
        chip, tone = line.chip
        if chip:
            width = painting.badge_width(theme, chip, tone)
            painting.draw_badge(painter, theme, chip, tone, room.right() - width, head.center().y())
            room.setRight(room.right() - width - 8)
        self._two_lines(painter, room, item.words if line.with_kind else "", item.title, line.second)

    def _paint_gone(self, painter: QPainter, line: GoneLine, rect: QRect) -> None:
        theme = self._theme
        room = rect.adjusted(TEXT_LEFT, 0, -_PAD, 0)
        width = painting.badge_width(theme, "bỏ", "ne")
        painting.draw_badge(painter, theme, "bỏ", "ne", room.right() - width, room.center().y())
        room.setRight(room.right() - width - 8)
        self._two_lines(painter, room, line.words, line.title, "")

    def _two_lines(self, painter: QPainter, room: QRect, kind: str, title: str, second: str) -> None:
        sizes = self._theme.sizes
        block = sizes.line + (sizes.small_line if second else 0)
        top = room.top() + (sizes.row_two - block) // 2
        first = QRect(room.left(), top, room.width(), sizes.line)
        if kind:
            left = self._text(painter, kind, first, bold=True)
            first.setLeft(self._text(painter, " · ", QRect(left, top, 40, sizes.line)))
        self._text(painter, title, first)
        if second:
            below = QRect(room.left(), top + sizes.line, room.width(), sizes.small_line)
            self._text(painter, second, below, role="small", tone="tx2")

    def _text(
        self, painter: QPainter, text: str, box: QRect, *, role: str = "body", tone: str = "tx", bold: bool = False
    ) -> int:
        """One line cut to its box; returns where it ends."""
        theme = self._theme
        metrics = theme.metrics(role, bold=bold)
        painter.setFont(theme.font(role, bold=bold))
        painter.setPen(theme.color(tone))
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        return box.left() + metrics.horizontalAdvance(words)

    def _paint_doubt(self, painter: QPainter, line: Line, box: QRect) -> None:
        """Why a row should be looked at; once it was, what became of it."""
        theme, item = self._theme, line.item
        if item.waits:
            icon, tone, words = "warning", "am", item.doubts[0]
        elif item.ticked:
            icon, tone, words = "checkmark_circle", "gr", "Đã xem, nhận"
        else:
            icon, tone, words = "subtract", "ne", "Đã xem, không nhận"
        filled = icon == "warning"
        font = theme.font("small")
        lines, _ = painting.wrap_lines(words, font, box.width() - 24, 2)
        height = len(lines) * theme.sizes.small_line
        top = box.top() + (box.height() - height) // 2
        painting.draw_icon(painter, theme, icon, QPoint(box.left(), top), tone, filled=filled)
        painter.setFont(font)
        painter.setPen(theme.color("tx" if item.waits else tone))
        for number, words_of_line in enumerate(lines):
            at = QRect(box.left() + 24, top + number * theme.sizes.small_line, box.width() - 22, theme.sizes.small_line)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words_of_line)
