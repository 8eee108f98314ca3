"""Reporting periods, the days whose data they cover and their deadlines; reads no file, the rules are handed in as a table."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from kehoach_desktop.domain.days import month_end
from kehoach_desktop.domain.paper import roman
from kehoach_desktop.domain.records import Cycle, ReportCycle
from kehoach_desktop.domain.vietnamese import format_date, format_day, tone_normal, weekday_name
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen

HolidayName = Callable[[date], str | None]

_PERIOD = r"(\d{4})(?:-(?:(Q[1-4])|(H[12])|(9M)|(0[1-9]|1[0-2])))?"


@frozen
class _CycleShape:
    """How often a cycle comes in a year, its months, and how its periods are called; {n} number, {r} Roman, {y} year."""

    per_year: int
    months: int
    id: str
    title: str
    short_title: str


_SHAPES: dict[Cycle, _CycleShape] = {
    Cycle.MONTH: _CycleShape(12, 1, "{y}-{n:02d}", "Tháng {n} năm {y}", "Tháng {n}/{y}"),
    Cycle.QUARTER: _CycleShape(4, 3, "{y}-Q{n}", "Quý {r} năm {y}", "Quý {r}/{y}"),
    Cycle.HALF: _CycleShape(2, 6, "{y}-H{n}", "6 tháng {half} năm {y}", "6 tháng {half_short}{y}"),
    Cycle.NINE_MONTHS: _CycleShape(1, 9, "{y}-9M", "9 tháng năm {y}", "9 tháng {y}"),
    Cycle.YEAR: _CycleShape(1, 12, "{y}", "Năm {y}", "Năm {y}"),
}


@frozen
class Period:
    """A reporting period by its id: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-05. Raises BadValue for any other text."""

    id: str

    def __post_init__(self) -> None:
        if not re.fullmatch(_PERIOD, self.id):
            raise BadValue(
                f"“{self.id}” không phải là kỳ báo cáo.", "Gõ ví dụ 2026, 2026-H1, 2026-Q3, 2026-9M hoặc 2026-05."
            )

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period a person typed: case and blanks around do not matter."""
        return cls(text.strip().upper())

    @classmethod
    def of(cls, cycle: Cycle, year: int, index: int = 1) -> "Period":
        """The index-th (from 1) period of a cycle in a year."""
        return cls(_SHAPES[cycle].id.format(y=year, n=index))

    @cached_property
    def _parts(self) -> tuple[int, Cycle, int]:
        found = re.fullmatch(_PERIOD, self.id)
        assert found is not None  # noqa: S101 - __post_init__ made sure
        year, quarter, half, nine, month = found.groups()
        if quarter:
            return int(year), Cycle.QUARTER, int(quarter[1])
        if half:
            return int(year), Cycle.HALF, int(half[1])
        if nine:
            return int(year), Cycle.NINE_MONTHS, 1
        return (int(year), Cycle.MONTH, int(month)) if month else (int(year), Cycle.YEAR, 1)

    @property
    def year(self) -> int:
        return self._parts[0]

    @property
    def cycle(self) -> Cycle:
        return self._parts[1]

    @property
    def index(self) -> int:
        return self._parts[2]

    @property
    def first_month(self) -> int:
        return (self.index - 1) * _SHAPES[self.cycle].months + 1

    @property
    def last_month(self) -> int:
        return self.index * _SHAPES[self.cycle].months

    def _named(self, pattern: str) -> str:
        half, half_short = ("đầu", "") if self.index == 1 else ("cuối", "cuối ")
        return pattern.format(y=self.year, n=self.index, r=roman(self.index), half=half, half_short=half_short)

    @property
    def title(self) -> str:
        """The name as a heading or on a button: "6 tháng đầu năm 2026", "Quý I năm 2026"."""
        return self._named(_SHAPES[self.cycle].title)

    @property
    def phrase(self) -> str:
        """The name inside a sentence: "quý I năm 2026"."""
        return self.title[0].lower() + self.title[1:]

    @property
    def short_title(self) -> str:
        """The name as a column header: "Quý I/2026", "6 tháng 2026"."""
        return self._named(_SHAPES[self.cycle].short_title)

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Orders periods by their end, the shorter first: tháng 6, quý II, 6 tháng."""
        return self.year, self.last_month, _SHAPES[self.cycle].months

    def _shifted(self, by: int) -> "Period":
        count = _SHAPES[self.cycle].per_year
        place = self.year * count + self.index - 1 + by
        return Period.of(self.cycle, place // count, place % count + 1)

    def previous(self) -> "Period":
        """The period of the same cycle before this one."""
        return self._shifted(-1)

    def next(self) -> "Period":
        """The period of the same cycle after this one."""
        return self._shifted(1)


def periods_of_year(year: int, cycles: Collection[Cycle] = tuple(Cycle)) -> list[Period]:
    """All periods of a year, or those of some cycles, in the order of their ends."""
    found = [Period.of(cycle, year, n) for cycle in cycles for n in range(1, _SHAPES[cycle].per_year + 1)]
    return sorted(found, key=lambda period: period.sort_key)


def covers(outer: Period, inner: Period) -> bool:
    """Whether every month of `inner` lies in `outer`; a period covers itself."""
    return outer.year == inner.year and outer.first_month <= inner.first_month and inner.last_month <= outer.last_month


@frozen
class CycleRule:
    """The days of a cycle: data from `from_day` of the month before to `to_day` of the last month, due on `due_day` of it."""

    from_day: int
    to_day: int
    due_day: int | None
    law: str


@frozen
class PeriodRules:
    """The rules of resources/rules/periods.tsv (NĐ 09/2019/NĐ-CP, Điều 8 khoản 5 và Điều 12)."""

    windows: Mapping[Cycle, CycleRule]
    min_working_days: int
    default_cycles: tuple[Cycle, ...]
    before_words: tuple[str, ...]
    until_words: tuple[str, ...]
    next_month_words: tuple[str, ...]
    before_without_word: bool

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[str]]) -> "PeriodRules":
        """The rules of the table's rows; raises BadValue when a part is missing or a day is none."""
        given = {name: values for name, *values in rows if name != "window"}
        try:
            rules = cls(
                windows={Cycle(values[0]): _cycle_rule(values[1:]) for name, *values in rows if name == "window"},
                min_working_days=int(given["min_working_days"][0]),
                default_cycles=tuple(Cycle(name) for name in given["default_cycles"]),
                before_words=tuple(given["before"]),
                until_words=tuple(given["until"]),
                next_month_words=tuple(given["next_month"]),
                before_without_word={"before": True, "until": False}[given["without_word"][0]],
            )
        except (IndexError, KeyError, ValueError) as fault:
            raise BadValue(f"Bảng quy định kỳ báo cáo sai hoặc thiếu: {fault}.", "Sửa lại tệp periods.tsv.") from fault
        if missing := [cycle.value for cycle in Cycle if cycle not in rules.windows]:
            raise BadValue(f"Bảng quy định kỳ báo cáo thiếu {', '.join(missing)}.", "Sửa lại tệp periods.tsv.")
        return rules


