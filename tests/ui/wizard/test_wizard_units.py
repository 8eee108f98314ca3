"""The step of units by keyboard: what is proposed, unticked, renamed, added and counted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from wizard_steps import KEY, OFFICE, PLACE, UNITS, made, press, type_in


@pytest.fixture
def at_units(qtbot, wizard):
    wizard.office.listed.field.setText("an binh")
    wizard.go_to(UNITS)
    return wizard.units


def test_units_follow_the_kind_of_office(qtbot, wizard, at_units):
    assert "Phòng Kinh tế" in at_units.units()
    wizard.go_to(OFFICE)
    press(qtbot, wizard, KEY.Key_Down, 3)
    wizard.go_to(UNITS)
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in at_units.units()
    assert "Công an phường" in at_units.units()
    assert at_units.word.currentText() == "tổ dân phố"


def test_space_unticks_f2_renames_del_takes_out(qtbot, wizard, at_units):
    listed = at_units.list
    assert wizard.focusWidget() is listed
    first = listed.current_unit().unit.name
    press(qtbot, wizard, KEY.Key_Space)
    assert first not in at_units.units()
    press(qtbot, wizard, KEY.Key_Down)
    press(qtbot, wizard, KEY.Key_F2)
    editor = listed.findChild(QLineEdit)
    editor.setText("Phòng Kinh tế tổng hợp")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: listed.current_unit() is not None and "tổng hợp" in listed.current_unit().unit.name)
    assert wizard.current == UNITS
    assert "Phòng Kinh tế tổng hợp" in at_units.units()
    listed.setFocus()
    press(qtbot, wizard, KEY.Key_Delete)
    assert "Phòng Kinh tế tổng hợp" not in at_units.units()


def test_esc_gives_up_a_name_and_not_the_wizard(qtbot, wizard, at_units):
    press(qtbot, wizard, KEY.Key_F2)
    editor = at_units.list.findChild(QLineEdit)
    editor.setText("khác")
    qtbot.keyClick(editor, KEY.Key_Escape)
    assert wizard.isVisible()
    assert "khác" not in at_units.units()


def test_a_click_on_the_box_ticks_and_on_the_name_does_not(qtbot, at_units):
    listed = at_units.list
    before = at_units.units()
    rect = listed.visualItemRect(listed.item(1))
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert at_units.units() == before
    box = rect.topLeft()
    box.setX(rect.left() + 18)
    box.setY(rect.center().y())
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert at_units.units() == before[1:]


def test_units_are_added_by_enter_one_after_another(qtbot, wizard, at_units):
    at_units.new_name.setFocus()
    for name in ("Trường Mầm non Hoa Mai", "Trường Tiểu học Hòa Lâm", "  trạm y tế XÃ "):
        type_in(qtbot, wizard, name)
        press(qtbot, wizard, KEY.Key_Return)
    assert wizard.current == UNITS
    assert wizard.focusWidget() is at_units.new_name
    units = at_units.units()
    assert {"Trường Mầm non Hoa Mai", "Trường Tiểu học Hòa Lâm"} <= set(units)
    assert [name for name in units if "tế xã" in name.lower()] == ["Trạm Y tế xã"]
    press(qtbot, wizard, KEY.Key_Return)
    assert wizard.current == PLACE


def test_hamlets_are_counted_named_and_grouped(qtbot, wizard, desk, at_units):
    at_units.how_many.setFocus()
    type_in(qtbot, wizard, "12")
    press(qtbot, wizard, KEY.Key_Return)
    assert wizard.current == UNITS
    assert at_units.units()[-13:] == ("Các thôn", *(f"Thôn {i}" for i in range(1, 13)))
    assert at_units.list.current_unit().unit.name == "Thôn 1"
    dossier = made(qtbot, wizard, desk)
    group = next(unit for unit in dossier.units if unit.name == "Các thôn")
    assert len(dossier.members_of(group.id)) == 12


def test_counting_again_takes_the_place_of_the_first_count_but_not_of_own_names(qtbot, wizard, at_units):
    at_units.how_many.setText("3")
    at_units._count()
    row = next(row for row in at_units.list.rows if row.unit.name == "Thôn 2")
    at_units.list.rename(row, "Thôn Đoài")
    at_units.word.setCurrentIndex(at_units.word.findText("xóm"))
    at_units.how_many.setText("2")
    at_units._count()
    hamlets = [name for name in at_units.units() if name.startswith(("Thôn", "Xóm", "Các"))]
    assert [name for name in hamlets if "trường" not in name] == ["Thôn Đoài", "Các xóm", "Xóm 1", "Xóm 2"]


def test_what_stands_in_the_fields_is_taken_when_the_step_is_left(qtbot, wizard, at_units):
    at_units.new_name.setText("Trường Mầm non Hoa Mai")
    at_units.how_many.setText("2")
    wizard.go_on()
    assert wizard.current == PLACE
    assert {"Trường Mầm non Hoa Mai", "Thôn 2"} <= set(at_units.units())


def test_what_was_changed_by_hand_stays_when_the_name_changes(qtbot, wizard, at_units):
    at_units.list.add("Trạm Thú y")
    wizard.go_to(OFFICE)
    press(qtbot, wizard, KEY.Key_Down)
    wizard.go_to(UNITS)
    assert "Trạm Thú y" in at_units.units()
