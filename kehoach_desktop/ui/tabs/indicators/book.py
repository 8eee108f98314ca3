"""What the tab asks of indicators, worked out from the dossier once; changes nothing."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.indicators import (
    Figure,
    Verdict,
    judge,
    roll_up,
    target_for,
    value_of,
)
from kehoach_desktop.domain.periods import Period
from kehoach_desktop.domain.records import Indicator, Operator, Result, Submission, Target, Unit, UnitKind
from kehoach_desktop.domain.standing import figure_with_period
from kehoach_desktop.domain.target_steps import TargetStep, propose_steps
from kehoach_desktop.domain.vietnamese import format_number, sort_key
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.workspace import Workspace

_MOST_YEARS = 12  # a plan with a target for 2045 still draws and lists only years near its own


@frozen
class IndicatorRow:
    """An indicator with the figures of the period in force. `source` is the period its figure comes from."""

    indicator: Indicator
    number: int
    targets: Mapping[int | None, Target]
    mark: Target | None
    before: Figure
    before_own: Result | None
    own: Result | None
    units: Figure
    figure: Figure
    source: Period
    verdict: Verdict
    steps: Mapping[int, TargetStep]  # marks proposed for years without one; none while they are not asked for

    @property
    def id(self) -> str:
        return self.indicator.id

    @property
    def operator(self) -> Operator:
        return (self.mark.operator if self.mark else None) or self.indicator.operator

    def part(self, name: str) -> Decimal | None:
        """Numerator or denominator: the commune's own where it was typed, else the sum of the units."""
        own = getattr(self.own, name, None)
        if own is not None or (self.own is not None and self.own.value is not None):
            return own
        return getattr(self.units, name)

    @property
    def is_worked_out(self) -> bool:
        """Whether the figure follows from others and is not typed."""
        return self.figure.denominator is not None or (self.own is None and self.units.value is not None)


@frozen
class RollRow:
    """What one unit reported of an indicator in the period."""

    key: str
    unit: Unit
    result: Result | None
    submission: Submission | None
    measure: str | None

    @property
    def id(self) -> str:
        return self.key

    @property
    def value(self) -> Decimal | None:
        return value_of(self.result, self.measure) if self.result else None


@frozen
class Trend:
    """What the chart draws: figures and targets by year."""

    results: tuple[tuple[int, Decimal], ...]
    targets: tuple[tuple[int, Decimal], ...]
    year: int
    measure: str
    proposed: tuple[tuple[int, Decimal], ...] = ()


def worked_out(value: Decimal, mark: Decimal | None = None) -> str:
    """A worked-out figure with one place; with two where one would hide on which side of the mark it lies."""
    one = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    if mark is not None and ((one >= mark) != (value >= mark) or (one > mark) != (value > mark)):
        return format_number(value, 2)
    return format_number(value, 1)


def figure_text(figure: Figure, mark: Decimal | None = None) -> str:
    """A figure as typed, or rounded where it was worked out; "" without one."""
    if figure.value is None:
        return ""
    return worked_out(figure.value, mark) if figure.denominator is not None else format_number(figure.value)


def mark_text(target: Target | TargetStep | None, operator: Operator) -> str:
    """A target as its cell shows it and as it may be typed again: "95,5", "+2", "4 - 5"; its words without a figure."""
    if target is None:
        return ""
    if target.value is None:
        return target.text or "" if isinstance(target, Target) else ""
    text = format_number(target.value)
    if target.value_max is not None:
        return f"{text} - {format_number(target.value_max)}"
    return f"+{text}" if (target.operator or operator) in (Operator.INC, Operator.INC_GTE) else text


