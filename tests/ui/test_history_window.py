"""The history window and the bin over the whole window and a real file."""

import sqlite3

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from kehoach_desktop.services import editing, exporting, results
from kehoach_desktop.ui.history.parts import LinkLine
from kehoach_desktop.ui.main_window import MainWindow
from kehoach_desktop.ui.side_windows import SideWindows
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.tabs.tasks.acts import TaskActs
from kehoach_desktop.ui.widgets.old_new import ValueBox
from kehoach_desktop.ui.widgets.row_menu import menu_of


class NoChooser:
    to = ""

    def open_file(self, title, folder, pattern):
        return ""

    def folder(self, title, folder):
        return self.to


@pytest.fixture
def office_path(office_path):
    """The small office, prepared three days before the day of the tests."""
    with sqlite3.connect(office_path) as raw:
        raw.execute("UPDATE step SET at = '2026-06-19T08:00:00+07:00'")
    raw.close()
    return office_path


@pytest.fixture
def jumped():
    """Where the windows led."""
    return []


@pytest.fixture
def sides(qtbot, opened, jumped, settle):
    """History and bin beside a plain window that stands for the main one."""
    parent = QWidget()
    sides = SideWindows(opened, parent, jumped.append, lambda *_: None)

    def shut(_):
        sides.close_all()
        settle()

    qtbot.addWidget(parent, before_close_func=shut)
    parent.show()
    return sides


@pytest.fixture
def act(workspace, settle):
    """Runs a verb through the workspace, as a tab does."""

    def run(verb, *args, **facts):
        workspace.perform("Việc", verb, *args, **facts)
        settle()

    return run


def sized(window, width=1366, height=698):
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(width, height)


@pytest.fixture
def history(qtbot, sides, act, settle):
    act(results.record_progress, "t0", "2026-H1", result="Đã lấy 30 mẫu")
    act(results.record_progress, "t0", "2026-H1", result="Đã lấy 40 mẫu")
    act(editing.set_fields, "unit", "u1", {"phone": "0912"})
    sides.show_history()
    sized(sides.history)
    settle()
    qtbot.waitUntil(lambda: sides.history.pane.details is not None, timeout=5000)
    settle()
    return sides.history


@pytest.fixture
def main_window(qtbot, desk, tmp_path, office_path, settle):
    window = MainWindow(desk, lambda: tmp_path / "sample.kehoach", NoChooser(), opens_files=False)
    sized(window)

    def shut(_):
        window.close()
        settle()

    qtbot.addWidget(window, before_close_func=shut)
    window.show()
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        window.files.open(str(office_path))
    settle()
    return window


def names(history):
    return [line.step.name for line in history.model.shown_records()]


def choose(qtbot, history, settle, name):
    line = next(line for line in history.model.shown_records() if line.step.name == name)
    assert history.table.select_record(line.id)
    qtbot.waitUntil(lambda: history.pane.details is not None and history.pane.details.line.id == line.id, timeout=5000)
    settle()


def boxes(pane):
    return [box.words.text() for box in pane.findChildren(ValueBox) if box.isVisibleTo(pane)]


def test_a_step_that_writes_papers_counts_papers(sides, act, settle, tmp_path):
    act(exporting.export, "chi-tieu", "2026-H1", tmp_path, formats=("xlsx",), plan_id="plan")
    sides.show_history()
    settle()
    column = sides.history.model.column_index("edits")
    assert next(filter(None, sides.history.model.texts(column))) == "1 văn bản"


def test_all_steps_stand_by_day_newest_first(history):
    assert names(history)[:3] == [
        "Sửa điện thoại đơn vị Trạm Y tế xã", "Ghi kết quả kỳ của nhiệm vụ 1.1", "Ghi kết quả kỳ của nhiệm vụ 1.1",
    ]  # fmt: skip
    assert history.model.group_at(0).title == "Hôm nay, thứ Hai 22/6/2026"
    assert history.windowTitle() == "Lịch sử – XaHoaLam.kehoach"


def test_the_menu_of_the_main_window_opens_history_and_bin(main_window, settle):
    assert main_window.menus.actions["history"].shortcut() == QKeySequence("Ctrl+H")
    for key in ("history", "bin"):
        main_window.menus.actions[key].trigger()
        settle()
        assert getattr(main_window.sides, key).isVisible()


