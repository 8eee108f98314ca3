"""The table of public holidays that ships is what the library works out, and other years are asked of it."""

from datetime import date

import pytest

from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import periods
from kehoach_desktop.services.periods import computed_holidays, holiday_name, holiday_table

YEARS = sorted(holiday_table())


@pytest.mark.parametrize("year", YEARS)
def test_the_table_agrees_with_the_library(year):
    days = (date(year, month, day) for month in range(1, 13) for day in range(1, 32) if _exists(year, month, day))
    assert {day: name for day in days if (name := holiday_name(day))} == computed_holidays(year)


def _exists(year, month, day):
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def test_a_year_outside_the_table_is_worked_out():
    assert holiday_name(date(YEARS[-1] + 1, 9, 2))
    assert holiday_name(date(YEARS[-1] + 1, 9, 5)) is None


def test_a_broken_row_is_told_by_name(monkeypatch):
    monkeypatch.setattr(periods, "rows_of", lambda *_: [["2026-02-30", "Tết"]])
    with pytest.raises(BadValue, match=r"2026-02-30 Tết.*holidays\.tsv"):
        periods.holiday_table.__wrapped__()
