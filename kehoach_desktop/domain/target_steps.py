"""Marks proposed for the years between two known ones, on a straight line; a proposal is no target until it is accepted."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from kehoach_desktop.domain.indicators import is_continuous, is_increase, is_percent
from kehoach_desktop.domain.records import Indicator, Operator, Target
from kehoach_desktop.frozen import frozen


@frozen
class TargetStep:
    """A mark proposed for a year; `operator` is the override of the mark it leads to, None where that has none."""

    indicator_id: str
    year: int
    value: Decimal
    value_max: Decimal | None = None
    operator: Operator | None = None


@frozen
class _Known:
    """An end of a line: a mark, or what was reached before there was one."""

    year: int
    low: Decimal
    high: Decimal | None = None
    operator: Operator | None = None


def propose_steps(
    indicator: Indicator, targets: Iterable[Target], reached: Sequence[tuple[int, Decimal]], years: Iterable[int]
) -> list[TargetStep]:
    """Marks for those of `years` that have none and lie between two known marks, by year.

    `reached` are figures of years that are over: the latest before the first mark begins the line, except of an
    increase, whose marks are no levels. An indicator with a mark for every year needs no steps.
    """
    targets = list(targets)
    if any(target.year is None for target in targets):
        return []
    taken = {target.year for target in targets}
    known = _known(indicator, targets, reached)
    steps = []
    for year in sorted(set(years) - taken):
        before = max((k for k in known if k.year < year), key=lambda k: k.year, default=None)
        after = min((k for k in known if k.year > year), key=lambda k: k.year, default=None)
        if before and after and _rises(indicator, before) is _rises(indicator, after):
            steps.append(_between(indicator, before, after, year))
    return steps


def _known(indicator: Indicator, targets: Sequence[Target], reached: Sequence[tuple[int, Decimal]]) -> list[_Known]:
    marks = [
        _Known(target.year, target.value, target.value_max, target.operator)
        for target in targets
        if target.year is not None and target.value is not None
    ]
    first = min((mark.year for mark in marks), default=None)
    past = [point for point in reached if first is not None and point[0] < first]
    if past and not is_increase(indicator.operator):
        year, value = max(past)
        marks.append(_Known(year, value))
    return marks


def _rises(indicator: Indicator, end: _Known) -> bool:
    return is_increase(end.operator or indicator.operator)


def _between(indicator: Indicator, before: _Known, after: _Known, year: int) -> TargetStep:
    share = Decimal(year - before.year) / (after.year - before.year)
    places = _places(indicator.measure, before, after)
    low = _rounded(before.low + (after.low - before.low) * share, places)
    high = None
    if after.high is not None:
        start = before.high if before.high is not None else before.low
        high = _rounded(start + (after.high - start) * share, places)
    return TargetStep(indicator.id, year, low, high if high != low else None, after.operator)


def _places(measure: str | None, *ends: _Known) -> int:
    """Decimal places: those of the ends; at least one for what is not counted one by one (%, tuổi, kg)."""
    figures = [figure for end in ends for figure in (end.low, end.high) if figure is not None]
    least = 1 if is_percent(measure) or is_continuous(measure) else 0
    return max(least, *(min(3, _decimals(figure)) for figure in figures))


def _decimals(figure: Decimal) -> int:
    exponent = figure.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _rounded(value: Decimal, places: int) -> Decimal:
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()
