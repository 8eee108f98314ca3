"""Runs migrations on a connection that is handed in; there is no ini file, for office files lie wherever people put them.

`config.attributes["connection"]` is required; `["metadata"]` only to compare or to draft a migration.
"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,  # SQLite changes a column by building the table anew
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
