"""What Alembic runs around every step; the connection comes from `migrating`, in whose transaction everything happens."""

from __future__ import annotations

from alembic import context

from zhunsheng.records.storage.tables import METADATA

connection = context.config.attributes["connection"]
# SQLite alters a table by making it anew ("batch"), which it does where a step asks for it.
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, compare_type=True)
with context.begin_transaction():
    context.run_migrations()
