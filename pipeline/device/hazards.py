"""Look for hazards in every state that a list of commands passes through."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from pipeline.device import hazard
from pipeline.device.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.device.prove import Leg
    from pipeline.device.walk import Direction, Walk
    from renderers.behaviour import Behaviour
    from schemas.proof import Hazard


def hazards(
    behaviour: Behaviour,
    running: str,
    commands: Sequence[str],
    direction: Direction,
    management: str = "",
    *,
    candidate: str = "",
    leg: Leg | None = None,
) -> tuple[Hazard, ...]:
    """Return what hurts on the way, in the order of the steps.

    Only what a command touched is looked at again: what dangles in the running configuration and is left alone is not a
    hazard of the change. `candidate` shows the model which lines are headers. With the `leg` of a proof the commands
    are not played again.
    """
    facts = walk(behaviour, running, commands, direction, management, candidate, leg)
    found = {item for rule in rules() for item in rule(facts)}
    return tuple(sorted(found, key=lambda item: (item.step, item.rule, item.message)))


@cache
def rules() -> tuple[Callable[[Walk], Iterable[Hazard]], ...]:
    """Return every rule, by the name of its file."""
    names = sorted(info.name for info in iter_modules(hazard.__path__))
    return tuple(import_module(f"{hazard.__name__}.{name}").PLUGIN for name in names)
