"""Work off the window's thread: order, faults, bugs, stopping, progress."""

import threading
import time

import pytest

from kehoach_desktop.errors import BadValue, Cancelled
from kehoach_desktop.ui.background import Background


@pytest.fixture
def worker(qtbot):
    worker = Background()
    yield worker
    worker.shut_down()


def test_work_runs_elsewhere_and_its_answer_arrives_here(qtbot, worker):
    answers = []
    worker.run(lambda _: threading.current_thread(), on_done=lambda r: answers.append((r, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers[0][0] is not threading.main_thread()
    assert answers[0][1] is threading.main_thread()


def test_one_after_another(qtbot, worker):
    seen = []
    for number in range(20):
        worker.run(lambda _, number=number: number, on_done=seen.append)
    qtbot.waitUntil(lambda: worker.is_idle)
    assert seen == list(range(20))


def test_a_known_fault_reaches_both_the_line_and_the_caller(qtbot, worker):
    told, caught = [], []
    worker.failed.connect(told.append)

    def work(_):
        raise BadValue("Sai.", "Gõ lại.")

    worker.run(work, on_done=lambda _: pytest.fail("no answer"), on_error=caught.append)
    qtbot.waitUntil(lambda: worker.is_idle)
    assert [str(fault) for fault in told] == ["Sai. Gõ lại."]
    assert caught == told


def test_a_bug_is_no_fault(qtbot, worker):
    crashes = []
    worker.crashed.connect(crashes.append)
    worker.run(lambda _: 1 // 0, on_error=lambda _: pytest.fail("not a known fault"))
    qtbot.waitUntil(lambda: bool(crashes))
    assert isinstance(crashes[0], ZeroDivisionError)


def test_long_work_shows_progress_and_can_be_stopped(qtbot, worker):
    views, faults = [], []
    worker.progressed.connect(views.append)

    def work(progress):
        for step in range(1000):
            progress(step, 1000)
            time.sleep(0.01)

    worker.run(work, on_error=faults.append, progress_label="Đang đọc", cancellable=True)
    qtbot.waitUntil(lambda: bool(views), timeout=3000)
    assert views[0].label == "Đang đọc"
    assert views[0].done > 0
    assert views[0].left_s is not None
    worker.stop_current()
    qtbot.waitUntil(lambda: bool(faults), timeout=3000)
    assert isinstance(faults[0], Cancelled)
    assert views[-1] is None


def test_short_work_shows_no_progress(qtbot, worker):
    views = []
    worker.progressed.connect(views.append)
    worker.run(lambda _: time.sleep(0.05), progress_label="Đang đọc")
    qtbot.waitUntil(lambda: worker.is_idle)
    assert views == []


def test_garbage_is_collected_on_the_windows_thread_only(qtbot, worker):
    class Knot:
        def __init__(self):
            self.me = self

        def __del__(self):
            threads.append(threading.current_thread())

    threads = []
    for _ in range(50):
        Knot()
    worker.run(lambda _: [[] for _ in range(200_000)])  # enough to make Python collect, were it allowed to
    qtbot.waitUntil(lambda: worker.is_idle)
    qtbot.waitUntil(lambda: bool(threads), timeout=5000)
    assert set(threads) == {threading.main_thread()}


def test_what_must_not_be_cut_off_is_not(qtbot, worker):
    done = []
    worker.run(lambda progress: (time.sleep(0.1), progress(1)), on_done=done.append)
    worker.stop_current()
    qtbot.waitUntil(lambda: worker.is_idle)
    assert len(done) == 1


def test_an_act_that_waits_for_its_turn_is_stopped_by_its_name(qtbot, worker):
    begin, done, faults = threading.Event(), [], []
    worker.run(lambda _: begin.wait(10), on_done=done.append, progress_label="Đang đọc")
    worker.run(lambda _: 1, on_done=done.append, on_error=faults.append, progress_label="Chép", cancellable=True)
    worker.stop("Chép")
    begin.set()
    qtbot.waitUntil(lambda: worker.is_idle)
    assert done == [True]
    assert [type(fault) for fault in faults] == [Cancelled]
