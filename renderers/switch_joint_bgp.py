"""BGP joints of a device that speaks like IOS: neighbours with what their groups say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING

from renderers import secrets
from schemas.joints import PeerJoint, RouterId, Secret

if TYPE_CHECKING:
    from collections.abc import Sequence

    from renderers.blocks import Block, Line


@dataclass(slots=True)
class _Said:
    line: int
    group: str = ""
    remote_as: str = ""
    source: str = ""
    secret: Secret | None = None
    shutdown: bool | None = None


@dataclass(slots=True)
class Bgp:
    """What the process says so far, by routing instance and name."""

    local_as: str = ""
    found: dict[tuple[str, str], _Said] = field(default_factory=dict)
    router_ids: list[RouterId] = field(default_factory=list)

    def peers(self) -> tuple[PeerJoint, ...]:
        """Return the neighbours that are addresses, each with what it takes from its group."""
        out = []
        for (vrf, name), said in sorted(self.found.items()):
            address = _address(name)
            if not address:
                continue
            group = self._group(vrf, said)
            parent = self._group(vrf, group)
            out.append(
                PeerJoint(
                    neighbor=address,
                    vrf=vrf,
                    remote_as=said.remote_as or group.remote_as or parent.remote_as,
                    source=said.source or group.source or parent.source,
                    secret=said.secret or group.secret or parent.secret or Secret(),
                    shutdown=bool(said.shutdown if said.shutdown is not None else group.shutdown),
                    line=said.line,
                )
            )
        return tuple(out)

    def _group(self, vrf: str, said: _Said) -> _Said:
        return self.found.get((vrf, said.group)) or self.found.get(("", said.group)) or _Said(0)


def read(whole: Sequence[Block], peer_group: str, *, cisco: bool) -> Bgp:
    """Return the BGP process of a configuration; an empty one where there is none."""
    out = Bgp()
    for block in whole:
        match = re.match(r"router bgp (\S+)(?: vrf (\S+))?", block.header)
        if match is None:
            continue
        out.local_as = out.local_as or match[1]
        _block(block, match[2] or "", out, (peer_group, cisco))
    return out


def _block(block: Block, outer: str, out: Bgp, ways: tuple[str, bool]) -> None:
    around: list[tuple[int, str, str]] = []
    """Indentation, routing instance and neighbour of each block that is open."""
    for line in block.body:
        while around and line.indent <= around[-1][0]:
            around.pop()
        vrf, neighbor = (around[-1][1], around[-1][2]) if around else (outer, "")
        words = line.text.split()
        match words:
            case ["vrf", name]:
                around.append((line.indent, name, ""))
            case ["address-family", *rest]:
                inner = rest[rest.index("vrf") + 1] if "vrf" in rest[:-1] else vrf
                around.append((line.indent, inner, neighbor))
            case ["router-id", number] | ["bgp", "router-id", number]:
                out.router_ids.append(RouterId(protocol="bgp", vrf=vrf, id=number, line=line.number))
            case ["template", "peer", name] | ["neighbor-group" | "session-group", name]:
                _note(out, vrf, name, [], line, ways)
                around.append((line.indent, vrf, name))
            case ["neighbor", name]:
                _note(out, vrf, name, [], line, ways)
                around.append((line.indent, vrf, name))
            case ["neighbor", name, *rest]:
                _note(out, vrf, name, rest, line, ways)
                if _address(name) and "/" not in name:  # NX-OS opens a block here, the others do not
                    around.append((line.indent, vrf, name))
            case _ if neighbor:
                _note(out, vrf, neighbor, words, line, ways)
            case _:
                pass


def _note(out: Bgp, vrf: str, name: str, words: list[str], line: Line, ways: tuple[str, bool]) -> None:
    said = out.found.setdefault((vrf, name), _Said(line.number))
    group = ways[0].split()
    match words:
        case ["remote-as", asn, *_]:
            said.remote_as = asn
        case ["update-source", *source]:
            said.source = "".join(source)
        case ["password", *rest]:
            said.secret = _secret(rest, cisco=ways[1])
        case ["shutdown", *_]:
            said.shutdown = True
        case ["inherit", "peer", parent] | ["use", "neighbor-group" | "session-group", parent]:
            said.group = parent
        case [*start, parent] if start == group:
            said.group = parent
        case _:
            pass


def _secret(words: list[str], *, cisco: bool) -> Secret:
    # IOS XR says with words what IOS says with numbers.
    words = [{"clear": "0", "encrypted": "7"}.get(words[0], words[0]), *words[1:]] if len(words) == 2 else words
    if cisco:
        return secrets.cisco(words)
    return secrets.plain(words[-1]) if len(words) == 1 or words[0] == "0" else secrets.unknown()


def _address(name: str) -> str:
    try:
        return str(ip_address(name))
    except ValueError:
        return ""
