"""How people work on a device of a platform: into and out of configuration, the native way back, what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Native:
    """The platform's own way back."""

    name: str
    prepare: tuple[str, ...]
    back: tuple[str, ...]
    keep: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operations:
    """Facts of a platform for the change plan; texts are filled in with `str.format` from a feature's fields."""

    enter: tuple[str, ...]
    leave: tuple[str, ...]
    native: Native
    compare: tuple[str, str]
    """(command, what it must show) that tells whether the device still runs what was reviewed."""
    health: tuple[tuple[str, str], ...]
    """What is looked at before and after every change."""
    looks: Mapping[str, tuple[tuple[str, str], ...]]
    """By feature: (command, what it must show afterwards)."""
    comment: str = "!"
    """What begins a comment in a file of commands."""
