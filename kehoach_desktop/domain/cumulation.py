"""Lũy kế: what a unit has counted from the first day of the year (domain notes §4); reads no file.

Only what happens and is counted adds up: sittings, visits, classes. Shares and stocks (“hộ”, “%”) are no sums.
"""

from decimal import Decimal

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Period, covers
from kehoach_desktop.domain.vietnamese import fold

_COUNTED = frozenset(
    fold(word)
    for word in (
        "buổi", "lượt", "lượt người", "lần", "cuộc", "lớp", "đợt", "hội nghị", "tin", "bài", "tin bài", "tờ", "cuốn", "bộ",
    )
)  # fmt: skip


def adds_up(measure: str | None) -> bool:
    """Whether figures of this measure may be summed over periods."""
    return measure is not None and fold(measure) in _COUNTED


def earlier_in_year(dossier: Dossier, indicator_id: str, unit_id: str, period: Period) -> Decimal:
    """The sum of a unit's figures of the same year before a period; none is counted twice where periods hold others."""
    figures: dict[Period, Decimal] = {}
    for row in dossier.results:
        if row.indicator_id != indicator_id or row.unit_id != unit_id or row.value is None:
            continue
        other = Period(row.period)
        if other.year == period.year and other.sort_key < period.sort_key and not covers(period, other):
            figures[other] = row.value
    whole = [one for one in figures if not any(other != one and covers(other, one) for other in figures)]
    return sum((figures[one] for one in whole if not covers(one, period)), Decimal(0))
