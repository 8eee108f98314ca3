"""Every form the program can print and the one way to print it; a new form is one module in forms/ and one line here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.domain.periods import Window
from kehoach_desktop.domain.records import Office, Unit
from kehoach_desktop.errors import BadValue
from kehoach_desktop.frozen import frozen
from kehoach_desktop.reports.forms import (
    assignments,
    duty_slip,
    indicator_results,
    period_report,
    plan_paper,
    reminder,
    submissions,
    task_progress,
    unit_report,
    unit_summary,
)
from kehoach_desktop.reports.forms.common import FormOptions, Request, fitted
from kehoach_desktop.reports.model import Column, LegalPaper, PaperBatch, TableBatch, TableForm

__all__ = ["FORMS", "FormInfo", "FormOptions", "Request", "Scope", "describe", "fitted", "render", "write"]


Description = TableForm | TableBatch | LegalPaper | PaperBatch


class Scope(StrEnum):
    """What one file of a form is about."""

    OFFICE = "office"
    UNIT = "unit"


@frozen
class FormInfo:
    """A form: its id for the command line, its name, the kinds of file, and the letters of its number if it has one."""

    id: str
    title: str
    formats: tuple[str, ...]
    build: Callable[[Request], Description]
    symbol: Callable[[Office], str] | None = None  # of papers that bear a number
    units: Callable[[Request], list[Unit]] | None = None  # of a form to units: those it goes to
    columns: Callable[[Request], tuple[Column, ...]] | None = None  # of a table: all there are to choose from
    has_charts: bool = False
    is_the_plan: bool = False  # bears the plan's own number, symbol and day, not those chosen for a print
    filled_in: tuple[str, ...] = ()  # formats made to be filled in and read back: written by exchange, not here

    @property
    def scope(self) -> Scope:
        return Scope.UNIT if self.units else Scope.OFFICE


_TABLE = ("xlsx", "pdf")
_PAPER = ("pdf", "docx")

FORMS: tuple[FormInfo, ...] = (
    FormInfo("bao-cao", period_report.TITLE, _PAPER, period_report.build, symbol=period_report.symbol),
    FormInfo("tien-do", task_progress.TITLE, _TABLE, task_progress.build, columns=task_progress.columns),
    FormInfo(
        "chi-tieu",
        indicator_results.TITLE,
        _TABLE,
        indicator_results.build,
        columns=indicator_results.columns,
        has_charts=True,
    ),
    FormInfo("tong-hop-don-vi", unit_summary.TITLE, _TABLE, unit_summary.build, columns=unit_summary.columns),
    FormInfo("theo-doi-bao-cao", submissions.TITLE, _TABLE, submissions.build, columns=submissions.columns),
    FormInfo("phan-cong", f"{assignments.TITLE} (6 rõ)", _TABLE, assignments.build, columns=assignments.columns),
    FormInfo("don-doc", reminder.TITLE, _PAPER, reminder.build, reminder.symbol, reminder.late_units),
    FormInfo(
        "giao-viec",
        duty_slip.TITLE,
        (*_PAPER, "xlsx"),
        duty_slip.build,
        units=duty_slip.units_with_tasks,
        columns=duty_slip.columns,
    ),
    FormInfo(
        "phieu-don-vi",
        unit_report.TITLE,
        _TABLE,
        unit_report.build,
        units=unit_report.units_with_duties,
        filled_in=("xlsx",),
    ),
    FormInfo("ke-hoach", plan_paper.TITLE, _PAPER, plan_paper.build, is_the_plan=True),
)
_BY_ID = {form.id: form for form in FORMS}


def describe(form_id: str, request: Request) -> Description:
    """The form as data, before any file. Raises BadValue for an id there is not."""
    form = _BY_ID.get(form_id)
    if form is None:
        raise BadValue(f"Không có biểu “{form_id}”.", f"Dùng một trong: {', '.join(_BY_ID)}.")
    return form.build(request)


def render(
    form_id: str, dossier: Dossier, window: Window, *, on: date, fmt: str, path: Path,
    unit_id: str | None = None, options: FormOptions | None = None, earlier: tuple[Window, ...] = (),
) -> None:  # fmt: skip
    """Writes a form into a file. `on` is the day of printing, `earlier` the periods of the cycle before it in the year.

    Raises BadValue for a form there is not and for a format the form does not have.
    """
    form = describe(form_id, Request(fitted(dossier), window, on, unit_id, options or FormOptions(), earlier))
    if fmt not in _BY_ID[form_id].formats:
        raise BadValue(f"Biểu {form_id} không có dạng {fmt}.", f"Dùng một trong: {', '.join(_BY_ID[form_id].formats)}.")
    write(form, fmt, path)


def traced(form: Description, trace: str) -> Description:
    """The form with the mark of the history that is printed small on it."""
    match form:
        case PaperBatch():
            papers = tuple(replace(paper, trace=trace) for paper in form.papers)
            return replace(form, papers=papers, sheets=tuple(replace(sheet, trace=trace) for sheet in form.sheets))
        case TableBatch():
            return replace(form, tables=tuple(replace(table, trace=trace) for table in form.tables))
        case _:
            return replace(form, trace=trace)


def write(form: Description, fmt: str, path: Path) -> None:
    """A form that is described already into a file. Raises BadValue for a kind of file it does not come in."""
    # Only now: the libraries behind the writers cost half a second.
    from kehoach_desktop.reports import docx_paper, pdf_paper, pdf_table, xlsx

    match form, fmt:
        case LegalPaper(), "pdf":
            pdf_paper.write_paper(form, path)
        case PaperBatch(), "pdf":
            pdf_paper.write_batch(form, path)
        case LegalPaper(), "docx":
            docx_paper.write_paper(form, path)
        case PaperBatch(), "docx":
            docx_paper.write_batch(form, path)
        case TableForm(), "pdf":
            pdf_table.write_table(form, path)
        case TableBatch(), "pdf":
            pdf_table.write_batch(form, path)
        case TableBatch(), "xlsx":
            xlsx.write_tables(form.title, form.tables, path)
        case PaperBatch(), "xlsx" if form.sheets:
            xlsx.write_tables(form.title, form.sheets, path)
        case TableForm(), "xlsx":
            xlsx.write_table(form, path)
        case _:
            raise BadValue(f"Chưa in được dạng {fmt}.", "Chọn dạng khác.")
