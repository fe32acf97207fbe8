"""router_ids: no two devices call themselves the same in one protocol."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield router ids that several devices have. One that stands for all protocols counts in each."""
    found: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for name, seen in sorted(after.devices.items()):
        for item in seen.joints.router_ids:
            protocols = ("bgp", "ospf", "ospfv3") if item.protocol == "all" else (item.protocol,)
            for protocol in protocols:
                found[protocol, item.vrf, item.id].setdefault(name, item.line)
    said: set[str] = set()
    for (protocol, vrf, number), devices in sorted(found.items()):
        # The same device may call itself the same in every routing instance; in instances of others it meets nobody.
        names = sorted(devices)
        if len(names) < 2 or vrf:
            continue
        message = f"{', '.join(names)} have the same {protocol} router id {number}"
        if message not in said:
            said.add(message)
            yield Problem(message, names[0], devices[names[0]], "routes of one of them are taken for the other's")


PLUGIN = Rule("No two devices have the same router id", find)
