"""The chain over the history: the same edits give the same mark, any altered or missing edit another one."""

import shutil
import sqlite3

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.services.checking import Level, check_file
from kehoach_desktop.storage import chain
from kehoach_desktop.storage.office_file import OfficeFile


@pytest.fixture
def long_file(path):
    """A file with enough edits that the end of the chain is written down."""
    units = [make.make_unit(id=f"u{n}") for n in range(600)]
    with make.make_office_file(path, *units) as office_file:
        yield office_file


def rename(office_file, name):
    with office_file.step("Sửa") as records:
        records.update(r.Unit, "u1", name=name)


def outside(path, statement):
    raw = sqlite3.connect(path)
    raw.execute(statement)
    raw.commit()
    raw.close()


def test_an_edit_moves_the_mark_and_a_copy_has_the_same(long_file, tmp_path):
    before = chain.mark(long_file)
    assert chain.mark(long_file) == before
    rename(long_file, "Trạm Y tế")
    after = chain.mark(long_file)
    assert after != before
    shutil.copyfile(long_file.path, tmp_path / "b.kehoach")
    with OfficeFile.open(tmp_path / "b.kehoach", author="x", site="site-b") as copy:
        assert chain.mark(copy) == after


def test_going_on_from_a_written_link_is_the_same_as_from_the_start(long_file):
    chain.mark(long_file)
    rename(long_file, "Trạm Y tế")
    going_on = chain.links(long_file)
    with long_file.writing() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE key LIKE 'chain:%'")
        connection.commit()
    assert chain.links(long_file) == going_on


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET new = replace(new, 'u7', 'u8') WHERE record_id = 'u7'",
        "DELETE FROM change WHERE record_id = 'u300'",
    ],
    ids=["altered", "taken out"],
)
def test_history_changed_by_another_program_is_found(long_file, statement):
    chain.mark(long_file)
    assert chain.broken_sites(long_file) == []
    long_file.close()
    outside(long_file.path, statement)
    with OfficeFile.open(long_file.path, author="x", site="y") as again:
        assert chain.broken_sites(again) == ["site-a"]
    found = [f.text for f in check_file(long_file.path) if f.level is Level.ERROR]
    assert any("Lịch sử" in text or "lịch sử" in text for text in found)


def test_edits_that_a_merge_brings_in_before_the_written_link_are_no_break(long_file, tmp_path):
    from kehoach_desktop.domain.merging import Received
    from kehoach_desktop.storage import merging

    shutil.copyfile(long_file.path, tmp_path / "b.kehoach")
    with OfficeFile.open(tmp_path / "b.kehoach", author="x", site="site-b") as theirs:
        for place in range(3):
            with theirs.step("Sửa") as records:
                records.update(r.Unit, f"u{place}", name="Trạm Y tế")
        with theirs.read() as records:
            steps, changes = tuple(records.steps()), tuple(records.changes())
    own = [change for change in changes if change.id.site == "site-b"]
    rest = tuple(change for change in changes if change not in own)
    for part in (own[1:], own[:1]):  # the later ones first
        merging.apply(long_file, [Received(long_file.database_id, steps, rest + tuple(part))], "Gộp")
        chain.mark(long_file)
        assert chain.broken_sites(long_file) == []


def test_what_is_left_out_of_a_slice_is_no_break(long_file, tmp_path):
    from kehoach_desktop.storage.carry import carry_copy

    with long_file.step("Ghi") as records:
        records.add(make.make_submission(unit_id="u1"), make.make_submission(unit_id="u2"))
    chain.mark(long_file)
    carry_copy(long_file, tmp_path / "phần.kehoach", "u1")
    with OfficeFile.open(tmp_path / "phần.kehoach", author="x", site="site-b") as theirs:
        assert chain.broken_sites(theirs) == []
        chain.mark(theirs)
        assert chain.broken_sites(theirs) == []
