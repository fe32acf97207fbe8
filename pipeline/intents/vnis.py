"""Numbers in the overlay: each belongs to one VLAN or one routing instance of a device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.features.overlay import L2Vni, L3Vni

if TYPE_CHECKING:
    from pipeline.intents.base import Compiled, View


def vni_free(view: View, vni: int, vlan: int, vrf: str, out: Compiled) -> bool:
    """Tell whether a number is free or used for the same thing; refuse it otherwise."""
    name, path = view.device.name, ("vni",)
    holder = next((f"VLAN {one.vlan}" for one in view.facts.all(L2Vni) if one.vni == vni and one.vlan != vlan), "")
    holder = holder or next(
        (f"VRF {one.vrf}" for one in view.facts.all(L3Vni) if one.vni == vni and one.vrf != vrf), ""
    )
    if holder:
        message = f"{vni} is the number of {holder} on {name}"
        out.refuse("vni-taken", path, message, "choose another number", device=name)
        return False
    other = next((one.vni for one in view.facts.all(L2Vni) if one.vlan == vlan and one.vni not in (0, vni)), 0)
    other = other or next((one.vni for one in view.facts.all(L3Vni) if one.vrf == vrf and one.vni not in (0, vni)), 0)
    if other:
        message = f"{f'VLAN {vlan}' if vlan else f'VRF {vrf}'} has the number {other} on {name}"
        out.refuse("vni-differs", path, message, "retire that first", device=name)
        return False
    return True
