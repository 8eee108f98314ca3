"""The tables an office file begins with (1.0).

Plain operations only: a migration must mean the same in five years, so it never imports the package's tables.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Column = dict[str, Any]
TEXT, INTEGER, BIGINT, BOOLEAN, DATE = sa.Text, sa.Integer, sa.BigInteger, sa.Boolean, sa.Date


def must(name: str, kind: Any = TEXT, **link: Any) -> Column:
    """A column that always has a value; `to` names the table it refers to."""
    return {"name": name, "kind": kind, "nullable": False, **link}


def may(name: str, kind: Any = TEXT, **link: Any) -> Column:
    """A column that may be empty."""
    return {"name": name, "kind": kind, "nullable": True, **link}


RECORD_TABLES: dict[str, list[Column]] = {
    "office": [must("name"), must("kind"), may("province"), may("drafting_unit"), must("sixth_clear")],
    "signer": [must("position", INTEGER), must("authority"), may("title"), may("name")],
    "unit": [
        must("name"),
        must("kind"),
        must("duty_kind"),
        must("is_group", BOOLEAN),
        may("head_title"),
        may("head"),
        may("phone"),
        must("position", INTEGER),
    ],
    "unit_alias": [must("unit_id", to="unit"), must("name")],
    "unit_member": [must("group_id", to="unit"), must("unit_id", to="unit")],
    "plan": [
        must("title"),
        may("number"),
        may("symbol"),
        may("issued_on", DATE),
        may("place"),
        may("first_year", INTEGER),
        may("last_year", INTEGER),
        may("signer_authority"),
        may("signer_title"),
        may("signer_name"),
        may("amends_id", to="plan"),
        may("source_name"),
        may("source_sha256"),
        must("position", INTEGER),
    ],
    "section": [
        must("plan_id", to="plan"),
        may("parent_id", to="section"),
        may("number"),
        must("title"),
        must("level", INTEGER),
        must("position", INTEGER),
    ],
    "paragraph": [
        must("plan_id", to="plan"),
        may("section_id", to="section"),
        must("position", INTEGER),
        must("kind"),
        may("marker"),
        must("text"),
    ],
    "legal_basis": [
        must("plan_id", to="plan"),
        may("paragraph_id", to="paragraph"),
        must("position", INTEGER),
        may("number"),
        may("issued_on", DATE),
        may("issuer"),
        must("text"),
    ],
    "recipient": [must("plan_id", to="plan"), must("position", INTEGER), must("name")],
    "funding": [
        must("plan_id", to="plan"),
        may("paragraph_id", to="paragraph"),
        must("position", INTEGER),
        must("text"),
    ],
    "task": [
        must("plan_id", to="plan"),
        may("section_id", to="section"),
        may("paragraph_id", to="paragraph"),
        must("position", INTEGER),
        may("number"),
        must("title"),
        may("content"),
        must("due_kind"),
        may("due_on", DATE),
        may("due_text"),
        must("months"),
        may("product"),
        may("officer"),
        may("supervisor"),
        may("approver"),
        must("state"),
        may("finished_on", DATE),
        may("note"),
    ],
    "assignment": [must("task_id", to="task"), must("unit_id", to="unit"), must("role")],
    "indicator": [
        must("plan_id", to="plan"),
        may("section_id", to="section"),
        may("paragraph_id", to="paragraph"),
        must("position", INTEGER),
        must("name"),
        may("content"),
        may("measure"),
        must("operator"),
        may("unit_id", to="unit"),
        may("note"),
    ],
    "target": [
        must("indicator_id", to="indicator"),
        may("year", INTEGER),
        may("operator"),
        may("value"),
        may("value_max"),
        may("text"),
        may("paragraph_id", to="paragraph"),
    ],
    "result": [
        must("indicator_id", to="indicator", index=False),
        must("period"),
        may("unit_id", to="unit"),
        may("value"),
        may("numerator"),
        may("denominator"),
        may("note"),
    ],
    "progress": [
        must("task_id", to="task", index=False),
        must("period"),
        may("unit_id", to="unit"),
        must("state"),
        may("result"),
        may("difficulty"),
        may("proposal"),
        may("evidence"),
    ],
    "submission": [
        must("unit_id", to="unit", index=False),
        must("period"),
        must("state"),
        may("received_on", DATE),
        must("is_nil", BOOLEAN),
        may("note"),
        may("file_name"),
        may("file_sha256"),
    ],
    "report_cycle": [
        must("plan_id", to="plan"),
        may("paragraph_id", to="paragraph"),
        must("cycle"),
        may("day", INTEGER),
        may("month", INTEGER),
        may("text"),
    ],
    "issued_paper": [
        may("plan_id", to="plan"),
        must("form"),
        may("period"),
        may("unit_id", to="unit"),
        must("title"),
        may("number"),
        may("symbol"),
        may("issued_on", DATE),
        must("file_name"),
        must("sha256"),
        must("printed_at"),
    ],
}
OTHER_TABLES: dict[str, tuple[tuple[str, ...], list[Column]]] = {
    "conflict": (
        ("id",),
        [
            must("id"),
            must("record_kind"),
            must("record_id"),
            may("field"),
            must("ours"),
            must("theirs"),
            must("decided", BOOLEAN),
        ],
    ),
    "draft": (("key",), [must("key"), must("values"), must("based_on"), must("saved_at")]),
    "meta": (("key",), [must("key"), must("value")]),
    "step": (
        ("id",),
        [
            must("id"),
            must("site"),
            must("number", BIGINT),
            must("name"),
            must("kind"),
            must("at"),
            must("author"),
            may("target_id"),
            must("arrival", BIGINT, unique=True),
        ],
    ),
    "change": (
        ("site", "counter"),
        [
            must("site"),
            must("counter", BIGINT),
            must("step_id", to="step"),
            must("kind"),
            must("record_kind"),
            must("record_id"),
            may("field"),
            may("old"),
            may("new"),
            must("supersedes"),
        ],
    ),
}
INDEXES = [
    ("progress", ("task_id", "period")),
    ("progress", ("period",)),
    ("result", ("indicator_id", "period")),
    ("result", ("period",)),
    ("submission", ("unit_id", "period")),
    ("change", ("record_id",)),
    ("conflict", ("record_id", "field")),
    ("step", ("site", "number")),
]


def upgrade() -> None:
    for table, columns in RECORD_TABLES.items():
        create(table, ("id",), [must("id"), *columns, must("born", BIGINT)])
    for table, (key, columns) in OTHER_TABLES.items():
        create(table, key, columns)
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def create(table: str, key: tuple[str, ...], columns: list[Column]) -> None:
    """A table with its named constraints, and an index for every link that is looked up."""
    links = [column for column in columns if "to" in column]
    op.create_table(
        table,
        *(sa.Column(c["name"], c["kind"](), nullable=c["nullable"]) for c in columns),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"),
        *(
            sa.ForeignKeyConstraint(
                [link["name"]],
                [f"{link['to']}.id"],
                name=f"fk_{table}_{link['name']}",
                deferrable=True,
                initially="DEFERRED",
            )
            for link in links
        ),
        *(sa.UniqueConstraint(c["name"], name=f"uq_{table}_{c['name']}") for c in columns if "unique" in c),
    )
    for link in links:
        if link.get("index", True):
            op.create_index(f"ix_{table}_{link['name']}", table, [link["name"]])
