"""Options of all tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let long tests be longer than they are in the suite."""
    parser.addoption("--kills", type=int, default=6, help="workers killed in each run of the chaos tests")
