"""A merge that is killed at any of its statements has happened or has not; a half is never found."""

import os
import shutil

import factories as make
import pytest
from killing import outcomes

from kehoach_desktop.domain import records as r
from kehoach_desktop.storage.office_file import OfficeFile


@pytest.mark.skipif(not hasattr(os, "fork"), reason="only POSIX forks and kills with signal 9")
def test_a_merge_killed_at_every_statement_is_before_or_after(tmp_path):
    ours, theirs = tmp_path / "nhà.kehoach", tmp_path / "trạm.kehoach"
    units = [make.make_unit(id=f"u{n}", name="Thôn " + "x" * 300) for n in range(40)]
    make.make_office_file(ours, *units).close()
    shutil.copyfile(ours, theirs)
    office_file = OfficeFile.open(theirs, author="Lê Thị Mơ", site="site-b")
    with office_file, office_file.step("Thêm, sửa, xóa") as records:
        records.add_all(make.make_unit(name="Khu phố " + "y" * 300) for _ in range(60))
        records.update_all(r.Unit, {f"u{n}": {"head": "Vũ Văn Bảy"} for n in range(10)})
        records.delete(r.Unit, "u39")
    with OfficeFile.open(ours, author="Mai Lan", site="site-a") as office_file, office_file.step("Sửa") as records:
        records.update(r.Unit, "u1", head="Lê Thị Mơ")
    before, killed, done = outcomes("tests.storage.merging_child", ours, theirs)
    assert done == (before.edits + 71, before.records + 59, 0)
    assert len(killed) > 15
    assert set(killed) <= {before, done}
