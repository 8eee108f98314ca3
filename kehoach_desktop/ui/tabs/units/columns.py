"""The columns of the tables of units, periods and duties: what stands in each cell and what of it can be edited."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kehoach_desktop.domain.periods import Window
from kehoach_desktop.domain.progress import Status, status_of
from kehoach_desktop.domain.records import Role, Submission, SubmissionState, Unit, UnitKind
from kehoach_desktop.domain.vietnamese import format_date, format_day, sort_key
from kehoach_desktop.ui.models.cells import EMPTY, Align, Cell, Column, Group
from kehoach_desktop.ui.models.states import status_cell, submission_view
from kehoach_desktop.ui.tabs.units.book import (
    DutyRow,
    PeriodRow,
    UnitBook,
    UnitRow,
    kind_order,
    kind_title,
    standing,
)

if TYPE_CHECKING:
    from kehoach_desktop.services.conflict_marks import ConflictMark

_ROLE_WORDS = {Role.LEAD: "chủ trì", Role.SUPPORT: "phối hợp", Role.MONITOR: "theo dõi"}
_SHOWN_WITH = {
    "head_title": "head",
    "phone": "name",
}  # columns that are hidden at first, and where what is marked stands
GROUPS = Group("groups", "Nhóm đơn vị", 99)


# Columns of figures that lead to tasks: their words in a menu, and the view of the tasks with the unit's id.
FIGURES: Mapping[str, tuple[str, str]] = {
    "lead": ("Việc chủ trì", "lead:{}"),
    "support": ("Việc phối hợp", "support:{}"),
    "late": ("Việc quá hạn", f"lead:{{}}&state:is:{Status.LATE.value}"),
}


def figures(row: UnitRow) -> dict[str, int]:
    """The figures of a unit by column, without those that are nothing."""
    counts = {"lead": row.lead, "support": row.support, "late": row.late}
    return {key: count for key, count in counts.items() if count}


def _day(value: date) -> str:
    return format_day(value.day, value.month)


def _spoken(word: str, submission: Submission | None, late: str) -> str:
    received = submission.received_on if submission else None
    return ", ".join(part for part in (word, f"nộp {format_date(received)}" if received else "", late) if part)


def submission_cell(submission: Submission | None, window: Window, today: date) -> Cell:
    """A report in a list of units: shape, day it came, small words for what is not simply approved."""
    shape, word, late = submission_view(submission, window.due_on, window.data_to, today)
    spoken = _spoken(word, submission, late)
    if submission is None or submission.state is SubmissionState.NOT_SENT:
        return Cell(
            word, shape=shape, tone=shape.tone, bold=bool(late), after=late, after_tone=shape.tone, spoken=spoken
        )
    day = _day(submission.received_on) if submission.received_on else word
    short = late.removesuffix(" ngày")
    if submission.state is SubmissionState.APPROVED and not submission.is_nil:
        return Cell(day, shape=shape, after=short, after_tone="am", spoken=spoken, tooltip=submission.note or "")
    after = ", ".join(part for part in (word.lower(), short) if part) if submission.received_on else short
    tone = "tx2" if submission.is_nil else shape.tone
    return Cell(day, shape=shape, after=after, after_tone=tone, spoken=spoken, tooltip=submission.note or "")


def _submission_key(submission: Submission | None, window: Window, today: date) -> tuple[str, date]:
    received = submission.received_on if submission else None
    return standing(submission, window, today).value, received or date.max


def _figure_cell(row: UnitRow, key: str, tone: str = "ac") -> Cell:
    count = figures(row).get(key, 0)
    if not count:
        return EMPTY
    words = f"{FIGURES[key][0]}: {count}"
    return Cell(str(count), tone=tone, bold=tone == "re", tooltip=f"{words}. Bấm để xem ở thẻ Nhiệm vụ", spoken=words)


def _name_cell(row: UnitRow) -> Cell:
    if not row.unit.is_group:
        return Cell(row.unit.name, tooltip=row.unit.name)
    after = f"{row.members} thành viên" if row.members else "chưa có thành viên"
    return Cell(row.unit.name, tooltip=row.unit.name, after=after, after_tone="tx2" if row.members else "am")


def _text_column(
    key: str, title: str, width: int, text: Callable[[Unit], str | None], *, hidden: bool = False
) -> Column[UnitRow]:
    """A column that is typed into as it stands."""

    def cell(row: UnitRow) -> Cell:
        words = text(row.unit)
        return Cell(words, tone="tx2", tooltip=words) if words else EMPTY

    def typed(row: UnitRow) -> str:
        return text(row.unit) or ""

    return Column(key, title, cell, width=width, sort=lambda r: sort_key(typed(r)), edit=typed, hidden=hidden)


def unit_columns(book: UnitBook) -> tuple[Column[UnitRow], ...]:
    """The table's columns for the periods in force."""
    before, now, today = book.before, book.window, book.today
    columns: list[Column[UnitRow]] = [
        Column("name", "Đơn vị", _name_cell, width=240, stretch=True,
               sort=lambda r: sort_key(r.unit.name), edit=lambda r: r.unit.name),
        _text_column("head_title", "Chức danh", 120, lambda u: u.head_title, hidden=True),
        _text_column("head", "Người đứng đầu", 150, lambda u: u.head),
        _text_column("phone", "Điện thoại", 110, lambda u: u.phone, hidden=True),
        Column("lead", "Chủ trì", lambda r: _figure_cell(r, "lead"), width=64, align=Align.RIGHT, sort=lambda r: r.lead),
        Column("support", "Phối hợp", lambda r: _figure_cell(r, "support"), width=72, align=Align.RIGHT,
               sort=lambda r: r.support),
        Column("late", "Quá hạn", lambda r: _figure_cell(r, "late", "re"), width=70, align=Align.RIGHT,
               sort=lambda r: r.late, tip="Việc đơn vị chủ trì đang quá hạn"),
    ]  # fmt: skip
    if before is not None:
        columns.append(
            Column("before", before.period.short_title,
                   lambda r: EMPTY if r.unit.is_group or (r.before is None and book.owes_nothing(r)) else submission_cell(r.before, before, today), width=160,
                   sort=lambda r: _submission_key(r.before, before, today))
        )  # fmt: skip
    columns.append(
        Column("now", now.period.short_title, lambda r: EMPTY if r.unit.is_group or book.owes_nothing(r) else submission_cell(r.now, now, today),
               width=196, accent=True, sort=lambda r: _submission_key(r.now, now, today))
    )  # fmt: skip
    return tuple(columns)


