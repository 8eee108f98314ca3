"""The detail pane of a task: each part edited where it stands."""

from datetime import date

import pytest
from task_steps import KEY, in_file, popup, select, task_in_file

from kehoach_desktop.domain import records as r
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.tasks.bulk_bar import ExtendPopup
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab
from kehoach_desktop.ui.widgets.picker import Picker


@pytest.fixture
def tab(build_tab) -> TasksTab:
    return build_tab(TasksTab)


def test_the_title_is_edited_in_the_pane(qtbot, tab, opened, office_path, settle):
    select(qtbot, tab, "t1")
    tab.toggle_pane()
    assert tab.pane.title.hasFocus()
    qtbot.keyClick(tab.pane.title, KEY.Key_F2)
    tab.pane.title.editor.setPlainText("Lắp bể lọc nước")
    qtbot.keyClick(tab.pane.title.editor, KEY.Key_Return)
    settle()
    assert task_in_file(opened, office_path, "t1").title == "Lắp bể lọc nước"


def test_an_empty_title_is_refused_where_it_was_typed(qtbot, tab, opened, office_path, said, settle):
    select(qtbot, tab, "t1")
    tab.pane.title.edit()
    tab.pane.title.editor.setPlainText(" ")
    qtbot.keyClick(tab.pane.title.editor, KEY.Key_Return)
    settle()
    assert said.faults
    assert tab.pane.title.editor is not None
    qtbot.keyClick(tab.pane.title.editor, KEY.Key_Escape)
    assert tab.pane.title.text() == "Lắp bể lọc tại hai điểm trường"
    assert task_in_file(opened, office_path, "t1").title == "Lắp bể lọc tại hai điểm trường"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("approver", "Chủ tịch UBND xã"),
        ("officer", "Hoàng Văn Lâm"),
        ("product", "12 phiếu xét nghiệm"),
        ("supervisor", "Lê Hạnh"),
    ],
)
def test_a_missing_clear_is_filled_in_its_row(qtbot, tab, opened, office_path, settle, field, text):
    select(qtbot, tab, "t0")
    row = tab.pane.fields.row(field)
    row.start_edit()
    row._editor.setText(text)
    qtbot.keyClick(row._editor, KEY.Key_Return)
    settle()
    assert tab.pane.fields.row(field).field.text == text
    assert getattr(task_in_file(opened, office_path, "t0"), field) == text


def test_supporting_units_are_ticked_in_a_list(qtbot, tab, opened, office_path, settle):
    select(qtbot, tab, "t0")
    tab.pane._link("supports")
    picker = popup(Picker)
    qtbot.keyClicks(picker.field, "phong kinh")
    qtbot.keyClick(picker.field, KEY.Key_Return)
    picker.close()
    settle()
    opened.workspace.close()
    held = in_file(office_path, r.Assignment, task_id="t0", role=r.Role.SUPPORT)
    assert {a.unit_id for a in held} == {"u2", "u4"}


def test_the_result_of_the_period_is_recorded(qtbot, tab, opened, office_path, settle):
    select(qtbot, tab, "t0")
    tab.pane.results.record_button.click()
    form = tab.pane.results.form
    area = tab.pane._scroll.viewport()
    qtbot.waitUntil(lambda: form.mapTo(area, form.rect().bottomLeft()).y() <= area.height())
    assert form.title.text() == "Kết quả 6 tháng đầu năm 2026"
    form.texts["result"].setPlainText("Đã xét nghiệm 40 mẫu")
    form.texts["difficulty"].setPlainText("Thiếu hóa chất")
    form.texts["proposal"].setPlainText("Cấp thêm hóa chất")
    form.record_button.click()
    settle()
    assert not form.isVisible()
    opened.workspace.close()
    (report,) = in_file(office_path, r.Progress, task_id="t0", period="2026-H1")
    assert (report.state, report.result) == (r.TaskState.IN_PROGRESS, "Đã xét nghiệm 40 mẫu")
    assert (report.difficulty, report.proposal) == ("Thiếu hóa chất", "Cấp thêm hóa chất")


def test_a_half_written_result_waits_for_its_task(qtbot, tab, settle):
    select(qtbot, tab, "t0")
    tab.pane.results.open_current()
    tab.pane.results.form.texts["result"].setPlainText("Mới ghi một nửa")
    select(qtbot, tab, "t1")
    assert not tab.pane.results.form.isVisible()
    select(qtbot, tab, "t0")
    tab.pane.results.open_current()
    assert tab.pane.results.form.texts["result"].toPlainText() == "Mới ghi một nửa"


def test_history_tells_edits_of_this_task_only(qtbot, tab, opened, settle):
    select(qtbot, tab, "t1")
    tab._edit_field("product", "Hai bể lọc")
    settle()
    qtbot.waitUntil(lambda: "1 lần sửa" in tab.pane.history.head.accessibleName(), timeout=5000)
    assert "Trần Thu Hà" in tab.pane.history.head.accessibleName()


def test_the_source_link_leads_to_the_paragraph(qtbot, tab):
    select(qtbot, tab, "t3")
    with qtbot.waitSignal(tab.jump_requested) as heard:
        tab.pane.source_link.click()
    assert heard.args == [Jump("plan", record_id="p3")]


def test_a_deadline_moves_with_its_reason_which_stands_in_the_pane(qtbot, tab, opened, office_path, settle):
    select(qtbot, tab, "t0")
    tab.pane.fields.row("due")._link()
    asked = popup(ExtendPopup)
    qtbot.keyClicks(asked.field, "30/9")
    qtbot.keyClick(asked.field, KEY.Key_Return)
    qtbot.keyClick(asked.reason, KEY.Key_Return)
    settle()
    assert asked.isVisible()
    assert asked.wrong.text().startswith("Chưa có lý do gia hạn.")
    qtbot.keyClicks(asked.reason, "Cho ket qua")
    qtbot.keyClick(asked.reason, KEY.Key_Return)
    settle()
    assert tab.pane.fields.row("note").field.text == "Gia hạn từ 15/6/2026 đến 30/9/2026: Cho ket qua"
    assert opened.workspace.undo_name == "Gia hạn nhiệm vụ 1.1 đến 30/9/2026"
    assert task_in_file(opened, office_path, "t0").due_on == date(2026, 9, 30)


def test_the_form_for_a_new_deadline_opens_and_goes_by_keys(qtbot, tab):
    select(qtbot, tab, "t0")
    tab.show_jump(Jump("tasks", view="extend"))
    asked = popup(ExtendPopup)
    qtbot.keyClick(asked, KEY.Key_Escape)
    assert not asked.isVisible()
