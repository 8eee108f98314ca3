"""The six clears (6 rõ) of a task: which are there and which are missing; changes nothing."""

from collections.abc import Callable

from kehoach_desktop.domain.records import DueKind, Task
from kehoach_desktop.frozen import frozen

_PRODUCT = "sản phẩm"


@frozen
class Clear:
    """One of the six: its key, name, what to fill in, and the test of a task that has (True) or lacks a lead unit."""

    key: str
    name: str
    hint: str
    is_there: Callable[[Task, bool], bool]

    @property
    def label(self) -> str:
        """What screens and forms head it with: "Rõ người"."""
        return f"Rõ {self.name}"

    def label_for(self, sixth_clear: str) -> str:
        """The label in an office that says "kết quả" instead of "sản phẩm"."""
        return f"Rõ {sixth_clear or _PRODUCT}" if self.key == "product" else self.label


def _filled(text: str | None) -> bool:
    return bool(text and text.strip())


def _has_time(task: Task) -> bool:
    match task.due_kind:
        case DueKind.ONGOING:
            return True
        case DueKind.MONTHS:
            return bool(task.months) or task.due_on is not None
        case DueKind.DATE:
            return task.due_on is not None
        case DueKind.UNTIL_YEAR:
            return task.due_on is not None or _filled(task.due_text)
        case DueKind.NONE:
            return False


# The order in which screens draw the six bars and the form prints its columns.
CLEARS: tuple[Clear, ...] = (
    Clear(
        "person", "người", "đơn vị chủ trì, cán bộ phụ trách", lambda task, has_lead: has_lead and _filled(task.officer)
    ),
    Clear("work", "việc", "nội dung nhiệm vụ", lambda task, _: _filled(task.title)),
    Clear("time", "thời gian", "thời hạn", lambda task, _: _has_time(task)),
    Clear("responsibility", "trách nhiệm", "lãnh đạo phụ trách", lambda task, _: _filled(task.supervisor)),
    Clear("product", _PRODUCT, "văn bản, số liệu phải có", lambda task, _: _filled(task.product)),
    Clear("authority", "thẩm quyền", "ai ký, ai duyệt", lambda task, _: _filled(task.approver)),
)


def missing_clears(task: Task, has_lead: bool) -> tuple[Clear, ...]:
    """The clears a task lacks, in their order; "người" needs both a lead unit and an officer."""
    return tuple(clear for clear in CLEARS if not clear.is_there(task, has_lead))
