"""Charts of a table on PDF: small ones side by side, black on white so that a copier keeps them; knows no form.

Results are a solid line with dots, targets a dashed one with hollow squares; the figures stand at the points.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from kehoach_desktop.domain.vietnamese import format_number
from kehoach_desktop.reports import layout
from kehoach_desktop.reports.model import Chart
from kehoach_desktop.reports.pdf_parts import Stack, wrapped
from kehoach_desktop.reports.pen import Pen

TITLE = "BIỂU ĐỒ KẾT QUẢ SO VỚI MỤC TIÊU"
RESULT, TARGET = "Kết quả", "Mục tiêu"

_ACROSS, _DOWN = 3, 2
_GAP = 18.0
_TEXT, _SMALL = layout.TABLE, 9.0
_TITLE_LINES = 3
_AXIS_ROOM = 16.0  # under the plot, for the years
_DOT, _SQUARE = 2.3, 4.6
_TICKS = 4
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_ROUND = 0.5523  # of a radius: where the handles of a quarter circle stand


class _Box(NamedTuple):
    """Where a chart stands: its lower left corner and size."""

    x: float
    y: float
    width: float
    height: float


def draw_charts(pen: Pen, charts: Sequence[Chart], pages: int) -> int:
    """The charts on new pages after `pages` others; returns how many pages the table has with them."""
    per_page = _ACROSS * _DOWN
    page = layout.LANDSCAPE
    for start in range(0, len(charts), per_page):
        pages += 1
        pen.begin_page(page, pages)
        stack = Stack(pen, page.middle, page.text_width, page.height - page.top)
        stack.put([TITLE], layout.ANNEX_TITLE, pen.serif.bold)
        top = _legend(pen, page.middle, stack.y - 16) - 10
        width = (page.text_width - _GAP * (_ACROSS - 1)) / _ACROSS
        height = (top - page.bottom - _GAP * (_DOWN - 1)) / _DOWN
        for place, chart in enumerate(charts[start : start + per_page]):
            x = page.left + place % _ACROSS * (width + _GAP)
            y = top - height - place // _ACROSS * (height + _GAP)
            _draw(pen, chart, _Box(x, y, width, height))
        pen.end_page()
    return pages


def _legend(pen: Pen, middle: float, y: float) -> float:
    """What the two lines are; returns the y under it."""
    x = middle - 110
    for dashed, words in ((False, RESULT), (True, TARGET)):
        _line(pen, [(x, y + 3), (x + 36, y + 3)], dashed=dashed)
        _mark(pen, x + 18, y + 3, hollow=dashed)
        pen.text(x + 42, y, words, _TEXT)
        x += 130
    return y - 4


def _draw(pen: Pen, chart: Chart, box: _Box) -> None:
    """Title, axes and both lines of one chart."""
    top = _title(pen, chart, box)
    values = [v for p in chart.points for v in (p.result, p.target) if v is not None]
    ticks = scale(min(values), max(values))
    texts = [format_number(tick) for tick in ticks]
    left = box.x + max(pen.serif.regular.width(text) for text in texts) * _SMALL + 5
    plot = _Box(left, box.y + _AXIS_ROOM, box.x + box.width - left, top - 12 - box.y - _AXIS_ROOM)
    low, high = ticks[0], ticks[-1]

    def height(value: Decimal) -> float:
        return plot.y + float((value - low) / (high - low)) * plot.height

    for tick, text in zip(ticks, texts, strict=True):
        pen.right(plot.x - 4, height(tick) - 3, text, _SMALL)
        pen.rule(plot.x - 2, height(tick), plot.x, height(tick), 0.5)
    pen.rule(plot.x, plot.y, plot.x, plot.y + plot.height, 0.5)
    pen.rule(plot.x, plot.y, plot.x + plot.width, plot.y, 0.5)
    step = plot.width / len(chart.points)
    results, targets = [], []
    for n, point in enumerate(chart.points):
        x = plot.x + step * (n + 0.5)
        pen.centred(x, box.y + 3, point.label, _SMALL)
        if point.result is not None:
            results.append((x, height(point.result)))
        if point.target is not None:
            targets.append((x, height(point.target)))
        _values(pen, x, point.result, point.target, height)
    for points, hollow in ((targets, True), (results, False)):
        _line(pen, points, dashed=hollow)
        for x, y in points:
            _mark(pen, x, y, hollow=hollow)


def _title(pen: Pen, chart: Chart, box: _Box) -> float:
    """The indicator and its measure over the chart; returns the y under them."""
    bold, y = pen.serif.bold, box.y + box.height
    lines = wrapped(bold, _TEXT, box.width, [chart.title])
    if len(lines) > _TITLE_LINES:
        cut = lines[_TITLE_LINES - 1]
        while cut and bold.width(cut + "…") * _TEXT > box.width:
            cut = cut[:-1]
        lines = [*lines[: _TITLE_LINES - 1], cut + "…"]
    for line in lines:
        y -= _TEXT * layout.LINE
        pen.text(box.x, y + _TEXT * 0.25, line, _TEXT, bold)
    measure = wrapped(pen.serif.italic, _SMALL, box.width, [f"Đơn vị tính: {chart.measure}"] if chart.measure else [])
    for line in measure[:1]:
        y -= _SMALL * layout.LINE
        pen.text(box.x, y + _SMALL * 0.25, line, _SMALL, pen.serif.italic)
    return y


def _values(
    pen: Pen, x: float, result: Decimal | None, target: Decimal | None, height: Callable[[Decimal], float]
) -> None:
    """The figures at a year's points, the higher over its point and the lower under it; equal ones once."""
    if result is not None and target is not None and result < target:
        above, below = target, result
    else:
        above, below = (result, target) if result is not None else (target, None)
    for value, face, up in ((above, None, True), (None if below == above else below, None, False)):
        if value is not None:
            shown = pen.serif.bold if value == result else face
            pen.centred(x, height(value) + (5 if up else -5 - _SMALL * 0.7), _short(value), _SMALL, shown)


