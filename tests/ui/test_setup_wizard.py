"""The first start by keyboard: each step, what was skipped, what is refused in its place, and the file that comes of it."""

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from kehoach_desktop.domain import records as r
from kehoach_desktop.services.first_setup import DRAFTING_UNIT, SignerFacts
from kehoach_desktop.ui.widgets.buttons import Button
from kehoach_desktop.ui.wizard.signers_step import PATTERNS
from kehoach_desktop.ui.wizard.window import SetupWizard

KEY = Qt.Key
OFFICE, LETTERHEAD, SIGNERS, UNITS, PLACE = range(5)
LONG = "Trung tâm Cung ứng dịch vụ công và Phục vụ hành chính công xã Nguyễn Nghiêm Thượng Đoài"


class Folder:
    """Answers the folder dialog."""

    def __init__(self):
        self.chosen = ""

    def folder(self, title, folder):
        return self.chosen

    def open_file(self, title, folder, pattern):
        return ""


@pytest.fixture
def folder():
    return Folder()


@pytest.fixture
def wizard(qtbot, desk, folder, tmp_path, settle):
    (tmp_path / "Kế hoạch").mkdir()
    wizard = SetupWizard(desk, tmp_path / "Kế hoạch", folder)
    qtbot.addWidget(wizard, before_close_func=lambda _: settle())
    wizard.show()
    wizard.activateWindow()
    qtbot.waitExposed(wizard)
    yield wizard
    for step in wizard.steps:
        step.touched = False


def press(qtbot, wizard, key, times=1, modifier=Qt.KeyboardModifier.NoModifier):
    """Keys go to the widget with the cursor."""
    for _ in range(times):
        qtbot.keyClick(wizard.focusWidget(), key, modifier)


def type_in(qtbot, wizard, text):
    for letter in text:  # QTest types no letters with accents
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, KEY.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(wizard.focusWidget(), event)


def choose_office(qtbot, wizard, letters="an binh"):
    type_in(qtbot, wizard, letters)
    press(qtbot, wizard, KEY.Key_Return)


def made(qtbot, wizard, desk):
    """The dossier of the file that the wizard makes."""
    with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
        wizard.make()
    assert wizard.wish == "made"
    return desk.workspace.dossier


# --- step 1 ---


