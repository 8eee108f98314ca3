"""Deadlines moved with a reason, and blocks of task cells, read back from the file."""

from datetime import date

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.extensions import Extension, extensions
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services.cell_blocks import CellText
from kehoach_desktop.services.history import undo
from kehoach_desktop.services.tasks import extend_due, move_to_section, write_task_cells


@pytest.fixture
def office(tmp_path):
    plan = make.make_plan(id="plan")
    tasks = [
        make.make_task(
            plan, id="t0", number="1", due_kind=r.DueKind.DATE, due_on=date(2026, 6, 15), note="Xem phụ lục"
        ),
        make.make_task(plan, id="t1", number="2", due_kind=r.DueKind.MONTHS, months=(4, 9)),
        make.make_task(plan, id="t2", number="3"),
    ]
    units = [make.make_unit(id="u1", name="Trạm Y tế xã"), make.make_unit(id="u2", name="Phòng Kinh tế")]
    links = [
        r.UnitAlias(id="x", unit_id="u1", name="TYT xã"),
        make.make_assignment(id="a", task_id="t0", unit_id="u2"),
    ]
    with make.make_office_file(tmp_path / "a.kehoach", plan, *tasks, *units, *links) as office_file:
        yield office_file


def task(office, task_id):
    with office.read() as records:
        return records.get(r.Task, task_id)


def leads(office, task_id):
    with office.read() as records:
        return {a.unit_id for a in records.all(r.Assignment, task_id=task_id, role=r.Role.LEAD)}


def test_a_moved_deadline_keeps_its_reason_and_what_was_there(office):
    changes = extend_due(office, ["t0"], "30/9", " chờ  mẫu nước ", year=2026)
    assert task(office, "t0").due_on == date(2026, 9, 30)
    assert task(office, "t0").note == "Xem phụ lục\nGia hạn từ 15/6/2026 đến 30/9/2026: chờ mẫu nước"
    assert extensions(task(office, "t0").note) == [Extension("15/6/2026", "30/9/2026", "chờ mẫu nước")]
    assert changes.step == "Gia hạn nhiệm vụ 1 đến 30/9/2026"


def test_several_deadlines_move_as_one_step(office):
    extend_due(office, ["t0", "t1"], "đến năm 2027", "chưa có kinh phí", year=2026)
    assert task(office, "t1").due_kind is r.DueKind.UNTIL_YEAR
    assert task(office, "t1").months == ()
    assert extensions(task(office, "t1").note)[0].before == "tháng 4, 9"
    undo(office)
    assert task(office, "t0").due_on == date(2026, 6, 15)
    assert task(office, "t1").months == (4, 9)


def test_each_move_is_a_line_of_its_own(office):
    extend_due(office, ["t1"], "30/9/2026", "mưa lũ", year=2026)
    extend_due(office, ["t1"], "31/12/2026", "chờ thầu: lần hai", year=2026)
    assert [move.reason for move in extensions(task(office, "t1").note)] == ["mưa lũ", "chờ thầu: lần hai"]


def test_a_first_deadline_needs_no_reason(office):
    extend_due(office, ["t2"], "30/9/2026", "", year=2026)
    assert task(office, "t2").due_on == date(2026, 9, 30)
    assert task(office, "t2").note is None


@pytest.mark.parametrize(
    ("due", "reason", "cause"),
    [("30/9/2026", " ", "Chưa có lý do gia hạn."), ("15/6/2026", "mưa", "Thời hạn đã là 15/6/2026."),
     ("", "mưa", "Chưa có thời hạn mới."), ("31/6/2026", "mưa", "Tháng 6 không có ngày 31.")],
)  # fmt: skip
def test_what_is_missing_is_said_and_nothing_is_written(office, due, reason, cause):
    with pytest.raises(BadValue) as fault:
        extend_due(office, ["t0"], due, reason, year=2026)
    assert fault.value.cause == cause
    assert task(office, "t0").note == "Xem phụ lục"


