"""Gộp tệp as the window and the command line do it: files on a stick, a preview, a backup, one step, decisions."""

import shutil

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.merging import Key
from kehoach_desktop.exchange import carrying
from kehoach_desktop.services import backups, merging
from kehoach_desktop.storage.office_file import OfficeFile


@pytest.fixture
def office(tmp_path):
    """Our file, and a way to let another machine work on a copy that comes back on a stick."""
    units = [make.make_unit(id=f"u{n}", name=f"Thôn {n}") for n in range(12)]
    path = tmp_path / "xã Hòa Lâm.kehoach"
    stick = tmp_path / "USB"
    stick.mkdir()
    ours = make.make_office_file(path, *units)

    def came_back(name, work, site="site-b", author="Lê Thị Mơ"):
        copy = stick / name
        shutil.copyfile(path, copy)
        with OfficeFile.open(copy, author=author, site=site) as theirs, theirs.step("Làm việc") as records:
            work(records)
        copy.with_name(copy.name + "-journal").unlink(missing_ok=True)
        return copy

    yield ours, came_back
    ours.close()


def test_two_copies_and_a_broken_one_in_one_go(office, tmp_path):
    ours, came_back = office
    first = came_back("đông.kehoach", lambda rec: rec.update(r.Unit, "u1", head="Lê Thị Mơ"))
    second = came_back("tây.kehoach", lambda rec: rec.update(r.Unit, "u2", head="Vũ Văn Bảy"), site="site-c")
    broken = tmp_path / "hỏng.kehoach"
    broken.write_bytes(first.read_bytes()[:-700])
    shown = merging.preview(ours, [first, broken, second])
    assert [refused.path for refused in shown.refused] == [broken]
    assert {o.key.id for o in shown.plan.changed} == {"u1", "u2"}
    merged = merging.take_in(ours, shown, backup_folder=tmp_path / "sao lưu")
    assert merged.backup is not None
    with ours.read() as records:
        assert [records.get(r.Unit, i).head for i in ("u1", "u2")] == ["Lê Thị Mơ", "Vũ Văn Bảy"]
        assert records.steps()[-1].name == "Gộp 2 tệp"
    assert backups.backups_in(merged.backup.parent)[0].why == "trước khi gộp"


def test_the_same_file_again_brings_nothing_and_makes_no_backup(office, tmp_path):
    ours, came_back = office
    copy = came_back("đông.kehoach", lambda rec: rec.update(r.Unit, "u1", head="Lê Thị Mơ"))
    merging.take_in(ours, merging.preview(ours, [copy]), backup_folder=tmp_path / "sao lưu")
    before = ours.path.read_bytes()
    again = merging.preview(ours, [copy])
    assert again.is_quiet
    assert list(again.known.values())
    assert merging.take_in(ours, again).backup is None
    assert ours.path.read_bytes() == before


def test_many_deletions_are_asked_about_and_can_be_left_out(office, tmp_path):
    ours, came_back = office

    def empty(records):
        for n in range(10):
            records.delete(r.Unit, f"u{n}")

    shown = merging.preview(ours, [came_back("nhầm.kehoach", empty)])
    assert shown.asks_about_deletions
    merging.take_in(ours, shown, spare=[o.key for o in shown.plan.deleted], backup_folder=tmp_path / "sao lưu")
    with ours.read() as records:
        assert records.count(r.Unit) == 12


def test_conflicts_are_told_and_decided_in_one_step(office, tmp_path):
    ours, came_back = office

    def work(records):
        records.update(r.Unit, "u1", head="Lê Thị Mơ")
        records.delete(r.Unit, "u2")

    copy = came_back("đông.kehoach", work)
    with ours.step("Sửa") as records:
        records.update(r.Unit, "u1", head="Vũ Văn Bảy")
        records.update(r.Unit, "u2", phone="0912 000 111")
    shown = merging.preview(ours, [copy])
    told = merging.plain_merge(shown.plan)
    assert {(c["id"], c["field"]) for c in told["conflicts"]} == {("u1", "head"), ("u2", None)}
    assert next(c for c in told["conflicts"] if c["id"] == "u1") == {
        "kind": "unit", "id": "u1", "field": "head", "ours": "Vũ Văn Bảy", "theirs": "Lê Thị Mơ",
    }  # fmt: skip
    merging.take_in(ours, shown, backup_folder=tmp_path / "sao lưu")
    assert len(merging.open_conflicts(ours)) == 2
    merging.decide(ours, [(Key("unit", "u1"), "head", "Vũ Văn Bảy"), (Key("unit", "u2"), None, True)])
    assert merging.open_conflicts(ours) == []
    with ours.read() as records:
        assert (records.get(r.Unit, "u1").head, records.get(r.Unit, "u2").phone) == ("Vũ Văn Bảy", "0912 000 111")
    assert merging.preview(ours, [copy]).is_quiet


def test_a_package_with_a_password_is_taken_in(office, tmp_path):
    ours, came_back = office
    copy = came_back("đông.kehoach", lambda rec: rec.update(r.Unit, "u1", head="Lê Thị Mơ"))
    package = tmp_path / "đông.kehoach-goi"
    carrying.write_package(copy, package, {}, "mười hai chữ cái")
    assert merging.preview(ours, [package]).refused
    assert merging.preview(ours, [package], passwords={package: "mười hai chữ cái"}).plan.changed
