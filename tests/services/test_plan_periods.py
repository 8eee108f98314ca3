"""Periods of a plan with the shipped rules and the real holiday tables."""

from datetime import date

import pytest

from kehoach_desktop.domain.records import Cycle, ReportCycle
from kehoach_desktop.services import periods
from tests.factories import make_dossier


@pytest.mark.parametrize(
    ("day", "word"), [(date(2026, 2, 17), "Tết"), (date(2026, 4, 30), "Chiến thắng"), (date(2026, 9, 2), "Quốc khánh")]
)
def test_public_holidays_come_with_their_vietnamese_names(day, word):
    assert word.lower() in (periods.holiday_name(day) or "").lower()


def test_an_ordinary_day_is_none():
    assert periods.holiday_name(date(2026, 6, 15)) is None


@pytest.mark.parametrize(
    ("today", "period"),
    [
        (date(2026, 6, 22), "2026-H1"),
        (date(2026, 12, 20), "2026"),
        (date(2026, 3, 1), "2025"),
    ],
)
def test_the_period_in_hand_is_the_one_cut_off_last(today, period):
    dossier = make_dossier(*(ReportCycle(id=c, plan_id="p", cycle=c) for c in (Cycle.HALF, Cycle.YEAR)))
    assert periods.default_period(dossier, today).id == period


def test_a_plans_own_day_overrides_the_law_and_is_warned_about():
    cycle = ReportCycle(id="c", plan_id="p", cycle=Cycle.HALF, day=15, month=6, text="trước ngày 15/6")
    window = periods.window(make_dossier(cycle), "2026-H1")
    assert window.due_on == date(2026, 6, 14)
    assert window.warnings
