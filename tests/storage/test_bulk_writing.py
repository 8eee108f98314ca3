"""Many rows at once lie in the file just as the ordinary way writes them."""

import factories as make
import pytest

from kehoach_desktop.domain import records as r
from kehoach_desktop.storage import bulk
from kehoach_desktop.storage.json_values import KIND_OF
from kehoach_desktop.storage.office_file import OfficeFile
from kehoach_desktop.storage.tables import RECORD_ROWS


def raw_rows(office_file, table):
    with office_file.looking() as connection:
        return connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()


@pytest.fixture
def one_of_each(path):
    plan, unit = make.make_plan(), make.make_unit()
    task, indicator = make.make_task(plan, months=(4, 9)), make.make_indicator(plan)
    records = [
        plan, unit, task, indicator, make.make_assignment(task, unit), make.make_target(indicator),
        make.make_result(indicator), make.make_progress(task), make.make_submission(unit, is_nil=True),
        make.make_cycle(plan), make.make_paper(plan), make.make_narrative(plan), make.make_layout(), make.make_signer(),
    ]  # fmt: skip
    with make.make_office_file(path, *records) as office_file:
        yield office_file, records


def test_every_kind_of_record(one_of_each, tmp_path):
    ordinary, records = one_of_each
    with make.make_office_file(tmp_path / "b.kehoach") as other, other.writing() as connection:
        for place, record in enumerate(records):
            bulk.add_records(connection, type(record), [(record, place)])
            table = RECORD_ROWS[KIND_OF[type(record)]].__table__
            written = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').all()
            expected = raw_rows(ordinary, table.name)
            assert [row[:-1] for row in written] == [row[:-1] for row in expected]
            assert written[0].born == place


def test_every_kind_of_edit(one_of_each, tmp_path):
    ordinary, _ = one_of_each
    with ordinary.step("Sửa, xóa") as records:
        task = records.all(r.Task)[0]
        records.update(r.Task, task.id, title="Khám mắt", due_on=None)
        records.delete(r.Unit, records.all(r.Unit)[0].id)
    with ordinary.read() as records:
        changes = records.changes()
    with OfficeFile.open(make_empty(tmp_path), author="x", site="s") as other, other.writing() as connection:
        connection.exec_driver_sql("DELETE FROM change")
        bulk.add_changes(connection, changes)
        written = set(connection.exec_driver_sql("SELECT * FROM change").all())
    assert written == set(raw_rows(ordinary, "change"))


def make_empty(folder):
    path = folder / "c.kehoach"
    make.make_office_file(path).close()
    return path
