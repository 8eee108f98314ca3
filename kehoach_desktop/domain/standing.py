"""What an indicator of a dossier has reached in a period and whether that meets its mark; one rule for screens and papers."""

from decimal import Decimal
from functools import lru_cache

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.indicators import NEAR, Figure, Verdict, commune_figure, judge, target_for
from kehoach_desktop.domain.periods import Period, covers, periods_of_year
from kehoach_desktop.domain.records import Indicator


@lru_cache(maxsize=256)
def periods_within(period: Period) -> tuple[Period, ...]:
    """The period itself, then those within it from the latest back, the longer first."""
    inner = [p for p in periods_of_year(period.year) if p != period and covers(period, p)]
    return period, *sorted(inner, key=lambda p: p.sort_key, reverse=True)


def figure_with_period(dossier: Dossier, indicator: Indicator, period: Period) -> tuple[Figure, Period]:
    """The commune's figure in a period, or else in the latest shorter period within it, and that period."""
    for inner in periods_within(period):
        results = dossier.results_of(indicator.id, inner.id)
        if results and (found := commune_figure(results, indicator.measure, indicator.unit_id)).value is not None:
            return found, inner
    return Figure(), period


def figure_in(dossier: Dossier, indicator: Indicator, period: Period) -> Figure:
    """The commune's figure in a period, or else in the latest shorter period within it."""
    return figure_with_period(dossier, indicator, period)[0]


def verdict_in(dossier: Dossier, indicator: Indicator, period: Period, near: Decimal = NEAR) -> Verdict:
    """The figure against the mark of the period's year; an increase is counted from the figure of the year before.

    From `near` of the mark on it is "gần đạt", a help of screens that paper does not know.
    """
    before = figure_in(dossier, indicator, Period(str(period.year - 1)))
    mark = target_for(dossier.targets_of(indicator.id), period.year)
    return judge(indicator.operator, mark, figure_in(dossier, indicator, period).value, before.value, near)
