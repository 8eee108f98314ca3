"""Reads the text layer of a PDF: lines as printed, wrapped lines joined by their length; a scan without text is a fault."""

import io

from kehoach_desktop.importing.blocks import Block, Table, clean
from kehoach_desktop.importing.faults import BrokenPackage, LockedPlan, PlanTooLarge, ScannedPlan
from kehoach_desktop.importing.legacy import convert, detect
from kehoach_desktop.importing.readers.wrapped import unwrap

MAX_PAGES = 300
# What pypdf lets out of itself over a damaged file, beside its own errors.
_OF_DAMAGE = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError, RecursionError, OSError,
)  # fmt: skip


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
    except (PyPdfError, *_OF_DAMAGE) as fault:
        raise BrokenPackage from fault
    blocks = _lines(pages)
    if sum(len(block.text) for block in blocks) < 20 * len(pages):
        raise ScannedPlan
    return list(unwrap(blocks))


def _lines(pages: list[str]) -> list[Block]:
    """Every printed line; letters of old fonts, which a PDF keeps as they were typed, become Unicode."""
    scheme = detect("\n".join(pages))
    lines = [line for page in pages for line in page.split("\n")]
    return [
        Block(text, gap=False, typed=(scheme.name, " ".join(line.split())) if scheme else None)
        for line in lines
        if (text := clean(convert(line, scheme) if scheme else line).strip())
    ]
