"""The program as it is started."""

import json
import subprocess
import sys

import pytest

from kehoach_desktop.app import _given


def test_starting_loads_nothing_heavy():
    program = """
import json, sys
import kehoach_desktop.ui.main_window
print(json.dumps([name for name in sys.argv[1:] if name in sys.modules]))
"""
    heavy = ["openpyxl", "reportlab", "docx", "alembic", "lxml", "holidays", "sqlalchemy", "PIL"]
    done = subprocess.run(
        [sys.executable, "-c", program, *heavy], capture_output=True, text=True, timeout=60, check=True
    )
    assert json.loads(done.stdout) == []


def run(program: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_sample_opens_from_the_command_line():
    program = """
import sys
from kehoach_desktop.app import Program
from PySide6.QtCore import QTimer
program = Program(opens_files=False)
program.workspace.opened.connect(lambda: QTimer.singleShot(300, program.window.close))
program.open(None, sample=True)
program.show()
code = program.app.exec()
print(len(program.workspace.dossier.tasks), program.workspace.period.id)
program.close()
sys.exit(code)
"""
    count, period = run(program)
    assert int(count) > 40
    assert period == "2026-H1"


_WATCHED = """
import os, sys, time
from kehoach_desktop.app import Program
from PySide6.QtCore import QEvent, QObject
class Eye(QObject):
    def eventFilter(self, what, event):
        if event.type() is QEvent.Type.Show:
            print("shown", program.workspace.is_open, flush=True)
            program.app.quit()
        return False
program = Program(opens_files=False)
eye = Eye()
program.window.installEventFilter(eye)
{before}
program.show()
if program.window.isVisible():
    print("at once", flush=True)
else:
    program.app.exec()
os._exit(0)
"""


def test_the_window_is_shown_with_the_file_in_it(office_path):
    before = f"import kehoach_desktop.app as app; app._SEEN_MS = 60_000; program.open({str(office_path)!r})"
    assert run(_WATCHED.format(before=before)) == ["shown", "True"]


def test_a_window_without_a_file_is_shown_at_once():
    before = "program.open(None)"
    assert run(_WATCHED.format(before=before)) == ["shown", "False", "at", "once"]


def test_a_file_that_takes_long_is_not_waited_for(office_path):
    before = f"program.background.run(lambda _: time.sleep(60)); program.open({str(office_path)!r})"
    assert run(_WATCHED.format(before=before)) == ["shown", "False"]


_PAINTED = """
import os
from kehoach_desktop import app
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
app._SEEN_MS = 60_000
program = app.Program(opens_files=False)
class Eye(QObject):
    paintings = 0
    def eventFilter(self, what, event):
        if event.type() is QEvent.Type.Paint:
            self.paintings += 1
            behind_painting = Qt.EventPriority.LowEventPriority.value - 1
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), behind_painting)
        return False
    def event(self, event):
        print(self.paintings, flush=True)
        os._exit(0)
eye = Eye()
program.window.installEventFilter(eye)
program.open(OFFICE)
program.show()
program.app.exec()
"""


def test_the_window_is_painted_once(office_path):
    assert run(_PAINTED.replace("OFFICE", repr(str(office_path)))) == ["1"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ([], (None, False, None)),
        (["Xã An Bình.kehoach"], ("Xã An Bình.kehoach", False, None)),
        (["--sample"], (None, True, None)),
        (["--", "-la.kehoach"], ("-la.kehoach", False, None)),
        (["--self-test", "ra"], (None, False, "ra")),
    ],
)
def test_the_command_line_names_a_file_or_an_act(arguments, named):
    given = _given(arguments)
    assert (given.file, given.sample, given.self_test) == named


def test_two_files_are_too_many(capsys):
    with pytest.raises(SystemExit):
        _given(["a.kehoach", "b.kehoach"])
    assert "b.kehoach" in capsys.readouterr().err
