"""The BGP process of a device on which a neighbour is a block of its own, as on NX-OS and IOS XR, as facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING

from schemas.facts import BgpFacts, BgpNeighborFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renderers.blocks import Line

_GROUPS = ("neighbor-group", "session-group", "template")


@dataclass(slots=True)
class _Block:
    indent: int
    """Of its header."""
    kind: str
    """First word of its header, or the group's kind."""
    name: str


@dataclass(slots=True)
class BlockBgp:
    """What the lines of the process say so far."""

    local_as: str
    line: int
    neighbors: dict[tuple[str, str], BgpNeighborFacts] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    families: set[str] = field(default_factory=set)

    def read(self, lines: Iterable[Line], instance: str = "") -> None:
        """Read the lines of one routing instance; a block is left where the indentation goes back."""
        around: list[_Block] = []
        for line in lines:
            while around and line.indent <= around[-1].indent:
                around.pop()
            vrf = next((block.name for block in around if block.kind == "vrf"), instance)
            words = line.text.split()
            self._line(words, line, around, vrf)

    def _line(self, words: list[str], line: Line, around: list[_Block], vrf: str) -> None:
        inside = around[-1] if around else None
        match words:
            case ["vrf", name] if inside is None:
                around.append(_Block(line.indent, "vrf", name))
            case ["neighbor", name, *rest] if inside is None or inside.kind == "vrf":
                self._neighbor(name, rest, line.number, vrf)
                around.append(_Block(line.indent, "neighbor", name))
            case [("neighbor-group" | "session-group") as kind, name]:
                self.groups.setdefault(name, "")
                around.append(_Block(line.indent, kind, name))
            case ["template", "peer" | "peer-session", name]:
                self.groups.setdefault(name, "")
                around.append(_Block(line.indent, "template", name))
            case ["address-family", family, *rest]:
                if inside is None and not vrf and rest in ([], ["unicast"]):
                    self.families.add(family)
                around.append(_Block(line.indent, "address-family", family))
            case ["remote-as", asn, *_] if inside is not None:
                self._remote_as(inside, vrf, asn)
            case ["inherit", "peer" | "peer-session", name] | [
                "use",
                "neighbor-group" | "session-group",
                name,
            ] if inside is not None and inside.kind == "neighbor":
                self._change(vrf, inside.name, group=name)
            case _:
                pass

    def _neighbor(self, name: str, rest: list[str], number: int, vrf: str) -> None:
        address = _address(name)
        if address:
            said = rest[1] if rest[:1] == ["remote-as"] and len(rest) > 1 else ""
            found = BgpNeighborFacts(neighbor=address, remote_as=said, vrf=vrf, line=number)
            self.neighbors.setdefault((vrf, address), found)

    def _remote_as(self, inside: _Block, vrf: str, asn: str) -> None:
        if inside.kind in _GROUPS:
            self.groups[inside.name] = asn
        elif inside.kind == "neighbor":
            self._change(vrf, inside.name, remote_as=asn)

    def _change(self, vrf: str, name: str, **said: str) -> None:
        known = self.neighbors.get((vrf, _address(name)))
        if known is not None:
            self.neighbors[vrf, known.neighbor] = known.model_copy(update=said)

    def facts(self) -> BgpFacts:
        """Return what was read."""
        return BgpFacts(
            local_as=self.local_as,
            line=self.line,
            neighbors=tuple(item for _, item in sorted(self.neighbors.items())),
            groups=tuple(sorted(self.groups)),
            group_as=tuple(sorted((name, asn) for name, asn in self.groups.items() if asn)),
            families=tuple(sorted(self.families)),
        )


def _address(name: str) -> str:
    """Return an address as it is written everywhere; empty for a prefix or an interface."""
    try:
        return str(ip_address(name))
    except ValueError:
        return ""
