"""`access_vlan`: its ports, its VLAN and those they leave; the gateway of its VLAN may come up, none may go down."""

from __future__ import annotations

import re
from ipaddress import ip_interface
from typing import TYPE_CHECKING

from pipeline.declare.device import name_of
from schemas.aspects import carried
from schemas.declared import Allowance, Declared, Flows, Promise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.intents.access_vlan import Spec
    from pipeline.intents.base import Ports, View


_SWITCHING = ("switchport=*", "switchportmode=*")


def declare(spec: Spec, views: Mapping[str, View]) -> Declared:
    """Return what may change when ports move into a VLAN."""
    allowances: list[Allowance] = []
    promises: list[Promise] = []
    lines: list[str] = []
    vlan = str(spec.vlan.id)
    for name in sorted({one.device for one in (*spec.ports, *spec.uplinks)} & views.keys()):
        view = views[name]
        device = name_of(view)
        access = tuple(_names(view, [one for one in spec.ports if one.device == name]))
        tagged = tuple(_names(view, [one for one in spec.uplinks if one.device == name]))
        left = [str(item.access_vlan) for item in view.facts.interfaces if item.name in access and item.access_vlan]
        vlans = sorted({vlan, "1", *left, *([str(spec.voice_vlan)] if spec.voice_vlan else [])})
        # Members switch as their aggregate does.
        members = tuple(item.name for item in view.facts.interfaces if item.lag and item.lag in tagged)
        moving = ("new", "gone", *carried(*(port.lower() for port in (*access, *tagged, *members, *_gateways(vlan)))))
        allowances.append(Allowance(what="vlan", device=device, names=tuple(vlans), only=moving, origin="spec.vlan"))
        one, voice = (f"accessvlan={vlan}", "accessvlan=-*", *_SWITCHING), (str(spec.voice_vlan or ""),)
        more = (f"allowedvlans={vlan}", *(f"*voice*={number}" for number in voice if number))
        for ports, only in ((access, (*one, *more)), ((*tagged, *members), more)):
            forms = tuple(form for port in ports for form in (port, f"{port}.0"))
            if forms:
                allowances.append(
                    Allowance(what="interface", device=device, names=forms, only=only, origin="spec.ports")
                )
        allowances += _gateway(view, device, vlan)
        promises += [
            Promise(what="access_port", device=device, name=port, value=vlan, origin="spec.ports") for port in access
        ]
        promises += [
            Promise(what="tagged_port", device=device, name=port, value=vlan, origin="spec.uplinks") for port in tagged
        ]
        lines += _lines(spec, device, (*access, *tagged))
    return Declared(allowances=tuple(allowances), promises=tuple(promises), lines=tuple(lines))


def _names(view: View, listed: list[Ports]) -> Iterator[str]:
    for ports in listed:
        for written in ports.interfaces:
            try:
                yield from view.expand(written)
            except ValueError:
                continue  # compile says so on its line


def _gateways(vlan: str) -> tuple[str, ...]:
    return (f"vlan{vlan}", f"irb.{vlan}", f"vlan.{vlan}")


def _gateway(view: View, device: str, vlan: str) -> Iterator[Allowance]:
    """Allow the VLAN's own gateway to come up with its first port, and its subnet with it."""
    names = _gateways(vlan)
    yield Allowance(what="interface", device=device, names=names, sign="gain", origin="spec.vlan")
    for item in view.facts.interfaces:
        if item.name.lower() not in names:
            continue
        for address in (str(ip_interface(one).network) for one in item.addresses if ":" not in one):
            yield Allowance(what="route", names=(address,), within=True, sign="gain", origin="spec.vlan")
            yield Allowance(what="flow", sign="gain", flows=Flows(destination=address), origin="spec.vlan")
            yield Allowance(what="flow", sign="gain", flows=Flows(source=address), origin="spec.vlan")


def _lines(spec: Spec, device: str, ports: tuple[str, ...]) -> Iterator[str]:
    start, vlan = rf"{re.escape(device)}: ", str(spec.vlan.id)
    name = re.escape(spec.vlan.name) if spec.vlan.name else r"\S+"
    yield rf"{start}vlan {vlan}(?: / name {name})?"
    yield rf"{start}(?:set )?vlans(?: / )?.*(?:vlan-id {vlan}|{name})"
    for port in ports:
        inside = rf"{start}interface {re.escape(port)} / "
        yield rf"{inside}switchport mode (?:access|trunk)"
        yield rf"{inside}switchport(?: access vlan {vlan})?"
        if spec.voice_vlan:
            yield rf"{inside}switchport voice vlan {spec.voice_vlan}"
