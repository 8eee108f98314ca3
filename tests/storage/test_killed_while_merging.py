"""A merge that is killed at any of its statements has happened or has not; a half is never found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.storage.office_file import OfficeFile

ROOT = Path(__file__).parents[2]


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
    run = subprocess.run(
        [sys.executable, "-m", "tests.storage.merging_child", str(ours), str(theirs)],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    lines = [line.split() for line in run.stdout.splitlines()]
    (_, *before), *killed, (last, edits, count, broken) = lines
    assert last == "done", run.stderr
    assert (int(edits), int(count), broken) == (int(before[0]) + 71, int(before[1]) + 59, "0")
    assert len(killed) > 15
    assert {tuple(line[1:]) for line in killed} <= {(*before, "0"), (edits, count, "0")}
