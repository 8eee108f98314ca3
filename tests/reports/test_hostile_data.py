"""Data never break a form: every text of the office replaced by a hostile one, empty plans, hundreds of tasks."""

import dataclasses
import unicodedata
from datetime import date

import openpyxl
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.dossier import Dossier
from kehoach_desktop.errors import BadValue
from kehoach_desktop.reports.catalog import FORMS, Request, Scope, render
from kehoach_desktop.reports.text import one_line
from tests.factories import make_office, make_plan
from tests.reports.readback import pdf_fonts, pdf_text, sheet, word_text
from tests.reports.sample_dossier import ASSIGNMENTS, DOSSIER, SECTIONS, TASKS, TODAY, UNITS, WINDOW

PRINTS = [(form.id, fmt) for form in FORMS for fmt in form.formats]
TO_UNITS = {form.id for form in FORMS if form.scope is Scope.UNIT}
HOSTILE = {
    "markup": "<b>Trạm & thôn</b> <![CDATA[ ]]> &lt; </is></c>",
    "control": "Trạm\x00 y\x07 tế\x0b xã\x1f\x7f\ufffe\uffff",
    "surrogate": "Trạm \ud800 y tế \udfff",
    "decomposed": unicodedata.normalize("NFD", "Trường học Ủy ban nhân dân"),
    "direction": "Trạm \u202e y \u200f tế \u2066 xã\u2069",
    "emoji": "Trạm 😀 ☑ y tế \U0001f9ea",
    "formula": "=cmd|' /C calc'!A0",
    "long": "Tổ chức khám sức khỏe định kỳ cho nhân dân. " * 70,
    "one word": "x" * 3000,
    "lines": "một\nhai\r\nba\u2028bốn\n\n\nnăm",
    "blank": " \t\n ",
    "backslash": "(ngoặc) \\ \\n )( %",
}


def poisoned(dossier: Dossier, text: str) -> Dossier:
    """The same records with a text in every field that holds one."""
    kept = {
        "id",
        "plan_id",
        "section_id",
        "unit_id",
        "task_id",
        "indicator_id",
        "group_id",
        "parent_id",
        "period",
        "kind",
    }

    def spoil(record):
        facts = {}
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            if field.name not in kept and type(value) is str:
                facts[field.name] = text
        return dataclasses.replace(record, **facts)

    lists = {f.name: getattr(dossier, f.name) for f in dataclasses.fields(dossier)}
    changed = {name: tuple(map(spoil, rows)) for name, rows in lists.items() if isinstance(rows, tuple)}
    return dataclasses.replace(dossier, **changed, office=spoil(dossier.office), plan=changed["plans"][0])


@pytest.mark.parametrize(("form_id", "fmt"), PRINTS)
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_in_every_field_is_printed(kind, form_id, fmt, tmp_path):
    path = tmp_path / f"out.{fmt}"
    render(form_id, poisoned(DOSSIER, HOSTILE[kind]), WINDOW, on=TODAY, fmt=fmt, path=path)
    if fmt == "xlsx":
        values = [str(cell.value) for row in sheet(path).iter_rows() for cell in row if cell.value is not None]
        assert values
        assert all(unicodedata.is_normalized("NFC", value) for value in values)
    elif fmt == "pdf":
        assert all(pdf_fonts(path).values())
    else:
        assert unicodedata.is_normalized("NFC", word_text(path))


@pytest.mark.slow
@pytest.mark.parametrize("info", [form for form in FORMS if form.columns], ids=lambda form: form.id)
@pytest.mark.parametrize("kind", ["markup", "long", "one word", "lines", "formula"])
def test_hostile_text_is_printed_in_all_columns_under_hostile_names(kind, info, tmp_path):
    items = dict.fromkeys(column.item for column in info.columns(Request(DOSSIER, WINDOW, TODAY)))
    name = HOSTILE[kind].replace("\n", " ").replace("\r", " ").replace("\u2028", " ")
    columns = "\n".join([*items, "no_such_column"] if kind == "lines" else [f"{item} = {name}" for item in items])
    layout = r.FormLayout(id="l", form=info.id, columns=columns)
    dossier = dataclasses.replace(poisoned(DOSSIER, HOSTILE[kind][:400]), layouts=(layout,))
    for fmt in {"pdf", "xlsx", "docx"} & set(info.formats):
        render(info.id, dossier, WINDOW, on=TODAY, fmt=fmt, path=tmp_path / f"out.{fmt}")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    header = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value}
    assert kind == "lines" or any(one_line(name)[:55] in text for text in header)
    assert pdf_text(tmp_path / "out.pdf")


