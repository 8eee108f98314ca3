"""Names and order of periods, the data days and deadlines of 2026, and what is doubtful about a plan's own deadline."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.periods import (
    Period,
    PeriodRules,
    WarningKind,
    covers,
    periods_of_year,
    reporting_periods,
    window_of,
    working_days_between,
)
from kehoach_desktop.domain.records import Cycle
from kehoach_desktop.errors import BadValue
from kehoach_desktop.paths import rows_of
from tests.factories import make_cycle

ROWS = rows_of("rules", "periods.tsv")
RULES = PeriodRules.from_rows(ROWS)
HOLIDAYS = {date(2026, 2, 16) + timedelta(n): "Tết Bính Ngọ" for n in range(5)} | {
    date(2026, 4, 30): "Ngày Thống nhất",
    date(2026, 9, 2): "Quốc khánh",
}

periods = st.builds(lambda year, at: periods_of_year(year)[at], st.integers(2001, 2098), st.integers(0, 19))


def window(period_id, *cycles):
    return window_of(Period(period_id), RULES, cycles, HOLIDAYS.get)


def kinds(found):
    return [warning.kind for warning in found.warnings]


@pytest.mark.parametrize(
    ("text", "cycle", "index", "title", "short_title", "phrase"),
    [
        ("2026", Cycle.YEAR, 1, "Năm 2026", "Năm 2026", "năm 2026"),
        ("2026-H1", Cycle.HALF, 1, "6 tháng đầu năm 2026", "6 tháng 2026", "6 tháng đầu năm 2026"),
        ("2026-h2", Cycle.HALF, 2, "6 tháng cuối năm 2026", "6 tháng cuối 2026", "6 tháng cuối năm 2026"),
        ("2026-9M", Cycle.NINE_MONTHS, 1, "9 tháng năm 2026", "9 tháng 2026", "9 tháng năm 2026"),
        ("2026-Q1", Cycle.QUARTER, 1, "Quý I năm 2026", "Quý I/2026", "quý I năm 2026"),
        (" 2026-q4 ", Cycle.QUARTER, 4, "Quý IV năm 2026", "Quý IV/2026", "quý IV năm 2026"),
        ("2026-01", Cycle.MONTH, 1, "Tháng 1 năm 2026", "Tháng 1/2026", "tháng 1 năm 2026"),
        ("2026-12", Cycle.MONTH, 12, "Tháng 12 năm 2026", "Tháng 12/2026", "tháng 12 năm 2026"),
    ],
)
def test_a_period_reads_its_id_and_names_itself(text, cycle, index, title, short_title, phrase):
    period = Period.parse(text)
    assert (period.year, period.cycle, period.index) == (2026, cycle, index)
    assert (period.title, period.short_title, period.phrase) == (title, short_title, phrase)


@pytest.mark.parametrize(
    "text", ["", "26", "2026-Q5", "2026-Q0", "2026-H3", "2026-13", "2026-00", "2026-6", "2026-6M", "quý I"]
)
def test_other_texts_are_refused_with_examples(text):
    with pytest.raises(BadValue, match="2026-H1"):
        Period.parse(text)


def test_a_year_has_twenty_periods_ordered_by_their_ends():
    ids = [period.id for period in periods_of_year(2026)]
    assert len(ids) == 20
    assert ids[:8] == ["2026-01", "2026-02", "2026-03", "2026-Q1", "2026-04", "2026-05", "2026-06", "2026-Q2"]
    assert ids[8] == "2026-H1"
    assert ids[-4:] == ["2026-12", "2026-Q4", "2026-H2", "2026"]


def test_the_periods_of_some_cycles():
    assert [p.id for p in periods_of_year(2026, {Cycle.HALF, Cycle.YEAR})] == ["2026-H1", "2026-H2", "2026"]


@pytest.mark.parametrize(
    ("period", "following"),
    [("2026-12", "2027-01"), ("2026-Q4", "2027-Q1"), ("2026-H1", "2026-H2"), ("2026-9M", "2027-9M"), ("2026", "2027")],
)
def test_the_next_period_is_of_the_same_cycle(period, following):
    assert Period(period).next() == Period(following)
    assert Period(following).previous() == Period(period)


@given(periods)
def test_going_on_and_back_is_where_one_was(period):
    assert period.next().previous() == period
    assert Period.parse(period.id) == period
    assert period.sort_key < period.next().sort_key


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("2026", "2026-H2", True),
        ("2026-H1", "2026-Q2", True),
        ("2026-H1", "2026-06", True),
        ("2026-9M", "2026-H1", True),
        ("2026-9M", "2026-Q4", False),
        ("2026-H1", "2026-H1", True),
        ("2026-H1", "2026-Q3", False),
        ("2026-Q1", "2026-H1", False),
        ("2026", "2025-Q1", False),
    ],
)
def test_covers(outer, inner, expected):
    assert covers(Period(outer), Period(inner)) is expected


# The days of Điều 12 for every period of 2026, and the default deadline: the 17th or the next working day.
@pytest.mark.parametrize(
    ("period_id", "data_from", "data_to", "due_on"),
    [
        ("2026-01", "2025-12-15", "2026-01-14", "2026-01-19"),
        ("2026-02", "2026-01-15", "2026-02-14", "2026-02-23"),
        ("2026-03", "2026-02-15", "2026-03-14", "2026-03-17"),
        ("2026-04", "2026-03-15", "2026-04-14", "2026-04-17"),
        ("2026-05", "2026-04-15", "2026-05-14", "2026-05-18"),
        ("2026-06", "2026-05-15", "2026-06-14", "2026-06-17"),
        ("2026-07", "2026-06-15", "2026-07-14", "2026-07-17"),
        ("2026-08", "2026-07-15", "2026-08-14", "2026-08-17"),
        ("2026-09", "2026-08-15", "2026-09-14", "2026-09-17"),
        ("2026-10", "2026-09-15", "2026-10-14", "2026-10-19"),
        ("2026-11", "2026-10-15", "2026-11-14", "2026-11-17"),
        ("2026-12", "2026-11-15", "2026-12-14", "2026-12-17"),
        ("2026-Q1", "2025-12-15", "2026-03-14", "2026-03-17"),
        ("2026-Q2", "2026-03-15", "2026-06-14", "2026-06-17"),
        ("2026-Q3", "2026-06-15", "2026-09-14", "2026-09-17"),
        ("2026-Q4", "2026-09-15", "2026-12-14", "2026-12-17"),
        ("2026-H1", "2025-12-15", "2026-06-14", "2026-06-17"),
        ("2026-H2", "2026-06-15", "2026-12-14", "2026-12-17"),
        ("2026-9M", "2025-12-15", "2026-09-14", "2026-09-17"),
        ("2026", "2025-12-15", "2026-12-14", "2026-12-17"),
    ],
)
def test_data_days_and_default_deadline(period_id, data_from, data_to, due_on):
    found = window(period_id)
    assert [day.isoformat() for day in (found.data_from, found.data_to, found.due_on)] == [data_from, data_to, due_on]
    assert found.source.startswith("Hạn mặc định: ngày 17")
    assert found.warnings == ()


@given(periods)
def test_the_days_of_a_cycle_follow_each_other_without_gap_or_overlap(period):
    if period.cycle is Cycle.NINE_MONTHS:
        return
    here = window_of(period, RULES, (), HOLIDAYS.get)
    there = window_of(period.next(), RULES, (), HOLIDAYS.get)
    assert there.data_from == here.data_to + timedelta(1)


@given(periods)
def test_a_default_deadline_is_a_working_day_with_a_working_day_to_write(period):
    found = window_of(period, RULES, (), HOLIDAYS.get)
    assert found.due_on.weekday() < 5
    assert working_days_between(found.data_to, found.due_on, HOLIDAYS.get) >= 1


def test_the_source_of_the_data_days_is_told():
    assert "Điều 12" in window("2026-H1").law
    assert "tỉnh" in window("2026-9M").law


@pytest.mark.parametrize(
    ("text", "day", "month", "due_on"),
    [
        ("6 tháng trước ngày 15/6", 15, 6, "2026-06-14"),
        ("6 tháng (trước 15 tháng 6)", 15, 6, "2026-06-14"),
        ("gửi báo cáo 6 tháng chậm nhất ngày 15/6", 15, 6, "2026-06-15"),
        ("gửi báo cáo 6 tháng muộn nhất là ngày 15/06 hằng năm", 15, 6, "2026-06-15"),
        ("báo cáo 6 tháng không quá ngày 20/6", 20, 6, "2026-06-20"),
        ("Chậm nhất ngày 10/3 gửi kế hoạch; 6 tháng trước ngày 18/6", 18, 6, "2026-06-17"),
        ("Trước ngày 10/3 gửi kế hoạch; 6 tháng chậm nhất ngày 18/6", 18, 6, "2026-06-18"),
        ("6 tháng (15/6)", 15, 6, "2026-06-14"),
        (None, 15, 6, "2026-06-14"),
    ],
)
def test_the_words_before_the_day_decide_the_last_day_in_time(text, day, month, due_on):
    found = window("2026-H1", make_cycle(day=day, month=month, text=text))
    assert found.due_on.isoformat() == due_on
    assert found.source.startswith("Theo kế hoạch: ")


def test_new_tone_placement_in_the_plan_makes_no_difference():
    text = "báo cáo hoà chung chậm nhất ngày 15/6"
    assert window("2026-H1", make_cycle(text=text)).due_on == date(2026, 6, 15)


SENTENCE = "Báo cáo 6 tháng, năm gửi trước ngày 15/6, 15/12"


@pytest.mark.parametrize(("period_id", "due_on"), [("2026-H1", "2026-06-14"), ("2026-H2", "2026-12-14")])
def test_each_half_takes_the_deadline_of_its_own_end(period_id, due_on):
    cycles = [make_cycle(day=15, month=12, text=SENTENCE), make_cycle(day=15, month=6, text=SENTENCE)]
    assert window(period_id, *cycles).due_on.isoformat() == due_on


def test_a_half_without_a_deadline_of_its_own_keeps_the_default():
    found = window("2026-H2", make_cycle(day=15, month=6, text=SENTENCE))
    assert found.due_on == date(2026, 12, 17)
    assert found.source.startswith("Hạn mặc định")


@pytest.mark.parametrize(
    ("cycle", "day", "month", "text", "period_id", "due_on"),
    [
        (Cycle.YEAR, 15, 12, "năm trước ngày 15/12", "2026", "2026-12-14"),
        (Cycle.YEAR, 10, 11, "chậm nhất ngày 10/11", "2026", "2026-11-10"),
        (Cycle.YEAR, 10, 1, "chậm nhất ngày 10/01 năm sau", "2026", "2027-01-10"),
        (Cycle.NINE_MONTHS, 18, 9, "9 tháng trước ngày 18/9", "2026-9M", "2026-09-17"),
        (Cycle.QUARTER, 17, None, "quý trước ngày 17 tháng cuối quý", "2026-Q1", "2026-03-16"),
        (Cycle.QUARTER, 17, None, "quý trước ngày 17 tháng cuối quý", "2026-Q4", "2026-12-16"),
        (Cycle.QUARTER, 5, None, "quý chậm nhất ngày 05 tháng đầu quý sau", "2026-Q4", "2027-01-05"),
        (Cycle.MONTH, 20, None, "hằng tháng chậm nhất ngày 20", "2026-05", "2026-05-20"),
        (Cycle.MONTH, 5, None, "chậm nhất ngày 05 của tháng sau", "2026-12", "2027-01-05"),
    ],
)
def test_deadlines_of_every_cycle(cycle, day, month, text, period_id, due_on):
    assert window(period_id, make_cycle(cycle=cycle, day=day, month=month, text=text)).due_on.isoformat() == due_on


def test_a_deadline_with_a_month_wins_over_one_that_recurs():
    recurring = make_cycle(cycle=Cycle.QUARTER, day=17, month=None, text="chậm nhất ngày 17 tháng cuối quý")
    own = make_cycle(cycle=Cycle.QUARTER, day=25, month=3, text="riêng quý I chậm nhất ngày 25/3")
    assert window("2026-Q1", recurring, own).due_on == date(2026, 3, 25)
    assert window("2026-Q2", recurring, own).due_on == date(2026, 6, 17)


def test_a_cycle_without_a_day_keeps_the_default():
    found = window("2026-H1", make_cycle(day=None, month=None, text="định kỳ 6 tháng"))
    assert found.due_on == date(2026, 6, 17)


def test_another_cycle_s_deadline_does_not_count():
    assert window("2026-Q2", make_cycle(day=10, month=6)).due_on == date(2026, 6, 17)


@pytest.mark.parametrize(
    ("day", "month", "expected"),
    [
        (10, 6, [WarningKind.BEFORE_CUT_OFF]),
        (14, 6, [WarningKind.TOO_SHORT, WarningKind.WEEKEND]),
        (15, 6, []),
        (20, 6, [WarningKind.WEEKEND]),
        (16, 6, []),
    ],
)
def test_doubts_about_the_plan_s_deadline(day, month, expected):
    text = f"6 tháng chậm nhất ngày {day}/{month}"
    found = window("2026-H1", make_cycle(day=day, month=month, text=text))
    assert found.due_on == date(2026, month, day)
    assert kinds(found) == expected


def test_the_cut_off_day_itself_is_told_as_such():
    found = window("2026-H1", make_cycle(day=15, month=6, text="trước ngày 15/6"))
    assert found.warnings[0].message == (
        "Hạn 14/6/2026 trùng ngày chốt số liệu. Cần cách ít nhất 1 ngày làm việc; vẫn giữ theo kế hoạch."
    )


def test_a_deadline_on_a_holiday_names_the_holiday():
    text = "hằng tháng chậm nhất ngày 17"
    found = window("2026-02", make_cycle(cycle=Cycle.MONTH, day=17, month=None, text=text))
    assert kinds(found) == [WarningKind.TOO_SHORT, WarningKind.HOLIDAY]
    assert "Tết Bính Ngọ" in found.warnings[1].message


def test_a_day_the_month_does_not_have_becomes_its_last_day_with_a_warning():
    found = window("2026-H1", make_cycle(day=31, month=6, text="chậm nhất ngày 31/6"))
    assert found.due_on == date(2026, 6, 30)
    assert kinds(found) == [WarningKind.NO_SUCH_DAY]


@given(
    periods,
    st.sampled_from(Cycle),
    st.integers(1, 31),
    st.none() | st.integers(1, 12),
    st.none() | st.text(max_size=60),
)
def test_no_deadline_of_a_plan_can_break_a_window(period, cycle, day, month, text):
    found = window_of(period, RULES, [make_cycle(cycle=cycle, day=day, month=month, text=text)], HOLIDAYS.get)
    assert found.due_on is not None
    assert abs((found.due_on - found.data_to).days) < 230


def test_the_reporting_periods_are_those_of_the_plan_s_cycles():
    cycles = [make_cycle(cycle=Cycle.QUARTER, month=None), make_cycle(cycle=Cycle.YEAR, month=12)]
    assert [p.id for p in reporting_periods(2026, cycles, RULES)] == [
        "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026",
    ]  # fmt: skip


def test_a_plan_with_half_year_in_june_and_yearly_reports_has_no_second_half():
    cycles = [make_cycle(day=18, month=6), make_cycle(cycle=Cycle.YEAR, day=18, month=12)]
    assert [p.id for p in reporting_periods(2026, cycles, RULES)] == ["2026-H1", "2026"]


def test_a_plan_with_two_half_year_deadlines_has_both_halves():
    cycles = [make_cycle(month=6), make_cycle(month=12), make_cycle(cycle=Cycle.YEAR, month=12)]
    assert [p.id for p in reporting_periods(2026, cycles, RULES)] == ["2026-H1", "2026-H2", "2026"]


def test_a_plan_without_cycles_reports_by_the_default_ones():
    assert [p.id for p in reporting_periods(2026, (), RULES)] == ["2026-H1", "2026-H2", "2026"]


def changed(old, *new):
    """The rules with other rows, or none, in the place of the one that begins so; values stand with blanks between."""
    begin = old.split()
    (place,) = (place for place, row in enumerate(ROWS) if row[: len(begin)] == begin)
    return [*ROWS[:place], *(row.split() for row in new), *ROWS[place + 1 :]]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        changed("window nam"),
        changed("window nam", "window tuan 15 14 17 NĐ"),
        changed("window nam", "window nam 31 14 17 NĐ"),
        changed("window nam", "window nam 15 14"),
        changed("without_word", "without_word maybe"),
        changed("min_working_days", "min_working_days một"),
        changed("min_working_days", "min_working_days"),
        changed("default_cycles"),
    ],
)
def test_a_broken_rule_file_is_told_by_name(rows):
    with pytest.raises(BadValue, match=r"periods\.tsv"):
        PeriodRules.from_rows(rows)


def test_a_cycle_without_a_default_day_has_no_deadline():
    rules = PeriodRules.from_rows(changed("window 9_thang", "window 9_thang 15 14 - Tỉnh"))
    found = window_of(Period("2026-9M"), rules, (), HOLIDAYS.get)
    assert found.due_on is None
    assert found.source == "Chưa có hạn"
