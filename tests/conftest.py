"""Options of all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what makes tests longer, and what rewrites expectations: the difference is the review."""
    parser.addoption("--seeds", type=int, default=1, help="runs of each chaos test, each with faults elsewhere")
    parser.addoption("--kills", type=int, default=3, help="workers killed in each run of the chaos tests")
    parser.addoption("--update-cases", action="store_true", help="rewrite the expectations of cases")
    parser.addoption("--chaos", action="store_true", help="kill workers and take databases away, too (make chaos)")
