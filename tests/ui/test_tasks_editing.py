"""One task edited, added, deleted in the table, then looked for in the file."""

from datetime import date

import pytest
from task_steps import KEY, editor_of, in_file, popup, select, shown, task_in_file

from kehoach_desktop.domain import records as r
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab
from kehoach_desktop.ui.widgets.picker import Picker


@pytest.fixture
def tab(build_tab) -> TasksTab:
    return build_tab(TasksTab)


# --- editing in the table ---
def test_f2_edits_the_title_in_its_cell(qtbot, tab, opened, office_path, settle):
    select(qtbot, tab, "t1")
    qtbot.keyClick(tab.list.table, KEY.Key_F2)
    editor = editor_of(tab)
    editor.setText("Lắp bể lọc tại ba điểm trường")
    qtbot.keyClick(editor, KEY.Key_Return)
    settle()
    assert tab.list.table.current_record().id == "t2"  # Enter took the text and went down
    select(qtbot, tab, "t1")
    assert tab.pane.title.value == "Lắp bể lọc tại ba điểm trường"
    assert task_in_file(opened, office_path, "t1").title == "Lắp bể lọc tại ba điểm trường"


def test_a_typed_day_becomes_the_deadline(qtbot, tab, opened, office_path, said, settle):
    select(qtbot, tab, "t0", "due")
    qtbot.keyClick(tab.list.table, KEY.Key_F2)
    editor_of(tab).setText("30/6")
    qtbot.keyClick(editor_of(tab), KEY.Key_Return)
    settle()
    assert said.steps[-1] == "Đã sửa thời hạn nhiệm vụ 1.1"
    assert task_in_file(opened, office_path, "t0").due_on == date(2026, 6, 30)


def test_a_day_that_is_none_stays_in_its_cell_and_is_not_stored(qtbot, tab, opened, office_path, said, settle):
    select(qtbot, tab, "t0", "due")
    qtbot.keyClick(tab.list.table, KEY.Key_F2)
    editor_of(tab).setText("31/6/2026")
    qtbot.keyClick(editor_of(tab), KEY.Key_Return)
    settle()
    assert said.faults[-1][0] == "Tháng 6 không có ngày 31."
    assert tab.list.model.refused["t0", "due"].text == "31/6/2026"
    qtbot.keyClick(tab.list.table, KEY.Key_Escape)
    assert not tab.list.model.refused
    assert task_in_file(opened, office_path, "t0").due_on == date(2026, 6, 15)


def test_finishing_a_task_in_its_cell_sets_the_day(qtbot, tab, opened, office_path, settle):
    select(qtbot, tab, "t0", "state")
    tab.list.model.setData(tab.list.table.currentIndex(), "done")
    settle()
    assert task_in_file(opened, office_path, "t0").finished_on == date(2026, 6, 22)


def test_f2_on_the_lead_opens_the_units_and_enter_takes_one(qtbot, tab, opened, office_path, settle):
    select(qtbot, tab, "t2", "lead")
    qtbot.keyClick(tab.list.table, KEY.Key_F2)
    picker = popup(Picker)
    qtbot.keyClicks(picker.field, "thon dong")
    qtbot.keyClick(picker.field, KEY.Key_Return)
    settle()
    opened.workspace.close()
    held = in_file(office_path, r.Assignment, task_id="t2")
    assert [(a.unit_id, a.role) for a in held] == [("u3", r.Role.LEAD)]


# --- adding and deleting ---
def test_ctrl_n_adds_one_task_after_another(qtbot, tab, opened, office_path, settle):
    select(qtbot, tab, "t3")
    tab.add_new()
    bar = tab.list.add_bar
    for title in ("Phát xà phòng cho các lớp", "Dán hướng dẫn rửa tay"):
        bar.field.setText(title)
        qtbot.keyClick(bar.field, KEY.Key_Return)
        settle()
        assert tab.list.table.current_record().title == title
    qtbot.keyClick(bar.field, KEY.Key_Escape)
    assert not bar.isVisible()
    opened.workspace.close()
    added = [t for t in in_file(office_path, r.Task) if t.position > 5]
    assert [(t.title, t.section_id, t.number) for t in added] == [
        ("Phát xà phòng cho các lớp", "s22", "2.4"),
        ("Dán hướng dẫn rửa tay", "s22", "2.5"),
    ]


def test_del_says_what_went_and_undo_brings_it_back(qtbot, tab, opened, said, settle):
    select(qtbot, tab, "t0")
    qtbot.keyClick(tab.list.table, KEY.Key_Delete)
    settle()
    assert said.steps[-1] == "Đã xóa nhiệm vụ 1.1 cùng 1 kết quả kỳ"
    assert "t0" not in shown(tab)
    opened.workspace.undo()
    settle()
    assert "t0" in shown(tab)
    assert len(opened.workspace.dossier.progress_of("t0")) == 1


def test_deleting_several_asks_first_and_is_one_step(qtbot, tab, opened, said, settle):
    tab.list.model.set_ticked([tab.list.model.row_of(key) for key in ("t0", "t1")], on=True)
    said.answer = False
    qtbot.keyClick(tab.list.table, KEY.Key_Delete)
    settle()
    assert len(shown(tab)) == 6
    said.answer = True
    qtbot.keyClick(tab.list.table, KEY.Key_Delete)
    settle()
    assert said.questions[-1].accept == "Xóa 2 nhiệm vụ"
    assert len(shown(tab)) == 4
    opened.workspace.undo()
    settle()
    assert len(shown(tab)) == 6
