"""The last step and the file that comes of it; moving between steps and leaving."""

import sys

import pytest
from PySide6.QtCore import Qt
from wizard_steps import KEY, LETTERHEAD, OFFICE, PLACE, SIGNERS, UNITS, choose_office, made, press, type_in

from kehoach_desktop.services.first_setup import DRAFTING_UNIT


@pytest.fixture
def at_place(wizard):
    wizard.office.listed.field.setText("an binh")
    wizard.go_to(PLACE)
    return wizard.place


def test_the_file_is_named_after_the_office(wizard, at_place, tmp_path):
    assert at_place.path() == tmp_path / "Kế hoạch" / "XaAnBinh.kehoach"
    assert wizard.next_button.text() == "Tạo tệp"
    assert at_place.author.text() == "Trần Thu Hà"
    assert at_place.summary.text().startswith("Sẽ tạo tệp cho xã An Bình: chưa có tên người ký, ")


def test_a_typed_file_name_stays_and_gets_its_ending(qtbot, wizard, at_place):
    at_place.name.selectAll()
    type_in(qtbot, wizard, "Kế hoạch xã")
    wizard.go_to(OFFICE)
    press(qtbot, wizard, KEY.Key_Down)
    wizard.go_to(PLACE)
    assert at_place.path().name == "Kế hoạch xã.kehoach"


def test_a_taken_name_gets_a_number_and_a_typed_one_is_refused(qtbot, wizard, at_place, tmp_path):
    (tmp_path / "Kế hoạch" / "XaAnBinh.kehoach").write_bytes(b"")
    at_place.enter(wizard.office_facts())
    assert at_place.name.text() == "XaAnBinh (2).kehoach"
    at_place.name.clear()
    type_in(qtbot, wizard, "XaAnBinh")
    press(qtbot, wizard, KEY.Key_Return)
    assert at_place.note.isVisible()
    assert "trùng tên" in at_place.note.words.text()
    assert at_place.name.property("bad") == "true"
    assert wizard.focusWidget() is at_place.name
    type_in(qtbot, wizard, "Moi")
    assert not at_place.note.isVisible()
    assert at_place.name.property("bad") == "false"


@pytest.mark.parametrize("name", ["", "a/b", "a?", "a" * 200])
def test_a_name_no_system_takes_is_refused_in_its_place(wizard, at_place, name):
    at_place.name.setText(name)
    at_place._own_name = True
    wizard.make()
    assert wizard.isVisible()
    assert at_place.note.isVisible()
    assert at_place.name.property("bad") == "true"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
@pytest.mark.parametrize("which", ["folder", "backups"])
def test_a_folder_that_cannot_be_written_is_refused_in_its_place(wizard, at_place, which):
    field = getattr(at_place, which)
    field.setText("/proc/self")
    wizard.make()
    assert at_place.note.isVisible()
    assert field.property("bad") == "true"
    assert wizard.focusWidget() is field


def test_a_file_that_appears_meanwhile_is_told_and_nothing_is_lost(qtbot, wizard, at_place, desk, settle, monkeypatch):
    """The check passes, then somebody else makes a file of that name."""
    path = at_place.path()
    real = desk.workspace.set_up

    def late(target, setup, **more):
        target.write_bytes(b"cua nguoi khac")
        real(target, setup, **more)

    monkeypatch.setattr(desk.workspace, "set_up", late)
    wizard.make()
    assert wizard.next_button.text() == "Đang tạo tệp…"
    assert not wizard.leave_button.isEnabled()
    qtbot.waitUntil(at_place.note.isVisible, timeout=10000)
    settle()
    assert wizard.next_button.text() == "Tạo tệp"
    assert wizard.isVisible()
    assert wizard.next_button.isEnabled()
    assert path.read_bytes() == b"cua nguoi khac"
    monkeypatch.undo()
    at_place.name.setText("khac")
    assert made(qtbot, wizard, desk).office.name == "An Bình"


