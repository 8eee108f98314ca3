"""No English where Qt speaks for itself."""

import re
import unicodedata

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QColorDialog,
    QComboBox,
    QDateEdit,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QScrollBar,
    QSpinBox,
    QTabWidget,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from kehoach_desktop.ui.qt_words import WORDS, QtWords, speak_vietnamese


def test_the_menu_of_a_text_field_is_vietnamese(qtbot, qapp):
    words = speak_vietnamese(qapp)
    field = QLineEdit("chữ")
    qtbot.addWidget(field)
    texts = [action.text().split("\t")[0] for action in field.createStandardContextMenu().actions() if action.text()]
    QCoreApplication.removeTranslator(words)
    assert texts == ["Hoàn tác", "Làm lại", "Cắt", "Chép", "Dán", "Xóa", "Chọn tất cả"]


def test_the_print_dialog_is_vietnamese(qtbot, qapp, tmp_path):
    words = speak_vietnamese(qapp)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    dialog.show()
    shown = [w.text() for kind in (QLabel, QAbstractButton) for w in dialog.findChildren(kind) if w.isVisible()]
    shown += [box.title() for box in dialog.findChildren(QGroupBox) if box.isVisible()]
    QCoreApplication.removeTranslator(words)
    assert {"Máy in", "Tên:", "Cài đặt", "In", "Bỏ"} <= {text.replace("&", "") for text in shown}
    assert not {"Printer", "Name:", "Properties", "Print", "Cancel", "Type:", "Location:"} & set(shown)


def test_the_file_dialog_is_vietnamese(qtbot, qapp, tmp_path):
    words = speak_vietnamese(qapp)
    dialog = QFileDialog(None, "Mở tệp", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    parts = [w for w in dialog.findChildren(QWidget) if w.isVisible()]
    said = {w.toolTip() for w in parts} | {w.accessibleDescription() for w in parts}
    said |= {w.text() for w in parts if isinstance(w, QLabel | QAbstractButton)}
    QCoreApplication.removeTranslator(words)
    assert {"Trong thư mục:", "Loại tệp:", "Mở", "Bỏ", "Xem danh sách"} <= {text.replace("&", "") for text in said}
    english = {"Back", "Forward", "Open", "Cancel", "List View", "Detail View", "Create New Folder", "Files", "Sidebar"}
    assert not english & said


# Texts that stay as Qt has them: names and signs that are the same in Vietnamese, or that nobody sees.
SAME = {
    "QShortcut": None,  # what is printed on keys; the arrows have words
    "QFontDatabase": None,  # names of scripts and styles, shown by the font dialog alone, which we never open
    "QPageSize": None,  # A4, Letter, JIS B5 … stand on the paper's wrapping
    "QGuiApplication": {"QT_LAYOUT_DIRECTION"},  # no text: which way one reads
    "QProgressBar": {"%p%"},
    "QFileDialog": {"Alt+Left", "Alt+Right", "Alt+Up"},  # no texts: its keys
    "QPrintWidget": {"..."},
    "QPrintDialog": {"1 (1x1)", "2 (2x1)", "4 (2x2)", "6 (2x3)", "9 (3x3)", "16 (4x4)"},
    "QPageSetupWidget": {"mm", "Didot (DD)", "Cicero (CC)", "Pica (P̸)"},
    "QFileSystemModel": {"%1 KB", "%1 MB", "%1 GB", "%1 TB"},
}


class Listening(QtWords):
    """Our words, and every text Qt asked for that has none."""

    def __init__(self, parent):
        super().__init__(parent)
        self.asked: set[str] = set()
        self.english: set[tuple[str, str]] = set()

    def translate(self, context, sourceText, disambiguation=None, n=-1):  # noqa: N803 - Qt's own
        found = super().translate(context, sourceText, disambiguation, n)
        self.asked.add(context)
        same = SAME.get(context, set())
        if found == sourceText and same is not None and sourceText not in same:
            self.english.add((context, sourceText))
        return found


@pytest.fixture
def listening(qapp):
    words = Listening(qapp)
    QCoreApplication.installTranslator(words)
    yield words
    QCoreApplication.removeTranslator(words)
    words.deleteLater()


def _context_menu(widget):
    """Opens the menu a right click opens, and shuts it."""

    def shut():
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()

    QTimer.singleShot(20, shut)
    at = QPoint(2, 2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)


def _file_dialog(mode, accept):
    dialog = QFileDialog(None, "Tệp")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    dialog.setAcceptMode(accept)
    return dialog


def _print_dialog(folder):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "in.pdf"))
    dialog = QPrintDialog(printer)
    dialog.kept = printer  # it must live as long as its dialog
    return dialog


