"""Who handed in which report of the year, and how late."""

from dataclasses import replace
from datetime import date

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.periods import Period, Window
from kehoach_desktop.reports.forms import submissions
from kehoach_desktop.reports.model import RowKind
from kehoach_desktop.reports.text import cell_text
from tests.factories import make_submission
from tests.reports.sample_dossier import DOSSIER, SUBMISSIONS, TODAY, UNITS, WINDOW, request

Q1 = Window(Period("2026-Q1"), date(2025, 12, 15), date(2026, 3, 14), date(2026, 3, 16), "")
Q2 = Window(Period("2026-Q2"), date(2026, 3, 15), date(2026, 6, 14), date(2026, 6, 17), "")


def texts(form, kind=RowKind.DATA):
    return [[cell_text(cell) for cell in row.cells] for row in form.rows if row.kind is kind]


def quarters():
    """The second quarter asked for; two units reported in the first, one of them late."""
    first = (
        make_submission(UNITS[0], period="2026-Q1", state=r.SubmissionState.APPROVED, received_on=date(2026, 3, 16)),
        make_submission(UNITS[1], period="2026-Q1", state=r.SubmissionState.SENT, received_on=date(2026, 3, 25)),
        make_submission(UNITS[4], period="2026-Q1", state=r.SubmissionState.RETURNED, received_on=date(2026, 3, 10)),
    )
    second = tuple(replace(s, period="2026-Q2") for s in SUBMISSIONS)
    dossier = replace(DOSSIER, submissions=(*first, *second))
    return submissions.build(replace(request(dossier), window=Q2, earlier=(Q1,)))


def test_who_sent_when_and_how_late():
    form = submissions.build(request())
    assert {row[1]: row[3:6] for row in texts(form)} == {
        "Phòng Văn hóa - Xã hội": ["0", "Đã duyệt", "15/6/2026"],
        "Trạm Y tế xã": ["2", "Chờ duyệt", "19/6/2026"],
        "Phòng Kinh tế": ["5", "Chưa nộp", ""],
        "Trường Tiểu học Hòa Lâm": ["0", "Không phát sinh", "17/6/2026"],
        "Trường THCS Hòa Lâm": ["5", "Trả lại", "17/6/2026"],
    }
    assert texts(form, RowKind.TOTAL) == [["Đã nộp", "", "", "3/5", "", "3 trễ", ""]]


def test_every_closed_period_of_the_cycle_has_a_column():
    form = quarters()
    assert [(c.title, c.over) for c in form.columns[3:5]] == [("Quý I", "Số ngày trễ"), ("Quý II", "Số ngày trễ")]
    assert {row[1]: row[3:5] for row in texts(form)} == {
        "Phòng Văn hóa - Xã hội": ["0", "0"],
        "Trạm Y tế xã": ["9", "2"],
        "Phòng Kinh tế": ["chưa", "5"],
        "Trường Tiểu học Hòa Lâm": ["chưa", "0"],
        "Trường THCS Hòa Lâm": ["chưa", "5"],
    }


def test_sums_count_who_sent_in_each_period():
    assert texts(quarters(), RowKind.TOTAL)[0][3:5] == ["2/5", "3/5"]


def test_the_head_says_how_days_are_counted():
    assert "số ngày trễ tính theo ngày lịch" in submissions.build(request()).subtitle[0]


def test_nobody_is_late_before_the_deadline():
    assert submissions.days_late(WINDOW, WINDOW.data_to, None) is None


def test_a_report_that_has_not_come_is_late_until_today():
    assert submissions.days_late(WINDOW, TODAY, None) == 5
