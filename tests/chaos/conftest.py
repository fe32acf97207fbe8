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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what depends on the moment at which a process dies, unless it is asked for: a skip is loud."""
    if config.getoption("--chaos"):
        return
    reason = "NOT run: workers killed and databases taken away at random moments; make chaos runs them"
    for item in items:
        if item.path.parent.name == "chaos" and item.name != "test_a_quiet_day":
            item.add_marker(pytest.mark.skip(reason=reason))
