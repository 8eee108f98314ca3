"""The four official boxes, the state on screen and the words of deadlines, as tables over kinds of deadline and days."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain.progress import (
    Box,
    BoxCounts,
    Status,
    box_of,
    count_boxes,
    due_date,
    due_label,
    status_of,
)
from kehoach_desktop.domain.records import DueKind, TaskState
from tests.factories import make_task

TODAY = date(2026, 6, 22)
D, N, P, PAUSED = TaskState.DONE, TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.PAUSED


def dated(day, **facts):
    return make_task(due_kind=DueKind.DATE, due_on=day, **facts)


def in_months(*months, **facts):
    return make_task(due_kind=DueKind.MONTHS, months=months, **facts)


def ongoing(**facts):
    return make_task(due_kind=DueKind.ONGOING, due_text="thường xuyên", **facts)


@pytest.mark.parametrize(
    ("task", "box"),
    [
        (dated(date(2026, 6, 15), state=D, finished_on=date(2026, 6, 15)), Box.DONE_ON_TIME),
        (dated(date(2026, 6, 15), state=D, finished_on=date(2026, 6, 16)), Box.DONE_LATE),
        (dated(date(2026, 6, 15), state=D), Box.DONE_ON_TIME),
        (dated(date(2026, 6, 22), state=P), Box.OPEN_ON_TIME),
        (dated(date(2026, 6, 21), state=P), Box.OPEN_LATE),
        (dated(date(2026, 6, 21), state=N), Box.OPEN_LATE),
        (dated(date(2026, 6, 21), state=PAUSED), Box.OPEN_LATE),
        (dated(None, state=N), Box.OPEN_ON_TIME),
        (ongoing(state=P), Box.OPEN_ON_TIME),
        (ongoing(state=D, finished_on=date(2026, 6, 20)), Box.DONE_ON_TIME),
        (make_task(state=N), Box.OPEN_ON_TIME),
        (in_months(4, 6, 9, state=P), Box.OPEN_ON_TIME),
        (in_months(4, 5, state=P), Box.OPEN_LATE),
        (in_months(4, 5, state=D, finished_on=date(2026, 5, 31)), Box.DONE_ON_TIME),
        (in_months(4, 5, state=D, finished_on=date(2026, 6, 1)), Box.DONE_LATE),
        (make_task(due_kind=DueKind.UNTIL_YEAR, due_text="đến năm 2025", state=P), Box.OPEN_LATE),
        (make_task(due_kind=DueKind.UNTIL_YEAR, due_on=date(2030, 12, 31), state=P), Box.OPEN_ON_TIME),
    ],
)
def test_the_official_box(task, box):
    assert box_of(task, TODAY) is box


def test_what_was_finished_later_is_still_open_on_the_cut_off_day():
    task = dated(date(2026, 6, 30), state=D, finished_on=date(2026, 6, 20))
    assert box_of(task, date(2026, 6, 14)) is Box.OPEN_ON_TIME
    assert box_of(task, date(2026, 6, 20)) is Box.DONE_ON_TIME


def test_the_four_boxes_bear_their_official_names():
    assert [box.label for box in Box] == [
        "Đã hoàn thành đúng hạn", "Đã hoàn thành quá hạn", "Chưa hoàn thành trong hạn", "Chưa hoàn thành quá hạn",
    ]  # fmt: skip


def test_counting_by_box():
    tasks = [
        dated(date(2026, 6, 1), state=D, finished_on=date(2026, 5, 30)),
        dated(date(2026, 6, 1), state=D, finished_on=date(2026, 6, 9)),
        dated(date(2026, 6, 1)),
        ongoing(),
    ]
    counts = count_boxes(tasks, TODAY)
    assert counts == BoxCounts(total=4, done_on_time=1, done_late=1, open_on_time=1, open_late=1)
    assert (counts.done, counts.open, counts.rate) == (2, 2, Decimal(50))


def test_nothing_to_count_has_no_rate():
    assert count_boxes([], TODAY) == BoxCounts()
    assert BoxCounts().rate is None


days = st.dates(date(2025, 1, 1), date(2031, 12, 31))
tasks = st.builds(
    make_task,
    due_kind=st.sampled_from(DueKind),
    due_on=st.none() | days,
    months=st.lists(st.integers(1, 12), max_size=4).map(tuple),
    due_text=st.sampled_from([None, "thường xuyên", "đến năm 2030"]),
    state=st.sampled_from(TaskState),
    finished_on=st.none() | days,
)


@given(st.lists(tasks, max_size=12), days)
def test_every_task_is_in_one_box(some, on):
    counts = count_boxes(some, on)
    assert counts.total == len(some) == counts.done + counts.open


@given(tasks, days)
def test_box_and_status_never_disagree(task, on):
    status, box = status_of(task, on).status, box_of(task, on)
    assert (status is Status.LATE) == (box is Box.OPEN_LATE)
    assert (status is Status.DONE_LATE) == (box is Box.DONE_LATE)
    assert (status is Status.DONE) == (box is Box.DONE_ON_TIME)


@pytest.mark.parametrize(
    ("task", "status", "count"),
    [
        (dated(date(2026, 6, 15), state=P), Status.LATE, 7),
        (dated(date(2026, 6, 22), state=P), Status.SOON, 0),
        (dated(date(2026, 6, 29), state=P), Status.SOON, 7),
        (dated(date(2026, 6, 30), state=P), Status.OPEN, 8),
        (dated(date(2026, 5, 1), state=D, finished_on=date(2026, 5, 14)), Status.DONE_LATE, 13),
        (dated(date(2026, 5, 1), state=D, finished_on=date(2026, 4, 30)), Status.DONE, None),
        (ongoing(state=P), Status.ONGOING, None),
        (ongoing(state=D), Status.DONE, None),
        (make_task(state=N), Status.OPEN, None),
        (in_months(4, 6, 9, state=P), Status.OPEN, 8),
    ],
)
def test_the_state_on_screen(task, status, count):
    view = status_of(task, TODAY)
    assert (view.status, view.days) == (status, count)


def test_states_have_their_words():
    assert Status.SOON.label == "Sắp đến hạn"
    assert Status.DONE_LATE.label == "Hoàn thành, trễ"
    assert all(status.label for status in Status)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 1, 5), date(2026, 4, 30)),
        (date(2026, 4, 30), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 6, 30)),
        (date(2026, 6, 22), date(2026, 6, 30)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 11, 5), date(2026, 9, 30)),
        (date(2027, 1, 5), date(2027, 4, 30)),
    ],
)
def test_months_in_focus_are_due_at_the_end_of_the_nearest(on, due):
    assert due_date(in_months(9, 4, 6), on) == due


def test_a_last_day_ends_the_row_of_months():
    task = in_months(4, 6, due_on=date(2026, 6, 10))
    assert due_date(task, date(2026, 4, 2)) == date(2026, 4, 30)
    assert due_date(task, date(2026, 6, 2)) == date(2026, 6, 10)


@pytest.mark.parametrize(
    ("task", "label"),
    [
        (dated(date(2026, 6, 15)), "15/6/2026"),
        (dated(date(2026, 2, 5)), "05/02/2026"),
        (dated(None, due_text="trước Tết"), "trước Tết"),
        (ongoing(), "Thường xuyên"),
        (make_task(due_kind=DueKind.UNTIL_YEAR, due_text="đến năm 2030"), "Đến năm 2030"),
        (make_task(due_kind=DueKind.UNTIL_YEAR, due_on=date(2027, 12, 31)), "Đến năm 2027"),
        (make_task(due_kind=DueKind.UNTIL_YEAR, due_text="hết nhiệm kỳ"), "hết nhiệm kỳ"),
        (in_months(4, 6, 9), "Tháng 4, 6, 9"),
        (make_task(), ""),
    ],
)
def test_the_words_of_a_deadline(task, label):
    assert due_label(task) == label


def test_until_a_year_ends_with_its_last_day():
    assert due_date(make_task(due_kind=DueKind.UNTIL_YEAR, due_text="Đến năm 2030"), TODAY) == date(2030, 12, 31)
