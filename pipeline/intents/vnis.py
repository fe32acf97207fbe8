"""Numbers in the overlay: each belongs to one VLAN or one routing instance of a device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.features.overlay import L2Vni, L3Vni

if TYPE_CHECKING:
    from pipeline.intents.base import Compiled, View


def vni_free(view: View, vni: int, vlan: int, vrf: str, out: Compiled) -> bool:
    """Tell whether a number is free or used for the same thing; refuse it otherwise."""
    name, path = view.device.name, ("vni",)
    l2, l3 = view.facts.all(L2Vni), view.facts.all(L3Vni)
    holders = [f"VLAN {one.vlan}" for one in l2 if one.vni == vni and one.vlan != vlan]
    holders += [f"VRF {one.vrf}" for one in l3 if one.vni == vni and one.vrf != vrf]
    if holders:
        message = f"{vni} is the number of {holders[0]} on {name}"
        out.refuse("vni-taken", path, message, "choose another number", device=name)
        return False
    others = [one.vni for one in l2 if one.vlan == vlan and one.vni not in (0, vni)]
    others += [one.vni for one in l3 if one.vrf == vrf and one.vni not in (0, vni)]
    if others:
        message = f"{f'VLAN {vlan}' if vlan else f'VRF {vrf}'} has the number {others[0]} on {name}"
        out.refuse("vni-differs", path, message, "retire that first", device=name)
        return False
    return True
