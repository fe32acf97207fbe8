"""The BGP process of a device that speaks like IOS, as facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING

from schemas.facts import BgpFacts, BgpNeighborFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renderers.blocks import Line


@dataclass(slots=True)
class _Neighbor:
    line: int
    remote_as: str = ""
    group: str = ""


@dataclass(slots=True)
class Bgp:
    """What the lines of the process say so far."""

    local_as: str
    line: int
    peer_group: str
    """`peer-group` or `peer group`."""
    neighbors: dict[tuple[str, str], _Neighbor] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    families: set[str] = field(default_factory=set)
    ipv4_default: bool = True

    def read(self, lines: Iterable[Line], instance: str = "") -> None:
        """Read the lines of one routing instance; a deeper block is left where the indentation goes back."""
        around: list[tuple[int, str]] = []
        for line in lines:
            while around and line.indent <= around[-1][0]:
                around.pop()
            words = line.text.split()
            vrf = around[-1][1] if around else instance
            match words:
                case ["vrf", name]:
                    around.append((line.indent, name))
                case ["address-family", family, *rest]:
                    inner = rest[rest.index("vrf") + 1] if "vrf" in rest[:-1] else vrf
                    around.append((line.indent, inner))
                    if not inner and rest in ([], ["unicast"]):
                        self.families.add(family)
                case ["neighbor" | "no", *_]:
                    self._neighbor(words, line.number, vrf)
                case _:
                    pass

    def _neighbor(self, words: list[str], number: int, vrf: str) -> None:
        if words == ["no", "bgp", "default", "ipv4-unicast"]:
            self.ipv4_default = False
        if words[0] == "no" or len(words) < 3 or words[2] == "interface":
            return
        name, rest = words[1], words[2:]
        if not _is_address(name):
            # A neighbour that is no address is a group: it is made by a line of its own, or by its first setting.
            self.groups.setdefault(name, "")
            if rest[0] == "remote-as" and len(rest) > 1:
                self.groups[name] = rest[1]
            return
        known = self.neighbors.setdefault((vrf, str(ip_address(name))), _Neighbor(number))
        if rest[0] == "remote-as" and len(rest) > 1:
            # FRR knows an AS by its relation: the same as here, or any other.
            known.remote_as = {"internal": self.local_as, "external": ""}.get(rest[1], rest[1])
        group = self.peer_group.split()
        if rest[: len(group)] == group and len(rest) > len(group):
            known.group = rest[len(group)]

    def facts(self) -> BgpFacts:
        """Return what was read."""
        found = [
            BgpNeighborFacts(neighbor=name, remote_as=item.remote_as, vrf=vrf, group=item.group, line=item.line)
            for (vrf, name), item in sorted(self.neighbors.items())
        ]
        return BgpFacts(
            local_as=self.local_as,
            line=self.line,
            neighbors=tuple(found),
            groups=tuple(sorted(self.groups)),
            group_as=tuple(sorted((name, asn) for name, asn in self.groups.items() if asn)),
            families=tuple(sorted(self.families)),
            ipv4_default=self.ipv4_default,
        )


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
