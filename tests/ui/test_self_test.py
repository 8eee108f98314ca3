"""`--self-test`: what an installed program is tried out with, as a process of its own; and that a fault is told."""

import json
import os
import subprocess
import sys

import pytest

from kehoach_desktop.services import self_test
from kehoach_desktop.services.self_test import FileSteps, Trial
from kehoach_desktop.ui import running_mark

START = "import sys; from kehoach_desktop.app import main; sys.exit(main())"
STEPS = ["versions", "sample", "import", "export", "collect", "carry", "receive", "window", "page", "print"]
PNG = b"\x89PNG"


def run(folder, **environment):
    return subprocess.run(
        [sys.executable, "-c", START, "--self-test", str(folder)], capture_output=True, text=True, timeout=300,
        check=False, env=os.environ | environment,
    )  # fmt: skip


@pytest.mark.slow
def test_everything_holds_in_a_folder_with_vietnamese_letters(tmp_path):
    folder = tmp_path / "Thử nghiệm ở xã"
    done = run(folder, KEHOACH_DATA_DIR=str(tmp_path / "của người dùng"))
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert done.returncode == 0, report
    assert report["ok"]
    assert [step["name"] for step in report["steps"]] == STEPS
    assert all(step["ok"] and step["seconds"] >= 0 and step["detail"] for step in report["steps"])
    assert set(report["versions"]) == {"program", "python", "qt", "sqlite", "apsw_sqlite"}
    assert all((folder / name).read_bytes().startswith(PNG) for name in ("window.png", "page.png"))
    assert not (tmp_path / "của người dùng").exists(), "the person's own data were touched"


@pytest.mark.slow
def test_a_step_that_fails_is_told_and_the_rest_goes_on(tmp_path):
    (tmp_path / "page.png").mkdir()  # nothing can be written there
    done = run(tmp_path)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert done.returncode == 1
    assert not report["ok"]
    assert [step["name"] for step in report["steps"] if not step["ok"]] == ["page"]
    (failed,) = [step["detail"] for step in report["steps"] if not step["ok"]]
    assert "Traceback" in failed
    assert "page.png could not be written" in failed


def test_a_report_says_ok_only_at_the_end_of_a_trial(tmp_path):
    trial = Trial(tmp_path)
    trial.step("ngắn", lambda: "xong")
    assert not json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["ok"], "a crash would look good"
    assert trial.write()
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["ok"]


def test_an_answer_that_does_not_arrive_is_a_fault(tmp_path, monkeypatch, expected_logs):
    expected_logs.append("self-test: collect")
    monkeypatch.setattr(self_test, "fill_in", lambda _: 0)  # nobody fills the form in
    trial = Trial(tmp_path)
    files = FileSteps(trial)
    trial.step("collect", files._collect)
    (step,) = trial.steps
    assert not step.ok
    assert "Traceback" in step.detail


def test_a_trial_clears_away_only_its_own_folder(tmp_path):
    (tmp_path / "của tôi.txt").write_text("giữ", encoding="utf-8")
    (tmp_path / self_test.WORK).mkdir()
    (tmp_path / self_test.WORK / "cũ.txt").write_text("cũ", encoding="utf-8")
    Trial(tmp_path)
    assert (tmp_path / "của tôi.txt").read_text(encoding="utf-8") == "giữ"
    assert list((tmp_path / self_test.WORK).iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is a mutex on Windows")
def test_no_mutex_elsewhere():
    assert not running_mark.hold()


@pytest.mark.skipif(sys.platform != "win32", reason="mutexes are a thing of Windows")
def test_the_installer_sees_the_program_run():
    import ctypes

    opened = ctypes.WinDLL("kernel32").OpenMutexW
    opened.restype = ctypes.c_void_p
    assert running_mark.hold()
    assert opened(0x100000, 0, running_mark.NAME)
