"""Going through the first start as a person does; shared by its tests."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

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
