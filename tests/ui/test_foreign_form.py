"""The window in which a form of the province is filled: it lists, proposes, copies, fills, and keeps up with Excel."""

import os
from pathlib import Path

import foreign_forms as forms
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication

from kehoach_desktop.domain.periods import Period
from kehoach_desktop.ui.dialogs.foreign_form import ForeignFormBox
from kehoach_desktop.ui.main_window import MainWindow


class Chooser:
    """Answers what the person would choose."""

    def __init__(self, form: Path, to: Path) -> None:
        self.form, self.to = str(form), str(to)

    def open_file(self, title: str, folder: str, pattern: str) -> str:
        return self.form

    def folder(self, title: str, folder: str) -> str:
        return self.to

    def printer(self, path: Path) -> None:
        return None


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "Biểu 05.xlsx"
    rows = {
        "A1": "{{ky.ten}}",
        "B2": "{{ky.tenn}}",
        "A3": "{{#nhiem_vu}}{{tt}}",
        "B3": "{{ten}}",
        "C3": "{{nhiem_vu.tong}}",
    }
    path.write_bytes(forms.cells(dict(rows)))
    return path


@pytest.fixture
def opened_files() -> list[Path]:
    return []


@pytest.fixture
def box(qtbot, opened, settle, form: Path, tmp_path: Path, opened_files: list[Path]):
    box = ForeignFormBox(opened, Chooser(form, tmp_path / "ra"), opened_files.append)
    qtbot.addWidget(box)
    opened.workspace.set_period(Period("2026-H1"))
    box.show()
    settle()
    yield box
    box.close()


def found(box: ForeignFormBox) -> list[tuple[str, str, str]]:
    return [(row.found.cell, row.found.name, row.found.shown) for row in box.found_table.rows.shown_records()]


def test_before_a_form_is_chosen_it_says_how(box: ForeignFormBox):
    assert box.form_side.currentIndex() == 0
    assert not box.fill_button.isEnabled()
    assert box.name_table.rows.total_count > 60
    assert box.period.text() == "6 tháng đầu năm 2026"


def test_a_chosen_form_lists_its_placeholders_with_the_unknown_first(box: ForeignFormBox, settle):
    box.choose_button.click()
    settle()
    assert found(box) == [
        ("B2", "ky.tenn", ""), ("A1", "ky.ten", "6 tháng đầu năm 2026"), ("A3", "#nhiem_vu", "6 dòng"), ("A3", "tt", "1, 2, 3 …"),
        ("B3", "ten", "Xét nghiệm nước giếng của các hộ ven suối"), ("C3", "nhiem_vu.tong", "6"),
    ]  # fmt: skip
    assert box.words.text() == "6 chỗ điền, 1 chỗ chưa rõ sẽ để trống"
    assert box.fill_button.isEnabled()


def test_enter_on_an_unknown_one_shows_the_nearest_name(box: ForeignFormBox, qtbot, settle, form: Path):
    box.show_form(form)
    settle()
    box.found_table.select_record("1")
    assert box.found_table.current_record().found.name == "ky.tenn"
    qtbot.keyClick(box.found_table, Qt.Key.Key_Return)
    assert box.name_table.current_record().name.text == "{{ky.ten}}"


def test_search_needs_no_accents_and_the_found_one_is_copied_with_braces(box: ForeignFormBox, qtbot):
    box.search.setText("ten ky bao cao 6 thang dau")
    assert [row.name.text for row in box.name_table.rows.shown_records()] == ["{{ky.ten}}"]
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "{{ky.ten}}"
    assert box.words.text().startswith("Đã chép {{ky.ten}}")


