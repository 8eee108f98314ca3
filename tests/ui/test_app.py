"""The program as it is started."""

import json
import subprocess
import sys


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


def test_the_sample_opens_from_the_command_line(tmp_path, monkeypatch):
    program = """
import sys
from kehoach_desktop.app import Program
from PySide6.QtCore import QTimer
program = Program(opens_files=False)
program.window.show()
program.workspace.opened.connect(lambda: QTimer.singleShot(300, program.window.close))
program.open(None, sample=True)
code = program.app.exec()
print(len(program.workspace.dossier.tasks), program.workspace.period.id)
program.close()
sys.exit(code)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    count, period = done.stdout.split()
    assert int(count) > 40
    assert period == "2026-H1"
