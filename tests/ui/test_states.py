"""States are told in words that read as one sentence where they stand together, and alone where they stand alone."""

import pytest

from kehoach_desktop.domain.progress import Status, StatusView
from kehoach_desktop.ui.models.states import days_words, status_words


@pytest.mark.parametrize(
    ("status", "days", "together", "alone"),
    [
        (Status.DONE_LATE, 8, "Hoàn thành, trễ 8 ngày", "trễ 8 ngày"),
        (Status.LATE, 7, "Quá hạn 7 ngày", "7 ngày"),
        (Status.SOON, 0, "Sắp đến hạn hôm nay", "hôm nay"),
        (Status.ONGOING, None, "Thường xuyên", "Thường xuyên"),
    ],
)
def test_a_task_is_told_with_its_days(status, days, together, alone):
    view = StatusView(status, days)
    assert " ".join(filter(None, status_words(view))) == together
    assert days_words(view) == alone
