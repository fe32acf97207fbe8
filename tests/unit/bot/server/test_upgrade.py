"""Upgrade: what an earlier version left, its jobs too, comes to this version and goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.app import Services, services
from bot.backup import restore
from bot.jobs import migrations
from bot.jobs.agenda import Turn
from bot.jobs.database import connect
from bot.settings import ServerSettings
from tests.unit.bot.server.network import served
from tests.unit.bot.server.stores import KINDS, url
from tests.unit.bot.server.test_backup import WISH, worked

KEPT = sorted((Path(__file__).parents[3] / "cases" / "upgrade").glob("*.gz"))
"""Backups of earlier releases, each made when it was the newest; none is ever made again."""
LATER = '''"""A migration that comes after those of this version."""

import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("weight", sa.Integer, nullable=False, server_default="7"))
'''


def goes_on(parts: Services) -> None:
    """The work that was not done is taken, and done."""
    (turn,) = parts.agenda.take()
    parts.agenda.handed_on(turn)
    parts.agenda.done(turn)
    assert parts.agenda.open() == (0, 0.0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
def test_what_an_earlier_release_kept_is_restored_and_its_jobs_go_on(file: Path, kind: str, tmp_path: Path) -> None:
    settings = ServerSettings(
        data_dir=tmp_path, database_url=url(kind, tmp_path), repositories=(served(tmp_path / "campus.git"),)
    )
    database = connect(settings.url)
    found = restore(file, database)
    database.close()
    assert found.tables["jobs"] >= 1
    parts = services(settings)
    try:
        (job,) = parts.jobs.listed(before=None, most=10)
        assert [parts.records.content(one.digest) for one in parts.records.files(job.id)] == [b"\x00one", b"two"]
        assert [state.after for state in life(parts, job.id)][:1] == ["submitted"]
        goes_on(parts)
    finally:
        parts.close()


def life(parts: Services, job: str) -> list[sa.Row[tuple[object, ...]]]:
    from bot.jobs.tables import states

    with parts.database.read() as connection:
        return list(connection.execute(sa.select(states).where(states.c.job == job).order_by(states.c.seq)))


def test_there_is_a_backup_of_a_release() -> None:
    assert [file.stem for file in KEPT][:1] == ["0.1.0"]


def test_a_migration_that_comes_later_leaves_jobs_trail_and_triggers(parts: Services, tmp_path: Path) -> None:
    job = worked(parts)
    home = tmp_path / "migrations"
    shutil.copytree(Path(migrations.__file__).parent, home)
    config = Config()
    config.set_main_option("script_location", str(home))
    before = ScriptDirectory.from_config(config).get_current_head()
    (home / "versions" / "later.py").write_text(LATER.format(before=before))
    with parts.database.write() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    found = parts.jobs.get(job)
    assert found
    with parts.database.read() as connection:
        assert connection.execute(sa.text("SELECT weight FROM jobs")).scalar_one() == 7
    with pytest.raises(sa.exc.DBAPIError), parts.database.write() as connection:
        connection.execute(sa.text("DELETE FROM audit"))
    parts.agenda.done(turn_of(parts))
    with parts.database.write() as connection:
        parts.agenda.want(connection, WISH)
    goes_on(parts)


def turn_of(parts: Services) -> Turn:
    row = parts.agenda.row(WISH.key)
    assert row
    return Turn(WISH.key, 1)
