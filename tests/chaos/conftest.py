"""Options of the chaos tests."""

from __future__ import annotations

import pytest


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How many workers are killed in each run."""
    return int(request.config.getoption("--kills"))
