"""Figures against targets: value of a result, sum over units, met or not, words of a target; stores and rounds nothing."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

from kehoach_desktop.domain.records import Operator, Result, Target
from kehoach_desktop.domain.vietnamese import fold, format_number
from kehoach_desktop.frozen import frozen

# "gần đạt" on screen: at least this share of the target, unless the PC is told another; paper knows only đạt and chưa đạt.
NEAR = Decimal("0.85")


class Verdict(StrEnum):
    """How a result stands to its target."""

    MET = "met"
    NEAR = "near"
    MISSED = "missed"
    NO_DATA = "no_data"

    @property
    def label(self) -> str:
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.MET: "Đạt",
    Verdict.NEAR: "Gần đạt",
    Verdict.MISSED: "Chưa đạt",
    Verdict.NO_DATA: "Chưa có số",
}

OPERATOR_LABELS: dict[Operator, str] = {
    Operator.GT: "trên",
    Operator.GTE: "từ … trở lên",
    Operator.LT: "dưới",
    Operator.LTE: "không quá",
    Operator.EQ: "đạt",
    Operator.INC: "tăng thêm",
    Operator.INC_GTE: "tăng thêm ít nhất",
    Operator.TOWARD: "hướng tới",
    Operator.RANGE: "từ … đến …",
}

_TARGET_PATTERNS = {operator: label + " {value}" for operator, label in OPERATOR_LABELS.items()} | {
    Operator.GTE: "từ {value} trở lên",
    Operator.RANGE: "từ {low} đến {value}",
}
_LOWER_IS_BETTER = {Operator.LT, Operator.LTE}
_INCREASES = {Operator.INC, Operator.INC_GTE}

# Measures whose figures of units make no sense added up; a share of per cent needs numerators.
_NOT_ADDED = {fold(name) for name in ("tuổi", "năm", "cm", "kg", "điểm", "lần/năm", "lần/người")}


@frozen
class Figure:
    """A result added up over units; `counted` says how many of them gave figures."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    counted: int = 0


def is_percent(measure: str | None) -> bool:
    """Whether a measure is a percentage, whatever follows the sign ("% dân số")."""
    return (measure or "").strip().startswith("%")


def is_continuous(measure: str | None) -> bool:
    """Whether a measure is not counted one by one and not added up: tuổi, kg, điểm."""
    return fold(measure or "") in _NOT_ADDED


def is_increase(operator: Operator) -> bool:
    """Whether a mark says by how much a figure should grow, not which level it should reach."""
    return operator in _INCREASES


def target_for(targets: Iterable[Target], year: int) -> Target | None:
    """The mark of a year: its own, else the one that holds for every year, else None."""
    found = [target for target in targets if target.year in (year, None)]
    return min(found, key=lambda target: target.year is None, default=None)


def next_target(targets: Iterable[Target], year: int) -> Target | None:
    """The mark of a year or, when it has none, of the nearest later year: where the figure should be heading."""
    own = list(targets)
    later = [target for target in own if target.year is not None and target.year > year]
    return target_for(own, year) or min(later, key=lambda target: target.year or 0, default=None)


def _quotient(numerator: Decimal, denominator: Decimal, measure: str | None) -> Decimal | None:
    if denominator == 0:
        return None
    return numerator * 100 / denominator if is_percent(measure) else numerator / denominator


def value_of(result: Result, measure: str | None) -> Decimal | None:
    """The figure of a result: numerator over denominator (per cent for "%"), else the value given; None without data."""
    if result.numerator is not None and result.denominator is not None:
        return _quotient(result.numerator, result.denominator, measure)
    return result.value


def roll_up(results: Iterable[Result], measure: str | None) -> Figure:
    """The figures of units added up: sums of numerators over sums of denominators, never a mean of percentages.

    Results of the whole commune (without a unit) are left out. Plain values are added where their measure allows it.
    """
    own = [result for result in results if result.unit_id is not None]
    pairs = [(r.numerator, r.denominator) for r in own if r.numerator is not None and r.denominator is not None]
    if pairs:
        numerator = sum((n for n, _ in pairs), Decimal(0))
        denominator = sum((d for _, d in pairs), Decimal(0))
        return Figure(_quotient(numerator, denominator, measure), numerator, denominator, len(pairs))
    values = [result.value for result in own if result.value is not None]
    if not values or is_percent(measure) or is_continuous(measure):
        return Figure()
    return Figure(value=sum(values, Decimal(0)), counted=len(values))


def commune_figure(results: Sequence[Result], measure: str | None, follower: str | None = None) -> Figure:
    """The figure of the whole commune in a period: its own result, else that of the unit which follows it, else the sum.

    The follower (`Indicator.unit_id`) reports for the commune; adding it to the hamlets it counted would count twice.
    """
    for teller in (None, follower):
        for result in results:
            if result.unit_id == teller and (value := value_of(result, measure)) is not None:
                return Figure(value, result.numerator, result.denominator, 1)
    return roll_up(results, measure)


def judge(
    operator: Operator,
    target: Target | None,
    value: Decimal | None,
    baseline: Decimal | None = None,
    near: Decimal = NEAR,
) -> Verdict:
    """Whether a value meets a target; the target's own operator wins over the indicator's.

    "Đạt 95%" and a range are met from their (lower) mark on. An increase is the value less the baseline, or without a
    baseline the value itself. "Gần đạt" is `near` of the mark, for what should fall the mark divided by `near`.
    """
    if target is None or target.value is None or value is None:
        return Verdict.NO_DATA
    operator = target.operator or operator
    mark = target.value
    if is_increase(operator) and baseline is not None:
        value -= baseline
    if operator in _LOWER_IS_BETTER:
        met = value < mark if operator is Operator.LT else value <= mark
        close = value <= mark / near
    else:
        met = value > mark if operator is Operator.GT else value >= mark
        close = mark > 0 and value >= mark * near
    if met:
        return Verdict.MET
    return Verdict.NEAR if close else Verdict.MISSED


def measured(value: Decimal, measure: str | None) -> str:
    """A figure with its measure as papers print it: "95,5%", "4 người"."""
    unit = (measure or "").strip()
    return format_number(value) + (unit if is_percent(unit) else f" {unit}".rstrip())


def target_text(target: Target, operator: Operator, measure: str | None) -> str:
    """A target in words: "từ 80% trở lên", "tăng thêm ít nhất 1,5 cm", "từ 4 đến 5 người"; its text without a figure."""
    if target.value is None:
        return target.text or ""
    operator = target.operator or operator
    high = target.value_max if target.value_max is not None else target.value
    shown = high if operator is Operator.RANGE else target.value
    return _TARGET_PATTERNS[operator].format(low=format_number(target.value), value=measured(shown, measure))
