"""Options of the whole suite."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-cases`: write what came out as what is expected; the difference is the review."""
    parser.addoption("--update-cases", action="store_true", help="rewrite the expectations of cases")
