"""Two units with unlike names made one, from the pane and from the row's menu."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from units_steps import choose

from kehoach_desktop.services import units
from kehoach_desktop.ui.tabs.units_tab import UnitsTab
from kehoach_desktop.ui.widgets.picker import Picker


@pytest.fixture
def tab(build_tab) -> UnitsTab:
    return build_tab(UnitsTab)


def pick(tab, qtbot, words):
    picker = tab.pane.findChild(Picker)
    picker.field.setText(words)
    qtbot.keyClick(picker.field, Qt.Key.Key_Return)


def propose(tab, qtbot, settle, into, words):
    choose(tab, qtbot, into)
    tab.pane.merging.button.click()
    pick(tab, qtbot, words)
    settle()


def test_what_moves_is_said_before_anything_does(tab, qtbot, settle, opened):
    propose(tab, qtbot, settle, "u2", "tram")
    assert tab.pane.merging.note.words.text() == (
        "Gộp “Trạm Y tế xã” vào “Phòng Kinh tế”: 2 phân công, 1 báo cáo của đơn vị chuyển sang; "
        "“Trạm Y tế xã” thành tên khác. Ctrl+Z tách lại được."
    )
    assert "u1" in opened.workspace.dossier.unit_by_id


def test_two_units_with_unlike_names_become_one_and_undo_parts_them(tab, qtbot, settle, opened):
    propose(tab, qtbot, settle, "u2", "tram")
    tab.activateWindow()
    qtbot.waitUntil(lambda: tab.pane.merging.note.isAncestorOf(QApplication.focusWidget() or tab))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settle()
    dossier = opened.workspace.dossier
    assert "u1" not in dossier.unit_by_id
    assert [(a.unit_id, a.name) for a in dossier.aliases] == [("u2", "Trạm Y tế xã")]
    assert {a.task_id for a in dossier.assignments_of_unit("u2")} == {"t0", "t1", "t3"}
    opened.workspace.undo()
    settle()
    dossier = opened.workspace.dossier
    assert {a.task_id for a in dossier.assignments_of_unit("u1")} == {"t0", "t3"}
    assert dossier.aliases == ()


def test_a_unit_left_as_it_was_asks_no_more(tab, qtbot, settle, opened):
    propose(tab, qtbot, settle, "u2", "tram")
    tab.pane.merging.note.acted.emit("Để nguyên")
    assert not tab.pane.merging.note.isVisible()
    assert "u1" in opened.workspace.dossier.unit_by_id


def test_the_question_goes_with_its_unit(tab, qtbot, settle):
    propose(tab, qtbot, settle, "u2", "tram")
    choose(tab, qtbot, "u3")
    assert not tab.pane.merging.note.isVisible()


def test_units_are_offered_by_every_name_but_never_themselves_or_groups(tab, qtbot, perform):
    perform(units.add_alias, "u1", "TYT Hòa Lâm")
    choose(tab, qtbot, "u3")
    assert [unit.id for unit in tab.pane.merging.others] == ["u1", "u2"]
    tab.pane.merging.choose(QPoint(0, 0))
    picker = tab.pane.findChild(Picker)
    picker.field.setText("tyt hoa")
    assert [i.text() for i in map(picker.list.item, range(picker.list.count())) if not i.isHidden()] == ["Trạm Y tế xã"]
    picker.close()


def test_an_only_group_has_no_other_to_be_merged_with(tab, qtbot):
    tab.groups.click()
    choose(tab, qtbot, "u4")
    assert not tab.pane.merging.button.isVisible()
