"""Sends a finished PDF to a printer through the system's own dialog, page by page at its own size; lays nothing out."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from kehoach_desktop.errors import UserFacingError

_MOST_DPI = 600  # finer shows on no office printer; a page takes 139 MB at 600 while it is drawn
_POINTS = 72

Report = Callable[[float, float], None]


class CannotPrint(UserFacingError):
    """The file cannot be read, or the printer takes no job."""


def has_printer() -> bool:
    """Whether the system knows any printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def page_count(path: Path) -> int:
    """The pages of a PDF; 0 when it cannot be read."""
    document = QPdfDocument()
    return document.pageCount() if document.load(str(path)) is QPdfDocument.Error.None_ else 0


def ask_printer(path: Path, parent: QWidget | None) -> QPrinter | None:
    """The system's dialog: printer, copies, pages. None when the person left it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    return printer if printer_dialog(path, printer, parent).exec() == QPrintDialog.DialogCode.Accepted else None


def printer_dialog(path: Path, printer: QPrinter, parent: QWidget | None) -> QPrintDialog:
    """That dialog for a PDF, with the pages it has."""
    printer.setDocName(path.stem)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"In {path.stem}")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, max(1, page_count(path)))
    return dialog


def pages_wanted(printer: QPrinter, count: int) -> Iterator[int]:
    """The pages, from 0, in the order they go to the printer, with copies the printer cannot make by itself."""
    ranges = printer.pageRanges()
    pages = [page for page in range(count) if ranges.isEmpty() or ranges.contains(page + 1)]
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        for _ in range(copies):
            yield from pages
    else:
        for page in pages:
            yield from [page] * copies


def print_pages(path: Path, printer: QPrinter, progress: Report | None = None) -> int:
    """Every page wanted on A4 at its own size, turned where it is wide; returns how many sheets.

    Runs off the window's thread. Raises CannotPrint; a stop (Cancelled) takes the job back from the printer.
    """
    document = QPdfDocument()
    if document.load(str(path)) is not QPdfDocument.Error.None_:
        raise CannotPrint(f"Không đọc được {path.name} để in.", "Xuất lại tệp PDF rồi in.")
    pages = list(pages_wanted(printer, document.pageCount()))
    if not pages:
        raise CannotPrint("Khoảng trang đã chọn không có trang nào.", f"Tệp có {document.pageCount()} trang.")
    printer.setFullPage(True)
    printer.setResolution(min(printer.resolution(), _MOST_DPI))
    painter = QPainter()
    try:
        for place, page in enumerate(pages):
            if progress:
                progress(place, len(pages))
            _turn(printer, document, page)
            if not (painter.begin(printer) if place == 0 else printer.newPage()):
                raise CannotPrint("Máy in không nhận lệnh in.", "Xem máy in đã bật và có giấy chưa, rồi in lại.")
            painter.drawImage(_origin(printer), _drawn(document, page, printer.resolution()))
    except BaseException:
        if painter.isActive():
            printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    return len(pages)


def _turn(printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """The sheet a page was laid for, upright or wide: a printer whose driver says Letter would move or cut it."""
    points = document.pagePointSize(page)
    wide = points.width() > points.height()
    upright = points.transposed() if wide else points
    sheet = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    if printer.pageLayout().pageSize() != sheet:
        printer.setPageSize(sheet)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)


def _origin(printer: QPrinter) -> QPoint:
    """The corner of the sheet; a printer that knows no full page counts from its margins."""
    if printer.fullPage():
        return QPoint(0, 0)
    margins = printer.pageLayout().marginsPixels(printer.resolution())
    return QPoint(-margins.left(), -margins.top())


def _drawn(document: QPdfDocument, page: int, dpi: int) -> QImage:
    """A page as dots on white; in grey where it has no colour, for that is a quarter of the job."""
    points = document.pagePointSize(page)
    size = QSize(round(points.width() * dpi / _POINTS), round(points.height() * dpi / _POINTS))
    drawn = document.render(page, size)
    sheet = QImage(size, QImage.Format.Format_RGB32)
    if drawn.isNull() or sheet.isNull():
        raise CannotPrint("Máy không đủ bộ nhớ để in trang này.", "Đóng bớt chương trình khác, hoặc mở tệp PDF rồi in.")
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, drawn)
    painter.end()
    del drawn
    return sheet.convertToFormat(QImage.Format.Format_Grayscale8) if sheet.allGray() else sheet
