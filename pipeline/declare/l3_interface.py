"""`l3_interface`: what its features touch, and the networks whose addresses it replaces."""

from __future__ import annotations

from ipaddress import ip_interface
from typing import TYPE_CHECKING

from schemas.declared import Allowance, Declared, Flows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.intents.base import View, Wanted


def replaced(wanted: list[Wanted], views: Mapping[str, View]) -> Declared:
    """Return what goes with the addresses that interfaces had before: their networks, and packets to and from there."""
    return Declared(allowances=tuple(dict.fromkeys(one for item in wanted for one in _of(item, views[item.device]))))


def _of(item: Wanted, view: View) -> Iterator[Allowance]:
    origin = "spec" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in item.path)
    name = getattr(item.feature, "interface", "")
    for known in view.facts.interfaces:
        for address in known.addresses if known.name == name else ():
            network = str(ip_interface(address).network)
            yield Allowance(what="route", names=(network,), within=True, origin=origin)
            yield Allowance(what="flow", flows=Flows(destination=network), origin=origin)
            yield Allowance(what="flow", flows=Flows(source=network), origin=origin)
