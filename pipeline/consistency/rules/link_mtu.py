"""link_mtu: both ends of a cable carry frames of the same size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen

DEFAULT = 1500
"""Payload that a routed port carries where nothing is configured, on every platform that is read."""


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield cables whose ends are configured with different sizes, or where one differs from the other's default."""
    for (one, a), (two, b) in after.cables():
        first, second = _mtu(one, a), _mtu(two, b)
        if first is None and second is None:
            continue
        # Switched ports have defaults of their own; only what is configured on both is compared there.
        first = first or (DEFAULT if _routed(one, a) else None)
        second = second or (DEFAULT if _routed(two, b) else None)
        if first and second and first != second:
            message = f"{one.name} {a} has MTU {first}, {two.name} {b} at the other end has {second}"
            hint = "frames that only one end takes are lost without a word: set both alike"
            yield Problem(message, one.name, one.joint(a).line, hint)


def _mtu(seen: Seen, name: str) -> int | None:
    port = seen.port(name)
    lag = port.lag if port else ""
    return seen.joint(name).mtu or (seen.joint(lag).mtu if lag else None)


def _routed(seen: Seen, name: str) -> bool:
    port = seen.port(name)
    whole = seen.port(port.lag) if port and port.lag else port
    return whole is not None and bool(whole.addresses)


PLUGIN = Rule("Both ends of a cable carry frames of the same size", find)
