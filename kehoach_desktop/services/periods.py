"""Reporting periods of a plan with the rules of the law and the public holidays; the rules themselves are in domain."""

from datetime import date
from functools import cache

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import (
    Period,
    PeriodRules,
    Window,
    data_days,
    periods_of_year,
    reporting_periods,
    window_of,
)
from kehoach_desktop.errors import BadValue
from kehoach_desktop.paths import rows_of


@cache
def rules() -> PeriodRules:
    """The editable rule file, read once."""
    return PeriodRules.from_rows(rows_of("rules", "periods.tsv"))


@cache
def holiday_table() -> dict[int, dict[date, str]]:
    """The editable table of holidays by year, read once; raises BadValue for a row that is no day with its name."""
    found: dict[int, dict[date, str]] = {}
    for row in rows_of("rules", "holidays.tsv"):
        try:
            day, name = row
            on = date.fromisoformat(day)
        except ValueError as fault:
            raise BadValue(f"Bảng ngày nghỉ lễ sai ở dòng “{' '.join(row)}”.", "Sửa lại tệp holidays.tsv.") from fault
        found.setdefault(on.year, {})[on] = name
    return found


@cache
def _holidays_of(year: int) -> dict[date, str]:
    known = holiday_table().get(year)
    return computed_holidays(year) if known is None else known


def computed_holidays(year: int) -> dict[date, str]:
    """What the library says of a year; loading it takes a second, so the editable table comes first."""
    import holidays

    calendar = holidays.country_holidays("VN", years=year, language="vi")
    return {day: name for day, name in calendar.items() if day.year == year}


def holiday_name(day: date) -> str | None:
    """The public holiday on a day, or None; Tết and the other lunar days are worked out offline."""
    return _holidays_of(day.year).get(day)


def window(dossier: Dossier, period_id: str) -> Window:
    """Data window, deadline and warnings of one period of the plan."""
    return window_of(Period.parse(period_id), rules(), dossier.cycles, holiday_name)


def windows(dossier: Dossier, year: int) -> list[Window]:
    """Every period of a year."""
    return [window_of(period, rules(), dossier.cycles, holiday_name) for period in periods_of_year(year)]


def windows_before(dossier: Dossier, period_id: str) -> tuple[Window, ...]:
    """The periods of the same cycle before one in its year, the first of the year first."""
    period = Period.parse(period_id)
    same = [p for p in periods_of_year(period.year) if p.cycle is period.cycle and p.index < period.index]
    return tuple(window(dossier, p.id) for p in sorted(same, key=lambda p: p.index))


def default_period(dossier: Dossier, today: date) -> Period:
    """The period a clerk works on today: of those its plan reports the one now being collected.

    From the cut-off on she collects the period that has just ended, until the next one is cut off.
    """
    candidates = [
        (*data_days(period, rules()), period)
        for year in (today.year - 1, today.year)
        for period in reporting_periods(year, dossier.cycles, rules())
    ]
    ended = [days for days in candidates if days[1] < today]
    return max(ended or candidates[:1], key=lambda days: (days[1], days[1] - days[0]))[2]
