"""The engine of a platform: what derives its commands, and the independent model that proves them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

import renderers
from pipeline.config.derive import derive
from pipeline.config.junos.derive import derive as derive_junos
from pipeline.device.junos.hazards import hazards as hazards_junos
from pipeline.device.junos.play import play as play_junos
from pipeline.device.junos.play import prove as prove_junos
from pipeline.device.play import play
from pipeline.device.prove import prove

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
class Engine:
    """What can be done with configurations of a platform."""

    derive: Callable[[str, str], tuple[str, ...]]
    prove: Callable[[str, str, Sequence[str], Sequence[str]], Proof]
    play: Callable[[str, Sequence[str]], Played]
    hazards: Callable[..., tuple[Hazard, ...]] | None
    """None where nothing looks for hazards on this platform yet."""


@cache
def engines() -> Mapping[str, Engine]:
    """Return the engine of every platform that has both a dialect and a behaviour, by the name of its folder."""
    found: dict[str, Engine] = {}
    for info in iter_modules(renderers.__path__):
        home = f"{renderers.__name__}.{info.name}"
        if not info.ispkg or not {"dialect", "behaviour"} <= {one.name for one in iter_modules(_path(home))}:
            continue
        dialect = getattr(import_module(f"{home}.dialect"), "DIALECT", None)
        if dialect is None:
            found[info.name] = Engine(derive_junos, prove_junos, play_junos, hazards_junos)
            continue
        behaviour = import_module(f"{home}.behaviour").BEHAVIOUR
        found[info.name] = Engine(partial(derive, dialect), partial(prove, behaviour), partial(play, behaviour), None)
    return MappingProxyType(dict(sorted(found.items())))


def _path(home: str) -> list[str]:
    return list(import_module(home).__path__)
