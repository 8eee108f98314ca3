"""Going back to a copy is one step more: every record as it was, undone by undo, and no merge brings back what it took."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import factories as make
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from killing import outcomes

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.history import ChangeKind, StepKind
from kehoach_desktop.domain.merging import Received
from kehoach_desktop.services import backups, history
from kehoach_desktop.storage import faults, merging, plain_connection
from kehoach_desktop.storage.integrity import integrity_faults
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.schema_version import CURRENT, SchemaVersion

ROOT = Path(__file__).parents[2]
STEP = "Khôi phục về bản sao lúc 14:03 ngày 06/7/2026"


def whole_office():
    """At least one record of every kind, linked as they can be."""
    plan = make.make_plan(id="p1")
    unit, group = make.make_unit(id="u1", name="Trạm Y tế"), make.make_unit(id="u2", name="Các thôn", is_group=True)
    section = make.make_section(plan, id="s1")
    paragraph = make.make_paragraph(plan, id="g1", section_id="s1")
    tasks = [make.make_task(plan, id=f"t{n}", section_id="s1", paragraph_id="g1", position=n) for n in range(4)]
    indicator = make.make_indicator(plan, id="i1", section_id="s1", unit_id="u1")
    return [
        make.make_signer(id="k1"), unit, group, make.make_alias(unit, id="b1"), make.make_member(group, unit, id="m1"),
        plan, make.make_plan(id="p2", amends_id="p1"), section, make.make_section(plan, id="s2", parent_id="s1", level=2),
        paragraph, make.make_legal_basis(plan, id="l1", paragraph_id="g1"), make.make_recipient(plan, id="n1"),
        make.make_funding(plan, id="f1"), *tasks, make.make_assignment(tasks[0], unit, id="a1"),
        make.make_assignment(tasks[1], group, id="a2", role=r.Role.SUPPORT), indicator,
        make.make_target(indicator, id="d1", value=Decimal("95.10")), make.make_result(indicator, id="r1", unit_id="u1"),
        make.make_progress(tasks[0], id="q1", unit_id="u1"), make.make_submission(unit, id="h1"),
        make.make_cycle(plan, id="c1"), make.make_paper(plan, id="e1", unit_id="u1"), make.make_layout(id="o1"),
        make.make_narrative(plan, id="w1", unit_id="u1"),
    ]  # fmt: skip


def everything(office_file):
    """All records in the office's order."""
    with office_file.read() as records:
        return {kind: records.all(cls) for kind, cls in r.KINDS.items()}


def by_id(office_file):
    """All records, for files of two machines, whose order of equal places may differ."""
    return {kind: {x.id: x for x in rows} for kind, rows in everything(office_file).items()}


def open_as(path, site="site-a", author="Mai Lan"):
    return OfficeFile.open(path, author=author, site=site, clock=make.fixed_clock())


@pytest.fixture(autouse=True)
def this_machine(monkeypatch):
    monkeypatch.setattr(backups.machine, "site_id", lambda: "site-a")


