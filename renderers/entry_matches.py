"""What an entry of an IOS-like packet filter matches, where the neutral fields cannot say it: flags, types, groups.

Sources: Cisco IOS Security Command Reference, permit (IP) and permit (IPv6); Arista EOS User Manual, ACLs; RFC 792,
RFC 4443 (ICMP types), RFC 2474 and RFC 4594 (code points).
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, ip_network
from typing import TYPE_CHECKING, Literal

from renderers.port_names import port, protocol_name
from renderers.traffic_names import DSCP, FLAGS, ICMP4, ICMP6, NUMBERS
from schemas.packets import PacketMatch

if TYPE_CHECKING:
    from renderers.filter_groups import Groups
    from schemas.packets import Span

Family = Literal["ipv4", "ipv6"]
_PORTS = (0, 65535)
_OPERATORS = ("eq", "neq", "range", "gt", "lt")
_WITH_NAME = frozenset({"time-range", "ttl", "option", "reflect", "evaluate", "nexthop1", "vlan", "tos", "timeout"})


class UnclearError(Exception):
    """Nobody knows what the words say."""


@dataclass(slots=True)
class _Entry:
    words: list[str]
    family: Family
    groups: Groups

    def next(self) -> str:
        if not self.words:
            raise UnclearError
        return self.words.pop(0)

    def peek(self) -> str:
        return self.words[0] if self.words else ""


def matches(text: str, family: Family, groups: Groups) -> tuple[Literal["permit", "deny"], tuple[PacketMatch, ...]]:
    """Return action and matches of an extended entry; raises `UnclearError`.

    Law: a word that is not known becomes an opaque condition, never nothing.
    """
    entry = _Entry(text.split(), family, groups)
    action = entry.next()
    if action not in ("permit", "deny"):
        raise UnclearError
    bases = _protocol(entry)
    sources = _addresses(entry)
    source_ports = _ports(entry, bases)
    destinations = _addresses(entry)
    destination_ports = _ports(entry, bases)
    base: dict[str, object] = {"sources": sources, "destinations": destinations}
    if source_ports:
        base["source_ports"] = source_ports
    if destination_ports:
        base["destination_ports"] = destination_ports
    more = _rest(entry, bases)
    made = tuple(item.model_copy(update=base | more) for item in bases)
    if (source_ports or destination_ports) and any(item.source_ports or item.destination_ports for item in bases):
        raise UnclearError  # a group of services with ports, and ports beside it
    return ("permit" if action == "permit" else "deny"), made


def _protocol(entry: _Entry) -> tuple[PacketMatch, ...]:
    word = entry.next()
    if word == "object-group":
        found = entry.groups.services.get(entry.next())
        if not found:
            raise UnclearError
        return found
    name = protocol_name(word, entry.family)
    if name == "ip":
        return (PacketMatch(),)
    number = protocol_number(name, entry.family)
    return (PacketMatch(protocols=((number, number),)),)


def protocol_number(name: str, family: Family) -> int:
    """Return the number of a protocol's name or number; raises `UnclearError`."""
    if name == "icmp":
        return 1 if family == "ipv4" else 58
    number = int(name) if name.isdecimal() else NUMBERS.get(name)
    if number is None or number > 255:
        raise UnclearError
    return number


def _addresses(entry: _Entry) -> tuple[str, ...]:
    word = entry.next()
    if word in ("any", "any4", "any6"):
        return ()
    if word == "host":
        return prefixes(entry.next(), entry.family)
    if word in ("object-group", "addrgroup", "net-group"):
        found = entry.groups.networks.get(entry.next())
        if not found:
            raise UnclearError
        return found
    if "/" in word:
        return prefixes(word, entry.family)
    if entry.family == "ipv6":
        raise UnclearError
    return (wildcard(word, entry.next()),)


def prefixes(written: str, family: Family) -> tuple[str, ...]:
    """Return a prefix or host in canonical form, nothing for all addresses; raises `UnclearError`."""
    try:
        network = ip_network(written, strict=False)
    except ValueError:
        raise UnclearError from None
    if network.version != (4 if family == "ipv4" else 6):
        raise UnclearError
    return () if network.prefixlen == 0 else (str(network),)


def wildcard(address: str, inverse: str) -> str:
    """Return an address with its inverse mask, host bits cleared; raises `UnclearError`."""
    try:
        base, free = IPv4Address(address), IPv4Address(inverse)
    except ValueError:
        raise UnclearError from None
    return f"{IPv4Address(int(base) & ~int(free) & 0xFFFFFFFF)} {free}"


