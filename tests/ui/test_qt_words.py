"""No English where Qt speaks for itself."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QGroupBox, QLabel, QLineEdit, QWidget

from kehoach_desktop.ui.qt_words import speak_vietnamese


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


def test_an_unknown_word_stays(qapp):
    words = speak_vietnamese(qapp)
    stays = QCoreApplication.translate("QShortcut", "Scroll Lock Of No Dialog")
    QCoreApplication.removeTranslator(words)
    assert stays == "Scroll Lock Of No Dialog"
