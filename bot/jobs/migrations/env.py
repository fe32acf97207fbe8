"""How Alembic runs the migrations here: on the connection that it is handed, in one transaction."""

from __future__ import annotations

from alembic import context

from bot.jobs.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
