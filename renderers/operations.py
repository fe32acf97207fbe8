"""How people work on a device of a platform: into and out of configuration, the native way back, what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Show(NamedTuple):
    """A look at a device; the texts are filled in from a feature's fields, `match` with its special letters escaped."""

    command: str
    """As typed at the device."""
    expect: str
    """What it must show, in words."""
    match: str = ""
    """Regular expression that some line of the output must match; empty where a person has to look."""
    within_s: int = 0
    """Seconds that it may take until it shows."""


Looks = tuple[Show | tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Native:
    """The platform's own way back."""

    name: str
    prepare: tuple[str, ...]
    """Typed before the change."""
    back: tuple[str, ...]
    """Typed to go back."""
    keep: tuple[str, ...]
    """Typed when all is well on every device: what makes the way back go away."""


@dataclass(frozen=True, slots=True)
class Operations:
    """Facts of a platform for the change plan; texts are filled in with `str.format` from a feature's fields."""

    enter: tuple[str, ...]
    """To the configuration prompt."""
    leave: tuple[str, ...]
    """Make the change active, where the platform can: with a timer that takes it back by itself."""
    native: Native
    """Its own way back."""
    compare: tuple[str, str]
    """(command, what it must show) that tells whether the device still runs what was reviewed."""
    health: Looks
    """What is looked at before and after every change."""
    looks: Mapping[str, Looks]
    """By feature: what is looked at afterwards."""
    comment: str = "!"
    """What begins a comment in a file of commands."""
    confirm: tuple[str, ...] = ()
    """Typed when the looks afterwards are good: stop the timer, make it last over a restart."""
    revert_s: int = 0
    """Seconds after which the device goes back by itself without `confirm`; 0 where it does not."""
    command_s: int = 2
    """Seconds that a command takes, as a rule of thumb for the duration; not measured."""
