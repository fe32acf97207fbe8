"""Which packet filter of a device a rule means: by name, and by family where a name stands for two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pipeline.packets.matches import simple
from pipeline.packets.space import Space
from pipeline.packets.words import packet_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.intents.acl_rule import Rule
    from pipeline.intents.base import Compiled, Path
    from schemas.facts import FilterFacts
    from schemas.packets import Packet

Family = Literal["ipv4", "ipv6"]


def meant(rule: Rule, known: Sequence[FilterFacts], path: Path, out: Compiled) -> FilterFacts | None:
    """Return the filter of a device that a rule means; refuse, or ask, where it is none or may be either of two.

    Platforms other than IOS keep one name for an IPv4 and for an IPv6 filter apart: the addresses tell which is
    meant, or else `family` must.
    """
    named = [one for one in known if one.name == rule.acl]
    if not named:
        there = ", ".join(dict.fromkeys(one.name for one in known)) or "none"
        message = f"{rule.device} has no filter {rule.acl}; there: {there}"
        out.refuse("acl-unknown", (*path, "acl"), message, "correct the name", device=rule.device)
        return None
    family = rule.family or family_of(rule)
    if family is None and len(named) > 1:
        packets = " or ".join(f"{packet_words(_packet(rule, one.family))} (family: {one.family})" for one in named)
        message = f"{rule.acl} of {rule.device} is the name of two filters, for IPv4 and for IPv6"
        hint = f"which packets are meant: {packets}?"
        out.refuse("acl-ambiguous", (*path, "acl"), message, hint, device=rule.device)
        return None
    found = next((one for one in named if family in (None, one.family)), None)
    if found is None:
        message = f"{rule.acl} of {rule.device} filters {named[0].family}, the addresses are of the other family"
        out.refuse("acl-family", (*path, "source"), message, "name a filter of their family", device=rule.device)
    elif found.standard:
        message = f"{rule.acl} of {rule.device} is a standard list, it matches sources only"
        out.refuse("acl-standard", (*path, "acl"), message, "name an extended list", device=rule.device)
        return None
    return found


def family_of(rule: Rule) -> Family | None:
    """Return the family that a rule's addresses are of; None where it is about any."""
    written = [side for side in (rule.source, rule.destination) if side != "any"]
    return None if not written else "ipv6" if ":" in written[0] else "ipv4"


def _packet(rule: Rule, family: Family) -> Packet:
    ports = (str(rule.source_port or ""), str(rule.destination_port or ""))
    match = simple(rule.protocol, "any", "any", ports, family)
    space = Space(family)
    packet = space.pick(space.match(match) if match else space.all)
    assert packet is not None
    return packet