def test_the_pane_tells_old_and_new_and_the_life_of_the_field(qtbot, history, settle):
    choose(qtbot, history, settle, "Ghi kết quả kỳ của nhiệm vụ 1.1")
    assert boxes(history.pane) == ["Đã lấy 30 mẫu", "Đã lấy 40 mẫu"]
    qtbot.waitUntil(lambda: history.pane.life.count() == 2, timeout=5000)
    assert history.pane.life_title.text() == "Các lần sửa ô “Kết quả”"
    assert history.pane.life_count.text() == "2 lần"
    assert [moment.text for moment in history.pane.life.moments] == ["Đã lấy 40 mẫu", "Đã lấy 30 mẫu"]


def test_enter_in_the_life_of_a_field_leads_to_that_step(qtbot, history, settle):
    choose(qtbot, history, settle, "Ghi kết quả kỳ của nhiệm vụ 1.1")
    qtbot.waitUntil(lambda: history.pane.life.count() == 2, timeout=5000)
    older = history.pane.life.moments[1].step_id
    history.pane.life.setCurrentRow(1)
    qtbot.keyClick(history.pane.life, Qt.Key.Key_Return)
    assert history.table.current_record().id == older


def test_enter_leads_to_the_record_in_its_tab(qtbot, history, jumped, settle):
    choose(qtbot, history, settle, "Ghi kết quả kỳ của nhiệm vụ 1.1")
    qtbot.keyClick(history.table, Qt.Key.Key_Return)
    assert jumped == [Jump("tasks", record_id="t0")]


def test_the_link_in_the_pane_leads_there_too(qtbot, history, jumped, settle):
    choose(qtbot, history, settle, "Sửa điện thoại đơn vị Trạm Y tế xã")
    link = next(link for link in history.pane.findChildren(LinkLine) if link.isVisibleTo(history.pane))
    assert link.accessibleName() == "Đơn vị: Trạm Y tế xã"
    link.click()
    assert jumped == [Jump("units", record_id="u1")]


def test_a_record_of_another_plan_is_shown_in_its_plan(qtbot, history, workspace, act, jumped, settle):
    act(editing.create_record, "plan", {"title": "Kế hoạch khác", "symbol": "KH-UBND"})
    other = next(plan for plan in workspace.dossier.plans if plan.id != "plan")
    workspace.set_plan(other.id)
    settle()
    choose(qtbot, history, settle, "Ghi kết quả kỳ của nhiệm vụ 1.1")
    qtbot.keyClick(history.table, Qt.Key.Key_Return)
    settle()
    qtbot.waitUntil(lambda: bool(jumped), timeout=5000)
    assert workspace.plan_id == "plan"
    assert jumped == [Jump("tasks", record_id="t0")]


def test_undoing_from_here_strikes_the_step_and_says_so(qtbot, history, settle):
    assert history.undo_button.isEnabled()
    history.undo_button.click()
    settle()
    lines = history.model.shown_records()
    assert lines[0].step.name == "Hoàn tác: Sửa điện thoại đơn vị Trạm Y tế xã"
    assert lines[1].undone
    row = history.model.row_of(lines[1].id)
    step = history.model.index(row, history.model.column_index("step"))
    assert history.model.data(step, Qt.ItemDataRole.AccessibleTextRole).endswith("đã hoàn tác")
    count = history.model.index(row, history.model.column_index("edits"))
    assert count.data() == "đã hoàn tác"


def test_an_older_step_is_undone_by_a_new_one_and_later_steps_stay(qtbot, history, act, settle, workspace):
    act(editing.set_fields, "unit", "u1", {"head": "Hoàng Văn Lâm"})
    choose(qtbot, history, settle, "Sửa điện thoại đơn vị Trạm Y tế xã")
    history.undo_button.click()
    settle()
    unit = workspace.dossier.unit_by_id["u1"]
    assert (unit.phone, unit.head) == (None, "Hoàng Văn Lâm")
    assert names(history)[0] == "Hoàn tác: Sửa điện thoại đơn vị Trạm Y tế xã"
    assert next(line for line in history.model.shown_records() if line.step.name.startswith("Sửa điện thoại")).undone


