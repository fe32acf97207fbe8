"""Object groups that entries of packet filters refer to, resolved to addresses, ports and services."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network, summarize_address_range
from typing import TYPE_CHECKING

from renderers.entry_matches import UnclearError, prefixes, protocol_number, spans, wildcard
from schemas.packets import PacketMatch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renderers.blocks import Block
    from renderers.entry_matches import Family
    from schemas.packets import Span

_NETWORK = re.compile(r"object-group (?:network(?: ipv[46])?|ip address|ipv6 address) (\S+)$")
_PORT = re.compile(r"object-group (?:ip port|port) (\S+)$")
_SERVICE = re.compile(r"object-group service (\S+)$")
_NUMBER = re.compile(r"^\d+ +(?=\S)")
_OPERATORS = ("eq", "neq", "range", "gt", "lt")


@dataclass(slots=True)
class Groups:
    """Groups by name; one that could not be read exactly, or holds nothing, is not in them."""

    networks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ports: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    services: dict[str, tuple[PacketMatch, ...]] = field(default_factory=dict)


NO_GROUPS = Groups()


def groups(found: Iterable[Block]) -> Groups:
    """Return the groups of a configuration. A group may only refer to one that stands before it."""
    out = Groups()
    for block in found:
        if not block.header.startswith("object-group "):
            continue
        lines = [line.text for line in block.body if not line.text.startswith("description ")]
        try:
            if match := _NETWORK.match(block.header):
                if listed := tuple(one for line in lines for one in _addresses(line, out)):
                    out.networks[match[1]] = listed
            elif match := _PORT.match(block.header):
                if ranges := tuple(one for line in lines for one in _spans(line)):
                    out.ports[match[1]] = ranges
            elif (match := _SERVICE.match(block.header)) and (services := _services(lines, out)):
                out.services[match[1]] = services
        except UnclearError:
            continue
    return out


def _addresses(line: str, out: Groups) -> tuple[str, ...]:
    """Return what a line of a group of addresses holds: masks are plain on IOS, inverse where NX-OS numbers lines."""
    numbered = _NUMBER.match(line) is not None
    words = _NUMBER.sub("", line).split()
    match words:
        case ["group-object", name]:
            known = out.networks.get(name)
            if known is None:
                raise UnclearError
            return known
        case ["host", address]:
            return _sure(address)
        case ["range", first, last]:
            return _range(first, last)
        case [prefix] if "/" in prefix or ":" in prefix:
            return _sure(prefix)
        case [address, mask]:
            if numbered:
                return (wildcard(address, mask),)
            return _sure(f"{address}/{mask}")
        case _:
            raise UnclearError


def _sure(written: str) -> tuple[str, ...]:
    family: Family = "ipv6" if ":" in written else "ipv4"
    found = prefixes(written, family)
    if not found:
        raise UnclearError  # a group of all addresses: nobody writes that, so nobody tried it
    return found


def _range(first: str, last: str) -> tuple[str, ...]:
    try:
        low, high = ip_address(first), ip_address(last)
        if low.version == 4 and high.version == 4:
            return tuple(str(ip_network(one)) for one in summarize_address_range(low, high))
    except (ValueError, TypeError):
        pass
    raise UnclearError


def _spans(line: str) -> tuple[Span, ...]:
    words = _NUMBER.sub("", line).split()
    if not words or words[0] not in _OPERATORS:
        raise UnclearError
    found = spans(words[0], rest := words[1:], "tcp")
    if rest:
        raise UnclearError
    return found


def _services(lines: list[str], out: Groups) -> tuple[PacketMatch, ...]:
    found: list[PacketMatch] = []
    for line in lines:
        words = line.split()
        if words[0] == "group-object" and len(words) == 2:
            if words[1] not in out.services:
                raise UnclearError
            found += out.services[words[1]]
            continue
        names = ("tcp", "udp") if words[0] == "tcp-udp" else (words[0],)
        for name in names:
            number = protocol_number(name, "ipv4")
            rest = words[1:]
            update: dict[str, object] = {"protocols": ((number, number),)}
            if rest[:1] == ["source"] and len(rest) > 2:
                operator, rest = rest[1], rest[2:]
                update["source_ports"] = spans(operator, rest, name)
            if rest:
                operator, rest = (rest[0], rest[1:]) if rest[0] in _OPERATORS else ("eq", rest)
                update["destination_ports"] = spans(operator, rest, name)
            if rest:
                raise UnclearError
            found.append(PacketMatch.model_validate(update))
    return tuple(found)
