"""Entering what was reached in a period."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.records import Progress, Result, Submission, SubmissionState, Task, TaskState
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import results


def test_figures_entered_twice_for_a_period_are_one_record(office_file):
    results.record_result(office_file, "i1", "2026-H1", numerator="873", denominator="1.240")
    results.record_result(office_file, "i1", "2026-H1", numerator="880")
    with office_file.read() as records:
        (result,) = records.all(Result)
    assert (result.numerator, result.denominator) == (Decimal(880), Decimal(1240))


@pytest.mark.parametrize(
    ("figures", "cause"),
    [
        ({"numerator": "96", "denominator": "91"}, "Tử số 96 lớn hơn mẫu số 91"),
        ({"numerator": "9", "denominator": "0"}, "Mẫu số 0"),
        ({"numerator": "9"}, "Chỉ có một trong hai ô"),
        ({"value": "khoảng 95"}, "“khoảng 95” không phải là số"),
    ],
)
def test_figures_that_cannot_be_right_are_refused(office_file, figures, cause):
    with pytest.raises(BadValue, match=cause):
        results.record_result(office_file, "i1", "2026-H1", **figures)
    with office_file.read() as records:
        assert records.all(Result) == []


def test_a_unknown_period_is_refused(office_file):
    with pytest.raises(BadValue, match="không phải là kỳ báo cáo"):
        results.record_result(office_file, "i1", "2026-H3", value="1")


def test_the_task_follows_the_newest_report_of_the_commune(office_file):
    results.record_progress(
        office_file, "t1", "2026-H1", state="done", finished_on=date(2026, 6, 2), result="Xong 10 thôn"
    )
    results.record_progress(office_file, "t1", "2026-Q1", state="in_progress", result="Xong 4 thôn")
    with office_file.read() as records:
        task = records.get(Task, "t1")
        assert records.count(Progress) == 2
    assert (task.state, task.finished_on) == (TaskState.DONE, date(2026, 6, 2))


@pytest.mark.parametrize(
    ("told_on", "finished_on"),
    [(datetime(2026, 7, 6, tzinfo=UTC), date(2026, 6, 14)), (datetime(2026, 5, 4, tzinfo=UTC), date(2026, 5, 4))],
)
def test_a_task_told_done_was_done_by_the_end_of_the_data(office_file, told_on, finished_on):
    office_file.clock = Clock(now=lambda: told_on)
    results.record_progress(office_file, "t1", "2026-H1", state="done", result="Xong 10 thôn")
    results.record_progress_many(office_file, ["t2"], "2026-H1", state="done")
    with office_file.read() as records:
        assert [task.finished_on for task in records.all(Task)] == [finished_on, finished_on]


def test_a_day_that_is_known_stays_when_a_report_comes_late(office_file):
    results.record_progress(office_file, "t1", "2026-Q1", state="done", finished_on=date(2026, 3, 2))
    results.record_progress(office_file, "t1", "2026-H1", state="done")
    with office_file.read() as records:
        assert records.get(Task, "t1").finished_on == date(2026, 3, 2)


def test_a_units_own_report_does_not_close_the_task(office_file):
    results.record_progress(office_file, "t1", "2026-H1", unit_id="u1", state="done", result="Phần của trạm đã xong")
    with office_file.read() as records:
        assert records.get(Task, "t1").state is TaskState.NOT_STARTED


def test_a_report_that_came_gets_its_day(office_file):
    results.record_submission(office_file, "u1", "2026-H1", SubmissionState.SENT)
    results.record_submission(office_file, "u1", "2026-H1", "Đã duyệt", is_nil=True)
    with office_file.read() as records:
        (submission,) = records.all(Submission)
    assert submission.received_on == office_file.clock.now().date()
    assert (submission.state, submission.is_nil) == (SubmissionState.APPROVED, True)


def test_the_command_lines_set_enters_a_result_by_the_indicators_id(office_file):
    results.set_texts(office_file, "result", "i1", {"period": "2026-H1", "value": "77,67"})
    with office_file.read() as records:
        (result,) = records.all(Result)
    assert (result.period, result.value) == ("2026-H1", Decimal("77.67"))
