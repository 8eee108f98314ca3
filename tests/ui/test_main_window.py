"""The whole window over a real file: what it wires together."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from kehoach_desktop import paths
from kehoach_desktop.services import editing
from kehoach_desktop.ui.tab_table import TABS
from kehoach_desktop.ui.tabs.base import Jump
from kehoach_desktop.ui.wizard.window import SetupWizard


class Chosen:
    """Answers file dialogs with prepared paths."""

    def __init__(self):
        self.file = ""
        self.to = ""

    def open_file(self, title, folder, pattern):
        return self.file

    def folder(self, title, folder):
        return self.to


@pytest.fixture
def chosen():
    return Chosen()


@pytest.fixture
def window(show_window, chosen):
    return show_window(chosen)


@pytest.fixture
def working(window, open_office):
    return open_office(window)


def test_it_starts_with_the_start_page(window):
    assert window.stack.currentWidget() is window.start
    assert not window.menus.actions["undo"].isEnabled()
    assert not window.menus.actions["tab:tasks"].isEnabled()


def test_it_has_its_icon_a_moment_after_it_is_shown(qtbot, window):
    qtbot.waitUntil(lambda: not window.windowIcon().isNull())


def test_opening_shows_plan_period_badges_and_deadline(working):
    assert working.deck.isVisible()
    assert working.windowTitle() == "XaHoaLam.kehoach – Kế hoạch Desktop"
    assert working.toolbar.plan.currentText().startswith("27/KH-UBND · ")
    assert working.toolbar.period.currentText() == "6 tháng đầu năm 2026"
    assert working.strip._buttons["tasks"].accessibleName() == "Nhiệm vụ, 1 quá hạn"
    assert working.strip.notice._past.startswith("đã qua")


@pytest.mark.parametrize("key", [tab.key for tab in TABS])
def test_every_tab_can_be_shown(qtbot, working, key, settle):
    working.show_tab(key)
    settle()
    assert working.current_tab.key == key
    assert working.current_tab.isVisible()


class Witness(QObject):
    """Notes whatever comes into sight as a window of its own."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, what, event):  # noqa: N802 - Qt's own name
        if event.type() is QEvent.Type.Show and isinstance(what, QWidget) and what.isWindow():
            self.seen.append(what)
        return False


def test_tabs_that_are_built_in_idle_time_come_into_sight_nowhere(qtbot, qapp, window, office_path, settle):
    witness = Witness()
    qapp.installEventFilter(witness)
    with qtbot.waitSignal(window.workspace.opened, timeout=10000):
        window.files.open(str(office_path))
    qtbot.waitUntil(lambda: len(window.deck.tabs) == len(TABS), timeout=10000)
    qapp.removeEventFilter(witness)
    assert witness.seen == []


def test_a_form_that_is_being_filled_in_stays_while_tabs_are_built(qtbot, window, office_path, settle):
    with qtbot.waitSignal(window.workspace.opened, timeout=10000):
        window.files.open(str(office_path))
    window.show_tab("tasks")
    window.current_tab.list.table.select_record("t1")
    window.current_tab.ask_extension()
    form = QApplication.activePopupWidget()
    qtbot.waitUntil(lambda: len(window.deck.tabs) == len(TABS), timeout=10000)
    assert form is not None
    assert form.isVisible()
    form.close()


def test_the_tabs_are_remembered(working, desk):
    working.show_tab("units")
    assert desk.settings.get("window/tab") == "units"


def test_control_tab_goes_round(working):
    working.show_tab("reports")
    working._step_tab(1)
    assert working.deck.current_key == "plan"


def test_stepping_the_period_changes_it_everywhere(working, settle):
    working.step_period(1)
    settle()
    assert working.workspace.period.id == "2026-H2"
    assert working.toolbar.period.currentText() == "6 tháng cuối năm 2026"


