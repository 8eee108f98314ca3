"""A PDF on a real printer of Qt that writes PDF: pages, sizes, what is on them, range, order, copies, stopping."""

import pytest
from PySide6.QtCore import QSize
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
