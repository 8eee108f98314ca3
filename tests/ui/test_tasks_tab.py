"""Daily acts on the task tab, done through its widgets, then looked for in the office file."""

from datetime import date
from pathlib import Path

import factories as make
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from kehoach_desktop.domain import records as r
from kehoach_desktop.errors import BadValue
from kehoach_desktop.services.offices import open_office
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.tasks.bulk_bar import DuePopup, ReportPopup
from kehoach_desktop.ui.tabs.tasks.due_text import due_fields
from kehoach_desktop.ui.tabs.tasks.own_views import NamePopup
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab
from kehoach_desktop.ui.widgets.picker import Picker

KEY = Qt.Key


@pytest.fixture
def tab(build_tab) -> TasksTab:
    return build_tab(TasksTab)


def select(qtbot, tab: TasksTab, task_id: str, column: str = "title") -> None:
    """Makes a cell current and waits until the pane follows."""
    assert tab.list.table.select_record(task_id)
    model = tab.list.model
    tab.list.table.setCurrentIndex(model.index(model.row_of(task_id), model.column_index(column)))
    tab.list.table.setFocus()
    qtbot.waitUntil(lambda: tab.pane.task is not None and tab.pane.task.id == task_id)


def editor_of(tab: TasksTab) -> QLineEdit:
    return next(w for w in tab.list.table.viewport().findChildren(QLineEdit) if w.isVisible())


