"""What a merge says to people: both values with what differs, the value before, whose and when, pairs that may be one."""

import shutil
from datetime import date

import factories as make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.merging import Key
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services import merge_twins, merging
from kehoach_desktop.services.conflict_marks import marks_of
from kehoach_desktop.services.merge_view import Part, view_of, view_of_open
from kehoach_desktop.services.merge_words import can_be_typed, marked, typed_value
from kehoach_desktop.services.offices import load
from kehoach_desktop.storage.office_file import OfficeFile


@pytest.fixture
def office(tmp_path):
    """Our file, and a way to let other machines work on copies of it."""
    plan = make.make_plan(id="p")
    section = make.make_section(plan, id="s", title="Nước sạch")
    task = make.make_task(plan, id="t", section_id="s", number="2.2", title="Khám sức khỏe", due_on=date(2026, 6, 20))
    unit = make.make_unit(id="u", name="Thôn Bến Trâu", kind=r.UnitKind.HAMLET)
    progress = make.make_progress(id="pr", task_id="t", period="2026-H1", result="Khám 716 người ở 7 thôn")
    path = tmp_path / "xã.kehoach"
    ours = make.make_office_file(path, plan, section, task, unit, progress)
    original = tmp_path / "gốc"
    shutil.copyfile(path, original)

    def came_back(name, work, site="site-b"):
        copy = tmp_path / f"{name}.kehoach"
        shutil.copyfile(original, copy)
        with OfficeFile.open(copy, author="Lê Thị Mơ", site=site) as theirs, theirs.step("Làm việc") as records:
            work(records)
        return copy

    yield ours, came_back
    ours.close()


def ours_set(ours, kind, record_id, **fields):
    with ours.step("Sửa") as records:
        records.update(kind, record_id, **fields)


def seen(ours, *copies):
    shown = merging.preview(ours, copies)
    assert not shown.refused
    return shown, view_of(ours, shown)


def test_conflicts_of_a_task_and_of_its_results_stand_in_one_row(office):
    ours, came_back = office

    def there(records):
        records.update(r.Task, "t", due_on=date(2026, 6, 30), officer="Lò Thị Mây")
        records.update(r.Progress, "pr", result="Khám 941 người ở 9 thôn")

    copy = came_back("Trạm Y tế", there)
    ours_set(ours, r.Task, "t", due_on=date(2026, 6, 15))
    ours_set(ours, r.Progress, "pr", result="Khám 873 người ở 8 thôn")
    _, view = seen(ours, copy)
    (row,) = view.of(Part.CONFLICT)
    assert (row.title, row.second) == ("2.2 Khám sức khỏe", "Nhiệm vụ · Trạm Y tế")
    told = {c.label: (c.base, [s.text for s in c.sides]) for c in row.contests}
    assert told == {
        "Thời hạn": ("20/6/2026", ["15/6/2026", "30/6/2026"]),
        "Kết quả 6 tháng đầu năm 2026": (
            "Khám 716 người ở 7 thôn", ["Khám 873 người ở 8 thôn", "Khám 941 người ở 9 thôn"],
        ),
    }  # fmt: skip
    assert [q.new for q in row.quiet] == ["Lò Thị Mây"]
    result = next(c for c in row.contests if c.field == "result")
    assert [piece.strip() for piece, is_marked in result.sides[1].words if is_marked] == ["941", "9"]


def test_three_machines_give_three_values_ours_first(office):
    ours, came_back = office
    copies = [
        came_back("đông", lambda rec: rec.update(r.Task, "t", officer="Mơ"), site="site-b"),
        came_back("tây", lambda rec: rec.update(r.Task, "t", officer="Mận"), site="site-c"),
    ]
    ours_set(ours, r.Task, "t", officer="Đào")
    shown, view = seen(ours, *copies)
    (contest,) = view.conflicts
    assert contest.sides[0].text == "Đào"
    assert {(s.title, s.text) for s in contest.sides[1:]} == {("Từ đông", "Mơ"), ("Từ tây", "Mận")}
    merging.merge(ours, shown, [(contest.key, contest.field, "Mận")])
    assert view_of_open(ours).conflicts == []
    assert load(ours).tasks[0].officer == "Mận"


