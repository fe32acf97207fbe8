"""Read an FRRouting configuration: its facts, and its names of interfaces.

Addresses may stand in the text of `/etc/network/interfaces` that a Cumulus file carries before that of FRR.
"""

from __future__ import annotations

import re
from ipaddress import ip_interface
from typing import TYPE_CHECKING

from renderers import ports
from renderers.blocks import Block, blocks
from renderers.frr.access_lists import access_lists
from renderers.switch_facts import Words, device_facts
from renderers.switch_lines import Habits
from schemas.facts import InterfaceFacts, VlanFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schemas.facts import DeviceFacts

_VLAN = re.compile(r"[Vv]lan(\d+)|.+\.(\d+)")
_VERSION = re.compile(r"^frr version (\S+)", re.MULTILINE)


def read_facts(text: str) -> DeviceFacts:
    """Return what the configuration says."""
    said = device_facts(text, _WORDS)
    found = blocks(text)
    linux = {port.name: port for block in found if (port := _linux(block))}
    vrfs = {words[1]: words[3] for block in found if (words := block.header.split())[2:3] == ["vrf"] and len(words) > 3}
    own = {port.name: port for port in said.interfaces}
    names = tuple(dict.fromkeys((*own, *linux)))
    return said.model_copy(
        update={
            "interfaces": tuple(_together(name, own, linux, vrfs) for name in names),
            "vlans": tuple(_vlans(names)),
            "filters": access_lists(found),
            "lists_interfaces": False,
        }
    )


def _together(
    name: str, own: dict[str, InterfaceFacts], linux: dict[str, InterfaceFacts], vrfs: dict[str, str]
) -> InterfaceFacts:
    port, below = own.get(name), linux.get(name)
    known = port or below or InterfaceFacts(name=name)
    addresses = tuple(dict.fromkeys((*known.addresses, *(below.addresses if below else ()))))
    vrf = known.vrf or vrfs.get(name, "") or (below.vrf if below else "")
    return known.model_copy(
        update={"addresses": addresses, "vrf": vrf, "mode": known.mode or ("routed" if addresses else "")}
    )


def _vlans(names: Sequence[str]) -> Iterator[VlanFacts]:
    """Yield VLANs by their interface, sorted; a number that several interfaces have says nothing."""
    found: dict[int, list[str]] = {}
    for name in names:
        if match := _VLAN.fullmatch(name):
            found.setdefault(int(match[1] or match[2]), []).append(name)
    for number, named in sorted(found.items()):
        if len(named) == 1 and 1 <= number <= 4094:
            yield VlanFacts(id=number, name=named[0])


def _linux(block: Block) -> InterfaceFacts | None:
    """Return what a stanza of `/etc/network/interfaces` says."""
    words = block.header.split()
    if words[0] != "iface" or len(words) < 2:
        return None
    addresses = tuple(_addresses(block))
    vrf = next((line.text.split()[1] for line in block.body if re.match(r"vrf \S", line.text)), "")
    return InterfaceFacts(name=words[1], line=block.number, addresses=addresses, vrf=vrf)


def _addresses(block: Block) -> Iterator[str]:
    for line in block.body:
        match line.text.split():
            case ["address", written, *_] if "/" in written:
                try:
                    yield str(ip_interface(written))
                except ValueError:
                    continue
            case _:
                pass


def interface_name(written: str) -> str:
    """Return the name as Linux has it, without the routing instance that a header may say."""
    return written.split(maxsplit=1)[0] if written.split() else written


def expand_interfaces(written: str) -> tuple[str, ...]:
    """Return every port of a name or range; ValueError for a range that is none."""
    return ports.expand(written, interface_name)


_WORDS = Words(habits=Habits(lag="bond"), name=interface_name, peer_group="peer-group", version=_VERSION)
