"""The first steps by keyboard: the office out of the list or typed, letterhead, who signs."""

import pytest
from PySide6.QtCore import Qt
from wizard_steps import KEY, LETTERHEAD, OFFICE, PLACE, SIGNERS, choose_office, made, press, type_in

from kehoach_desktop.domain import records as r
from kehoach_desktop.services.first_setup import SignerFacts
from kehoach_desktop.ui.wizard.signers_step import PATTERNS


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
