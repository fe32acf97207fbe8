"""Each test reads the rules of its platform and its configurations anew: none stands on what another left behind."""

from __future__ import annotations

import pytest

from pipeline.device.grammar import grammar
from pipeline.device.parse import shown


@pytest.fixture(autouse=True)
def _anew() -> None:
    grammar.cache_clear()
    shown.cache_clear()
