"""`l3_interface`: give interfaces addresses, and put them into routing instances."""

from __future__ import annotations

from ipaddress import ip_interface
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from pipeline.declare.l3_interface import replaced
from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Wanted
from pipeline.intents.places import free_networks, known_vrf
from pipeline.intents.ports import known_port, once, one_port, there
from schemas.base import Record
from schemas.features.layer3 import RoutedInterface
from schemas.values import DeviceName, InterfaceAddress, InterfaceName, ObjectName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View
    from schemas.declared import Declared


class Interface(Record):
    """One interface that routes."""

    device: DeviceName
    """Name in the inventory."""
    interface: InterfaceName
    """One interface."""
    ipv4: InterfaceAddress | None = None
    """IPv4 address with the length of its network."""
    ipv6: InterfaceAddress | None = None
    """IPv6 address with the length of its network."""
    vrf: ObjectName | None = None
    """Routing instance; the default one where it is not given."""
    replace: bool = False
    """Whether an address that is there may go."""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.ipv4 is None and self.ipv6 is None:
            raise ValueError("an interface that routes has an address: ipv4, ipv6, or both")
        if (self.ipv4 and ":" in self.ipv4) or (self.ipv6 and ":" not in self.ipv6):
            raise ValueError("the address is of the other family")
        return self


class Spec(Record):
    """Interfaces with addresses."""

    interfaces: Annotated[tuple[Interface, ...], Field(min_length=1)]
    """One entry each."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for each interface, after a look at what it does now and who has the network."""
    out = Compiled()
    seen: dict[tuple[str, str], Path] = {}
    for index, item in enumerate(spec.interfaces):
        view, path = views[item.device], ("interfaces", index)
        port = one_port(view, item.interface, (*path, "interface"), out)
        if port is None or not once(seen, view, port, path, out) or not _there(view, port, path, out):
            continue
        if not known_vrf(view, item.vrf, (*path, "vrf"), out) or not _fits(item, view, port, path, out):
            continue
        addresses = [address for address in (item.ipv4, item.ipv6) if address]
        if not free_networks(view, addresses, item.vrf, port, path, out):
            continue
        wanted = RoutedInterface(interface=port, vrf=item.vrf or "", ipv4=item.ipv4 or "", ipv6=item.ipv6 or "")
        if not _apart(Wanted(item.device, wanted, path), out):
            continue
        out.wanted.append(Wanted(item.device, wanted, path))
    return out


def _apart(mine: Wanted, out: Compiled) -> bool:
    """Tell whether no interface before it in the intent is in the same network; refuse where one is."""
    for other in out.wanted:
        one, two = mine.feature, other.feature
        assert isinstance(one, RoutedInterface)
        if other.device != mine.device or not isinstance(two, RoutedInterface) or one.vrf != two.vrf:
            continue
        for own, held in ((one.ipv4, two.ipv4), (one.ipv6, two.ipv6)):
            if own and held and ip_interface(own).network.overlaps(ip_interface(held).network):
                message = f"{own} of {one.interface} and {held} of {two.interface} of {mine.device} overlap"
                out.refuse("network-taken", mine.path, message, "choose another network", device=mine.device)
                return False
    return True


def _there(view: View, port: str, path: Path, out: Compiled) -> bool:
    """Tell whether the interface can be worked on: loopbacks and units come into being by being named."""
    if port[:2].lower() in ("lo", "tu", "vl", "ir", "bd") or "." in port:
        return True
    return there(view, port, path, out)


def _fits(item: Interface, view: View, port: str, path: Path, out: Compiled) -> bool:
    found, name = known_port(view, port), view.device.name
    if found is None:
        return True
    if found.lag:
        message = f"{port} of {name} is a member of {found.lag}"
        out.refuse("port-is-lag-member", path, message, f"write {found.lag}", device=name)
        return False
    if found.mode in ("access", "trunk") and (found.access_vlan not in (None, 1) or found.trunk_vlans):
        message = f"{port} of {name} is a switched port ({found.trunk_vlans or found.access_vlan})"
        out.refuse("port-is-switched", path, message, "free it first, or name a routed port", device=name)
        return False
    wanted = {str(ip_interface(address)) for address in (item.ipv4, item.ipv6) if address}
    families = {":" in address for address in wanted}
    lost = [address for address in found.addresses if (":" in address) in families and address not in wanted]
    if lost and not item.replace:
        message = f"{port} of {name} has {', '.join(lost)}"
        hint = "should it go? Then write replace: true; otherwise name another interface"
        out.refuse("address-differs", path, message, hint, device=name)
        return False
    if found.vrf != (item.vrf or "") and found.addresses:
        message = f"{port} of {name} moves from {found.vrf or 'the default instance'} to {item.vrf or 'it'}"
        out.warn("vrf-moves", path, message, "the device takes its addresses away first", device=name)
    return True


def declare(spec: Spec, views: Mapping[str, View]) -> Declared:
    """Return what may change: what the interfaces touch, and what they were in before."""
    own = by_features(compile_spec)(spec, views)
    more = replaced(compile_spec(spec, views).wanted, views)
    return own.model_copy(update={"allowances": (*own.allowances, *more.allowances)})


PLUGIN = Kind(
    title="Give interfaces addresses",
    spec=Spec,
    devices=lambda spec: tuple(item.device for item in spec.interfaces),
    compile=compile_spec,
    declare=declare,
)
