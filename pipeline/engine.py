"""The engine of a platform: what derives its commands, and the independent model that proves them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, zip_longest
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Literal, Protocol

import renderers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.config.merged import Merged
    from pipeline.device.junos.model import Statement
    from pipeline.device.prove import Leg
    from renderers.behaviour import Behaviour
    from renderers.dialect import Dialect
    from schemas.proof import Hazard, Proof


class Refused(Protocol):
    """A command that the device did not take."""

    @property
    def step(self) -> int:
        """Counted from 1."""

    @property
    def command(self) -> str:
        """As it was typed."""

    @property
    def reason(self) -> str:
        """In words."""


class Played(Protocol):
    """What came of commands."""

    @property
    def text(self) -> str:
        """The configuration."""

    @property
    def refused(self) -> Sequence[Refused]:
        """Commands that were not taken."""


@dataclass(frozen=True, slots=True)
class Way:
    """Commands from one configuration to another."""

    start: str
    """The configuration they begin at."""
    end: str
    """The one they lead to."""
    commands: Sequence[str]
    direction: Literal["remediation", "rollback"]
    management: str
    """Interface or address that the device is managed through; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What the independent model makes of the commands there and back."""

    proof: Proof
    hazards: tuple[Hazard, ...]
    """What hurts on the way, there and then back."""


@dataclass(frozen=True, slots=True)
class BothWays:
    """Commands there and back, and what the independent model makes of them."""

    remediation: tuple[str, ...]
    rollback: tuple[str, ...]
    found: Examined


@dataclass(frozen=True, slots=True)
class Engine:
    """What can be done with configurations of a platform."""

    derive: Callable[[str, str], tuple[str, ...]]
    prove: Callable[[str, str, Sequence[str], Sequence[str]], Proof]
    play: Callable[[str, Sequence[str]], Played]
    hazards: Callable[[Way], tuple[Hazard, ...]]
    """What hurts on a way."""
    examine: Callable[[Way, Way], Examined]
    """Proof and hazards of the way there and of the way back, played once where that says the same."""
    merge: Callable[[str, Sequence[str]], Merged]
    """A fragment merged into a running configuration."""
    knows: Callable[[tuple[str, ...]], bool]
    """Whether the model of the device knows a line by a rule, given with the lines of the blocks around it."""

    def both_ways(self, running: str, candidate: str, management: str = "") -> BothWays:
        """Derive the commands there and back, prove them, and look for what hurts on the way."""
        remediation, rollback = self.derive(running, candidate), self.derive(candidate, running)
        there = Way(running, candidate, remediation, "remediation", management)
        back = Way(candidate, running, rollback, "rollback", management)
        return BothWays(remediation, rollback, self.examine(there, back))


@cache
def platforms() -> tuple[str, ...]:
    """Return the platforms that have both a dialect and a behaviour, by the names of their folders, sorted."""
    return tuple(sorted(info.name for info in iter_modules(renderers.__path__) if info.ispkg and _whole(info.name)))


@cache
def engine(platform: str) -> Engine:
    """Return the engine of one of the `platforms`; nothing of the others is imported."""
    home = f"{renderers.__name__}.{platform}"
    dialect = getattr(import_module(f"{home}.dialect"), "DIALECT", None)
    if dialect is None:
        return _junos()
    return _indented(dialect, import_module(f"{home}.behaviour").BEHAVIOUR)


def _indented(dialect: Dialect, behaviour: Behaviour) -> Engine:
    from pipeline.config.derive import derive
    from pipeline.config.merge import merge
    from pipeline.device.hazards import hazards
    from pipeline.device.known import knows
    from pipeline.device.play import play
    from pipeline.device.prove import prove, prove_with_legs

    def look(way: Way, leg: Leg | None = None) -> tuple[Hazard, ...]:
        return hazards(behaviour, way.start, way.commands, way.direction, way.management, candidate=way.end, leg=leg)

    def examine(there: Way, back: Way) -> Examined:
        proof, legs = prove_with_legs(behaviour, there.start, there.end, there.commands, back.commands)
        found = (look(way, leg) for way, leg in zip_longest((there, back), legs))
        return Examined(proof, tuple(chain.from_iterable(found)))

    return Engine(
        partial(derive, dialect),
        partial(prove, behaviour),
        partial(play, behaviour),
        look,
        examine,
        partial(merge, dialect),
        partial(knows, behaviour),
    )


def _junos() -> Engine:
    from pipeline.config.junos.derive import derive
    from pipeline.config.junos.merge import merge
    from pipeline.device.junos.hazards import hazards
    from pipeline.device.junos.known import knows
    from pipeline.device.junos.play import play, prove, prove_with_ends

    def look(way: Way, ends: tuple[Statement, Statement] | None = None) -> tuple[Hazard, ...]:
        return hazards(way.start, way.commands, way.direction, way.management, candidate=way.end, ends=ends)

    def examine(there: Way, back: Way) -> Examined:
        proof, ends = prove_with_ends(there.start, there.end, there.commands, back.commands)
        if ends is None:
            return Examined(proof, (*look(there), *look(back)))
        found = look(there, (ends.first, ends.reached)), look(back, (ends.wanted, ends.first))
        return Examined(proof, tuple(chain.from_iterable(found)))

    return Engine(derive, prove, play, look, examine, merge, knows)


def _whole(platform: str) -> bool:
    spec = find_spec(f"{renderers.__name__}.{platform}")
    found = {info.name for info in iter_modules(spec.submodule_search_locations if spec else [])}
    return {"dialect", "behaviour"} <= found
