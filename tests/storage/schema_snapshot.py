"""The schema as text, for `db/schema.sql`: python -m tests.storage.schema_snapshot writes it anew."""

import re
import tempfile
from pathlib import Path

from sqlalchemy import Connection

from kehoach_desktop import paths
from kehoach_desktop.storage.engine import open_engine
from kehoach_desktop.storage.upgrade import migrate

SNAPSHOT = paths.migrations() / "schema.sql"


def schema_text(connection: Connection) -> str:
    """Every table and index, sorted, one column a line whatever wrote them."""
    rows = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name"
    )
    statements = []
    for (sql,) in rows:
        plain = re.sub(r"\s+", " ", sql).replace("( ", "(").replace(" )", ")")
        if plain.startswith("CREATE TABLE"):
            head, _, body = plain.partition(" (")
            plain = f"{head} (\n    " + re.sub(r", (?![^()]*\))", ",\n    ", body[:-1]) + "\n)"
        statements.append(plain + ";\n")
    return "\n".join(statements)


def migrated_schema(folder: Path) -> str:
    """The schema an empty file has after all migrations."""
    path = folder / "empty.kehoach"
    migrate(path, paths.migrations())
    engine = open_engine(path)
    with engine.connect() as connection:
        text = schema_text(connection)
    engine.dispose()
    return text


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        SNAPSHOT.write_text(migrated_schema(Path(folder)), encoding="utf-8")
