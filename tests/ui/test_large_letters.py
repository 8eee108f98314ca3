"""Large letters of the system on a small screen: the tabs and the start page are as whole as with usual ones."""

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from whole_windows import SIZES, Stage, faults

from kehoach_desktop.services.backups import Backup, Kept
from kehoach_desktop.ui.tab_table import TABS
from kehoach_desktop.ui.theme import Theme

POINTS = 14


@pytest.fixture(scope="module")
def stage(qapp: QApplication, theme: Theme, tmp_path_factory):
    font = qapp.font()
    stage = Stage(Theme(qapp, "light", points=POINTS), tmp_path_factory.mktemp("large"))
    yield stage
    stage.close()
    qapp.setFont(font)
    theme.choose("light")


@pytest.fixture(autouse=True)
def no_window_left():
    """The shared window stays."""
    return


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", [tab.key for tab in TABS])
def test_a_tab_is_whole(stage: Stage, key: str, size: str):
    stage.window.resize(*SIZES[size])
    stage.window.show_tab(key)
    stage.settle()
    found = faults(stage.window)
    assert not found, "\n".join(found)


def test_the_text_of_the_plan_keeps_the_most_room(stage: Stage):
    stage.window.resize(*SIZES["1366"])
    stage.window.show_tab("plan")
    stage.settle()
    tab = stage.window.current_tab
    widths = [tab.splitter.widget(place).width() for place in range(3) if tab.splitter.widget(place).isVisible()]
    assert tab.text.width() >= max(widths) - 2


def test_the_start_page_is_whole(stage: Stage):
    stage.window.resize(*SIZES["911"])
    stage.window.show_start()
    stage.settle()
    newest = Backup(Path("XaHoaLam.kehoach"), "XaHoaLam", datetime(2026, 6, 17, 16, 40), "")
    kept = Kept(Path("D:/Sao lưu kế hoạch"), newest, 1240, 12, is_missing=False)
    stage.window.start.backups.show_kept(kept, date(2026, 6, 22))
    stage.settle()
    found = faults(stage.window)
    stage.window.stack.setCurrentIndex(0)
    assert not found, "\n".join(found)
