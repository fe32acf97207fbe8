"""Which open pull requests change the same devices. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def overlaps(mine: frozenset[str], others: Mapping[int, frozenset[str]]) -> dict[int, tuple[str, ...]]:
    """Return the devices that are changed by another one, too, by its number. Law: it is the same seen from there."""
    return {number: tuple(sorted(mine & theirs)) for number, theirs in sorted(others.items()) if mine & theirs}


def words(found: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """Say it, one line a pull request."""
    return tuple(f"overlaps with #{number} on {', '.join(devices)}" for number, devices in sorted(found.items()))
