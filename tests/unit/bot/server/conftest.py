"""The parts of a server, on each database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.app import Services, services
from bot.settings import ServerSettings
from tests.unit.bot.server.network import begun, served
from tests.unit.bot.server.stores import KINDS, url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=KINDS)
def parts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Services]:
    """A server's parts on one kind of database, with no repository there yet."""
    settings = ServerSettings(
        data_dir=tmp_path, database_url=url(request.param, tmp_path), repositories=(served(tmp_path / "campus.git"),)
    )
    made = services(settings)
    yield made
    made.close()


@pytest.fixture
def campus(tmp_path: Path) -> Path:
    """The campus as a bare repository."""
    return begun(tmp_path)
