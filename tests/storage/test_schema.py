"""The tables, the migrations, the snapshot and the domain records say the same."""

from dataclasses import fields
from types import NoneType, UnionType
from typing import get_args, get_type_hints

import factories as make
import pytest
from schema_snapshot import SNAPSHOT, migrated_schema, schema_text

from kehoach_desktop import paths
from kehoach_desktop.domain import history
from kehoach_desktop.domain import records as r
from kehoach_desktop.storage.engine import open_engine
from kehoach_desktop.storage.schema_version import REVISION
from kehoach_desktop.storage.tables import RECORD_ROWS, ChangeRow, StepRow, metadata


@pytest.mark.parametrize("kind", r.KINDS)
def test_columns_are_the_fields_of_the_record(kind):
    cls, columns = r.KINDS[kind], RECORD_ROWS[kind].__table__.columns
    assert set(columns.keys()) == {f.name for f in fields(cls)} | {"born"}
    hints = get_type_hints(cls)
    nullable = {n for n, hint in hints.items() if isinstance(hint, UnionType) and NoneType in get_args(hint)}
    assert {c.name for c in columns if c.nullable} == nullable


def test_every_kind_has_its_table():
    assert list(RECORD_ROWS) == list(r.KINDS)


def test_history_has_the_fields_of_its_records():
    assert set(StepRow.__table__.c.keys()) == {f.name for f in fields(history.Step)} | {"arrival"}
    assert set(ChangeRow.__table__.c.keys()) - {"site", "counter"} == {f.name for f in fields(history.Change)} - {"id"}


def test_every_link_is_a_foreign_key_checked_at_commit_and_indexed():
    for kind, row in RECORD_ROWS.items():
        table = row.__table__
        indexed = {index.columns[0].name for index in table.indexes}
        for column in table.columns:
            if column.name.endswith("_id"):
                (key,) = column.foreign_keys
                assert key.constraint.deferrable, f"{kind}.{column.name}"
                assert column.name in indexed, f"{kind}.{column.name}"


def test_every_constraint_and_index_has_a_name():
    for table in metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints)
        assert all(index.name for index in table.indexes)


def test_migrations_build_what_the_tables_say(path, tmp_path):
    make.make_office_file(path).close()
    engine = open_engine(path)
    with engine.connect() as connection:
        created = schema_text(connection)
    engine.dispose()
    assert created == migrated_schema(tmp_path)


def test_the_migration_library_sees_no_difference_either(path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    make.make_office_file(path).close()
    engine = open_engine(path)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == REVISION
    engine.dispose()


def test_the_snapshot_is_the_schema(tmp_path):
    assert SNAPSHOT.read_text(encoding="utf-8") == migrated_schema(tmp_path), (
        "db/schema.sql is not what the migrations build: python -m tests.storage.schema_snapshot"
    )


def test_the_newest_migration_is_the_one_new_files_are_stamped_with():
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(paths.migrations())).get_heads() == [REVISION]


def test_migrations_do_not_import_the_package():
    for script in (paths.migrations() / "versions").glob("*.py"):
        assert "kehoach_desktop" not in script.read_text(encoding="utf-8")


def test_the_tables_can_be_put_on_a_server():
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    for table in metadata.sorted_tables:
        assert CreateTable(table).compile(dialect=postgresql.dialect())
