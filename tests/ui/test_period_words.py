"""The words beside the tabs on each side of the deadline."""

from datetime import date

import pytest

from kehoach_desktop.domain.periods import Period, Window
from kehoach_desktop.ui.period_words import period_words

WINDOW = Window(Period("2026-H1"), date(2025, 12, 15), date(2026, 6, 14), date(2026, 6, 17), "Nghị định 09/2019", ())


def test_the_data_days_are_named():
    assert period_words(WINDOW, date(2026, 6, 1)).data == "Số liệu 15/12/2025 – 14/6/2026"


@pytest.mark.parametrize(
    ("today", "due", "past"),
    [
        (date(2026, 6, 12), "Hạn nộp 17/6/2026, còn 5 ngày", ""),
        (date(2026, 6, 17), "Hạn nộp 17/6/2026, hôm nay", ""),
        (date(2026, 6, 22), "Hạn nộp 17/6/2026,", "đã qua 5 ngày"),
    ],
)
def test_how_far_the_deadline_is(today, due, past):
    words = period_words(WINDOW, today)
    assert (words.due, words.past) == (due, past)
