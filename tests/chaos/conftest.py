"""Options of the chaos tests."""

from __future__ import annotations

import pytest


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How many workers are killed in each run."""
    return int(request.config.getoption("--kills"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what depends on a seed as often as was asked for."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(1, int(metafunc.config.getoption("--seeds")) + 1))
