"""Taking back and doing again: new steps with names, the same after a restart, never over somebody else's edit."""

import factories as make
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.history import StepKind
from kehoach_desktop.storage.faults import CannotUndo


def everything(office_file):
    with office_file.read() as records:
        return {kind: records.all(cls) for kind, cls in r.KINDS.items()}


def edit(office_file, name, cls=r.Task, record_id="t1", **fields):
    with office_file.step(name) as records:
        records.update(cls, record_id, **fields)


def test_undo_and_redo_are_new_named_steps(office_file):
    edit(office_file, "sửa thời hạn nhiệm vụ 1.1", due_kind=r.DueKind.ONGOING)
    undone = office_file.undo()
    redone = office_file.redo()
    assert (undone.name, undone.kind) == ("Hoàn tác: sửa thời hạn nhiệm vụ 1.1", StepKind.UNDO)
    assert (redone.name, redone.kind) == ("Làm lại: sửa thời hạn nhiệm vụ 1.1", StepKind.REDO)
    assert redone.target_id == undone.id


def test_steps_go_back_one_by_one_and_forth_again(office_file):
    states = [everything(office_file)]
    for title in ("một", "hai", "ba"):
        edit(office_file, title, title=title, note=title * 2)
        states.append(everything(office_file))
    for state in reversed(states[:-1]):
        office_file.undo()
        assert everything(office_file) == state
    for state in states[1:]:
        office_file.redo()
        assert everything(office_file) == state
    assert office_file.redo() is None


def test_undo_works_after_a_restart(office_file, reopened):
    before = everything(office_file)
    edit(office_file, "sửa", title="khác")
    office_file.close()
    reopened().undo()
    assert everything(reopened()) == before
    assert reopened().redo().name == "Làm lại: sửa"


def test_a_new_edit_ends_redo(office_file):
    edit(office_file, "một", title="một")
    office_file.undo()
    edit(office_file, "hai", title="hai")
    assert office_file.redo() is None
    assert office_file.undo().name == "Hoàn tác: hai"


def test_deleting_with_all_that_hangs_on_it_comes_back_under_the_same_ids_and_in_place(office_file, plan):
    with office_file.step("Thêm") as records:
        records.update(r.Task, "t1", section_id="s1")
        records.add(make.make_assignment(id="a2", task_id="t1", unit_id="u1", role=r.Role.SUPPORT))
        records.add(make.make_task(plan, id="t0"), make.make_assignment(id="a0", task_id="t0", unit_id="u1"))
    before = everything(office_file)
    for cls, record_id in ((r.Task, "t1"), (r.Section, "s1"), (r.Unit, "u1"), (r.Plan, "p1")):
        with office_file.step("Xóa") as records:
            records.delete(cls, record_id)
        assert everything(office_file) != before
        office_file.undo()
        assert everything(office_file) == before


def test_a_whole_import_goes_back_as_one_step_and_then_nothing_is_left(office_file):
    office_file.undo()
    assert {kind for kind, rows in everything(office_file).items() if rows} == {"office"}
    assert office_file.undo() is None


def test_an_edit_of_another_machine_is_not_taken_back(office_file, reopened):
    edit(office_file, "ta sửa", title="của ta")
    office_file.close()
    theirs = reopened(site="site-b")
    edit(theirs, "họ sửa", note="của họ")
    theirs.close()
    ours = reopened()
    assert ours.undo().name == "Hoàn tác: ta sửa"
    with ours.read() as records:
        task = records.get(r.Task, "t1")
    assert (task.title, task.note) == ("Khám mắt cho học sinh", "của họ")


@pytest.mark.parametrize("what", ["field", "record", "child"])
def test_what_was_changed_since_is_not_overwritten(office_file, reopened, plan, what):
    if what == "field":
        edit(office_file, "ta sửa", title="của ta")
    else:
        with office_file.step("ta thêm") as records:
            records.add(make.make_task(plan, id="t2"))
    office_file.close()
    theirs = reopened(site="site-b")
    with theirs.step("họ sửa") as records:
        if what == "field":
            records.update(r.Task, "t1", title="của họ")
        elif what == "record":
            records.update(r.Task, "t2", title="của họ")
        else:
            records.add(make.make_assignment(task_id="t2", unit_id="u1"))
    before = everything(theirs)
    theirs.close()
    with pytest.raises(CannotUndo):
        reopened().undo()
    assert everything(reopened()) == before


def test_a_merge_is_not_taken_back_blindly(office_file):
    with office_file.step("Gộp", StepKind.MERGE) as records:
        records.update(r.Task, "t1", title="từ máy khác")
    with pytest.raises(CannotUndo, match="gộp"):
        office_file.undo()


acts = st.lists(
    st.tuples(st.sampled_from(["title", "add", "delete", "two", "undo", "redo"]), st.integers(0, 3)), max_size=9
)


@given(acts)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_run_of_acts_goes_all_the_way_back(tmp_path_factory, acts):
    path = tmp_path_factory.mktemp("u") / "a.kehoach"
    with make.make_office_file(path) as office_file:
        beginning = everything(office_file)
        with office_file.step("nền") as records:
            records.add(make.make_plan(id="p"), *(make.make_task(id=f"t{n}", plan_id="p") for n in range(2)))
        for act, n in acts:
            perform(office_file, act, n)
        while office_file.undo():
            pass
        assert everything(office_file) == beginning


def perform(office_file, act, n):
    if act in ("undo", "redo"):
        getattr(office_file, act)()
        return
    with office_file.step(act) as records:
        task = records.find(r.Task, id=f"t{n}")
        if act == "add" and task is None and records.find(r.Plan):
            records.add(make.make_task(id=f"t{n}", plan_id="p"), make.make_progress(task_id=f"t{n}"))
        elif act == "delete" and task is not None:
            records.delete(r.Task, task.id)
        elif task is not None:
            records.update(r.Task, task.id, title=f"{act} {n}", note=None if task.note else "ghi chú")
            if act == "two":
                records.update(r.Task, task.id, title="lần hai", months=(n + 1,))
