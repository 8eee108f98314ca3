"""The office's own columns of a form: chosen, ordered, named; headings, sums and merged headers stay right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain import records as r
from kehoach_desktop.reports.catalog import FORMS
from kehoach_desktop.reports.columns import Wanted, arranged, layout_text, parse_layout
from kehoach_desktop.reports.forms import indicator_results, task_progress, unit_summary
from kehoach_desktop.reports.model import Align, Column, Row, RowKind, TableForm
from kehoach_desktop.reports.text import cell_text
from tests.reports.sample_dossier import DOSSIER, request

COLUMNS = (
    Column("TT", 10, Align.CENTER, id="no", fixed=True),
    Column("Việc", 60, id="task", fixed=True),
    Column("Xong", 20, Align.CENTER, "Đếm", id="done"),
    Column("Chưa", 20, Align.CENTER, "Đếm", id="open"),
    Column("Năm 2026", 20, Align.CENTER, "Mức", id="marks.2026"),
    Column("Năm 2027", 20, Align.CENTER, "Mức", id="marks.2027"),
    Column("Ghi chú", 40, id="note"),
    Column("Cán bộ", 30, id="officer", shown=False),
)
FORM = TableForm(
    "BIỂU",
    COLUMNS,
    (
        Row(("I", "Nhóm"), RowKind.GROUP),
        Row((1, "a", 2, 3, 26, 27, "g", "c"), lines=2),
        Row(("Cộng", None, 2, 3, "", "", "", ""), RowKind.TOTAL),
    ),
)


def ids(form):
    return [column.id for column in form.columns]


def test_without_a_layout_the_form_shows_what_it_shows_by_itself():
    form = arranged(FORM, None)
    assert ids(form) == ["no", "task", "done", "open", "marks.2026", "marks.2027", "note"]
    assert form.rows[1].cells == (1, "a", 2, 3, 26, 27, "g")


def test_columns_stand_in_the_wanted_order():
    form = arranged(FORM, parse_layout("officer\nopen\ndone"))
    assert ids(form) == ["no", "task", "officer", "open", "done"]
    assert [row.cells for row in form.rows] == [("I", "Nhóm"), (1, "a", "c", 3, 2), ("Cộng", None, "", 3, 2)]


def test_fixed_columns_lead_whatever_is_asked():
    assert ids(arranged(FORM, parse_layout("note\ntask\nno"))) == ["no", "task", "note"]
    assert ids(arranged(FORM, ())) == ["no", "task"]


def test_unknown_columns_are_passed_over():
    assert ids(arranged(FORM, parse_layout("gone\nnote\nmarks.2026"))) == ["no", "task", "note"]


def test_a_block_moves_as_one_and_its_name_stands_over_it():
    form = arranged(FORM, parse_layout("note\nmarks = Chỉ tiêu giao"))
    assert ids(form)[2:] == ["note", "marks.2026", "marks.2027"]
    assert [(c.title, c.over) for c in form.columns[3:]] == [
        ("Năm 2026", "Chỉ tiêu giao"),
        ("Năm 2027", "Chỉ tiêu giao"),
    ]


def test_columns_bear_the_names_the_office_gives():
    titles = [c.title for c in arranged(FORM, parse_layout("no = Số\ndone = Đã xong = 100%\nnote")).columns]
    assert titles == ["Số", "Việc", "Đã xong = 100%", "Ghi chú"]


def test_rows_keep_the_room_for_a_pen():
    assert arranged(FORM, parse_layout("note")).rows[1].lines == 2


def test_text_takes_the_room_left_over_and_figures_keep_theirs():
    form = arranged(FORM, parse_layout("done"))
    assert [c.width for c in form.columns] == pytest.approx([10, 160, 20])


def test_text_gives_up_room_for_more_columns():
    form = arranged(FORM, parse_layout("done\nopen\nmarks\nnote\nofficer"))
    assert sum(c.width for c in form.columns) == pytest.approx(190)
    assert all(
        new.width == old.width for new, old in zip(form.columns, COLUMNS, strict=False) if old.align is Align.CENTER
    )


@given(
    st.lists(st.tuples(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), st.text(max_size=90)), unique_by=lambda w: w[0])
)
def test_a_stored_layout_is_read_as_it_was_written(pairs):
    once = parse_layout(layout_text(Wanted(item, name) for item, name in pairs))
    assert [w.item for w in once] == [item for item, _ in pairs]
    assert parse_layout(layout_text(once)) == once


@given(st.text(max_size=300))
def test_any_stored_text_is_a_layout(text):
    form = arranged(FORM, parse_layout(text))
    assert ids(form)[:2] == ["no", "task"]
    assert all(len(row.cells) in (2, len(form.columns)) for row in form.rows)


@pytest.mark.parametrize("info", [form for form in FORMS if form.columns], ids=lambda form: form.id)
def test_columns_of_every_form_have_names_of_their_own(info):
    columns = info.columns(request())
    assert len({column.id for column in columns}) == len(columns)
    assert all(column.id for column in columns)
    assert [column.fixed for column in columns][:3] == [True, True, False]
    labels = {column.item: column.label for column in columns}
    assert len(set(labels.values())) == len(labels)


def with_layout(form_id, columns):
    return request(replace(DOSSIER, layouts=(r.FormLayout(id="l", form=form_id, columns=columns),)))


def test_the_office_layout_is_used_for_its_form_only():
    asked = with_layout("tien-do", "officer = Người làm\nstate")
    assert [c.title for c in task_progress.build(asked).columns] == ["TT", "Nhiệm vụ", "Người làm", "Tình trạng"]
    assert len(unit_summary.build(asked).columns) == 9


def test_extra_columns_hold_their_facts():
    form = task_progress.build(with_layout("tien-do", "officer\nsupervisor\nproduct\nfinished\nsupport"))
    assert [cell_text(cell) for cell in form.rows[1].cells][2:] == [
        "Hà Minh Lộc", "Đỗ Minh Khuê", "Danh sách học sinh cận thị", "28/4/2026", "Các trường học",
    ]  # fmt: skip
    form = indicator_results.build(with_layout("chi-tieu", "numerator\ndenominator\ntarget\nbefore"))
    assert [cell_text(cell) for cell in form.rows[0].cells][2:] == ["812", "850", "≥ 95", "88,4"]


def test_sums_follow_their_columns():
    form = unit_summary.build(with_layout("tong-hop-don-vi", "rate\nopen\ndone\ntotal"))
    (total,) = [row for row in form.rows if row.kind is RowKind.TOTAL]
    assert [cell_text(cell) for cell in total.cells] == ["Tổng cộng", "", "28,6", "5", "2", "7"]


def test_once_a_deadline_was_moved_the_reason_stands_beside_it_in_the_same_width():
    first, *others = DOSSIER.tasks
    plain = task_progress.build(request(DOSSIER))
    moved = replace(first, note="Gia hạn từ 15/6/2026 đến 30/9/2026: chờ kết quả xét nghiệm")
    form = task_progress.build(request(replace(DOSSIER, tasks=(moved, *others))))
    assert ids(form)[-1] == "note"
    assert "note" not in ids(plain)
    assert sum(c.width for c in form.columns) == sum(c.width for c in plain.columns)
    assert any(str(row.cells[-1]).endswith(": chờ kết quả xét nghiệm") for row in form.rows if row.kind is RowKind.DATA)
