"""Sends a finished PDF to a printer through the system's own dialog; lays nothing out."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

_MOST_DPI = 300  # finer only costs time: the pages are mostly text


def print_pdf(path: Path, parent: QWidget | None) -> bool:
    """Asks for a printer and prints; False when the person left it be."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(path.stem)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paint_pdf(path, printer)
    return True


def paint_pdf(path: Path, printer: QPrinter) -> None:
    """Every page on the printer's paper at its own size, turned where the page is wide."""
    document = QPdfDocument()
    document.load(str(path))
    printer.setResolution(min(printer.resolution(), _MOST_DPI))
    printer.setFullPage(True)
    painter = QPainter()
    for page in range(document.pageCount()):
        points = document.pagePointSize(page)
        wide = points.width() > points.height()
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
        if page == 0:
            painter.begin(printer)
        else:
            printer.newPage()
        dots = printer.resolution() / 72
        size = QSize(round(points.width() * dots), round(points.height() * dots))
        painter.drawImage(0, 0, document.render(page, size))
    painter.end()
