"""default_route_kept: a device does not lose its last static default route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen

_DEFAULTS = ("0.0.0.0/0", "::/0")


def find(before: Network, after: Network) -> Iterator[Problem]:
    """Yield routing instances whose default route goes and nothing comes in its place."""
    for name, seen in sorted(after.devices.items()):
        old = before.devices.get(name)
        for vrf, prefix in sorted(_defaults(old) - _defaults(seen)) if old else ():
            where = f" in {vrf}" if vrf else ""
            message = f"{name} loses its static default route {prefix}{where}"
            yield Problem(message, name, 0, "put the new one in the same change, or say why none is needed")


def _defaults(seen: Seen) -> set[tuple[str, str]]:
    return {(route.vrf, route.prefix) for route in seen.joints.routes if route.prefix in _DEFAULTS}


PLUGIN = Rule("A device keeps its static default route", find)
