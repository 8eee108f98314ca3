"""Two copies of one office file made into one: real files, real history, all or nothing."""

import shutil
import sqlite3
from dataclasses import replace
from datetime import date

import factories as make
import pytest
from sqlalchemy import event

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.history import ChangeKind
from kehoach_desktop.domain.merging import Key, Received
from kehoach_desktop.storage import faults, merging
from kehoach_desktop.storage.integrity import integrity_faults
from kehoach_desktop.storage.office_file import OfficeFile


def history(office_file, name="bản chép", sha256=""):
    """What the reader of received files gives: all steps and edits."""
    with office_file.read() as records:
        return Received(office_file.database_id, tuple(records.steps()), tuple(records.changes()), name, sha256)


def everything(office_file):
    with office_file.read() as records:
        return {kind: {x.id: x for x in records.all(cls)} for kind, cls in r.KINDS.items()}


@pytest.fixture
def pair(tmp_path):
    """The same office on two machines: a plan, a unit u1, a task t1 it leads."""
    plan, unit = make.make_plan(id="p1"), make.make_unit(id="u1", name="Trạm Y tế")
    task = make.make_task(plan, id="t1", title="Khám mắt")
    ours_path, theirs_path = tmp_path / "nhà.kehoach", tmp_path / "trạm.kehoach"
    make.make_office_file(ours_path, plan, unit, task, make.make_assignment(task, unit, id="a1")).close()
    shutil.copyfile(ours_path, theirs_path)
    ours = OfficeFile.open(ours_path, author="Mai Lan", site="site-a")
    theirs = OfficeFile.open(theirs_path, author="Lê Thị Mơ", site="site-b")
    yield ours, theirs
    ours.close()
    theirs.close()


def edit(office_file, kind, record_id, **fields):
    with office_file.step("Sửa") as records:
        records.update(kind, record_id, **fields)


def test_what_only_they_did_is_taken_with_its_history(pair):
    ours, theirs = pair
    edit(theirs, r.Task, "t1", title="Khám mắt học sinh")
    with theirs.step("Thêm thôn") as records:
        records.add(make.make_unit(id="u2", name="Thôn Đông"))
    done = merging.apply(ours, [history(theirs)], "Gộp tệp")
    assert [o.key for o in done.new] == [Key("unit", "u2")]
    assert [(o.key, o.changed_fields) for o in done.changed] == [(Key("task", "t1"), ("title",))]
    assert everything(ours) == everything(theirs)
    assert integrity_faults(ours) == []
    with ours.read() as records:
        assert [(s.name, s.author) for s in records.steps()[-3:]] == [
            ("Sửa", "Lê Thị Mơ"), ("Thêm thôn", "Lê Thị Mơ"), ("Gộp tệp", "Mai Lan"),
        ]  # fmt: skip


def test_planning_writes_nothing(pair):
    ours, theirs = pair
    edit(theirs, r.Task, "t1", title="Khám mắt học sinh")
    before = ours.path.read_bytes()
    assert merging.plan(ours, [history(theirs)]).changed
    assert ours.path.read_bytes() == before


def test_both_ways_end_alike_and_again_is_quiet(pair):
    ours, theirs = pair
    edit(ours, r.Unit, "u1", head="Vũ Văn Bảy")
    edit(theirs, r.Unit, "u1", phone="0912 000 111")
    merging.apply(ours, [history(theirs)], "Gộp tệp")
    merging.apply(theirs, [history(ours)], "Gộp tệp")
    assert everything(ours) == everything(theirs)
    again = merging.plan(ours, [history(theirs)])
    assert not any((again.new, again.changed, again.deleted, again.conflicts))


def test_our_value_stays_until_somebody_decides_and_the_decision_travels(pair):
    ours, theirs = pair
    edit(ours, r.Unit, "u1", head="Vũ Văn Bảy")
    edit(theirs, r.Unit, "u1", head="Lê Thị Mơ")
    merging.apply(ours, [history(theirs)], "Gộp tệp")
    with ours.read() as records:
        assert records.get(r.Unit, "u1").head == "Vũ Văn Bảy"
        (conflict,) = records.conflicts()
        assert (conflict["field"], conflict["ours"], conflict["theirs"]) == ("head", ["Vũ Văn Bảy"], ["Lê Thị Mơ"])
    edit(ours, r.Unit, "u1", head="Lê Thị Mơ")
    with ours.read() as records:
        assert records.conflicts() == []
    merging.apply(theirs, [history(ours)], "Gộp tệp")
    with theirs.read() as records:
        assert (records.get(r.Unit, "u1").head, records.conflicts()) == ("Lê Thị Mơ", [])


