"""What an indicator reached in a period, as the lights and the papers say it."""

from decimal import Decimal

import factories as make

from kehoach_desktop.domain.indicators import Verdict
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import Operator
from kehoach_desktop.domain.standing import figure_in, verdict_in

HALF, YEAR = Period("2026-H1"), Period("2026")


def dossier_of(*results, **facts):
    indicator = make.make_indicator(id="i", **facts)
    return indicator, make.make_dossier(indicator, make.make_target(indicator, value=Decimal(80)), *results)


def test_a_shorter_period_speaks_while_the_longer_has_no_figure():
    first = make.make_result(indicator_id="i", period="2026-Q1", value=Decimal(60))
    second = make.make_result(indicator_id="i", period="2026-Q2", value=Decimal(82))
    indicator, dossier = dossier_of(first, second)
    assert figure_in(dossier, indicator, HALF).value == 82
    assert figure_in(dossier, indicator, Period("2026-Q1")).value == 60
    assert verdict_in(dossier, indicator, YEAR) is Verdict.MET


def test_a_periods_own_figure_wins_over_the_periods_within():
    own = make.make_result(indicator_id="i", period="2026-H1", value=Decimal(70))
    inner = make.make_result(indicator_id="i", period="2026-Q2", value=Decimal(90))
    indicator, dossier = dossier_of(own, inner)
    assert verdict_in(dossier, indicator, HALF) is Verdict.NEAR


def test_an_increase_is_counted_from_the_year_before():
    before = make.make_result(indicator_id="i", period="2025", value=Decimal(100))
    now = make.make_result(indicator_id="i", period="2026-H1", value=Decimal(120))
    indicator, dossier = dossier_of(before, now, operator=Operator.INC)
    assert verdict_in(dossier, indicator, HALF) is Verdict.MISSED


def test_without_results_there_is_no_verdict():
    indicator, dossier = dossier_of()
    assert verdict_in(dossier, indicator, HALF) is Verdict.NO_DATA
