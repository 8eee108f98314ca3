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


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_a_module_does_not_read_its_source(tmp_path):
    (tmp_path / "plain.py").write_text("found = 1\n", encoding="utf-8")
    program = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from kehoach_desktop.ui.pyside_guard import import_pyside
import_pyside()
import PySide6.QtCore
import linecache
import plain
print(plain.found, plain.__file__ in linecache.cache)
"""
    assert run(program).strip() == "1 False"


def test_what_words_pysides_messages_waits_until_one_is_wanted():
    program = """
from kehoach_desktop.ui.pyside_guard import import_pyside
import_pyside()
import sys
from PySide6.QtCore import QObject
parser = sys.modules["shibokensupport.signature.parser"]
print("pyside_type_init" in vars(parser))
try:
    QObject().setObjectName(5)
except TypeError:
    print("pyside_type_init" in vars(parser))
"""
    assert run(program).split() == ["False", "True"]


def test_late_messages_are_those_of_a_plain_import():
    program = """
from PySide6.QtCore import QObject, Qt
def wrong(): QObject().setObjectName(5)
def unknown(): QObject(nothing=5)
def missing(): QObject().nothing
for act in (wrong, unknown, missing):
    try:
        act()
    except Exception as error:
        print(type(error).__name__, error)
print(QObject.setObjectName.__doc__)
help(QObject.event)
import PySide6.support.signature.lib.pyi_generator as generator
print(generator.__name__, generator.generate_pyi.__module__)
"""
    guard = "from kehoach_desktop.ui.pyside_guard import import_pyside\nimport_pyside()\n"
    late, plain = run(guard + program), run(program)
    assert late == plain
    assert "setObjectName" in plain


def test_a_name_no_late_module_has_is_refused_as_python_does_it():
    program = """
from kehoach_desktop.ui.pyside_guard import import_pyside
import_pyside()
import shibokensupport.signature.parser as parser
try:
    parser.nothing
except AttributeError as error:
    print(error)
"""
    assert run(program).strip() == "module 'shibokensupport.signature.parser' has no attribute 'nothing'"


def test_what_python_lends_for_messages_waits_and_is_whole_when_wanted():
    program = """
from kehoach_desktop.ui.pyside_guard import import_pyside
import_pyside()
import sys
waiting = [name for name in ("inspect", "tempfile", "textwrap", "traceback") if "_runs_with" in vars(sys.modules[name])]
from inspect import getsource, signature
import tempfile, textwrap, traceback, json
print(len(waiting), "def dedent" in getsource(textwrap.dedent), signature(json.loads).parameters["s"], textwrap.indent("a", "-"))
print(traceback.format_exception_only(ValueError("x"))[0].strip(), bool(tempfile.gettempdir()), hasattr(tempfile, "nobody"))
"""
    assert run(program).split("\n")[:2] == ["4 True s -a", "ValueError: x True False"]


def test_a_waiting_module_wanted_by_two_threads_is_run_once_and_whole_for_both():
    program = """
from kehoach_desktop.ui.pyside_guard import import_pyside
import_pyside()
import inspect, sys, threading
sys.setswitchinterval(1e-6)
start, found = threading.Barrier(8), []
def want():
    start.wait()
    found.append(inspect.signature(want))
threads = [threading.Thread(target=want) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(found))
"""
    assert run(program).strip() == "8"