def test_a_unit_deleted_there_and_given_work_here_stays_in_conflict(pair):
    ours, theirs = pair
    with theirs.step("Xóa") as records:
        records.delete(r.Unit, "u1")
    with ours.step("Ghi") as records:
        records.add(make.make_submission(unit_id="u1", id="s1"))
    merging.apply(ours, [history(theirs)], "Gộp tệp")
    merging.apply(theirs, [history(ours)], "Gộp tệp")
    for side in pair:
        with side.read() as records:
            assert records.get(r.Submission, "s1").unit_id == "u1"
            assert [(c["id"], c["field"]) for c in records.conflicts()] == [("u1", None)]
            assert records.find(r.Assignment, id="a1") is None  # nobody used it: it went with the unit
    assert everything(ours) == everything(theirs)


def test_deletions_that_are_not_wanted_are_taken_back_by_an_edit_that_travels(pair):
    ours, theirs = pair
    with theirs.step("Xóa") as records:
        records.delete(r.Unit, "u1")
    spare = frozenset(o.key for o in merging.plan(ours, [history(theirs)]).deleted)
    assert spare == {Key("unit", "u1"), Key("assignment", "a1")}
    merging.apply(ours, [history(theirs)], "Gộp tệp", spare=spare)
    merging.apply(theirs, [history(ours)], "Gộp tệp")
    for side in pair:
        with side.read() as records:
            assert records.get(r.Unit, "u1").name == "Trạm Y tế"
            assert records.get(r.Assignment, "a1")
            assert records.conflicts() == []
        assert integrity_faults(side) == []


def test_files_of_several_machines_are_taken_in_one_step(pair, tmp_path):
    ours, theirs = pair
    third_path = tmp_path / "ba.kehoach"
    shutil.copyfile(ours.path, third_path)
    with OfficeFile.open(third_path, author="Tô Hoài", site="site-c") as third:
        edit(theirs, r.Task, "t1", title="Khám mắt học sinh")
        edit(third, r.Task, "t1", officer="Tô Hoài")
        done = merging.apply(ours, [history(theirs), history(third)], "Gộp 2 tệp")
    assert [o.changed_fields for o in done.changed] == [("title", "officer")]
    with ours.read() as records:
        task = records.get(r.Task, "t1")
        assert (task.title, task.officer) == ("Khám mắt học sinh", "Tô Hoài")
        assert [s.name for s in records.steps()].count("Gộp 2 tệp") == 1


def test_the_same_package_is_known_again(pair):
    ours, theirs = pair
    assert merging.taken_in_on(ours, "ab" * 32) is None
    merging.apply(ours, [history(theirs, sha256="ab" * 32)], "Gộp tệp")
    assert merging.taken_in_on(ours, "ab" * 32) is not None


def test_another_offices_file_is_refused(pair, tmp_path):
    ours, _ = pair
    with make.make_office_file(tmp_path / "khác.kehoach") as other, pytest.raises(faults.OtherOffice):
        merging.plan(ours, [history(other)])


def test_one_number_for_two_edits_is_refused(pair):
    ours, theirs = pair
    received = history(theirs)
    forged = replace(received, changes=(replace(received.changes[-1], step_id="khác"),))
    with pytest.raises(faults.ForkedHistory):
        merging.plan(ours, [forged])


@pytest.mark.parametrize(
    "edit",
    [
        {"record_kind": "weapon"},
        {"new": {"id": "someone else"}},
        {"new": None},
        {"kind": ChangeKind.UPDATE, "field": "is_group", "new": "yes"},
        {"kind": ChangeKind.UPDATE, "field": "name", "new": None},
        {"kind": ChangeKind.UPDATE, "field": "kind", "new": "sao hỏa"},
        {"kind": ChangeKind.UPDATE, "field": "position", "new": True},
    ],
)
def test_values_that_cannot_be_are_refused_whole(pair, edit):
    ours, theirs = pair
    with theirs.step("Thêm") as records:
        records.add(make.make_unit(id="u2"))
    received = history(theirs)
    strange = replace(received, changes=(*received.changes[:-1], replace(received.changes[-1], **edit)))
    before = everything(ours)
    with pytest.raises(faults.StrangeValues):
        merging.apply(ours, [strange], "Gộp tệp")
    assert everything(ours) == before


def test_a_history_with_holes_is_refused_whole(pair):
    ours, theirs = pair
    with theirs.step("Thêm") as records:
        records.add(make.make_unit(id="u2"), make.make_submission(unit_id="u2", id="s2"))
    received = history(theirs)
    holed = replace(received, changes=tuple(c for c in received.changes if c.record_id != "u2"))
    before = everything(ours)
    with pytest.raises(faults.IncompleteHistory):
        merging.apply(ours, [holed], "Gộp tệp")
    assert everything(ours) == before


