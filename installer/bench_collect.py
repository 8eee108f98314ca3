"""Speed of reading thirty returned forms in the child process and planning them, beside openpyxl reading the same cells."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_UNITS, _TASKS = 30, 12
_ANSWER_COLUMNS = {"Kết quả kỳ": "Đã làm xong ở các nhóm", "Khó khăn": "Thiếu người"}


def _sent_forms(folder: Path) -> tuple[Any, list[Path]]:
    """An open office of thirty units, and the form of each, filled in."""
    from openpyxl import load_workbook

    from kehoach_desktop.domain import records as r
    from kehoach_desktop.domain.clock import random_id
    from kehoach_desktop.services.collecting import make_unit_forms
    from kehoach_desktop.storage.office_file import OfficeFile

    plan = r.Plan(id=random_id(), title="Kế hoạch", first_year=2026, last_year=2030)
    units = [r.Unit(id=random_id(), name=f"Thôn {n}", position=n) for n in range(_UNITS)]
    tasks = [r.Task(id=random_id(), plan_id=plan.id, title=f"Làm việc thứ {n}", position=n) for n in range(_TASKS)]
    shares = [r.Assignment(id=random_id(), task_id=t.id, unit_id=u.id, role=r.Role.LEAD) for t in tasks for u in units]
    office = r.Office(id=random_id(), name="An Bình", kind=r.CommuneKind.COMMUNE)
    path = folder / "an-binh.kehoach"
    OfficeFile.create(path, office=office, author="A", site="a", also=[plan, *units, *tasks, *shares]).close()
    office_file = OfficeFile.open(path, author="A", site="a")
    paths = make_unit_forms(office_file, "2026-H1", folder / "phieu")
    for form in paths:
        book = load_workbook(form)
        sheet: Any = book.worksheets[0]
        head = next(row for row in sheet.iter_rows() if row[0].value == "TT")
        columns = {cell.value: cell.column for cell in head}
        for row in range(head[0].row + 2, head[0].row + 2 + _TASKS):
            for title, text in _ANSWER_COLUMNS.items():
                sheet.cell(row, columns[title]).value = text
        book.save(form)
    return office_file, paths


def _cell_by_cell(paths: Sequence[Path]) -> int:
    from openpyxl import load_workbook

    filled = 0
    for path in paths:
        book: Any = load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            filled += sum(cell.value is not None for row in sheet.iter_rows() for cell in row)
        book.close()
    return filled


def bench_collect(
    folder: Path, runs: int, median_s: Callable[[Callable[[], object], int], float], say: Callable[..., None]
) -> None:
    """Thirty forms from file to plan, the start of the child process included."""
    from kehoach_desktop.services.collecting import read_forms

    office_file, paths = _sent_forms(folder)
    with office_file:
        found = read_forms(office_file, paths)
        values = len(list(found.accepted))
        if values != _UNITS * _TASKS * len(_ANSWER_COLUMNS):
            raise SystemExit(f"thu 30 phiếu: {values} giá trị, không đúng")
        ours = median_s(lambda: read_forms(office_file, paths), runs)
    theirs = median_s(lambda: _cell_by_cell(paths), runs)
    say("thu 30 phiếu", ours, theirs, "openpyxl read_only đọc từng ô", 1.0)