def test_the_cursor_stands_in_the_search_and_letters_narrow_the_list(qtbot, wizard):
    assert wizard.focusWidget() is wizard.office.listed.field
    type_in(qtbot, wizard, "an binh")
    assert wizard.office.listed.count.text() == "5 kết quả cho “an binh”"
    assert wizard.office.facts().province == "tỉnh Phú Thọ"
    assert wizard.office.sheet.lines == ("ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "Số: …/KH-UBND")


def test_arrows_move_the_choice_while_the_cursor_stays(qtbot, wizard):
    type_in(qtbot, wizard, "an binh")
    press(qtbot, wizard, KEY.Key_Down, 2)
    assert wizard.focusWidget() is wizard.office.listed.field
    assert wizard.office.facts().kind is r.CommuneKind.WARD
    assert wizard.office.facts().province == "thành phố Cần Thơ"
    press(qtbot, wizard, KEY.Key_Up)
    assert wizard.office.facts().province == "tỉnh Vĩnh Long"
    press(qtbot, wizard, KEY.Key_PageDown)
    assert wizard.office.facts().province == "tỉnh Gia Lai"


def test_enter_goes_on_with_the_chosen_commune(qtbot, wizard):
    choose_office(qtbot, wizard)
    assert wizard.current == LETTERHEAD
    assert "XÃ AN BÌNH" in wizard.letterhead.sheet.lines
    assert "An Bình, ngày … tháng … năm …" in wizard.letterhead.sheet.lines


def test_without_a_choice_nobody_goes_on_and_the_reason_stands_there(qtbot, wizard):
    press(qtbot, wizard, KEY.Key_Return)
    assert wizard.current == OFFICE
    assert wizard.office.note.isVisible()
    type_in(qtbot, wizard, "an binh")
    assert not wizard.office.note.isVisible()


@pytest.mark.parametrize("place", [LETTERHEAD, PLACE])
def test_no_other_step_is_shown_before_there_is_an_office(qtbot, wizard, place):
    wizard.side.buttons[place].click()
    assert wizard.current == OFFICE
    assert wizard.office.note.isVisible()


def test_a_province_narrows_the_list(qtbot, wizard):
    part = wizard.office.listed
    part.province.setCurrentIndex(part.province.findText("Tỉnh Gia Lai"))
    assert part.list.chosen is None
    type_in(qtbot, wizard, "an binh")
    assert part.list.chosen.full_name == "phường An Bình"


def test_half_typed_telex_and_vni_never_raise_a_fault(qtbot, wizard):
    field = wizard.office.listed.field
    for step in (
        "a",
        "an",
        "an b",
        "an bi",
        "an bif",
        "an bìn",
        "an binhf",
        "an bình",
        "dd",
        "đ",
        "hoaf",
        "hoà",
        "7",
        "uwow",
        "ươ",
    ):
        field.setText(step)
        assert not wizard.office.note.isVisible()
    field.setText("an bình")
    assert wizard.office.facts().name == "An Bình"


def test_a_province_is_shown_whole_and_the_country_in_part(wizard):
    part = wizard.office.listed
    assert part.count.text() == "3.321 xã, phường, đặc khu; hiện 300 dòng đầu"
    assert part.list.model().rowCount() == 300
    for place in range(1, part.province.count()):
        part.province.setCurrentIndex(place)
        assert "hiện" not in part.count.text()


def test_an_office_that_is_not_listed_is_typed(qtbot, wizard, desk):
    type_in(qtbot, wizard, "Trung Sơn Hạ")
    wizard.office.listed.by_hand.click()
    assert wizard.office.typed.name.text() == "Trung Sơn Hạ"
    wizard.office.typed.kind.setCurrentIndex(2)
    wizard.office.typed.province.setText("tỉnh Bình Khê")
    press(qtbot, wizard, KEY.Key_Return)
    assert wizard.current == LETTERHEAD
    office = made(qtbot, wizard, desk).office
    assert (office.name, office.kind, office.province) == ("Trung Sơn Hạ", r.CommuneKind.SPECIAL_ZONE, "tỉnh Bình Khê")
    assert desk.workspace.path.name == "DacKhuTrungSonHa.kehoach"


def test_a_typed_office_needs_a_name(qtbot, wizard):
    wizard.office.type_by_hand()
    wizard.go_on()
    assert wizard.current == OFFICE
    assert wizard.office.note.isVisible()
    wizard.office.choose_from_list()
    assert not wizard.office.by_hand


def test_a_double_click_takes_a_row_and_goes_on(qtbot, wizard):
    listed = wizard.office.listed.list
    place = listed.visualRect(listed.model().index(1, 0)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wizard.current == LETTERHEAD


# --- steps 2 and 3 ---


def test_the_drafting_unit_shows_its_letters(qtbot, wizard):
    choose_office(qtbot, wizard)
    step = wizard.letterhead
    assert wizard.focusWidget() is step.drafter
    assert "UBND-VHXH" in step.symbols.text()
    step.offers[1].click()
    assert step.drafting_unit() == "Văn phòng HĐND và UBND"
    assert "Lưu: VT, VP." in step.symbols.text()


def test_the_clear_about_the_outcome_has_another_name(qtbot, wizard, desk):
    choose_office(qtbot, wizard)
    step = wizard.letterhead
    step.radios[1].click()
    assert step.sixth_clear() == "kết quả"
    assert "trách nhiệm, kết quả, thẩm quyền" in step.clears.text()
    step.radios[2].click()
    assert wizard.focusWidget() is step.other
    assert step.sixth_clear() == "sản phẩm"
    type_in(qtbot, wizard, "rõ chất lượng")
    assert made(qtbot, wizard, desk).office.sixth_clear == "chất lượng"


def test_signers_are_chosen_by_their_way_of_signing_and_ordered(qtbot, wizard, desk):
    choose_office(qtbot, wizard)
    press(qtbot, wizard, KEY.Key_Return)
    assert wizard.current == SIGNERS
    step = wizard.signers
    assert wizard.focusWidget() is step.rows[0].name
    type_in(qtbot, wizard, "Lê Thị Minh Hạnh")
    assert step.sheet.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Minh Hạnh")
    step.add_button.click()
    assert wizard.focusWidget() is step.rows[1].name
    type_in(qtbot, wizard, "Vương Quang Thái")
    assert step.sheet.lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Vương Quang Thái")
    step.rows[1].up.click()
    signers = made(qtbot, wizard, desk).signers
    assert [(s.title, s.name) for s in signers] == [
        ("CHỦ TỊCH", "Vương Quang Thái"),
        ("PHÓ CHỦ TỊCH", "Lê Thị Minh Hạnh"),
    ]


def test_an_authority_can_be_typed(qtbot, wizard):
    wizard.office.listed.field.setText("an binh")
    wizard.go_to(SIGNERS)
    row = wizard.signers.rows[0]
    assert not row.authority.isVisible()
    row.pattern.setCurrentIndex(len(PATTERNS))
    row.pattern.activated.emit(len(PATTERNS))
    assert row.authority.isVisible()
    row.authority.setPlainText("tl. chủ tịch\nkt. chánh văn phòng")
    assert wizard.signers.sheet.lines[:2] == ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG")


def test_the_last_signer_cannot_be_taken_out(qtbot, wizard):
    step = wizard.signers
    assert not step.rows[0].gone.isEnabled()
    step._add()
    step.rows[0].gone.click()
    assert len(step.rows) == 1
    assert not step.rows[0].gone.isEnabled()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_way_of_signing_is_known_again(qtbot, theme, pattern, wizard):
    wizard.signers.show_signers([SignerFacts(pattern.authority, pattern.title, "Hà")])
    assert wizard.signers.rows[0].pattern.currentText() == pattern.label


# --- step 4 ---


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


# --- step 5 and the file ---


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


# --- what can be seen and heard ---


def visible(wizard, kind):
    return [part for part in wizard.findChildren(kind) if part.isVisible()]


@pytest.mark.parametrize("place", range(5))
def test_every_field_has_a_name_and_every_button_fits(qtbot, wizard, place):
    wizard.office.listed.field.setText("văn miếu quốc tử giám")
    wizard.signers.rows[0].title.setText("TRƯỞNG PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ")
    wizard.units.enter(wizard.office_facts())
    wizard.units.list.add(LONG)
    wizard.go_to(place)
    qtbot.wait(10)
    assert wizard.current == place
    for field in visible(wizard, QLineEdit):
        assert field.accessibleName(), field
        assert field.height() >= field.fontMetrics().height() + 6
    for button in visible(wizard, Button):
        assert button.accessibleName()
        assert button.width() >= button.sizeHint().width(), button.text()
        assert button.height() >= button.sizeHint().height(), button.text()


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("size", [(930, 571), (720, 400)])
def test_no_words_are_clipped_or_out_of_sight(qtbot, wizard, place, size):
    wizard.office.type_by_hand()
    wizard.office.typed.name.setText("Nguyễn Nghiêm Thượng Đoài Trung Kỳ Hạ")
    wizard.go_to(place)
    wizard.resize(*size)
    qtbot.wait(10)
    for words in visible(wizard, QLabel):
        if words.wordWrap():
            assert words.height() >= words.heightForWidth(words.width()), words.text()
        elif words.text():
            assert words.width() >= words.fontMetrics().horizontalAdvance(words.text()), words.text()
        assert words.height() >= words.fontMetrics().height(), words.text()
    page = wizard.stack.currentWidget()
    assert page.widget().width() <= page.viewport().width()
    for part in (wizard.letterhead.sheet, wizard.office.sheet, wizard.signers.sheet):
        if part.isVisible():
            assert part.height() >= part.heightForWidth(part.width())


def test_tab_goes_through_the_step_then_the_foot(qtbot, wizard):
    choose_office(qtbot, wizard)
    seen: list[QWidget] = []
    for _ in range(12):
        seen.append(wizard.focusWidget())
        press(qtbot, wizard, KEY.Key_Tab)
    step = wizard.letterhead
    wanted = [step.drafter, *step.offers, step.radios[0], wizard.skip_button, wizard.finish_button, wizard.back_button,
              wizard.next_button, wizard.leave_button]  # fmt: skip
    order = [part for part in seen if part in wanted]
    assert order[: len(wanted)] == wanted
    assert isinstance(wizard.next_button, QPushButton)


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("place", range(5))
def test_every_step_can_be_painted(qtbot, wizard, theme, choice, place):
    before = theme.choice
    theme.choose(choice)
    wizard.office.listed.field.setText("an binh")
    wizard.go_to(place)
    picture = wizard.grab().toImage()
    theme.choose(before)
    colours = {
        picture.pixelColor(x, y).name() for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)
    }
    assert len(colours) > 5


def test_rows_that_were_replaced_are_out_of_sight_at_once(wizard):
    step = wizard.signers
    step.show_signers([SignerFacts(name="Hà"), SignerFacts(name="Minh")])
    old = list(step.rows)
    step.show_signers([SignerFacts(name="Thu")])
    assert all(row.isHidden() for row in old)


def test_a_long_title_shows_its_beginning(wizard):
    title = "TRƯỞNG PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ KIÊM CHÁNH VĂN PHÒNG"
    wizard.signers.show_signers([SignerFacts("TL. CHỦ TỊCH", title, "Hà")])
    assert wizard.signers.rows[0].title.cursorPosition() == 0


@pytest.mark.parametrize("width", [420, 560, 660])
def test_a_letterhead_has_room_for_a_long_name(wizard, width):
    """What is painted ends inside the sheet, however often its lines are broken."""
    from PySide6.QtGui import QImage

    wizard.office.type_by_hand()
    wizard.office.typed.name.setText("Nguyễn Nghiêm Thượng Đoài Trung Kỳ Hạ Lưu Sông Thương")
    sheet = wizard.letterhead.sheet
    sheet.show_office(wizard.office_facts())
    sheet.setFixedSize(width, sheet.heightForWidth(width))
    picture = QImage(sheet.size(), QImage.Format.Format_RGB32)
    sheet.render(picture)
    foot = {picture.pixelColor(x, picture.height() - 4).lightness() for x in range(3, width - 3)}
    inked = {
        picture.pixelColor(x, y).lightness() for x in range(3, width - 3, 2) for y in range(8, picture.height() - 8)
    }
    assert foot == {255}
    assert min(inked) < 80


def test_the_window_is_there_without_loading_the_database():
    """Loading SQLAlchemy takes a second on an old machine; the worker does it when the file is made."""
    import subprocess

    code = "import sys, kehoach_desktop.ui.wizard.window; print('sqlalchemy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