class Desk:
    """One office file, its copy, and colleagues with copies of their own."""

    def __init__(self, folder, prepared):
        self.folder, self.path = folder, folder / "xã Hòa Lâm.kehoach"
        shutil.copyfile(prepared, self.path)
        self.file = open_as(self.path)
        self.backup = backups.back_up(self.file, chosen=folder / "sao lưu")
        self.then = everything(self.file)
        self._opened = []

    def go_back(self):
        """Closes the file, goes back and opens it anew."""
        self.file.close()
        restored = backups.restore(self.path, self.backup, author="Mai Lan")
        self.file = open_as(self.path)
        return restored

    def colleague(self, site="site-b"):
        """A copy of the file as it is now, on another machine."""
        path = self.folder / f"{site}-{len(self._opened)}.kehoach"
        shutil.copyfile(self.path, path)
        self._opened.append(open_as(path, site, "Lê Thị Mơ"))
        return self._opened[-1]

    def close(self):
        for office_file in (self.file, *self._opened):
            office_file.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A closed file with `whole_office` in it, to be copied."""
    path = tmp_path_factory.mktemp("sẵn") / "xã.kehoach"
    make.make_office_file(path, *whole_office()).close()
    return path


@pytest.fixture
def desk(tmp_path, prepared):
    desk = Desk(tmp_path, prepared)
    yield desk
    desk.close()


def history_of(office_file):
    with office_file.read() as records:
        return Received(office_file.database_id, tuple(records.steps()), tuple(records.changes()), "bản chép")


def merge(into, *others):
    return merging.apply(into, [history_of(other) for other in others], "Gộp tệp")


def edit(office_file, kind, record_id, **fields):
    with office_file.step("Sửa") as records:
        records.update(kind, record_id, **fields)


def conflicts(office_file):
    with office_file.read() as records:
        return [(c["kind"], c["id"], c["field"]) for c in records.conflicts()]


def work(office_file):
    """Much of what people do in a day: fields, links, new records, deleted ones with what hung on them."""
    edit(office_file, r.Task, "t0", title="Khám răng", due_on=date(2026, 9, 1), months=(4, 9), section_id="s2")
    edit(office_file, r.Office, office_id(office_file), drafting_unit="KT")
    with office_file.step("Thêm") as records:
        unit = make.make_unit(id="u9", name="Thôn Đông")
        task = make.make_task(id="t9", plan_id="p1", section_id="s2")
        records.add(
            unit, task, make.make_assignment(task, unit, id="a9"), make.make_progress(task, id="q9", unit_id="u9")
        )
        records.update(r.Indicator, "i1", unit_id="u9", note="giao lại")
        records.update(r.Assignment, "a1", unit_id="u9")
    with office_file.step("Xóa") as records:
        records.delete(r.Unit, "u2")
        records.delete(r.Task, "t1")
        records.delete(r.Paragraph, "g1")


def office_id(office_file):
    with office_file.read() as records:
        return records.all(r.Office)[0].id


# --- one step ---


def test_every_record_is_as_it_was_after_one_step_in_history(desk):
    work(desk.file)
    with desk.file.read() as records:
        steps = records.steps()
    restored = desk.go_back()
    assert everything(desk.file) == desk.then
    assert integrity_faults(desk.file) == []
    with desk.file.read() as records:
        after = records.steps()
    assert after[:-1] == steps
    assert (after[-1].name, after[-1].kind, after[-1].author, after[-1].site) == (
        STEP, StepKind.EDIT, "Mai Lan", "site-a",
    )  # fmt: skip
    assert restored.changes.step == STEP
    assert {"office", "task", "assignment", "indicator", "progress", "unit"} <= restored.changes.kinds
    assert not restored.replaced


def test_only_what_differs_is_edited(desk):
    edit(desk.file, r.Task, "t0", title="Khám răng", note="mới")
    desk.go_back()
    with desk.file.read() as records:
        edits = records.changes(step_id=records.last_step_id())
    assert [(e.kind, e.record_id, e.field, e.old, e.new) for e in edits] == [
        (ChangeKind.UPDATE, "t0", "title", "Khám răng", "Khám mắt cho học sinh"),
        (ChangeKind.UPDATE, "t0", "note", "mới", None),
    ]


@pytest.mark.parametrize("kind", [kind for kind in r.KINDS if kind != "office"])
def test_deleted_records_of_every_kind_come_back_under_their_ids_and_in_their_places(desk, kind):
    with desk.file.step("Xóa") as records:
        for record in desk.then[kind]:
            if records.find(r.KINDS[kind], id=record.id):
                records.delete(r.KINDS[kind], record.id)
    deleted = everything(desk.file)
    assert deleted[kind] == []
    desk.go_back()
    assert everything(desk.file) == desk.then
    desk.file.undo()
    assert everything(desk.file) == deleted


def test_nothing_that_differs_is_no_step(desk):
    restored = desk.go_back()
    assert (restored.changes, restored.replaced, restored.kept.exists()) == (None, False, True)
    with desk.file.read() as records:
        assert STEP not in [step.name for step in records.steps()]
    work(desk.file)
    desk.go_back()
    assert desk.go_back().changes is None


def test_undo_brings_everything_back_exactly_and_redo_takes_it_again(desk):
    work(desk.file)
    before = everything(desk.file)
    desk.go_back()
    assert history.undoable(desk.file).undo.name == STEP
    assert history.undo(desk.file).step == f"Hoàn tác: {STEP}"
    assert everything(desk.file) == before
    history.redo(desk.file)
    assert everything(desk.file) == desk.then
    history.undo(desk.file)
    assert everything(desk.file) == before
    assert history.undo(desk.file).step == "Hoàn tác: Xóa"
    assert integrity_faults(desk.file) == []


def test_a_copy_that_was_renamed_is_told_by_its_name(desk, tmp_path):
    edit(desk.file, r.Task, "t0", title="Khám răng")
    desk.backup = shutil.copyfile(desk.backup, tmp_path / "trước hội nghị.kehoach")
    assert desk.go_back().changes.step == "Khôi phục về bản sao trước hội nghị"


# --- what is asked of the file ---


def test_a_damaged_file_is_replaced_by_the_copy(desk):
    work(desk.file)
    desk.file.close()
    raw = bytearray(desk.path.read_bytes())
    raw[-3000:] = b"\xff" * 3000
    desk.path.write_bytes(bytes(raw))
    restored = desk.go_back()
    assert restored.replaced
    assert restored.kept.read_bytes() == bytes(raw)
    assert everything(desk.file) == desk.then


def test_the_file_as_it_was_is_kept_aside_first(desk):
    work(desk.file)
    before = everything(desk.file)
    kept = desk.go_back().kept
    assert kept.name.endswith("(trước khi khôi phục).kehoach")
    with open_as(kept) as aside:
        assert everything(aside) == before


def nothing_kept(desk):
    return not [*desk.folder.glob("*khôi phục*"), *desk.folder.glob("*khoi-phuc*")]


def test_a_file_somebody_has_open_is_not_replaced(desk, monkeypatch):
    monkeypatch.setattr(plain_connection, "BUSY_SECONDS", 0.2)
    work(desk.file)
    desk.file.close()
    before = desk.path.read_bytes()
    with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(faults.FileInUse):
            backups.restore(desk.path, desk.backup)
    assert desk.path.read_bytes() == before
    assert nothing_kept(desk)


@pytest.mark.parametrize(
    ("ahead", "fault"), [((0, 1), faults.ReadOnlyFile), ((1, 0), faults.NewerFile)], ids=["to look at", "not to open"]
)
def test_a_file_of_a_newer_program_is_not_replaced(desk, ahead, fault):
    work(desk.file)
    desk.file.close()
    newer = SchemaVersion(CURRENT.major + ahead[0], CURRENT.minor + ahead[1] if not ahead[0] else 0)
    with closing(sqlite3.connect(desk.path)) as raw:
        raw.execute(f"PRAGMA user_version={newer.number:d}")
    before = desk.path.read_bytes()
    with pytest.raises(fault):
        backups.restore(desk.path, desk.backup)
    assert desk.path.read_bytes() == before
    assert nothing_kept(desk)


def test_a_copy_of_an_earlier_version_is_brought_up_to_date_and_stays_as_it_is(tmp_path):
    old, path = ROOT / "tests" / "files" / "office-1.0.kehoach", tmp_path / "xã.kehoach"
    shutil.copyfile(old, tmp_path / "bản cũ.kehoach")
    shutil.copyfile(old, path)
    with open_as(path) as office_file:
        then = everything(office_file)
        with office_file.step("Xóa") as records:
            for plan in records.all(r.Plan):
                records.delete(r.Plan, plan.id)
            records.add(make.make_unit(name="Thôn mới"))
    there = {p.name for p in tmp_path.iterdir()}
    restored = backups.restore(path, tmp_path / "bản cũ.kehoach")
    assert not restored.replaced
    with open_as(path) as office_file:
        assert everything(office_file) == then
    assert {p.name for p in tmp_path.iterdir()} == there | {restored.kept.name}
    assert (tmp_path / "bản cũ.kehoach").read_bytes() == old.read_bytes()


def test_a_working_copy_left_by_a_crash_is_not_mixed_into_the_next(desk):
    work(desk.file)
    left = desk.path.with_name(f"{desk.path.stem}.khoi-phuc.kehoach")
    left.write_bytes(b"half")
    left.with_name(left.name + "-journal").write_bytes(b"half a journal" * 100)
    desk.go_back()
    assert everything(desk.file) == desk.then
    assert list(desk.folder.glob("*khoi-phuc*")) == []


# --- merging ---


def test_a_copy_made_in_between_brings_nothing_back(desk):
    work(desk.file)
    colleague = desk.colleague()
    desk.go_back()
    for _ in range(2):
        merge(desk.file, colleague)
        assert everything(desk.file) == desk.then
        assert conflicts(desk.file) == []


def test_the_step_travels_and_both_sides_end_alike(desk):
    work(desk.file)
    colleague = desk.colleague()
    desk.go_back()
    for into, other in ((colleague, desk.file), (desk.file, colleague), (colleague, desk.file)):
        merge(into, other)
    assert by_id(colleague) == by_id(desk.file)
    assert everything(desk.file) == desk.then
    assert conflicts(colleague) == conflicts(desk.file) == []
    assert integrity_faults(colleague) == []
    with colleague.read() as records:
        assert STEP in [step.name for step in records.steps()]


def test_what_colleagues_did_and_was_merged_before_is_taken_back_with_the_rest(desk):
    first, second = desk.colleague("site-b"), desk.colleague("site-c")
    work(first)
    edit(second, r.Task, "t3", officer="Tô Hoài")
    merge(desk.file, first, second)
    desk.go_back()
    assert everything(desk.file) == desk.then
    for one, other in ((first, second), (second, first)):
        merge(desk.file, one, other)
        assert everything(desk.file) == desk.then
    for side, other in ((first, second), (second, first)):
        merge(side, desk.file, other)
    assert by_id(first) == by_id(second) == by_id(desk.file)


def test_her_own_later_edits_come_as_ever(desk):
    work(desk.file)
    colleague = desk.colleague()
    edit(colleague, r.Task, "t3", officer="Tô Hoài")
    with colleague.step("Thêm") as records:
        records.add(make.make_unit(id="u8", name="Thôn Tây"))
    desk.go_back()
    merge(desk.file, colleague)
    merge(colleague, desk.file)
    assert by_id(desk.file) == by_id(colleague)
    assert conflicts(desk.file) == conflicts(colleague) == []
    with desk.file.read() as records:
        assert records.get(r.Task, "t3").officer == "Tô Hoài"
        assert records.get(r.Unit, "u8").name == "Thôn Tây"
        assert records.get(r.Task, "t0").title == "Khám mắt cho học sinh"


@pytest.mark.parametrize("ours_first", [True, False])
def test_a_real_collision_is_a_conflict_on_both_sides(desk, ours_first):
    work(desk.file)
    colleague = desk.colleague()
    edit(colleague, r.Task, "t0", title="Khám tai")
    edit(colleague, r.Task, "t9", title="Việc của thôn")  # the going back deletes it
    desk.go_back()
    sides = ((desk.file, colleague), (colleague, desk.file))
    for into, other in sides if ours_first else reversed(sides):
        merge(into, other)
    for side in (desk.file, colleague):
        assert {("task", "t0", "title"), ("task", "t9", None)} <= set(conflicts(side))
        assert integrity_faults(side) == []
    with desk.file.read() as records:
        assert records.get(r.Task, "t0").title == "Khám mắt cho học sinh"
        assert records.get(r.Task, "t9").title == "Việc của thôn"


def test_the_undo_travels_too(desk):
    work(desk.file)
    before, colleague = by_id(desk.file), desk.colleague()
    desk.go_back()
    merge(colleague, desk.file)
    desk.file.undo()
    merge(colleague, desk.file)
    assert by_id(colleague) == before
    assert conflicts(colleague) == []


# --- conflicts ---


def test_a_conflict_that_came_since_is_decided_for_the_copy(desk):
    colleague = desk.colleague()
    edit(desk.file, r.Task, "t0", title="Khám răng")
    desk.backup = backups.back_up(desk.file, chosen=desk.folder / "sao lưu")
    then = everything(desk.file)
    edit(colleague, r.Task, "t0", title="Khám tai")
    merge(desk.file, colleague)
    assert conflicts(desk.file) == [("task", "t0", "title")]
    assert everything(desk.file) == then
    assert desk.go_back().changes is not None
    assert (everything(desk.file), conflicts(desk.file)) == (then, [])
    merge(colleague, desk.file)
    assert by_id(colleague) == by_id(desk.file)
    assert conflicts(colleague) == []
    desk.file.undo()
    assert everything(desk.file) == then


def test_a_conflict_that_the_copy_has_stays_open(desk):
    colleague = desk.colleague()
    edit(desk.file, r.Task, "t0", title="Khám răng")
    edit(colleague, r.Task, "t0", title="Khám tai")
    merge(desk.file, colleague)
    desk.backup = backups.back_up(desk.file, chosen=desk.folder / "sao lưu")
    assert desk.go_back().changes is None
    assert conflicts(desk.file) == [("task", "t0", "title")]


def test_a_record_somebody_deleted_since_stays_as_in_the_copy_and_undo_does_not_delete_it(desk):
    colleague = desk.colleague()
    edit(desk.file, r.Task, "t3", title="Khám răng")
    desk.backup = backups.back_up(desk.file, chosen=desk.folder / "sao lưu")
    then = everything(desk.file)
    with colleague.step("Xóa") as records:
        records.delete(r.Task, "t3")
    merge(desk.file, colleague)
    assert conflicts(desk.file) == [("task", "t3", None)]
    desk.go_back()
    assert (everything(desk.file), conflicts(desk.file)) == (then, [])
    merge(colleague, desk.file)
    assert by_id(colleague) == by_id(desk.file)
    desk.file.undo()
    assert everything(desk.file) == then
    desk.file.redo()
    assert everything(desk.file) == then


# --- any run of edits ---

ACTS = st.lists(
    st.tuples(st.sampled_from(["set", "link", "add", "delete", "undo", "redo", "merge"]), st.integers(0, 199)),
    max_size=8,
)
_TEXTS = [
    (r.Task, "title"), (r.Unit, "name"), (r.Paragraph, "text"), (r.Section, "title"), (r.Progress, "result"),
    (r.Narrative, "text"), (r.Submission, "note"), (r.Office, "name"), (r.Signer, "name"), (r.Indicator, "note"),
]  # fmt: skip
_LINKS = [
    (r.Task, "section_id", r.Section), (r.Assignment, "unit_id", r.Unit), (r.Progress, "task_id", r.Task),
    (r.Result, "unit_id", r.Unit), (r.UnitMember, "unit_id", r.Unit), (r.Indicator, "paragraph_id", r.Paragraph),
]  # fmt: skip


def act(office_file, what, n, number):
    """One step of a person; where there is nothing to act on, nothing is done."""
    if what in ("undo", "redo"):
        with suppress(faults.CannotUndo):
            getattr(office_file, what)()
        return
    with office_file.step(f"{what} {n}") as records:

        def some(kind):
            rows = records.all(kind)
            return rows[n % len(rows)] if rows else None

        plan, task, unit = some(r.Plan), some(r.Task), some(r.Unit)
        if what == "set":
            kind, field = _TEXTS[n % len(_TEXTS)]
            if (record := some(kind)) is not None:
                records.update(kind, record.id, **{field: f"chữ {n % 3}"})
        elif what == "link":
            kind, field, to = _LINKS[n % len(_LINKS)]
            record, target = some(kind), some(to)
            if record is not None and target is not None:
                records.update(kind, record.id, **{field: target.id})
        elif what == "delete":
            kind = r.KINDS[[k for k in r.KINDS if k != "office"][n % (len(r.KINDS) - 1)]]
            if (record := some(kind)) is not None:
                records.delete(kind, record.id)
        elif plan is not None:
            new = make.make_task(plan, title=f"việc {number}", position=n % 5)
            records.add(new)
            if unit is not None and task is not None:
                records.add(make.make_assignment(new, unit), make.make_progress(task, unit_id=unit.id))


@given(ACTS, ACTS)
@settings(max_examples=12, deadline=None)
def test_after_any_run_of_edits_going_back_and_undoing_it_are_exact(tmp_path_factory, prepared, earlier, later):
    desk = Desk(tmp_path_factory.mktemp("đi về"), prepared)
    try:
        number = 0
        for acts in (earlier, later):
            for what, n in acts:
                number += 1
                if what == "merge":
                    colleague = desk.colleague(f"site-{number}")
                    act(colleague, ("set", "delete", "add")[n % 3], n, number)
                    act(desk.file, ("set", "delete", "link")[n // 3 % 3], n, number)
                    merge(desk.file, colleague)
                else:
                    act(desk.file, what, n, number)
            if acts is earlier:
                desk.backup, desk.then = backups.back_up(desk.file, chosen=desk.folder / "S"), everything(desk.file)
        before, in_between = everything(desk.file), desk.colleague("site-y")
        went_back = desk.go_back().changes is not None
        assert everything(desk.file) == desk.then
        assert desk.go_back().changes is None
        if went_back:
            for verb, wanted in ((desk.file.undo, before), (desk.file.redo, desk.then)):
                verb()
                assert everything(desk.file) == wanted
        merge(desk.file, in_between)
        assert everything(desk.file) == desk.then
        merge(in_between, desk.file)
        assert by_id(in_between) == by_id(desk.file)
        assert integrity_faults(in_between) == []
    finally:
        desk.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only POSIX forks and kills with signal 9")
def test_killed_at_every_writing_statement_it_is_before_or_after(tmp_path):
    path, copy = tmp_path / "nhà.kehoach", tmp_path / "bản sao.kehoach"
    units = [make.make_unit(id=f"u{n}", name="Thôn " + "x" * 300) for n in range(40)]
    make.make_office_file(path, *units).close()
    shutil.copyfile(path, copy)
    with open_as(path) as office_file, office_file.step("Thêm, sửa, xóa") as records:
        records.add_all(make.make_unit(name="Khu phố " + "y" * 300) for _ in range(60))
        records.update_all(r.Unit, {f"u{n}": {"head": "Vũ Văn Bảy"} for n in range(10)})
        for n in range(30, 40):
            records.delete(r.Unit, f"u{n}")
    before, killed, done = outcomes("tests.services.going_back_child", path, copy)
    assert done == (before.edits + 60 + 10 + 10, 41, 0)
    assert len(killed) > 7
    assert set(killed) <= {before, done}
    assert list(tmp_path.glob("*khoi-phuc*")) == []
