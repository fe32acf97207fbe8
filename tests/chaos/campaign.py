"""How much chaos there is, and where it struck."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True)
class Campaign:
    """What was asked for on the command line, and what came of it."""

    kills: int
    """Workers killed in each run."""
    patience: float
    """By how much longer everything may take than on a machine that has nothing else to do."""
    points: Counter[str]
    """Where workers were killed, in all runs of this process."""


POINTS: Counter[str] = Counter()
