"""Every window and dialog of the program, opened as its act opens it but without waiting: for pictures and for tests."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import made_up

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kehoach_desktop.ui.dialogs.carry import CarryDialog
    from kehoach_desktop.ui.main_window import MainWindow

Opener = Callable[["MainWindow", Path], "QWidget"]

_TYPED_LONG_AGO = (
    "I. NHIÖM Vô\n- Tr¹m Y tÕ x· chñ tr×, phèi hîp víi C«ng an x· rµ so¸t danh s¸ch hé d©n ch\xada cã nhµ vÖ sinh\n"
    "- Thùc hiÖn th\xadêng xuyªn viÖc d¹y b¬i cho häc sinh"
)
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


def _news(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.services import about
    from kehoach_desktop.ui.dialogs.about import news_box

    return news_box(window.desk.theme, about.releases(), window, before="0.0.9")


def _settings(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.ui.dialogs.settings import SettingsDialog

    return SettingsDialog(window.desk, window.backups.place, window)


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


def _old_letters(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.services.plans import propose_pasted
    from kehoach_desktop.ui.review.window import ImportReview

    return ImportReview(window.desk, propose_pasted(_TYPED_LONG_AGO), window)


def _merge(window: "MainWindow", folder: Path) -> "QWidget":
    """A copy that another machine worked on, after both sides edited the same fields."""
    space, path = window.workspace, folder / "TramYTe.kehoach"

    def copied(_: object) -> None:
        space.perform("Sửa", made_up.work_here, on_done=lambda _: window.merging.merge([path]))

    space.ask(lambda file: made_up.copy_from_elsewhere(file, path, made_up.work_elsewhere, "Hoàng Văn Lâm"), copied)
    return window.merging.window


def _collect(window: "MainWindow", folder: Path) -> "QWidget":
    """Forms that units sent back, some with faults."""
    from kehoach_desktop.services.collecting import make_unit_forms

    space, to = window.workspace, _new_folder(folder, "Phiếu gửi về")
    space.perform(
        "Xuất phiếu", make_unit_forms, space.period.id, to, plan_id=space.plan_id,
        on_done=lambda paths: window.collecting.collect(made_up.forms_sent_back(paths)),
    )  # fmt: skip
    return window.collecting.window


def _new_folder(inside: Path, name: str) -> Path:
    """A folder of that name, or with a number after it."""
    path = next(p for n in range(1, 99) if not (p := inside / (f"{name} {n}" if n > 1 else name)).exists())
    path.mkdir()
    return path


def _carry_to(window: "MainWindow", folder: Path) -> "CarryDialog":
    dialog = window.usb.carry
    dialog.start()
    dialog.show_folder(folder)
    return dialog


def _carry_sealed(window: "MainWindow", folder: Path) -> "QWidget":
    dialog = _carry_to(window, folder)
    dialog.sealed.setChecked(True)
    dialog.part.setChecked(True)
    dialog.unit.setCurrentIndex(0)
    return dialog


def _carry_refused(window: "MainWindow", folder: Path) -> "QWidget":
    dialog = _carry_to(window, folder)
    dialog.sealed.setChecked(True)
    dialog.carry_button.click()
    return dialog


def _carried(window: "MainWindow", folder: Path) -> "QWidget":
    dialog = _carry_to(window, folder)
    dialog.sealed.setChecked(False)
    dialog.carry_button.click()
    return dialog


def _password(window: "MainWindow", _: Path) -> "QWidget":
    from kehoach_desktop.ui.dialogs.prompt import password_prompt

    words = "Mật khẩu của gói XaAnBinh 2026-06-22 Phòng Văn hóa - Xã hội.kehoach-goi"
    return password_prompt(window.desk.theme, "Gói có mật khẩu", words, window)


def _stick_choice(window: "MainWindow", folder: Path) -> "QWidget":
    from kehoach_desktop.services.opening_from_stick import Seen
    from kehoach_desktop.ui.dialogs.stick_choice import StickChoice

    seen = Seen(folder / "XaAnBinh.kehoach", "", "", is_raw=True, author="Mai Lan", made_at="2026-06-20")
    present = window.workspace.path or folder
    return StickChoice(window.desk.theme, seen, present, Path("D:/Kế hoạch"), can_merge=True, parent=window)


def _restore(window: "MainWindow", _: Path) -> "QWidget":
    """The list of copies, one of them damaged."""
    action = window.menus.actions["restore"]
    window.workspace.ask(lambda file: made_up.kept_copies(file, None), lambda _: action.trigger())
    return window.backups.restore


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
    "07-ra-soat-chu-cu": _old_letters,
    "08-gop-tep": _merge,
    "09-thu-bao-cao": _collect,
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
    "27-chep-ra-usb": _carry_to,
    "27-chep-ra-usb-mat-khau": _carry_sealed,
    "27-chep-ra-usb-tu-choi": _carry_refused,
    "27-chep-ra-usb-xong": _carried,
    "28-mat-khau-goi": _password,
    "29-mo-tu-usb": _stick_choice,
    "30-khoi-phuc": _restore,
    "32-cai-dat": _settings,
    "33-co-gi-moi": _news,
}
