"""Single edits through the services: typed text in, one undoable step out."""

from datetime import date

import pytest

from kehoach_desktop.domain.records import Assignment, DueKind, Role, Task, TaskState
from kehoach_desktop.errors import BadValue, RecordNotFound
from kehoach_desktop.services import editing, history


def task(office_file, task_id="t1"):
    with office_file.read() as records:
        return records.get(Task, task_id)


def test_typed_text_becomes_values(office_file):
    editing.set_fields(office_file, "task", "t1", {"due_on": "15/6/2026", "due_kind": "ngày", "officer": "Lê Văn Hòa "})
    assert (task(office_file).due_on, task(office_file).due_kind) == (date(2026, 6, 15), DueKind.DATE)
    assert task(office_file).officer == "Lê Văn Hòa"


def test_a_day_that_is_none_is_refused_with_its_remedy_and_changes_nothing(office_file):
    with pytest.raises(BadValue, match="Tháng 6 không có ngày 31"):
        editing.set_fields(office_file, "task", "t1", {"officer": "Lê Văn Hòa", "due_on": "31/6/2026"})
    assert task(office_file).officer is None


def test_unknown_fields_and_records_are_named(office_file):
    with pytest.raises(BadValue, match="Không có trường “han”"):
        editing.set_fields(office_file, "task", "t1", {"han": "x"})
    with pytest.raises(RecordNotFound):
        editing.set_fields(office_file, "task", "t9", {"officer": "x"})


def test_a_finished_task_gets_its_day_and_a_reopened_one_loses_it(office_file):
    editing.set_fields(office_file, "task", "t1", {"state": "Hoàn thành"})
    assert task(office_file).finished_on == office_file.clock.now().date()
    editing.set_fields(office_file, "task", "t1", {"state": "đang làm"})
    assert (task(office_file).state, task(office_file).finished_on) == (TaskState.IN_PROGRESS, None)


def test_several_rows_are_one_step(office_file):
    editing.set_many(office_file, "task", ["t1", "t2"], {"state": "done"})
    history.undo(office_file)
    assert [task(office_file, i).state for i in ("t1", "t2")] == [TaskState.NOT_STARTED] * 2


def test_assigning_replaces_who_had_the_role(office_file):
    editing.assign(office_file, "t1", ["u1", "u2"], Role.SUPPORT)
    editing.assign(office_file, "t1", ["u2"], Role.SUPPORT)
    with office_file.read() as records:
        assert [a.unit_id for a in records.all(Assignment)] == ["u2"]


def test_deleting_says_what_went_and_undo_brings_it_back(office_file):
    editing.assign(office_file, "t1", ["u1"], Role.LEAD)
    gone, changes = editing.delete_record(office_file, "task", "t1")
    assert gone == {"assignment": 1}
    assert changes.step == "Xóa nhiệm vụ 1.1"
    history.undo(office_file)
    assert task(office_file).title == "Lập danh sách hộ dùng nước giếng"


def test_step_names_speak_of_the_field_and_the_number(office_file):
    assert editing.set_fields(office_file, "task", "t1", {"product": "Danh sách"}).step == "Sửa sản phẩm nhiệm vụ 1.1"
    assert history.undoable(office_file).undo.name == "Sửa sản phẩm nhiệm vụ 1.1"
