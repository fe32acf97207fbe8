"""A network as the consistency rules see it: facts and joints of its devices, and the cables between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address, ip_interface
from typing import TYPE_CHECKING

from schemas.finding import Severity
from schemas.joints import PortJoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from schemas.facts import DeviceFacts, InterfaceFacts
    from schemas.inventory import Link
    from schemas.joints import Joints


@dataclass(frozen=True)
class Seen:
    """One device."""

    name: str
    file: str
    """Where its configuration stands."""
    facts: DeviceFacts
    joints: Joints

    @cached_property
    def ports(self) -> Mapping[str, InterfaceFacts]:
        """Interfaces by name."""
        return {port.name: port for port in self.facts.interfaces}

    @cached_property
    def _joints(self) -> Mapping[str, PortJoint]:
        return {port.interface: port for port in self.joints.ports}

    def port(self, name: str) -> InterfaceFacts | None:
        """Return an interface; Junos keeps addresses at its unit 0."""
        return self.ports.get(f"{name}.0") or self.ports.get(name)

    def shut(self, port: InterfaceFacts) -> bool:
        """Tell whether an interface is administratively down, by itself or with the port that it is a unit of."""
        base = self.ports.get(port.name.rpartition(".")[0])
        return port.shutdown or (base is not None and base.shutdown)

    def joint(self, name: str) -> PortJoint:
        """Return what an interface must agree on; of its unit 0 first, then of itself."""
        whole = self._joints.get(name.removesuffix(".0")) or PortJoint(interface=name, line=0)
        unit = self._joints.get(name if name.endswith(".0") else f"{name}.0")
        if unit is None:
            return whole
        said = {key: value for key, value in unit.model_dump().items() if value and key != "mtu"}
        return whole.model_copy(update=said | ({"mtu": unit.mtu} if unit.mtu else {}))

    @cached_property
    def shared(self) -> frozenset[str]:
        """Addresses that it shares with others on purpose."""
        return frozenset(_plain(address) for port in self.joints.ports for address in port.virtual)


@dataclass(frozen=True)
class Network:
    """Devices that were looked at, and cables."""

    devices: Mapping[str, Seen]
    """By name."""
    links: tuple[Link, ...] = ()

    @cached_property
    def owners(self) -> Mapping[tuple[str, str], tuple[tuple[str, InterfaceFacts], ...]]:
        """(routing instance, address) to the (device, interface) that have it; shut interfaces are left out."""
        found: dict[tuple[str, str], list[tuple[str, InterfaceFacts]]] = defaultdict(list)
        for name, seen in sorted(self.devices.items()):
            for port in seen.facts.interfaces:
                for written in () if seen.shut(port) else port.addresses:
                    found[port.vrf, str(ip_interface(written).ip)].append((name, port))
        return {key: tuple(value) for key, value in found.items()}

    def owner(self, vrf: str, address: str) -> str:
        """Return the one device that has an address, empty where none or several have it."""
        names = {name for name, _ in self.owners.get((vrf, _plain(address)), ())}
        return names.pop() if len(names) == 1 else ""

    def cables(self) -> Iterable[tuple[tuple[Seen, str], tuple[Seen, str]]]:
        """Yield both ends of every cable whose devices were looked at."""
        for link in self.links:
            one, two = self.devices.get(link.a.device), self.devices.get(link.b.device)
            if one is not None and two is not None:
                yield (one, link.a.interface), (two, link.b.interface)


@dataclass(frozen=True, slots=True)
class Problem:
    """What does not fit together."""

    message: str
    """In words that do not change while nothing about the problem changes: without lines."""
    device: str
    """Where it is to be mended first."""
    line: int = 0
    """Line of its configuration, 0 where there is none."""
    hint: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule."""

    title: str
    """What it makes sure of, in one line."""
    find: Callable[[Network, Network], Iterable[Problem]]
    """Problems of the second network, which comes after the first one."""


def _plain(address: str) -> str:
    try:
        return str(ip_address(address))
    except ValueError:
        return address