def _cycle_rule(values: Sequence[str]) -> CycleRule:
    from_day, to_day, due_day, law = values
    rule = CycleRule(int(from_day), int(to_day), None if due_day == "-" else int(due_day), law)
    if any(not 1 <= day <= 28 for day in (rule.from_day, rule.to_day, rule.due_day or 1)):
        raise ValueError("ngày phải từ 1 đến 28")
    return rule


class WarningKind(StrEnum):
    """What is doubtful about a plan's deadline; the program keeps the plan's day all the same."""

    BEFORE_CUT_OFF = "before_cut_off"
    TOO_SHORT = "too_short"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    NO_SUCH_DAY = "no_such_day"


@frozen
class WindowWarning:
    """A doubt about a deadline, as a Vietnamese sentence."""

    kind: WarningKind
    message: str


@frozen
class Window:
    """The days whose data a period covers (both inclusive) and the last day on which its report is in time.

    `source` says where the deadline comes from, `law` where the data days come from.
    """

    period: Period
    data_from: date
    data_to: date
    due_on: date | None
    source: str
    warnings: tuple[WindowWarning, ...] = ()
    law: str = ""


def is_working_day(day: date, holiday_name: HolidayName) -> bool:
    """Monday to Friday and no public holiday; days worked in exchange are not known here."""
    return day.weekday() < 5 and not holiday_name(day)


