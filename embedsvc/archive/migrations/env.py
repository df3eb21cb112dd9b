"""Runs the migrations on the connection, and in the transaction, of the caller."""

from alembic import context

from embedsvc.archive import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    version_table=schema.version.name,
)
with context.begin_transaction():
    context.run_migrations()
