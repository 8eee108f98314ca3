"""Chép ra USB: whole or for one unit, read back, and what comes back merges without taking anything away."""

import sys

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.errors import BadValue, Cancelled
from kehoach_desktop.exchange import stick
from kehoach_desktop.services import carrying, merging, receiving
from kehoach_desktop.storage import faults
from kehoach_desktop.storage.office_file import OfficeFile


@pytest.fixture
def office_file(tmp_path):
    plan = make.make_plan(id="p1")
    station, school, schools = (
        make.make_unit(id="u1", name="Trạm Y tế"), make.make_unit(id="u2", name="Trường Tiểu học"),
        make.make_unit(id="g", name="Các trường", is_group=True),
    )  # fmt: skip
    tasks = [make.make_task(plan, id=f"t{n}", title=f"Việc {n}") for n in range(3)]
    indicator = make.make_indicator(plan, id="i1")
    records = [
        plan, station, school, schools, make.make_member(schools, school), *tasks, indicator,
        make.make_assignment(tasks[0], station, id="a0"), make.make_assignment(tasks[1], schools, id="a1"),
        make.make_result(indicator, unit_id="u1", id="r1"), make.make_result(indicator, unit_id="u2", id="r2"),
        make.make_submission(station, id="s1"), make.make_submission(school, id="s2"), make.make_paper(plan),
    ]  # fmt: skip
    with make.make_office_file(tmp_path / "xã Hòa Lâm.kehoach", *records) as opened:
        yield opened


@pytest.fixture
def usb(tmp_path):
    return tmp_path / "USB (E)"


def opened_from(package, tmp_path, password=None):
    """The package on another machine, as "Mở từ USB" copies it in."""
    import zipfile

    target = tmp_path / "máy khác.kehoach"
    with zipfile.ZipFile(package) as whole:
        target.write_bytes(whole.read("office.kehoach"))
    return OfficeFile.open(target, author="Lê Thị Mơ", site="site-b")


def test_a_package_is_read_back_as_it_was_made(office_file, usb):
    told = []
    done = carrying.carry_out(office_file, usb, progress=told.append)
    assert done.path.name == "2026-07-06_xa-hoa-lam.kehoach-goi"
    assert [p.name for p in usb.iterdir()] == [done.path.name]
    read = receiving.receive(done.path)
    assert read.manifest["counts"]["task"] == 3
    assert merging.preview(office_file, [done.path]).is_quiet
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_slice_holds_the_units_own_and_the_plan(office_file, usb, tmp_path):
    done = carrying.carry_out(office_file, usb, unit_id="u2")
    assert "truong-tieu-hoc" in done.path.name
    with opened_from(done.path, tmp_path) as theirs, theirs.read() as records:
        assert [t.id for t in records.all(r.Task)] == ["t1"]
        assert [x.id for x in records.all(r.Result)] == ["r2"]
        assert [x.id for x in records.all(r.Submission)] == ["s2"]
        assert records.all(r.IssuedPaper) == []
        assert {u.id for u in records.all(r.Unit)} == {"u1", "u2", "g"}
        assert {c.record_id for c in records.changes()}.isdisjoint({"t0", "t2", "r1", "s1", "a0"})


def test_what_comes_back_from_a_slice_takes_nothing_away(office_file, usb, tmp_path):
    done = carrying.carry_out(office_file, usb, unit_id="u2")
    with opened_from(done.path, tmp_path) as theirs:
        with theirs.step("Ghi kết quả") as records:
            records.update(r.Result, "r2", note="đã đối chiếu")
        back = carrying.carry_out(theirs, usb)
    shown = merging.preview(office_file, [back.path])
    assert [o.key.id for o in shown.plan.changed] == ["r2"]
    assert shown.plan.deleted == []
    merging.take_in(office_file, shown, backup_folder=tmp_path / "sao lưu")
    with office_file.read() as records:
        assert len(records.all(r.Task)) == 3
        assert records.get(r.Result, "r2").note == "đã đối chiếu"


def test_a_sealed_package_needs_a_long_password(office_file, usb):
    with pytest.raises(BadValue, match="12 chữ"):
        carrying.carry_out(office_file, usb, password="ngắn")
    done = carrying.carry_out(office_file, usb, password="một câu thật dài")
    assert receiving.receive(done.path, password="một câu thật dài").received.changes


def test_stopping_leaves_nothing_on_the_stick(office_file, usb):
    def stop_late(share):
        if share > 0.7:
            raise Cancelled

    with pytest.raises(Cancelled):
        carrying.carry_out(office_file, usb, progress=stop_late)
    assert list(usb.iterdir()) == []


def test_a_stop_that_comes_after_the_reading_back_comes_too_late(office_file, usb):
    told = []

    def stop_at_the_end(share):
        told.append(share)
        if told.count(1.0) == 2:  # the first is the last piece read back
            raise Cancelled

    done = carrying.carry_out(office_file, usb, progress=stop_at_the_end)
    assert told.count(1.0) == 2
    assert receiving.receive(done.path).received.changes


def test_a_stick_that_holds_less_than_it_says_is_found_out(office_file, usb, monkeypatch):
    reader = "_windows_pieces" if sys.platform == "win32" else "_posix_pieces"
    read = getattr(stick, reader)
    monkeypatch.setattr(stick, reader, lambda path: (bytes(len(piece)) for piece in read(path)))
    with pytest.raises(carrying.PulledOut):
        carrying.carry_out(office_file, usb)
    assert list(usb.iterdir()) == []


def test_a_full_stick_is_told_before_writing(office_file, usb, monkeypatch):
    import shutil

    usage = shutil.disk_usage(usb.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    with pytest.raises(faults.DiskFull, match="USB còn 0 MB"):
        carrying.carry_out(office_file, usb)
    assert list(usb.iterdir()) == []


def test_drafts_stay_at_home(office_file, usb, tmp_path):
    from kehoach_desktop.storage.tables import DraftRow

    with office_file.writing() as connection:
        connection.execute(
            DraftRow.__table__.insert(),
            {"key": "task:t1", "values": {}, "based_on": (), "saved_at": make.fixed_clock().now()},
        )
        connection.commit()
    done = carrying.carry_out(office_file, usb)
    with opened_from(done.path, tmp_path) as theirs, theirs.looking() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM draft").scalar() == 0
