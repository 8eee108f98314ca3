"""The words of a reporting period beside the tabs: which days its data cover, when it is due, how long past. Shows nothing."""

from datetime import date

from kehoach_desktop.domain.periods import Window
from kehoach_desktop.domain.vietnamese import format_date
from kehoach_desktop.frozen import frozen


@frozen
class PeriodWords:
    """Data days, deadline, what is past (red), and the doubts about the deadline as a tooltip."""

    data: str
    due: str
    past: str
    tip: str


def period_words(window: Window, today: date) -> PeriodWords:
    """“Số liệu 15/12/2025 – 14/6/2026”, “Hạn nộp 17/6/2026,”, “đã qua 5 ngày”."""
    data = f"Số liệu {format_date(window.data_from)} – {format_date(window.data_to)}"
    tip = "\n".join([window.source, *(warning.message for warning in window.warnings)]).strip()
    if window.due_on is None:
        return PeriodWords(data, "", "", tip)
    due = f"Hạn nộp {format_date(window.due_on)}"
    days = (window.due_on - today).days
    if days < 0:
        return PeriodWords(data, due + ",", f"đã qua {-days} ngày", tip)
    return PeriodWords(data, f"{due}, {'hôm nay' if days == 0 else f'còn {days} ngày'}", "", tip)