def _short(value: Decimal) -> str:
    """A figure with at most two places."""
    return format_number(round(value, 2))


def scale(low: Decimal, high: Decimal) -> list[Decimal]:
    """Round figures for an axis, from under the lowest value to over the highest; at least two, not below nought needlessly."""
    span = high - low or abs(high) or Decimal(1)
    bottom, top = low - span / 8, high + span / 8
    if low >= 0:
        bottom = max(bottom, Decimal(0))
    rough = (top - bottom) / _TICKS
    unit = Decimal(10) ** rough.adjusted()
    step = next(unit * s for s in _STEPS if unit * s >= rough)
    first = (bottom / step).to_integral_value("ROUND_FLOOR")
    last = (top / step).to_integral_value("ROUND_CEILING")
    return [step * n for n in range(int(first), int(last) + 1)]


def _line(pen: Pen, points: Sequence[tuple[float, float]], *, dashed: bool) -> None:
    if len(points) > 1:
        way = " ".join(f"{x:.2f} {y:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(points))
        pen.figure(f"{'[4 3] 0 d 0.9' if dashed else '1.5'} w {way} S")


def _mark(pen: Pen, x: float, y: float, *, hollow: bool) -> None:
    """A filled dot, or a square with nothing in it."""
    if hollow:
        half = _SQUARE / 2
        pen.figure(f"1 g 0.9 w {x - half:.2f} {y - half:.2f} {_SQUARE} {_SQUARE} re B")
        return
    r, h = _DOT, _DOT * _ROUND
    quarters = ((r, h, h, r, 0, r), (-h, r, -r, h, -r, 0), (-r, -h, -h, -r, 0, -r), (h, -r, r, -h, r, 0))
    curves = " ".join(
        " ".join(f"{(x if n % 2 == 0 else y) + d:.2f}" for n, d in enumerate(quarter)) + " c" for quarter in quarters
    )
    pen.figure(f"{x + r:.2f} {y:.2f} m {curves} f")
