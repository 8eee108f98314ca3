"""The bin: what is in it, and bringing records back with what hung on them."""

import pytest

from kehoach_desktop.domain.records import Assignment, Plan, Progress, Role, Section, SubmissionState, Task, Unit
from kehoach_desktop.errors import RecordNotFound
from kehoach_desktop.services import editing, history, restoring, results, units
from kehoach_desktop.services.restoring import AlreadyBack, OwnerGone


@pytest.fixture
def with_results(office_file):
    editing.assign(office_file, "t1", ["u1"], Role.LEAD)
    results.record_progress(office_file, "t1", "2026-H1", result="12 hộ")
    results.record_progress(office_file, "t1", "2026-Q1", result="3 hộ")
    return office_file


def everything(office_file):
    with office_file.read() as records:
        return {kind: records.all(kind) for kind in (Plan, Section, Unit, Task, Assignment, Progress)}


def test_an_empty_bin(office_file):
    assert restoring.deleted(office_file) == []


def test_the_bin_says_what_was_deleted_when_by_whom_and_what_hung_on_it(with_results):
    editing.delete_record(with_results, "task", "t1")
    (row,) = restoring.deleted(with_results)
    assert row.name.whole == "Nhiệm vụ 1.1: Lập danh sách hộ dùng nước giếng"
    assert row.step.name == "Xóa nhiệm vụ 1.1"
    assert row.step.author == "Trần Thu Hà"
    assert row.hung == {"assignment": 1, "progress": 2}
    assert row.hung_words == "1 phân công, 2 kết quả nhiệm vụ"


def test_assignments_that_changed_hands_are_not_in_the_bin(with_results):
    editing.assign(with_results, "t1", ["u2"], Role.LEAD)
    assert restoring.deleted(with_results) == []


def test_what_an_undo_took_away_is_not_in_the_bin(office_file):
    editing.create_record(office_file, "unit", {"name": "Thôn Đông"})
    history.undo(office_file)
    assert restoring.deleted(office_file) == []


def test_everything_comes_back_as_it_was(with_results):
    before = everything(with_results)
    editing.delete_record(with_results, "task", "t1")
    names, changes = restoring.restore_deleted(with_results, ["t1"])
    assert everything(with_results) == before
    assert changes.step == "Khôi phục nhiệm vụ 1.1 cùng 3 bản ghi đi kèm"
    assert changes.kinds == {"task", "assignment", "progress"}
    assert names[0].record_id == "t1"
    assert restoring.deleted(with_results) == []


def test_restoring_is_one_step_that_undo_takes_back_and_redo_does_again(with_results):
    before = everything(with_results)
    editing.delete_record(with_results, "task", "t1")
    gone = everything(with_results)
    restoring.restore_deleted(with_results, ["t1"])
    history.undo(with_results)
    assert everything(with_results) == gone
    history.redo(with_results)
    assert everything(with_results) == before


def test_links_that_the_deletion_emptied_are_set_again(office_file):
    with office_file.step("Thêm mục") as records:
        records.add(Section(id="s1", plan_id="p1", title="Nước sạch", level=1, position=0))
        records.update(Task, "t1", section_id="s1")
        records.update(Task, "t2", section_id="s1")
    editing.delete_record(office_file, "section", "s1")
    with office_file.step("Thêm mục khác") as records:
        records.add(Section(id="s2", plan_id="p1", title="Vệ sinh", level=1, position=1))
        records.update(Task, "t2", section_id="s2")
    restoring.restore_deleted(office_file, ["s1"])
    with office_file.read() as records:
        assert [records.get(Task, i).section_id for i in ("t1", "t2")] == ["s1", "s2"]


def test_a_record_whose_owner_is_gone_is_refused_with_the_owner_named(office_file):
    editing.delete_record(office_file, "task", "t1")
    editing.delete_record(office_file, "plan", "p1")
    with pytest.raises(OwnerGone, match="Kế hoạch: Thực hiện nước sạch nông thôn cũng đã bị xóa") as refused:
        restoring.restore_deleted(office_file, ["t1"])
    assert refused.value.subject == "p1"
    with office_file.read() as records, pytest.raises(RecordNotFound):
        records.get(Task, "t1")