def working_days_between(start: date, end: date, holiday_name: HolidayName) -> int:
    """Working days after `start` up to and with `end`; 0 when `end` is not later."""
    return sum(is_working_day(start + timedelta(n), holiday_name) for n in range(1, (end - start).days + 1))


def data_days(period: Period, rules: PeriodRules) -> tuple[date, date]:
    """First and last day of the data a period covers (NĐ 09/2019/NĐ-CP, Điều 12)."""
    rule = rules.windows[period.cycle]
    data_from = _day_of(period.year, period.first_month - 1, rule.from_day)
    return data_from, _day_of(period.year, period.last_month, rule.to_day)


def window_of(period: Period, rules: PeriodRules, cycles: Sequence[ReportCycle], holiday_name: HolidayName) -> Window:
    """The data days of a period and its deadline: the plan's own day where it names one, else the default of the rules.

    Data days: NĐ 09/2019/NĐ-CP, Điều 12. A plan's day is obeyed and only warned about (Điều 8 khoản 5).
    """
    rule = rules.windows[period.cycle]
    data_from, data_to = data_days(period, rules)
    own = _own_deadline(period, rules, cycles)
    if own is None:
        due_on = _default_due(period, rule, data_to, rules, holiday_name)
        source = f"Hạn mặc định: ngày {rule.due_day} {_month_words(period)}" if due_on else "Chưa có hạn"
        if due_on and due_on.day != rule.due_day:
            source += ", dời sang ngày làm việc kế tiếp"
        return Window(period, data_from, data_to, due_on, source, (), rule.law)
    warnings = _doubts(own.due_on, data_to, rules, holiday_name)
    if own.no_such_day:
        message = f"Không có ngày {own.no_such_day}. Lấy ngày cuối tháng làm mốc."
        warnings = (WindowWarning(WarningKind.NO_SUCH_DAY, message), *warnings)
    return Window(period, data_from, data_to, own.due_on, f"Theo kế hoạch: {own.words}", warnings, rule.law)


def reporting_periods(year: int, cycles: Sequence[ReportCycle], rules: PeriodRules) -> list[Period]:
    """The periods in which results are due: those of the plan's cycles, else of the default cycles.

    A plan with one half-year deadline in the middle of the year and a yearly report has no second half-year report.
    """
    named = {row.cycle for row in cycles} or set(rules.default_cycles)
    periods = periods_of_year(year, named)
    halves = [row for row in cycles if row.cycle is Cycle.HALF]
    second = Period.of(Cycle.HALF, year, 2)
    if Cycle.YEAR in named and halves and all(row.month for row in halves):
        periods = [p for p in periods if p != second or any(_month_shift(second, row) is not None for row in halves)]
    return periods


