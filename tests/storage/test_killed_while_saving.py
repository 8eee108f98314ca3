"""The program is killed in mid-save: what was told to be saved is there, nothing is half there."""

import random
import subprocess
import sys
import time
from pathlib import Path

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.domain.history import ChangeKind
from kehoach_desktop.storage.engine import for_writing, open_engine
from kehoach_desktop.storage.header import is_hot
from kehoach_desktop.storage.integrity import integrity_faults
from kehoach_desktop.storage.office_file import OfficeFile

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_no_acknowledged_save_is_lost_and_none_is_torn(path):
    make.make_office_file(path).close()
    acknowledged: set[str] = set()
    chance = random.Random(7)
    for _ in range(8):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.saving_child", str(path)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        acknowledged.update(child.stdout.readline().split())
        time.sleep(chance.random() * 0.08)
        child.kill()
        rest = child.stdout.read()
        child.wait()
        child.stdout.close()
        acknowledged.update(" ".join(line for line in rest.splitlines(keepends=True) if line.endswith("\n")).split())
        with OfficeFile.open(path, author="Mai Lan", site="site-a") as office_file:
            assert integrity_faults(office_file) == []
            with office_file.read() as records:
                units = {unit.id for unit in records.all(r.Unit)}
                births = {c.record_id for c in records.changes() if c.kind is ChangeKind.CREATE}
            assert acknowledged <= units
            assert units <= births
            assert len(units) % 12 == 0
    assert len(acknowledged) >= 8 * 12


def test_a_save_cut_off_in_the_middle_is_rolled_back_at_opening_and_told(path, tmp_path):
    make.make_office_file(path, *(make.make_unit(name="Thôn " + "x" * 400) for _ in range(300))).close()
    engine = open_engine(path)
    with for_writing(engine).connect() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=4")
        connection.exec_driver_sql("UPDATE unit SET name = 'nửa chừng' || name")
        assert is_hot(path)
        torn = tmp_path / "torn.kehoach"  # what lies on the disk when the power goes now
        torn.write_bytes(path.read_bytes())
        torn.with_name(torn.name + "-journal").write_bytes(path.with_name(path.name + "-journal").read_bytes())
        connection.rollback()
    engine.dispose()
    with OfficeFile.open(torn, author="Mai Lan", site="site-a") as office_file:
        assert office_file.recovered
        with office_file.read() as records:
            assert all(unit.name.startswith("Thôn") for unit in records.all(r.Unit))
    with OfficeFile.open(torn, author="Mai Lan", site="site-a") as office_file:
        assert not office_file.recovered