def _ports(entry: _Entry, bases: tuple[PacketMatch, ...]) -> tuple[Span, ...]:
    operator = entry.peek()
    if operator in ("portgroup", "port-group"):
        entry.next()
        found = entry.groups.ports.get(entry.next())
        if not found:
            raise UnclearError
        return found
    if operator not in _OPERATORS:
        return ()
    entry.next()
    name = {6: "tcp", 17: "udp"}.get(bases[0].protocols[0][0] if bases[0].protocols else -1, "")
    return spans(operator, entry.words, name)


def spans(operator: str, words: list[str], protocol: str) -> tuple[Span, ...]:
    """Take the ports after an operator off the words and return what they match; raises `UnclearError`."""
    many = operator in ("eq", "neq")
    numbers: list[int] = []
    while words and (number := port(words[0], protocol)) is not None and protocol:
        numbers.append(number)
        words.pop(0)
        if len(numbers) == (10 if many else 2 if operator == "range" else 1):
            break
    if not numbers or (operator == "range" and len(numbers) != 2):
        raise UnclearError
    match operator:
        case "eq":
            return tuple((number, number) for number in sorted(set(numbers)))
        case "neq":
            return _without(sorted(set(numbers)))
        case "range":
            low, high = numbers
        case "gt":
            low, high = numbers[0] + 1, _PORTS[1]
        case _:
            low, high = 0, numbers[0] - 1
    if low > high:
        raise UnclearError
    return ((low, high),)


def _without(numbers: list[int]) -> tuple[Span, ...]:
    found, low = [], 0
    for number in numbers:
        if low < number:
            found.append((low, number - 1))
        low = number + 1
    if low <= _PORTS[1]:
        found.append((low, _PORTS[1]))
    return tuple(found)


def _rest(entry: _Entry, bases: tuple[PacketMatch, ...]) -> dict[str, object]:
    """Return the further conditions."""
    found: dict[str, object] = {}
    flags: list[tuple[int, int]] = []
    opaque: list[str] = []
    kinds = {first for item in bases for first, _ in item.protocols}
    table = ICMP4 if entry.family == "ipv4" else ICMP6
    icmp = kinds == {1 if entry.family == "ipv4" else 58}
    while entry.words:
        word = entry.next()
        if word in ("log", "log-input"):
            if entry.words:  # a cookie follows
                opaque.append(f"log {entry.next()}")
        elif word == "established" and kinds == {6}:
            flags += [(16, 16), (4, 4)]
        elif word in FLAGS and kinds == {6} and not entry.words:
            flags.append((FLAGS[word], FLAGS[word]))
        elif word in ("match-all", "match-any") and kinds == {6}:
            flags += _signed(word, entry)
        elif word == "dscp" and entry.peek():
            value = DSCP.get(entry.peek(), int(entry.peek()) if entry.peek().isdecimal() else 64)
            opaque += [f"dscp {entry.peek()}"] if value > 63 else []
            found |= {} if value > 63 else {"dscp": ((value, value),)}
            entry.next()
        elif icmp and word in table:
            kind, code = table[word]
            found["icmp_types"] = ((kind, kind),)
            found |= {} if code is None else {"icmp_codes": ((code, code),)}
        elif icmp and word.isdecimal() and int(word) < 256 and "icmp_types" not in found:
            found["icmp_types"] = ((int(word), int(word)),)
            if entry.peek().isdecimal():
                code = int(entry.next())
                found["icmp_codes"] = ((code, code),)
        else:
            opaque.append(f"{word} {entry.next()}" if word in _WITH_NAME and entry.words else word)
    if flags:
        found["tcp_flags"] = tuple(flags)
    if opaque:
        found["opaque"] = tuple(opaque)
    return found


def _signed(how: str, entry: _Entry) -> list[tuple[int, int]]:
    """Read `+syn -ack`, as `match-all` and `match-any` write flags."""
    listed = []
    while entry.peek()[:1] in ("+", "-") and entry.peek():
        word = entry.next()
        bit = FLAGS.get(word[1:])
        if bit is None:
            raise UnclearError
        listed.append((bit, bit if word[0] == "+" else 0))
    if not listed:
        raise UnclearError
    if how == "match-any":
        return listed
    return [(sum(mask for mask, _ in listed), sum(value for _, value in listed))]
