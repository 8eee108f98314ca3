"""Reads the text layer of a PDF: lines as printed, wrapped lines joined by their length; a scan without text is a fault."""

import io

from kehoach_desktop.importing.blocks import Block, Table, clean
from kehoach_desktop.importing.faults import BrokenPackage, LockedPlan, PlanTooLarge, ScannedPlan
from kehoach_desktop.importing.readers.wrapped import unwrap

MAX_PAGES = 300


def read_pdf(data: bytes) -> list[Block | Table]:
    """One block for every printed paragraph."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LockedPlan
        if len(reader.pages) > MAX_PAGES:
            raise PlanTooLarge(f"{MAX_PAGES} trang")
        pages = [page.extract_text() or "" for page in reader.pages]
    except DependencyError as fault:  # a cipher we carry no library for
        raise LockedPlan from fault
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as fault:
        raise BrokenPackage from fault
    lines = [clean(line).strip() for page in pages for line in page.split("\n")]
    lines = [line for line in lines if line]
    if sum(len(line) for line in lines) < 20 * len(pages):
        raise ScannedPlan
    return list(unwrap([Block(line, gap=False) for line in lines]))