def test_marks_of_xml_are_printed_as_they_are(tmp_path):
    path = tmp_path / "out.pdf"
    render("bao-cao", poisoned(DOSSIER, "A & B < C > D"), WINDOW, on=TODAY, fmt="pdf", path=path)
    assert "A & B < C > D" in pdf_text(path)


@pytest.mark.parametrize(("form_id", "fmt"), PRINTS)
@pytest.mark.parametrize("plan", [None, make_plan(number=None, symbol=None, issued_on=None, title="")])
def test_empty_plan_is_printed(plan, form_id, fmt, tmp_path):
    path = tmp_path / f"out.{fmt}"
    empty = Dossier(office=make_office(province=None, drafting_unit=None), plan=plan)
    if form_id in TO_UNITS:
        with pytest.raises(BadValue, match="Không có đơn vị"):
            render(form_id, empty, WINDOW, on=TODAY, fmt=fmt, path=path)
        return
    render(form_id, empty, WINDOW, on=TODAY, fmt=fmt, path=path)
    assert path.stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.parametrize(("form_id", "fmt"), PRINTS)
def test_five_hundred_tasks_are_all_printed(form_id, fmt, tmp_path):
    tasks = tuple(
        dataclasses.replace(TASKS[n % len(TASKS)], id=f"t{n}", title=f"Nhiệm vụ thứ{n}", content=None)
        for n in range(500)
    )
    leads = tuple(r.Assignment(id=f"x{n}", task_id=f"t{n}", unit_id="clinic", role=r.Role.LEAD) for n in range(500))
    path = tmp_path / f"out.{fmt}"
    render(
        form_id,
        dataclasses.replace(DOSSIER, tasks=tasks, assignments=leads, progress=(), submissions=()),
        WINDOW,
        on=TODAY,
        fmt=fmt,
        path=path,
    )
    if fmt == "xlsx":
        printed = {str(cell.value) for row in sheet(path).iter_rows() for cell in row}
    else:
        printed = set((pdf_text(path) if fmt == "pdf" else word_text(path)).split())
    if form_id in {"tien-do", "phan-cong", "bao-cao", "giao-viec"}:
        assert all(any(f"thứ{n}" in text for text in ({f"Nhiệm vụ thứ{n}", f"thứ{n}"} & printed)) for n in range(500))


@pytest.mark.parametrize("on", [date(2025, 12, 1), date(2026, 6, 14), date(2031, 1, 1)])
def test_report_can_be_printed_on_any_day(on, tmp_path):
    path = tmp_path / "out.pdf"
    render("bao-cao", DOSSIER, WINDOW, on=on, fmt="pdf", path=path)
    assert f"năm {on.year}" in pdf_text(path)


def test_unknown_form_and_format_are_refused_with_the_choice(tmp_path):
    with pytest.raises(BadValue, match="bao-cao"):
        render("bieu-la", DOSSIER, WINDOW, on=TODAY, fmt="pdf", path=tmp_path / "x")
    with pytest.raises(BadValue, match="xlsx, pdf"):
        render("tien-do", DOSSIER, WINDOW, on=TODAY, fmt="docx", path=tmp_path / "x")


def test_records_without_their_sections_and_units_are_printed(tmp_path):
    path = tmp_path / "out.pdf"
    orphaned = dataclasses.replace(DOSSIER, sections=(), results=())
    assert SECTIONS
    assert UNITS
    assert ASSIGNMENTS
    render("tien-do", orphaned, WINDOW, on=TODAY, fmt="pdf", path=path)
    assert "Nhiệm vụ khác" in pdf_text(path)
