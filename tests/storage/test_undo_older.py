"""Taking back a step that is not the last: a new edit, which undo takes back in its turn; nothing that came later is lost."""

import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.history import StepKind
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.storage import past
from kehoach_desktop.storage.faults import CannotUndo


def edit(office_file, name, record_id="t1", **fields):
    with office_file.step(name) as records:
        records.update(r.Task, record_id, **fields)
    return records.step.id


def task(office_file):
    with office_file.read() as records:
        return records.get(r.Task, "t1")


def test_what_came_later_stays(office_file):
    first = edit(office_file, "sửa ghi chú", note="cũ")
    edit(office_file, "sửa sản phẩm", product="Danh sách")
    step = office_file.undo_older(first)
    assert (task(office_file).note, task(office_file).product) == (None, "Danh sách")
    assert (step.name, step.kind, step.target_id) == ("Hoàn tác: sửa ghi chú", StepKind.EDIT, first)


def test_undo_takes_the_taking_back_back(office_file):
    first = edit(office_file, "sửa ghi chú", note="cũ")
    edit(office_file, "sửa sản phẩm", product="Danh sách")
    office_file.undo_older(first)
    office_file.undo()
    assert (task(office_file).note, task(office_file).product) == ("cũ", "Danh sách")
    assert office_file.undo().name == "Hoàn tác: sửa sản phẩm"


def test_history_strikes_it_until_the_taking_back_is_taken_back(office_file):
    first = edit(office_file, "sửa ghi chú", note="cũ")
    edit(office_file, "sửa sản phẩm", product="Danh sách")
    taken = office_file.undo_older(first)
    assert past.undone_steps(office_file) == {first}
    office_file.undo()
    assert past.undone_steps(office_file) == {taken.id}
    office_file.redo()
    assert past.undone_steps(office_file) == {first}


def test_a_value_changed_since_refuses_the_whole_step(office_file):
    first = edit(office_file, "sửa hai ô", note="cũ", product="Danh sách")
    edit(office_file, "sửa ghi chú", note="mới")
    with pytest.raises(CannotUndo):
        office_file.undo_older(first)
    assert (task(office_file).note, task(office_file).product) == ("mới", "Danh sách")


def test_a_record_made_long_ago_goes_and_comes_back(office_file):
    with office_file.step("Thêm đơn vị") as records:
        records.add(r.Unit(id="u9", name="Thôn Thượng"))
    made = records.step.id
    edit(office_file, "sửa ghi chú", note="sau")
    office_file.undo_older(made)
    with office_file.read() as records:
        assert records.find(r.Unit, id="u9") is None
    office_file.undo()
    with office_file.read() as records:
        assert records.get(r.Unit, "u9").name == "Thôn Thượng"


def test_a_record_others_hang_on_stays(office_file):
    with office_file.step("Thêm đơn vị") as records:
        records.add(r.Unit(id="u9", name="Thôn Thượng"))
    made = records.step.id
    with office_file.step("Giao việc") as records:
        records.add(r.Assignment(id="a9", task_id="t1", unit_id="u9", role=r.Role.SUPPORT))
    with pytest.raises(CannotUndo):
        office_file.undo_older(made)
    with office_file.read() as records:
        assert records.get(r.Unit, "u9").name == "Thôn Thượng"


def test_the_birth_of_the_file_is_not_taken_back(office_file):
    with office_file.read() as records:
        birth = records.steps()[0]
    with pytest.raises(CannotUndo, match="tạo tệp"):
        office_file.undo_older(birth.id)


def test_a_step_that_is_not_in_the_file_is_named_so(office_file):
    with pytest.raises(RecordNotFound):
        office_file.undo_older("không có")
