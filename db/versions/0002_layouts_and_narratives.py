"""The office's own columns of a form, and a person's own words in a drafted paper (1.1).

Plain operations only: a migration must mean the same in five years, so it never imports the package's tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "form_layout",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "form", "columns")),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_layout"),
    )
    op.create_table(
        "narrative",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("id", "plan_id", "form", "period")),
        sa.Column("unit_id", sa.Text(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("part", "text", "drafted")),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_narrative"),
        *(
            sa.ForeignKeyConstraint(
                [link], [f"{to}.id"], name=f"fk_narrative_{link}", deferrable=True, initially="DEFERRED"
            )
            for link, to in (("plan_id", "plan"), ("unit_id", "unit"))
        ),
    )
    for link in ("plan_id", "unit_id"):
        op.create_index(f"ix_narrative_{link}", "narrative", [link])