class IndicatorBook:
    """The indicators of a plan in the period in force."""

    def __init__(self, workspace: Workspace, *, with_steps: bool = False) -> None:
        self._with_steps = with_steps
        self.dossier: Dossier = workspace.dossier
        self.today = workspace.today
        self.period = workspace.period
        self.window = workspace.window
        self.year = self.period.year
        self._near = workspace.near
        self._reporters: dict[str, Sequence[Unit]] = {}

    @cached_property
    def rows(self) -> Sequence[IndicatorRow]:
        """In the plan's order."""
        return [self._row(indicator, place + 1) for place, indicator in enumerate(self.dossier.indicators)]

    @cached_property
    def row_by_id(self) -> Mapping[str, IndicatorRow]:
        return {row.id: row for row in self.rows}

    def _row(self, indicator: Indicator, number: int) -> IndicatorRow:
        targets = self.dossier.targets_of(indicator.id)
        mark = target_for(targets, self.year)
        here = self.dossier.results_of(indicator.id, self.period.id)
        figure, source = self._figure_in(indicator, self.period)
        last_year = Period(str(self.year - 1))
        before, _ = self._figure_in(indicator, last_year)
        return IndicatorRow(
            indicator,
            number,
            targets={target.year: target for target in targets},
            mark=mark,
            before=before,
            before_own=_own(self.dossier.results_of(indicator.id, last_year.id)),
            own=_own(here),
            units=roll_up(here, indicator.measure),
            figure=figure,
            source=source,
            verdict=judge(indicator.operator, mark, figure.value, before.value, self._near),
            steps=self._steps(indicator, targets) if self._with_steps else {},
        )

    def _steps(self, indicator: Indicator, targets: Sequence[Target]) -> Mapping[int, TargetStep]:
        """Marks on a straight line for the years of the plan that have none."""
        plan = self.dossier.plan
        first = (plan.first_year if plan else None) or self.year
        years = (*range(first, self.year + 1), *self.later_years)
        reached = self._reached(indicator, self.today.year)
        return {step.year: step for step in propose_steps(indicator, targets, reached, years)}

    def _reached(self, indicator: Indicator, before: int) -> list[tuple[int, Decimal]]:
        """The figures of the years before one."""
        years = [year for year in self._years.get(indicator.id, ()) if year < before]
        figures = [(year, self._figure_in(indicator, Period(str(year)))[0].value) for year in years]
        return [(year, value) for year, value in figures if value is not None]

    @cached_property
    def _years(self) -> Mapping[str, Sequence[int]]:
        """Indicator -> the years it has results of."""
        found: dict[str, set[int]] = {}
        for result in self.dossier.results:
            found.setdefault(result.indicator_id, set()).add(int(result.period[:4]))
        return {key: sorted(years) for key, years in found.items()}

    @property
    def steps(self) -> list[TargetStep]:
        """Every mark that is proposed, in the plan's order."""
        return [step for row in self.rows for step in row.steps.values()]

    def _figure_in(self, indicator: Indicator, period: Period) -> tuple[Figure, Period]:
        """The commune's figure as the papers take it, and the period it was told for."""
        return figure_with_period(self.dossier, indicator, period)

    @cached_property
    def later_years(self) -> Sequence[int]:
        """The years after the one in force that have targets, and those of the plan."""
        named = {target.year for target in self.dossier.targets if target.year and target.year > self.year}
        plan = self.dossier.plan
        if plan is not None and plan.last_year:
            named |= set(range(self.year + 1, min(plan.last_year, self.year + _MOST_YEARS) + 1))
        return sorted(named)

    @property
    def period_word(self) -> str:
        """The period without its year, as a narrow column head."""
        return self.period.short_title.replace(f"/{self.year}", "").replace(f" {self.year}", "")

    @property
    def whole(self) -> str:
        """What all units together are called: "cả xã", "cả phường"."""
        return f"cả {self.dossier.office.kind.value}"

    # --- roll-up ---

    def units_for(self, indicator: Indicator) -> Sequence[Unit]:
        """Who reports the indicator: the members of its group, else the units of the kind that reported it, else hamlets."""
        found = self._reporters.get(indicator.id)
        if found is None:
            found = self._reporters[indicator.id] = self._units_for(indicator)
        return found

    def _units_for(self, indicator: Indicator) -> Sequence[Unit]:
        units = self.dossier.unit_by_id
        reported = {r.unit_id for r in self.dossier.results if r.indicator_id == indicator.id and r.unit_id}
        responsible = units.get(indicator.unit_id or "")
        if responsible is not None and responsible.is_group:
            wanted = {unit.id for unit in self.dossier.members_of(responsible.id)} | reported
        else:
            kinds = {units[unit_id].kind for unit_id in reported if unit_id in units} or {UnitKind.HAMLET}
            wanted = {unit.id for unit in self.dossier.units if unit.kind in kinds and not unit.is_group} | reported
        found = [unit for unit in self.dossier.units if unit.id in wanted]
        return sorted(found, key=lambda u: sort_key(u.name) if u.kind is UnitKind.HAMLET else (u.position,))

    def roll_of(self, row: IndicatorRow) -> list[RollRow]:
        """What each unit reported in the period in force."""
        results = {r.unit_id: r for r in self.dossier.results_of(row.id, self.period.id) if r.unit_id}
        return [
            RollRow(
                f"{row.id} {self.period.id} {unit.id}",
                unit,
                results.get(unit.id),
                self.dossier.submission_of(unit.id, self.period.id),
                row.indicator.measure,
            )
            for unit in self.units_for(row.indicator)
        ]

    def units_word(self, units: Sequence[Unit]) -> str:
        """What the reporting units are called together."""
        return "thôn" if units and all(unit.kind is UnitKind.HAMLET for unit in units) else "đơn vị"

    # --- chart ---

    def trend_of(self, row: IndicatorRow) -> Trend:
        """Figures of every year up to the one in force, targets from it on."""
        indicator = row.indicator
        figures = [*self._reached(indicator, self.year), (self.year, row.figure.value)]
        last = self.dossier.plan.last_year if self.dossier.plan else None
        end = max(last or 0, self.year) if last else self.year + _MOST_YEARS
        marks = [(y, t.value) for y, t in row.targets.items() if y is not None and y <= end]
        if row.mark is not None and row.mark.year is None:
            marks.append((self.year, row.mark.value))
        proposed = [(year, step.value) for year, step in row.steps.items() if year <= end]
        return Trend(_known(figures), _known(marks), self.year, indicator.measure or "", _known(proposed))


def _own(results: Sequence[Result]) -> Result | None:
    return next((result for result in results if result.unit_id is None), None)


def _known(points: Sequence[tuple[int, Decimal | None]]) -> tuple[tuple[int, Decimal], ...]:
    return tuple(sorted((year, value) for year, value in points if value is not None))
