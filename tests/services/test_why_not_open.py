"""Why a file of the list would not open, told without changing it and without waking what is away."""

import shutil
import sys
from pathlib import Path, PureWindowsPath

import factories as make
import pytest

from kehoach_desktop.services import drives
from kehoach_desktop.services.checking import why_not_open
from kehoach_desktop.storage import faults

OLD_FILE = Path(__file__).parents[1] / "files" / "office-1.0.kehoach"


@pytest.fixture
def office(tmp_path):
    path = tmp_path / "XaHoaLam.kehoach"
    make.make_office_file(path, make.make_plan(id="plan")).close()
    return path


@pytest.fixture
def media(tmp_path, monkeypatch):
    """Where sticks are mounted; none is."""
    table = tmp_path / "mounts"
    table.write_text("/dev/sda1 / ext4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(drives, "PLUGGED_IN", (f"{tmp_path}/media/",))
    monkeypatch.setattr(drives, "_MOUNTS", table)
    return tmp_path / "media" / "lan"


def test_a_sound_file_opens(office):
    assert why_not_open(office) is None


def test_damage_inside_is_found(office):
    whole = bytearray(office.read_bytes())
    whole[8192:12288] = b"\xff" * 4096
    office.write_bytes(whole)
    assert isinstance(why_not_open(office), faults.DamagedFile)


def test_an_earlier_file_is_not_upgraded_by_looking(tmp_path):
    path = tmp_path / "cu.kehoach"
    shutil.copyfile(OLD_FILE, path)
    before = path.read_bytes()
    assert why_not_open(path) is None
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["cu.kehoach"]


@pytest.mark.skipif(sys.platform == "win32", reason="drives have letters there")
def test_a_file_on_a_stick_that_was_taken_out_says_so(media):
    fault = why_not_open(media / "KINGSTON" / "xa.kehoach")
    assert str(fault) == "Ổ KINGSTON chưa cắm. Cắm USB, bấm Mở từ USB."


@pytest.mark.skipif(sys.platform == "win32", reason="drives have letters there")
def test_a_file_that_is_gone_from_a_stick_says_so(media):
    stick = media / "KINGSTON"
    stick.mkdir(parents=True)
    (media.parents[1] / "mounts").write_text(f"/dev/sdb1 {stick} vfat rw 0 0\n", encoding="utf-8")
    assert isinstance(why_not_open(stick / "xa.kehoach"), faults.FileMissing)


def test_a_drive_letter_that_is_gone_is_told(monkeypatch):
    monkeypatch.setattr(drives, "_windows_type", lambda root: {"E:\\": 1, "Z:\\": 4}.get(root, 3))
    assert drives._absent_letter(PureWindowsPath("E:\\a.kehoach")) == "E:"
    assert drives._absent_letter(PureWindowsPath("Z:\\a.kehoach")) == ""
    assert drives._absent_letter(PureWindowsPath("C:\\a.kehoach")) == ""
    assert drives._absent_letter(PureWindowsPath(r"\\may-chu\chung\a.kehoach")) == ""