def test_undo_is_named_in_menu_and_toolbar(working, settle):
    working.workspace.perform("Sửa", editing.set_fields, "task", "t1", {"due_on": "30/6/2026"})
    settle()
    assert working.menus.actions["undo"].text() == "Hoàn tác: sửa thời hạn nhiệm vụ 1.2"
    assert working.toolbar.undo.toolTip() == "Hoàn tác: sửa thời hạn nhiệm vụ 1.2 (Ctrl+Z)"
    working.menus.actions["undo"].trigger()
    settle()
    assert working.workspace.dossier.task_by_id["t1"].due_on.day == 26
    assert working.menus.actions["redo"].isEnabled()


def test_an_edit_moves_the_badge(working, settle):
    working.workspace.perform("Sửa", editing.set_fields, "task", "t1", {"due_on": "20/6/2026"})
    settle()
    assert working.strip._buttons["tasks"].accessibleName() == "Nhiệm vụ, 2 quá hạn"


@pytest.mark.parametrize(("key", "view", "ids"), [("tasks", "late", ["t0"]), ("units", "missing", ["u2", "u3"])])
def test_a_click_on_a_badge_shows_the_rows_it_counts(qtbot, working, key, view, ids):
    working.show_tab(key)
    working.toolbar.search.setText("không có ở đâu")
    working.show_tab("plan")
    button = working.strip._buttons[key]
    qtbot.waitUntil(lambda: button.width() == button.sizeHint().width())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() - 25, button.height() // 2))
    assert working.deck.current_key == key
    tab = working.current_tab
    rows = tab.list if key == "tasks" else tab
    assert rows.views.current == view
    assert [row.id for row in rows.model.shown_records()] == ids


