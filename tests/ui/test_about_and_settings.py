"""What the program says of itself, what it shows once after an update, and the settings that hold at once."""

import re
import shutil
import struct
from decimal import Decimal
from importlib.metadata import version

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QGuiApplication

from kehoach_desktop import paths
from kehoach_desktop.reports import fonts
from kehoach_desktop.services import about
from kehoach_desktop.ui.dialogs.about import Reading, about_box, news_box
from kehoach_desktop.ui.main_window import MainWindow
from kehoach_desktop.ui.tabs.plan import record_rows
from kehoach_desktop.ui.tabs.plan.standing import standing_of
from kehoach_desktop.ui.widgets.labels import Words

NOW = version("kehoach-desktop")
CHANGES = """# Thay đổi

## 1.10.0

- Mười.

## 1.9

- Chín.

## 1.8.2

- Tám.
"""


@pytest.fixture
def window(qtbot, desk, tmp_path, settle):
    window = MainWindow(desk, lambda: tmp_path / "Xã mẫu.kehoach", opens_files=False)
    window.setWindowState(Qt.WindowState.WindowNoState)
    qtbot.addWidget(window, before_close_func=lambda _: settle())
    window.show_start()
    window.show()
    return window


@pytest.fixture
def changes(tmp_path, monkeypatch):
    (tmp_path / "CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    monkeypatch.setattr(paths, "changelog", lambda: tmp_path / "CHANGELOG.md")


# --- what it is ---


def said_in(box):
    return " ".join([w.text() for w in box.findChildren(Words)] + [r.toPlainText() for r in box.findChildren(Reading)])


def test_about_names_every_version_and_every_library_it_carries(qtbot, theme):
    box = about_box(theme, None)
    qtbot.addWidget(box)
    words = said_in(box)
    for name in (f"Bản {NOW}", "Python 3.", "Qt 6.", "SQLite 3.", "LGPL-3.0", "SIL Open Font License"):
        assert name in words
    needed = re.findall(r'^    "([A-Za-z0-9-]+)', _dependencies(), re.MULTILINE)
    assert len(needed) > 10
    assert [name for name in needed if name.lower() not in words.lower()] == []


def _dependencies():
    text = (paths.resource().parent / "pyproject.toml").read_text(encoding="utf-8")
    return text.partition("dependencies = [")[2].partition("\n]")[0]


def test_the_versions_can_be_copied_for_a_helper(qtbot, theme):
    box = about_box(theme, None)
    qtbot.addWidget(box)
    next(b for b in box.findChildren(type(box.close_button)) if b.text() == "Chép số bản").click()
    assert QGuiApplication.clipboard().text().startswith(f"Kế hoạch Desktop {NOW}, Python 3.")


def test_licence_texts_are_found_above_an_installed_program(tmp_path, monkeypatch):
    assert about.licence_folder() == paths.resource()
    installed = tmp_path / "lib" / "kehoach_desktop" / "_data" / "resources"
    monkeypatch.setattr(paths, "resource", lambda: installed)
    (tmp_path / "licences").mkdir()
    assert about.licence_folder() == tmp_path / "licences"


# --- what is new ---


@pytest.mark.parametrize(
    ("last", "now", "shown"),
    [
        ("1.8.2", "1.10.0", ["1.10.0", "1.9"]),
        ("1.9.0", "1.10", ["1.10.0"]),
        ("1.8.2", "1.9", ["1.9"]),
        ("1.10.0", "1.9", []),
        ("1.10.0", "1.10.0", []),
        ("", "1.10.0", []),
        ("?", "1.10.0", []),
        ("1.8.2", "?", []),
    ],
)
def test_the_news_are_what_came_since_the_version_run_last(changes, last, now, shown):
    assert [release.number for release in about.news(last, now)] == shown


def test_our_own_list_of_changes_tells_of_this_version():
    (first, *_) = about.releases()
    assert first.text.startswith("- ")
    assert NOW in {release.number for release in about.releases()}


def test_after_an_update_the_news_are_shown_once(window, changes, monkeypatch, qtbot):
    monkeypatch.setattr(about, "program_version", lambda: "1.10.0")
    window.desk.settings.set("program/version", "1.9")
    box = window.boxes.tell_news()
    assert box is not None
    assert box.isVisible()
    assert not box.isModal(), "she can go on working"
    words = said_in(box)
    assert "Mười." in words
    assert "Chín." not in words
    assert "Trước đây là bản 1.9" in words
    assert "lên bản 1.10.0" in box.windowTitle()
    box.close()
    assert window.boxes.tell_news() is None


def test_a_first_start_has_no_news_but_is_remembered(window):
    assert window.boxes.tell_news() is None
    assert window.desk.settings.get("program/version") == NOW


def test_all_news_can_be_read_from_the_menu(qtbot, theme):
    box = news_box(theme, about.releases(), None)
    qtbot.addWidget(box)
    assert f"Bản {NOW}" in said_in(box)


# --- a file from the future ---


def test_a_file_of_a_newer_program_is_refused_in_plain_words_and_left_as_it_was(
    window, office_path, tmp_path, said, settle
):
    newer = tmp_path / "xã mới.kehoach"
    shutil.copyfile(office_path, newer)
    with newer.open("r+b") as file:
        file.seek(60)  # user_version of SQLite's header: major * 1000 + minor
        file.write(struct.pack(">I", 9000))
    before = newer.read_bytes()
    window.files.open(str(newer))
    settle()
    assert not window.workspace.is_open
    ((cause, remedy),) = said.faults
    assert cause.startswith("Tệp của bản 9.0, máy này có bản ")
    assert remedy == "Cập nhật chương trình rồi mở; tệp không bị đổi."
    assert newer.read_bytes() == before
    assert window.stack.currentWidget() is window.start


# --- settings ---


@pytest.fixture
def times(tmp_path, monkeypatch):
    """A PC with Times New Roman; ours stands in for it."""
    folder = tmp_path / "Fonts"
    folder.mkdir()
    for name, ours in zip(
        ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf"),
        ("Regular", "Bold", "Italic", "BoldItalic"),
        strict=True,
    ):
        shutil.copyfile(paths.resource("fonts", f"LiberationSerif-{ours}.ttf"), folder / name)
    monkeypatch.setattr(fonts, "font_folders", lambda: [folder])
    monkeypatch.setenv(fonts.CHOICE, "")
    fonts.serif.cache_clear()
    yield folder
    fonts.serif.cache_clear()


@pytest.fixture
def dialog(window, qtbot, settle, monkeypatch):
    monkeypatch.setenv(fonts.CHOICE, "")

    def show():
        box = window.boxes._settings_dialog()
        qtbot.addWidget(box)
        box.show()
        settle()
        return box

    yield show
    window.desk.theme.choose_serif("")


def test_times_of_the_pc_is_in_use_and_ours_can_be_chosen(window, times, dialog, settle):
    box = dialog()
    assert box.serifs["times"].isChecked()
    assert box.in_use.text() == f"Đang dùng Times New Roman, đọc ở {times}."
    box.serifs["bundled"].click()
    settle()
    assert box.in_use.text() == "Đang dùng Liberation Serif, đi kèm chương trình."
    assert window.desk.settings.get("paper/serif") == "bundled"
    assert fonts.serif().family == "Liberation Serif"
    assert QFontInfo(window.desk.theme.font("paper")).family() == "Liberation Serif"
    box.serifs["times"].click()
    settle()
    assert fonts.serif().family == "Times New Roman"


def test_a_pc_without_times_says_so(dialog, monkeypatch):
    monkeypatch.setattr(fonts, "font_folders", list)
    fonts.serif.cache_clear()
    box = dialog()
    assert not box.serifs["times"].isEnabled()
    assert box.serifs["times"].text().endswith("(máy chưa có)")
    assert box.serifs["bundled"].isChecked()
    assert box.in_use.text() == "Đang dùng Liberation Serif, đi kèm chương trình."


def test_looks_and_places_stand_in_settings(window, dialog):
    box = dialog()
    box.themes["dark"].click()
    assert window.desk.theme.is_dark
    assert window.menus.actions["theme:dark"].isChecked()
    box.themes["light"].click()
    assert box.author.text() == "Trần Thu Hà"
    assert box.folder.text().endswith("data")
    assert box.backups.text() == str(window.backups.place())


@pytest.fixture
def with_office(window, qtbot, office_path, settle):
    with qtbot.waitSignal(window.workspace.opened, timeout=10000):
        window.workspace.open(office_path)
    settle()
    return window


def choose_near(box, percent):
    box.near.setCurrentIndex(box.near.findData(percent))
    box.near.activated.emit(box.near.currentIndex())


def verdicts(window):
    """Of the first indicator, at 88 % of its mark: over the plan, among its records, in the grid in sight."""
    workspace, grid = window.workspace, window.deck.tab("indicators")
    line = record_rows._indicator_line(workspace, workspace.dossier.indicators[0])
    return standing_of(workspace).verdicts[0].label, line.state, grid.model.shown_records()[0].verdict.label


def test_the_threshold_of_nearly_met_holds_everywhere_at_once(with_office, dialog, settle):
    window = with_office
    window.show_tab("indicators")
    settle()
    box = dialog()
    assert box.near.currentText() == "từ 85 % mức"
    assert verdicts(window) == ("Gần đạt",) * 3
    choose_near(box, 90)
    settle()
    assert verdicts(window) == ("Chưa đạt",) * 3
    assert "1 chưa đạt" in {button.accessibleName().partition(", ")[2] for button in window.strip._buttons.values()}
    assert dialog().near.currentText() == "từ 90 % mức"


@pytest.mark.parametrize(("kept", "share"), [(0, "0.01"), (88, "0.88"), (300, "1")])
def test_a_threshold_changed_by_hand_stays_one_that_can_be_used(desk, kept, share):
    desk.settings.set("indicators/near", kept)
    assert desk.workspace.near == Decimal(share)


def test_the_chosen_face_holds_at_the_next_start(tmp_path, monkeypatch, qapp):
    from kehoach_desktop.app import Program
    from kehoach_desktop.ui.settings import Settings

    monkeypatch.setenv(fonts.CHOICE, "")
    memory = Settings(tmp_path / "settings.ini")
    memory.set("paper/serif", "bundled")
    memory.flush()
    program = Program(settings=tmp_path / "settings.ini", theme="light", opens_files=False)
    import os

    assert os.environ[fonts.CHOICE] == "bundled"
    assert QFontInfo(program.theme.font("paper")).family() == "Liberation Serif"
    program.window.close()
    program.close()
