"""Received office files: good ones are read whole, crafted ones refused quickly, and nothing else on the disk is touched."""

import shutil
import sqlite3
import struct
import time
import zipfile
from pathlib import Path

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.exchange import carrying, quarantine
from kehoach_desktop.exchange.faults import Refusal, RefusedFile
from kehoach_desktop.services.receiving import known_format
from kehoach_desktop.storage.office_file import OfficeFile

FIXTURES = Path(__file__).parents[1] / "files"
PASSWORD = "mưa xuân trên đồi chè"


@pytest.fixture(scope="module")
def reader():
    """One process for all files, as when many are taken in at once: none of them may break it for the next."""
    with quarantine.OfficeReader(known_format()) as process:
        yield process


@pytest.fixture
def receive(reader):
    return reader.read


@pytest.fixture
def refusal(receive):
    """Why a file is refused, within ten seconds."""

    def why(path, **options):
        started = time.monotonic()
        with pytest.raises(RefusedFile) as caught:
            receive(path, **options)
        assert time.monotonic() - started < 10
        return caught.value.refusal

    return why


@pytest.fixture
def good(tmp_path):
    """A file with a plan and an edit in it, as it lies on a stick."""
    folder = tmp_path / "USB (E)"
    folder.mkdir()
    path = folder / "xã Hòa Lâm.kehoach"
    plan = make.make_plan()
    office_file = make.make_office_file(path, plan, make.make_unit(id="u1"), make.make_task(plan, months=(4, 9)))
    with office_file, office_file.step("Sửa") as records:
        records.update(r.Unit, "u1", head="Lê Thị Mơ")
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    return path


@pytest.fixture
def crafted(good):
    """The good file after SQL that our program would never run, its format marks put back."""

    def craft(*statements):
        connection = sqlite3.connect(good, isolation_level=None)
        for statement in ("PRAGMA writable_schema=OFF", *statements):
            connection.execute(statement)
        connection.close()
        good.with_name(good.name + "-journal").unlink(missing_ok=True)
        return good

    return craft


def test_a_raw_copy_is_read_whole(good, receive):
    with OfficeFile.open(good, author="x", site="y") as office_file, office_file.read() as records:
        steps, changes = records.steps(), records.changes()
        database_id = office_file.database_id
    read = receive(good)
    assert read.manifest is None
    assert read.received.database_id == database_id
    assert list(read.received.steps) == steps
    assert sorted(read.received.changes, key=lambda c: c.id) == sorted(changes, key=lambda c: c.id)


@pytest.mark.parametrize("kept", sorted(FIXTURES.glob("office-*.kehoach")), ids=lambda path: path.stem)
def test_a_file_of_an_earlier_version_is_read_and_left_as_it_is(kept, tmp_path, receive):
    path = tmp_path / kept.name
    shutil.copyfile(kept, path)
    assert receive(path).received.changes
    assert path.read_bytes() == kept.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == [kept.name]


def test_the_received_file_is_left_as_it_is(good, receive):
    before = good.read_bytes()
    receive(good)
    assert good.read_bytes() == before
    assert [p.name for p in good.parent.iterdir()] == [good.name]


HOSTILE = {
    "trigger": ["CREATE TRIGGER t AFTER INSERT ON unit BEGIN DELETE FROM task; END"],
    "view": ["CREATE VIEW v AS SELECT zeroblob(900000000) AS x"],
    "endless view": [
        "ALTER TABLE meta RENAME TO meta_old",
        "CREATE VIEW meta AS WITH RECURSIVE r(key, value) AS (SELECT 'database_id', 'x' UNION ALL SELECT key, value FROM r) "
        "SELECT * FROM r",
    ],
    "generated column": ["CREATE TABLE extra (a TEXT, b TEXT GENERATED ALWAYS AS (upper(a)) VIRTUAL)"],
    "check": ["CREATE TABLE extra (a TEXT CHECK (length(a) > 0))"],
    "more columns": ["ALTER TABLE unit ADD COLUMN fax TEXT"],
    "index over a function": ["CREATE INDEX extra ON unit (upper(name))"],
    "fewer tables": ["DROP TABLE draft"],
    "virtual table": ["CREATE VIRTUAL TABLE extra USING fts5(a)"],
    "two tables on one root": [
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'unit') WHERE name = 'task'",
    ],
    "bad schema text": [
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = 'CREATE TABLE unit (' WHERE name = 'unit'",
    ],
}


