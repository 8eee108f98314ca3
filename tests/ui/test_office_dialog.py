"""Office, letterhead and signers of an open file: shown as they are, changed as one step that undo takes back."""

import factories as make
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kehoach_desktop.domain import records as r
from kehoach_desktop.services import editing
from kehoach_desktop.ui.dialogs.office import OfficeDialog

ENTER = Qt.Key.Key_Return


@pytest.fixture
def dialog(qtbot, opened, settle):
    dialog = OfficeDialog(opened)
    qtbot.addWidget(dialog, before_close_func=lambda _: settle())
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    for step in dialog.steps:
        step.touched = False


def test_it_shows_what_the_file_has(opened, dialog):
    office = opened.workspace.dossier.office
    assert dialog.office.typed.name.text() == office.name
    assert dialog.letterhead.drafting_unit() == office.drafting_unit
    assert [s.name for s in dialog.signers.signers()] == [""]  # the file has none; a row to fill in is offered


def test_what_is_changed_is_one_step_that_can_be_undone(qtbot, opened, dialog, said, settle):
    before = opened.workspace.dossier
    dialog.office.typed.name.setText("Hòa Lâm Thượng")
    dialog.letterhead.drafter.setText("Văn phòng HĐND và UBND")
    dialog.signers.rows[0].name.setText("Vương Quang Thái")
    with qtbot.waitSignal(dialog.accepted, timeout=10000):
        qtbot.keyClick(dialog.office.typed.name, ENTER)
    dossier = opened.workspace.dossier
    assert (dossier.office.name, dossier.office.drafting_unit) == ("Hòa Lâm Thượng", "Văn phòng HĐND và UBND")
    assert dossier.signers[0].name == "Vương Quang Thái"
    assert said.steps == ["Đã sửa cơ quan và người ký"]
    opened.workspace.undo()
    settle()
    assert opened.workspace.dossier.office == before.office
    assert opened.workspace.dossier.signers == before.signers


def test_a_commune_can_be_taken_from_the_list(qtbot, opened, dialog):
    dialog.office.typed.back.click()
    dialog.office.listed.field.setText("da bac phu tho")
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10000)
    office = opened.workspace.dossier.office
    assert (office.name, office.province) == ("Đà Bắc", "tỉnh Phú Thọ")


def test_nothing_changed_is_no_step(qtbot, opened, dialog, said):
    dialog.keep_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10000)
    assert said.steps == []
    assert opened.workspace.undo_name is None


def test_an_empty_name_is_refused_in_its_place(dialog):
    dialog.go_to(2)
    dialog.office.typed.name.clear()
    dialog.keep()
    assert dialog.isVisible()
    assert dialog.stack.currentIndex() == 0
    assert dialog.office.note.isVisible()


def test_esc_asks_only_when_something_was_typed(qtbot, dialog, said):
    qtbot.keyClicks(dialog.office.typed.name, "x")
    said.answer = False
    qtbot.keyClick(dialog.office.typed.name, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert len(said.questions) == 1
    dialog.office.touched = False
    qtbot.keyClick(dialog.office.typed.name, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(said.questions) == 1


def test_another_clear_and_own_authority_are_kept_as_they_are(qtbot, opened, settle):
    workspace = opened.workspace
    workspace.perform("Sửa", editing.set_fields, "office", workspace.dossier.office.id, {"sixth_clear": "chất lượng"})
    workspace.perform("Thêm", editing.create_record, "signer", {"authority": "TL. TRƯỞNG BAN", "title": "PHÓ BAN"})
    settle()
    dialog = OfficeDialog(opened)
    qtbot.addWidget(dialog)
    assert dialog.letterhead.sixth_clear() == "chất lượng"
    assert dialog.letterhead.radios[-1].isChecked()
    assert dialog.signers.rows[0].authority.isVisibleTo(dialog.signers.rows[0])
    for shown, kept in zip(dialog.signers.signers(), workspace.dossier.signers, strict=True):
        assert (shown.authority, shown.title) == (kept.authority, kept.title or "")


def test_a_long_name_is_not_clipped(qtbot, dialog):
    dialog.office.typed.name.setText("Nguyễn Nghiêm Thượng Đoài Trung Kỳ Hạ Lưu Sông Thương")
    for place in range(3):
        dialog.go_to(place)
        qtbot.wait(10)
        for words in dialog.findChildren(QLabel):
            if words.isVisible() and words.text() and not words.wordWrap():
                assert words.width() >= words.fontMetrics().horizontalAdvance(words.text()), words.text()
        sheet = dialog.letterhead.sheet
        assert not sheet.isVisible() or sheet.height() >= sheet.heightForWidth(sheet.width())


def test_the_kind_of_office_is_shown(opened, dialog):
    assert opened.workspace.dossier.office.kind is r.CommuneKind.COMMUNE
    assert dialog.office.typed.kind.currentText() == "Xã"
    assert make.make_office().name == dialog.office.typed.name.text()