def test_a_click_on_the_name_of_a_tab_leaves_its_view(qtbot, working):
    button = working.strip._buttons["tasks"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(30, button.height() // 2))
    assert working.deck.current_key == "tasks"
    assert working.current_tab.list.views.current == "all"


def test_each_tab_keeps_its_own_search(working):
    working.show_tab("tasks")
    working.toolbar.search.setText("be loc")
    working.show_tab("units")
    assert working.toolbar.search.text() == ""
    working.show_tab("tasks")
    assert working.toolbar.search.text() == "be loc"


def test_a_jump_shows_the_other_tab(working, settle):
    working.jump(Jump("tasks", view="late"))
    assert working.deck.current_key == "tasks"


def test_exporting_writes_into_the_chosen_folder_and_the_register(working, chosen, tmp_path, settle):
    chosen.to = str(tmp_path / "ra")
    working.show_form("chi-tieu")
    settle()
    working.files.export("chi-tieu", ("xlsx", "pdf"), "Kết quả", {})
    settle()
    assert sorted(path.suffix for path in (tmp_path / "ra").iterdir()) == [".pdf", ".xlsx"]
    assert len(working.workspace.dossier.papers) == 2


def test_leaving_the_folder_dialog_exports_nothing(working, chosen, settle):
    working.files.export("chi-tieu", ("pdf",), "Kết quả", {})
    settle()
    assert working.workspace.dossier.papers == ()


def test_a_plan_on_the_clipboard_is_read(qtbot, working):
    QGuiApplication.clipboard().setText(
        "KẾ HOẠCH\nTrồng cây\nI. NHIỆM VỤ\n- Trạm Y tế xã chủ trì trồng vườn thuốc nam."
    )
    working.menus.actions["paste_plan"].trigger()
    qtbot.waitUntil(lambda: working.files.review is not None, timeout=20000)
    assert working.files.review.review.proposal.title == "Trồng cây"
    working.files.review.close()


def test_the_form_of_one_unit_is_written_where_she_says(working, chosen, tmp_path, settle):
    chosen.to = str(tmp_path / "phieu")
    unit = next(unit for unit in working.workspace.dossier.units if unit.name == "Trạm Y tế xã")
    working.show_form("phieu-don-vi", unit.id)
    settle()
    assert [path.name for path in (tmp_path / "phieu").iterdir()] == ["2026-H1_phieu_tram-y-te-xa.xlsx"]


def test_importing_ends_with_a_second_plan_as_one_step(qtbot, working, chosen, settle):
    chosen.file = str(paths.resource("sample", "ke-hoach-mau.docx"))
    working.menus.actions["import"].trigger()
    qtbot.waitUntil(lambda: working.files.review is not None, timeout=20000)
    with qtbot.waitSignal(working.workspace.dossier_changed, timeout=20000):
        working.files.review._accept()
    assert len(working.workspace.dossier.plans) == 2
    assert working.toolbar.plan.count() == 2
    assert len(working.workspace.dossier.tasks) > 40
    assert working.workspace.undo_name.startswith("Nhập kế hoạch")
    working.files.review = None


def test_choosing_another_plan_shows_it(qtbot, working, settle):
    working.workspace.perform("Thêm", editing.create_record, "plan", {"title": "Phòng dịch mùa mưa"})
    settle()
    shown = working.workspace.plan_id
    other = next(p.id for p in working.workspace.dossier.plans if p.id != shown)
    with qtbot.waitSignal(working.workspace.dossier_changed):
        working.toolbar.plan_chosen.emit(other)
    assert working.workspace.plan_id == other


def test_a_refused_file_is_told_and_greyed_with_its_reason(qtbot, window, tmp_path, said, settle):
    broken = tmp_path / "hong.kehoach"
    broken.write_bytes(b"khong phai tep")
    window.files.open(str(broken))
    settle()
    assert said.faults
    assert window.stack.currentWidget() is window.start


def test_closing_the_file_returns_to_the_start_page_with_the_file_in_the_list(working, settle):
    working.menus.actions["close_file"].trigger()
    settle()
    assert working.stack.currentWidget() is working.start
    file = working.start.model.shown_records()[0]
    assert (file.name, file.tasks, file.late, file.soon) == ("XaHoaLam.kehoach", 6, 1, 1)


def test_a_file_that_is_gone_says_so_in_its_row(qtbot, working, office_path, settle):
    working.workspace.close()
    settle()
    office_path.unlink()
    working.start.refresh()
    settle()
    state = working.start.model.index(0, 1)
    assert state.data() == "Không tìm thấy tệp"
    assert "USB đã rút ra chưa" in state.data(Qt.ItemDataRole.AccessibleTextRole)


def test_delete_takes_a_file_off_the_list_only(qtbot, working, office_path, settle):
    working.workspace.close()
    settle()
    qtbot.keyClick(working.start.table, Qt.Key.Key_Delete)
    assert working.start.model.total_count == 0
    assert office_path.exists()


def in_wizard(window, act):
    """Does something in the wizard once it stands."""

    def when_there():
        wizard = window.findChild(SetupWizard)
        if wizard is None or not wizard.isVisible():
            QTimer.singleShot(20, when_there)
        else:
            act(wizard)

    QTimer.singleShot(0, when_there)


def test_a_new_office_is_made_and_opened(qtbot, window, tmp_path, settle):
    def fill(wizard):
        wizard.office.listed.field.setText("da bac phu tho")
        wizard.place.folder.setText(str(tmp_path))
        wizard.place.author.setText("Lò Thị Mây")
        wizard.make()

    in_wizard(window, fill)
    with qtbot.waitSignal(window.workspace.opened, timeout=10000):
        window.menus.actions["new_office"].trigger()
    settle()
    assert window.workspace.path == tmp_path / "XaDaBac.kehoach"
    assert window.workspace.author == "Lò Thị Mây"
    assert window.toolbar.plan.currentIndex() == -1
    for tab in TABS:
        window.show_tab(tab.key)
    settle()


def test_from_the_wizard_the_sample_is_one_click_away(qtbot, window, settle):
    in_wizard(window, lambda wizard: wizard.sample_button.click())
    with qtbot.waitSignal(window.workspace.opened, timeout=60000):
        window.menus.actions["new_office"].trigger()
    settle()
    assert window.workspace.path.name == "Xã mẫu.kehoach"


def test_from_the_wizard_another_file_can_be_opened(qtbot, window, chosen, office_path, settle):
    chosen.file = str(office_path)
    in_wizard(window, lambda wizard: wizard.open_button.click())
    with qtbot.waitSignal(window.workspace.opened, timeout=10000):
        window.menus.actions["new_office"].trigger()
    settle()
    assert window.workspace.path == office_path


def test_a_plan_without_an_open_file_is_read_after_the_wizard(qtbot, window, tmp_path, settle):
    def fill(wizard):
        wizard.office.listed.field.setText("da bac phu tho")
        wizard.place.folder.setText(str(tmp_path))
        wizard.make()

    in_wizard(window, fill)
    with qtbot.waitSignal(window.files.review_opened, timeout=60000) as shown:
        window.files.import_plan(paths.resource("sample", "ke-hoach-mau.docx"))
    settle()
    shown.args[0].put_aside()
    assert window.workspace.path == tmp_path / "XaDaBac.kehoach"


def test_leaving_the_wizard_forgets_the_plan(qtbot, window, office_path, settle):
    in_wizard(window, lambda wizard: wizard.reject())
    window.files.import_plan(paths.resource("sample", "ke-hoach-mau.docx"))
    with qtbot.waitSignal(window.workspace.opened, timeout=10000):
        window.files.open(str(office_path))
    settle()
    assert window.files.review is None


def test_the_name_of_the_person_goes_into_the_history(working, settle):
    working.workspace.set_author("Lò Thị Mây")
    working.workspace.perform("Sửa", editing.set_fields, "task", "t1", {"note": "hẹn lại"})
    settle()
    found = []
    working.workspace.ask(lambda f: f.author, found.append)
    settle()
    assert found == ["Lò Thị Mây"]


@pytest.mark.parametrize("size", [(1366, 698), (1093, 544), (911, 442)])
def test_it_fits_every_size_it_must(qtbot, working, size, settle):
    working.resize(*size)
    settle()
    assert (working.width(), working.height()) == size
    assert working.toolbar.search.geometry().right() <= working.width()


def test_dark_and_light_can_be_chosen(working, desk):
    working.menus.actions["theme:dark"].trigger()
    assert desk.theme.is_dark
    assert desk.settings.get("theme") == "dark"
    working.menus.actions["theme:light"].trigger()
    assert not desk.theme.is_dark


def test_f6_walks_through_the_panes(qtbot, working, settle):
    working.show_tab("tasks")
    settle()
    seen = set()
    for _ in range(6):
        working._next_pane()
        seen.add(working.focusWidget())
    assert len(seen) >= 3


def test_every_icon_button_has_a_name_and_a_tip(working, settle):
    from kehoach_desktop.ui.widgets.buttons import Button

    for tab in TABS:
        working.show_tab(tab.key)
    settle()
    nameless = [b for b in working.findChildren(Button) if not b.text() and not (b.accessibleName() and b.toolTip())]
    assert nameless == []


def test_shortcuts_reach_tabs_and_search(qtbot, working, settle):
    working.activateWindow()
    qtbot.keyClick(working, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert working.deck.current_key == "indicators"
    qtbot.keyClick(working, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert working.focusWidget() is working.toolbar.search
    qtbot.keyClick(working, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    assert working.workspace.period.id == "2025-H2"


def test_control_z_inside_an_editor_undoes_the_typing_first(qtbot, working, settle):
    working.workspace.perform("Sửa", editing.set_fields, "task", "t1", {"note": "hẹn lại"})
    settle()
    search = working.toolbar.search
    search.setFocus()
    qtbot.keyClicks(search, "abc")
    qtbot.keyClick(search, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert search.text() != "abc"
    assert working.workspace.dossier.task_by_id["t1"].note == "hẹn lại"


def test_the_period_notice_gives_way_on_a_narrow_window(qtbot, working, settle):
    qtbot.waitUntil(lambda: len(working.deck.tabs) == len(TABS), timeout=10000)  # their figures take room
    notice = working.strip.notice
    working.resize(1366, 698)
    settle()
    assert notice._data
    working.resize(1060, 500)
    settle()
    assert not notice._data
    assert "Số liệu 15/12/2025" in notice.toolTip()
