"""Printing forms into files: names that sort, nothing overwritten, every paper entered in the register."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.paper_checks import Finding, check_paper, rules_of
from kehoach_desktop.domain.paper_facts import Facts
from kehoach_desktop.domain.periods import Period, Window
from kehoach_desktop.domain.records import IssuedPaper
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.catalog import FORMS, FormInfo, FormOptions, Request
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.form_files import owners, write_form
from kehoach_desktop.services.offices import load
from kehoach_desktop.services.output_files import OutputRun, free_path, in_file_name, told_faults
from kehoach_desktop.services.periods import window, windows_before
from kehoach_desktop.storage import chain
from kehoach_desktop.storage.office_file import OfficeFile

__all__ = ["Export", "FormInfo", "FormOptions", "Progress", "export", "form_info", "forms", "free_path", "remarks"]


class Progress(Protocol):
    """Told how far a long act is; raises Cancelled when the person wants it stopped."""

    def __call__(self, done: float, total: float = 1, /) -> None: ...


@frozen
class Export:
    """The files that were written, and what the register took in."""

    files: tuple[Path, ...]
    changes: Changes
    papers: tuple[IssuedPaper, ...] = ()


def forms() -> tuple[FormInfo, ...]:
    """Every form the program can print."""
    return FORMS


def form_info(form_id: str) -> FormInfo:
    """One form; raises BadValue with the list of ids."""
    for form in FORMS:
        if form.id == form_id:
            return form
    raise BadValue(f"Không có biểu “{form_id}”.", f"Dùng một trong: {', '.join(f.id for f in FORMS)}.")


def formats_of(form: FormInfo, formats: Iterable[str] | None) -> list[str]:
    """The formats asked for, all of the form when none is named. Raises BadValue for one it does not come in."""
    wanted = list(dict.fromkeys(formats or form.formats))
    for fmt in wanted:
        if fmt not in form.formats:
            raise BadValue(f"Biểu {form.id} không có dạng {fmt}.", f"Dùng một trong: {', '.join(form.formats)}.")
    return wanted


def file_name(form_id: str, dossier: Dossier, period_id: str, unit_id: str | None = None) -> str:
    """A name that sorts: 2026-H1_bao-cao_xa-an-binh; of a form to one unit 2026-H1_don-doc_tram-y-te-xa."""
    unit = dossier.unit_by_id.get(unit_id or "")
    whose = unit.name if unit else f"{dossier.office.kind.value} {dossier.office.name}"
    return f"{Period.parse(period_id).id}_{form_id}_{in_file_name(whose) or 'don-vi'}"


def render_file(
    form_id: str, dossier: Dossier, period_id: str, fmt: str, path: Path, *, on: date, unit_id: str | None = None,
    options: FormOptions | None = None,
) -> None:  # fmt: skip
    """One form into one file, through a neighbour that is renamed when it is whole; nothing is entered anywhere."""
    from kehoach_desktop.reports.catalog import render

    part = path.with_name(path.name + ".part")
    with told_faults(path):
        try:
            render(
                form_id, dossier, window(dossier, period_id), on=on, fmt=fmt, path=part, unit_id=unit_id,
                options=options, earlier=windows_before(dossier, period_id),
            )  # fmt: skip
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def export(
    office_file: OfficeFile, form_id: str, period_id: str, to: Path, *, formats: Iterable[str] | None = None,
    plan_id: str | None = None, unit_id: str | None = None, options: FormOptions | None = None,
    progress: Progress | None = None, clock: Clock | None = None,
) -> Export:  # fmt: skip
    """Writes one form in the formats asked for (all of its own when none) and enters each file in the register."""
    form = form_info(form_id)
    wanted = formats_of(form, formats)
    clock = clock or office_file.clock
    options = options or FormOptions()
    dossier = load(office_file, plan_id)
    period = window(dossier, period_id)
    if unit_id is not None and (form.units is None or unit_id not in dossier.unit_by_id):
        cause = f"Biểu {form.id} không lập theo đơn vị." if form.units is None else f"Không có đơn vị mã {unit_id}."
        raise BadValue(cause, "Xem mã đơn vị bằng `kehoach show`.")
    from kehoach_desktop.reports import catalog

    with OutputRun(to) as run:
        before = windows_before(dossier, period_id)
        request = Request(catalog.fitted(dossier), period, clock.now().date(), unit_id, options, before)
        described = catalog.traced(catalog.describe(form.id, request), trace_of(office_file))
        files = [(fmt, owner) for fmt in wanted for owner in owners(form, request, fmt)]
        papers: list[IssuedPaper] = []
        for done, (fmt, owner) in enumerate(files):
            if progress:
                progress(done / len(files))

            def write(path: Path, fmt: str = fmt, owner: str | None = owner) -> None:
                write_form(form, described, fmt, path, dossier=dossier, period=period, owner=owner)

            path = run.write(file_name(form.id, dossier, period_id, owner), fmt, write)
            papers.append(paper_of(form, dossier, period, path, clock, options, owner))
        changes = register(office_file, f"Xuất {form.title}", papers)
    return Export(tuple(run.files), changes, tuple(papers))


def trace_of(office_file: OfficeFile) -> str:
    """What stands small on every paper: by it one can later tell whether the history is still that of the print."""
    return f"Mã lịch sử {chain.mark(office_file)}"


def paper_of(
    form: FormInfo, dossier: Dossier, period: Window, path: Path, clock: Clock, options: FormOptions,
    unit_id: str | None = None,
) -> IssuedPaper:  # fmt: skip
    """The line of the register for a file that was written."""
    return IssuedPaper(
        id=clock.new_id(), plan_id=dossier.plan.id if dossier.plan else None, form=form.id, period=period.period.id,
        unit_id=unit_id, title=form.title, file_name=path.name, printed_at=clock.now(),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(), **_number_of(form, dossier, options),
    )  # fmt: skip


def _number_of(form: FormInfo, dossier: Dossier, options: FormOptions) -> dict[str, Any]:
    """Number, symbol and day a paper bears: the plan itself those it was issued under, others those chosen now."""
    plan = dossier.plan
    if form.is_the_plan and plan is not None:
        return {"number": plan.number, "symbol": plan.symbol, "issued_on": plan.issued_on}
    symbol = form.symbol(dossier.office) if form.symbol else None
    return {"number": options.number, "symbol": symbol, "issued_on": options.issued_on}


def register(office_file: OfficeFile, name: str, papers: Sequence[IssuedPaper]) -> Changes:
    """Enters papers as one step; a file opened for viewing has no register to write."""
    if not office_file.read_only:
        with office_file.step(name) as records:
            records.add_all(papers)
    return Changes.of(name, "issued_paper")


def unit_counts(dossier: Dossier, period_id: str, on: date) -> dict[str, int]:
    """How many units each form to units goes to now."""
    request = Request(dossier, window(dossier, period_id), on)
    return {form.id: len(form.units(request)) for form in FORMS if form.units is not None}


def rule_count(form_id: str) -> int:
    """How many rules a print of the form is held against."""
    return len(rules_of(form_id))


def remarks(
    dossier: Dossier, period_id: str, form_id: str, *, on: date, unit_id: str | None = None,
    options: FormOptions | None = None,
) -> list[Finding]:  # fmt: skip
    """What is missing or against the rules before a form is printed with these choices, the gravest first."""
    from kehoach_desktop.services.plans import unit_names

    form, options = form_info(form_id), options or FormOptions()
    return check_paper(
        Facts(
            form_id, dossier, window(dossier, period_id), on, unit_names(), unit_id=unit_id, signer_id=options.signer_id,
            **_number_of(form, dossier, options),
        )
    )  # fmt: skip
