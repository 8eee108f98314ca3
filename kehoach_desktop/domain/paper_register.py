"""The register of papers: numbers of a symbol within a year, and what a number or day must look like. Changes nothing.

Papers of one type are numbered from 01 on within a calendar year (NĐ 30/2020, Điều 15).
"""

import re
from collections.abc import Iterable
from datetime import date

from kehoach_desktop.domain.paper import paper_number
from kehoach_desktop.domain.records import IssuedPaper
from kehoach_desktop.errors import BadValue

_NUMBER = re.compile(r"0*([1-9]\d{0,4})([a-zđ]?)", re.IGNORECASE)  # 64; 64a of a paper slipped in
_WITH_SYMBOL = re.compile(r"(?:số\s*:?\s*)?(\d+[a-zđ]?)\s*/\s*[^\W\d]\S*", re.IGNORECASE)
_FIRST_YEAR = 2000
_DAYS_AHEAD = 31


def plain_number(text: str) -> str:
    """The number of a paper as it is kept: "064" -> "64", "Số: 64/BC-UBND" -> "64". Raises BadValue for anything else."""
    bare = " ".join(text.split())
    named = _WITH_SYMBOL.fullmatch(bare)
    found = _NUMBER.fullmatch(named[1] if named else bare)
    if found is None:
        raise BadValue(f"“{bare}” không phải là số văn bản.", "Gõ số nguyên từ 1, ví dụ 64 hoặc 64a.")
    return found[1] + found[2].lower()


def check_day(day: date, today: date) -> None:
    """Raises BadValue for a day on which no paper can have been issued: long ago, or more than a month ahead."""
    if day.year < _FIRST_YEAR:
        raise BadValue(f"Năm {day.year} quá xa.", f"Gõ lại, ví dụ {today.day}/{today.month}/{today.year}.")
    if (day - today).days > _DAYS_AHEAD:
        raise BadValue(
            f"Ngày {day.day}/{day.month}/{day.year} còn hơn một tháng nữa mới đến.", "Xem lại năm rồi gõ lại."
        )


def year_of(paper: IssuedPaper) -> int:
    """The year a paper is numbered in: that of its day, else of its printing."""
    return (paper.issued_on or paper.printed_at.date()).year


def next_number(papers: Iterable[IssuedPaper], symbol: str | None, year: int) -> int:
    """The number after the highest one given to a symbol in a year; 1 for the first."""
    given = [
        int(found[1])
        for paper in papers
        if paper.number and paper.symbol == symbol and year_of(paper) == year
        if (found := _NUMBER.fullmatch(paper.number.strip()))
    ]
    return max(given, default=0) + 1


def same_number(
    papers: Iterable[IssuedPaper], number: str, symbol: str | None, year: int, like: IssuedPaper | None = None
) -> list[IssuedPaper]:
    """Other papers with a number of a symbol in a year; `like` and what is that same paper again are left out."""
    wanted = paper_number(number)
    return [
        paper
        for paper in papers
        if paper.number and paper_number(paper.number) == wanted and paper.symbol == symbol and year_of(paper) == year
        if like is None or (paper.id != like.id and not is_same_paper(paper, like))
    ]


def is_same_paper(one: IssuedPaper, other: IssuedPaper) -> bool:
    """Whether two entries are prints of one paper: as PDF and as Word, or printed again with its number."""
    return (one.form, one.plan_id, one.period, one.unit_id) == (other.form, other.plan_id, other.period, other.unit_id)


def full_number(paper: IssuedPaper) -> str:
    """Number and symbol as people name a paper: "64/BC-UBND"; the symbol alone while it has no number."""
    return "/".join(part for part in (paper_number(paper.number), paper.symbol or "") if part)
