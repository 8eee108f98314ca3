"""Form chi-tieu: indicators with their yearly targets, the figure of the period, its share of the target, met or not, charts."""

from collections import defaultdict
from decimal import Decimal

from kehoach_desktop.domain.indicators import Figure, Verdict, is_percent, judge, target_for, target_text
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import Indicator, Operator, Target
from kehoach_desktop.domain.standing import figure_in
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import (
    Align,
    Cell,
    Chart,
    ChartPoint,
    Column,
    Formula,
    Number,
    Row,
    RowKind,
    TableForm,
)
from kehoach_desktop.reports.text import lower_first, one_line, tidy

ID = "chi-tieu"
TITLE = "Kết quả thực hiện chỉ tiêu"
NO_INDICATORS = Row(("", "Chưa có chỉ tiêu nào."), RowKind.GROUP)

# How a mark is written in a narrow column; the rest of the operators need words.
_MARKS = {Operator.GT: "> ", Operator.GTE: "≥ ", Operator.LT: "< ", Operator.LTE: "≤ ", Operator.EQ: "", Operator.INC: "+ ",
          Operator.INC_GTE: "≥ + ", Operator.TOWARD: ""}  # fmt: skip
_INCREASES = {Operator.INC, Operator.INC_GTE}
_SHARE_MEANS_NOTHING = {Operator.LT, Operator.LTE, Operator.RANGE, Operator.INC, Operator.INC_GTE}
_MOST_YEARS = 7
_MOST_CHART_YEARS = 10


@frozen
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
        figure = figure_in(dossier, indicator, request.period)
        target = target_for(dossier.targets_of(indicator.id), year)
        before = figure_in(dossier, indicator, Period(str(year - 1))).value
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


def columns(request: Request) -> tuple[Column, ...]:
    """All columns there are; the targets of all years are chosen as one."""
    year, years = request.period.year, target_years(request)
    width = max(17, 40 / len(years))
    targets = [Column(f"Năm {y}", width, Align.CENTER, "Mục tiêu", id=f"targets.{y}") for y in years]
    return (
        Column("TT", 11, Align.CENTER, id="no", fixed=True),
        Column("Chỉ tiêu", 64, id="indicator", fixed=True),
        Column("Đơn vị tính", 16, Align.CENTER, id="measure"),
        Column(f"Thực hiện năm {year - 1}", 18, Align.CENTER, id="before"),
        *targets,
        Column(f"Thực hiện {lower_first(request.period.short_title)}", 20, Align.CENTER, id="result"),
        Column(f"Tỷ lệ so với mục tiêu {year} (%)", 20, Align.CENTER, id="share"),
        Column("Đánh giá", 19, Align.CENTER, id="verdict"),
        Column("Đơn vị theo dõi", 26, id="unit"),
        Column("Ghi chú", 24, id="note"),
        Column(f"Mục tiêu năm {year}", 18, Align.CENTER, id="target", shown=False),
        Column("Tử số", 17, Align.CENTER, id="numerator", shown=False),
        Column("Mẫu số", 17, Align.CENTER, id="denominator", shown=False),
    )


def target_cell(target: Target | None, indicator: Indicator) -> Cell:
    """A target as a figure with its sign where it has one, else in words."""
    if target is None:
        return None
    operator = target.operator or indicator.operator
    if target.value is not None and operator in _MARKS and (operator is not Operator.EQ or target.value_max is None):
        return Number(target.value, prefix=_MARKS[operator])
    return target_text(target, operator, None)


def _figure_cell(standing: Standing) -> Cell:
    """The figure of the period: as typed, or with at least one place where it was worked out from a share."""
    value, measure = standing.figure.value, standing.indicator.measure
    if value is None:
        return None
    if standing.figure.denominator is None:
        return Number(common.rounded(value, standing.mark))
    share = "{numerator}/{denominator}" + ("*100" if is_percent(measure) else "")
    return Formula(_shown(value, standing.mark), f'IF(N({{denominator}})=0,"",{share})')