def popup(kind: type):
    """The popup of a kind that is open."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def in_file(path: Path, kind: type, **where):
    with open_office(path) as office_file, office_file.read() as records:
        return records.all(kind, **where)


def task_in_file(opened, office_path: Path, task_id: str) -> r.Task:
    opened.workspace.close()
    return in_file(office_path, r.Task, id=task_id)[0]


def shown(tab: TasksTab) -> list[str]:
    return [task.id for task in tab.list.model.shown_records()]


# --- looking ---


def test_tasks_stand_under_their_section_by_due_date_with_undated_ones_last(tab):
    assert shown(tab) == ["t0", "t1", "t2", "t5", "t4", "t3"]
    group = tab.list.model.group_at(0)
    assert (group.title, group.note) == ("III.1. Nước sạch", "3 nhiệm vụ · 1 quá hạn")


def test_views_count_what_they_hold(tab):
    counts = {view.view.title: view.view.count for view in tab.list.views._words.values()}
    assert counts == {"Tất cả": 6, "Quá hạn": 1, "Đến hạn 7 ngày": 1, "Chưa có chủ trì": 3, "Thiếu “rõ”": 6}


def test_the_view_of_late_tasks_has_no_bands(tab):
    tab.list.views.choose("late")
    assert shown(tab) == ["t0"]
    assert tab.list.model.group_at(0) is None
    assert tab.list.chips.count.text() == "1 trong 6 nhiệm vụ"


def test_chips_join_with_and_their_values_with_or(tab):
    tab.list.set_filter("lead", ["u1", "u2"])
    assert shown(tab) == ["t0", "t1", "t3"]
    tab.list.set_filter("due", ["7"])
    assert shown(tab) == ["t1"]
    assert [chip.accessibleName() for chip in tab.list.chips.chips] == [
        "Chủ trì: Trạm Y tế xã, Phòng Kinh tế",
        "Hạn: trong 7 ngày",
    ]


def test_a_filter_is_added_by_the_menu_without_the_mouse(qtbot, tab):
    tab.list._open_filter("lead", QPoint(0, 0))
    picker = popup(Picker)
    qtbot.keyClicks(picker.field, "kinh te")
    qtbot.keyClick(picker.field, KEY.Key_Return)
    qtbot.keyClick(picker.field, KEY.Key_Escape)
    qtbot.keyClick(picker.field, KEY.Key_Escape)
    assert shown(tab) == ["t1"]


def test_del_on_a_chip_takes_the_filter_away(qtbot, tab):
    tab.list.set_filter("state", ["finished"])
    assert shown(tab) == ["t5", "t4"]
    qtbot.keyClick(tab.list.chips.chips[0], KEY.Key_Delete)
    assert len(shown(tab)) == 6


def test_no_hit_names_the_filters_and_offers_to_drop_them(qtbot, tab):
    tab.list.show_view("late")
    tab.list.set_filter("lead", ["u2"])
    assert tab.list.no_hits.isVisible()
    assert tab.list.no_hits.words.text() == "Không có nhiệm vụ nào khớp 2 bộ lọc."
    tab.list.no_hits.cleared.emit()
    assert len(shown(tab)) == 6


def test_search_needs_no_accents_and_finds_units(tab):
    tab.search("be loc")
    assert shown(tab) == ["t1"]
    tab.search("tram y te")
    assert shown(tab) == ["t0", "t3"]


def test_a_jump_with_a_box_sets_its_chip(tab):
    tab.show_jump(Jump("tasks", view="box:done_late"))
    assert shown(tab) == ["t5"]


def test_a_jump_to_a_task_drops_filters_that_hide_it(tab):
    tab.list.set_filter("state", ["finished"])
    tab.show_jump(Jump("tasks", record_id="t2"))
    assert tab.list.table.current_record().id == "t2"


def test_her_own_view_is_remembered(qtbot, tab, opened, settings):
    tab.list.set_filter("lead", ["u1"])
    tab.list.save_button.click()
    asked = popup(NamePopup)
    qtbot.keyClicks(asked.field, "Tram chu tri")
    qtbot.keyClick(asked.field, KEY.Key_Return)
    tab.list.clear_filters()
    assert len(shown(tab)) == 6
    again = TasksTab(opened)
    qtbot.addWidget(again)
    again.show_dossier(opened.workspace)
    again.list.views.choose("own0")
    assert shown(again) == ["t0", "t3"]
    assert again.list.views._words["own0"].view.count == 2


def test_the_pane_says_how_the_task_stands(qtbot, tab):
    select(qtbot, tab, "t0")
    assert tab.pane._pill.accessibleName() == "Quá hạn 7 ngày"
    assert tab.pane.fields.row("person").field.text == "Trạm Y tế xã"
    assert tab.pane.fields.row("supports").field.text == "Các thôn"
    assert tab.pane.fields.row("approver").field.missing == "Còn thiếu: ai ký, ai duyệt"
    assert tab.pane.source_link.text() == "Mục III.1, đoạn 1"
    first = tab.pane.results.lines[0]
    assert first.accessibleName() == "Quý I năm 2026: Đang làm. Đã lấy 12 mẫu trên 40 hộ"


def test_states_and_gaps_are_spoken_whole(tab):
    model = tab.list.model
    row = model.row_of("t0")
    spoken = [
        model.index(row, model.column_index(key)).data(Qt.ItemDataRole.AccessibleTextRole)
        for key in ("state", "clears")
    ]
    assert spoken == ["Quá hạn 7 ngày", "2/6 rõ, còn thiếu người, trách nhiệm, sản phẩm, thẩm quyền"]


# --- editing in the table ---


def test_f2_edits_the_title_in_its_cell(qtbot, tab, opened, office_path, settle):
    select(qtbot, tab, "t1")
    qtbot.keyClick(tab.list.table, KEY.Key_F2)
    editor = editor_of(tab)
    editor.setText("Lắp bể lọc tại ba điểm trường")
    qtbot.keyClick(editor, KEY.Key_Return)
    settle()
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


# --- several at once ---


def tick(qtbot, tab, *task_ids: str) -> None:
    for task_id in task_ids:
        select(qtbot, tab, task_id)
        qtbot.keyClick(tab.list.table, KEY.Key_Space)


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
    asked = popup(DuePopup)
    qtbot.keyClicks(asked.field, "thang 13/2026")
    qtbot.keyClick(asked.field, KEY.Key_Return)
    assert asked.isVisible()
    asked.field.setText("quý III")
    qtbot.keyClick(asked.field, KEY.Key_Return)
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


# --- the pane ---


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


# --- sizes and empty files ---


def test_a_narrow_window_shuts_the_pane_until_f4(qtbot, tab):
    tab.resize(1093, 440)
    assert not tab.pane.isVisible()
    tab.toggle_pane()
    assert tab.pane.isVisible()
    tab.toggle_pane()
    assert not tab.pane.isVisible()
    tab.resize(1366, 568)
    assert tab.pane.isVisible()


@pytest.mark.parametrize("width", [1366, 1093, 911])
def test_the_tab_fits_its_window(qtbot, tab, width):
    tab.resize(width, 440)
    assert tab.minimumSizeHint().width() <= width
    assert tab.minimumSizeHint().height() <= 314
    assert tab.list.add_button.mapTo(tab, QPoint(tab.list.add_button.width(), 0)).x() <= width


@pytest.mark.parametrize("width", [1366, 911])
def test_filters_without_room_stand_behind_one_chip(qtbot, tab, width):
    tab.resize(width, 440)
    for key, values in (
        ("lead", ["u1", "u2"]),
        ("support", ["u4"]),
        ("state", ["open"]),
        ("clear", ["person", "product"]),
    ):
        tab.list.set_filter(key, values)
    assert shown(tab) == ["t0"]
    last = tab.list.chips.chips[-1]
    assert last.accessibleName().startswith("Thêm: ")
    button = tab.list.add_button
    assert button.mapTo(tab.list, QPoint(button.width(), 0)).x() <= tab.list.width() <= width
    kept = len(tab.list.chips.chips) - 1
    qtbot.keyClick(last, KEY.Key_Delete)
    assert len(tab.list.filters) == kept


def test_an_office_without_a_plan_offers_ways_to_begin(show_tab, desk, tmp_path, settle):
    path = tmp_path / "moi.kehoach"
    make.make_office_file(path).close()
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        desk.workspace.open(path)
    tab = show_tab(TasksTab, desk)
    assert tab.empty.isVisible()
    with qtbot.waitSignal(tab.import_requested):
        tab.empty.acted.emit("import")
    tab.add_new()
    tab.list.add_bar.field.setText("Việc đầu tiên")
    qtbot.keyClick(tab.list.add_bar.field, KEY.Key_Return)
    settle()
    settle()
    assert tab.list.table.current_record().title == "Việc đầu tiên"
    desk.workspace.close()
    assert tab.empty.isVisible() or tab.list.add_bar.isVisible()
    settle()
    assert [t.title for t in in_file(path, r.Task)] == ["Việc đầu tiên"]


# --- the words of a deadline ---


@pytest.mark.parametrize(
    ("typed", "kind", "day", "months"),
    [
        ("30/9/2026", "date", "30/9/2026", ""),
        ("15-6-2027", "date", "15/6/2027", ""),
        ("5/1", "date", "05/01/2026", ""),
        ("tháng 2/2028", "date", "29/02/2028", ""),
        ("Quý II", "date", "30/6/2026", ""),
        ("quý 4/2027", "date", "31/12/2027", ""),
        ("Thường xuyên", "ongoing", "", ""),
        ("hằng quý", "ongoing", "", ""),
        ("Đến năm 2030", "until_year", "", ""),
        ("2028", "until_year", "", ""),
        ("Tháng 4, 6, 9", "months", "", "4, 6, 9"),
        ("", "none", "", ""),
    ],
)
def test_a_deadline_is_understood_as_typed(typed, kind, day, months):
    fields = due_fields(typed, 2026)
    assert (fields["due_kind"], fields["due_on"], fields["months"]) == (kind, day, months)


@pytest.mark.parametrize("typed", ["mai", "31/6/2026", "tháng 13/2026", "12"])
def test_what_is_no_deadline_is_refused_with_a_remedy(typed):
    with pytest.raises(BadValue) as refused:
        due_fields(typed, 2026)
    assert refused.value.remedy