def conflict_column(book: Callable[[], UnitBook | None]) -> Callable[["ConflictMark"], str]:
    """The column in which a conflict of a unit stands; what has no column stands with its name."""

    def column(mark: "ConflictMark") -> str:
        now = book()
        if isinstance(mark.record, Submission) and now is not None:
            before = now.before.period.id if now.before is not None else None
            return {now.window.period.id: "now", before: "before"}.get(mark.record.period, "name")
        return _SHOWN_WITH.get(mark.field or "name", mark.field or "name")

    return column


def unit_group(book: UnitBook) -> Callable[[UnitRow], Group]:
    """The band of a unit: its kind, how many, how many reports came."""
    bands: dict[UnitKind, Group] = {}
    for kind in UnitKind:
        came, total = book.came_by_kind.get(kind, (0, 0))
        title = kind_title(kind, book.dossier.office.kind)
        right = f"{came}/{total} đã nộp" if came or book.today > book.window.data_to else ""
        bands[kind] = Group(kind.value, title, kind_order(kind), right=right)
    return lambda row: GROUPS if row.unit.is_group else bands[row.unit.kind]


def search_text(book: UnitBook) -> Callable[[UnitRow], str]:
    """What the search field looks in: every name of a unit, its head and phone."""
    aliases: dict[str, list[str]] = {}
    for alias in book.dossier.aliases:
        aliases.setdefault(alias.unit_id, []).append(alias.name)

    def text(row: UnitRow) -> str:
        unit = row.unit
        parts: Sequence[str | None] = (unit.name, unit.head, unit.phone, *aliases.get(unit.id, ()))
        return " ".join(part for part in parts if part)

    return text


def period_columns(today: date) -> tuple[Column[PeriodRow], ...]:
    """The reports of one unit, by period."""

    def state(row: PeriodRow) -> Cell:
        window = row.window
        shape, word, late = submission_view(row.submission, window.due_on, window.data_to, today)
        missing = row.submission is None or row.submission.state is SubmissionState.NOT_SENT
        return Cell(
            word, shape=shape, tone=shape.tone, bold=missing and bool(late), after=late,
            after_tone=shape.tone if missing else "am", tooltip=(row.submission.note if row.submission else "") or "",
            spoken=_spoken(word, row.submission, late),
        )  # fmt: skip

    def received(row: PeriodRow) -> date | None:
        return row.submission.received_on if row.submission else None

    def came(row: PeriodRow) -> Cell:
        day = received(row)
        return Cell(_day(day)) if day else EMPTY

    return (
        Column("period", "Kỳ", lambda r: r.window.period.short_title, width=116, sort=lambda r: r.window.period.sort_key),
        Column("due", "Hạn", lambda r: Cell(_day(r.window.due_on), tone="tx2") if r.window.due_on else EMPTY, width=54,
               sort=lambda r: r.window.due_on),
        Column("received", "Nộp", came, width=54, sort=received, edit=lambda r: format_date(received(r)),
               tip="F2 để ghi ngày nộp"),
        Column("state", "Tình trạng", state, width=164, stretch=True, sort=lambda r: standing(r.submission, r.window, today).value),
    )  # fmt: skip


def duty_columns(today: date) -> tuple[Column[DutyRow], ...]:
    """The tasks of one unit."""

    def state(row: DutyRow) -> Cell:
        cell = status_cell(status_of(row.task, today))
        words = f"{cell.text} {cell.second}".strip()
        return Cell("", shape=cell.shape, tooltip=words, spoken=words)

    return (
        Column("number", "Số", lambda r: Cell(r.task.number or "–", tone="tx2"), width=58, sort=lambda r: r.task.position),
        Column("title", "Nhiệm vụ", lambda r: Cell(r.task.title, tooltip=r.task.title), width=230, stretch=True),
        Column("role", "Vai trò", lambda r: Cell(_ROLE_WORDS[r.role], tone="tx2"), width=76, sort=lambda r: r.role.value),
        Column("state", "Tình trạng", state, width=34),
    )  # fmt: skip
