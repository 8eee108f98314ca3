"""Sticks in the window: carried out by keyboard with words on whether to pull, opened from by copying in, never live."""

import sys
import threading

import factories as make
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from kehoach_desktop.app import Program
from kehoach_desktop.exchange import stick
from kehoach_desktop.services import carrying, drives, receiving
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.ui.dialogs.carry import DONE, NOT_YET
from kehoach_desktop.ui.dialogs.prompt import Prompt
from kehoach_desktop.ui.dialogs.stick_choice import StickChoice
from kehoach_desktop.ui.settings import Settings

PASSWORD = "mưa xuân trên đồi chè"


class Chosen:
    """Answers file dialogs with prepared paths, and remembers where they began."""

    def __init__(self):
        self.file, self.to, self.began = "", "", ""

    def open_file(self, title, folder, pattern):
        self.began = folder
        return self.file

    def folder(self, title, folder):
        return self.to


@pytest.fixture
def usb(tmp_path, monkeypatch):
    """A stick as Linux mounts it; on Windows, where drives have letters, a folder that the program takes for one."""
    stick = tmp_path / "media" / "KINGSTON"
    stick.mkdir(parents=True)
    table = tmp_path / "mounts"
    table.write_text(f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {stick} vfat rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(drives, "PLUGGED_IN", (f"{tmp_path}/media/",))
    monkeypatch.setattr(drives, "_MOUNTS", table)
    if sys.platform == "win32":
        monkeypatch.setattr(drives, "_windows_places", lambda: iter([(stick, stick.name)]))
        monkeypatch.setattr(drives, "lies_away", lambda path: path.is_relative_to(stick))
    return stick


@pytest.fixture
def chosen():
    return Chosen()


@pytest.fixture
def documents(tmp_path, settings):
    folder = tmp_path / "Tài liệu"
    folder.mkdir()
    settings.set("files/folder", str(folder))
    return folder


@pytest.fixture
def window(show_window, chosen, usb, documents):
    return show_window(chosen)


@pytest.fixture
def working(qtbot, window, office_path, settle):
    with qtbot.waitSignal(window.workspace.opened, timeout=10000):
        window.workspace.open(office_path)
    settle()
    return window


@pytest.fixture
def carrying_out(working, settle):
    working.menus.actions["carry"].trigger()
    settle()
    return working.usb.carry


def package_of(office_path, usb, password=None):
    with OfficeFile.open(office_path, author="Mai Lan", site="site-b") as office_file:
        return carrying.carry_out(office_file, usb, password=password).path


def state(folder):
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def answer(kind, act):
    """Does something with the next modal box of a kind, as soon as it is there."""

    def look():
        box = QApplication.activeModalWidget()
        if isinstance(box, kind):
            act(box)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


# --- carrying out ---


def test_the_stick_is_found_and_carried_to_by_keyboard(qtbot, carrying_out, working, usb, settle, said):
    assert carrying_out.place.currentText().startswith("USB KINGSTON · còn ")
    qtbot.keyClick(carrying_out.place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (carrying_out.state.accessibleName(), carrying_out.writing) == (NOT_YET, True)
    assert working.status.marks["usb"].isVisible()
    assert working.status.state.accessibleName() == f"{NOT_YET}."
    settle()
    (package,) = usb.iterdir()
    assert receiving.receive(package).received.changes
    assert carrying_out.state.accessibleName() == DONE
    assert not working.status.marks["usb"].isVisible()
    assert working.status.news.text() == f"{DONE}: {package.name}"
    assert working.status.links[0].text() == "Mở thư mục"
    assert said.faults == []


def test_a_package_for_one_unit_bears_its_name(qtbot, carrying_out, usb, settle):
    carrying_out.part.click()
    assert not carrying_out.carry_button.isEnabled()
    carrying_out.unit.setCurrentIndex(carrying_out.unit.findText("Trạm Y tế xã"))
    qtbot.keyClick(carrying_out, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    (package,) = usb.iterdir()
    assert "tram-y-te-xa" in package.name


def test_two_unlike_passwords_carry_nothing(qtbot, carrying_out, usb, settle):
    carrying_out.sealed.click()
    qtbot.keyClicks(carrying_out.password, "mot cau that dai")
    qtbot.keyClicks(carrying_out.again, "mot cau that khac")
    carrying_out.carry()
    settle()
    assert list(usb.iterdir()) == []
    assert "không giống nhau" in carrying_out.note.words.text()
    assert carrying_out.again.hasFocus()


def test_a_short_password_is_told_in_the_window(qtbot, carrying_out, usb, settle):
    carrying_out.sealed.click()
    for field in (carrying_out.password, carrying_out.again):
        qtbot.keyClicks(field, "ngan")
    carrying_out.carry()
    settle()
    assert "12 chữ" in carrying_out.note.words.text()
    assert carrying_out.pages.currentIndex() == 0
    assert list(usb.iterdir()) == []


def test_a_sealed_package_opens_with_what_was_typed(carrying_out, usb, settle):
    carrying_out.sealed.click()
    for field in (carrying_out.password, carrying_out.again):
        field.setText(PASSWORD)
    carrying_out.carry()
    settle()
    (package,) = usb.iterdir()
    assert receiving.receive(package, password=PASSWORD).received.changes
    assert carrying_out.password.text() == ""


@pytest.fixture
def slow_stick(monkeypatch):
    """A stick that begins to write when told so."""
    begin, write = threading.Event(), stick.copy_verified

    def wait_and_write(*given):
        assert begin.wait(20)
        return write(*given)

    monkeypatch.setattr(stick, "copy_verified", wait_and_write)
    return begin


def test_stopping_leaves_nothing_on_the_stick(carrying_out, slow_stick, usb, settle):
    carrying_out.carry()
    carrying_out.stop_button.click()
    slow_stick.set()
    settle()
    assert list(usb.iterdir()) == []
    assert "trên USB không còn gì" in carrying_out.note.words.text()


def test_closing_while_writing_warns_and_may_be_thought_over(carrying_out, working, usb, settle, said):
    said.answer = False
    carrying_out.carry()
    assert not working.usb.may_close()
    assert not carrying_out.close()
    assert {q.title for q in said.questions} == {NOT_YET}
    settle()
    assert len(list(usb.iterdir())) == 1


def test_without_a_stick_a_folder_can_be_chosen(carrying_out, chosen, tmp_path, settle):
    chosen.to = str(tmp_path / "Tài liệu")
    carrying_out.other_button.click()
    carrying_out.carry()
    settle()
    assert len(list((tmp_path / "Tài liệu").glob("*.kehoach-goi"))) == 1


def test_another_file_takes_the_choices_away(carrying_out, working, settle):
    working.workspace.close()
    settle()
    assert not carrying_out.isVisible()


# --- opening what came ---


def test_a_double_click_in_the_file_manager_copies_in_too(qtbot, office_path, usb, tmp_path):
    raw = usb / "XaHoaLam.kehoach"
    raw.write_bytes(office_path.read_bytes())
    before = state(usb)
    memory = Settings(tmp_path / "trí nhớ.ini")
    memory.set("files/folder", str(tmp_path))
    memory.flush()
    program = Program(settings=tmp_path / "trí nhớ.ini", theme="light", clock=make.fixed_clock(), opens_files=False)
    office_path.unlink()
    with qtbot.waitSignal(program.workspace.opened, timeout=20000):
        program.open(str(raw))
    assert program.workspace.path == tmp_path / "XaHoaLam.kehoach"
    qtbot.waitUntil(lambda: program.background.is_idle)
    program.window.close()
    program.close()
    assert state(usb) == before


def test_a_package_of_an_office_that_is_new_here_is_copied_in_and_opened(
    window, chosen, office_path, usb, documents, settle, qtbot
):
    path = package_of(office_path, usb)
    before = state(usb)
    chosen.file = str(path)
    with qtbot.waitSignal(window.workspace.opened, timeout=20000):
        window.menus.actions["from_stick"].trigger()
    settle()
    qtbot.waitUntil(lambda: "bản trên USB không bị đổi" in window.status.news.text())
    assert chosen.began == str(usb)
    assert window.workspace.path == documents / f"{path.stem}.kehoach"
    assert state(usb) == before


def test_a_raw_copy_on_the_stick_is_never_opened_live_and_says_what_it_is(
    window, office_path, usb, documents, settle, qtbot, said
):
    raw = usb / "XaHoaLam.kehoach"
    raw.write_bytes(office_path.read_bytes())
    before = state(usb)
    with qtbot.waitSignal(window.workspace.opened, timeout=20000):
        window.files.open(str(raw))
    settle()
    qtbot.waitUntil(lambda: bool(said.warnings))
    assert "bản sao thô" in said.warnings[-1][1]
    assert window.workspace.path == documents / "XaHoaLam.kehoach"
    assert state(usb) == before


def test_a_broken_file_opens_nothing(window, usb, documents, settle, said):
    path = usb / "hỏng.kehoach-goi"
    path.write_bytes(b"PK\x03\x04" + b"x" * 500)
    window.files.open(str(path))
    settle()
    assert said.faults[-1][0] == "Gói bị hỏng hoặc bị sửa."
    assert list(documents.iterdir()) == []
    assert window.stack.currentWidget() is window.start


def test_a_sealed_package_asks_for_its_password_until_it_is_right(window, office_path, usb, qtbot, settle):
    path = package_of(office_path, usb, PASSWORD)
    asked = []

    def type_in(words):
        def act(box):
            asked.append(words)
            box.line.setText(words)
            box.accept()
            if words != PASSWORD:
                answer(Prompt, type_in(PASSWORD))

        return act

    answer(Prompt, type_in("một câu khác hẳn"))
    with qtbot.waitSignal(window.workspace.opened, timeout=30000):
        window.files.open(str(path))
    assert asked == ["một câu khác hẳn", PASSWORD]
    settle()


@pytest.mark.parametrize("wish", ["merge", "copy", ""])
def test_of_the_office_that_is_open_one_may_merge_or_open_a_copy(
    working, office_path, usb, documents, settle, qtbot, wish
):
    path = package_of(office_path, usb)
    merged = []
    working.usb.merge = merged.append
    answer(StickChoice, lambda box: box._choose(wish) if wish else box.reject())
    working.files.open(str(path))
    settle()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    settle()
    assert merged == ([path] if wish == "merge" else [])
    assert working.workspace.path == (documents / f"{path.stem}.kehoach" if wish == "copy" else office_path)


def test_merging_goes_into_the_file_that_is_known_and_not_open(window, office_path, usb, settle, qtbot):
    path = package_of(office_path, usb)
    with qtbot.waitSignal(window.workspace.opened, timeout=10000):
        window.workspace.open(office_path)
    settle()
    qtbot.waitUntil(lambda: [file.path for file in window.recent.all()] == [str(office_path)])
    window.workspace.close()
    settle()
    merged = []
    window.usb.merge = merged.append
    answer(StickChoice, lambda box: box._choose("merge"))
    with qtbot.waitSignal(window.workspace.opened, timeout=20000):
        window.files.open(str(path))
    qtbot.waitUntil(lambda: merged == [path])
    assert window.workspace.path == office_path
    settle()


def test_other_offices_are_not_taken_for_the_same(working, usb, documents, tmp_path, settle, qtbot):
    make.make_office_file(tmp_path / "khác.kehoach").close()
    path = package_of(tmp_path / "khác.kehoach", usb)
    with qtbot.waitSignal(working.workspace.opened, timeout=20000):
        working.files.open(str(path))
    assert working.workspace.path == documents / f"{path.stem}.kehoach"
    settle()
