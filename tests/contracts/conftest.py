"""Run each contract on every forge and repository that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contracts.rigs import RIGS, Rig

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=sorted(RIGS))
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Rig:
    """One forge with one repository."""
    return RIGS[request.param](tmp_path)
