"""An invented office of 30 units, its report forms filled in, and what happens to forms on their way back. Real files only."""

import random
import zipfile
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import factories as make
from openpyxl import load_workbook

from kehoach_desktop.domain.records import Operator, Record, Role, UnitKind

PERIOD = "2026-H1"
_BODIES = (
    "Trạm Y tế xã", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Văn phòng HĐND và UBND xã", "Công an xã",
    "Ban Chỉ huy Quân sự xã", "Hội Nông dân xã", "Hội Phụ nữ xã", "Đoàn Thanh niên xã", "Hội Người cao tuổi xã",
    "Hội Cựu chiến binh xã", "Hội Chữ thập đỏ xã", "Trung tâm dịch vụ xã", "Quỹ tín dụng xã", "Hợp tác xã Hòa Lâm",
)  # fmt: skip
_SCHOOLS = ("Mầm non Hòa Lâm", "Tiểu học Hòa Lâm 1", "Tiểu học Hòa Lâm 2", "THCS Hòa Lâm", "THPT Hòa Lâm")
_HAMLETS = (
    "Ao Sen",
    "Bãi Giữa",
    "Cầu Đá",
    "Đình Thượng",
    "Gò Me",
    "Hạ Trại",
    "Làng Vải",
    "Nà Tông",
    "Suối Cát",
    "Xóm Lò",
)
_WORKS = ("Rà soát danh sách hộ vay vốn", "Tập huấn sơ cứu cho tổ viên", "Kiểm tra bếp ăn tập thể")


def records_of_office() -> list[Record]:
    """30 units in two groups and fifteen bodies, 48 tasks, three indicators: counted by hamlets, by schools, by one body."""
    plan = make.make_plan()
    schools = make.make_unit(name="Các trường học", kind=UnitKind.SCHOOL, is_group=True, position=0)
    hamlets = make.make_unit(name="Các thôn", kind=UnitKind.HAMLET, is_group=True, position=1)
    bodies = [make.make_unit(name=name, kind=UnitKind.OFFICE, position=10 + n) for n, name in enumerate(_BODIES)]
    taught = [
        make.make_unit(name=f"Trường {name}", kind=UnitKind.SCHOOL, position=30 + n) for n, name in enumerate(_SCHOOLS)
    ]
    lived = [
        make.make_unit(name=f"Thôn {name}", kind=UnitKind.HAMLET, position=40 + n, head=f"Trưởng thôn {name}")
        for n, name in enumerate(_HAMLETS)
    ]
    records: list[Record] = [plan, schools, hamlets, *bodies, *taught, *lived]
    records += [make.make_member(schools, unit) for unit in taught]
    records += [make.make_member(hamlets, unit) for unit in lived]
    position = iter(range(1000))
    for body in bodies:
        for work in _WORKS:
            task = make.make_task(plan, title=f"{work} do {body.name} phụ trách", position=next(position))
            records += [task, make.make_assignment(task, body)]
    for title, group in (("Đo thị lực học sinh đầu năm", schools), ("Dọn vệ sinh đường làng", hamlets)):
        task = make.make_task(plan, title=title, position=next(position))
        records += [task, make.make_assignment(task, group)]
    shared = make.make_task(plan, title="Phát động tháng đi bộ", position=next(position))
    records += [shared, make.make_assignment(shared, bodies[1])]
    records += [make.make_assignment(shared, group, role=Role.SUPPORT) for group in (schools, hamlets)]
    water = make.make_indicator(plan, name="Hộ dùng nước hợp vệ sinh", measure="%", operator=Operator.GTE)
    eyes = make.make_indicator(plan, name="Học sinh được đo thị lực", measure="%", unit_id=schools.id, position=1)
    talks = make.make_indicator(plan, name="Buổi nói chuyện sức khỏe", measure="buổi", unit_id=bodies[0].id, position=2)
    records += [
        water,
        eyes,
        talks,
        make.make_target(water, value=Decimal(95)),
        make.make_target(talks, value=Decimal(12)),
    ]
    for unit in lived[:2]:
        records.append(
            make.make_result(water, unit_id=unit.id, period="2025", numerator=Decimal(180), denominator=Decimal(200))
        )
    return records


# --- filling in ---

COLUMN = {"number": 1, "title": 2, "planned": 3, "result": 4, "cumulative": 5, "numerator": 6, "denominator": 7, "state": 8, "difficulty": 9, "proposal": 10}  # fmt: skip


def header_row(sheet: Any) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value in ("TT", "STT"))


def table_rows(sheet: Any) -> Iterator[int]:
    """The rows that ask something, from the header down to the signatures."""
    for row in range(header_row(sheet) + 1, sheet.max_row + 1):
        if "NGƯỜI LẬP" in str(sheet.cell(row, 1).value):
            return
        if str(sheet.cell(row, 1).value or "").isdecimal():
            yield row


