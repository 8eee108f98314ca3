"""What a unit owes by the records, for the letter that reminds it: as words of a line, or as an annex when it is much."""

from collections.abc import Iterator

from kehoach_desktop.domain import paper
from kehoach_desktop.domain.progress import Box, box_of, due_label, is_done, status_of
from kehoach_desktop.domain.records import DueKind, Role, Task, Unit
from kehoach_desktop.domain.submissions import has_come
from kehoach_desktop.domain.unit_duties import Subject, duties_of
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.forms import common
from kehoach_desktop.reports.forms.common import Request
from kehoach_desktop.reports.model import Align, Cell, Column, Row, RowKind, TableForm
from kehoach_desktop.reports.text import lower_first, one_line, tidy

MOST_LINES = 12  # that a letter names itself; more stand in an annex

_COLUMNS = (
    Column("TT", 11, Align.CENTER),
    Column("Nội dung", 128),
    Column("Thời hạn", 34, Align.CENTER),
    Column("Quá hạn (ngày)", 22, Align.CENTER),
    Column("Sản phẩm, kết quả phải có", 57),
)


@frozen
class Item:
    """A task or an indicator: its name, when it is due in words, days past that, the task itself where it is one."""

    name: str
    due: str = ""
    days: int = 0
    task: Task | None = None

    @property
    def words(self) -> str:
        """The item as a line: "Khám mắt (thời hạn 30/4/2026, quá hạn 53 ngày)"."""
        if self.task is None:
            return f"Chỉ tiêu: {self.name}"
        due = self.due if self.task.due_kind is DueKind.ONGOING else f"thời hạn {self.due}"
        if self.days:
            return f"{self.name} ({due}, quá hạn {self.days} ngày)"
        return f"{self.name} ({due})" if self.due and self.due not in self.name else self.name


@frozen
class Owed:
    """What has not been reported, tasks before indicators, and the tasks past their day."""

    missing: tuple[Item, ...]
    late: tuple[Item, ...]

    @property
    def is_long(self) -> bool:
        return len(self.missing) + len(self.late) > MOST_LINES


def has_sent(request: Request, unit: Unit) -> bool:
    """Whether the unit's report of the period has come; a returned one has not."""
    return has_come(request.dossier.submission_of(unit.id, request.period.id))


def overdue(request: Request, unit: Unit) -> list[Task]:
    """The tasks the unit leads that are open past their day on the day of printing."""
    tasks = request.dossier.tasks_of_unit(unit.id, Role.LEAD)
    return [task for task in tasks if box_of(task, request.on) is Box.OPEN_LATE]


def owed_by(request: Request, unit: Unit) -> Owed:
    """What the letter to a unit names; one that has sent its report owes only what is late."""
    late = overdue(request, unit)
    missing = () if has_sent(request, unit) else tuple(_unreported(request, unit, {task.id for task in late}))
    return Owed(missing, tuple(_item(task, status_of(task, request.on).days or 0) for task in late))


def _unreported(request: Request, unit: Unit, late: set[str]) -> Iterator[Item]:
    """The unit's open tasks that are not late and its indicators, as far as nothing was told of them in the period."""
    dossier, period = request.dossier, request.period
    for duty in duties_of(dossier, unit.id, period.year):
        if duty.subject is Subject.INDICATOR:
            results = dossier.results_of(duty.record_id, period.id)
            if not any(result.unit_id in (unit.id, None) for result in results):
                yield Item(duty.title)
        elif duty.record_id not in late:
            task = dossier.task_by_id[duty.record_id]
            told = dossier.progress_of(task.id, period.id)
            if not is_done(task, request.on) and not any(row.unit_id in (unit.id, None) for row in told):
                yield _item(task)


def _item(task: Task, days: int = 0) -> Item:
    name = one_line(common.task_text(task)).rstrip(" .:;")
    return Item(name, one_line(lower_first(due_label(task))), days, task)


def annex(request: Request, unit: Unit, owed: Owed, number: str) -> TableForm:
    """The list as a table lying on its side, by what is wrong with the items."""
    groups = (
        ("Nhiệm vụ chưa báo cáo", [item for item in owed.missing if item.task]),
        ("Chỉ tiêu chưa báo cáo", [item for item in owed.missing if not item.task]),
        ("Nhiệm vụ chủ trì đã quá hạn", owed.late),
    )
    filled = [(title, items) for title, items in groups if items]
    rows: list[Row] = []
    for place, (title, items) in enumerate(filled, 1):
        rows.append(Row((paper.roman(place), title), RowKind.GROUP))
        rows += [Row((n, *_cells(item))) for n, item in enumerate(items, 1)]
    agency = paper.agency_name(request.dossier.office)
    of = paper.attached_line("Công văn", number, request.options.issued_on, request.on.year, agency)
    return TableForm(
        title=f"Nội dung chưa báo cáo, nhiệm vụ quá hạn của {common.unit_name(unit)}".upper(),
        label="Phụ lục",
        subtitle=(of, f"(Tính đến {paper.long_date(request.on)})"),
        columns=_COLUMNS,
        rows=tuple(rows),
        sheet="Đôn đốc",
        author=agency,
    )


def _cells(item: Item) -> tuple[Cell, ...]:
    due = common.due_cell(item.task) if item.task else ""
    return item.name, due, item.days or None, tidy(item.task.product) if item.task else ""
