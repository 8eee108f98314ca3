"""Files of earlier versions: upgraded on a copy, the original kept, all or nothing."""

import shutil
from pathlib import Path

import factories as make
import pytest
from folders import folder_bytes

from kehoach_desktop import paths
from kehoach_desktop.domain import records as r
from kehoach_desktop.storage import faults, office_file, upgrade
from kehoach_desktop.storage.header import is_hot, read_header
from kehoach_desktop.storage.integrity import integrity_faults
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.schema_version import CURRENT, Reading, SchemaVersion, judge

NEXT = SchemaVersion(CURRENT.major, CURRENT.minor + 1)
GOOD = """
    op.add_column("unit", sa.Column("fax", sa.Text(), nullable=True))
    with op.batch_alter_table("task") as table:
        table.alter_column("title", new_column_name="title", existing_type=sa.Text(), existing_nullable=False)
        table.add_column(sa.Column("weight", sa.Integer(), nullable=True))
"""
FAILING = GOOD + '    op.execute("UPDATE no_such_table SET x = 1")\n'
LOSING = GOOD + '    op.execute("DELETE FROM assignment")\n'
BREAKING = GOOD + """    op.execute("UPDATE assignment SET unit_id = 'nobody'")\n"""


@pytest.fixture
def scripts(tmp_path: Path):
    """The real migrations and one more that a test writes."""

    def with_next(body: str) -> Path:
        folder = tmp_path / "db"
        shutil.copytree(paths.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "9999_next.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f'revision = "9999"\ndown_revision = "{office_file.REVISION}"\n\n\ndef upgrade():{body}',
            encoding="utf-8",
        )
        return folder

    return with_next


@pytest.fixture
def old(path):
    plan, unit = make.make_plan(), make.make_unit()
    task = make.make_task(plan, title="Khám mắt", months=(4, 9))
    make.make_office_file(path, plan, unit, task, make.make_assignment(task, unit)).close()
    return path


def test_a_file_is_upgraded_and_the_original_kept(old, scripts):
    original = old.read_bytes()
    kept = upgrade.upgrade_file(old, to=NEXT, scripts=scripts(GOOD))
    assert kept.name == f"xã Hòa Lâm (bản {CURRENT}, trước nâng cấp).kehoach"
    assert kept.read_bytes() == original
    assert read_header(old).user_version == NEXT.number
    assert {name for name, raw in folder_bytes(old.parent).items() if raw} == {old.name, kept.name}
    with OfficeFile.open(old, author="x", site="y") as opened:  # newer by a minor step: for viewing
        assert opened.read_only
        with opened.read() as records:
            assert records.all(r.Task)[0].months == (4, 9)
        assert integrity_faults(opened) == []


@pytest.mark.parametrize(
    ("body", "fault"), [(FAILING, Exception), (LOSING, faults.DamagedFile), (BREAKING, faults.DamagedFile)]
)
def test_an_upgrade_that_goes_wrong_leaves_the_file_as_it_was(old, scripts, body, fault):
    before = folder_bytes(old.parent)
    with pytest.raises(fault):
        upgrade.upgrade_file(old, to=NEXT, scripts=scripts(body))
    assert folder_bytes(old.parent) == before


def test_upgrading_twice_keeps_both_originals(old, scripts):
    folder = scripts(GOOD)
    first = upgrade.upgrade_file(old, to=NEXT, scripts=folder)
    shutil.copyfile(first, old)
    second = upgrade.upgrade_file(old, to=NEXT, scripts=folder)
    assert first.exists()
    assert second.exists()
    assert first != second


def test_opening_an_older_file_upgrades_it(old, scripts, monkeypatch):
    folder = scripts(GOOD)
    monkeypatch.setattr(office_file, "judge", lambda path, header: judge(path, header, NEXT))
    monkeypatch.setattr(upgrade.upgrade_file, "__kwdefaults__", {"to": NEXT, "scripts": folder})
    with OfficeFile.open(old, author="Mai Lan", site="site-a") as opened:
        assert not opened.read_only
        with opened.step("Sửa") as records:
            records.update(r.Task, records.all(r.Task)[0].id, title="sau nâng cấp")
    assert read_header(old).user_version == NEXT.number
    assert not is_hot(old)


def test_an_older_file_that_cannot_be_written_is_told_so(old, monkeypatch):
    old.chmod(0o444)
    monkeypatch.setattr(office_file, "judge", lambda *_: Reading.UPGRADE_FIRST)
    with pytest.raises(faults.ReadOnlyFile, match="chuyển đổi"):
        OfficeFile.open(old, author="x", site="y")


@pytest.mark.parametrize(
    ("theirs", "reading"),
    [((1, 0), Reading.AS_IS), ((1, 3), Reading.VIEW_ONLY)],
)
def test_versions_are_judged(old, theirs, reading):
    header = read_header(old)
    object.__setattr__(header, "user_version", SchemaVersion(*theirs).number)
    assert judge(old, header, SchemaVersion(1, 0)) is reading
    assert judge(old, header, SchemaVersion(1, 5)) is Reading.UPGRADE_FIRST
    assert judge(old, header, SchemaVersion(2, 0)) is Reading.UPGRADE_FIRST


OLD_FILES = sorted((Path(__file__).parents[1] / "files").glob("office-*.kehoach"))


@pytest.mark.parametrize("kept", OLD_FILES, ids=lambda path: path.stem)
def test_a_file_of_every_earlier_version_opens_with_all_its_records(kept, path):
    shutil.copyfile(kept, path)
    with OfficeFile.open(path, author="x", site="y") as opened, opened.read() as records:
        assert read_header(path).user_version == CURRENT.number
        of_then = [kind for kind in r.KINDS.values() if kind not in (r.FormLayout, r.Narrative)]
        assert all(records.count(kind) for kind in of_then)
        assert records.all(r.Task)[0].title == "Khám mắt cho trẻ mầm non"
        assert "Sửa thời hạn" in [step.name for step in records.steps()]
    assert integrity_faults_of(path) == []


def integrity_faults_of(path: Path) -> list:
    with OfficeFile.open(path, author="x", site="y") as opened:
        return integrity_faults(opened)
