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
    kept = backups.restore(path, backup).kept
    assert (name_of(path), name_of(kept)) == ("Trạm Y tế", "Trạm Y tế xã")
    assert sorted(p.suffix for p in path.parent.iterdir() if "khoi-phuc" in p.name) == []


def test_going_back_is_a_step_and_forgets_nothing(office_file, folder):
    path = office_file.path
    backup = backups.back_up(office_file, chosen=folder)
    rename(office_file, "Trạm Y tế xã")
    office_file.close()
    restored = backups.restore(path, backup)
    assert (restored.changes.kinds, restored.replaced) == (frozenset({"unit"}), False)
    with OfficeFile.open(path, author="x", site="y") as opened, opened.read() as records:
        assert [step.name for step in records.steps()[-2:]] == [
            "Sửa", "Khôi phục về bản sao lúc 14:03 ngày 06/7/2026",
        ]  # fmt: skip


def test_a_damaged_file_can_be_replaced(office_file, folder):
    path = office_file.path
    backup = backups.back_up(office_file, chosen=folder)
    office_file.close()
    path.write_bytes(path.read_bytes()[:5000])
    restored = backups.restore(path, backup)
    assert name_of(path) == "Trạm Y tế"
    assert (restored.kept.stat().st_size, restored.changes, restored.replaced) == (5000, None, True)


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


def test_the_usual_round_makes_a_copy_only_of_what_is_new(office_file, folder):
    first = backups.keep(office_file, chosen=folder)
    assert first is not None
    assert backups.is_current(office_file, folder)
    assert backups.keep(office_file, chosen=folder) is None
    rename(office_file, "Trạm Y tế xã")
    assert not backups.is_current(office_file, folder)
    assert backups.keep(office_file, chosen=folder) is not None
    assert len(backups.backups_in(first.path.parent)) == 2


def test_a_copy_that_went_bad_is_made_anew(office_file, folder):
    first = backups.keep(office_file, chosen=folder)
    first.path.write_bytes(first.path.read_bytes()[:-1])
    assert backups.keep(office_file, chosen=folder) is not None
    assert first.path.exists()


def test_a_full_disk_is_told_before_a_copy_is_begun(office_file, folder, monkeypatch):
    import shutil

    usage = shutil.disk_usage(folder.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=12 * 2**20))
    with pytest.raises(faults.DiskFull, match="còn 12 MB, cần 17 MB để sao lưu"):
        backups.back_up(office_file, chosen=folder)
    assert list(backups.folder_for(office_file, folder).iterdir()) == []


def test_copies_of_a_file_that_does_not_open_are_found_by_its_name(office_file, folder, tmp_path):
    backups.back_up(office_file, chosen=folder)
    rename(office_file, "Trạm Y tế xã")
    newest = backups.back_up(office_file, chosen=folder)
    with make.make_office_file(tmp_path / "khác.kehoach") as other:
        backups.back_up(other, chosen=folder)
    found = backups.of_path(office_file.path, folder)
    assert len(found) == 2
    assert found[0].path == newest
    assert backups.of_path(tmp_path / "chưa có.kehoach", folder) == []


def test_copies_are_told_apart_by_what_they_would_bring_and_take(office_file, folder):
    plan = make.make_plan(id="p1")
    with office_file.step("Thêm") as records:
        records.add(plan, *(make.make_task(plan, id=f"t{n}", position=n) for n in range(3)))
    good, bad = backups.back_up(office_file, chosen=folder), backups.back_up(office_file, chosen=folder)
    bad.write_bytes(b"hong")
    with office_file.step("Sửa") as records:
        records.delete(r.Task, "t0")
        records.add(make.make_task(plan, id="t8"), make.make_task(plan, id="t9"))
    present = backups.ids_in(office_file)
    looked = {b.path: backups.look_over(b, present) for b in backups.backups_in(good.parent)}
    assert looked[good].counts == {"task": (1, 2), "result": (0, 0)}
    assert looked[bad] is None
    (alone,) = [b for b in backups.backups_in(good.parent) if b.path == good]
    assert backups.look_over(alone, None).counts == {"task": (3, 0), "result": (0, 0)}
