"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "m0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = ("states", "approvals", "audit")


def upgrade() -> None:
    """Make the tables, and the triggers that keep three of them append-only."""
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("forge", sa.String(40), nullable=False),
        sa.Column("delivery", sa.String(200), nullable=False),
        sa.Column("repository", sa.String(160), nullable=False),
        sa.Column("pull", sa.Integer),
        sa.Column("event", sa.String(80), nullable=False),
        sa.Column("received_at", sa.String(40), nullable=False),
        sa.Column("correlation", sa.String(80), nullable=False),
        sa.Column("outcome", sa.String(200), nullable=False),
        sa.UniqueConstraint("forge", "delivery", name="one_of_each_delivery"),
    )
    op.create_table(
        "work",
        sa.Column("key", sa.String(240), primary_key=True),
        sa.Column("repository", sa.String(160), nullable=False),
        sa.Column("pull", sa.Integer),
        sa.Column("job", sa.String(40)),
        sa.Column("wanted", sa.Integer, nullable=False),
        sa.Column("taken", sa.Integer, nullable=False),
        sa.Column("submitted", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("since", sa.Float, nullable=False),
        sa.Column("not_before", sa.Float, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("dead", sa.Boolean, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("hint", sa.String(64), nullable=False),
        sa.Column("correlation", sa.String(80), nullable=False),
        sa.Column("traceparent", sa.String(80), nullable=False),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False, unique=True),
        sa.Column("repository", sa.String(160), nullable=False),
        sa.Column("pull", sa.Integer),
        sa.Column("state", sa.String(30), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("source_sha", sa.String(64), nullable=False),
        sa.Column("base_sha", sa.String(64), nullable=False),
        sa.Column("head_sha", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.Column("decision_digest", sa.String(80), nullable=False),
        sa.Column("intents", sa.Text, nullable=False),
        sa.Column("sites", sa.Text, nullable=False),
        sa.Column("requester", sa.String(255), nullable=False),
        sa.Column("submission", sa.Text),
        sa.Column("seen", sa.String(80), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("correlation", sa.String(80), nullable=False),
        sa.Column("traceparent", sa.String(80), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("updated_at", sa.String(40), nullable=False),
    )
    op.create_index("jobs_in_a_state", "jobs", ["state"])
    op.create_index("jobs_of_a_pull", "jobs", ["repository", "pull"])
    op.create_table(
        "states",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("job", sa.String(40), nullable=False),
        sa.Column("before", sa.String(30), nullable=False),
        sa.Column("after", sa.String(30), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("audit", sa.Integer, nullable=False),
    )
    op.create_index("ix_states_job", "states", ["job"])
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("job", sa.String(40), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("head_sha", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.Column("account", sa.String(255), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("audit", sa.Integer, nullable=False),
    )
    op.create_index("ix_approvals_job", "approvals", ["job"])
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("event", sa.String(60), nullable=False),
        sa.Column("actor", sa.String(255), nullable=False),
        sa.Column("job", sa.String(40), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("previous", sa.String(80), nullable=False),
        sa.Column("hash", sa.String(80), nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
    )
    op.create_index("ix_audit_job", "audit", ["job"])
    op.create_table(
        "leases",
        sa.Column("executor", sa.String(120), primary_key=True),
        sa.Column("beat", sa.Float, nullable=False),
    )
    op.create_table(
        "site_locks",
        sa.Column("repository", sa.String(160), primary_key=True),
        sa.Column("site", sa.String(120), primary_key=True),
        sa.Column("job", sa.String(40), nullable=False),
        sa.Column("until", sa.Float, nullable=False),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(20), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("hash", sa.String(80), nullable=False, unique=True),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("account", sa.String(255), nullable=False),
        sa.Column("created_at", sa.String(40), nullable=False),
        sa.Column("expires", sa.Float),
        sa.Column("revoked", sa.Boolean, nullable=False),
    )
    op.create_table(
        "idempotency",
        sa.Column("principal", sa.String(255), primary_key=True),
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("request", sa.String(80), nullable=False),
        sa.Column("job", sa.String(40), nullable=False),
        sa.Column("at", sa.Float, nullable=False),
    )
    op.create_table(
        "artifacts",
        sa.Column("digest", sa.String(80), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "job_files",
        sa.Column("job", sa.String(40), primary_key=True),
        sa.Column("path", sa.String(500), primary_key=True),
        sa.Column("digest", sa.String(80), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION gains_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME; END $$"
        )
    for name in _APPEND_ONLY:
        if postgresql:
            op.execute(
                f"CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE ON {name} "
                "FOR EACH ROW EXECUTE FUNCTION gains_append_only()"
            )
            op.execute(
                f"CREATE TRIGGER {name}_not_emptied BEFORE TRUNCATE ON {name} EXECUTE FUNCTION gains_append_only()"
            )
        else:
            for verb in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
                    f"BEGIN SELECT RAISE(ABORT, 'table {name} is append-only'); END"
                )