def test_cut_off_at_any_statement_the_file_is_as_before(pair):
    ours, theirs = pair
    edit(ours, r.Unit, "u1", head="Vũ Văn Bảy")
    edit(theirs, r.Unit, "u1", head="Lê Thị Mơ")
    with theirs.step("Thêm, xóa") as records:
        records.add(make.make_unit(id="u2"), make.make_submission(unit_id="u2", id="s2"))
        records.delete(r.Assignment, "a1")
    received, before = history(theirs), everything(ours)
    with ours.read() as records:
        edits = len(records.changes())
    statements = 0

    class Cut(Exception):
        pass

    def count(*_):
        nonlocal statements
        statements += 1
        if statements == cut_at:
            raise Cut

    event.listen(ours._engine, "before_cursor_execute", count)
    for cut_at in range(1, 200):  # noqa: B007 - read by `count`
        statements = 0
        try:
            merging.apply(ours, [received], "Gộp tệp")
        except Cut:
            statements = -(10**6)
            assert everything(ours) == before
            with ours.read() as records:
                assert len(records.changes()) == edits
        else:
            break
    event.remove(ours._engine, "before_cursor_execute", count)
    assert cut_at > 15
    assert everything(ours) != before
    assert integrity_faults(ours) == []


def test_a_merge_is_no_step_of_undo(pair):
    ours, theirs = pair
    edit(theirs, r.Task, "t1", title="Khám mắt học sinh")
    merging.apply(ours, [history(theirs)], "Gộp tệp")
    with pytest.raises(faults.CannotUndo):
        ours.undo()


def test_received_tombstones_are_kept_in_history(pair):
    ours, theirs = pair
    with theirs.step("Xóa") as records:
        records.delete(r.Assignment, "a1")
    merging.apply(ours, [history(theirs)], "Gộp tệp")
    with ours.read() as records:
        assert [c.kind for c in records.changes(record_id="a1")] == [ChangeKind.CREATE, ChangeKind.DELETE]
    with sqlite3.connect(ours.path) as raw:
        assert raw.execute("SELECT count(*) FROM assignment").fetchone() == (0,)
    raw.close()


def test_the_same_cell_typed_on_two_machines_is_one_record_with_two_values(pair):
    from kehoach_desktop.services.results import record_progress, record_submission

    ours, theirs = pair
    record_progress(ours, "t1", "2026-H1", result="8/10 thôn")
    record_progress(theirs, "t1", "2026-H1", result="9/10 thôn")
    for side in pair:
        record_submission(side, "u1", "2026-H1", r.SubmissionState.SENT, received_on=date(2026, 6, 12))
    done = merging.apply(ours, [history(theirs)], "Gộp tệp")
    assert [(c.key.kind, c.field) for c in done.conflicts] == [("progress", "result")]
    with ours.read() as records:
        assert [p.result for p in records.all(r.Progress)] == ["8/10 thôn"]
        assert len(records.all(r.Submission)) == 1


def test_a_figure_deleted_and_typed_again_has_lived_before(pair):
    from kehoach_desktop.services.results import record_progress

    ours, theirs = pair
    record_progress(ours, "t1", "2026-H1", result="8/10 thôn")
    with ours.step("Xóa") as records:
        records.delete(r.Progress, records.all(r.Progress)[0].id)
    record_progress(ours, "t1", "2026-H1", result="9/10 thôn")
    merging.apply(theirs, [history(ours)], "Gộp tệp")
    with theirs.read() as records:
        assert [p.result for p in records.all(r.Progress)] == ["9/10 thôn"]
        assert records.conflicts() == []
    ours.undo()
    with ours.read() as records:
        assert records.all(r.Progress) == []


def test_a_decision_for_the_value_shown_does_not_stop_the_way_back(pair):
    ours, theirs = pair
    edit(ours, r.Unit, "u1", head="Vũ Văn Bảy")
    edit(theirs, r.Unit, "u1", head="Lê Thị Mơ")
    merging.apply(ours, [history(theirs)], "Gộp tệp")
    with ours.step("Quyết định") as records:
        records.decide(r.Unit, "u1", "head", "Vũ Văn Bảy")
    edit(ours, r.Task, "t1", title="Khám mắt học sinh")
    assert [ours.undo().name, ours.undo().name] == ["Hoàn tác: Sửa", "Hoàn tác: Quyết định"]
    with pytest.raises(faults.CannotUndo):  # next would be the merge itself
        ours.undo()