def titles(path: Path) -> list[str]:
    sheet = load_workbook(path).worksheets[0]
    return [sheet.cell(row, 2).value for row in table_rows(sheet)]


def row_of(sheet: Any, title: str) -> int:
    return next(row for row in table_rows(sheet) if sheet.cell(row, 2).value == title)


def fill(path: Path, answers: dict[str, dict[str, Any]], *, nil: str | None = None) -> dict[tuple[str, str], str]:
    """Writes answers by title and column; returns the cell of each."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    cells = {}
    for title, columns in answers.items():
        row = row_of(sheet, title)
        for column, value in columns.items():
            cell = sheet.cell(row, COLUMN[column])
            cell.value = value
            cells[title, column] = cell.coordinate
    if nil is not None:
        nil_cell(sheet).value = nil
    book.save(path)
    return cells


def nil_cell(sheet: Any) -> Any:
    row = next(r for r in range(1, 30) if str(sheet.cell(r, 1).value).startswith("Không phát sinh"))
    return sheet.cell(row, 4)


def change(path: Path, act: Callable[[Any], None]) -> None:
    """Opens the visible sheet, does something to it, saves."""
    book = load_workbook(path)
    act(book.worksheets[0])
    book.save(path)


# --- what happens on the way ---


def _rearrange(sheet: Any, order: Callable[[list[list[Any]]], Iterable[list[Any]]]) -> None:
    rows = list(table_rows(sheet))
    values = [[sheet.cell(row, column).value for column in range(1, 11)] for row in rows]
    for row, new in zip(rows, order(values), strict=True):
        for column, value in enumerate(new, 1):
            sheet.cell(row, column).value = value


def shuffle_rows(sheet: Any) -> None:
    _rearrange(sheet, lambda rows: random.Random(7).sample(rows, len(rows)))


def sort_rows(sheet: Any) -> None:
    _rearrange(sheet, lambda rows: sorted(rows, key=lambda row: row[1], reverse=True))


def renumber_rows(sheet: Any) -> None:
    """Moves the rows and numbers them anew, as somebody tidy does."""
    sort_rows(sheet)
    for number, row in enumerate(table_rows(sheet), 1):
        sheet.cell(row, 1).value = number


def wipe_numbers(sheet: Any) -> None:
    for row in list(table_rows(sheet)):
        sheet.cell(row, 1).value = None


def rename_heads(sheet: Any) -> None:
    names = {"TT": "STT", "Kết quả kỳ": "Kết quả 6 tháng", "Tử số": "Số đạt", "Đề xuất": "Kiến nghị"}
    for cell in sheet[header_row(sheet)]:
        cell.value = names.get(cell.value, cell.value)


def insert_column(sheet: Any) -> None:
    row = header_row(sheet)
    sheet.insert_cols(4)
    sheet.cell(row, 4).value = "Người theo dõi"
    for place in range(row + 1, sheet.max_row - 4):
        if str(sheet.cell(place, 1).value or "").isdecimal():
            sheet.cell(place, 4).value = "Chị Lan"


def add_row(sheet: Any) -> int:
    """A row of one's own in the table; returns it."""
    row = list(table_rows(sheet))[-1] + 1
    sheet.insert_rows(row)
    sheet.cell(row, 1).value, sheet.cell(row, 2).value = 99, "Việc ngoài kế hoạch"
    sheet.cell(row, 4).value = "Đã làm 3 buổi"
    return row


def delete_row(sheet: Any, title: str) -> None:
    sheet.delete_rows(row_of(sheet, title))


def strip_stamp(path: Path) -> None:
    book = load_workbook(path)
    del book["Mã phiếu"]
    book.save(path)


def wipe_code(sheet: Any) -> None:
    """Takes the printed code away."""
    for row in sheet.iter_rows():
        for cell in row:
            if "Mã phiếu" in str(cell.value):
                cell.value = None


def set_stamp(path: Path, name: str, value: str) -> None:
    """Changes a fact in the hidden sheet."""
    book = load_workbook(path)
    sheet = book["Mã phiếu"]
    next(cell for (cell,) in sheet.iter_rows(max_col=1) if cell.value == name).offset(0, 1).value = value
    book.save(path)


def replace_part(path: Path, name: str, data: bytes) -> None:
    """Puts other bytes into a part of the package."""
    with zipfile.ZipFile(path) as old:
        parts = {n: old.read(n) for n in old.namelist()}
    parts[name] = data
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part, content in parts.items():
            new.writestr(part, content)


SHEET_START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = b"</sheetData></worksheet>"
SHEET_PART = "xl/worksheets/sheet1.xml"
