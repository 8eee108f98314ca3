"""Saved views and filters of the task tab as tables: a view is one question, chips narrow it further; keeps no widget."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from kehoach_desktop.domain.progress import Box, Status
from kehoach_desktop.domain.records import DueKind, Role, Task, TaskState
from kehoach_desktop.domain.six_clears import CLEARS
from kehoach_desktop.domain.vietnamese import format_date, parse_date, sort_key
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.ui.models.choices import Choosable
from kehoach_desktop.ui.tabs.tasks.book import TaskBook, section_title

Keep = Callable[[TaskBook, Task], bool]
Filters = Mapping[str, tuple[str, ...]]


@frozen
class ViewKind:
    """A view every office has; `by_lateness` orders it by days late instead of by section."""

    key: str
    title: str
    keep: Keep
    tone: str = "ne"
    by_lateness: bool = False


VIEWS: tuple[ViewKind, ...] = (
    ViewKind("all", "Tất cả", lambda _book, _task: True),
    ViewKind("late", "Quá hạn", lambda book, task: book.status(task).status is Status.LATE, "re", by_lateness=True),
    ViewKind("soon", "Đến hạn 7 ngày", lambda book, task: book.status(task).status is Status.SOON, "am"),
    ViewKind("no_lead", "Chưa có chủ trì", lambda book, task: not book.units(task, Role.LEAD), "am"),
    ViewKind("unclear", "Thiếu “rõ”", lambda book, task: bool(book.missing(task))),
)


@frozen
class FilterKind:
    """Something to narrow by: its options, and whether a task has one of them."""

    key: str
    label: str
    options: Callable[[TaskBook], Sequence[Choosable]]
    has: Callable[[TaskBook, Task, str], bool]
    typed: Callable[[TaskBook, str], Choosable | None] | None = None  # an option made of what is typed
    hint: str = ""  # what may be typed


def _is_done(task: Task) -> bool:
    return task.state is TaskState.DONE


_STATES: Mapping[str, tuple[str, Keep]] = {
    "open": ("Chưa hoàn thành", lambda _, task: not _is_done(task)),
    "finished": ("Đã hoàn thành", lambda _, task: _is_done(task)),
    "paused": ("Tạm dừng", lambda _, task: task.state is TaskState.PAUSED),
    "not_started": ("Chưa làm", lambda _, task: task.state is TaskState.NOT_STARTED),
}


def _state_options(_: TaskBook) -> list[Choosable]:
    return [
        *(Choosable(key, label) for key, (label, _keep) in _STATES.items()),
        *(Choosable(f"is:{status.value}", status.label) for status in Status),
    ]


def _has_state(book: TaskBook, task: Task, value: str) -> bool:
    if value in _STATES:
        return _STATES[value][1](book, task)
    return f"is:{book.status(task).status.value}" == value


def _unit_options(book: TaskBook) -> list[Choosable]:
    aliases: dict[str, list[str]] = {}
    for alias in book.dossier.aliases:
        aliases.setdefault(alias.unit_id, []).append(alias.name)
    return [
        Choosable(unit.id, unit.name, "nhóm" if unit.is_group else "", " ".join(aliases.get(unit.id, ())))
        for unit in book.dossier.units
    ]


def unit_choices(book: TaskBook) -> list[Choosable]:
    """Every unit of the office, found by its other names too."""
    return _unit_options(book)


def section_choices(book: TaskBook) -> list[Choosable]:
    """Every section of the plan under its whole number."""
    return [Choosable(section.id, section_title(book.dossier, section)) for section in book.sections]


def _has_unit(*roles: Role) -> Callable[[TaskBook, Task, str], bool]:
    """Whether a unit bears one of the roles, itself or through a group it is in."""
    return lambda book, task, unit_id: any(task.id in book.borne_by(unit_id, role) for role in roles)


def _officer(task: Task) -> str:
    return " ".join((task.officer or "").split())


def _officer_options(book: TaskBook) -> list[Choosable]:
    counts = Counter(name for task in book.dossier.tasks if (name := _officer(task)))
    return [Choosable(name, name, f"{counts[name]} nhiệm vụ") for name in sorted(counts, key=sort_key)]


# Days a deadline may lie before: key -> last day.
_ENDS: Mapping[str, Callable[[TaskBook], date]] = {
    "7": lambda book: book.today + timedelta(7),
    "30": lambda book: book.today + timedelta(30),
    "window": lambda book: book.window.data_to,
    "year": lambda book: date(book.period.year, 12, 31),
}


_NO_DAY = {"ongoing": ("thường xuyên", DueKind.ONGOING), "none": ("chưa có hạn", DueKind.NONE)}


def _due_options(book: TaskBook) -> list[Choosable]:
    days = [Choosable(key, f"trong {key} ngày") for key in ("7", "30")]
    days += [
        Choosable(key, f"đến {format_date(_ENDS[key](book))}", note)
        for key, note in (("window", "hết kỳ"), ("year", "hết năm"))
    ]
    return days + [Choosable(key, words) for key, (words, _) in _NO_DAY.items()]


def _typed_due(book: TaskBook, text: str) -> Choosable | None:
    """“đến 30/9/2026” of a typed day, month of a year or quarter; a day without a year is of the year in force."""
    from kehoach_desktop.domain.due_text import due_fields

    try:
        day = due_fields(text, book.period.year)["due_on"]
        return Choosable(parse_date(day).isoformat(), f"đến {day}") if day else None
    except BadValue:
        return None


def _last_day(book: TaskBook, value: str) -> date | None:
    if value in _ENDS:
        return _ENDS[value](book)
    try:
        return date.fromisoformat(value)
    except ValueError:  # of another version
        return None


def _has_due(book: TaskBook, task: Task, value: str) -> bool:
    if value in _NO_DAY:
        return task.due_kind is _NO_DAY[value][1]
    due, last = book.due(task), _last_day(book, value)
    if due is None or last is None:
        return False
    return due <= last and (value not in ("7", "30") or due >= book.today)


_REPORTED = {"yes": "đã ghi", "no": "chưa ghi"}

FILTERS: tuple[FilterKind, ...] = (
    FilterKind("state", "Tình trạng", _state_options, _has_state),
    FilterKind("due", "Hạn", _due_options, _has_due, _typed_due, "Gõ ngày, ví dụ 30/9"),
    FilterKind("unit", "Đơn vị", _unit_options, _has_unit(*Role)),
    FilterKind("lead", "Chủ trì", _unit_options, _has_unit(Role.LEAD)),
    FilterKind("support", "Phối hợp", _unit_options, _has_unit(Role.SUPPORT)),
    FilterKind("monitor", "Theo dõi", _unit_options, _has_unit(Role.MONITOR)),
    FilterKind("officer", "Cán bộ", _officer_options, lambda _, task, value: _officer(task) == value),
    FilterKind(
        "section",
        "Mục",
        section_choices,
        lambda book, task, value: book.is_under(task, value),
    ),
    FilterKind(
        "clear",
        "Thiếu",
        lambda book: [Choosable(c.key, c.label_for(book.dossier.office.sixth_clear)) for c in CLEARS],
        lambda book, task, value: any(clear.key == value for clear in book.missing(task)),
    ),
    FilterKind(
        "report",
        "Kết quả kỳ",
        lambda _: [Choosable(key, words) for key, words in _REPORTED.items()],
        lambda book, task, value: (book.report(task, book.period.id) is not None) == (value == "yes"),
    ),
    FilterKind(
        "box",
        "Ô thống kê",
        lambda _: [Choosable(box.value, box.label) for box in Box],
        lambda book, task, value: book.box(task) == value,
    ),
)
FILTER_BY_KEY = {kind.key: kind for kind in FILTERS}
VIEW_BY_KEY = {view.key: view for view in VIEWS}


def passes(book: TaskBook, filters: Filters, task: Task) -> bool:
    """Whether a task has one value of every filter in force."""
    return all(
        any(FILTER_BY_KEY[key].has(book, task, value) for value in values) for key, values in filters.items() if values
    )


def options(book: TaskBook, key: str, chosen: Sequence[str]) -> list[Choosable]:
    """What a filter offers, with what was typed for it and is chosen."""
    kind = FILTER_BY_KEY[key]
    offered = list(kind.options(book))
    known = {choice.value for choice in offered}
    typed = (kind.typed(book, value) for value in chosen if kind.typed is not None and value not in known)
    return offered + [choice for choice in typed if choice is not None]


def value_words(book: TaskBook, key: str, values: Sequence[str]) -> str:
    """The chosen values as a chip shows them."""
    labels = {choice.value: choice.label for choice in options(book, key, values)}
    words = [labels[value] for value in values if value in labels]
    return ", ".join(words) if len(words) <= 2 else f"{words[0]} và {len(words) - 1} mục khác"
