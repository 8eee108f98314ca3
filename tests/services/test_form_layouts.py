"""The office's own columns in its file: kept, printed, undone, given back to the form."""

from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from kehoach_desktop.domain.records import FormLayout
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import exporting, form_layouts, history
from kehoach_desktop.services.offices import load

FORM, H1, ON = "tien-do", "2026-H1", date(2026, 7, 6)


def choices(office_file, form_id=FORM, period=H1):
    return form_layouts.choices(load(office_file), form_id, period, ON)


def printed(office_file, form_id=FORM, period=H1):
    return [(c.item, c.name) for c in choices(office_file, form_id, period) if c.shown]


def chosen(office_file, *items, **names):
    """The choice of these columns in this order, some renamed."""
    known = {c.item: replace(c, shown=False) for c in choices(office_file)}
    picked = [replace(known.pop(item), shown=True) for item in items]
    return [replace(c, name=names.get(c.item, c.name)) for c in (*picked, *known.values())]


def headings(path):
    sheet = openpyxl.load_workbook(path).active
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "TT")
    return [cell for cell in row if cell]


def test_at_first_the_columns_are_the_forms_own(office_file):
    first = choices(office_file)
    assert [c.item for c in first][:2] == ["no", "task"]
    assert first == form_layouts.own_choices(load(office_file), FORM, H1, ON)
    assert {c.item for c in first if not c.shown} >= {"officer", "supervisor", "support"}


def test_a_choice_is_kept_and_printed(office_file, tmp_path):
    form_layouts.save(office_file, FORM, chosen(office_file, "no", "task", "officer", "state", officer="Người làm"))
    assert printed(office_file)[1:] == [("task", "Nhiệm vụ"), ("officer", "Người làm"), ("state", "Tình trạng")]
    (path,) = exporting.export(office_file, FORM, H1, tmp_path, formats=["xlsx"]).files
    assert headings(path) == ["TT", "Nhiệm vụ", "Người làm", "Tình trạng"]


def test_a_name_that_is_the_forms_own_is_not_kept(office_file):
    form_layouts.save(office_file, FORM, chosen(office_file, "no", "task", "result"))
    assert load(office_file).layouts[0].columns == "no\ntask\nresult"
    assert printed(office_file, period="2026-Q1")[-1] == ("result", "Kết quả quý I/2026")


def test_saving_is_one_step_that_can_be_undone(office_file):
    before = printed(office_file)
    changes = form_layouts.save(office_file, FORM, chosen(office_file, "no", "task", "note"))
    assert changes.step == "Chọn cột của biểu Theo dõi tiến độ thực hiện nhiệm vụ"
    history.undo(office_file)
    assert printed(office_file) == before
    history.redo(office_file)
    assert [item for item, _ in printed(office_file)] == ["no", "task", "note"]


def test_saving_again_changes_the_same_record(office_file):
    for last in ("note", "officer"):
        form_layouts.save(office_file, FORM, chosen(office_file, "no", "task", last))
    assert len(load(office_file).layouts) == 1
    assert [item for item, _ in printed(office_file)] == ["no", "task", "officer"]


def test_going_back_to_the_forms_own_columns(office_file):
    before = printed(office_file)
    form_layouts.save(office_file, FORM, chosen(office_file, "no", "task"))
    form_layouts.reset(office_file, FORM)
    assert printed(office_file) == before
    assert not load(office_file).layouts


def test_two_layouts_that_met_in_a_merge_become_one(office_file):
    with office_file.step("Gộp") as records:
        records.add(FormLayout(id="a", form=FORM, columns="note"), FormLayout(id="b", form=FORM, columns="officer"))
    form_layouts.save(office_file, FORM, chosen(office_file, "no", "task", "state"))
    assert [layout.columns for layout in load(office_file).layouts] == ["no\ntask\nstate"]


def test_a_name_must_say_something(office_file):
    for bad in (" \u200b ", "x" * 61):
        with pytest.raises(BadValue):
            form_layouts.save(office_file, FORM, chosen(office_file, "no", "task", "note", note=bad))
    assert not load(office_file).layouts


def test_a_paper_has_no_columns_to_choose(office_file):
    with pytest.raises(BadValue, match="không có cột"):
        form_layouts.choices(load(office_file), "don-doc", H1, ON)
    with pytest.raises(BadValue, match="không có cột"):
        form_layouts.save(office_file, "don-doc", [])