@pytest.mark.parametrize("way", ["Ctrl+C", "Enter", "button"])
def test_there_are_three_ways_to_copy(box: ForeignFormBox, qtbot, way: str):
    box.search.setText("tong so nhiem vu")
    box.name_table.setFocus()
    QGuiApplication.clipboard().setText("")
    if way == "button":
        box.copy_button.click()
    elif way == "Enter":
        qtbot.keyClick(box.name_table, Qt.Key.Key_Return)
    else:
        qtbot.keyClick(box.name_table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "{{nhiem_vu.tong}}"


def test_the_form_is_filled_into_the_chosen_folder_and_opened(
    box: ForeignFormBox, settle, said, form: Path, opened_files: list[Path]
):
    before = form.read_bytes()
    box.show_form(form)
    settle()
    box.fill_button.click()
    assert not box.fill_button.isEnabled()
    settle()
    (path,) = opened_files
    assert path.parent.name == "ra"
    sheet = load_workbook(path).active
    assert sheet is not None
    assert (sheet["A1"].value, sheet["B2"].value, sheet["A8"].value) == ("6 tháng đầu năm 2026", None, 6)
    assert form.read_bytes() == before
    assert box.words.text().endswith("1 chỗ chưa rõ để trống")
    assert box.fill_button.isEnabled()
    assert said.steps[-1].startswith(f"Đã ghi {path.name}")


def test_a_form_saved_again_in_excel_is_read_again(box: ForeignFormBox, qtbot, settle, form: Path):
    box.show_form(form)
    settle()
    form.write_bytes(forms.cells({"A1": "{{nhiem_vu.tong}}"}))
    os.utime(form, ns=(1, 1))
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    other = ForeignFormBox(box._desk, box._chooser, lambda _: None)
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    other.close()
    box.activateWindow()
    qtbot.waitUntil(lambda: found(box) == [("A1", "nhiem_vu.tong", "6")])


def test_another_period_shows_its_own_values(box: ForeignFormBox, settle, opened, form: Path):
    box.show_form(form)
    settle()
    opened.workspace.set_period(Period("2026-Q1"))
    settle()
    assert ("A1", "ky.ten", "Quý I năm 2026") in found(box)
    assert box.period.text() == "Quý I năm 2026"


def test_what_is_no_form_is_refused_in_place(box: ForeignFormBox, settle, tmp_path: Path, said):
    bad = tmp_path / "cũ.xlsx"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    box.show_form(bad)
    settle()
    assert "Excel đời cũ" in box.note.words.text()
    assert box.note.isVisible()
    assert not box.fill_button.isEnabled()


def test_a_form_is_dropped_on_the_window(box: ForeignFormBox, settle, form: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(form))])
    event = QDropEvent(
        QPointF(QPoint(20, 20)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )  # fmt: skip
    box.dropEvent(event)
    settle()
    assert len(found(box)) == 6


def test_forms_that_were_used_are_offered_again(box: ForeignFormBox, settle, opened, form: Path):
    assert not box.recent.isVisible()
    box.show_form(form)
    settle()
    assert opened.settings.get("files/foreign_forms") == [str(form)]
    assert [box.recent.itemText(i) for i in range(box.recent.count())] == ["Biểu 05.xlsx"]
    assert box.recent.isVisible()


def test_a_form_without_placeholders_says_what_to_do(box: ForeignFormBox, settle, tmp_path: Path):
    bare = tmp_path / "trơn.xlsx"
    bare.write_bytes(forms.cells({"A1": "Chỉ có chữ"}))
    box.show_form(bare)
    settle()
    assert box.words.text().startswith("Biểu chưa có chỗ điền nào")
    assert not box.fill_button.isEnabled()


def test_escape_closes(box: ForeignFormBox, qtbot):
    qtbot.keyClick(box.name_table, Qt.Key.Key_Escape)
    assert not box.isVisible()


@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_nothing_is_clipped_at_its_least_size(box: ForeignFormBox, settle, form: Path, theme_name: str, opened):
    opened.theme.choose(theme_name)
    box.show_form(form)
    box.resize(box.minimumSize())
    settle()
    for table in (box.found_table, box.name_table):
        assert table.horizontalScrollBar().maximum() == 0
    for button in (box.choose_button, box.fill_button, box.copy_button, box.open_button):
        assert button.width() >= button.sizeHint().width()
        assert box.rect().contains(button.mapTo(box, button.rect().bottomRight()))
    opened.theme.choose("light")


def test_the_menu_opens_it(qtbot, opened, settle, form: Path, tmp_path: Path):
    window = MainWindow(opened, lambda: tmp_path / "mẫu.kehoach", Chooser(form, tmp_path), opens_files=False)
    qtbot.addWidget(window)
    window.show()
    settle()
    window._dossier_changed(None)
    window.menus.actions["foreign_form"].trigger()
    settle()
    assert window.boxes.foreign_form.isVisible()
    assert window.boxes.foreign_form.name_table.rows.total_count > 60
    window.boxes.foreign_form.close()
    window.close()
