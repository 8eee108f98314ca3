"""A table head of two rows: bands over neighbouring columns, their own titles below. Paints, decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from kehoach_desktop.ui.settings import Settings
from kehoach_desktop.ui.tabs.indicators.columns import Band
from kehoach_desktop.ui.theme import Theme
from kehoach_desktop.ui.widgets.table import Table
from kehoach_desktop.ui.widgets.table_header import TableHeader


class BandHeader(TableHeader):
    """Columns stay in their order, for the bands depend on it."""

    def __init__(self, theme: Theme, name: str, settings: Settings, table: Table) -> None:
        super().__init__(theme, name, settings, table)
        self._look = theme
        self._bands: tuple[Band, ...] = ()
        self._table = table
        self.setSectionsMovable(False)

    def set_bands(self, bands: Sequence[Band]) -> None:
        self._bands = tuple(bands)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), size.height() + self._band_height())

    def _band_height(self) -> int:
        return self._look.sizes.small_line + 8

    def _band_of(self, section: int) -> tuple[Band, int, int] | None:
        """The band over a column with its first and last column."""
        keys = [column.key for column in self._table.rows_model.columns]
        for band in self._bands:
            if band.first in keys and band.last in keys:
                first, last = keys.index(band.first), keys.index(band.last)
                if first <= section <= last:
                    return band, first, last
        return None

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, top = self._look, self._band_height()
        super().paintSection(painter, rect.adjusted(0, top, 0, 0), logicalIndex)
        painter.save()
        upper = QRect(rect.left(), rect.top(), rect.width(), top)
        found = self._band_of(logicalIndex)
        painter.fillRect(upper, theme.color("acs" if found and found[0].accent else "alt"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(upper.bottomLeft(), upper.bottomRight())
        if found is not None:
            band, first, last = found
            left = rect.left() - sum(self.sectionSize(c) for c in range(first, logicalIndex))
            whole = QRect(left, rect.top(), sum(self.sectionSize(c) for c in range(first, last + 1)), top)
            painter.setClipRect(upper)
            painter.setFont(theme.font("small", bold=True))
            painter.setPen(theme.color("ac" if band.accent else "tx2"))
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, band.title)
            painter.setClipping(False)
            painter.setPen(QPen(theme.color("line"), 1))
            if logicalIndex == last:
                painter.drawLine(rect.topRight(), rect.bottomRight())
            if logicalIndex == first:
                painter.drawLine(rect.topLeft(), rect.bottomLeft())
        painter.restore()