@pytest.mark.parametrize("statements", HOSTILE.values(), ids=HOSTILE)
def test_a_strange_structure_is_refused(crafted, statements, refusal):
    assert refusal(crafted(*statements)) in {Refusal.STRANGE_SCHEMA, Refusal.DAMAGED_OFFICE}


def test_a_file_of_a_later_version_is_refused(crafted, refusal):
    assert refusal(crafted("PRAGMA user_version=99000")) is Refusal.NEWER_OFFICE


def test_another_programs_database_is_refused(crafted, refusal):
    assert refusal(crafted("PRAGMA application_id=7")) is Refusal.NOT_AN_OFFICE


@pytest.mark.parametrize("content", [b"", b"Word", b"SQLite format 3\0" + b"\0" * 40], ids=["empty", "text", "stub"])
def test_what_is_no_database_is_refused(tmp_path, content, refusal):
    path = tmp_path / "a.kehoach"
    path.write_bytes(content)
    assert refusal(path) in {Refusal.NOT_AN_OFFICE, Refusal.EMPTY}


@pytest.mark.parametrize("cut", [1, 512, 1009, 5000])
def test_a_copy_that_stopped_half_way_is_refused(good, cut, refusal):
    good.write_bytes(good.read_bytes()[:-cut])
    assert refusal(good) is Refusal.CUT_COPY


@pytest.mark.parametrize("side", ["-journal", "-wal"])
def test_a_copy_made_while_the_program_was_writing_is_refused(good, side, refusal):
    good.with_name(good.name + side).write_bytes(b"something")
    assert refusal(good) is Refusal.CUT_COPY


def test_an_empty_journal_is_no_reason_to_refuse(good, receive):
    good.with_name(good.name + "-journal").write_bytes(b"")
    assert receive(good).received.steps


def test_a_forged_journal_deletes_and_changes_nothing(good, tmp_path, refusal):
    victim = tmp_path / "luận văn.docx"
    victim.write_bytes(b"hai nam cong suc")
    name = str(victim).encode()
    tail = name + struct.pack(">II", len(name), sum(name) & 0xFFFFFFFF) + bytes.fromhex("d9d505f920a163d7")
    head = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 0, 1, 1, 512, 4096) + b"\0" * 484
    good.with_name(good.name + "-journal").write_bytes(head + tail)
    before = good.read_bytes()
    assert refusal(good) is Refusal.CUT_COPY
    assert victim.read_bytes() == b"hai nam cong suc"
    assert good.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET kind = 'explode'",
        "UPDATE change SET new = '{not json'",
        "UPDATE change SET supersedes = 'no number'",
        "UPDATE change SET new = x'00ff' WHERE kind = 'update'",
        "UPDATE step SET at = 'yesterday'",
        "UPDATE step SET number = 'one'",
        "UPDATE change SET counter = 'one' WHERE kind = 'update'",
        "DELETE FROM meta",
    ],
)
def test_values_of_a_wrong_kind_are_refused(crafted, statement, refusal):
    assert refusal(crafted("PRAGMA foreign_keys=OFF", statement)) is Refusal.STRANGE_VALUES


def test_a_text_beyond_measure_is_refused(crafted, refusal):
    path = crafted("UPDATE unit SET name = hex(zeroblob(20000000))", "UPDATE change SET new = hex(zeroblob(20000000))")
    assert refusal(path) is Refusal.STRANGE_VALUES  # by its length: nobody read it to its end


