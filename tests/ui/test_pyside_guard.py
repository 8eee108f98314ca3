"""Signals may be sent for five years without a restart."""

import subprocess
import sys


def test_thousands_of_signals_do_not_end_the_interpreter():
    program = """
from kehoach_desktop.ui.pyside_guard import keep_true_alive
keep_true_alive()
from PySide6.QtCore import QObject, Signal
class Bell(QObject):
    rung = Signal(int)
bell = Bell()
heard = []
bell.rung.connect(heard.append)
for i in range(20000):
    bell.rung.emit(i)
print(len(heard))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.returncode) == ("20000", 0), done.stderr


def test_thousands_of_painted_strokes_do_not_end_the_interpreter():
    program = """
from kehoach_desktop.ui.pyside_guard import keep_true_alive
keep_true_alive()
from PySide6.QtGui import QColor, QImage, QPainter
painter = QPainter(image := QImage(8, 8, QImage.Format.Format_ARGB32))
for i in range(40000):
    painter.setPen(QColor("red"))
painter.end()
print("painted")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.returncode) == ("painted", 0), done.stderr


def test_importing_a_module_does_not_read_its_source(tmp_path):
    (tmp_path / "plain.py").write_text("found = 1\n", encoding="utf-8")
    program = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
import PySide6.QtCore
from kehoach_desktop.ui.pyside_guard import import_plainly
import_plainly()
import linecache
import plain
print(plain.found, plain.__file__ in linecache.cache)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "1 False", done.stderr
