"""The last day of a month, which so many deadlines are; knows no period and no law."""

from datetime import date

# Python's calendar knows them too, but loads the words of the system's language for them at every start.
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_end(year: int, month: int) -> date:
    """The last day of a month (1 to 12); raises ValueError for a year no date can have."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, month, 29 if month == 2 and is_leap else _DAYS[month - 1])
