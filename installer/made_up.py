"""Files as they come from elsewhere, made out of the open office for pictures and tests: returned forms, copies, packages.

Every function but `damaged` and `forms_sent_back` runs on the worker, with the open office file.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kehoach_desktop.storage.office_file import OfficeFile
    from kehoach_desktop.storage.records import Records

MANY = 20_000
_SECTIONS, _HAMLETS = 40, 99
_PAPERS = (
    ("phan-cong", "2026-Q1", "30", date(2026, 3, 2)),
    ("theo-doi-bao-cao", "2026-Q1", "36", date(2026, 3, 10)),
    ("bao-cao", "2026-Q1", "41", date(2026, 3, 18)),
    ("chi-tieu", "2026-H1", "64", date(2026, 6, 19)),
)
PASSWORD = "một câu dài dễ nhớ"
_RESULT, _NUMERATOR, _DENOMINATOR, _STATE, _TROUBLE = 4, 6, 7, 8, 9  # columns of a unit's form


def copy_from_elsewhere(office_file: "OfficeFile", path: Path, work: Callable[["Records"], None], author: str) -> Path:
    """A copy of the office on which another machine worked."""
    from kehoach_desktop.domain.clock import random_id
    from kehoach_desktop.storage.office_file import OfficeFile

    path.unlink(missing_ok=True)
    office_file.backup(path)
    with OfficeFile.open(path, author=author, site=random_id()) as theirs, theirs.step("Làm việc") as records:
        work(records)
    return path


def work_elsewhere(records: "Records") -> None:
    """Edits that meet those of `work_here`, a deletion, something new, and fields nobody else touched."""
    from kehoach_desktop.domain import records as r

    tasks, units = records.all(r.Task), records.all(r.Unit)
    records.update(r.Task, tasks[0].id, due_on=date(2026, 6, 30), officer="BS. Hoàng Văn Lâm", note="Chờ vật tư")
    records.update(
        r.Task, tasks[1].id, title=f"{tasks[1].title}, có phát hiện người tăng huyết áp", product="Danh sách"
    )
    records.update(r.Unit, units[0].id, head="Lò Thị Mơ", phone="0900 000 777")
    records.delete(r.Task, tasks[-1].id)
    records.add(r.Unit(id="don-vi-moi", name="Tổ hợp tác Đồng Mít", kind=r.UnitKind.OTHER, position=900))


def work_here(office_file: "OfficeFile") -> Any:
    """The same fields edited otherwise in the open file."""
    from kehoach_desktop.domain import records as r
    from kehoach_desktop.services.changes import Changes

    with office_file.step("Sửa hai nhiệm vụ") as records:
        tasks, units = records.all(r.Task), records.all(r.Unit)
        records.update(r.Task, tasks[0].id, due_on=date(2026, 6, 25))
        records.update(r.Task, tasks[1].id, title=f"{tasks[1].title}, còn hai thôn ven sông")
        records.update(r.Unit, units[0].id, head="Nông Thị Hiền")
    return Changes.of("Sửa hai nhiệm vụ", "task", "unit")


def forms_sent_back(paths: list[Path]) -> list[Path]:
    """Forms filled in as units do: most well, one with a word for a figure, one with more than all, one of no program."""
    from openpyxl import Workbook

    for place, path in enumerate(paths[:9]):
        _fill(path, wrong="khoảng 95" if place == 0 else 9999 if place == 3 else None, nil=place == 5)
    stranger = paths[0].parent / "TongHop (2).xlsx"
    Workbook().save(stranger)
    for path in paths[9:]:
        path.unlink()
    return [*paths[:9], stranger]


def _fill(path: Path, *, wrong: object, nil: bool) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path)
    sheet: Any = book.worksheets[0]
    head = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "TT")
    if nil:
        sheet.cell(
            next(row for row in range(1, head) if "Không phát sinh" in str(sheet.cell(row, 1).value)), 4
        ).value = "Có"
    is_figure = False
    for row in range(head + 1, sheet.max_row + 1) if not nil else ():
        number = str(sheet.cell(row, 1).value or "")
        is_figure = is_figure or (number == "II")
        if number.isdecimal() and not is_figure and int(number) <= 4:
            sheet.cell(row, _RESULT).value = f"Đã làm xong {int(number) * 3} buổi, có biên bản"
            sheet.cell(row, _STATE).value = "Hoàn thành" if int(number) % 2 else "Đang làm"
            sheet.cell(row, _TROUBLE).value = "Thiếu người dẫn đường" if number == "2" else None
        elif number.isdecimal() and is_figure:
            sheet.cell(row, _NUMERATOR).value = wrong or 95
            sheet.cell(row, _DENOMINATOR).value = 103
    book.save(path)


def sealed_package(office_file: "OfficeFile", folder: Path) -> Path:
    """The whole office in a package with a password."""
    from kehoach_desktop.services import carrying

    return carrying.carry_out(office_file, folder, password=PASSWORD).path


def kept_copies(office_file: "OfficeFile", chosen: Path | None) -> None:
    """Three copies of the open file, one of them damaged since."""
    from kehoach_desktop.services import backups

    made = [backups.back_up(office_file, why=why, chosen=chosen) for why in ("", "trước khi gộp 2 tệp", "")]
    damaged(made[0])


def damaged(path: Path) -> Path:
    """A file of which the last copying left only half."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def from_a_newer_program(path: Path) -> Path:
    """A file of a version that this program does not know yet."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as file, file:
        file.execute("PRAGMA user_version = 2001")
    return path


# --- whole offices ---


def empty_office(folder: Path, name: str = "XaMoi") -> Path:
    """A file as it is before the first plan."""
    from kehoach_desktop.services import offices

    path = folder / f"{name}.kehoach"
    offices.create_office(path, "xã Mới").close()
    return path


def large_office(folder: Path) -> Path:
    """20,000 tasks in every state, spread over sections and units, each from a paragraph of the plan."""
    from kehoach_desktop.domain import records as r
    from kehoach_desktop.services import offices

    path, first = folder / "XaLon.kehoach", date(date.today().year, 1, 5)
    with offices.create_office(path, "xã Lớn") as office_file, office_file.step("Đầy") as records:
        records.add(r.Plan(id="p", title="Kế hoạch lớn", number="1", symbol="KH-UBND", first_year=first.year))
        records.add_all(
            r.Section(id=f"s{n}", plan_id="p", title=f"Mục {n + 1}", level=1, position=n) for n in range(_SECTIONS)
        )
        records.add_all(
            r.Unit(id=f"u{n}", name=f"Thôn số {n + 1}", kind=r.UnitKind.HAMLET, position=n) for n in range(_HAMLETS)
        )
        titles = [f"Rà soát, vận động và báo cáo kết quả tại các thôn, tổ, đợt {n + 1}" for n in range(MANY)]
        records.add_all(
            r.Paragraph(
                id=f"d{n}", plan_id="p", section_id=f"s{n * _SECTIONS // MANY}", position=n, kind="bullet", marker="-",
                text=f"{title}, chậm nhất ngày {first + timedelta(days=n % 350):%d/%m/%Y}.",
            )
            for n, title in enumerate(titles)
        )  # fmt: skip
        records.add_all(
            r.Task(
                id=f"t{n}", plan_id="p", section_id=f"s{n * _SECTIONS // MANY}", paragraph_id=f"d{n}", title=title,
                number=f"{n * _SECTIONS // MANY + 1}.{n % (MANY // _SECTIONS) + 1}", position=n,
                due_kind=r.DueKind.DATE, due_on=first + timedelta(days=n % 350),
                state=r.TaskState.DONE if n % 3 == 0 else r.TaskState.IN_PROGRESS,
                finished_on=first + timedelta(days=n % 340) if n % 3 == 0 else None,
            )
            for n, title in enumerate(titles)
        )  # fmt: skip
        records.add_all(
            r.Assignment(id=f"a{n}", task_id=f"t{n}", unit_id=f"u{n % _HAMLETS}", role=r.Role.LEAD) for n in range(MANY)
        )
        records.add_all(
            r.Indicator(id=f"i{n}", plan_id="p", name=f"Tỷ lệ thứ {n + 1}", measure="%", position=n) for n in range(300)
        )
    return path


def issued_papers(office_file: "OfficeFile", folder: Path, plan_id: str | None) -> Any:
    """Papers in the register, with the numbers and days they were given."""
    from kehoach_desktop.reports.catalog import FormOptions
    from kehoach_desktop.services.exporting import export

    done = None
    for form, period, number, day in _PAPERS:
        options = FormOptions(number=number, issued_on=day)
        done = export(office_file, form, period, folder, formats=["pdf"], plan_id=plan_id, options=options)
    return done


def amended(office_file: "OfficeFile", folder: Path, plan_id: str | None) -> Any:
    """An amended version of the sample's plan, so that there is something to compare."""
    from docx import Document

    from kehoach_desktop import paths
    from kehoach_desktop.services import amending, offices, plans

    newer = Document(str(paths.resource("sample", "ke-hoach-mau.docx")))
    for paragraph in newer.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("90%", "92%").replace("27/KH-UBND", "45/KH-UBND").replace("85%", "88%")
    newer.save(str(folder / "sua-doi.docx"))
    proposal = plans.propose(folder / "sua-doi.docx")
    compared = amending.compare(offices.load(office_file, plan_id), proposal)
    return amending.amend(office_file, proposal, amending.decided(compared))
