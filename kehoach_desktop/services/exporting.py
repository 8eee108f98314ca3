"""Printing forms into files: names that sort, nothing overwritten, every paper entered in the register."""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.records import IssuedPaper
from kehoach_desktop.domain.vietnamese import fold
from kehoach_desktop.errors import BadValue, Cancelled, UserFacingError
from kehoach_desktop.reports.catalog import FORMS, FormInfo, FormOptions, Request
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.offices import load
from kehoach_desktop.services.periods import window
from kehoach_desktop.storage.office_file import OfficeFile

Report = Callable[[float], None]

_LONGEST_NAME = 80  # letters of a unit or an office in a file's name


@dataclass(frozen=True, slots=True)
class Export:
    """The files that were written, and what the register took in."""

    files: tuple[Path, ...]
    changes: Changes


def forms() -> tuple[FormInfo, ...]:
    """Every form the program can print."""
    return FORMS


def form_info(form_id: str) -> FormInfo:
    """One form; raises BadValue with the list of ids."""
    for form in FORMS:
        if form.id == form_id:
            return form
    raise BadValue(f"Không có biểu “{form_id}”.", f"Dùng một trong: {', '.join(f.id for f in FORMS)}.")


def units_of_form(
    office_file: OfficeFile, form_id: str, period_id: str, *, plan_id: str | None = None, clock: Clock | None = None
) -> tuple[str, ...]:
    """The ids of the units a form to units goes to, in the office's order. Raises BadValue for a form of the office."""
    form = form_info(form_id)
    if form.units is None:
        raise BadValue(f"Biểu {form.id} không lập theo đơn vị.", "Bỏ --unit.")
    dossier, on = load(office_file, plan_id), (clock or office_file.clock).now().date()
    units = form.units(Request(dossier, window(dossier, period_id), on))
    if not units:
        raise BadValue(f"Không có đơn vị nào phải gửi {form.title.lower()}.", "Không phải in.")
    return tuple(unit.id for unit in units)


def file_name(form_id: str, dossier: Dossier, period_id: str, unit_id: str | None = None) -> str:
    """A name that sorts: 2026-H1_bao-cao_xa-an-binh; of a form to one unit 2026-H1_don-doc_tram-y-te-xa."""
    unit = dossier.unit_by_id.get(unit_id or "")
    whose = unit.name if unit else f"{dossier.office.kind.value} {dossier.office.name}"
    return f"{period_id}_{form_id}_{_in_file_name(whose) or 'don-vi'}"


def _in_file_name(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name))[:_LONGEST_NAME].strip("-")


def free_path(folder: Path, stem: str, suffix: str) -> Path:
    """The first name not taken yet: stem.pdf, "stem (2).pdf", ..."""
    path, count = folder / f"{stem}.{suffix}", 1
    while path.exists():
        count += 1
        path = folder / f"{stem} ({count}).{suffix}"
    return path


def render_file(
    form_id: str, dossier: Dossier, period_id: str, fmt: str, path: Path, *, on: date, unit_id: str | None = None,
    options: FormOptions | None = None,
) -> None:  # fmt: skip
    """One form into one file, through a neighbour that is renamed when it is whole; nothing is entered anywhere."""
    from kehoach_desktop.reports.catalog import render

    part = path.with_name(path.name + ".part")
    try:
        render(
            form_id, dossier, window(dossier, period_id), on=on, fmt=fmt, path=part, unit_id=unit_id, options=options
        )
        part.replace(path)
    except OSError as fault:
        raise UserFacingError(
            f"Không ghi được {path.name}: {fault.strerror}.",
            "Chọn thư mục khác hoặc xóa bớt tệp rồi xuất lại.",
            subject=str(path),
        ) from fault
    finally:
        part.unlink(missing_ok=True)


def export(
    office_file: OfficeFile, form_id: str, period_id: str, to: Path, *, formats: Iterable[str] | None = None,
    plan_id: str | None = None, unit_id: str | None = None, options: FormOptions | None = None,
    progress: Report | None = None, clock: Clock | None = None,
) -> Export:  # fmt: skip
    """Writes one form in the formats asked for (all of its own when none) and enters each file in the register."""
    form = form_info(form_id)
    wanted = list(formats or form.formats)
    for fmt in wanted:
        if fmt not in form.formats:
            raise BadValue(f"Biểu {form.id} không có dạng {fmt}.", f"Dùng một trong: {', '.join(form.formats)}.")
    clock = clock or office_file.clock
    options = options or FormOptions()
    dossier = load(office_file, plan_id)
    if unit_id is not None and (form.units is None or unit_id not in dossier.unit_by_id):
        cause = f"Biểu {form.id} không lập theo đơn vị." if form.units is None else f"Không có đơn vị mã {unit_id}."
        raise BadValue(cause, "Xem mã đơn vị bằng `kehoach show`.")
    try:
        to.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserFacingError(f"Không tạo được thư mục {to}.", "Chọn thư mục khác.", subject=str(to)) from fault
    papers: list[IssuedPaper] = []
    files: list[Path] = []
    for done, fmt in enumerate(wanted):
        if progress:
            try:
                progress(done / len(wanted))
            except Cancelled:
                for written in files:
                    written.unlink(missing_ok=True)
                raise
        path = free_path(to, file_name(form.id, dossier, period_id, unit_id), fmt)
        render_file(
            form.id, dossier, period_id, fmt, path, on=clock.now().date(), unit_id=unit_id, options=options
        )  # fmt: skip
        files.append(path)
        papers.append(
            IssuedPaper(
                id=clock.new_id(), plan_id=dossier.plan.id if dossier.plan else None, form=form.id, period=period_id,
                unit_id=unit_id, number=options.number, issued_on=options.issued_on,
                title=form.title, symbol=form.symbol(dossier.office) if form.symbol else None, file_name=path.name, printed_at=clock.now(),
                sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            )
        )  # fmt: skip
    name = f"Xuất {form.title}"
    if not office_file.read_only:
        with office_file.step(name) as records:
            records.add_all(papers)
    return Export(tuple(files), Changes.of(name, "issued_paper"))