def test_a_step_whose_cells_were_changed_since_says_so_and_stays(qtbot, history, settle, workspace):
    choose(qtbot, history, settle, "Ghi kết quả kỳ của nhiệm vụ 1.1")
    oldest = [line for line in history.model.shown_records() if line.step.name.startswith("Ghi kết quả")][-1]
    history.table.select_record(oldest.id)
    qtbot.waitUntil(
        lambda: history.pane.details is not None and history.pane.details.line.id == oldest.id, timeout=5000
    )
    history.undo_button.click()
    settle()
    assert "đã thay đổi sau đó" in history.hint.text()
    assert workspace.dossier.progress_of("t0", "2026-H1")[0].result == "Đã lấy 40 mẫu"


def test_the_step_in_sight_told_again_leaves_its_button_on(history, settle):
    chosen, other = history.model.shown_records()[:2]
    assert history.table.current_record().id == chosen.id
    history.table.current_record_changed.emit(chosen)
    assert history.undo_button.isEnabled()
    history.table.current_record_changed.emit(other)  # away and back before its answer is there
    history.table.current_record_changed.emit(chosen)
    settle()
    assert history.undo_button.isEnabled()
    assert history.pane.details.line.id == chosen.id


def test_a_step_that_was_taken_back_cannot_be_taken_back_again(qtbot, history, settle):
    history.undo_button.click()
    settle()
    choose(qtbot, history, settle, "Sửa điện thoại đơn vị Trạm Y tế xã")
    assert not history.undo_button.isEnabled()
    assert "đã hoàn tác" in history.undo_button.toolTip()


def test_words_narrow_the_steps(qtbot, history, settle):
    qtbot.keyClicks(history.search, "dien thoai")
    qtbot.waitUntil(lambda: history.model.total_count == 1, timeout=5000)
    assert names(history) == ["Sửa điện thoại đơn vị Trạm Y tế xã"]


def test_no_hit_is_said_and_cleared(qtbot, history, settle):
    history.search.setText("khong co gi")
    qtbot.waitUntil(history.nothing.isVisible, timeout=5000)
    assert history.nothing.words.text() == "Không có bước nào khớp điều đang tìm."
    history.nothing.cleared.emit()
    settle()
    assert history.table.isVisible()


def test_chips_narrow_by_kind_and_are_taken_away_with_del(qtbot, history, settle):
    history.chips.set_value("record_kind", "unit", "đơn vị")
    settle()
    assert "Ghi kết quả kỳ của nhiệm vụ 1.1" not in names(history)
    qtbot.keyClick(history.chips.chips["record_kind"], Qt.Key.Key_Delete)
    settle()
    assert "Ghi kết quả kỳ của nhiệm vụ 1.1" in names(history)


def test_a_chip_offers_the_people_of_the_history(qtbot, history):
    assert history.chips.offer.authors == ("Mai Lan", "Trần Thu Hà")
    history.chips.chips["author"].click()
    from kehoach_desktop.ui.widgets.picker import Picker

    picker = history.chips.findChild(Picker)
    assert [picker.list.item(i).text() for i in range(picker.list.count())] == ["Mai Lan", "Trần Thu Hà"]
    picker.close()


def test_the_history_of_one_record_has_its_chip(history, sides, settle):
    sides.show_record_history("task", "t0")
    settle()
    assert history.chips.chips["record"].accessibleName() == "Bản ghi: nhiệm vụ 1.1"
    assert "Sửa điện thoại đơn vị Trạm Y tế xã" not in names(history)
    assert "Ghi kết quả kỳ của nhiệm vụ 1.1" in names(history)


def test_tasks_units_and_indicators_open_the_history_of_a_row(main_window, settle):
    asked = []
    for tab, record in (("units", "u2"), ("indicators", "i1"), ("tasks", "t1")):
        main_window.show_tab(tab)
        settle()
        main_window.current_tab.history_requested.connect(lambda *ref: asked.append(ref))
        table = main_window.current_tab.panes()[0]
        table.select_record(record)
        menu = menu_of(table, table.currentIndex())
        next(act for act in menu.actions() if act.text() == "Lịch sử…").trigger()
        menu.close()
        settle()
    main_window.current_tab.pane.history_requested.emit("t0")
    settle()
    assert asked == [("unit", "u2"), ("indicator", "i1"), ("task", "t1"), ("task", "t0")]
    assert main_window.sides.history.isVisible()
    main_window.close()
    assert not main_window.sides.history.isVisible()


