"""A PDF on a real printer of Qt that writes PDF: pages, sizes, what is on them, range, order, copies, stopping."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from kehoach_desktop.errors import Cancelled
from kehoach_desktop.services import exporting
from kehoach_desktop.ui.outside import select_command
from kehoach_desktop.ui.printing import CannotPrint, page_count, pages_wanted, print_pages

A4 = (595, 842)
DPI = 150


@pytest.fixture
def paper(opened, tmp_path):
    """A report with its annexes: upright and wide pages."""
    path = tmp_path / "goc.pdf"
    workspace = opened.workspace
    exporting.render_file("bao-cao", workspace.dossier, "2026-H1", "pdf", path, on=workspace.today)
    return path


@pytest.fixture
def printer(tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    printer.setResolution(DPI)
    return printer


def sizes(path):
    document = QPdfDocument()
    document.load(str(path))
    found = [document.pagePointSize(page) for page in range(document.pageCount())]
    return [(round(size.width()), round(size.height())) for size in found]


def ink(path, page):
    """The dark dots of a page on a coarse grid."""
    document = QPdfDocument()
    document.load(str(path))
    points = document.pagePointSize(page).toSize()
    image = document.render(page, QSize(points.width() // 4, points.height() // 4))
    dots = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {(x, y) for x, y in dots if (c := image.pixelColor(x, y)).alpha() * (255 - c.lightness()) > 30 * 255}


def edges(dots):
    """Where the ink of a page begins and ends."""
    across, down = [x for x, _ in dots], [y for _, y in dots]
    return min(across), max(across), min(down), max(down)


def test_every_page_comes_out_at_its_own_size_and_place(paper, printer, tmp_path):
    count = page_count(paper)
    assert print_pages(paper, printer) == count > 3
    assert sizes(tmp_path / "in.pdf") == sizes(paper)
    assert {A4, A4[::-1]} == set(sizes(paper))
    for page in range(count):
        before, after = ink(paper, page), ink(tmp_path / "in.pdf", page)
        near = {(x + dx, y + dy) for x, y in before for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
        assert len(after - near) < 0.02 * len(after), f"page {page + 1} is moved or scaled"
        for ours, theirs in zip(edges(after), edges(before), strict=True):
            assert abs(ours - theirs) <= 1, f"page {page + 1} ends elsewhere"


def test_a_range_of_pages(paper, printer, tmp_path):
    printer.setFromTo(2, 3)
    assert print_pages(paper, printer) == 2
    assert sizes(tmp_path / "in.pdf") == sizes(paper)[1:3]


def test_a_range_beyond_the_file_is_told(paper, printer):
    printer.setFromTo(90, 95)
    with pytest.raises(CannotPrint, match="không có trang nào"):
        print_pages(paper, printer)


@pytest.mark.parametrize(("collate", "wanted"), [(True, [0, 1, 0, 1]), (False, [0, 0, 1, 1])])
def test_copies_the_printer_cannot_make_are_sent_one_by_one(printer, collate, wanted):
    printer.setCopyCount(2)
    printer.setCollateCopies(collate)
    assert not printer.supportsMultipleCopies()
    assert list(pages_wanted(printer, 2)) == wanted


def test_the_last_page_first(printer):
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert list(pages_wanted(printer, 3)) == [2, 1, 0]


def test_stopping_ends_the_job(paper, printer):
    told = []

    def progress(done, total):
        told.append((done, total))
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_pages(paper, printer, progress)
    assert told == [(n, page_count(paper)) for n in range(3)]


def test_a_file_that_is_no_pdf_is_told(printer, tmp_path):
    (tmp_path / "hong.pdf").write_bytes(b"khong phai pdf")
    assert page_count(tmp_path / "hong.pdf") == 0
    with pytest.raises(CannotPrint, match=r"Không đọc được hong\.pdf"):
        print_pages(tmp_path / "hong.pdf", printer)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_no_job_is_told(paper, printer, tmp_path):
    printer.setOutputFileName(str(tmp_path / "khong-co" / "in.pdf"))
    with pytest.raises(CannotPrint, match="không nhận lệnh in"):
        print_pages(paper, printer)


def test_the_file_is_shown_selected_where_the_system_can(paper, tmp_path, monkeypatch):
    program, arguments = select_command(paper, "win32")
    assert (program, arguments[0]) == ("explorer.exe", "/select,")
    assert arguments[1].endswith("goc.pdf")
    assert select_command(tmp_path / "khong-co.pdf", "win32") == ("", [])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert select_command(paper, "linux") == ("", [])


# --- A4 exactly: marks at known millimetres come out where they were drawn ---

MARKS_MM = ((7.0, 7.0), (105.0, 20.0), (190.0, 60.0), (30.0, 195.0), (200.0, 200.0))  # from the left and upper edge
SHEETS_MM = ((210.0, 297.0), (297.0, 210.0))  # an upright page, a wide one
SIDE_MM, SEEN_DPI, NEAR_MM = 2.0, 300, 0.2


@pytest.fixture
def ruled(tmp_path):
    """A PDF of an upright and a wide page with small black squares."""
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "thuoc.pdf"
    canvas = Canvas(str(path))
    for wide, high in SHEETS_MM:
        canvas.setPageSize((wide * mm, high * mm))
        for x, y in MARKS_MM:
            canvas.rect((x - SIDE_MM / 2) * mm, (high - y - SIDE_MM / 2) * mm, SIDE_MM * mm, SIDE_MM * mm, 0, 1)
        canvas.showPage()
    canvas.save()
    return path


def mark_near(image, x_mm, y_mm):
    """The middle and the sides, in millimetres, of the black square around a place."""
    dot = 25.4 / SEEN_DPI
    reach = round(4 / dot)
    left, top = round(x_mm / dot) - reach, round(y_mm / dot) - reach
    black = [
        (x, y)
        for x in range(left, left + 2 * reach)
        for y in range(top, top + 2 * reach)
        if QColor(image.pixel(x, y)).lightness() < 128
    ]
    assert black, f"no mark near {x_mm}, {y_mm} mm"
    across, down = [x for x, _ in black], [y for _, y in black]
    middle = ((min(across) + max(across) + 1) / 2 * dot, (min(down) + max(down) + 1) / 2 * dot)
    return middle, ((max(across) - min(across) + 1) * dot, (max(down) - min(down) + 1) * dot)


@pytest.mark.parametrize("dpi", [pytest.param(1200, marks=pytest.mark.slow), 300, 203])
def test_what_is_printed_stands_within_a_fifth_of_a_millimetre_of_where_it_was_laid(ruled, printer, tmp_path, dpi):
    printer.setResolution(dpi)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))  # as an imported printer driver has it
    assert print_pages(ruled, printer) == len(SHEETS_MM)
    printed = QPdfDocument()
    printed.load(str(tmp_path / "in.pdf"))
    for page, (wide, high) in enumerate(SHEETS_MM):
        size = printed.pagePointSize(page)
        assert abs(size.width() / 72 * 25.4 - wide) < NEAR_MM
        assert abs(size.height() / 72 * 25.4 - high) < NEAR_MM
        dots = QSize(round(size.width() * SEEN_DPI / 72), round(size.height() * SEEN_DPI / 72))
        sheet = QImage(dots, QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.white)
        painter = QPainter(sheet)
        painter.drawImage(0, 0, printed.render(page, dots))
        painter.end()
        for x, y in MARKS_MM:
            middle, sides = mark_near(sheet, x, y)
            assert abs(middle[0] - x) < NEAR_MM, f"{dpi} dpi, page {page + 1}: {middle} in place of {(x, y)}"
            assert abs(middle[1] - y) < NEAR_MM, f"{dpi} dpi, page {page + 1}: {middle} in place of {(x, y)}"
            assert max(abs(side - SIDE_MM) for side in sides) < NEAR_MM, f"{dpi} dpi: a square of {sides} mm is scaled"


def test_a_printer_counts_from_the_corner_of_the_sheet(ruled, printer):
    print_pages(ruled, printer)
    assert printer.fullPage()
    assert printer.pageLayout().pageSize().id() is QPageSize.PageSizeId.A4
    assert printer.resolution() <= 600
