"""What is in a printed file, read back by other libraries than the ones that wrote it."""

from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pypdf
from docx.oxml.ns import qn


def pdf_pages(path: Path) -> list[str]:
    """The text of each page, line by line."""
    with pdfplumber.open(path) as pdf:
        return [page.extract_text() for page in pdf.pages]


def pdf_text(path: Path) -> str:
    """The whole text with line ends as blanks; many times faster than by lines, for long files."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def word_text(path: Path) -> str:
    """The words of a Word file's body, tables in their place."""
    body = docx.Document(str(path)).element.body
    return " ".join(" ".join(piece.text or "" for piece in body.iter(qn("w:t"))).split())


def pdf_fonts(path: Path) -> dict[str, bool]:
    """Name of every font a page lists -> whether its letters are in the file."""
    found: dict[str, bool] = {}
    for page in pypdf.PdfReader(path).pages:
        for reference in page["/Resources"].get_object().get("/Font", {}).values():
            font = reference.get_object()
            descriptor = font.get("/FontDescriptor")
            found[font["/BaseFont"]] = bool(descriptor) and "/FontFile2" in descriptor.get_object()
    return found


def sheet(path: Path):
    """The only sheet of an Excel file."""
    return openpyxl.load_workbook(path).active


def sheet_golden(path: Path) -> list[str]:
    """Values, formats, merged cells and print set-up of a sheet as lines that a person can compare."""
    ws = sheet(path)
    lines = [
        f"sheet {ws.title} | print {ws.print_area} repeat {ws.print_title_rows} freeze {ws.freeze_panes}",
        f"paper {ws.page_setup.paperSize} {ws.page_setup.orientation} fit {ws.page_setup.fitToWidth}x{ws.page_setup.fitToHeight}",
        "merged " + " ".join(sorted(str(area) for area in ws.merged_cells.ranges)),
        "widths " + " ".join(f"{ws.column_dimensions[c].width:.1f}" for c in "ABCDEFGHIJ" if c in ws.column_dimensions),
    ]
    for row in ws.iter_rows():
        height = ws.row_dimensions[row[0].row].height
        cells = [_cell(cell) for cell in row if cell.value is not None]
        lines.append(f"{row[0].row} ({height:.1f}) " + " | ".join(cells))
    return lines


def _cell(cell) -> str:
    look = "b" if cell.font.b else "i" if cell.font.i else ""
    code = "" if cell.number_format == "General" else f" [{cell.number_format}]"
    return f"{cell.coordinate}{look}: {cell.value!r}{code}"
