"""Copies of the file: proven, hashed, thinned out with care, and put back without losing what they replace."""

from datetime import date, datetime, timedelta

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.services import backups
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.office_file import OfficeFile


@pytest.fixture
def office_file(tmp_path):
    with make.make_office_file(tmp_path / "xã Hòa Lâm.kehoach", make.make_unit(id="u1", name="Trạm Y tế")) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "Sao lưu (E)"


def rename(office_file, name):
    with office_file.step("Sửa") as records:
        records.update(r.Unit, "u1", name=name)


def name_of(path):
    with OfficeFile.open(path, author="x", site="y") as opened, opened.read() as records:
        return records.get(r.Unit, "u1").name


def test_a_copy_bears_the_time_and_the_reason_and_its_hash(office_file, folder):
    path = backups.back_up(office_file, why="trước khi gộp", chosen=folder)
    assert path.name == "xã Hòa Lâm 2026-07-06 14.03.22 (trước khi gộp).kehoach"
    (found,) = backups.backups_in(path.parent)
    assert (found.at, found.why, found.is_good) == (datetime(2026, 7, 6, 14, 3, 22), "trước khi gộp", True)


def test_two_copies_in_one_second_are_two(office_file, folder):
    assert backups.back_up(office_file, chosen=folder) != backups.back_up(office_file, chosen=folder)


def test_a_changed_copy_is_told_by_its_hash(office_file, folder):
    path = backups.back_up(office_file, chosen=folder)
    raw = bytearray(path.read_bytes())
    raw[-100] ^= 1
    path.write_bytes(bytes(raw))
    assert not backups.backups_in(path.parent)[0].is_good


def test_going_back_keeps_the_file_as_it_was(office_file, folder):
    path = office_file.path
    backup = backups.back_up(office_file, chosen=folder)
    rename(office_file, "Trạm Y tế xã")
    office_file.close()
    kept = backups.restore(path, backup)
    assert (name_of(path), name_of(kept)) == ("Trạm Y tế", "Trạm Y tế xã")
    assert sorted(p.suffix for p in path.parent.iterdir() if "khoi-phuc" in p.name) == []


def test_a_damaged_file_can_be_replaced(office_file, folder):
    path = office_file.path
    backup = backups.back_up(office_file, chosen=folder)
    office_file.close()
    path.write_bytes(path.read_bytes()[:5000])
    kept = backups.restore(path, backup)
    assert name_of(path) == "Trạm Y tế"
    assert kept.stat().st_size == 5000


def test_a_damaged_copy_replaces_nothing(office_file, folder):
    path = office_file.path
    backup = backups.back_up(office_file, chosen=folder)
    office_file.close()
    backup.write_bytes(backup.read_bytes()[:-4096])
    before = path.read_bytes()
    with pytest.raises(backups.DamagedBackup):
        backups.restore(path, backup)
    assert path.read_bytes() == before


def test_another_offices_copy_replaces_nothing(office_file, folder, tmp_path):
    with make.make_office_file(tmp_path / "khác.kehoach") as other:
        foreign = backups.back_up(other, chosen=folder)
    office_file.close()
    before = office_file.path.read_bytes()
    with pytest.raises(faults.OtherOffice):
        backups.restore(office_file.path, foreign)
    assert office_file.path.read_bytes() == before


def stamped(folder, days_ago, hours=(8, 16), today=date(2026, 11, 22)):
    for hour in hours:
        at = datetime(today.year, today.month, today.day, hour) - timedelta(days=days_ago)
        path = folder / f"xã {at:%Y-%m-%d %H.%M.%S}.kehoach"
        path.write_bytes(b"x")


def test_copies_thin_out_with_age(tmp_path):
    for days in range(400):
        stamped(tmp_path, days)
    gone = backups.thin_out(tmp_path, date(2026, 11, 22))
    left = backups.backups_in(tmp_path)
    ages = [(datetime(2026, 11, 22, 23) - b.at).days for b in left]
    assert len(left) + len(gone) == 800
    assert ages[:4] == [0, 0, 1, 1]
    assert ages[4:16] == list(range(2, 14))
    assert len(left) <= 4 + 12 + 8 + 14
    assert max(ages) > 300


def test_nothing_is_thinned_out_while_the_newest_copy_is_bad(tmp_path):
    for days in range(100):
        stamped(tmp_path, days)
    newest = backups.backups_in(tmp_path)[0].path
    newest.with_name(newest.name + ".sha256").write_text("0" * 64, encoding="ascii")
    assert backups.thin_out(tmp_path, date(2026, 11, 22)) == []
