"""History: one edit for every changed field, in the same transaction, whoever writes."""

import factories as make
import pytest
from sqlalchemy import delete, event, insert, update

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.history import ChangeId, ChangeKind, heads
from kehoach_desktop.storage.tables import RECORD_ROWS


def changes(office_file, record_id):
    with office_file.read() as records:
        return records.changes(record_id=record_id)


def test_every_changed_field_is_one_edit_with_old_and_new_value(office_file):
    with office_file.step("Sửa nhiệm vụ 1.1") as records:
        records.update(r.Task, "t1", title="Khám răng", months=(4, 9), number="1.1", state=r.TaskState.DONE)
    edits = [c for c in changes(office_file, "t1") if c.kind is ChangeKind.UPDATE]
    assert {(c.field, str(c.old), str(c.new)) for c in edits} == {
        ("title", "Khám mắt cho học sinh", "Khám răng"),
        ("months", "[]", "[4, 9]"),
        ("state", "not_started", "done"),
    }


def test_a_birth_is_one_edit_with_the_whole_record(office_file):
    (birth,) = changes(office_file, "t1")
    assert (birth.kind, birth.field, birth.old, birth.supersedes) == (ChangeKind.CREATE, None, None, ())
    assert set(birth.new) == set(r.Task.__dataclass_fields__)
    assert birth.new["due_kind"] == "none"


def test_an_end_is_one_edit_with_the_last_values(office_file):
    with office_file.step("Sửa") as records:
        records.update(r.Target, "g1", text="tất cả")
    with office_file.step("Xóa") as records:
        records.delete(r.Target, "g1")
    birth, edit, end = changes(office_file, "g1")
    assert (end.kind, end.old["text"], end.new) == (ChangeKind.DELETE, "tất cả", None)
    assert end.supersedes == (birth.id, edit.id)


def test_an_edit_replaces_the_one_that_stood(office_file):
    for title in ("một", "hai", "ba"):
        with office_file.step("Sửa") as records:
            records.update(r.Task, "t1", title=title)
    with office_file.step("Sửa") as records:
        records.update(r.Task, "t1", note="ghi chú")
    birth, one, two, three, note = changes(office_file, "t1")
    assert [c.supersedes for c in (one, two, three, note)] == [(birth.id,), (one.id,), (two.id,), (birth.id,)]
    assert heads([birth, one, two, three, note], "title") == [three.id]


def test_two_edits_of_a_field_in_one_step_are_a_chain(office_file):
    with office_file.step("Sửa") as records:
        records.update(r.Task, "t1", title="một")
        records.update(r.Task, "t1", title="hai")
    birth, one, two = changes(office_file, "t1")
    assert (one.supersedes, two.supersedes, two.old) == ((birth.id,), (one.id,), "một")


def test_a_step_that_changes_nothing_is_no_step(office_file):
    with office_file.read() as records:
        before = records.steps()
    with office_file.step("Không đổi gì") as records:
        records.update(r.Task, "t1", title="Khám mắt cho học sinh")
    assert records.step is None
    with office_file.read() as records:
        assert records.steps() == before


def test_a_failing_step_leaves_neither_record_nor_history(office_file):
    def fail():
        with office_file.step("Hỏng") as records:
            records.update(r.Task, "t1", title="nửa chừng")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with office_file.read() as records:
        assert records.get(r.Task, "t1").title == "Khám mắt cho học sinh"
        assert "Hỏng" not in [step.name for step in records.steps()]


def test_a_step_knows_who_when_and_what_it_touched(office_file):
    with office_file.step("Sửa hai loại") as records:
        records.update(r.Task, "t1", title="x")
        records.update(r.Unit, "u1", head="Đỗ Minh Khuê")
    step = records.step
    assert step
    assert (step.name, step.author, step.site) == ("Sửa hai loại", "Mai Lan", "site-a")
    assert step.at == make.fixed_clock().now()
    assert records.kinds_changed == {"task", "unit"}


def test_steps_come_oldest_first_and_the_last_few_on_demand(office_file):
    for name in ("một", "hai"):
        with office_file.step(name) as records:
            records.update(r.Task, "t1", title=name)
    with office_file.read() as records:
        assert [s.name for s in records.steps()] == ["Tạo tệp mới", "Chuẩn bị dữ liệu", "một", "hai"]
        assert [s.name for s in records.steps(limit=2)] == ["một", "hai"]


def test_edits_are_numbered_upwards_through_reopening(office_file, reopened):
    office_file.close()
    for title in ("một", "hai"):
        again = reopened()
        with again.step("Sửa") as records:
            records.update(r.Task, "t1", title=title)
        again.close()
    ids = [c.id for c in changes(reopened(), "t1")]
    assert ids == sorted(set(ids))
    assert {i.site for i in ids} == {"site-a"}


def test_another_machine_counts_for_itself(office_file, reopened):
    office_file.close()
    with reopened(site="site-b", author="Vũ Nam").step("Sửa") as records:
        records.update(r.Task, "t1", title="khác")
    birth, edit = changes(reopened(), "t1")
    assert (edit.id.site, edit.supersedes) == ("site-b", (birth.id,))


def test_a_copy_of_the_file_on_the_same_machine_never_gives_the_same_numbers(office_file, path, reopened, tmp_path):
    office_file.close()
    copy = tmp_path / "bản chép.kehoach"
    copy.write_bytes(path.read_bytes())
    from kehoach_desktop.storage.office_file import OfficeFile

    with OfficeFile.open(copy, author="Mai Lan", site="site-a") as copied, copied.step("Sửa") as records:
        records.update(r.Task, "t1", title="ở bản chép")
    with reopened().step("Sửa") as records:
        records.update(r.Task, "t1", title="ở bản chính")
    with OfficeFile.open(copy, author="Mai Lan", site="site-a") as copied:
        assert changes(copied, "t1")[-1].id != changes(reopened(), "t1")[-1].id


def test_the_birth_of_the_file_is_nobodys_step(office_file):
    with office_file.read() as records:
        assert records.steps()[0].site == office_file.database_id != "site-a"


def test_writing_past_history_is_stopped(office_file):
    unit = RECORD_ROWS["unit"]
    for statement in (
        insert(unit).values(id="x", name="x"),
        update(unit).values(name="x"),
        delete(unit),
    ):
        with pytest.raises(RuntimeError, match="history"), office_file.writing() as connection:
            connection.execute(statement)


def test_an_import_looks_nothing_up(office_file, plan):
    asked = []
    event.listen(office_file._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with office_file.step("Nhập") as records:
        records.add_all([make.make_task(plan, position=n) for n in range(2000)])
    assert len(asked) < 15
    assert not [s for s in asked if s.startswith("SELECT") and "supersedes" in s]


def test_deleting_many_looks_up_in_batches(office_file, plan):
    with office_file.step("Nhập") as records:
        records.add_all([make.make_task(plan, position=n) for n in range(2000)])
    asked = []
    event.listen(office_file._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with office_file.step("Xóa") as records:
        records.delete(r.Plan, plan.id)
    assert len(asked) < 120


def test_ids_of_edits_read_back(office_file):
    (birth,) = changes(office_file, "t1")
    assert ChangeId.parse(str(birth.id)) == birth.id