def test_the_owner_comes_back_too_when_that_is_wished(office_file):
    before = everything(office_file)
    editing.delete_record(office_file, "task", "t1")
    editing.delete_record(office_file, "plan", "p1")
    _, changes = restoring.restore_deleted(office_file, ["t1"], with_owners=True)
    assert everything(office_file) == before
    assert changes.step == "Khôi phục nhiệm vụ 1.1 cùng 4 bản ghi đi kèm"
    assert restoring.deleted(office_file) == []


def test_a_link_to_something_gone_for_good_is_left_empty(office_file):
    with office_file.step("Thêm mục") as records:
        records.add(Section(id="s1", plan_id="p1", title="Nước sạch", level=1, position=0))
        records.update(Task, "t1", section_id="s1")
    editing.delete_record(office_file, "task", "t1")
    editing.delete_record(office_file, "section", "s1")
    restoring.restore_deleted(office_file, ["t1"])
    with office_file.read() as records:
        assert records.get(Task, "t1").section_id is None


def test_what_is_back_already_is_refused(office_file):
    editing.delete_record(office_file, "unit", "u2")
    restoring.restore_deleted(office_file, ["u2"])
    with pytest.raises(AlreadyBack, match="Đơn vị: Các thôn đã có lại trong tệp"):
        restoring.restore_deleted(office_file, ["u2"])


def test_several_come_back_in_one_step(office_file):
    before = everything(office_file)
    editing.delete_many(office_file, "task", ["t1", "t2"])
    assert [row.name.label for row in restoring.deleted(office_file)] == ["Nhiệm vụ 1.1", "Nhiệm vụ 1.2"]
    _, changes = restoring.restore_deleted(office_file, ["t1", "t2"])
    assert changes.step == "Khôi phục 2 nhiệm vụ"
    assert everything(office_file) == before


def test_a_deleted_unit_is_named_in_its_step(office_file):
    results.record_submission(office_file, "u1", "2026-H1", SubmissionState.APPROVED)
    editing.delete_record(office_file, "unit", "u1")
    _, changes = restoring.restore_deleted(office_file, ["u1"])
    assert changes.step == "Khôi phục đơn vị Trạm Y tế xã cùng 1 bản ghi đi kèm"


def test_the_bin_is_searched_without_accents(office_file):
    editing.delete_record(office_file, "task", "t1")
    editing.delete_record(office_file, "unit", "u2")
    assert [row.name.words for row in restoring.deleted(office_file, "cac thon")] == ["Các thôn"]
    assert restoring.deleted(office_file, "khong co") == []


def test_a_record_deleted_twice_stands_once_with_its_last_deletion(office_file):
    editing.delete_record(office_file, "unit", "u2")
    restoring.restore_deleted(office_file, ["u2"])
    office_file.author = "Lò Thị Mây"
    editing.delete_record(office_file, "unit", "u2")
    assert [row.step.author for row in restoring.deleted(office_file)] == ["Lò Thị Mây"]


def test_a_unit_merged_away_can_be_brought_back(office_file):
    units.add_unit(office_file, "Trạm Y tế", is_group=False)
    with office_file.read() as records:
        other = next(unit for unit in records.all(Unit) if unit.name == "Trạm Y tế")
    units.merge_units(office_file, "u1", other.id)
    row = next(row for row in restoring.deleted(office_file) if row.name.kind == "unit")
    restoring.restore_deleted(office_file, [row.id])
    with office_file.read() as records:
        assert records.get(Unit, other.id) == other


def test_what_a_whole_step_deleted_comes_back(office_file):
    before = everything(office_file)
    _, changes = editing.delete_many(office_file, "task", ["t1", "t2"])
    with office_file.read() as records:
        step = records.steps()[-1]
    assert step.name == changes.step
    restoring.restore_step(office_file, step.id)
    assert everything(office_file) == before
