"""How the rows of the task table are banded: by section, lead unit or state, or not at all; keeps no widget."""

from collections.abc import Callable, Mapping

from kehoach_desktop.domain.progress import Status
from kehoach_desktop.domain.records import Role, Task
from kehoach_desktop.domain.vietnamese import join_names
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.models.cells import Group
from kehoach_desktop.ui.tabs.tasks.book import TaskBook
from kehoach_desktop.ui.tabs.tasks.columns import NO_LEAD

_STATUS_ORDER = {status: place for place, status in enumerate((Status.LATE, Status.SOON, Status.OPEN, Status.ONGOING))}


@frozen
class Grouping:
    """A way of banding: its word on the button, and the band of a task."""

    key: str
    title: str
    group: Callable[[TaskBook, Task], Group] | None

    @property
    def button_words(self) -> str:
        """What the button says while it is in force."""
        return f"Nhóm: {self.title}" if self.group is not None else self.title


def _by_lead(book: TaskBook, task: Task) -> Group:
    leads = book.units(task, Role.LEAD)
    if not leads:
        return Group("", NO_LEAD, (-1, ""))
    names = join_names(unit.name for unit in leads)
    return Group(",".join(unit.id for unit in leads), names, (leads[0].position, names))


def _by_status(book: TaskBook, task: Task) -> Group:
    status = book.status(task).status
    return Group(status.value, status.label, _STATUS_ORDER.get(status, len(_STATUS_ORDER)))


GROUPINGS: tuple[Grouping, ...] = (
    Grouping("section", "Mục", TaskBook.group),
    Grouping("lead", "Chủ trì", _by_lead),
    Grouping("status", "Tình trạng", _by_status),
    Grouping("none", "Không nhóm", None),
)
DEFAULT = GROUPINGS[0].key
GROUPING_BY_KEY: Mapping[str, Grouping] = {grouping.key: grouping for grouping in GROUPINGS}


def band_note(count: int, late: int) -> str:
    """The small words of a band: "4 nhiệm vụ · 2 quá hạn"."""
    return f"{count} nhiệm vụ" + (f" · {late} quá hạn" if late else "")