def _share_cell(standing: Standing, year: int) -> Cell:
    """The figure in per cent of the year's target; live where that target is a figure of its own column."""
    if standing.share is None:
        return None
    mark = f"{{targets.{year}}}"
    return Formula(_shown(standing.share, Decimal(100)), f'IF(N({mark})=0,"",{{result}}/{mark}*100)')


def _shown(value: Decimal, mark: Decimal | None) -> Number:
    """A worked-out figure, whole, with the one or two places it is shown with."""
    exponent = common.rounded(value, mark).as_tuple().exponent
    return Number(value, places=2 if exponent == -2 else 1)


def _row(request: Request, number: int, standing: Standing, years: list[int]) -> Row:
    dossier, indicator, figure = request.dossier, standing.indicator, standing.figure
    targets = dossier.targets_of(indicator.id)
    before = standing.before
    unit = dossier.unit_by_id.get(indicator.unit_id or "")
    own = [r.note for r in dossier.results_of(indicator.id, request.period.id) if r.unit_id is None and r.note]
    cells = (
        number,
        tidy(indicator.name),
        tidy(indicator.measure),
        None if before is None else Number(common.rounded(before)),
        *(target_cell(target_for(targets, year), indicator) for year in years),
        _figure_cell(standing),
        _share_cell(standing, request.period.year),
        standing.words,
        one_line(unit.name) if unit else "",
        tidy(own[0] if own else indicator.note),
        target_cell(standing.target, indicator),
        figure.numerator,
        figure.denominator,
    )
    return Row(cells)


def build(request: Request) -> TableForm:
    """The table of all indicators of the plan."""
    years = target_years(request)
    found = standings(request)
    rows = [_row(request, n, standing, years) for n, standing in enumerate(found, 1)]
    form = TableForm(
        title=f"{TITLE} {request.period.phrase}".upper(),
        subtitle=(f"(Số liệu {request.data_days})",),
        columns=columns(request),
        rows=tuple(rows) or (NO_INDICATORS,),
        letterhead=common.letterhead(request),
        foot=common.foot(request),
        sheet="Chỉ tiêu",
        author=one_line(request.dossier.office.name),
        charts=_charts(request, found) if request.options.charts else (),
    )
    return common.in_office_layout(request, ID, form)


# charts


def _charts(request: Request, found: list[Standing]) -> tuple[Chart, ...]:
    """One for each indicator that has a result and something to compare it with."""
    reported: dict[str, set[int]] = defaultdict(set)
    for result in request.dossier.results:
        reported[result.indicator_id].add(int(result.period[:4]))
    charts = (_chart(request, standing, reported[standing.indicator.id]) for standing in found)
    return tuple(chart for chart in charts if chart)


def _chart(request: Request, standing: Standing, reported: set[int]) -> Chart | None:
    """Results and targets by year; None without a result or with figures of one year only."""
    dossier, indicator, year = request.dossier, standing.indicator, request.period.year
    by_year = {t.year: t for t in dossier.targets_of(indicator.id)}
    near = {year, *(y for y in reported if y <= year), *(y for y in by_year if y)}
    points = []
    for y in sorted(y for y in near if abs(y - year) < _MOST_CHART_YEARS):
        reached = standing.figure.value if y == year else None
        if y < year:
            reached = figure_in(dossier, indicator, Period(str(y))).value
        mark = _drawn_mark(by_year.get(y) or by_year.get(None), indicator)
        if reached is not None or mark is not None:
            points.append(ChartPoint(str(y), None if reached is None else common.rounded(reached, mark), mark))
    if len(points) < 2 or all(point.result is None for point in points):
        return None
    return Chart(one_line(indicator.name), one_line(indicator.measure), tuple(points))


def _drawn_mark(target: Target | None, indicator: Indicator) -> Decimal | None:
    """The height of a target; an increase is no height on the scale of the figures."""
    if target is None or (target.operator or indicator.operator) in _INCREASES:
        return None
    return target.value
