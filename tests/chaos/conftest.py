"""Options of the chaos tests."""

from __future__ import annotations

import pytest

from tests.chaos.campaign import POINTS, Campaign


@pytest.fixture(scope="session")
def campaign(request: pytest.FixtureRequest) -> Campaign:
    """What was asked for."""
    asked = request.config.getoption
    return Campaign(int(asked("--kills")), float(asked("--patience")), POINTS)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say where workers were killed, where it was a campaign."""
    if POINTS.total() > 1:
        terminalreporter.section(f"{POINTS.total()} workers killed at {len(POINTS)} kinds of points")
        for point, count in sorted(POINTS.items()):
            terminalreporter.write_line(f"{count:5} {point}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what depends on a seed as often as was asked for."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(1, int(metafunc.config.getoption("--seeds")) + 1))
