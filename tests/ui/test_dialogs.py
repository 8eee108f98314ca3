"""Every dialog opens offscreen with long Vietnamese words, and does what its buttons say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kehoach_desktop.ui.dialogs.crash import CrashBox, report_of
from kehoach_desktop.ui.dialogs.help import about_box, keys_box
from kehoach_desktop.ui.dialogs.new_office import NewOffice, file_name
from kehoach_desktop.ui.dialogs.prompt import Prompt
from kehoach_desktop.ui.dialogs.question import QuestionBox
from kehoach_desktop.ui.messages import Question

LONG = "Trung tâm Cung ứng dịch vụ công và Phục vụ hành chính công xã Nguyễn Nghiêm Thượng Đoài"


class Folder:
    def __init__(self, folder):
        self.chosen = str(folder)

    def folder(self, title, folder):
        return self.chosen


@pytest.fixture
def shown(qtbot):
    def show(box):
        qtbot.addWidget(box)
        box.show()
        qtbot.waitExposed(box)
        return box

    return show


def test_a_question_is_declined_by_default(qtbot, theme, shown):
    box = shown(QuestionBox(theme, Question(LONG, LONG * 3, "Xóa")))
    with qtbot.waitSignal(box.rejected):
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.accept_button.text() == "Xóa"
    assert box.decline_button.isDefault()


def test_the_act_of_a_question_accepts(qtbot, theme, shown):
    box = shown(QuestionBox(theme, Question("Xóa?", "", "Xóa")))
    with qtbot.waitSignal(box.accepted):
        box.accept_button.click()


def test_a_crash_report_names_versions_and_the_fault_and_can_be_copied(theme, shown):
    report = report_of(ValueError("vỡ"))
    box = shown(CrashBox(theme, report))
    box.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError: vỡ" in copied
    assert "Python" in copied


def test_keys_and_about_open(theme, shown):
    assert shown(keys_box(theme, None)).windowTitle() == "Phím tắt"
    assert shown(about_box(theme, None)).windowTitle() == "Kế hoạch Desktop"


def test_a_prompt_takes_its_line_with_enter(qtbot, theme, shown):
    box = shown(Prompt(theme, "Tên", LONG, "Hà"))
    with qtbot.waitSignal(box.accepted):
        qtbot.keyClick(box.line, Qt.Key.Key_Return)


def test_a_file_is_named_without_accents(theme):
    from kehoach_desktop.domain.records import CommuneKind

    assert file_name(CommuneKind.SPECIAL_ZONE, "Lý Sơn đảo") == "DacKhuLySonDao.kehoach"


def test_a_new_office_needs_a_name(theme, shown, tmp_path):
    box = shown(NewOffice(theme, tmp_path, Folder(tmp_path)))
    assert not box.create_button.isEnabled()
    box.name.setText("  Hòa   Lâm ")
    assert box.create_button.isEnabled()
    assert box.letterhead.text() == "ỦY BAN NHÂN DÂN\nXÃ HÒA LÂM"
    assert box.facts().name == "xã Hòa Lâm"
    assert box.facts().path == tmp_path / "XaHoaLam.kehoach"


def test_a_name_that_is_taken_gets_a_number(theme, shown, tmp_path):
    (tmp_path / "PhuongHoaLam.kehoach").touch()
    box = shown(NewOffice(theme, tmp_path, Folder(tmp_path)))
    box.name.setText("Hòa Lâm")
    box.kind.setCurrentIndex(1)
    assert box.facts().path.name == "PhuongHoaLam (2).kehoach"


def test_another_folder_can_be_chosen(theme, shown, tmp_path):
    elsewhere = tmp_path / "khác"
    elsewhere.mkdir()
    box = shown(NewOffice(theme, tmp_path, Folder(elsewhere)))
    box.name.setText("Hòa Lâm")
    box._change_folder()
    assert box.facts().path.parent == elsewhere