def _colour_dialog():
    dialog = QColorDialog()
    dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    return dialog


def _button_box():
    box = QDialogButtonBox()
    for button in QDialogButtonBox.StandardButton:
        if button not in (QDialogButtonBox.StandardButton.NoButton,):
            box.addButton(button)
    return box


def _message_box():
    box = QMessageBox(QMessageBox.Icon.Question, "Hỏi", "Xóa?")
    box.setDetailedText("chi tiết")
    box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
    return box


def _tabs():
    tabs = QTabWidget()
    tabs.setTabsClosable(True)
    tabs.addTab(QWidget(), "Một")
    return tabs


def _label():
    label = QLabel('chữ <a href="x">liên kết</a>')
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    return label


WIDGETS = {
    "buttons": lambda _: _button_box(),
    "question": lambda _: _message_box(),
    "open": lambda _: _file_dialog(QFileDialog.FileMode.ExistingFiles, QFileDialog.AcceptMode.AcceptOpen),
    "save": lambda _: _file_dialog(QFileDialog.FileMode.AnyFile, QFileDialog.AcceptMode.AcceptSave),
    "folder": lambda _: _file_dialog(QFileDialog.FileMode.Directory, QFileDialog.AcceptMode.AcceptOpen),
    "colour": lambda _: _colour_dialog(),
    "print": _print_dialog,
    "line": lambda _: QLineEdit("chữ"),
    "text": lambda _: QTextEdit("chữ"),
    "plain": lambda _: QPlainTextEdit("chữ"),
    "browser": lambda _: QTextBrowser(),
    "number": lambda _: QSpinBox(),
    "date": lambda _: QDateEdit(),
    "choice": lambda _: QComboBox(editable=True),
    "scroll": lambda _: QScrollBar(),
    "tabs": lambda _: _tabs(),
    "label": lambda _: _label(),
    "input": lambda _: QInputDialog(),
    "progress": lambda _: QProgressDialog("Đang làm", None, 0, 3),
}


@pytest.mark.parametrize("kind", WIDGETS)
def test_no_text_qt_shows_lacks_its_word(qtbot, listening, tmp_path, kind):
    widget = WIDGETS[kind](tmp_path)
    qtbot.addWidget(widget)
    widget.show()
    QApplication.processEvents()
    targets = [widget, *widget.findChildren(QLineEdit), *widget.findChildren(QScrollBar)]
    for target in [t for t in targets if t.isVisible()] if not widget.isModal() else []:
        _context_menu(target)
    widget.hide()
    assert listening.asked or kind in ("text", "browser", "choice", "plain"), "nothing was heard: the test is deaf"
    assert listening.english == set()


def test_the_keys_in_menus_are_named_in_vietnamese_and_still_read(listening):
    assert QKeySequence("Alt+Left").toString(QKeySequence.SequenceFormat.NativeText) == "Alt+Trái"
    assert QKeySequence("Alt+Left") == QKeySequence(Qt.KeyboardModifier.AltModifier | Qt.Key.Key_Left)


@pytest.mark.parametrize("source", sorted(WORDS))
def test_a_word_keeps_the_places_qt_fills_in(source):
    assert re.findall(r"%\d", source) == re.findall(r"%\d", WORDS[source])
    assert unicodedata.is_normalized("NFC", WORDS[source])


def test_an_unknown_word_stays(qapp):
    words = speak_vietnamese(qapp)
    stays = QCoreApplication.translate("QShortcut", "Scroll Lock Of No Dialog")
    QCoreApplication.removeTranslator(words)
    assert stays == "Scroll Lock Of No Dialog"
