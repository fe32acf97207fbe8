"""Run each contract on every forge and repository that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contracts.rigs import RIGS, Rig, github_hub
from tests.github.openapi import violations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


CHECKS_ONLY = frozenset({"github-token"})
"""Rigs that differ from another only in how checks are published."""


@pytest.fixture(params=sorted(RIGS))
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    """One forge with one repository."""
    if request.param in CHECKS_ONLY and "check" not in request.function.__name__:
        pytest.skip("the same code as for the App; asked there")
    made = RIGS[request.param](tmp_path)
    yield made
    if request.param.startswith("github"):
        assert violations(github_hub().ask("GET", "/_test/requests")) == []