def test_escape_clears_first_and_closes_then(qtbot, history, settle):
    history.chips.set_value("record_kind", "unit", "đơn vị")
    settle()
    qtbot.keyClick(history.table, Qt.Key.Key_Escape)
    settle()
    assert history.isVisible()
    assert not history.chips.is_set
    qtbot.keyClick(history.table, Qt.Key.Key_Escape)
    assert not history.isVisible()


def test_an_edit_in_the_main_window_appears_at_once(history, act):
    act(editing.set_fields, "task", "t3", {"officer": "Bùi Văn Sơn"})
    assert names(history)[0] == "Sửa cán bộ phụ trách nhiệm vụ 2.1"


def test_closing_the_file_closes_the_history(workspace, history, settle):
    workspace.close()
    settle()
    assert not history.isVisible()


def test_nothing_of_the_head_and_foot_is_clipped_where_it_is_narrow(qtbot, history, settle):
    history.resize(900, 442)
    settle()
    for part in (
        *history.chips.chips.values(),
        history.search,
        history.sheet_button,
        history.undo_button,
        history.close_button,
    ):
        assert part.width() >= part.minimumSizeHint().width() or part is history.search
        right = part.mapTo(history, QPoint(part.width(), 0)).x()
        assert right <= history.width()


def test_on_a_narrow_screen_the_pane_gives_way_until_f4(qtbot, history, settle):
    sized(history, 900, 442)
    settle()
    assert not history.pane.isVisible()
    qtbot.keyClick(history.table, Qt.Key.Key_F4)
    assert history.pane.isVisible()
    qtbot.keyClick(history.table, Qt.Key.Key_F4)
    assert not history.pane.isVisible()
    assert history.table.hasFocus()
    sized(history)
    settle()
    assert history.pane.isVisible()


def test_a_new_record_is_told_field_by_field(qtbot, history, act, settle):
    act(editing.create_record, "unit", {"name": "Thôn Thượng"})
    qtbot.waitUntil(lambda: names(history)[0] == "Thêm đơn vị Thôn Thượng", timeout=5000)
    choose(qtbot, history, settle, "Thêm đơn vị Thôn Thượng")
    assert "Thôn Thượng" in boxes(history.pane)


# --- the bin ---


@pytest.fixture
def bin_window(qtbot, sides, act, settle):
    act(editing.delete_record, "task", "t0")
    act(editing.delete_record, "unit", "u3")
    sides.show_bin()
    sized(sides.bin)
    settle()
    qtbot.waitUntil(lambda: sides.bin.pane.details is not None, timeout=5000)
    return sides.bin


def in_bin(bin_window):
    return [row.name.words for row in bin_window.model.shown_records()]


def test_the_bin_shows_what_was_deleted_and_what_went_with_it(bin_window):
    assert set(in_bin(bin_window)) == {"Thôn Đông", "Xét nghiệm nước giếng của các hộ ven suối"}
    task = next(row for row in bin_window.model.shown_records() if row.name.kind == "task")
    assert task.hung_words == "2 phân công, 1 kết quả nhiệm vụ"


