"""Reads by when a task is due: a date, thường xuyên, đến năm, months in focus; knows no tasks."""

import re
from datetime import date

from kehoach_desktop.domain.days import month_end
from kehoach_desktop.frozen import frozen

_DAY = re.compile(
    r"(?:ngày\s+)?(?<![\d/])(\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(\d{1,2})\s*(?:(?:/|-|\.|\s+năm\s+)\s*(20\d\d))(?!\d)",
    re.I,
)
_DAY_NO_YEAR = re.compile(r"ngày\s+(\d{1,2})\s*(?:/|\s+tháng\s+)\s*(\d{1,2})(?![\d/])", re.I)
_MONTH = re.compile(r"tháng\s+(\d{1,2})\s*(?:/|\s+năm\s+)\s*(20\d\d)", re.I)
_MONTHS = re.compile(r"(?<!\w)tháng\s+(\d{1,2})(?!\d|\s*/)", re.I)
_QUARTER = re.compile(r"quý\s+(IV|I{1,3}|[1-4])\s*(?:/|\s*,?\s*(?:năm\s+)?)\s*(20\d\d)", re.I)
_YEAR = re.compile(r"(?:trong|hết|cuối|trước)\s+(?:hết\s+|cuối\s+)?năm\s+(20\d\d)", re.I)
_UNTIL = re.compile(r"đến\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?(20\d\d)", re.I)
_PLAIN_YEAR = re.compile(r"^\W*(?:năm\s+)?(20\d\d)(?:\s*[-–]\s*(20\d\d))?\W*$")
_ONGOING = re.compile(
    r"thường\s+xuyên|hằng\s+năm|hàng\s+năm|liên\s+tục|hằng\s+quý|hàng\s+quý|hằng\s+tháng|hàng\s+tháng|định\s+kỳ|suốt",
    re.I,
)
_ALWAYS = re.compile(
    r"(?:thực hiện|triển khai|duy trì|tiến hành|làm)\s+(?:thường\s+xuyên|liên\s+tục)(?:\s*,\s*liên\s+tục)?(?=\s*(?:[.;,]|trong|hằng|hàng|$))"
    r"|(?<=[,;]\s)thường\s+xuyên(?:\s*,\s*liên\s+tục)?\s*\.?$",
    re.I,
)
_MONTH_EVERY_YEAR = re.compile(r"(?:trong|vào)\s+tháng\s+(\d{1,2})\s+(?:hằng|hàng|mỗi)\s+năm", re.I)
_FOCUS = re.compile(
    r"(?:tháng\s+)?(?:trọng\s+tâm|cao\s+điểm)\W+(?:\w+\s+){0,3}?tháng\s+\d{1,2}(?:\s*(?:,|và|;|\([^)]*\))\s*(?:tháng\s+)?\d{1,2}(?![\d/%]))*",
    re.I,
)
_EVERY_PERIOD = re.compile(_ONGOING.pattern + r"|báo\s+cáo.*(?:6\s+tháng|9\s+tháng|quý|năm)", re.I | re.S)
_BY = re.compile(
    r"(?:chậm\s+nhất|trước|xong|hoàn\s+thành|trong|thời\s+(?:hạn|gian)|đến\s+hết|hạn)\W+(?:\w+\W+){0,4}$", re.I
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@frozen
class Due:
    """When something is due; `text` are the words that say it."""

    kind: str = "none"
    text: str | None = None
    on: date | None = None
    months: tuple[int, ...] = ()


def _day(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= month_end(year, month).day else None


def _last_day(year: int, month: int) -> date | None:
    return month_end(year, month) if 1 <= month <= 12 else None


def read_due(text: str, year: int | None = None) -> Due:
    """What a label or cell on time says; `year` fills in for days without a year."""
    words = " ".join(text.split()).strip(" .;")
    if not words:
        return Due()
    on = _date_in(words, year)
    if on:
        return Due("date", words, on)
    months = tuple(dict.fromkeys(int(m) for m in _MONTHS.findall(words) if 1 <= int(m) <= 12))
    if months:
        return Due("months", words, None, months)
    until, plain = _UNTIL.search(words), _PLAIN_YEAR.match(words)
    if _ONGOING.search(words):
        return Due("ongoing", words)
    if until or plain:
        return Due(
            "until_year", words, _last_day(int((until and until[1]) or (plain and (plain[2] or plain[1])) or 0), 12)
        )
    return Due("none", words)


def due_in_sentence(text: str, year: int | None) -> Due:
    """A deadline inside the words of a task ("hoàn thành trước ngày 30/6/2026"); none unless a word of deadline leads it."""
    dated = any(char.isdigit() for char in text)
    for pattern in (_DAY, _DAY_NO_YEAR, _QUARTER, _MONTH, _YEAR) if dated else ():
        for found in pattern.finditer(text):
            lead = _BY.search(text[max(0, found.start() - 40) : found.start()])
            yearly = pattern is _DAY_NO_YEAR and _EVERY_PERIOD.search(text)
            if (lead or pattern is _YEAR) and not yearly:
                on = _date_in(found[0], year)
                if on:
                    return Due("date", f"{lead[0] if lead else ''}{found[0]}".strip(), on)
    focus = _FOCUS.search(text)
    if focus:
        months = tuple(dict.fromkeys(int(m) for m in _MONTHS.findall(focus[0]) if 1 <= int(m) <= 12))
        return Due("months", focus[0].strip(" .;"), None, months)
    yearly = _MONTH_EVERY_YEAR.search(text)
    if yearly and 1 <= int(yearly[1]) <= 12:
        return Due("months", yearly[0], None, (int(yearly[1]),))
    always, until = _ALWAYS.search(text), _UNTIL.search(text)
    if always:
        return Due("ongoing", always[0].strip(" .;,"))
    if until and not re.search(r"giai\s+đoạn[^,;.]*$|tầm\s+nhìn\s*$", text[: until.start()], re.I):
        return Due("until_year", until[0], _last_day(int(until[1]), 12))
    return Due()


def _date_in(words: str, year: int | None) -> date | None:
    if found := _DAY.search(words):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if (found := _DAY_NO_YEAR.search(words)) and year:
        return _day(year, int(found[2]), int(found[1]))
    if found := _QUARTER.search(words):
        return _last_day(int(found[2]), 3 * _ROMAN.get(found[1].upper(), int(found[1]) if found[1].isdecimal() else 1))
    if found := _MONTH.search(words):
        return _last_day(int(found[2]), int(found[1]))
    if found := _YEAR.search(words):
        return _last_day(int(found[1]), 12)
    return None
