"""Settings, locks, and files that change under us."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import factories as make
import pytest
from folders import folder_bytes

from kehoach_desktop.domain import records as r
from kehoach_desktop.storage import engine, faults, plain_connection
from kehoach_desktop.storage.integrity import integrity_faults
from kehoach_desktop.storage.office_file import OfficeFile


def pragma(office_file, name):
    with office_file.looking() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "truncate"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("busy_timeout", 5000),
    ],
)
def test_every_connection_is_safe(office_file, name, value):
    assert (pragma(office_file, name) or 0) == value


def test_a_mode_that_did_not_take_is_refused(path, monkeypatch):
    make.make_office_file(path).close()
    monkeypatch.setattr(engine, "SETTINGS", (("synchronous", "OFF"),))
    with pytest.raises(faults.StorageFault, match="ghi an toàn"):
        OfficeFile.open(path, author="Mai Lan", site="site-a")


def test_a_new_file_is_ours_and_holds_what_it_was_born_with(path):
    signer = make.make_signer(id="k1")
    with make.make_office_file(path, office=make.make_office(id="o1"), also=[signer]) as office_file:
        with office_file.read() as records:
            assert records.all(r.Office)[0].id == "o1"
            assert records.all(r.Signer) == [signer]
        assert integrity_faults(office_file) == []
        assert office_file.undo() is None


def test_another_window_that_writes_makes_us_wait_and_then_say_so(office_file, reopened, monkeypatch):
    monkeypatch.setattr(plain_connection, "BUSY_SECONDS", 0.2)
    other = reopened()
    with office_file.step("dở dang") as records:
        records.update(r.Task, "t1", title="x")
        with pytest.raises(faults.FileInUse), other.step("chen vào"):
            pass


def test_a_lock_that_goes_away_in_time_is_waited_for(office_file, reopened):
    other = reopened()
    entered, leave = threading.Event(), threading.Event()

    def hold():
        with other.step("giữ") as records:
            records.update(r.Task, "t1", note="một")
            entered.set()
            leave.wait(5)

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(5)
    threading.Timer(0.3, leave.set).start()
    with office_file.step("đợi") as records:
        records.update(r.Task, "t1", title="hai")
    holder.join()
    with office_file.read() as records:
        assert (records.get(r.Task, "t1").note, records.get(r.Task, "t1").title) == ("một", "hai")


def test_the_file_may_be_used_from_another_thread(office_file):
    seen = []

    def work():
        with office_file.step("ở luồng khác") as records:
            seen.append(records.update(r.Task, "t1", title="x").title)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert seen == ["x"]


def test_a_full_disk_loses_nothing_that_was_saved(office_file, plan):
    with office_file.looking() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(faults.DiskFull), office_file.step("Nhập") as records:
        records.add_all([make.make_task(plan, content="x" * 500) for _ in range(400)])
    with office_file.step("Sửa") as records:
        records.update(r.Task, "t1", title="vẫn ghi được")
    assert integrity_faults(office_file) == []


@pytest.mark.parametrize("what", ["deleted", "replaced", "renamed", "older copy over it", "another file over it"])
def test_a_file_changed_under_us_is_not_written(office_file, path, tmp_path, what):
    older = tmp_path / "older"
    shutil.copyfile(path, older)
    with office_file.step("Sửa") as records:
        records.update(r.Task, "t1", title="mới nhất")
    other = tmp_path / "other.kehoach"
    make.make_office_file(other).close()
    match what:
        case "deleted":
            path.unlink()
        case "replaced":
            older.replace(path)
        case "renamed":
            path.rename(path.with_name("khác.kehoach"))
        case "older copy over it":
            shutil.copyfile(older, path)
        case "another file over it":
            shutil.copyfile(other, path)
    before = folder_bytes(path.parent)
    with pytest.raises(faults.FileReplaced), office_file.step("Sửa") as records:
        records.update(r.Task, "t1", title="ghi nhầm")
    assert {n: b for n, b in folder_bytes(path.parent).items() if not n.endswith("-journal")} == {
        n: b for n, b in before.items() if not n.endswith("-journal")
    }


def _another_program(path: Path) -> sqlite3.Connection:
    """One that leaves the journal's file where it is: on Windows it cannot be deleted while we have it open."""
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode=TRUNCATE")
    return raw


def test_what_another_program_wrote_past_history_is_found(office_file, path):
    raw = _another_program(path)
    raw.execute(
        "INSERT INTO unit (id, name, kind, duty_kind, is_group, position, born) VALUES ('x','y','khac','giao',0,0,1)"
    )
    raw.commit()
    raw.close()
    assert [text for text in integrity_faults(office_file) if "unit x" in text]


def test_a_broken_link_is_found(office_file, path):
    raw = _another_program(path)
    raw.execute("DELETE FROM unit")
    raw.commit()
    raw.close()
    assert any("assignment" in text for text in integrity_faults(office_file))


def test_opening_needs_no_migration_library(path):
    make.make_office_file(path).close()
    code = (
        "import sys, pathlib; from kehoach_desktop.storage.office_file import OfficeFile;"
        "OfficeFile.open(pathlib.Path(sys.argv[1]), author='x', site='y').close();"
        "sys.exit('alembic' in sys.modules or 'mako' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", code, str(path)], cwd=root, check=False).returncode == 0