def test_what_is_left_open_is_told_the_same_way_later(office):
    ours, came_back = office
    copy = came_back("đông", lambda rec: rec.update(r.Task, "t", officer="Mơ"))
    ours_set(ours, r.Task, "t", officer="Đào")
    shown, _ = seen(ours, copy)
    merging.merge(ours, shown, [])
    (contest,) = view_of_open(ours).conflicts
    assert [s.text for s in contest.sides] == ["Đào", "Mơ"]
    assert contest.sides[1].author == "Lê Thị Mơ"
    (mark,) = marks_of(load(ours))["task", "t"]
    assert (mark.field, mark.words) == (
        "officer", "Mâu thuẫn, cán bộ phụ trách: Đào (đang dùng) hoặc Mơ. Chưa quyết định.",
    )  # fmt: skip
    ours_set(ours, r.Task, "t", officer="Mận")
    assert marks_of(load(ours)) == {}


def test_a_spared_task_keeps_the_section_it_names(office):
    ours, came_back = office

    def there(records):
        records.delete(r.Task, "t")
        records.delete(r.Section, "s")

    shown, view = seen(ours, came_back("đông", there))
    row = next(row for row in view.of(Part.DELETED) if row.key == Key("task", "t"))
    assert set(row.keys) == {Key("task", "t"), Key("progress", "pr")}
    merging.merge(ours, shown, [], spare=row.keys)
    dossier = load(ours)
    assert [task.id for task in dossier.tasks] == ["t"]
    assert [section.id for section in dossier.sections] == ["s"]
    assert [one.id for one in dossier.progress] == ["pr"]


def test_parts_of_a_record_that_lives_on_are_not_deleted(office):
    ours, came_back = office
    copy = came_back("đông", lambda rec: rec.delete(r.Task, "t"))
    ours_set(ours, r.Task, "t", officer="Đào")
    shown, view = seen(ours, copy)
    assert (view.of(Part.DELETED), merging.deletions(shown.plan)) == ([], [])
    merging.merge(ours, shown, [])
    assert [one.id for one in load(ours).progress] == ["pr"]
    merging.decide_open(ours, [(Key("task", "t"), None, False)])
    assert load(ours).tasks == ()


def test_only_pairs_a_merge_brings_are_asked_about(office):
    ours, came_back = office
    with ours.step("Thêm") as records:
        records.add(make.make_unit(id="u2", name="Trạm Y tế xã"), make.make_unit(id="u3", name="Trạm y tế Xã"))
    copy = came_back("đông", lambda rec: rec.add(make.make_unit(id="u4", name="Xóm Bến Trâu", kind=r.UnitKind.HAMLET)))
    shown, view = seen(ours, copy)
    (row,) = view.of(Part.TWIN)
    assert (row.key, row.other) == (Key("unit", "u"), Key("unit", "u4"))
    assert merge_twins.new_pairs(ours, merging.preview(ours, []).plan) == []
    merging.merge(ours, shown, [])
    merge_twins.make_one(ours, row.key, "u4")
    assert [alias.name for alias in load(ours).aliases] == ["Xóm Bến Trâu"]


@given(st.text(alphabet="aăâ bc\n", max_size=40), st.text(alphabet="aăâ bc\n", max_size=40))
def test_marked_pieces_make_the_text_again(text: str, other: str):
    assert "".join(piece for piece, _ in marked(text, other)) == text
    assert not any(is_marked for _, is_marked in marked(text, text))


def test_typed_values_are_checked_by_their_field():
    assert typed_value("task", "due_on", "20/6/2026") == "2026-06-20"
    with pytest.raises(BadValue):
        typed_value("task", "due_on", "31/6/2026")
    assert not can_be_typed("task", "section_id")
    assert can_be_typed("progress", "result")
