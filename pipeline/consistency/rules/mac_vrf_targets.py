"""mac_vrf_targets: devices that carry the same network of the overlay take each other's routes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen
    from schemas.joints import MacVrf


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield networks of the overlay where a device takes no route target that another one gives."""
    members: dict[int, list[tuple[Seen, MacVrf]]] = defaultdict(list)
    for name in sorted(after.devices):
        seen = after.devices[name]
        by_vlan = {item.vlan: item.vni for item in seen.joints.vnis}
        for item in seen.joints.mac_vrfs:
            if "auto" in (*item.imports, *item.exports):
                continue  # what the device derives itself depends on its AS: not compared
            for vni in {*item.vnis, *(by_vlan[vlan] for vlan in item.vlans if vlan in by_vlan)}:
                members[vni].append((seen, item))
    for vni, ends in sorted(members.items()):
        for one, mine in ends:
            for two, theirs in ends:
                if one.name != two.name and not set(mine.imports) & set(theirs.exports):
                    message = (
                        f"VNI {vni}: {one.name} takes {', '.join(mine.imports) or 'nothing'}, "
                        f"{two.name} gives {', '.join(theirs.exports) or 'nothing'}"
                    )
                    yield Problem(
                        message, one.name, mine.line, "hosts do not see each other: use the same route target"
                    )


PLUGIN = Rule("Devices of one overlay network take each other's routes", find)
