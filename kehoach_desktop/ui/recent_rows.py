"""A file of the list as cells: name and place, how it stands or why it does not open, when it was open. Reads no file."""

from collections.abc import Mapping
from datetime import date, datetime

from kehoach_desktop.domain.vietnamese import format_date, format_number, upper_first, weekday_name
from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.ui.models.cells import Cell, Shape
from kehoach_desktop.ui.recent import RecentFile

Faults = Mapping[str, UserFacingError]  # by path

_FILE, _BROKEN, _STICK = Shape("document_text", "ac"), Shape("document_error", "re"), Shape("usb_stick", "am")
_LATE, _SOON, _WELL = (
    Shape("warning", "re", filled=True), Shape("clock", "am"), Shape("checkmark_circle", "gr", filled=True),
)  # fmt: skip


def name_cell(file: RecentFile, faults: Faults) -> Cell:
    """Name and office, the folder below."""
    shape = _shape(faults.get(file.path))
    if file.pinned:
        shape = Shape("bookmark", shape.tone, filled=True)
    return Cell(
        file.name, after=f"· {file.office}" if file.office else "", second=file.folder, shape=shape, bold=True,
        tooltip=file.path,
    )  # fmt: skip


def state_cell(file: RecentFile, faults: Faults) -> Cell:
    """Why it does not open and what to do, else what was late when it was last open."""
    fault = faults.get(file.path)
    if fault is not None:
        tone = _shape(fault).tone
        return Cell(fault.cause.rstrip("."), second=fault.remedy.rstrip("."), tone=tone, bold=True, tooltip=str(fault))
    if file.late:
        soon = f"· {format_number(file.soon)} đến hạn" if file.soon else ""
        return Cell(f"{format_number(file.late)} quá hạn", after=soon, shape=_LATE, tone="re", bold=True)
    if file.soon:
        return Cell(f"{format_number(file.soon)} đến hạn trong 7 ngày", shape=_SOON, tone="am", bold=True)
    return Cell("Không có việc quá hạn", shape=_WELL, tone="gr", bold=True)


def opened_cell(file: RecentFile, today: date) -> Cell:
    """When it was last open, and how many tasks it had."""
    tasks = f"{format_number(file.tasks)} nhiệm vụ" if file.tasks else "chưa có kế hoạch"
    when = when_words(file.opened, today) if file.opened else ""
    return Cell(upper_first(when), second=tasks)


def when_words(at: datetime, today: date) -> str:
    """A moment that has passed: a weekday within a week, else the date."""
    days = (today - at.date()).days
    if days == 0:
        return f"hôm nay, {at:%H:%M}"
    return f"{weekday_name(at)}, {at:%H:%M}" if 0 < days < 7 else format_date(at.date())


def _shape(fault: UserFacingError | None) -> Shape:
    if fault is None:
        return _FILE
    from kehoach_desktop.services.drives import NotPluggedIn

    return _STICK if isinstance(fault, NotPluggedIn) else _BROKEN
