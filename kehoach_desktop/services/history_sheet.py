"""The history as an Excel sheet: every change of the steps that fit a search, newest first; changes nothing in the file."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kehoach_desktop.domain.history import Change, ChangeKind
from kehoach_desktop.domain.records import Office
from kehoach_desktop.domain.vietnamese import format_date, format_number, upper_first
from kehoach_desktop.frozen import frozen
from kehoach_desktop.services import history
from kehoach_desktop.services.history import Search, StepLine
from kehoach_desktop.services.output_files import OutputRun
from kehoach_desktop.services.record_words import Names
from kehoach_desktop.storage import past

if TYPE_CHECKING:
    from kehoach_desktop.reports.model import Row
    from kehoach_desktop.storage.office_file import OfficeFile

_STEPS_AT_ONCE = 500
_MOST_ROWS = 200_000  # a sheet of Excel holds a million rows, and nobody reads so many
_KINDS = {ChangeKind.CREATE: "thêm", ChangeKind.UPDATE: "sửa", ChangeKind.DELETE: "xóa"}
_UNDONE = "đã hoàn tác"
_NAME = "Lịch sử thay đổi"

# Title, width in mm.
_COLUMNS = (
    ("Ngày", 19), ("Giờ", 12), ("Bước", 46), ("Người", 27), ("Bản ghi", 50), ("Việc", 12), ("Ô", 24), ("Cũ", 45), ("Mới", 45),
    ("Ghi chú", 18),
)  # fmt: skip


@frozen
class HistorySheet:
    """A written sheet: its path, how many changes it holds, and whether older ones were left out for want of room."""

    path: Path
    changes: int
    is_cut: bool


def write_history(
    office_file: "OfficeFile", search: Search, folder: Path, *, progress: Callable[..., None] | None = None
) -> HistorySheet:
    """Writes what the search finds as "Lịch sử thay đổi.xlsx"; a name that is taken gets a number.

    A record that came or went is one row with all its values, a field that was set is a row of its own. Raises OutputFault
    when it cannot be written.
    """
    from kehoach_desktop.reports.model import Column, TableForm
    from kehoach_desktop.reports.xlsx import write_table

    rows, is_cut = _rows(office_file, search, progress)
    with office_file.read() as records:
        (office,) = records.all(Office)
    form = TableForm(
        _NAME.upper(),
        tuple(Column(title, width) for title, width in _COLUMNS),
        tuple(rows),
        subtitle=(
            upper_first(f"{office.kind.value} {office.name}"),
            f"{format_number(len(rows))} thay đổi, mới nhất ở trên",
        ),
        note=f"Chỉ ghi {format_number(_MOST_ROWS)} thay đổi mới nhất." if is_cut else "",
        sheet="Lịch sử",
        author=office_file.author,
    )
    with OutputRun(folder) as run:
        path = run.write(_NAME, "xlsx", partial(write_table, form))
    return HistorySheet(path, len(rows), is_cut)


def _rows(
    office_file: "OfficeFile", search: Search, progress: Callable[..., None] | None
) -> tuple[list["Row"], bool]:  # fmt: skip
    parts = frozenset(history.parts_of(office_file, search.record)) if search.record else None

    def is_wanted(edit: Change) -> bool:
        return (parts is None or edit.record_id in parts) and search.record_kind in (None, edit.record_kind)

    total = history.totals(office_file).steps
    page = history.first_page(office_file, search, _STEPS_AT_ONCE)
    rows: list[Row] = []
    read = 0
    while True:
        rows += _rows_of(office_file, page.lines, is_wanted)
        read += len(page.lines)
        if progress is not None:
            progress(min(read, total), max(total, 1))
        if page.rest is None or len(rows) >= _MOST_ROWS:
            return rows[:_MOST_ROWS], page.rest is not None or len(rows) > _MOST_ROWS
        page = history.next_page(office_file, page.rest, _STEPS_AT_ONCE)


def _rows_of(
    office_file: "OfficeFile", lines: Sequence[StepLine], is_wanted: Callable[[Change], bool]
) -> Iterator["Row"]:  # fmt: skip
    from kehoach_desktop.reports.model import Row

    found = past.edits_of_steps(office_file, [line.id for line in lines])
    edits = {step_id: list(filter(is_wanted, own)) for step_id, own in found.items()}
    names = Names(office_file, {ref for own in edits.values() for ref in history.refs(own)})
    for line in lines:
        step = line.step
        start = (format_date(step.at.date()), f"{step.at:%H:%M}", step.name, step.author)
        note = _UNDONE if line.undone else ""
        for edit in edits.get(step.id, ()):
            about = (names.name(edit.record_kind, edit.record_id).whole, _KINDS[edit.kind])
            yield Row((*start, *about, *_values(names, edit), note))


def _values(names: Names, edit: Change) -> tuple[str, str, str]:
    """(field, old, new): of a record that came or went all fields in one."""
    told = list(history.told(names, [edit]))
    if edit.field is not None:
        return (told[0].label, told[0].old, told[0].new) if told else ("", "", "")
    old = "; ".join(f"{one.label}: {one.old}" for one in told if one.old)
    new = "; ".join(f"{one.label}: {one.new}" for one in told if one.new)
    return "", old, new
