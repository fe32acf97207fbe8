"""`bgp_peer`: its session at both ends, and what the session teaches; no route and no packet may be lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.declare.device import name_of
from schemas.declared import Allowance, Declared, Promise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View
    from pipeline.intents.bgp_peer import Spec


def declare(spec: Spec, views: Mapping[str, View]) -> Declared:
    """Return what may change when sessions are added; routes that they bring are found in the answers."""
    allowances: list[Allowance] = []
    promises: list[Promise] = []
    lines: list[str] = []
    for index, peer in enumerate(spec.peers):
        if peer.device not in views:
            continue
        device, origin = name_of(views[peer.device]), f"spec.peers[{index}]"
        allowances.append(Allowance(what="session", device=device, names=(peer.neighbor,), origin=origin))
        # At the other end, the session's own address is the neighbour's.
        allowances.append(Allowance(what="session", names=(peer.neighbor,), origin=origin))
        promises.append(Promise(what="session", device=device, name=peer.neighbor, origin=origin))
        inside = rf"{re.escape(device)}: (?:.* / )?(?:set .*)?neighbor {re.escape(peer.neighbor)}"
        lines += [
            rf"{inside} maximum-(?:prefix|routes) .*",
            rf"{inside} activate",
            rf"{inside}(?: / | )(?:address-family|family) .*(?:maximum-prefix|prefix-limit|maximum).*",
        ]
    return Declared(allowances=tuple(allowances), promises=tuple(promises), lines=tuple(lines))
