"""Entries of packet filters in the words that IOS and its relatives share: what exactly an entry matches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, ip_network
from typing import TYPE_CHECKING, Literal

from renderers.entry_matches import UnclearError, matches
from renderers.filter_groups import NO_GROUPS
from renderers.port_names import port, protocol_name
from schemas.facts import FilterEntryFacts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from renderers.blocks import Line
    from renderers.filter_groups import Groups

Family = Literal["ipv4", "ipv6"]
_NUMBER = re.compile(r"(?:sequence |seq )?(\d+) +(.*)")
_ENTRY = ("permit ", "deny ", "evaluate ", "dynamic ", "redirect ")
_NO_ENTRY = ("remark", "description ", "statistics ", "counters ")
_HARMLESS = frozenset({"log", "log-input"})
_ALL_ONES = 0xFFFFFFFF


@dataclass(slots=True)
class _Words:
    """The rest of an entry; a missing word is empty."""

    rest: list[str]

    def next(self) -> str:
        return self.rest.pop(0) if self.rest else ""

    def peek(self) -> str:
        return self.rest[0] if self.rest else ""


class _Unclear(Exception):  # noqa: N818 - never leaves this module
    """The entry says more than the neutral fields can."""


def entries(
    lines: Iterable[Line], family: Family, kind: str = "extended", groups: Groups = NO_GROUPS
) -> tuple[tuple[FilterEntryFacts, ...], bool]:
    """Return the entries of a list in order, and whether all their numbers are shown.

    Law: an entry is understood only if its fields say exactly what it matches. Implicit numbers are ten apart.
    """
    found: list[FilterEntryFacts] = []
    last = 0
    shown = True
    for line in lines:
        match = _NUMBER.match(line.text)
        number, text = (int(match[1]), match[2]) if match else (last + 10, line.text)
        if family == "ipv6" and not match and (trailing := re.search(r" sequence (\d+)$", text)):
            number, text, match = int(trailing[1]), text[: trailing.start()], trailing
        if text.startswith(_NO_ENTRY) or not (match or text.startswith(_ENTRY)):
            continue
        shown = shown and match is not None
        last = number
        found.append(entry(str(number), line, text, (family, kind), groups))
    return tuple(found), shown


def entry(number: str, line: Line, text: str, kind: tuple[Family, str], groups: Groups = NO_GROUPS) -> FilterEntryFacts:
    """Return one entry; `text` is the line without its number."""
    family, form = kind
    fields = _standard(text, family) if form == "standard" else _extended(text, family)
    if fields is None:
        bare = FilterEntryFacts(id=number, line=line.number, text=line.text, understood=False)
        if form == "standard":
            return bare
        try:
            decides, found = matches(text, family, groups)
        except UnclearError:
            return bare
        return bare.model_copy(update={"decides": decides, "matches": found})
    action, protocol, source, source_port, destination, destination_port = fields
    return FilterEntryFacts(
        id=number,
        line=line.number,
        text=line.text,
        understood=True,
        action="permit" if action == "permit" else "deny",
        protocol=protocol,
        source=source,
        destination=destination,
        source_port=source_port,
        destination_port=destination_port,
    )


_Fields = tuple[str, str, str, str, str, str]


@lru_cache(maxsize=8192)
def _extended(text: str, family: Family) -> _Fields | None:
    words = _Words(text.split())
    action = words.next()
    if action not in ("permit", "deny"):
        return None
    protocol = protocol_name(words.next(), family)
    try:
        source = _address(words, family)
        source_port = _ports(words, protocol)
        destination = _address(words, family)
        destination_port = _ports(words, protocol)
    except _Unclear:
        return None
    if not _HARMLESS.issuperset(words.rest):
        return None
    return action, protocol, source, source_port, destination, destination_port


@lru_cache(maxsize=8192)
def _standard(text: str, family: Family) -> _Fields | None:
    words = _Words(text.split())
    action = words.next()
    if action not in ("permit", "deny"):
        return None
    try:
        source = _source(words, family)
    except _Unclear:
        return None
    if not _HARMLESS.issuperset(words.rest):
        return None
    return action, "ip", source, "", "any", ""


def _source(words: _Words, family: Family) -> str:
    """Read the source of a standard list, where an address alone is a host."""
    alone = len(words.rest) == 1 or words.rest[1:2] == ["log"]
    if alone and words.peek() != "any" and "/" not in words.peek():
        return _prefix(words.next(), family)
    if words.rest[1:3] == ["wildcard", "bits"]:
        words.rest = [words.rest[0], *words.rest[3:]]
    words.rest[0:1] = [words.peek().rstrip(",")]
    return _address(words, family)


def _address(words: _Words, family: Family) -> str:
    word = words.next()
    if word in ("any", "any4", "any6"):
        return "any"
    if word == "host":
        return _prefix(words.next(), family)
    if "/" in word:
        return _prefix(word, family)
    if family == "ipv6":
        raise _Unclear
    return _wildcard(word, words.next())


def _prefix(written: str, family: Family) -> str:
    try:
        network = ip_network(written, strict=False)
    except ValueError:
        raise _Unclear from None
    if network.version != (4 if family == "ipv4" else 6):
        raise _Unclear
    return "any" if network.prefixlen == 0 else str(network)


def _wildcard(address: str, mask: str) -> str:
    """Return the prefix of an address and an inverse mask; other masks match more than one prefix."""
    try:
        base, bits = int(IPv4Address(address)), int(IPv4Address(mask))
    except ValueError:
        raise _Unclear from None
    if bits & (bits + 1):
        raise _Unclear
    length = 32 - bits.bit_length()
    return "any" if length == 0 else f"{IPv4Address(base & ~bits & _ALL_ONES)}/{length}"


def _ports(words: _Words, protocol: str) -> str:
    operator = words.peek()
    if operator not in ("eq", "range", "gt", "lt", "neq"):
        return ""
    words.next()
    first = port(words.next(), protocol)
    last = port(words.next(), protocol) if operator == "range" else first
    if first is None or last is None or protocol not in ("tcp", "udp"):
        raise _Unclear
    match operator:
        case "eq":
            low, high = first, first
        case "range":
            low, high = first, last
        case "gt":
            low, high = first + 1, 65535
        case "lt":
            low, high = 0, first - 1
        case _:
            raise _Unclear
    if not 0 <= low <= high <= 65535:
        raise _Unclear
    return str(low) if low == high else f"{low}-{high}"
