"""One paper a unit in one act: a file for each and one PDF of all to print; all of it is there at the end, or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from kehoach_desktop.domain.clock import Clock
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Window
from kehoach_desktop.domain.records import IssuedPaper, Unit
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.catalog import Description, FormInfo, FormOptions, Request
from kehoach_desktop.services.changes import Changes
from kehoach_desktop.services.exporting import Progress, file_name, form_info, formats_of, paper_of, register, trace_of
from kehoach_desktop.services.form_files import write_form
from kehoach_desktop.services.offices import load
from kehoach_desktop.services.output_files import OutputRun
from kehoach_desktop.services.periods import window
from kehoach_desktop.storage.office_file import OfficeFile

_COMBINED = "pdf"


@frozen
class UnitExport:
    """The files of the units in the office's order, the one that holds them all, and what the register took in."""

    files: tuple[Path, ...]
    combined: Path | None
    changes: Changes
    papers: tuple[IssuedPaper, ...]


def export_units(
    office_file: OfficeFile, form_id: str, period_id: str, to: Path, unit_ids: Iterable[str] | None = None, *,
    formats: Iterable[str] | None = None, combined: bool = True, plan_id: str | None = None,
    options: FormOptions | None = None, progress: Progress | None = None, clock: Clock | None = None,
) -> UnitExport:  # fmt: skip
    """Writes a form once for every unit it goes to, or for those named; a group stands for its members.

    With `combined` also one PDF of all. The register takes one line a unit. Several papers leave the number to a pen,
    for each takes its own. Raises BadValue for a form of the office, and when no unit is to get it.
    """
    form = form_info(form_id)
    wanted = formats_of(form, formats)
    clock = clock or office_file.clock
    dossier = load(office_file, plan_id)
    period = window(dossier, period_id)
    from kehoach_desktop.reports import catalog

    request = Request(catalog.fitted(dossier), period, clock.now().date(), None, options or FormOptions())
    units = _units(form, request, unit_ids)
    if len(units) > 1:
        request = replace(request, options=replace(request.options, number=None))
    steps, trace = len(units) + (1 if combined else 0), trace_of(office_file)
    sheets: list[catalog.LegalPaper] = []
    tables: list[catalog.TableForm] = []
    papers: list[IssuedPaper] = []
    with OutputRun(to) as run:
        for done, unit in enumerate(units):
            if progress:
                progress(done, steps)
            described = catalog.traced(catalog.describe(form.id, replace(request, unit_id=unit.id)), trace)
            stem = file_name(form.id, dossier, period_id, unit.id)
            written = {
                fmt: run.write(stem, fmt, partial(_write, form, described, fmt, dossier, period, unit))
                for fmt in wanted
            }
            kept = written.get(_COMBINED) or next(iter(written.values()))
            papers.append(paper_of(form, dossier, period, kept, clock, request.options, unit.id))
            if isinstance(described, catalog.PaperBatch):
                sheets += described.papers
            elif isinstance(described, catalog.TableBatch):
                tables += described.tables
        whole = None
        if combined and (sheets or tables):
            if progress:
                progress(len(units), steps)
            batch = (
                catalog.PaperBatch(form.title, tuple(sheets), sheets[0].author)
                if sheets
                else catalog.TableBatch(form.title, tuple(tables), tables[0].author)
            )
            stem = f"{period.period.id}_{form.id}-ca-{len(units)}-don-vi"  # sorts before the units
            whole = run.write(stem, _COMBINED, lambda path: catalog.write(batch, _COMBINED, path))
        if progress:
            progress(steps, steps)
        changes = register(office_file, f"Xuất {form.title} cho {len(units)} đơn vị", papers)
    return UnitExport(tuple(path for path in run.files if path != whole), whole, changes, tuple(papers))


def _write(
    form: FormInfo, described: Description, fmt: str, dossier: Dossier, period: Window, unit: Unit, path: Path
) -> None:
    write_form(form, described, fmt, path, dossier=dossier, period=period, owner=unit.id)


def _units(form: FormInfo, request: Request, unit_ids: Iterable[str] | None) -> Sequence[Unit]:
    """The units asked for that get the form, groups replaced by their members."""
    if form.units is None:
        raise BadValue(f"Biểu {form.id} không lập theo đơn vị.", "Bỏ --unit.")
    getting = form.units(request)
    if unit_ids is not None:
        wanted: set[str] = set()
        for unit_id in unit_ids:
            unit = request.dossier.unit_by_id.get(unit_id)
            if unit is None:
                raise BadValue(f"Không có đơn vị mã {unit_id}.", "Xem mã đơn vị bằng `kehoach show`.")
            wanted |= {member.id for member in request.dossier.members_of(unit_id)} if unit.is_group else {unit_id}
        getting = [unit for unit in getting if unit.id in wanted]
    if not getting:
        raise BadValue(f"Không có đơn vị nào phải gửi {form.title.lower()}.", "Không phải in.")
    return getting
