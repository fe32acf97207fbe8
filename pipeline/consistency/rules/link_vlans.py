"""link_vlans: a VLAN that is tagged on one end of a cable is tagged on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule
from renderers.number_lists import compact, numbers
from schemas.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network, Seen


def find(_: Network, after: Network) -> Iterator[Problem]:
    """Yield cables between trunks that carry different VLANs; a trunk that carries all is compared with nothing."""
    for (one, a), (two, b) in after.cables():
        first, second = _carried(one, a), _carried(two, b)
        if first is None or second is None:
            continue
        for here, mine, there, theirs in ((one, first, two, second), (two, second, one, first)):
            missing = mine - theirs
            if missing:
                message = (
                    f"the trunk of {here.name} to {there.name} carries VLAN {compact(missing)}, the other end does not"
                )
                hint = "the VLAN ends at this cable: name both ends in the intent"
                port = here.port(a if here is one else b)
                yield Problem(message, here.name, port.line if port else 0, hint, Severity.WARNING)


def _carried(seen: Seen, name: str) -> set[int] | None:
    port = seen.port(name)
    whole = seen.port(port.lag) if port and port.lag else port
    if whole is None or whole.mode != "trunk" or whole.trunk_vlans in ("all", "") or whole.unread:
        return None
    return set() if whole.trunk_vlans == "none" else set(numbers(whole.trunk_vlans))


PLUGIN = Rule("Trunks carry the same VLANs on both ends of a cable", find)
