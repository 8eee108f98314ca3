"""Writing tables against the libraries' usual way, as ratios in one run (bars of the design, section 7)."""

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kehoach_desktop.reports import pdf_table, xlsx
from kehoach_desktop.reports.fonts import serif
from kehoach_desktop.reports.layout import MM
from kehoach_desktop.reports.model import Align, Column, Row, RowKind, TableForm
from kehoach_desktop.reports.text import cell_text

pytestmark = pytest.mark.slow

COLUMNS = (
    Column("TT", 12, Align.CENTER),
    Column("Nội dung nhiệm vụ", 70),
    Column("Chủ trì", 40),
    Column("Thời hạn", 24, Align.CENTER),
    Column("Kết quả", 66),
    Column("Tỷ lệ", 20, Align.RIGHT),
    Column("Ghi chú", 20),
)


def table(count: int) -> TableForm:
    rows = []
    for n in range(count):
        if n % 40 == 0:
            rows.append(Row((n // 40 + 1, f"Nhóm nhiệm vụ {n // 40 + 1}"), RowKind.GROUP))
        text = f"Tổ chức khám sức khỏe định kỳ đợt {n}, lập sổ theo dõi và gửi danh sách về Ủy ban nhân dân xã"
        rows.append(
            Row(
                (
                    n,
                    text,
                    "Phòng Văn hóa - Xã hội",
                    date(2026, 6, 1 + n % 28),
                    f"Đã khám {n} em ở {n % 9} trường",
                    Decimal("94.8"),
                    "",
                )
            )
        )
    return TableForm("BIỂU THỬ", COLUMNS, tuple(rows))


def seconds(act: Callable[[], object]) -> float:
    """The best of two runs, so that other work on the PC counts less."""
    times = []
    for _ in range(2):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return min(times)


def long_table_of_paragraphs(form: TableForm, path) -> None:
    from xml.sax.saxutils import escape

    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    style = ParagraphStyle("cell", fontName=serif().regular.name, fontSize=11, leading=12.65)
    data = [[Paragraph(column.title, style) for column in form.columns]]
    for row in form.rows:
        cells = [*row.cells, *[None] * (len(form.columns) - len(row.cells))]
        data.append([Paragraph(escape(cell_text(cell)), style) for cell in cells])
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    flow = LongTable(data, colWidths=[column.width * MM for column in form.columns], repeatRows=1, style=grid)
    SimpleDocTemplate(str(path), pagesize=landscape(A4)).build([flow])


def cell_by_cell(form: TableForm, path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    book = Workbook()
    sheet = book.active
    line = Side(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
    fonts = {bold: Font(name="Times New Roman", size=11, bold=bold) for bold in (False, True)}
    aligned = {align: Alignment(horizontal=align.value, vertical="top", wrap_text=True) for align in Align}
    formats = {Decimal: "#,##0.0", date: "dd/mm/yyyy"}
    for number, row in enumerate(form.rows, 1):
        for place, column in enumerate(form.columns):
            cell = sheet.cell(number, place + 1, row.cells[place] if place < len(row.cells) else None)
            cell.font = fonts[row.kind is not RowKind.DATA]
            cell.border = border
            cell.alignment = aligned[column.align]
            if type(cell.value) in formats:
                cell.number_format = formats[type(cell.value)]
        sheet.row_dimensions[number].height = 30
    book.save(path)


def test_pdf_table_takes_a_fraction_of_a_long_table_of_paragraphs(tmp_path):
    form = table(800)
    pdf_table.write_table(table(10), tmp_path / "warm.pdf")
    ours = seconds(lambda: pdf_table.write_table(form, tmp_path / "ours.pdf"))
    theirs = seconds(lambda: long_table_of_paragraphs(form, tmp_path / "theirs.pdf"))
    assert ours <= 0.15 * theirs, f"{ours / theirs:.3f}"


def test_pdf_table_is_linear_in_its_rows(tmp_path):
    pdf_table.write_table(table(10), tmp_path / "warm.pdf")
    few = seconds(lambda: pdf_table.write_table(table(1000), tmp_path / "few.pdf"))
    many = seconds(lambda: pdf_table.write_table(table(5000), tmp_path / "many.pdf"))
    assert many <= 7.5 * few, f"{many / few:.2f}"


def test_excel_table_is_no_slower_than_cell_by_cell(tmp_path):
    form = table(5000)
    xlsx.write_table(table(10), tmp_path / "warm.xlsx")
    ours = seconds(lambda: xlsx.write_table(form, tmp_path / "ours.xlsx"))
    theirs = seconds(lambda: cell_by_cell(form, tmp_path / "theirs.xlsx"))
    assert ours <= theirs, f"{ours / theirs:.3f}"
