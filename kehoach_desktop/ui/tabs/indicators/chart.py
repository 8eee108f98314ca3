"""The trend of one indicator: results as a solid line with dots, targets dashed with squares, values at the points."""

import math
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.ui.tabs.indicators.book import Trend, worked_out
from kehoach_desktop.ui.theme import Theme

Point = tuple[int, Decimal]
_STEPS = (1, 2, 5, 10)
_LINES = 5
_DOT = 3.5
_EDGE = 10  # room beside the first and the last year


def axis(low: float, high: float, lines: int = _LINES) -> list[float]:
    """Round figures that reach from below the lowest value to above the highest."""
    span = (high - low) or abs(high) or 1.0
    raw = span / lines
    power = 1.0
    while power > raw:
        power /= 10
    while power * 10 <= raw:
        power *= 10
    step = next(power * s for s in _STEPS if power * s >= raw * 0.999)
    first = (low // step) * step
    if low - first < step * 0.9 and first > 0:  # the figure of the lowest dot stands below it
        first -= step
    ticks = [first]
    while ticks[-1] < high + step * 0.15:
        ticks.append(ticks[-1] + step)
    return ticks


def words(trend: Trend | None) -> str:
    """The chart as a sentence, for those who hear it."""
    if trend is None or not (trend.results or trend.targets):
        return "Chưa có số để vẽ."
    parts = []
    for label, points in (("Kết quả", trend.results), ("Mức", trend.targets), ("Mức đề xuất", trend.proposed)):
        if points:
            parts.append(f"{label}: " + "; ".join(f"năm {year} {_shown(value)}" for year, value in points))
    unit = f" Đơn vị tính: {trend.measure}." if trend.measure else ""
    return ". ".join(parts) + "." + unit


def _shown(value: Decimal) -> str:
    return format_number(value) if value == value.to_integral_value() else worked_out(value)


class TrendChart(QWidget):
    """Paints a `Trend`; its accessible description is a sentence with every figure."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._trend: Trend | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(self.sizeHint().height())
        self.setAccessibleName("Biểu đồ kết quả và mức theo năm")
        self.show_trend(None)

    def sizeHint(self) -> QSize:
        return QSize(300, self._theme.sizes.small_line * 6 + 68)

    def minimumSizeHint(self) -> QSize:
        """On a low screen the chart is flatter, and the units under it keep their rows."""
        return QSize(200, self._theme.sizes.small_line * 4 + 36)

    def show_trend(self, trend: Trend | None) -> None:
        """Draws another indicator."""
        self._trend = trend
        self.setAccessibleDescription(words(trend))
        self.setToolTip(words(trend))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        trend = self._trend
        if trend is None or not (trend.results or trend.targets):
            painter.setFont(self._theme.font("small"))
            painter.setPen(self._theme.color("tx2"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Chưa có số để vẽ")
            return
        self._legend(painter, trend)
        _Drawing(self._theme, painter, QRectF(self.rect()), trend).draw()

    def _legend(self, painter: QPainter, trend: Trend) -> None:
        theme = self._theme
        metrics = theme.metrics("small")
        middle = metrics.height() / 2 + 2
        measure = f", {trend.measure}" if trend.measure else ""
        x = 12.0
        painter.setFont(theme.font("small"))
        kinds = [(f"Kết quả{measure}", "ac", 20, False), ("Mức", "tx2", 20, True)]
        if trend.proposed:
            kinds.append(("Mức đề xuất", "tx2", 0, True))
        for label, tone, line, dashed in kinds:
            pen = QPen(theme.color(tone), 1.5 if dashed else 2)
            if dashed:
                pen.setDashPattern([3, 2])
            painter.setPen(pen)
            room = max(line, 8)
            if line:
                painter.drawLine(QPointF(x, middle), QPointF(x + line, middle))
            _mark(painter, QPointF(x + room / 2, middle), theme, tone, square=dashed, hollow=not line)
            painter.setPen(theme.color("tx2"))
            width = metrics.horizontalAdvance(label)
            painter.drawText(QRectF(x + room + 6, 0, width + 2, middle * 2), Qt.AlignmentFlag.AlignVCenter, label)
            x += width + room + 20


def _mark(painter: QPainter, at: QPointF, theme: Theme, tone: str, *, square: bool, hollow: bool = False) -> None:
    painter.save()
    painter.setPen(QPen(theme.color(tone), 1.2) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("base" if hollow else tone))
    if square:
        painter.drawRect(QRectF(at.x() - _DOT, at.y() - _DOT, 2 * _DOT, 2 * _DOT))
    else:
        painter.drawEllipse(at, _DOT, _DOT)
    painter.restore()


class _Drawing:
    """One painting of the chart: the scales, then lines, marks and figures."""

    def __init__(self, theme: Theme, painter: QPainter, box: QRectF, trend: Trend) -> None:
        self._theme, self._painter, self._trend = theme, painter, trend
        self._hollow = set(trend.proposed)
        points = [*trend.results, *trend.targets, *trend.proposed]
        values = [float(value) for _, value in points]
        self._ticks = axis(min(values), max(values))
        years = [year for year, _ in points] + [trend.year]
        self._years = list(range(min(years), max(years) + 1))
        small = theme.metrics("small")
        widest = max(small.horizontalAdvance(self._tick_text(tick)) for tick in self._ticks)
        top = small.height() + 18
        self._plot = QRectF(
            box.left() + widest + 20, top, box.width() - widest - 44, box.height() - top - small.height() - 8
        )
        self._line = small.height()

    def _tick_text(self, tick: float) -> str:
        return format_number(round(tick, 4))

    def _at(self, point: Point) -> QPointF:
        year, value = point
        span = max(len(self._years) - 1, 1)
        low, high = self._ticks[0], self._ticks[-1]
        x = self._plot.left() + _EDGE + (self._plot.width() - 2 * _EDGE) * (year - self._years[0]) / span
        if len(self._years) == 1:
            x = self._plot.center().x()
        return QPointF(x, self._plot.bottom() - self._plot.height() * (float(value) - low) / (high - low))

    def draw(self) -> None:
        self._grid()
        self._line_of(tuple(sorted((*self._trend.targets, *self._trend.proposed))), "tx2", dashed=True)
        self._line_of(self._trend.results, "ac", dashed=False)

    def _grid(self) -> None:
        theme, painter, plot = self._theme, self._painter, self._plot
        painter.setFont(theme.font("small"))
        apart = plot.height() / max(len(self._ticks) - 1, 1)
        for tick in self._ticks[:: max(1, math.ceil(self._line * 0.8 / max(apart, 1)))]:  # a flat chart has fewer
            y = round(self._at((self._years[0], Decimal(str(tick)))).y()) + 0.5
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(plot.left() - 6, y), QPointF(plot.right() + 8, y))
            painter.setPen(theme.color("tx2"))
            label = QRectF(0, y - self._line / 2, plot.left() - 12, self._line)
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._tick_text(tick))
        room = plot.width() / max(len(self._years) - 1, 1)
        every = max(1, round(theme.advance("2026", "small") * 1.3 / room + 0.49))
        for year in self._years:
            if year != self._trend.year and (year - self._trend.year) % every:
                continue
            x = self._at((year, Decimal(str(self._ticks[0])))).x()
            painter.setFont(theme.font("small", bold=year == self._trend.year))
            painter.setPen(theme.color("tx" if year == self._trend.year else "tx2"))
            painter.drawText(QRectF(x - 30, plot.bottom() + 6, 60, self._line), Qt.AlignmentFlag.AlignCenter, str(year))

    def _line_of(self, points: tuple[Point, ...], tone: str, *, dashed: bool) -> None:
        theme, painter = self._theme, self._painter
        places = [self._at(point) for point in points]
        pen = QPen(theme.color(tone), 1.5 if dashed else 2)
        if dashed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        for point, place in zip(points, places, strict=True):
            _mark(painter, place, theme, tone, square=dashed, hollow=dashed and point in self._hollow)
        self._figures(points, places, tone, dashed=dashed)

    def _figures(self, points: tuple[Point, ...], places: list[QPointF], tone: str, *, dashed: bool) -> None:
        """Figures of results stand below their dots, of targets above; of many targets only the first and the last."""
        theme, painter = self._theme, self._painter
        crowded = len(points) > 1 and self._plot.width() / len(self._years) < theme.advance("100,0", "small")
        for place, (point, at) in enumerate(zip(points, places, strict=True)):
            if dashed and point in self._hollow:  # its figure stands in the sheet
                continue
            now = point[0] == self._trend.year
            if crowded and place not in (0, len(points) - 1) and not now:
                continue
            painter.setFont(theme.font("small", bold=now))
            painter.setPen(theme.color("tx" if dashed else tone))
            above = dashed if not self._reversed(point) else not dashed
            y = at.y() - self._line - 5 if above else at.y() + 5
            flags = Qt.AlignmentFlag.AlignCenter
            painter.drawText(QRectF(at.x() - 40, y, 80, self._line), flags, _shown(point[1]))

    def _reversed(self, point: Point) -> bool:
        """Whether a result lies above the target of its year, so that their figures change places."""
        results, targets = dict(self._trend.results), dict(self._trend.targets)
        year = point[0]
        if year in results and year in targets:
            return results[year] > targets[year]
        return False
