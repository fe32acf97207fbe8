"""Lines of an interface in the words that IOS and its relatives share, as facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_interface
from typing import TYPE_CHECKING, Literal

from renderers.number_lists import compact, numbers
from schemas.facts import InterfaceFacts

if TYPE_CHECKING:
    from renderers.blocks import Block

_EVERY = tuple(range(1, 4095))


@dataclass(frozen=True, slots=True)
class Habits:
    """In what platforms with shared words differ."""

    lag: str
    """How the name of an aggregate begins."""
    default_mode: Literal["", "access"] = ""
    """Mode of a port with `switchport` lines of which none says the mode."""


@dataclass(slots=True)
class _Found:
    description: str = ""
    shutdown: bool = False
    mode: Literal["", "access", "trunk", "routed"] = ""
    switched: bool = False
    access: int | None = None
    voice: int | None = None
    allowed: tuple[int, ...] | None = None
    addresses: list[str] = field(default_factory=list)
    vrf: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    lag: str = ""
    min_links: int | None = None
    min_bandwidth: str = ""
    unread: str = ""


def interface(name: str, block: Block, habits: Habits) -> InterfaceFacts:
    """Return what the block of an interface says; lines that it does not know say nothing."""
    found = _Found()
    for line in block.body:
        words = line.text.split()
        match words[0]:
            case "description":
                found.description = line.text[12:].strip().strip('"')
            case "switchport":
                _switchport(words[1:], found)
            case "ip" | "ipv4" | "ipv6":
                _routed(words, found)
            case "no":
                if words == ["no", "switchport"]:
                    found.mode = "routed"
                elif words == ["no", "shutdown"]:
                    found.shutdown = False
            case "shutdown":
                found.shutdown = True
            case "vrf":
                found.vrf = words[-1] if len(words) > 1 else ""
            case "channel-group" if len(words) > 1:
                found.lag = f"{habits.lag}{words[1]}"
            case "bundle" if words[1:2] == ["id"] and len(words) > 2:
                found.lag = f"{habits.lag}{words[2]}"
            case "port-channel" | "lacp" | "bundle":
                _least(words, line.text, found)
            case _:
                pass
    return _facts(name, block.number, found, habits)


def _facts(name: str, line: int, found: _Found, habits: Habits) -> InterfaceFacts:
    mode = found.mode
    if not mode:
        mode = habits.default_mode if found.switched else ("routed" if found.addresses else "")
    trunk = ""
    if mode == "trunk" or (not mode and found.allowed is not None):
        trunk = "all" if found.allowed in (None, _EVERY) else compact(found.allowed or ()) or "none"
    return InterfaceFacts(
        name=name,
        line=line,
        description=found.description,
        shutdown=found.shutdown,
        mode=mode,
        access_vlan=found.access,
        voice_vlan=found.voice,
        trunk_vlans=trunk,
        addresses=tuple(found.addresses),
        vrf=found.vrf,
        filter_in=found.filters.get("ip in", ""),
        filter_out=found.filters.get("ip out", ""),
        ipv6_filter_in=found.filters.get("ipv6 in", ""),
        ipv6_filter_out=found.filters.get("ipv6 out", ""),
        lag=found.lag,
        min_links=found.min_links,
        min_bandwidth=found.min_bandwidth,
        unread=found.unread,
    )


def _least(words: list[str], text: str, found: _Found) -> None:
    """Read what an aggregate must keep, in the words of IOS, NX-OS, EOS and IOS XR."""
    match words:
        case ["port-channel" | "lacp", "min-links" | "min-bundle", number, *_] if number.isdecimal():
            found.min_links = int(number)
        case ["bundle", "minimum-active", "links", number, *_] if number.isdecimal():
            found.min_links = int(number)
        case ["port-channel", "min-links" | "min-bandwidth", *_] | ["bundle", "minimum-active", *_]:
            found.min_bandwidth = text
        case _:
            pass


def _switchport(words: list[str], found: _Found) -> None:
    found.switched = True
    match words:
        case ["mode", "access" | "dot1q-tunnel"]:
            found.mode = "access"
        case ["mode", "trunk" | "fex-fabric"]:
            found.mode = "trunk"
        case ["access", "vlan", vlan] if vlan.isdecimal():
            found.access = int(vlan)
        case ["voice" | "phone", "vlan", vlan] if vlan.isdecimal():
            found.voice = int(vlan)
        case ["trunk", "allowed", "vlan", *listed] if not _is_list(listed):
            found.unread = " ".join(["switchport", *words])
        case ["trunk", "allowed", "vlan", "add" | "remove" | "except" as how, *listed]:
            ids = numbers("".join(listed))
            base = _EVERY if found.allowed is None else found.allowed
            if how == "add":
                ids = tuple(sorted({*base, *ids}))
            else:
                ids = tuple(sorted(set(base if how == "remove" else _EVERY) - set(ids)))
            found.allowed = ids
        case ["trunk", "allowed", "vlan", *listed]:
            found.allowed = _EVERY if listed == ["all"] else numbers("".join(listed))
        case _:
            pass


def _is_list(listed: list[str]) -> bool:
    """Tell whether these words name VLANs in a way that is known."""
    rest = listed[1:] if listed[:1] in (["add"], ["remove"], ["except"]) else listed
    return rest in (["all"], ["none"]) or bool(numbers("".join(rest)))


def _routed(words: list[str], found: _Found) -> None:
    match words:
        case ["ip" | "ipv4", "address", address, *rest]:
            written = address if "/" in address or not rest else f"{address}/{rest[0]}"
            _address(written, found)
        case ["ipv6", "address", address, *rest] if "link-local" not in rest and "eui-64" not in rest:
            _address(address, found)
        case ["ip", "vrf", "forwarding", vrf]:
            found.vrf = vrf
        case ["ip" | "ipv4", "access-group", name, way, *_] | ["ip", "port", "access-group", name, way, *_]:
            found.filters[f"ip {_way(way)}"] = name
        case ["ipv6", "access-group" | "traffic-filter", name, way, *_] | ["ipv6", "port", "traffic-filter", name, way]:
            found.filters[f"ipv6 {_way(way)}"] = name
        case _:
            pass


def _way(word: str) -> str:
    return {"ingress": "in", "egress": "out"}.get(word, word)


def _address(written: str, found: _Found) -> None:
    try:
        address = ip_interface(written)
    except ValueError:
        return  # dhcp, negotiated, or what only the device understands: no address is known
    if "/" in written:
        found.addresses.append(str(address))
