"""Lines of the menus about where one stands: what they do to the table or field with the focus, and what is grey."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from kehoach_desktop.ui.main_window import MainWindow
from kehoach_desktop.ui.menu import HERE_KEYS, MenuAct, menu_lines

KEY = Qt.Key


def possible(window: MainWindow) -> set[str]:
    window.menus.look_here()
    return {key for key in HERE_KEYS if window.menus.actions[key].isEnabled()}


def popped_up(qtbot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    return QApplication.activePopupWidget()


def test_the_keys_of_the_edit_menu_are_shown_but_not_taken_from_fields(office_window):
    lines = [line for _, line in menu_lines() if isinstance(line, MenuAct) and line.own_key]
    assert {line.shortcut for line in lines} >= {"Ctrl+C", "Ctrl+V", "Ctrl+D", "F2", "Del", "Ctrl+A", "F8", "Ctrl+Del"}
    for line in lines:
        action = office_window.menus.actions[line.key]
        assert action.text() == f"{line.text}\t{line.shortcut}"
        assert action.shortcut() == QKeySequence()


def test_control_c_in_a_field_copies_its_text(qtbot, office_window, at_tab):
    at_tab("tasks")
    field: QLineEdit = office_window.toolbar.search
    field.setText("bể lọc")
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "bể lọc"


def test_the_menu_is_about_the_field_with_the_focus(office_window, at_tab):
    at_tab("tasks")
    field: QLineEdit = office_window.toolbar.search
    field.setText("bể lọc")
    field.setFocus()
    field.deselect()
    QGuiApplication.clipboard().clear()
    assert not possible(office_window) & {"copy", "paste", "delete", "edit", "fill"}
    office_window.menus.actions["select_all"].trigger()
    assert possible(office_window) >= {"copy", "delete"}
    office_window.menus.actions["copy"].trigger()
    assert QGuiApplication.clipboard().text() == "bể lọc"
    office_window.menus.actions["delete"].trigger()
    assert field.text() == ""


def test_the_menu_is_about_the_table_with_the_focus(office_window, at_tab):
    table = at_tab("tasks").list.table
    table.select_record("t1")
    office_window.menus.actions["copy"].trigger()
    assert "Lắp bể lọc tại hai điểm trường" in QGuiApplication.clipboard().text()
    office_window.menus.actions["select_all"].trigger()
    assert len(table.rows_model.ticked) == 6
    assert "fill" not in possible(office_window)  # a list is not filled down


def test_delete_in_the_menu_takes_the_task_away(office_window, at_tab, settle):
    table = at_tab("tasks").list.table
    table.select_record("t1")
    office_window.menus.actions["delete"].trigger()
    settle()
    assert "t1" not in {task.id for task in office_window.workspace.dossier.tasks}


def test_edit_in_the_menu_opens_the_cell(office_window, at_tab):
    table = at_tab("tasks").list.table
    table.select_record("t1")
    office_window.menus.actions["edit"].trigger()
    assert table.open_editor() is not None


def test_the_focus_before_the_menu_bar_took_it_counts(qtbot, office_window, at_tab):
    table = at_tab("tasks").list.table
    table.select_record("t1")
    office_window.menuBar().setFocus()
    assert "edit" in possible(office_window)


def test_a_grid_can_be_filled_down_and_its_indicator_deleted(office_window, at_tab, settle):
    tab = at_tab("indicators")
    tab.table.select_record("i1")
    assert possible(office_window) >= {"copy", "fill", "edit", "delete", "delete_indicator", "select_all", "wrong"}
    office_window.menus.actions["delete_indicator"].trigger()
    settle()
    assert [indicator.id for indicator in office_window.workspace.dossier.indicators] == ["i0", "i2"]


def test_without_a_file_nothing_of_a_tab_is_offered(office_window, settle):
    office_window.workspace.close()
    settle()
    assert not possible(office_window) & {"columns", "sort", "group", "receive", "as_pdf", "delete_indicator"}


def test_a_paragraph_of_the_plan_is_copied(office_window, at_tab):
    tab = at_tab("plan")
    tab.text.go_to("p2")
    assert possible(office_window) & {"copy", "edit", "delete"} == {"copy"}
    office_window.menus.actions["copy"].trigger()
    assert "Việc thứ 2" in QGuiApplication.clipboard().text()


def test_what_fits_the_report_of_a_unit_is_in_the_menu(qtbot, office_window, at_tab, settle):
    tab = at_tab("units")
    tab.table.select_record("u2")
    qtbot.waitUntil(lambda: tab.pane.unit is not None and tab.pane.unit.id == "u2")
    assert possible(office_window) & {"receive", "approve", "return", "nil"} == {"receive", "nil"}
    office_window.menus.actions["receive"].trigger()
    settle()
    assert possible(office_window) & {"receive", "approve", "return", "nil"} == {"approve", "return"}
    office_window.menus.actions["return"].trigger()
    assert tab.pane.reports.reason.isVisible()


def test_the_form_in_sight_goes_out_by_the_menu(qtbot, office_window, at_tab):
    tab = at_tab("reports")
    formats = {f"as_{fmt}" for fmt in tab.forms.form.formats}
    assert possible(office_window) & {"as_docx", "as_xlsx", "as_pdf"} == formats
    tab.files_requested.disconnect()
    with qtbot.waitSignal(tab.files_requested) as asked:
        office_window.menus.actions["as_pdf"].trigger()
    assert asked.args[1] == ("pdf",)


def test_rows_are_sorted_and_columns_chosen_by_the_menu(qtbot, office_window, at_tab):
    tab = at_tab("tasks")
    office_window.menus.actions["sort"].trigger()
    menu = popped_up(qtbot)
    next(line for line in menu.actions() if line.text() == "Thời hạn").trigger()
    menu.close()
    assert tab.list.model.sorted_by == ("due", False)
    office_window.menus.actions["columns"].trigger()
    menu = popped_up(qtbot)
    place = tab.list.model.column_index("product")
    next(line for line in menu.actions() if line.text() == "Sản phẩm").trigger()
    menu.close()
    assert not tab.list.table.isColumnHidden(place)


def test_grouping_opens_and_a_view_is_saved_only_with_a_filter(qtbot, office_window, at_tab):
    tab = at_tab("tasks")
    assert "save_view" not in possible(office_window)
    tab.list.set_filter("state", ["open"])
    assert "save_view" in possible(office_window)
    office_window.menus.actions["group"].trigger()
    menu = popped_up(qtbot)
    next(line for line in menu.actions() if line.text() == "Chủ trì").trigger()
    menu.close()
    assert tab.list.group_button.text() == "Nhóm: Chủ trì"
    tab.list.set_filter("state", [])
    assert "save_view" in possible(office_window)  # other bands are worth a name too


def test_the_palette_finds_them_without_the_key_in_their_words(qtbot, office_window, at_tab):
    table = at_tab("tasks").list.table
    table.select_record("t1")
    office_window.menus.actions["palette"].trigger()
    palette = office_window.boxes.palette
    qtbot.waitUntil(palette.isVisible)
    palette.field.setText("sua o")
    qtbot.waitUntil(lambda: any(entry.title == "Sửa ô" and entry.key == "F2" for entry in palette.shown))
    qtbot.keyClick(palette.field, KEY.Key_Return)
    assert table.open_editor() is not None
