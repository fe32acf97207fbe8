"""link_lacp: the members of an aggregate speak LACP on both ends of a cable, or on neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield cables of aggregates that never come up, or that only one end bundles (IEEE 802.1AX, section 6.4).

    An end that says no mode, is shut down or belongs to no aggregate is left out.
    """
    for (one, a), (two, b) in after.cables():
        first, second = _mode(one, a), _mode(two, b)
        if not first or not second:
            continue
        if "on" in (first, second) and first != second:
            message = f"{one.name} {a} bundles with LACP mode {first}, {two.name} {b} at the other end with {second}"
            hint = "one end waits for LACP that the other does not speak: active on both, or on on both"
            yield Problem(message, one.name, _line(one, a), hint)
        elif first == second == "passive":
            message = f"{one.name} {a} and {two.name} {b} at the other end both have LACP mode passive"
            yield Problem(message, one.name, _line(one, a), "neither end begins: set active on one of them at least")


def _mode(seen: Seen, name: str) -> str:
    port = seen.port(name)
    member = seen.ports.get(name) or port
    lag = (member.lag if member else "") or (port.lag if port else "")
    if not lag or (member is not None and seen.shut(member)):
        return ""
    return seen.joint(name).lacp or seen.joint(lag).lacp


def _line(seen: Seen, name: str) -> int:
    return seen.joint(name).line or seen.joint(seen.ports[name].lag if name in seen.ports else name).line


PLUGIN = Rule("Both ends of an aggregate's cable speak LACP, or neither does", find)
