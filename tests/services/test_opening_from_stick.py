"""Mở từ USB: what is on the stick is looked at in quarantine, copied in beside what is there, and never changed."""

import sqlite3

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.errors import Cancelled
from kehoach_desktop.exchange.faults import Refusal, RefusedFile
from kehoach_desktop.services import carrying, opening_from_stick
from kehoach_desktop.storage.office_file import OfficeFile

PASSWORD = "mưa xuân trên đồi chè"


@pytest.fixture
def usb(tmp_path):
    folder = tmp_path / "USB (E)"
    folder.mkdir()
    return folder


@pytest.fixture
def documents(tmp_path):
    return tmp_path / "Tài liệu"


@pytest.fixture
def raw(usb):
    """A copy made in the file manager."""
    path = usb / "xã Hòa Lâm.kehoach"
    plan = make.make_plan()
    make.make_office_file(path, plan, make.make_task(plan, id="t1", title="Khám mắt")).close()
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    return path


@pytest.fixture
def package(raw, usb):
    """What our own act wrote onto the stick."""

    def make_one(password=None):
        with OfficeFile.open(raw, author="Mai Lan", site="site-a") as office_file:
            return carrying.carry_out(office_file, usb, password=password).path

    return make_one


def state(folder):
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


def opened(path, documents, password=None):
    seen = opening_from_stick.look(path, password=password)
    return opening_from_stick.copy_in(seen, documents, password=password)


def titles(path):
    with OfficeFile.open(path, author="x", site="y") as office_file, office_file.read() as records:
        return [task.title for task in records.all(r.Task)]


def test_a_package_becomes_a_local_office_file(package, usb, documents):
    path = package()
    before = state(usb)
    done = opened(path, documents)
    assert done.path == documents / f"{path.stem}.kehoach"
    assert titles(done.path) == ["Khám mắt"]
    assert (done.seen.is_raw, done.seen.author) == (False, "Mai Lan")
    assert state(usb) == before


def test_a_raw_copy_says_that_it_is_one(raw, usb, documents):
    before = state(usb)
    done = opened(raw, documents)
    assert done.seen.is_raw
    assert titles(done.path) == ["Khám mắt"]
    assert state(usb) == before


def test_what_has_the_name_already_is_left_alone(raw, documents):
    documents.mkdir()
    (documents / raw.name).write_bytes(b"quan trong")
    assert opened(raw, documents).path.name == "xã Hòa Lâm (2).kehoach"
    assert (documents / raw.name).read_bytes() == b"quan trong"


def test_a_sealed_package_opens_with_its_password_only(package, documents):
    path = package(PASSWORD)
    assert opening_from_stick.needs_password(path)
    with pytest.raises(RefusedFile) as caught:
        opening_from_stick.look(path, password="một câu khác hẳn")
    assert opening_from_stick.is_wrong_password(caught.value)
    assert titles(opened(path, documents, PASSWORD).path) == ["Khám mắt"]


def test_a_plain_package_asks_for_no_password(package):
    assert not opening_from_stick.needs_password(package())


def test_a_hostile_file_is_refused_and_nothing_is_copied(raw, documents):
    connection = sqlite3.connect(raw)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON unit BEGIN DELETE FROM task; END")
    connection.close()
    with pytest.raises(RefusedFile) as caught:
        opened(raw, documents)
    assert caught.value.refusal is Refusal.STRANGE_SCHEMA
    assert not documents.exists()


@pytest.mark.parametrize("cut", [1, 4096, 20000])
def test_a_cut_package_is_refused(package, documents, cut):
    path = package()
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(RefusedFile):
        opened(path, documents)
    assert not documents.exists()


def test_a_copy_made_while_the_program_was_writing_is_refused(raw, documents):
    raw.with_name(raw.name + "-journal").write_bytes(b"\xd9\xd5\x05\xf9" * 200)
    with pytest.raises(RefusedFile) as caught:
        opened(raw, documents)
    assert caught.value.refusal is Refusal.CUT_COPY


def test_a_file_that_changed_after_it_was_looked_at_is_not_taken(package, raw, documents):
    seen = opening_from_stick.look(raw)
    with OfficeFile.open(raw, author="x", site="y") as office_file, office_file.step("Sửa") as records:
        records.update(r.Task, "t1", title="Khám răng")
    with pytest.raises(RefusedFile):
        opening_from_stick.copy_in(seen, documents)
    assert list(documents.iterdir()) == []


def test_stopping_leaves_nothing(raw, documents):
    seen = opening_from_stick.look(raw)

    def stop_late(share):
        if share > 0.6:
            raise Cancelled

    with pytest.raises(Cancelled):
        opening_from_stick.copy_in(seen, documents, progress=stop_late)
    assert list(documents.iterdir()) == []


def test_the_file_of_the_same_office_is_found_among_the_known_ones(package, raw, documents, tmp_path):
    make.make_office_file(tmp_path / "khác.kehoach").close()
    (tmp_path / "hỏng.kehoach").write_bytes(b"khong phai")
    known = [tmp_path / "mất.kehoach", tmp_path / "hỏng.kehoach", tmp_path / "khác.kehoach", raw]
    seen = opening_from_stick.look(package())
    assert opening_from_stick.file_of(seen.database_id, known) == raw
    assert opening_from_stick.file_of("khác hẳn", known) is None
