"""Every dialog opens offscreen with long Vietnamese words, and does what its buttons say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kehoach_desktop.ui.dialogs.about import about_box
from kehoach_desktop.ui.dialogs.crash import CrashBox, report_of
from kehoach_desktop.ui.dialogs.help import keys_box
from kehoach_desktop.ui.dialogs.prompt import Prompt
from kehoach_desktop.ui.dialogs.question import QuestionBox
from kehoach_desktop.ui.messages import Question

LONG = "Trung tâm Cung ứng dịch vụ công và Phục vụ hành chính công xã Nguyễn Nghiêm Thượng Đoài"


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
