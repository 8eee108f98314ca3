"""Forms of another office for tests: built with openpyxl, taken apart as packages, filled from a small vocabulary."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kehoach_desktop.domain.placeholders import Loop, LoopRecord, Number, Placeholder, Value, Vocabulary, Year
from kehoach_desktop.exchange.foreign_form import FilledForm, fill_form

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHARE = Number(Decimal("94.8328"), Decimal("94.8"), is_percent=True)
SINGLES: dict[str, Value] = {
    "co_quan.ten": "xã Hòa Lâm",
    "ky.ten": "Quý I năm 2026",
    "ky.nam": Year(2026),
    "ky.den_ngay": date(2026, 3, 5),
    "nhiem_vu.tong": 1240,
    "chi_tieu.ty_le_bhyt.ket_qua": SHARE,
    "chi_tieu.ty_le_bhyt.ghi_chu": "Đo tại 12 thôn & tổ",
    "chi_tieu.so_bac_si.ket_qua": None,
}
FIELDS = {"tt": "Số thứ tự", "ten": "Tên việc", "han": "Hạn", "so_ngay": "Số ngày", "chu_tri": "Chủ trì"}


def records(count: int) -> tuple[LoopRecord, ...]:
    return tuple(
        LoopRecord(
            {"ten": f"Việc thứ {i}", "han": date(2026, 1 + i % 12, 15), "so_ngay": i, "chu_tri": "Trạm Y tế"},
            frozenset({"le" if i % 2 else "chan"}),
        )
        for i in range(1, count + 1)
    )


def vocabulary(count: int = 4) -> Vocabulary:
    loop = Loop("nhiem_vu", "Mỗi nhiệm vụ một dòng", FIELDS, {"le": "số lẻ", "chan": "số chẵn"}, records(count))
    units = Loop("don_vi", "Mỗi đơn vị một dòng", {"ten": "Tên đơn vị"}, {}, records(2))
    return Vocabulary(tuple(Placeholder(name, name, value) for name, value in SINGLES.items()), (loop, units))


def built(write: Callable[[Worksheet], None], title: str = "Biểu 1") -> bytes:
    """A workbook of one sheet on which `write` did its work."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    write(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(rows: dict[str, object]) -> bytes:
    """A workbook with these cells."""

    def write(sheet: Worksheet) -> None:
        for reference, value in rows.items():
            sheet[reference] = value

    return built(write)


def filled(data: bytes, count: int = 4) -> FilledForm:
    return fill_form(data, vocabulary(count))


def sheet_of(form: FilledForm, name: str | None = None) -> Worksheet:
    """A sheet of the filled workbook as openpyxl reads it."""
    book = load_workbook(io.BytesIO(form.data), rich_text=True)
    return book[name] if name else book.worksheets[0]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one part changed."""
    content = parts(data)
    content[name] = change(content[name])
    return packed(content)


def tree(form: FilledForm | bytes, name: str = "xl/worksheets/sheet1.xml") -> etree._Element:
    data = form if isinstance(form, bytes) else form.data
    return etree.fromstring(parts(data)[name])


def canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n2")


def without_cells(data: bytes) -> bytes:
    """A sheet's XML without its rows."""
    root = etree.fromstring(data)
    for each in root.findall(f"{M}sheetData"):
        for row in list(each):
            each.remove(row)
    return etree.tostring(root, method="c14n2")