def test_a_block_is_one_step_and_wrong_cells_come_back(office):
    cells = [
        CellText("t0", "title", "Khám mắt"), CellText("t0", "due", "31/6"), CellText("t1", "due", "30/9"),
        CellText("t1", "lead", "tyt xã; Phòng Kinh tế"), CellText("t2", "lead", "Đội 7"), CellText("t2", "state", "xong rồi"),
    ]  # fmt: skip
    written = write_task_cells(office, cells, year=2026)
    assert [(cell.record_id, cell.field) for cell, _ in written.refused] == [
        ("t0", "due"),
        ("t2", "lead"),
        ("t2", "state"),
    ]
    assert task(office, "t0").title == "Khám mắt"
    assert task(office, "t1").due_on == date(2026, 9, 30)
    assert leads(office, "t1") == {"u1", "u2"}
    assert written.changes.step == "Dán 3 ô nhiệm vụ"
    undo(office)
    assert (task(office, "t0").title, leads(office, "t1")) == ("Khám mắt cho học sinh", set())


def test_words_that_a_cell_shows_come_back_as_they_went(office):
    cells = [CellText("t0", "state", "Quá hạn"), CellText("t0", "lead", "Phòng Kinh tế"), CellText("t0", "due", "15/6/2026"),
             CellText("t1", "due", "Tháng 4, 9"), CellText("t2", "product", "–"), CellText("t2", "lead", "Chưa có chủ trì")]  # fmt: skip
    assert write_task_cells(office, cells, year=2026).changes is None


def test_finished_in_excel_is_finished_here_with_a_day(office):
    write_task_cells(office, [CellText("t0", "state", "Hoàn thành")], year=2026)
    assert task(office, "t0").state is r.TaskState.DONE
    assert task(office, "t0").finished_on is not None


# --- another section ---


@pytest.fixture
def sectioned(tmp_path):
    """Two sections under III, two tasks in each, one with a number of its own."""
    plan = make.make_plan(id="plan")
    sections = [
        make.make_section(plan, id="s", number="III.", title="NHIỆM VỤ"),
        make.make_section(plan, id="s1", parent_id="s", number="1.", title="Nước sạch", level=2, position=1),
        make.make_section(plan, id="s2", parent_id="s", number="2.", title="Vệ sinh", level=2, position=2),
    ]
    tasks = [
        make.make_task(plan, id=key, number=number, section_id=section, position=place)
        for place, (key, number, section) in enumerate(
            [("a", "1.1", "s1"), ("b", "1.2", "s1"), ("c", "2.1", "s2"), ("d", "ĐA-4", "s1")]
        )
    ]
    with make.make_office_file(tmp_path / "b.kehoach", plan, *sections, *tasks) as office_file:
        yield office_file


def places(office, *task_ids):
    return [(t.section_id, t.number, t.position) for t in (task(office, task_id) for task_id in task_ids)]


def test_a_task_goes_behind_those_of_another_section_and_comes_back_by_one_undo(sectioned):
    changes = move_to_section(sectioned, ["a"], "s2")
    assert places(sectioned, "a") == [("s2", "2.2", 4)]
    assert changes.step == "Chuyển nhiệm vụ 1.1 sang mục III.2"
    undo(sectioned)
    assert places(sectioned, "a") == [("s1", "1.1", 0)]


def test_several_tasks_keep_their_order_and_a_number_of_ones_own_stays(sectioned):
    changes = move_to_section(sectioned, ["d", "b", "a", "c"], "s2")
    assert places(sectioned, "a", "b", "d") == [("s2", "2.2", 4), ("s2", "2.3", 5), ("s2", "ĐA-4", 6)]
    assert places(sectioned, "c") == [("s2", "2.1", 2)]
    assert changes.step == "Chuyển 3 nhiệm vụ sang mục III.2"


def test_a_task_that_stands_in_the_section_is_not_moved(sectioned):
    with pytest.raises(BadValue, match=r"Nhiệm vụ đã ở mục III\.2\."):
        move_to_section(sectioned, ["c"], "s2")
