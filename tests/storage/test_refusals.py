"""What is refused stays byte for byte as it was, gets no side files, and is told why."""

import os
import sqlite3
from pathlib import Path

import factories as make
import pytest
from folders import folder_bytes

from kehoach_desktop.errors import UserFacingError
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.schema_version import APPLICATION_ID, CURRENT


def open_file(path: Path) -> OfficeFile:
    return OfficeFile.open(path, author="Mai Lan", site="site-a", clock=make.fixed_clock())


def refused(path: Path) -> UserFacingError:
    before = folder_bytes(path.parent)
    with pytest.raises(UserFacingError) as caught:
        open_file(path)
    assert folder_bytes(path.parent) == before
    assert caught.value.cause
    assert caught.value.remedy
    assert caught.value.subject == str(path)
    return caught.value


@pytest.fixture
def good(path):
    make.make_office_file(path, make.make_unit()).close()
    return path


def patched(path: Path, offset: int, number: int) -> Path:
    raw = bytearray(path.read_bytes())
    raw[offset : offset + 4] = number.to_bytes(4, "big")
    path.write_bytes(raw)
    return path


def test_a_missing_file(path):
    assert isinstance(refused(path), faults.FileMissing)


def test_a_folder(path):
    path.mkdir()
    assert type(refused(path)) is faults.NotOurFile


def test_an_empty_file(path):
    path.touch()
    assert type(refused(path)) is faults.EmptyFile


@pytest.mark.parametrize("content", [b"K", "Kế hoạch số 27".encode(), b"x" * 5000, b"PK\x03\x04" + b"\0" * 200])
def test_another_kind_of_file_with_our_ending(path, content):
    path.write_bytes(content)
    fault = refused(path)
    assert type(fault) is faults.NotOurFile
    assert str(fault) == "Đây không phải tệp Kế hoạch. Chọn tệp có đuôi .kehoach."


def test_another_programs_database(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE tree (name TEXT)")
    connection.close()
    assert type(refused(path)) is faults.NotOurFile


@pytest.mark.parametrize("length", [1, 15, 99])
def test_a_file_cut_within_its_header(good, length):
    good.write_bytes(good.read_bytes()[:length])
    assert isinstance(refused(good), faults.NotOurFile | faults.DamagedFile)


@pytest.mark.parametrize("missing", [1, 100, 1009, 4096, 50_000])
def test_a_file_cut_short(good, missing):
    good.write_bytes(good.read_bytes()[:-missing])
    assert type(refused(good)) is faults.DamagedFile


def test_a_damaged_page(good):
    raw = bytearray(good.read_bytes())
    raw[4096:4600] = os.urandom(504)
    good.write_bytes(raw)
    assert isinstance(refused(good), faults.DamagedFile)


def test_a_newer_major_is_named_with_both_versions(good):
    fault = refused(patched(good, 60, (CURRENT.major + 1) * 1000 + 1))
    assert type(fault) is faults.NewerFile
    assert str(fault) == (
        f"Tệp của bản {CURRENT.major + 1}.1, máy này có bản {CURRENT}. Cập nhật chương trình rồi mở; tệp không bị đổi."
    )


def test_our_tables_without_our_mark(good):
    assert type(refused(patched(good, 68, APPLICATION_ID + 1))) is faults.NotOurFile


def test_a_newer_minor_is_for_viewing_and_stays_untouched(good):
    patched(good, 60, CURRENT.number + 1)
    before = folder_bytes(good.parent)
    with open_file(good) as office_file:
        assert office_file.read_only
        with office_file.read() as records:
            assert len(records.steps()) == 2
        with pytest.raises(faults.ReadOnlyFile, match="bản chương trình mới hơn"), office_file.step("Sửa"):
            pass
    assert folder_bytes(good.parent) == before


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_write_protected_file_is_for_viewing(good, what, monkeypatch):
    if what == "file":
        good.chmod(0o444)
    else:  # the tests may run as a user whom no folder stops, so the system's answer is given here
        monkeypatch.setattr(os, "access", lambda target, _: Path(target) != good.parent)
    before = folder_bytes(good.parent)
    with open_file(good) as office_file:
        assert office_file.read_only
        with pytest.raises(faults.ReadOnlyFile), office_file.step("Sửa"):
            pass
    assert folder_bytes(good.parent) == before


def test_a_file_left_in_wal_mode_is_taken_out_of_it(good):
    connection = sqlite3.connect(good)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()
    assert good.read_bytes()[18:20] == b"\2\2"
    with open_file(good) as office_file, office_file.read() as records:
        assert len(records.steps()) == 2
    assert good.read_bytes()[18:20] == b"\1\1"
    assert list(folder_bytes(good.parent)) == [good.name]


def test_a_file_open_in_wal_mode_elsewhere_is_in_use(good):
    connection = sqlite3.connect(good)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("UPDATE meta SET value = value")
    connection.commit()
    wal = good.with_name(good.name + "-wal")
    before = good.read_bytes(), wal.read_bytes()
    with pytest.raises(faults.FileInUse):
        open_file(good)
    assert (good.read_bytes(), wal.read_bytes()) == before
    connection.close()


def test_creating_over_a_file_is_refused(good):
    before = folder_bytes(good.parent)
    with pytest.raises(faults.FileExists):
        make.make_office_file(good)
    assert folder_bytes(good.parent) == before


def test_creating_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(faults.StorageFault):
        make.make_office_file(tmp_path / "không có" / "a.kehoach")
    assert not (tmp_path / "không có").exists()


def test_a_created_file_stands_alone(good):
    assert [name for name, raw in folder_bytes(good.parent).items() if raw] == [good.name]
