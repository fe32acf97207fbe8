"""`vlan_gateway`: route a VLAN on one device or several, with a gateway address that they share."""

from __future__ import annotations

from ipaddress import ip_address, ip_interface
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Wanted
from pipeline.intents.places import free_networks, known_vlans, known_vrf
from schemas.base import Record
from schemas.features.layer3 import FirstHop, VlanInterface
from schemas.values import Address, DeviceName, InterfaceAddress, Label, ObjectName, VlanId

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Shared(Record):
    """The gateway address of the hosts."""

    address: Address
    """In the same network as the devices' own addresses."""
    protocol: Literal["hsrp", "vrrp", "anycast"]
    """Who holds it: elected by HSRP or VRRP, or everybody."""
    group: Annotated[int, Field(ge=1, le=255)] | None = None
    """Number of the group; needed for HSRP and VRRP."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.group is None) != (self.protocol == "anycast"):
            raise ValueError("HSRP and VRRP have a group, an anycast gateway has none")
        return self


class Own(Record):
    """One device that routes the VLAN."""

    device: DeviceName
    """Name in the inventory."""
    address: InterfaceAddress
    """Its own address, with the length of the network; the gateway's where an anycast platform has no other (NX-OS)."""
    priority: Annotated[int, Field(ge=1, le=254)] | None = None
    """The highest one holds the gateway address."""


class Spec(Record):
    """A VLAN that is routed."""

    vlan: VlanId
    """It must be there."""
    vrf: ObjectName | None = None
    """Routing instance; the default one where it is not given."""
    description: Label | None = None
    """For people."""
    gateway: Shared | None = None
    """Address that the devices share."""
    devices: Annotated[tuple[Own, ...], Field(min_length=1)]
    """Who routes it."""

    @model_validator(mode="after")
    def _one_network(self) -> Self:
        networks = {ip_interface(own.address).network for own in self.devices}
        if len(networks) > 1:
            raise ValueError(f"the devices' addresses are of several networks: {', '.join(sorted(map(str, networks)))}")
        gateway = ip_address(self.gateway.address) if self.gateway else None
        addresses = [ip_interface(own.address).ip for own in self.devices]
        if self.gateway and self.gateway.protocol == "anycast":
            addresses = [address for address in addresses if address != gateway]
        if len(set(addresses)) < len(addresses):
            raise ValueError("two devices have the same address of their own")
        if gateway and gateway not in next(iter(networks)):
            raise ValueError(f"the gateway {gateway} is not in {next(iter(networks))}")
        if gateway in addresses:
            raise ValueError(f"the gateway {gateway} is a device's own address")
        return self


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for the interface of the VLAN on every device, and for the shared address on it."""
    out = Compiled()
    for index, own in enumerate(spec.devices):
        view, path = views[own.device], ("devices", index)
        if not known_vlans(view, (spec.vlan,), ("vlan",), out) or not known_vrf(view, spec.vrf, ("vrf",), out):
            continue
        known = next((one for one in view.facts.all(VlanInterface) if one.vlan == spec.vlan), None)
        held = {one for one in (known.ipv4, known.ipv6) if one} if known else set()
        if not _same(spec, own, held, known, path, out):
            continue
        if not held and not free_networks(view, (own.address,), spec.vrf, "", path, out):
            continue
        six = ":" in own.address
        wanted = VlanInterface(
            vlan=spec.vlan,
            description=spec.description or "",
            vrf=spec.vrf or "",
            ipv4="" if six else own.address,
            ipv6=own.address if six else "",
        )
        out.wanted.append(Wanted(own.device, wanted, path))
        if spec.gateway:
            shared = FirstHop(
                vlan=spec.vlan,
                group=spec.gateway.group or 0,
                protocol=spec.gateway.protocol,
                own=own.address,
                address=str(ip_address(spec.gateway.address)),
                priority=own.priority,
                preempt=own.priority is not None,
            )
            out.wanted.append(Wanted(own.device, shared, ("gateway",)))
    return out


def _same(spec: Spec, own: Own, held: set[str], known: VlanInterface | None, path: Path, out: Compiled) -> bool:
    if held and own.address not in held:
        message = f"VLAN {spec.vlan} of {own.device} is routed with {', '.join(sorted(held))} already"
        out.refuse("address-differs", path, message, "name that address, or retire it first", device=own.device)
        return False
    if known and known.vrf != (spec.vrf or "") and held:
        message = f"VLAN {spec.vlan} of {own.device} is in {known.vrf or 'the default instance'}"
        out.refuse("vrf-differs", path, message, "moving it takes its address away; retire it first", device=own.device)
        return False
    return True


PLUGIN = Kind(
    title="Route a VLAN, with a gateway address that devices share",
    spec=Spec,
    devices=lambda spec: tuple(own.device for own in spec.devices),
    compile=compile_spec,
    declare=by_features(compile_spec),
)
