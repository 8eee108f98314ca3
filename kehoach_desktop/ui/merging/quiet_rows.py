"""Fields that are taken without asking, as a plain table: what it was, what it will be, from where. Shows only."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from kehoach_desktop.services.merge_view import Quiet
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.old_new import EMPTY

_PAD = 16
_SHARES = (0.18, 0.34, 0.34, 0.14)
_MOST = 300  # rows; the rest is counted


class QuietRows(QWidget):
    """Four columns under a head; a value that is cut is whole in the tooltip."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heads: tuple[str, ...] = ()
        self._rows: list[tuple[str, ...]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, heads: Sequence[str], rows: Sequence[Quiet]) -> None:
        """The heads name the columns; no rows show nothing at all."""
        self._heads = tuple(heads)
        self._rows = [(q.label, q.old or EMPTY, q.new or EMPTY, q.source) for q in rows[:_MOST]]
        if len(rows) > _MOST:
            self._rows.append((f"và {len(rows) - _MOST} ô nữa", "", "", ""))
        self.setVisible(bool(rows))
        self.setAccessibleName(self._heads[0] if heads else "")
        self.setAccessibleDescription("; ".join(f"{r[0]}: {r[1]}, sau khi gộp {r[2]}" for r in self._rows[:50]))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        sizes = self._theme.sizes
        return QSize(400, sizes.header + len(self._rows) * sizes.row)

    def _columns(self) -> list[tuple[int, int]]:
        left, found, width = _PAD, [], self.width() - 2 * _PAD
        for share in _SHARES:
            found.append((left, round(width * share) - 8))
            left += round(width * share)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, sizes = self._theme, QPainter(self), self._theme.sizes
        painter.fillRect(self.rect(), theme.color("base"))
        head = QRect(0, 0, self.width(), sizes.header)
        painter.fillRect(head, theme.color("alt"))
        for top in (head.top(), head.bottom()):
            painter.fillRect(0, top, self.width(), 1, theme.color("line2"))
        self._line(painter, self._heads, 0, sizes.header, is_head=True)
        for place, row in enumerate(self._rows):
            top = sizes.header + place * sizes.row
            if top <= event.rect().bottom() and top + sizes.row >= event.rect().top():
                self._line(painter, row, top, sizes.row, is_head=False)
                painter.fillRect(0, top + sizes.row - 1, self.width(), 1, theme.color("line"))

    def _line(self, painter: QPainter, cells: Sequence[str], top: int, height: int, *, is_head: bool) -> None:
        theme = self._theme
        for place, ((left, width), text) in enumerate(zip(self._columns(), cells, strict=True)):
            role = "small" if is_head or place == 3 else "body"
            bold = is_head or (place == 2 and text != EMPTY)
            if not self._heads[place]:
                continue
            painter.setFont(theme.font(role, bold=bold, italic=not is_head and text == EMPTY))
            painter.setPen(theme.color("tx" if place == 2 and not is_head else "tx2"))
            line = " ".join(text.split())
            words = theme.metrics(role, bold=bold).elidedText(line, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top, width, height), Qt.AlignmentFlag.AlignVCenter, words)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            row = (event.pos().y() - self._theme.sizes.header) // self._theme.sizes.row
            if 0 <= row < len(self._rows):
                label, old, new, source = self._rows[row]
                told = (label, old, f"→ {new}" if self._heads[2] else "", source)
                QToolTip.showText(event.globalPos(), "\n".join(part for part in told if part), self)
            return True
        return super().event(event)
