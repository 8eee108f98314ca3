"""Half-typed texts outlive a crash: kept in the file a moment after the key, forgotten when taken, brought back marked."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import factories as make
import pytest
from conftest import NOW
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kehoach_desktop.domain.unfinished import Place
from kehoach_desktop.services import history, offices, unfinished
from kehoach_desktop.ui.desk import Desk
from kehoach_desktop.ui.main_window import MainWindow
from kehoach_desktop.ui.tabs.tasks_tab import TasksTab

_TYPIST = """
import os, sqlite3, sys
from pathlib import Path
from PySide6.QtTest import QTest
from kehoach_desktop.app import Program

program = Program(settings=Path(sys.argv[2]), theme="light", opens_files=False)
window = program.window
window.show()
window.files.open(sys.argv[1])

def wait(until):
    for _ in range(1000):
        QTest.qWait(10)
        if until():
            return
    os._exit(3)

wait(lambda: program.workspace.is_open and program.background.is_idle)
window.show_tab("tasks")
table = window.current_tab.list.table
model = table.rows_model
table.setCurrentIndex(model.index(model.row_of("t3"), model.column_index(sys.argv[3])))
table.edit(table.currentIndex())
editor = program.app.focusWidget()
editor.clear()
QTest.keyClicks(editor, sys.argv[4])
wait(lambda: sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM draft").fetchone()[0])
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def window(qtbot, opened: Desk, settle: Callable[[], None]):
    window = MainWindow(opened, Path, opens_files=False)
    qtbot.addWidget(window)
    window.resize(1366, 698)
    window.show()
    window.activateWindow()
    window._opened()
    window.show_tab("tasks")
    settle()
    yield window
    _shut(window, settle)


def _shut(window: MainWindow, settle: Callable[[], None]) -> None:
    window.close()
    window.workspace.close()
    settle()
    QTest.qWait(0)


def _kept(desk: Desk, settle: Callable[[], None]) -> dict[Place, str]:
    found: list = []
    desk.workspace.ask(unfinished.kept, found.extend)
    settle()
    return {typed.place: typed.values.get("text", typed.values.get("result", "")) for typed in found}


def _open_cell(window: MainWindow, task: str, column: str) -> QLineEdit:
    tab = window.current_tab
    assert isinstance(tab, TasksTab)
    table = tab.list.table
    model = table.rows_model
    table.setCurrentIndex(model.index(model.row_of(task), model.column_index(column)))
    table.setFocus()
    table.edit(table.currentIndex())
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.clear()
    return editor


def _cell(task: str, column: str) -> Place:
    return Place("tasks", "cell", ("tasks", task, column))


def test_a_cell_being_typed_is_kept_before_it_is_taken(window, settle) -> None:
    QTest.keyClicks(_open_cell(window, "t3", "due"), "30/9 ngh")
    QTest.qWait(1200)
    settle()
    assert _kept(window.desk, settle) == {_cell("t3", "due"): "30/9 ngh"}


def test_esc_forgets_it(window, settle) -> None:
    editor = _open_cell(window, "t3", "due")
    QTest.keyClicks(editor, "30")
    window.typing.keep()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    window.typing.keep()
    assert _kept(window.desk, settle) == {}


def test_a_taken_text_is_forgotten_and_is_data(window, settle) -> None:
    editor = _open_cell(window, "t3", "due")
    QTest.keyClicks(editor, "1/10/2026")
    window.typing.keep()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    window.typing.keep()
    assert _kept(window.desk, settle) == {}
    assert next(t for t in window.workspace.dossier.tasks if t.id == "t3").due_on.month == 10


def test_a_refused_cell_stays_kept(window, settle) -> None:
    editor = _open_cell(window, "t3", "due")
    QTest.keyClicks(editor, "31/6/2026")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    window.typing.keep()
    assert _kept(window.desk, settle) == {_cell("t3", "due"): "31/6/2026"}


def test_keeping_is_no_step_of_the_history(window, settle) -> None:
    def steps() -> list:
        found: list = []
        window.workspace.ask(history.timeline, found.extend)
        settle()
        return [step for step, _ in found]

    before = steps()
    QTest.keyClicks(_open_cell(window, "t3", "due"), "x")
    window.typing.keep()
    assert steps() == before
    assert window.workspace.undo_name is None


def test_fields_of_the_pane_are_kept_with_their_task(window, settle) -> None:
    tab = window.current_tab
    tab.list.table.select_record("t3")
    QTest.qWait(150)
    tab.pane.fields.start_edit("product")
    editor = QApplication.focusWidget()
    editor.clear()
    QTest.keyClicks(editor, "Bien ban")
    window.typing.keep()
    assert _kept(window.desk, settle) == {Place("tasks", "field", ("t3", "product")): "Bien ban"}


def test_a_half_written_result_is_kept_and_comes_back_in_its_form(window, settle) -> None:
    tab = window.current_tab
    tab.list.table.select_record("t3")
    QTest.qWait(150)
    tab.pane.results.open_current()
    tab.pane.results.form.texts["result"].setPlainText("Đã kiểm tra 3 bếp")
    window.typing.keep()
    period = window.workspace.period.id
    assert _kept(window.desk, settle) == {Place("tasks", "form", ("t3", period)): "Đã kiểm tra 3 bếp"}
    tab.pane.results.leave_form()
    window.typing.keep()
    assert _kept(window.desk, settle) == {}


def _left_in_file(path: Path, **texts: str) -> None:
    with offices.open_office(path, clock=make.fixed_clock(NOW)) as office:
        about = {"period": "2026-H1", "shown": "t3"}
        unfinished.keep(office, {_cell("t3", at): {"text": text, **about} for at, text in texts.items()})


@pytest.fixture
def reopened(qtbot, desk: Desk, office_path: Path, settle):
    """The window opens the file as after a crash."""
    opened: list[MainWindow] = []

    def open_it() -> MainWindow:
        window = MainWindow(desk, Path, opens_files=False)
        qtbot.addWidget(window)
        window.resize(1366, 698)
        window.show()
        with qtbot.waitSignal(desk.workspace.opened, timeout=10000):
            desk.workspace.open(office_path)
        settle()
        qtbot.waitUntil(lambda: bool(window.typing.left), timeout=8000)
        opened.append(window)
        return window

    yield open_it
    _shut(opened[0], settle)


def test_after_a_crash_the_status_line_offers_what_was_left(reopened, office_path, said) -> None:
    _left_in_file(office_path, due="31/9/2026")
    window = reopened()
    assert said.told[-1] == "Còn 1 ô đang gõ dở."
    assert window.status.links[0].text() == "Xem"
    assert window.menus.actions["typing"].isEnabled()
    window.status.links[0].click()
    tab = window.current_tab
    assert isinstance(tab, TasksTab)
    assert tab.list.model.refused["t3", "due"].text == "31/9/2026"
    assert "chưa ghi" in tab.list.model.refused["t3", "due"].fault
    assert tab.list.table.current_record().id == "t3"
    assert not window.menus.actions["typing"].isEnabled()


def test_what_was_taken_after_all_is_not_marked(reopened, office_path, settle) -> None:
    _left_in_file(office_path, due="30/9/2026")
    window = reopened()
    window.typing.bring_back()
    assert window.current_tab.list.model.refused == {}
    window.typing.keep()
    assert _kept(window.desk, settle) == {}


def test_a_text_about_a_deleted_record_is_said_and_let_go(reopened, office_path, said, qtbot) -> None:
    with offices.open_office(office_path, clock=make.fixed_clock(NOW)) as office:
        unfinished.keep(office, {_cell("gone", "due"): {"text": "sắp xong", "period": "2026-H1", "shown": "gone"}})
    window = reopened()
    window.typing.bring_back()
    qtbot.waitUntil(lambda: "sắp xong" in said.told[-1], timeout=3000)
    assert window.typing.left == ()


def test_a_field_of_the_pane_comes_back_open(reopened, office_path, qtbot) -> None:
    with offices.open_office(office_path, clock=make.fixed_clock(NOW)) as office:
        place = Place("tasks", "field", ("t4", "product"))
        unfinished.keep(office, {place: {"text": "Bản vẽ", "period": "2026-H1", "shown": "t4"}})
    window = reopened()
    window.typing.bring_back()
    pane = window.deck.tab("tasks").pane
    qtbot.waitUntil(lambda: pane.fields.unfinished() == {"product": "Bản vẽ"}, timeout=3000)
    assert pane.task.id == "t4"


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed by signal 9")
def test_a_killed_program_has_kept_what_was_typed(office_path: Path, tmp_path: Path, reopened) -> None:
    (tmp_path / "typist.py").write_text(_TYPIST)
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "KEHOACH_DATA_DIR": str(tmp_path / "data")}
    env["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
    typist = [sys.executable, str(tmp_path / "typist.py"), str(office_path), str(tmp_path / "typist.ini")]
    ended = subprocess.run([*typist, "due", "15/11"], env=env, timeout=60, check=False, capture_output=True, text=True)
    assert ended.returncode == -9, ended.stderr
    window = reopened()
    window.typing.bring_back()
    assert window.current_tab.list.model.refused["t3", "due"].text == "15/11"
