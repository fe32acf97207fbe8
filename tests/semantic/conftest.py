"""Who answers: recorded answers, laid into a folder once a process, or the service in `GAINS_BATFISH_HOST`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.record import analyzers, archive

if TYPE_CHECKING:
    from pathlib import Path

    from bot.ports import Analyzer


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every recorded answer."""
    return archive.unpack(tmp_path_factory.mktemp("answers"))


@pytest.fixture(scope="session")
def analyzer(answers: Path) -> Analyzer:
    """Return the live service where one is named, else the recorded answers."""
    return analyzers.analyzer(answers)


@pytest.fixture(scope="session")
def asking(answers: Path) -> tuple[str, ...]:
    """Return the options of `gains compare` that say who is asked."""
    return ("--batfish", analyzers.HOST) if analyzers.HOST else ("--answers", str(answers))
