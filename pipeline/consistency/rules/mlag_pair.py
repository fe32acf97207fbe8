"""mlag_pair: the two devices of a pair share a domain and name each other."""

from __future__ import annotations

from ipaddress import ip_interface
from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield pairs with two domains or that do not name each other back, and peers that no looked-at device is."""
    names = sorted(name for name, seen in after.devices.items() if seen.joints.mlag is not None)
    for name in names:
        seen = after.devices[name]
        mine = seen.joints.mlag
        if mine is None or not mine.peer:
            continue
        others = [other for other in names if other != name and mine.peer in _addresses(after.devices[other])]
        if not others:
            same = [other for other in names if other != name and _domain(after.devices[other]) == mine.domain]
            if same:
                message = f"{name} names {mine.peer} as its pair, which {same[0]} does not have"
                yield Problem(message, name, mine.line, "the pair does not form: correct the peer's address")
            continue
        other = after.devices[others[0]]
        theirs = other.joints.mlag
        if theirs is None:
            continue
        if theirs.domain != mine.domain and name < other.name:
            message = f"{name} and {other.name} are a pair with two domains, {mine.domain} and {theirs.domain}"
            yield Problem(message, name, mine.line, "the pair does not form: both need the same domain")
        if theirs.peer and theirs.peer not in _addresses(seen):
            message = f"{other.name} names {theirs.peer} as its pair, which {name} does not have"
            yield Problem(message, other.name, theirs.line, "the pair does not form: correct the peer's address")


def _domain(seen: Seen) -> str:
    return seen.joints.mlag.domain if seen.joints.mlag else ""


def _addresses(seen: Seen) -> set[str]:
    return {str(ip_interface(written).ip) for port in seen.facts.interfaces for written in port.addresses}


PLUGIN = Rule("The two devices of a pair share a domain and name each other", find)