def test_damage_in_the_pages_is_refused_or_read_right(good, receive):
    whole = good.read_bytes()
    right, refused = receive(good).received, []
    for place in range(4096, len(whole), len(whole) // 12):
        damaged = bytearray(whole)
        damaged[place : place + 64] = bytes(64)
        good.write_bytes(bytes(damaged))
        try:
            read = receive(good).received
        except RefusedFile as fault:
            refused.append(fault.refusal)
        else:
            assert read.changes == right.changes
    assert refused
    assert set(refused) <= {Refusal.DAMAGED_OFFICE, Refusal.STRANGE_SCHEMA, Refusal.STRANGE_VALUES}


# packages


@pytest.fixture
def package(good, tmp_path):
    def pack(password=None, name="gói.kehoach-goi"):
        target = tmp_path / name
        carrying.write_package(good, target, {"unit": "Trạm Y tế"}, password)
        return target

    return pack


def test_a_package_gives_its_manifest_and_its_history(package, good, receive):
    read = receive(package())
    assert read.manifest is not None
    assert read.manifest["unit"] == "Trạm Y tế"
    assert read.received.changes == receive(good).received.changes


@pytest.mark.usefixtures("shipped_passwords")  # the reader's process has room for what it costs
def test_a_sealed_package_opens_with_its_password_in_any_accents(package, receive):
    import unicodedata

    path = package(PASSWORD)
    assert b"Tr\xe1" not in path.read_bytes()
    assert not path.read_bytes().startswith(b"PK")
    assert receive(path, password=unicodedata.normalize("NFD", PASSWORD)).manifest["unit"] == "Trạm Y tế"


def test_a_sealed_package_without_or_with_a_wrong_password_is_refused(package, refusal):
    path = package(PASSWORD)
    assert refusal(path) is Refusal.NEEDS_PASSWORD
    assert refusal(path, password="sai mật khẩu rồi") is Refusal.WRONG_PASSWORD


@pytest.mark.parametrize("change", ["cut", "flip", "head"])
def test_a_changed_sealed_package_is_refused_whole(package, change, refusal):
    path = package(PASSWORD)
    raw = bytearray(path.read_bytes())
    if change == "cut":
        del raw[-20:]
    else:
        raw[-40 if change == "flip" else 12] ^= 1
    path.write_bytes(bytes(raw))
    assert refusal(path, password=PASSWORD) is Refusal.WRONG_PASSWORD


def test_a_changed_payload_or_manifest_is_refused(package, tmp_path, refusal):
    path = package()
    with zipfile.ZipFile(path) as whole:
        manifest, payload = whole.read(carrying.MANIFEST), bytearray(whole.read(carrying.PAYLOAD))
    payload[5000] ^= 1
    for parts in (
        {carrying.MANIFEST: manifest, carrying.PAYLOAD: bytes(payload)},
        {carrying.MANIFEST: b"{}", carrying.PAYLOAD: bytes(payload)},
        {carrying.MANIFEST: b"[1]", carrying.PAYLOAD: bytes(payload)},
        {carrying.MANIFEST: manifest},
        {carrying.MANIFEST: manifest, carrying.PAYLOAD: bytes(payload), "../../evil": b"x"},
    ):
        bad = tmp_path / "bad.kehoach-goi"
        with zipfile.ZipFile(bad, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        assert refusal(bad) is Refusal.BAD_PACKAGE


def test_a_packed_bomb_is_refused_before_it_unpacks(tmp_path, refusal):
    path = tmp_path / "bomb.kehoach-goi"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(carrying.MANIFEST, "{}")
        archive.writestr(carrying.PAYLOAD, b"\0" * 50_000_000)
    assert refusal(path) is Refusal.BAD_PACKAGE


def test_the_schema_of_every_version_is_known():
    assert set(known_format().schemas) >= {"1.0", "1.1"}
    assert all(len(statements) > 60 for statements in known_format().schemas.values())


def test_the_library_that_opens_received_files_is_new_enough():
    import apsw

    assert tuple(map(int, apsw.sqlite_lib_version().split("."))) >= (3, 53, 3)
    assert quarantine.MAX_BYTES == 2**30
