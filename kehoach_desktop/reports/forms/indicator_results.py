"""Form chi-tieu: indicators with their yearly targets, the figure of the period, its share of the target, met or not."""

from dataclasses import dataclass
from decimal import Decimal

from kehoach_desktop.domain.indicators import Figure, Verdict, judge, target_for, target_text
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import Indicator, Operator, Target
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Align, Cell, Column, Number, Row, RowKind, TableForm
from kehoach_desktop.reports.text import one_line, tidy

TITLE = "Kết quả thực hiện chỉ tiêu"
NO_INDICATORS = Row(("", "Chưa có chỉ tiêu nào."), RowKind.GROUP)

# How a mark is written in a narrow column; the rest of the operators need words.
_MARKS = {Operator.GT: "> ", Operator.GTE: "≥ ", Operator.LT: "< ", Operator.LTE: "≤ ", Operator.EQ: "", Operator.INC: "+ ",
          Operator.INC_GTE: "≥ + ", Operator.TOWARD: ""}  # fmt: skip
_SHARE_MEANS_NOTHING = {Operator.LT, Operator.LTE, Operator.RANGE, Operator.INC, Operator.INC_GTE}
_MOST_YEARS = 7


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator at the end of the period: its figure, the year's target, last year's figure, the verdict."""

    indicator: Indicator
    figure: Figure
    target: Target | None
    before: Decimal | None
    verdict: Verdict

    @property
    def operator(self) -> Operator:
        return (self.target.operator if self.target else None) or self.indicator.operator

    @property
    def mark(self) -> Decimal | None:
        return self.target.value if self.target else None

    @property
    def share(self) -> Decimal | None:
        """The figure in per cent of the target, where that says something."""
        if self.figure.value is None or not self.mark or self.mark < 0 or self.operator in _SHARE_MEANS_NOTHING:
            return None
        return self.figure.value * 100 / self.mark

    @property
    def words(self) -> str:
        """The verdict as papers give it: there is no "gần đạt" on paper."""
        if self.verdict is Verdict.NO_DATA:
            return "" if self.target is None and self.figure.value is not None else "Chưa có số liệu"
        return (Verdict.MET if self.verdict is Verdict.MET else Verdict.MISSED).label


def standings(request: Request) -> list[Standing]:
    """How every indicator stands in the period."""
    dossier, year = request.dossier, request.period.year
    found = []
    for indicator in dossier.indicators:
        figure = common.figure_in(dossier, indicator, request.period)
        target = target_for(dossier.targets_of(indicator.id), year)
        before = common.figure_in(dossier, indicator, Period(str(year - 1))).value
        verdict = judge(indicator.operator, target, figure.value, before)
        found.append(Standing(indicator, figure, target, before, verdict))
    return found


def target_years(request: Request) -> list[int]:
    """The years the plan has targets for, and the period's; of many the ones before the period's go first."""
    year = request.period.year
    years = sorted({target.year for target in request.dossier.targets if target.year} | {year})
    while len(years) > _MOST_YEARS:
        # the last year is the goal of the plan; the farthest from the period's among the others says least
        years.remove(max(years[:-1], key=lambda y: (y < year, abs(y - year))))
    return years


def _columns(request: Request, years: list[int]) -> tuple[Column, ...]:
    year = request.period.year
    targets = [Column(f"Năm {y}", max(17, 40 / len(years)), Align.CENTER, "Mục tiêu") for y in years]
    return (
        Column("TT", 11, Align.CENTER),
        Column("Chỉ tiêu", 64),
        Column("Đơn vị tính", 16, Align.CENTER),
        Column(f"Thực hiện năm {year - 1}", 18, Align.CENTER),
        *targets,
        Column(f"Thực hiện {request.period.short_title[0].lower()}{request.period.short_title[1:]}", 20, Align.CENTER),
        Column(f"Tỷ lệ so với mục tiêu {year} (%)", 20, Align.CENTER),
        Column("Đánh giá", 19, Align.CENTER),
        Column("Đơn vị theo dõi", 26),
        Column("Ghi chú", 24),
    )


def target_cell(target: Target | None, indicator: Indicator) -> Cell:
    """A target as a figure with its sign where it has one, else in words."""
    if target is None:
        return None
    operator = target.operator or indicator.operator
    if target.value is not None and operator in _MARKS and (operator is not Operator.EQ or target.value_max is None):
        return Number(target.value, prefix=_MARKS[operator])
    return target_text(target, operator, None)


def _figure(standing: Standing, value: Decimal) -> Number:
    """The figure of the period: as typed, or with at least one place where it was worked out from a share."""
    shown = common.rounded(value, standing.mark)
    return Number(shown) if standing.figure.denominator is None else _one_place(shown)


def _one_place(value: Decimal) -> Number:
    exponent = value.as_tuple().exponent
    return Number(value, places=2 if exponent == -2 else 1)


def _row(request: Request, number: int, standing: Standing, years: list[int]) -> Row:
    dossier, indicator = request.dossier, standing.indicator
    targets = dossier.targets_of(indicator.id)
    value, before, share = standing.figure.value, standing.before, standing.share
    unit = dossier.unit_by_id.get(indicator.unit_id or "")
    own = [r.note for r in dossier.results_of(indicator.id, request.period.id) if r.unit_id is None and r.note]
    cells = (
        number,
        tidy(indicator.name),
        tidy(indicator.measure),
        None if before is None else Number(common.rounded(before)),
        *(target_cell(target_for(targets, year), indicator) for year in years),
        None if value is None else _figure(standing, value),
        None if share is None else _one_place(common.rounded(share, Decimal(100))),
        standing.words,
        one_line(unit.name) if unit else "",
        tidy(own[0] if own else indicator.note),
    )
    return Row(cells)


def build(request: Request) -> TableForm:
    """The table of all indicators of the plan."""
    years = target_years(request)
    rows = [_row(request, n, standing, years) for n, standing in enumerate(standings(request), 1)]
    return TableForm(
        title=f"{TITLE} {request.period.phrase}".upper(),
        subtitle=(f"(Số liệu {request.data_days})",),
        columns=_columns(request, years),
        rows=tuple(rows) or (NO_INDICATORS,),
        letterhead=common.letterhead(request),
        foot=common.foot(request),
        sheet="Chỉ tiêu",
        author=one_line(request.dossier.office.name),
    )