def test_control_enter_brings_the_current_record_back(qtbot, workspace, bin_window, settle):
    bin_window.table.select_record("t0")
    qtbot.keyClick(bin_window.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert workspace.dossier.task_by_id["t0"].title == "Xét nghiệm nước giếng của các hộ ven suối"
    assert len(workspace.dossier.progress_of("t0")) == 1
    assert in_bin(bin_window) == ["Thôn Đông"]
    assert "Đã khôi phục nhiệm vụ 1.1 cùng 3 bản ghi đi kèm" in bin_window.hint.text()
    assert workspace.undo_name == "Khôi phục nhiệm vụ 1.1 cùng 3 bản ghi đi kèm"


def test_ticked_rows_come_back_together(qtbot, workspace, bin_window, settle):
    bin_window.model.tick_all()
    assert bin_window.restore_button.text() == "Khôi phục 2 bản ghi"
    bin_window.restore_button.click()
    settle()
    assert {"t0"} <= workspace.dossier.task_by_id.keys()
    assert {"u3"} <= workspace.dossier.unit_by_id.keys()
    assert bin_window.nothing.words.text().startswith("Thùng rác trống")


def test_an_owner_that_is_gone_is_offered_too(qtbot, workspace, bin_window, act, said, settle):
    act(editing.delete_record, "plan", "plan")
    qtbot.waitUntil(lambda: bin_window.model.total_count == 3, timeout=5000)
    bin_window.table.select_record("t0")
    said.answer = False
    bin_window.restore()
    settle()
    assert "cũng đã bị xóa" in said.questions[0].text
    assert "cũng đã bị xóa" in bin_window.hint.text()
    said.answer = True
    bin_window.restore()
    settle()
    settle()
    assert in_bin(bin_window) == ["Thôn Đông"]


def test_the_bin_is_searched(qtbot, bin_window, settle):
    qtbot.keyClicks(bin_window.search, "thon dong")
    qtbot.waitUntil(lambda: bin_window.model.total_count == 1, timeout=5000)
    assert in_bin(bin_window) == ["Thôn Đông"]


def test_a_deletion_is_restored_from_the_history_as_well(qtbot, sides, workspace, bin_window, settle):
    sides.show_history()
    settle()
    choose(qtbot, sides.history, settle, "Xóa nhiệm vụ 1.1")
    assert sides.history.restore_button.isVisible()
    sides.history.restore_button.click()
    settle()
    assert "t0" in workspace.dossier.task_by_id


def test_deleting_several_tasks_says_what_hung_on_them(workspace, opened, said, settle):
    acts = TaskActs(workspace, opened.messages)
    acts.delete_many([workspace.dossier.task_by_id[i] for i in ("t0", "t1")])
    settle()
    assert said.steps[-1] == "Đã xóa 2 nhiệm vụ cùng 1 kết quả kỳ"


# --- as a sheet ---


def test_what_is_looked_for_is_written_as_excel_and_told_in_both_windows(qtbot, main_window, said, settle, tmp_path):
    main_window.chooser.to = str(tmp_path / "ra")
    main_window.sides.show_history()
    history = main_window.sides.history
    settle()
    qtbot.keyClick(history, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle()
    written = tmp_path / "ra" / "Lịch sử thay đổi.xlsx"
    texts = [cell for row in load_workbook(written).active.iter_rows(values_only=True) for cell in row]
    assert "LỊCH SỬ THAY ĐỔI" in texts
    assert "thay đổi vào Lịch sử thay đổi.xlsx ở" in history.hint.text()
    assert any("thay đổi vào Lịch sử thay đổi.xlsx" in words for words in said.steps)


def test_without_a_folder_no_sheet_is_written(qtbot, main_window, settle, tmp_path):
    main_window.sides.show_history()
    settle()
    qtbot.mouseClick(main_window.sides.history.sheet_button, Qt.MouseButton.LeftButton)
    settle()
    assert not list(tmp_path.rglob("*.xlsx"))


def test_a_folder_that_cannot_take_it_is_told_in_the_window(qtbot, main_window, said, settle, tmp_path):
    (tmp_path / "ra").write_text("một tệp, không phải thư mục", encoding="utf-8")
    main_window.chooser.to = str(tmp_path / "ra")
    main_window.sides.show_history()
    settle()
    qtbot.mouseClick(main_window.sides.history.sheet_button, Qt.MouseButton.LeftButton)
    settle()
    assert main_window.sides.history.hint.text()
    assert said.faults


def test_a_step_and_a_deleted_record_have_a_menu(history, bin_window):
    for found, words in ((history, ["Đến bản ghi", "Chép bước"]), (bin_window, ["Khôi phục", "Chép dòng"])):
        menu = menu_of(found.table, found.table.currentIndex())
        assert [line.text().partition("\t")[0] for line in menu.actions()][:2] == words
