"""Reads the text layer of a PDF: lines as printed, wrapped lines joined by their length; a scan without text is a fault."""

import io
import re
from collections import Counter

from kehoach_desktop.importing.blocks import Block, Table, clean
from kehoach_desktop.importing.faults import BrokenPackage, LockedPlan, PlanTooLarge, ScannedPlan
from kehoach_desktop.importing.markers import split_mark

MAX_PAGES = 300
_FULL_LINE = 0.75  # a line at least this long, measured by the usual full line, may go on below
_PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")


def read_pdf(data: bytes) -> list[Block | Table]:
    """One block for every printed paragraph."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LockedPlan
        if len(reader.pages) > MAX_PAGES:
            raise PlanTooLarge(f"{MAX_PAGES} trang")
        pages = [page.extract_text() or "" for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as fault:
        raise BrokenPackage from fault
    lines = [clean(line).strip() for page in pages for line in page.split("\n")]
    lines = [line for line in lines if line]
    if sum(len(line) for line in lines) < 20 * len(pages):
        raise ScannedPlan
    return list(_paragraphs(lines))


def _paragraphs(lines: list[str]) -> list[Block]:
    """Joins lines that the page width broke: the line above is full and ends no sentence, or the next begins small."""
    lengths = Counter(len(line) // 5 * 5 for line in lines if len(line) > 40)
    usual = max(lengths, key=lambda length: (lengths[length], length), default=80)
    found: list[Block] = []
    for line in lines:
        last = found[-1] if found else None
        if (
            last
            and not split_mark(line)[0]
            and not _PAGE_NUMBER.fullmatch(line)
            and _wrapped(last.text.split("\n")[-1], line, usual)
        ):
            last.text = f"{last.text}\n{line}"
        else:
            found.append(Block(line))
    for block in found:
        block.text = " ".join(block.text.split("\n"))
    return found


def _wrapped(last: str, line: str, usual: int) -> bool:
    if last.endswith((".", ";", ":", "!", "?", "./.")) or last.isupper() != line.isupper():
        return False
    return line[:1].islower() or len(last) >= usual * _FULL_LINE
