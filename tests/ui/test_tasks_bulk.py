"""Several tasks at once: ticks, the bar under the table, one step for all."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from task_steps import KEY, in_file, popup, select, task_in_file, tick

from kehoach_desktop.domain import records as r
from kehoach_desktop.ui.tabs.tasks.bulk_bar import ExtendPopup, ReportPopup
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab
from kehoach_desktop.ui.widgets.picker import Picker


@pytest.fixture
def tab(build_tab) -> TasksTab:
    return build_tab(TasksTab)


def test_the_bulk_bar_shows_with_two_ticks_and_goes_with_esc(qtbot, tab):
    tick(qtbot, tab, "t0")
    assert not tab.list.bulk.isVisible()
    tick(qtbot, tab, "t1")
    assert tab.list.bulk.isVisible()
    assert tab.list.bulk.count.text() == "Đã chọn 2 nhiệm vụ"
    qtbot.keyClick(tab.list.table, KEY.Key_Escape)
    assert not tab.list.bulk.isVisible()


def test_ctrl_a_ticks_what_is_shown(qtbot, tab):
    tab.list.set_filter("state", ["finished"])
    qtbot.keyClick(tab.list.table, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert {task.id for task in tab.list.model.ticked} == {"t4", "t5"}


def test_a_new_deadline_for_several_is_one_step(qtbot, tab, opened, said, office_path, settle):
    tick(qtbot, tab, "t0", "t1")
    tab.list.bulk.due_button.click()
    asked = popup(ExtendPopup)
    qtbot.keyClicks(asked.field, "thang 13/2026")
    qtbot.keyClick(asked.field, KEY.Key_Return)
    qtbot.keyClicks(asked.reason, "mua lu")
    qtbot.keyClick(asked.reason, KEY.Key_Return)
    settle()
    assert asked.isVisible()
    asked.field.setText("quý III")
    qtbot.keyClick(asked.reason, KEY.Key_Return)
    settle()
    assert len(said.steps) == 1
    opened.workspace.close()
    assert {t.due_on for t in in_file(office_path, r.Task, id=["t0", "t1"])} == {date(2026, 9, 30)}


def test_one_lead_for_several(qtbot, tab, opened, office_path, settle):
    tick(qtbot, tab, "t0", "t2")
    tab.list.bulk.lead_button.click()
    picker = popup(Picker)
    qtbot.keyClicks(picker.field, "kinh te")
    qtbot.keyClick(picker.field, KEY.Key_Return)
    settle()
    opened.workspace.close()
    leads = in_file(office_path, r.Assignment, task_id=["t0", "t2"], role=r.Role.LEAD)
    assert {(a.task_id, a.unit_id) for a in leads} == {("t0", "u2"), ("t2", "u2")}


def test_one_state_for_several(qtbot, tab, opened, office_path, settle):
    tick(qtbot, tab, "t0", "t1")
    tab.list.bulk.state_chosen.emit("paused")
    settle()
    opened.workspace.close()
    assert {t.state for t in in_file(office_path, r.Task, id=["t0", "t1"])} == {r.TaskState.PAUSED}


def test_one_report_for_several_is_one_step(qtbot, tab, opened, said, office_path, settle):
    tick(qtbot, tab, "t0", "t1")
    tab.list.bulk.report_button.click()
    form = popup(ReportPopup).form
    form.state.setCurrentIndex(form.state.findData("done"))
    form.texts["result"].setPlainText("Đã xong ở các điểm")
    qtbot.keyClick(form.texts["result"], KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert said.steps == ["Đã ghi kết quả kỳ của 2 nhiệm vụ"]
    opened.workspace.close()
    reports = in_file(office_path, r.Progress, period="2026-H1")
    assert {(p.task_id, p.result) for p in reports} == {("t0", "Đã xong ở các điểm"), ("t1", "Đã xong ở các điểm")}


# --- blocks from and for Excel ---


def clip(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def paste(qtbot, tab, text: str) -> None:
    clip(text)
    qtbot.keyClick(tab.list.table, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_ticked_rows_go_to_excel_with_the_heads_of_their_columns(qtbot, tab):
    tick(qtbot, tab, "t1", "t0")
    tab.list.table.copy_cells(heads=True)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:4] == ["Số", "Nhiệm vụ", "Chủ trì", "Thời hạn"]
    assert [line.split("\t")[:2] for line in lines[1:]] == [
        ["1.1", "Xét nghiệm nước giếng của các hộ ven suối"],
        ["1.2", "Lắp bể lọc tại hai điểm trường"],
    ]


def test_a_block_goes_down_over_the_tasks_shown_as_one_step(qtbot, tab, opened, said, office_path, settle):
    select(qtbot, tab, "t2", "due")
    paste(qtbot, tab, "30/6/2026\n31/7/2026\n")
    settle()
    assert len(said.steps) == 1
    opened.workspace.close()
    assert in_file(office_path, r.Task, id="t2")[0].due_on == date(2026, 6, 30)
    assert in_file(office_path, r.Task, id="t5")[0].due_on == date(2026, 7, 31)  # the band between is no task


def test_wrong_cells_of_a_block_stay_marked_and_f8_leads_to_them(qtbot, tab, said, settle):
    select(qtbot, tab, "t0", "lead")
    paste(qtbot, tab, "Phòng Kinh tế\t30/9/2026\nĐội 7\t31/6/2026")
    settle()
    assert said.warnings[-1] == ("Đã dán 2 ô, 2 ô sai được đánh dấu.", "F8 đến ô sai.")
    assert set(tab.list.model.refused) == {("t1", "lead"), ("t1", "due")}
    select(qtbot, tab, "t3")
    qtbot.keyClick(tab.list.table, KEY.Key_F8)
    here = (tab.list.table.current_record().id, tab.list.model.columns[tab.list.table.current_column()].key)
    assert here == ("t1", "lead")


def test_a_sheet_that_went_out_with_heads_comes_back_to_the_same_columns(qtbot, tab, opened, office_path, settle):
    select(qtbot, tab, "t0", "state")
    paste(qtbot, tab, "Thời hạn\tNhiệm vụ\n30/9/2026\tXét nghiệm nước giếng")
    settle()
    task = task_in_file(opened, office_path, "t0")
    assert (task.title, task.due_on) == ("Xét nghiệm nước giếng", date(2026, 9, 30))


def test_a_block_over_read_only_cells_says_that_there_is_nothing_to_paste(qtbot, tab, said):
    select(qtbot, tab, "t0", "clears")
    paste(qtbot, tab, "5/6")
    assert said.warnings[-1][0] == "Không có ô nào để dán."
