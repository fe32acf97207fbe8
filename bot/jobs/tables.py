"""The bot's own tables: what came in, what is to be done, what was done, who said so, and the trail of it all.

The engine that runs the steps keeps its own; these hold the domain, so that the engine can be replaced.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

deliveries = sa.Table(
    "deliveries",
    metadata,
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
"""Webhooks that were taken, each once."""

work = sa.Table(
    "work",
    metadata,
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
"""What is to be looked at, one row for each pull request or submission: wanted counts the wishes, done the answers."""

jobs = sa.Table(
    "jobs",
    metadata,
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
    sa.Index("jobs_of_a_pull", "repository", "pull"),
    sa.Index("jobs_in_a_state", "state"),
)
"""One job for each pull request, head and base that was worked on."""

states = sa.Table(
    "states",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("job", sa.String(40), nullable=False, index=True),
    sa.Column("before", sa.String(30), nullable=False),
    sa.Column("after", sa.String(30), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("audit", sa.Integer, nullable=False),
)
"""Every step of every job's life; nothing is changed or deleted here."""

approvals = sa.Table(
    "approvals",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("job", sa.String(40), nullable=False, index=True),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("head_sha", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(80), nullable=False),
    sa.Column("account", sa.String(255), nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("audit", sa.Integer, nullable=False),
)
"""What people said through the API, and what the gate decided; nothing is changed or deleted here."""

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("event", sa.String(60), nullable=False),
    sa.Column("actor", sa.String(255), nullable=False),
    sa.Column("job", sa.String(40), nullable=False, index=True),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("previous", sa.String(80), nullable=False),
    sa.Column("hash", sa.String(80), nullable=False),
    sa.Column("signature", sa.Text, nullable=False),
)
"""The trail: each record holds the hash of the one before; nothing is changed or deleted here."""

leases = sa.Table(
    "leases",
    metadata,
    sa.Column("executor", sa.String(120), primary_key=True),
    sa.Column("beat", sa.Float, nullable=False),
)
"""Workers that are alive."""

site_locks = sa.Table(
    "site_locks",
    metadata,
    sa.Column("repository", sa.String(160), primary_key=True),
    sa.Column("site", sa.String(120), primary_key=True),
    sa.Column("job", sa.String(40), nullable=False),
    sa.Column("until", sa.Float, nullable=False),
)
"""Sites where a change is being released."""

api_keys = sa.Table(
    "api_keys",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("hash", sa.String(80), nullable=False, unique=True),
    sa.Column("scopes", sa.Text, nullable=False),
    sa.Column("account", sa.String(255), nullable=False),
    sa.Column("created_at", sa.String(40), nullable=False),
    sa.Column("expires", sa.Float),
    sa.Column("revoked", sa.Boolean, nullable=False),
)
"""Keys of the API: of each only its hash is known."""

idempotency = sa.Table(
    "idempotency",
    metadata,
    sa.Column("principal", sa.String(255), primary_key=True),
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("request", sa.String(80), nullable=False),
    sa.Column("job", sa.String(40), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)
"""Requests that were carried out, by the name that their sender gave them."""

artifacts = sa.Table(
    "artifacts",
    metadata,
    sa.Column("digest", sa.String(80), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
"""Files of change packages, by their digest."""

job_files = sa.Table(
    "job_files",
    metadata,
    sa.Column("job", sa.String(40), primary_key=True),
    sa.Column("path", sa.String(500), primary_key=True),
    sa.Column("digest", sa.String(80), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
)
"""Which files a job's packages have."""

APPEND_ONLY = ("states", "approvals", "audit")
"""Tables whose triggers refuse update and delete."""
