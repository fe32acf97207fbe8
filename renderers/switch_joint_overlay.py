"""Overlay joints of a device that speaks like IOS: VLANs with their network identifiers and route targets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from renderers.number_lists import numbers
from schemas.joints import MacVrf, Vni

if TYPE_CHECKING:
    from collections.abc import Sequence

    from renderers.blocks import Block


@dataclass(slots=True)
class Overlay:
    """What was found so far."""

    vnis: list[Vni] = field(default_factory=list)
    source: str = ""
    instances: dict[str, int] = field(default_factory=dict)
    """VLAN by instance, where instances have numbers of their own (IOS XE)."""
    found: list[tuple[int, tuple[int, ...], tuple[int, ...], set[str], set[str]]] = field(default_factory=list)
    """Line, VLANs, networks, imports, exports."""

    def mac_vrfs(self) -> tuple[MacVrf, ...]:
        """Return those with route targets."""
        return tuple(
            MacVrf(line=line, vlans=vlans, vnis=vnis, imports=tuple(sorted(taken)), exports=tuple(sorted(given)))
            for line, vlans, vnis, taken, given in self.found
            if taken or given
        )


def read(whole: Sequence[Block]) -> Overlay:
    """Return the overlay of a configuration."""
    out = Overlay()
    for block in whole:
        if match := re.match(r"interface (?:Vxlan|nve) ?\d+", block.header, re.IGNORECASE):
            _tunnel(block, out)
        elif match := re.match(r"vlan (\d+)$", block.header):
            for line in block.body:
                if found := re.match(r"vn-segment (\d+)", line.text):
                    out.vnis.append(Vni(vlan=int(match[1]), vni=int(found[1]), line=line.number))
        elif match := re.match(r"vlan configuration (\d+)$", block.header):
            for line in block.body:
                if found := re.match(r"member evpn-instance (\d+) vni (\d+)$", line.text):
                    out.vnis.append(Vni(vlan=int(match[1]), vni=int(found[2]), line=line.number))
                    out.instances[found[1]] = int(match[1])
        elif block.header.startswith("router bgp ") or block.header == "evpn":
            _targets(block, out)
    for block in whole:
        if match := re.match(r"l2vpn evpn instance (\d+) vlan-based$", block.header):
            _instance(block, out.instances.get(match[1]), out)
    return out


def _instance(block: Block, vlan: int | None, out: Overlay) -> None:
    """Read an instance of IOS XE, whose VLAN another block says."""
    if vlan is None:
        return
    taken, given = set[str](), set[str]()
    for line in block.body:
        if match := re.match(r"route-target (import|export|both) (\S+)$", line.text):
            _aim(match, taken, given)
    out.found.append((block.number, (vlan,), (), taken, given))


def _aim(match: re.Match[str], taken: set[str], given: set[str]) -> None:
    """Note a target: what it is for, then which one."""
    if match[1] != "export":
        taken.add(match[2])
    if match[1] != "import":
        given.add(match[2])


def _tunnel(block: Block, out: Overlay) -> None:
    for line in block.body:
        if match := re.match(r"vxlan vlan (\S+) vni (\S+)", line.text):
            vlans, vnis = numbers(match[1]), _many(match[2])
            if len(vlans) == len(vnis):
                out.vnis += [Vni(vlan=one, vni=two, line=line.number) for one, two in zip(vlans, vnis, strict=True)]
        elif match := re.match(r"(?:vxlan )?source-interface (.+)", line.text):
            out.source = match[1]


def _many(written: str) -> tuple[int, ...]:
    found: list[int] = []
    for part in written.split(","):
        first, _, last = part.partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()) or int(last or first) - int(first) > 4094:
            return ()
        found += range(int(first), int(last or first) + 1)
    return tuple(found)


def _targets(block: Block, out: Overlay) -> None:
    """Read `vlan 10`, `vlan-aware-bundle X` (EOS) and `vni 10010 l2` (NX-OS) with the lines below."""
    depth = -1
    for line in block.body:
        if line.indent <= depth:
            depth = -1
        if match := re.match(r"(?:vlan (\d[\d,-]*)|vlan-aware-bundle \S+|vni (\d+) l2)$", line.text):
            depth = line.indent
            networks: tuple[int, ...] = (int(match[2]),) if match[2] else ()
            out.found.append((line.number, numbers(match[1] or "x"), networks, set(), set()))
        elif depth >= 0 and out.found:
            number, _, networks, taken, given = out.found[-1]
            if match := re.match(r"route-target (import|export|both) (?:evpn )?(?:\S+ )?(\S+)$", line.text):
                _aim(match, taken, given)
            elif match := re.match(r"vlan (\d[\d,-]*)$", line.text):
                out.found[-1] = (number, numbers(match[1]), networks, taken, given)
