"""Queries: what is asked of the analyzer about the base, the candidate, or both, and the tables that come back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal

from schemas.canonical import canonical

Of = Literal["base", "candidate", "change", "model", "lost"]
"""change: the candidate against the base; model: the variants of `pipeline.semantic.variants`, one file a device; lost:
the candidate against the base, both without the device that the parameter `without` names."""


class Stage(IntEnum):
    """When it can be answered."""

    PARSED = 0
    """As soon as the texts are read."""
    COMPUTED = 1
    """When the routes of both networks are computed."""
    LOST = 2
    """When the routes of both without a device are computed."""


@dataclass(frozen=True, slots=True, order=True)
class Query:
    """One question of the analyzer's own, about one network or the difference of two."""

    stage: Stage
    name: str
    """As the analyzer calls it."""
    of: Of
    parameters: str = "{}"
    """Canonical JSON."""

    @property
    def values(self) -> dict[str, Any]:
        """The parameters, read."""
        found: dict[str, Any] = json.loads(self.parameters)
        return found


def parsed(name: str, of: Of, **parameters: Any) -> Query:
    """Ask what is known when the texts are read."""
    return Query(Stage.PARSED, name, of, canonical(parameters).decode())


def computed(name: str, of: Of, **parameters: Any) -> Query:
    """Ask what is known when routes are computed."""
    return Query(Stage.COMPUTED, name, of, canonical(parameters).decode())


def lost(name: str, device: str, **parameters: Any) -> Query:
    """Ask about both networks without a device."""
    return Query(Stage.LOST, name, "lost", canonical({"without": device, **parameters}).decode())


@dataclass(frozen=True, slots=True)
class Reply:
    """A table, or why there is none: a failed answer is never an empty table."""

    rows: tuple[dict[str, Any], ...] = ()
    """JSON values by column, as the analyzer gave them; floats as text."""
    failure: str = ""
    """Why there is no answer, in words that do not change from run to run; empty where there is one."""
    columns: tuple[str, ...] = field(default=())
    """Names of the columns."""

    @property
    def answered(self) -> bool:
        """Whether there is a table, an empty one perhaps."""
        return not self.failure


NO_REPLY = Reply(failure="nobody was asked")
