"""Options of all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

from tests.record.analyzers import words

if TYPE_CHECKING:
    import pytest

# The same commit is tested with the same examples everywhere; `make laws` looks for new ones, more of them each time.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=300)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what makes tests longer, and what rewrites expectations: the difference is the review."""
    parser.addoption("--seeds", type=int, default=1, help="runs of each chaos test, each with faults elsewhere")
    parser.addoption("--kills", type=int, default=1, help="workers killed in each run of the chaos tests")
    parser.addoption("--patience", type=float, default=1.0, help="how much longer the chaos tests may take")
    parser.addoption("--install", action="store_true", help="install the building blocks for CI as their runners do")
    parser.addoption("--image", default="", help="name of a built image of the bot, to start it and try it")
    parser.addoption("--update-cases", action="store_true", help="rewrite the expectations of cases")


def pytest_report_header() -> str:
    """Say who answers about whole networks in this run."""
    return words()
