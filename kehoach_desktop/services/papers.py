"""The register of papers: numbers and days given after printing, printing again with them, and whether files are still whole."""

import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

from kehoach_desktop.domain.paper_register import (
    check_day,
    full_number,
    plain_number,
    same_number,
    year_of,
)
from kehoach_desktop.domain.records import IssuedPaper
from kehoach_desktop.domain.vietnamese import format_date, nfc, parse_date
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.catalog import FormOptions
from kehoach_desktop.services import editing
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.exporting import Export, Progress, export, form_info, forms
from kehoach_desktop.storage.office_file import OfficeFile

_CHUNK = 1 << 20


class FileState(StrEnum):
    """What became of a paper's file since it was printed."""

    WHOLE = "whole"
    CHANGED = "changed"
    GONE = "gone"

    @property
    def label(self) -> str:
        return {"whole": "tệp còn nguyên", "changed": "tệp đã đổi", "gone": "tệp không còn"}[self.value]


@frozen
class Numbered:
    """A paper with the number or day it was given, and other papers that bear the same number."""

    paper: IssuedPaper
    twins: tuple[IssuedPaper, ...]
    changes: Changes

    @property
    def warning(self) -> str:
        """Who has the number already, "" when nobody has."""
        if not self.twins:
            return ""
        other = self.twins[0]
        day = f" ngày {format_date(other.issued_on)}" if other.issued_on else ""
        return f"Số {full_number(self.paper)} đã ghi cho {other.title}{day}."


def give_number(office_file: OfficeFile, paper_id: str, texts: Mapping[str, str]) -> Numbered:
    """Writes a typed number, symbol or day into the register; "" takes it out. Raises BadValue for what is none."""
    today = office_file.clock.now().date()
    plain = {field: _checked(field, nfc(text).strip(), today) for field, text in texts.items()}
    changes = editing.set_fields(office_file, "issued_paper", paper_id, plain)
    with office_file.read() as records:
        paper = records.get(IssuedPaper, paper_id)
        others = records.all(IssuedPaper)
    twins = same_number(others, paper.number, paper.symbol, year_of(paper), like=paper) if paper.number else []
    return Numbered(paper, tuple(twins), changes)


def _checked(field: str, text: str, today: date) -> str:
    if not text:
        return text
    match field:
        case "number":
            return plain_number(text)
        case "issued_on":
            check_day(parse_date(text), today)
            return text
        case "symbol":
            return text
        case _:
            raise BadValue("Trong sổ chỉ sửa được số, ký hiệu và ngày.", "In lại văn bản để đổi phần khác.")


def print_again(
    office_file: OfficeFile, paper_id: str, to: Path, *, signer_id: str | None = None, progress: Progress | None = None
) -> Export:
    """The paper once more with the number and day it has in the register now: a new file, a new line; the old stay."""
    with office_file.read() as records:
        paper = records.get(IssuedPaper, paper_id)
    suffix = Path(paper.file_name).suffix.lstrip(".").lower()
    if paper.form not in {form.id for form in forms()}:
        raise BadValue(
            "Biểu này điền theo mẫu của cơ quan khác nên không in lại từ sổ được.",
            "Mở Báo cáo, Điền biểu của cấp trên để điền lại.",
        )
    if paper.period is None:
        raise BadValue("Văn bản này không ghi kỳ nên không in lại được.", "In từ danh sách biểu.")
    return export(
        office_file, paper.form, paper.period, to, plan_id=paper.plan_id, unit_id=paper.unit_id, progress=progress,
        formats=[suffix] if suffix in form_info(paper.form).formats else None,
        options=FormOptions(signer_id=signer_id, number=paper.number, issued_on=paper.issued_on),
    )  # fmt: skip


def verify_papers(
    office_file: OfficeFile, folder: Path, paper_ids: list[str] | None = None, *, progress: Progress | None = None
) -> dict[str, FileState]:
    """The same for several papers, or for the whole register."""
    with office_file.read() as records:
        papers = records.all(IssuedPaper) if paper_ids is None else records.some(IssuedPaper, paper_ids)
    found: dict[str, FileState] = {}
    for done, paper in enumerate(papers):
        if progress:
            progress(done, len(papers))
        found[paper.id] = _state_of(paper, folder)
    return found


def _state_of(paper: IssuedPaper, folder: Path) -> FileState:
    path = folder / Path(paper.file_name).name  # the name came with the file; it may not lead out of the folder
    try:
        with path.open("rb") as file:
            digest = hashlib.sha256()
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return FileState.GONE
    return FileState.WHOLE if digest.hexdigest() == paper.sha256 else FileState.CHANGED
