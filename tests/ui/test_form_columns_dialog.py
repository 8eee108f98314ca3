"""Choosing the columns of a form by keyboard and mouse, and what the reports tab does with the choice."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from kehoach_desktop.services.form_layouts import ColumnChoice
from kehoach_desktop.ui.dialogs.form_columns import FormColumns
from kehoach_desktop.ui.tabs.reports_tab import ReportsTab

LONG = "Nguyên nhân chậm, khó khăn, vướng mắc và kiến nghị của các cơ quan, đơn vị, thôn, khu phố trong kỳ báo cáo"
OWN = [
    ColumnChoice("no", "TT", "TT", True, True),
    ColumnChoice("task", "Nhiệm vụ", "Nhiệm vụ", True, True),
    ColumnChoice("lead", "Đơn vị chủ trì", "Đơn vị chủ trì", True),
    ColumnChoice("due", "Thời hạn", "Thời hạn", True),
    ColumnChoice("cause", LONG, LONG, False),
]


@pytest.fixture
def dialog(qtbot, theme):
    dialog = FormColumns(theme, "Theo dõi tiến độ thực hiện nhiệm vụ", OWN, OWN)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def items(dialog):
    return [choice.item for choice in dialog.choices]


def shown(dialog):
    return [choice.item for choice in dialog.choices if choice.shown]


def test_the_first_column_that_moves_has_the_cursor(dialog):
    assert dialog.list.currentRow() == 2
    assert dialog.is_own
    assert not dialog.defaults.isEnabled()


def test_space_ticks_and_unticks(qtbot, dialog):
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert shown(dialog) == ["no", "task", "due"]
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.is_own


def test_fixed_columns_stay(qtbot, dialog):
    dialog.list.setCurrentRow(1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.list.shift(1)
    assert dialog.is_own
    assert not dialog.down.isEnabled()


def test_columns_move_by_button_and_no_farther_than_the_fixed_ones(qtbot, dialog):
    dialog.down.click()
    assert items(dialog) == ["no", "task", "due", "lead", "cause"]
    for _ in range(5):
        dialog.up.click()
    assert items(dialog) == [choice.item for choice in OWN]
    assert not dialog.up.isEnabled()


def test_columns_move_by_keys(qtbot, dialog):
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert items(dialog)[2:4] == ["due", "lead"]
    assert dialog.list.currentRow() == 3


def typed_over(qtbot, dialog, text):
    qtbot.waitUntil(lambda: not any(line.isVisible() for line in dialog.list.findChildren(QLineEdit)))
    qtbot.keyClick(dialog.list, Qt.Key.Key_F2)
    editor = next(line for line in dialog.list.findChildren(QLineEdit) if line.isVisible())
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_f2_renames_in_place_and_an_empty_name_is_the_forms_own(qtbot, dialog):
    typed_over(qtbot, dialog, "  Cơ quan   chủ trì ")
    qtbot.waitUntil(lambda: dialog.choices[2].name == "Cơ quan chủ trì")
    assert dialog.isVisible()
    typed_over(qtbot, dialog, " ")
    qtbot.waitUntil(lambda: dialog.choices[2].name == "Đơn vị chủ trì")


def test_defaults_bring_the_forms_own_columns_back(qtbot, dialog):
    dialog.list.toggle(2)
    dialog.down.click()
    dialog.defaults.click()
    assert dialog.is_own


def test_a_click_on_the_tick_box_ticks(qtbot, dialog):
    at = dialog.list.visualItemRect(dialog.list.item(4)).center()
    at.setX(18)
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown(dialog)[-1] == "cause"


def test_every_row_says_whether_it_is_printed(dialog):
    spoken = [dialog.list.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in (0, 4)]
    assert spoken == ["TT, được in", f"{LONG}, không in"]


@pytest.fixture
def tab(qtbot, opened):
    tab = ReportsTab(opened)
    tab.watch(opened.workspace.dossier_changed, lambda _: tab.mark_stale())
    qtbot.addWidget(tab, before_close_func=lambda t: t.release())
    tab.resize(1366, 640)
    tab.show()
    qtbot.waitUntil(lambda: tab.is_drawn and tab.preview.store.count > 0, timeout=20000)
    return tab


def answer(act):
    """Does something in the dialog that opens next."""

    def now():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, FormColumns)
        act(dialog)

    QTimer.singleShot(200, now)


def chosen(qtbot, tab, form_id):
    tab.show_form(form_id)
    qtbot.waitUntil(lambda: tab.forms.form.id == form_id and tab.is_drawn, timeout=20000)


def test_only_tables_have_columns_to_choose(qtbot, tab):
    for form_id, has in (("tien-do", True), ("don-doc", False), ("giao-viec", True), ("bao-cao", False)):
        chosen(qtbot, tab, form_id)
        assert tab.forms.columns.isVisibleTo(tab) is has
        assert not tab.forms.charts.isVisibleTo(tab)
    chosen(qtbot, tab, "chi-tieu")
    assert tab.forms.charts.isVisibleTo(tab)


def test_a_choice_is_kept_and_drawn_and_can_be_given_back(qtbot, tab):
    space = tab.workspace
    chosen(qtbot, tab, "tien-do")
    with qtbot.waitSignal(space.dossier_changed, timeout=10000):
        answer(lambda dialog: (dialog.list.toggle(2), dialog.accept()))
        tab.forms.columns.click()
    assert [layout.form for layout in space.dossier.layouts] == ["tien-do"]
    assert "lead" not in space.dossier.layouts[0].columns
    with qtbot.waitSignal(space.dossier_changed, timeout=10000):
        answer(lambda dialog: (dialog.defaults.click(), dialog.accept()))
        tab.forms.columns.click()
    assert not space.dossier.layouts
    qtbot.waitUntil(lambda: tab.is_drawn, timeout=20000)


def test_leaving_the_dialog_changes_nothing(qtbot, tab):
    chosen(qtbot, tab, "tien-do")
    answer(lambda dialog: (dialog.list.toggle(2), dialog.reject()))
    tab.forms.columns.click()
    assert not tab.workspace.dossier.layouts