def test_folders_are_chosen_with_the_system_dialog(wizard, at_place, folder, tmp_path):
    folder.chosen = str(tmp_path / "USB")
    at_place.choose_backups.click()
    assert at_place.backup_folder() == tmp_path / "USB"
    folder.chosen = ""
    at_place.choose_folder.click()
    assert at_place.path().parent == tmp_path / "Kế hoạch"


def test_folders_and_name_are_remembered(qtbot, wizard, at_place, desk, tmp_path):
    at_place.backups.setText(str(tmp_path / "sao"))
    at_place.author.setText("Lò  Thị Mây")
    made(qtbot, wizard, desk)
    assert desk.settings.get("backup/folder") == str(tmp_path / "sao")
    assert desk.settings.get("files/folder") == str(tmp_path / "Kế hoạch")
    assert desk.workspace.author == "Lò Thị Mây"


def test_enter_all_the_way_makes_a_file_with_defaults(qtbot, wizard, desk):
    choose_office(qtbot, wizard)
    press(qtbot, wizard, KEY.Key_Return, 3)
    assert wizard.current == PLACE
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        press(qtbot, wizard, KEY.Key_Return)
    dossier = desk.workspace.dossier
    assert (dossier.office.name, dossier.office.drafting_unit) == ("An Bình", DRAFTING_UNIT)
    assert [(s.title, s.name) for s in dossier.signers] == [("PHÓ CHỦ TỊCH", None)]
    assert "Trạm Y tế xã" in {unit.name for unit in dossier.units}
    assert desk.workspace.undo_name is None


def test_the_file_can_be_made_right_after_the_first_step(qtbot, wizard, desk):
    choose_office(qtbot, wizard)
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        wizard.finish_button.click()
    assert "Phòng Văn hóa - Xã hội" in {unit.name for unit in desk.workspace.dossier.units}


def test_a_skipped_step_has_its_defaults(qtbot, wizard):
    choose_office(qtbot, wizard)
    wizard.letterhead.drafter.setText("Tổ chuyên viên")
    wizard.skip_button.click()
    assert wizard.letterhead.drafting_unit() == DRAFTING_UNIT
    assert wizard.current == SIGNERS
    wizard.signers.rows[0].name.setText("Hà")
    wizard.skip_button.click()
    assert wizard.signers.signers()[0].name == ""
    before = wizard.units.units()
    wizard.units.list.add("Trạm Thú y")
    wizard.skip_button.click()
    assert wizard.units.units() == before
    assert wizard.current == PLACE


# --- moving and leaving ---


def test_alt_number_and_alt_left_move_between_steps(qtbot, wizard):
    wizard.office.listed.field.setText("an binh")
    qtbot.keyClick(wizard, KEY.Key_4, Qt.KeyboardModifier.AltModifier)
    assert wizard.current == UNITS
    qtbot.keyClick(wizard, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.current == SIGNERS


def test_enter_on_another_button_presses_that_button(qtbot, wizard):
    wizard.office.listed.field.setText("an binh")
    wizard.go_to(SIGNERS)
    wizard.back_button.setFocus()
    press(qtbot, wizard, KEY.Key_Return)
    assert wizard.current == LETTERHEAD


def test_esc_leaves_at_once_when_nothing_was_typed(qtbot, wizard, said):
    press(qtbot, wizard, KEY.Key_Escape)
    assert not wizard.isVisible()
    assert said.questions == []


def test_esc_empties_the_search_then_asks_once_something_was_typed(qtbot, wizard, said):
    type_in(qtbot, wizard, "an")
    press(qtbot, wizard, KEY.Key_Escape)
    assert wizard.isVisible()
    assert wizard.office.listed.field.text() == ""
    said.answer = False
    press(qtbot, wizard, KEY.Key_Escape)
    assert wizard.isVisible()
    assert len(said.questions) == 1
    said.answer = True
    press(qtbot, wizard, KEY.Key_Escape)
    assert not wizard.isVisible()


def test_nothing_is_written_before_the_end(qtbot, wizard, tmp_path):
    choose_office(qtbot, wizard)
    press(qtbot, wizard, KEY.Key_Return, 3)
    wizard.reject()
    assert list((tmp_path / "Kế hoạch").iterdir()) == []
