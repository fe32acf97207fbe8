"""What a term of a Junos packet filter matches, field by field.

Source: Junos OS Routing Policies, Firewall Filters and Traffic Policers User Guide: match conditions, and the rule that
a term without a terminating action accepts.
"""

from __future__ import annotations

from ipaddress import ip_network
from typing import TYPE_CHECKING, Literal

from renderers.port_names import port
from renderers.traffic_names import DSCP, FLAGS, JUNOS_TYPES4, JUNOS_TYPES6, NUMBERS
from schemas.packets import PacketMatch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from renderers.juniper_junos.statements import Words
    from schemas.packets import Span

Family = Literal["ipv4", "ipv6"]
SAYS_NOTHING = ("count", "log", "syslog", "sample", "loss-priority", "forwarding-class", "port-mirror")
"""Actions that do not decide about the packet."""
_TEXTS = {"tcp-established": "(ack | rst)", "tcp-initial": "syn & !ack"}


def term_matches(
    match: Mapping[str, Sequence[str]], then: Sequence[Words], family: Family, lists: Mapping[str, Sequence[str]]
) -> tuple[Literal["permit", "deny"], tuple[PacketMatch, ...]] | None:
    """Return what a term decides and matches, None where nobody knows.

    Law: a condition that is not known becomes an opaque one, never nothing.
    """
    limits = [words[1] for words in then if words[0] == "policer" and len(words) == 2]
    acts = [words for words in then if words[0] not in SAYS_NOTHING and not (words[0] == "policer" and len(words) == 2)]
    if acts == [("next", "term")] and not limits:
        return "permit", ()
    if any(words[0] not in ("accept", "discard", "reject") for words in acts) or len(acts) > 1:
        return None
    fields: dict[str, object] = {}
    opaque: list[str] = []
    either: list[tuple[str, str, object]] = []
    for key, values in match.items():
        made = _condition(key, values, family, lists)
        if made is None:
            opaque.append(f"{key} {' '.join(values)}".strip())
        elif made[0] == "address":
            either.append(("sources", "destinations", made[1]))
        elif made[0] == "port":
            either.append(("source_ports", "destination_ports", made[1]))
        elif made[0] in fields:
            opaque.append(f"{key} {' '.join(values)}".strip())
        else:
            fields[made[0]] = made[1]
    found = [fields]
    for one, other, value in either:
        if any(one in item or other in item for item in found):
            opaque.append(one)
            continue
        found = [item | {name: value} for item in found for name in (one, other)]
    decides: Literal["permit", "deny"] = "deny" if acts and acts[0][0] != "accept" else "permit"
    more = {"opaque": tuple(opaque), "rate": ", ".join(limits)}
    return decides, tuple(PacketMatch.model_validate(item | more) for item in found)


def _condition(
    key: str, values: Sequence[str], family: Family, lists: Mapping[str, Sequence[str]]
) -> tuple[str, object] | None:
    """Return field and value, None where it is not known; a flag without values has none."""
    match key:
        case "source-address" | "destination-address" | "address":
            found = _places(values, family)
            name = {"source-address": "sources", "destination-address": "destinations"}.get(key, "address")
            return (name, found) if found else None
        case "source-prefix-list" | "destination-prefix-list" | "prefix-list":
            if not values or any(value not in lists or not lists[value] for value in values):
                return None
            found = _places([prefix for value in values for prefix in lists[value]], family)
            name = {"source-prefix-list": "sources", "destination-prefix-list": "destinations"}.get(key, "address")
            return (name, found) if found else None
        case "protocol" | "next-header":
            return _all("protocols", [_protocol(value, family) for value in values])
        case "source-port" | "destination-port" | "port":
            name = {"source-port": "source_ports", "destination-port": "destination_ports"}.get(key, "port")
            return _all(name, [_port(value) for value in values])
        case "icmp-type":
            names = JUNOS_TYPES4 if family == "ipv4" else JUNOS_TYPES6
            return _all("icmp_types", [_number(value, names, 255) for value in values])
        case "icmp-code":
            return _all("icmp_codes", [_number(value, {}, 255) for value in values])
        case "dscp":
            return _all("dscp", [_number(value, DSCP, 63) for value in values])
        case "tcp-flags" | "tcp-established" | "tcp-initial":
            flags = _flags(_TEXTS.get(key) or (values[0] if len(values) == 1 else ""))
            return ("tcp_flags", flags) if flags else None
        case _:
            return None


def _all(name: str, spans: Sequence[Span | None]) -> tuple[str, object] | None:
    if not spans or any(span is None for span in spans):
        return None
    return name, tuple(spans)


def _places(values: Sequence[str], family: Family) -> tuple[str, ...]:
    """Return prefixes, those with `except` as `!`; nothing where one is not understood."""
    found = []
    for value in values:
        written, _, word = value.partition(" ")
        try:
            network = ip_network(written, strict=False)
        except ValueError:
            return ()
        if word not in ("", "except") or network.version != (4 if family == "ipv4" else 6):
            return ()
        found.append(("!" if word else "") + str(network))
    return () if found and all(text.startswith("!") for text in found) else tuple(found)


def _protocol(value: str, family: Family) -> Span | None:
    # In an IPv6 filter `icmp` would be protocol 1, which nobody means: not understood.
    return None if (value, family) == ("icmp", "ipv6") else _number(value, NUMBERS, 255)


def _number(value: str, names: Mapping[str, int], most: int) -> Span | None:
    first, dash, last = value.partition("-")
    if first.isdecimal() and (last.isdecimal() or not dash):
        low, high = int(first), int(last or first)
        return (low, high) if low <= high <= most else None
    number = names.get(value)
    return None if number is None else (number, number)


def _port(value: str) -> Span | None:
    if value[:1].isdecimal():
        return _number(value, {}, 65535)
    numbers = {port(value, protocol) for protocol in ("tcp", "udp")} - {None}
    return None if len(numbers) != 1 else (found := numbers.pop() or 0, found)


def _flags(text: str) -> tuple[tuple[int, int], ...]:
    """Return `a & !b | c` as (bits, values), any of these; nothing where it is deeper than that."""
    bare = text.strip().removeprefix("(").removesuffix(")")
    if "(" in bare or ")" in bare:
        return ()
    found = []
    for part in bare.split("|"):
        mask = value = 0
        for word in part.split("&"):
            name = word.strip()
            bit = FLAGS.get(name.lstrip("!").strip())
            if bit is None:
                return ()
            mask |= bit
            value |= 0 if name.startswith("!") else bit
        found.append((mask, value))
    return tuple(found)
