"""`bgp_peer`: its session at both ends, and what the session teaches; no route and no packet may be lost."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from ipaddress import ip_network
from typing import TYPE_CHECKING

from pipeline.declare.device import name_of
from schemas.aspects import words
from schemas.declared import Allowance, Declared, Flows, Promise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.intents.base import View
    from pipeline.intents.bgp_peer import Peer, Spec


def declare(spec: Spec, views: Mapping[str, View]) -> Declared:
    """Return what may change when sessions are added; routes that they bring are found in the answers."""
    allowances: list[Allowance] = []
    promises: list[Promise] = []
    lines: list[str] = []
    for index, peer in enumerate(spec.peers):
        if peer.device not in views:
            continue
        device, origin = name_of(views[peer.device]), f"spec.peers[{index}]"
        own = dict.fromkeys((peer.neighbor, str(ip_network(peer.neighbor))))
        allowances.append(Allowance(what="session", device=device, names=tuple(own), sign="change", origin=origin))
        # At the other end the session goes from the neighbour's address to one of the device's own.
        far = tuple(f"{peer.neighbor} to {address}" for address in _addresses(views[peer.device]))
        if far:
            allowances.append(Allowance(what="session", names=far, sign="change", origin=origin))
        allowances.append(_process(peer, device, origin))
        allowances += _gathered(peer, views[peer.device], origin)
        promises.append(Promise(what="session", device=device, name=peer.neighbor, origin=origin))
        inside = rf"{re.escape(device)}: (?:.* / )?(?:set .*)?neighbor {re.escape(peer.neighbor)}"
        lines += [
            rf"{inside} maximum-(?:prefix|routes) .*",
            rf"{inside} activate",
            rf"{inside}(?: / | )(?:address-family|family) .*(?:maximum-prefix|prefix-limit|maximum).*",
        ]
    return Declared(allowances=tuple(allowances), promises=tuple(promises), lines=tuple(lines))


def _addresses(view: View) -> list[str]:
    return sorted({address.partition("/")[0] for item in view.facts.interfaces for address in item.addresses})


def _process(peer: Peer, device: str, origin: str) -> Allowance:
    """Return leave for the list of neighbours of the process: that it holds this one, and is there at all."""
    name = f"bgpProcess {peer.vrf or 'default'}"
    only = ("neighbors=*", "new", *words(peer.neighbor))
    return Allowance(what="process", device=device, names=(name,), only=only, origin=origin)


def _gathered(peer: Peer, view: View, origin: str) -> Iterator[Allowance]:
    """Yield leave for lists that gather neighbours by themselves, and for what filters make of the neighbour's packets.

    A filter that takes its sources from such a list opens for the new neighbour, and for nobody else.
    """
    device, prefix = name_of(view), str(ip_network(peer.neighbor))
    start = ("routing-instances", peer.vrf) if peer.vrf else ()
    own = (*start, "protocols", "bgp", "group", peer.group or "*", "neighbor", peer.neighbor)
    for gathered in view.facts.gathered:
        if not _holds(gathered.path.split(), own):
            continue
        where = f"{origin}, gathered by prefix list {gathered.name}"
        yield Allowance(what="policy", device=device, names=(gathered.name,), sign="change", origin=where)
        for flows in (Flows(source=prefix), Flows(destination=prefix)):
            if gathered.filters:
                yield Allowance(
                    what="filter", device=device, names=gathered.filters, sign="gain", flows=flows, origin=where
                )


def _holds(path: list[str], own: tuple[str, ...]) -> bool:
    """Tell whether a path with `<*>` for any word takes in a statement."""
    patterns = [word.strip("<>") for word in path]
    return len(patterns) <= len(own) and all(
        word == "*" or fnmatchcase(word, pattern) for pattern, word in zip(patterns, own, strict=False)
    )
