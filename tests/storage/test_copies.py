"""Backups and unfinished forms."""

import shutil

import factories as make
import pytest
from folders import folder_bytes

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.history import ChangeId
from kehoach_desktop.storage import backup, drafts, faults
from kehoach_desktop.storage.office_file import OfficeFile


def test_a_backup_opens_and_holds_everything(office_file, tmp_path):
    target = tmp_path / "sao lưu" / "2026-07-06.kehoach"
    target.parent.mkdir()
    office_file.backup(target)
    assert list(folder_bytes(target.parent)) == [target.name]
    with OfficeFile.open(target, author="x", site="y") as copy, copy.read() as theirs, office_file.read() as ours:
        assert {k: theirs.all(cls) for k, cls in r.KINDS.items()} == {k: ours.all(cls) for k, cls in r.KINDS.items()}
        assert theirs.changes() == ours.changes()


def test_a_backup_that_does_not_read_back_gets_no_name(office_file, tmp_path, monkeypatch):
    write = backup.vacuum_into

    def write_badly(engine, part):
        write(engine, part)
        raw = bytearray(part.read_bytes())
        raw[4096:12288] = b"\xff" * 8192
        part.write_bytes(raw)

    monkeypatch.setattr(backup, "vacuum_into", write_badly)
    target = tmp_path / "sao.kehoach"
    target.write_text("bản trước")
    with pytest.raises(faults.DamagedFile):
        office_file.backup(target)
    assert target.read_text() == "bản trước"
    assert not target.with_name(target.name + ".part").exists()


def test_a_file_deleted_under_us_can_still_be_rescued(office_file, path, tmp_path):
    path.unlink()
    office_file.backup(tmp_path / "cứu.kehoach")
    with OfficeFile.open(tmp_path / "cứu.kehoach", author="x", site="y") as copy, copy.read() as records:
        assert records.get(r.Task, "t1")


def test_an_explorer_copy_of_an_open_idle_file_is_complete(office_file, path, tmp_path):
    for title in ("một", "hai"):
        with office_file.step("Sửa") as records:
            records.update(r.Task, "t1", title=title)
        shutil.copyfile(path, tmp_path / f"{title}.kehoach")
        with OfficeFile.open(tmp_path / f"{title}.kehoach", author="x", site="y") as copy, copy.read() as records:
            assert records.get(r.Task, "t1").title == title


def test_a_draft_survives_and_is_no_step(office_file, path, reopened):
    with office_file.read() as records:
        steps = records.steps()
    drafts.save_draft(office_file, "progress/t1", {"result": "đang gõ"}, (ChangeId("site-a", 5),))
    drafts.save_draft(office_file, "progress/t1", {"result": "đang gõ dở"}, (ChangeId("site-a", 5),))
    office_file.close()
    again = reopened()
    (draft,) = drafts.drafts(again)
    assert (draft.key, draft.values, draft.based_on) == (
        "progress/t1", {"result": "đang gõ dở"}, (ChangeId("site-a", 5),),
    )  # fmt: skip
    assert draft.saved_at == make.fixed_clock().now()
    with again.read() as records:
        assert records.steps() == steps
    drafts.drop_draft(again, "progress/t1")
    assert drafts.drafts(again) == []
