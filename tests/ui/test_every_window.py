"""Every tab, window and dialog with long names, wide and narrow: nothing clipped, nothing out of reach, all of it named."""

import threading

import pytest
from every_window import WINDOWS
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QSplitter, QSplitterHandle, QWidget
from whole_windows import SIZES, Stage, faults

from kehoach_desktop.ui.tab_table import TABS


@pytest.fixture(scope="module")
def stage(theme, tmp_path_factory):
    before = threading.active_count()
    stage = Stage(theme, tmp_path_factory.mktemp("long"))
    yield stage
    stage.close()
    assert threading.active_count() <= before


@pytest.fixture(autouse=True)
def no_window_left():
    """The shared window stays; each test says for itself that its own window is gone."""
    return


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", [tab.key for tab in TABS])
def test_a_tab_is_whole(stage: Stage, key: str, size: str):
    stage.window.resize(*SIZES[size])
    stage.window.show_tab(key)
    stage.settle()
    assert stage.window.current_tab.key == key
    found = faults(stage.window)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("key", [tab.key for tab in TABS])
def test_a_narrow_tab_is_whole_with_its_pane_open(stage: Stage, key: str):
    stage.window.resize(*SIZES["911"])
    stage.window.show_tab(key)
    stage.settle()
    stage.window.menus.actions["pane"].trigger()
    stage.settle()
    tab = stage.window.current_tab
    found = faults(stage.window)
    panes = [pane for pane in tab.findChildren(QSplitter)[0].children() if isinstance(pane, QWidget)]
    thin = [pane for pane in panes if pane.isVisible() and not isinstance(pane, QSplitterHandle) and pane.width() < 200]
    stage.window.resize(*SIZES["1366"])
    stage.settle()
    assert not found, "\n".join(found)
    assert not thin


@pytest.mark.parametrize("size", SIZES)
def test_the_start_page_is_whole(stage: Stage, size: str):
    stage.window.resize(*SIZES[size])
    stage.window.show_start()
    stage.settle()
    found = faults(stage.window)
    stage.window.stack.setCurrentIndex(0)
    stage.settle()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", WINDOWS)
def test_a_window_is_whole_and_leaves_nothing(stage: Stage, name: str, size: str):
    width, height = SIZES[size]
    stage.window.resize(width, height)
    threads = threading.active_count()
    widget = WINDOWS[name](stage.window, stage.folder)
    if widget.isWindow():
        widget.show()
        widget.setWindowState(Qt.WindowState.WindowNoState)
        if isinstance(widget, QDialog):
            widget.resize(min(widget.width(), width), min(widget.height(), height))
        else:
            widget.resize(width, height)
    stage.settle()
    found = faults(widget)
    if widget.isWindow():
        widget.close() if not isinstance(widget, QDialog) else widget.done(0)
    widget.hide()
    stage.settle()
    assert not found, "\n".join(found)
    assert threading.active_count() <= threads
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [stage.window]
