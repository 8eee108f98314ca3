"""Files for people on a real disk: free names, paths that fit, whole or gone, and faults told with their remedy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach_desktop.errors import Cancelled
from kehoach_desktop.services.output_files import (
    FolderGone,
    NoRoom,
    NotAllowed,
    OutputRun,
    PathTooLong,
    free_path,
    in_file_name,
)

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def write(text: str):
    return lambda path: path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Trạm Y tế xã", "tram-y-te-xa"),
        ("Đội: “Dân quân” / số 1?", "doi-dan-quan-so-1"),
        ("CON", "con-"),
        ("Lpt1", "lpt1-"),
        ("...", ""),
        ("Thôn " + "rất dài " * 40, "thon" + "-rat-dai" * 9 + "-rat"),
    ],
)
def test_words_become_a_name_every_system_takes(words, name):
    assert in_file_name(words) == name
    assert len(in_file_name(words)) <= 80


def test_names_never_repeat(tmp_path):
    for expected in ("a.pdf", "a (2).pdf", "a (3).pdf"):
        path = free_path(tmp_path, "a", "pdf")
        assert path.name == expected
        path.touch()


def test_a_name_in_other_letters_is_taken_where_the_disk_says_so(tmp_path):
    (tmp_path / "a.pdf").symlink_to(tmp_path / "khong-con")  # a dangling link is a name too
    assert free_path(tmp_path, "a", "pdf").name == "a (2).pdf"


def test_a_long_path_cuts_the_name_and_keeps_its_count_and_ending(tmp_path):
    longest = len(str(tmp_path)) + 40
    first = free_path(tmp_path, "2026-H1_don-doc_" + "a" * 80, "pdf", longest=longest)
    first.touch()
    second = free_path(tmp_path, "2026-H1_don-doc_" + "a" * 80, "pdf", longest=longest)
    assert first.name.startswith("2026-H1_don-doc_a")
    assert second.name.endswith(" (2).pdf")
    assert max(len(f"{path}.part") for path in (first, second)) <= longest


def test_a_folder_that_lies_too_deep_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(PathTooLong, match="quá dài"):
        free_path(tmp_path, "bao-cao", "pdf", longest=len(str(tmp_path)) + 12)


def test_what_was_written_is_whole_and_leaves_no_neighbour(tmp_path):
    with OutputRun(tmp_path / "moi" / "ra") as run:
        path = run.write("a", "txt", write("một"))
    assert path.read_text(encoding="utf-8") == "một"
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


def test_a_name_taken_while_writing_is_left_alone(tmp_path):
    def slow(path: Path) -> None:
        (tmp_path / "a.txt").write_text("của chương trình khác", encoding="utf-8")
        path.write_text("của mình", encoding="utf-8")

    with OutputRun(tmp_path) as run:
        path = run.write("a", "txt", slow)
    assert path.name == "a (2).txt"
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "của chương trình khác"


@pytest.mark.parametrize("fault", [Cancelled(), ValueError("hỏng"), KeyboardInterrupt()])
def test_a_run_that_ends_early_takes_its_files_and_its_folder_away(tmp_path, fault):
    def fail() -> None:
        with OutputRun(tmp_path / "ra") as run:
            run.write("a", "txt", write("một"))
            raise fault

    with pytest.raises(type(fault)):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_files_that_were_there_before_stay(tmp_path):
    (tmp_path / "a.txt").write_text("cũ", encoding="utf-8")

    def stop() -> None:
        with OutputRun(tmp_path) as run:
            run.write("a", "txt", write("mới"))
            raise Cancelled

    with pytest.raises(Cancelled):
        stop()
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("a.txt", "cũ")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_says_what_is_left_and_what_to_do(tmp_path):
    def fill(_: Path) -> None:
        with Path("/dev/full").open("wb", buffering=0) as device:
            device.write(b"x")

    with (
        pytest.raises(NoRoom, match=r"còn [\d.]+ MB, không đủ chỗ để ghi bao-cao.pdf") as caught,
        OutputRun(tmp_path) as run,
    ):
        run.write("bao-cao", "pdf", fill)
    assert caught.value.remedy == "Xóa bớt tệp hoặc chọn thư mục khác."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="a limit of the system of its own")
def test_a_disk_that_takes_no_more_leaves_nothing_half_written(tmp_path):
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from kehoach_desktop.services.output_files import NoRoom, OutputRun\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    with OutputRun(Path(sys.argv[1])) as run:\n"
        "        run.write('a', 'txt', lambda p: p.write_bytes(b'x' * 900))\n"
        "        run.write('b', 'txt', lambda p: p.write_bytes(b'x' * 5000))\n"
        "except NoRoom as fault:\n"
        "    print(fault.subject)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "ra")], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip().endswith("b.txt")
    assert list(tmp_path.iterdir()) == []


def closed_folder(tmp_path: Path) -> Path:
    """A folder nobody may write into; for the administrator the system keeps one."""
    if ROOT:
        return Path("/sys")
    closed = tmp_path / "chi-xem"
    closed.mkdir(mode=0o500)
    return closed


@pytest.mark.skipif(os.name == "nt" or (ROOT and not Path("/sys").is_dir()), reason="nothing is forbidden here")
def test_a_folder_that_may_not_be_written_is_named(tmp_path):
    closed = closed_folder(tmp_path)
    with pytest.raises(NotAllowed, match=f"Không được phép ghi vào {closed}"), OutputRun(closed) as run:
        run.write("a", "txt", write("một"))


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    (tmp_path / "ra").write_text("tệp", encoding="utf-8")
    with pytest.raises(NotAllowed, match="Không được phép ghi"), OutputRun(tmp_path / "ra"):
        pytest.fail("the run must not begin")


def test_a_stick_pulled_out_while_writing_is_told(tmp_path):
    def pull_out(_: Path) -> None:
        (tmp_path / "usb").rmdir()
        (tmp_path / "usb" / "x").write_text("x", encoding="utf-8")

    (tmp_path / "usb").mkdir()
    with pytest.raises(FolderGone, match="Không còn thấy thư mục"), OutputRun(tmp_path / "usb") as run:
        run.write("a", "txt", pull_out)
