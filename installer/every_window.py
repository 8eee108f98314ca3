"""Every window and dialog of the program, opened as its act opens it but without waiting: for pictures and for tests."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kehoach_desktop.ui.main_window import MainWindow

Opener = Callable[["MainWindow", Path], "QWidget"]

_QUESTION = ("Xóa 12 nhiệm vụ?", "Kết quả kỳ của 12 nhiệm vụ này cũng bị xóa. Hoàn tác được.", "Xóa")


def _question(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.ui.dialogs.question import QuestionBox
    from kehoach_desktop.ui.messages import Question

    return QuestionBox(window.desk.theme, Question(*_QUESTION), window)


def _crash(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.ui.dialogs.crash import CrashBox, report_of

    return CrashBox(window.desk.theme, report_of(ValueError("ví dụ")), window)


def _keys(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.ui.dialogs.help import keys_box

    return keys_box(window.desk.theme, window)


def _about(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.ui.dialogs.about import about_box

    return about_box(window.desk.theme, window)


def _author(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.ui.dialogs.prompt import Prompt

    words = "Họ và tên ghi trong lịch sử sửa đổi"
    return Prompt(window.desk.theme, "Người làm việc", words, window.workspace.author, window)


def _office(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.ui.dialogs.office import OfficeDialog

    return OfficeDialog(window.desk, window)


def _columns(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.services import form_layouts
    from kehoach_desktop.ui.dialogs.form_columns import FormColumns

    space = window.workspace
    asked = (space.dossier, "tien-do", space.period.id, space.today)
    chosen, own = form_layouts.choices(*asked), form_layouts.own_choices(*asked)
    return FormColumns(window.desk.theme, "Theo dõi tiến độ thực hiện nhiệm vụ", chosen, own, window)


def _foreign(window: "MainWindow", folder: Path) -> "QWidget":
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Biểu 05"
    for at, text in {"A1": "{{ky.ten}}", "B2": "{{ky.tenn}}", "A3": "{{#nhiem_vu}}{{tt}}", "B3": "{{ten}}"}.items():
        sheet[at] = text
    book.save(folder / "Biểu 05.xlsx")
    window.boxes.foreign_form.show_form(folder / "Biểu 05.xlsx")
    return window.boxes.foreign_form


def _wizard(window: "MainWindow", folder: Path) -> "QWidget":
    from kehoach_desktop.ui.file_acts import DialogChooser
    from kehoach_desktop.ui.wizard.window import SetupWizard

    wizard = SetupWizard(window.desk, folder, DialogChooser(window), window)
    wizard.office.listed.field.setText("an binh")
    return wizard


def _review(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop import paths
    from kehoach_desktop.services.plans import propose
    from kehoach_desktop.ui.review.window import ImportReview

    return ImportReview(window.desk, propose(paths.resource("sample", "ke-hoach-mau.docx")), window)


def _words(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.ui.narrative.window import NarrativeWindow

    return NarrativeWindow(window.desk, window.workspace.period, window)


def _palette(window: "MainWindow", _: Path) -> "QWidget":
    window.menus.actions["palette"].trigger()
    window.boxes.palette.field.setText("bao")
    return window.boxes.palette


def _side(key: str) -> Opener:
    def open_it(window: "MainWindow", _: Path) -> "QWidget":
        window.menus.actions[key].trigger()
        return getattr(window.sides, key)

    return open_it


def _help(window: "MainWindow", _: Path) -> "QWidget":
    window.menus.actions["help"].trigger()
    found = window.help.window
    assert found is not None
    return found


# name of the picture: how it is opened. The wizard's later steps are reached by its own button.
WINDOWS: Mapping[str, Opener] = {
    "07-ra-soat-nhap": _review,
    "10-lich-su": _side("history"),
    "10-thung-rac": _side("bin"),
    "11-thiet-lap-lan-dau": _wizard,
    "15-so-voi-ban-truoc": _side("compare"),
    "16-sua-loi-van": _words,
    "17-bieu-cap-tren": _foreign,
    "18-cot-cua-bieu": _columns,
    "19-bang-lenh": _palette,
    "20-hoi": _question,
    "21-loi": _crash,
    "22-phim-tat": _keys,
    "23-gioi-thieu": _about,
    "24-co-quan": _office,
    "25-nguoi-lam-viec": _author,
    "26-huong-dan": _help,
}
