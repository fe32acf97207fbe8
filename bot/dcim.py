"""What the inventories of data centres have in common: platforms by several names, and cables with typed ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.inventories.base import FoundLink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.inventories.base import End


def unknown(here: str, name: str, system: str) -> str:
    """Say why a device is left out: it has no name, or a platform that we do not know."""
    which = f"platform {system or 'none'!r}" if name else "no name"
    return f"{here} {name or '?'}: {which} is nothing that we know; left out"


def cabled(
    cables: Iterable[Mapping[str, Any]], ends: Callable[[Mapping[str, Any]], tuple[End | None, End | None]]
) -> tuple[list[FoundLink], list[str]]:
    """Return the cables with both ends at interfaces of devices that were taken, and what was left out, and why."""
    links, left = [], []
    for cable in cables:
        here = f"dcim/cables/{cable['id']}"
        a, b = ends(cable)
        if a is not None and b is not None:
            links.append(FoundLink(a, b, here))
        elif a is not None or b is not None:
            left.append(f"{here}: an end is no interface of a device that was taken; left out")
    return links, left