def _day_of(year: int, month: int, day: int) -> date:
    """A day of a month that may lie before January or after December; the month's last day when it has no such day."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, month_end(year, month).day))


def _month_words(period: Period) -> str:
    return "của tháng" if period.cycle is Cycle.MONTH else "tháng cuối kỳ"


def _default_due(
    period: Period, rule: CycleRule, data_to: date, rules: PeriodRules, holiday_name: HolidayName
) -> date | None:
    if rule.due_day is None:
        return None
    due_on = _day_of(period.year, period.last_month, rule.due_day)
    for _ in range(60):  # no run of holidays is that long
        enough = working_days_between(data_to, due_on, holiday_name) >= rules.min_working_days
        if enough and is_working_day(due_on, holiday_name):
            break
        due_on += timedelta(1)
    return due_on


@frozen
class _OwnDeadline:
    due_on: date
    words: str
    no_such_day: str | None


def _month_shift(period: Period, row: ReportCycle) -> int | None:
    """Months from the end of the period to the deadline's month; None when the deadline belongs to another period.

    Each period takes the deadlines nearest to its end: of 15/6 and 15/12 the first is the first half's.
    """
    if row.month is None:
        return 0
    share = 12 // _SHAPES[period.cycle].per_year
    shift = (row.month - period.last_month + 5) % 12 - 5
    return shift if -((share - 1) // 2) <= shift <= share // 2 else None


def _own_deadline(period: Period, rules: PeriodRules, cycles: Sequence[ReportCycle]) -> _OwnDeadline | None:
    """The plan's deadline for a period; a row with a month wins over one that recurs every period."""
    fitting = [
        (row.month is None, abs(shift), place, shift)
        for place, row in enumerate(cycles)
        if row.cycle is period.cycle and row.day and (shift := _month_shift(period, row)) is not None
    ]
    if not fitting:
        return None
    *_, place, shift = min(fitting)
    row = cycles[place]
    day = row.day or 0
    before, recurs_next = _read_words(row, rules)
    if row.month is None and recurs_next:
        shift = 1
    named = _day_of(period.year, period.last_month + shift, day)
    missing = f"{day}/{named.month}" if named.day != day else None
    spoken = format_day(day, row.month) if row.month else f"{day:02d} {'tháng sau' if shift else _month_words(period)}"
    if before:
        return _OwnDeadline(named - timedelta(1), f"trước ngày {spoken}", missing)
    return _OwnDeadline(named, f"chậm nhất ngày {spoken}", missing)


def _read_words(row: ReportCycle, rules: PeriodRules) -> tuple[bool, bool]:
    """Whether the deadline ends before its day, and whether it lies in the month after the period."""
    text = tone_normal(row.text or "").lower()
    where = _position_of_day(text, row)
    head, tail = text[:where], text[where:]
    places = [(head.rfind(word) + len(word), len(word), True) for word in rules.before_words if word in head]
    places += [(head.rfind(word) + len(word), len(word), False) for word in rules.until_words if word in head]
    before = max(places)[2] if places else rules.before_without_word
    clause = re.split(r"[;.()]", tail, maxsplit=1)[0]
    return before, any(word in clause for word in rules.next_month_words)


def _position_of_day(text: str, row: ReportCycle) -> int:
    """Where the sentence names the deadline's day; its end when it does not."""
    day = rf"(?<![\d/])0?{row.day}"
    month = rf"(?:\s*/\s*|\s+tháng\s+)0?{row.month}(?!\d)" if row.month else r"(?![\d/])"
    found = re.search(day + month, text)
    return found.start() if found else len(text)


def _doubts(due_on: date, data_to: date, rules: PeriodRules, holiday_name: HolidayName) -> tuple[WindowWarning, ...]:
    """What is wrong with a plan's deadline; Điều 8 khoản 5 wants a working day between the data and the deadline."""
    found = []
    due, cut_off = format_date(due_on), format_date(data_to)
    keep = "vẫn giữ theo kế hoạch"
    if due_on < data_to:
        message = f"Hạn {due} trước ngày chốt số liệu {cut_off}. Số liệu gửi đi chưa đủ kỳ; {keep}."
        found.append(WindowWarning(WarningKind.BEFORE_CUT_OFF, message))
    elif working_days_between(data_to, due_on, holiday_name) < rules.min_working_days:
        how = "trùng ngày chốt số liệu" if due_on == data_to else f"quá gần ngày chốt số liệu {cut_off}"
        message = f"Hạn {due} {how}. Cần cách ít nhất {rules.min_working_days} ngày làm việc; {keep}."
        found.append(WindowWarning(WarningKind.TOO_SHORT, message))
    holiday = holiday_name(due_on)
    if holiday:
        found.append(WindowWarning(WarningKind.HOLIDAY, f"Hạn {due} là ngày nghỉ lễ ({holiday}); {keep}."))
    elif due_on.weekday() >= 5:
        found.append(WindowWarning(WarningKind.WEEKEND, f"Hạn {due} là {weekday_name(due_on)}; {keep}."))
    return tuple(found)
