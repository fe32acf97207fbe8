"""Limits: where the analyzer's model is known to differ from devices, so that no verdict rests on it unsaid.

Sources: batfish/lab-validation (snapshots/*/validation/sickbay.yaml, commit dbe21f0), where answers are compared with
what real devices show, and open issues of batfish/batfish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.semantic.edits import Edit

_FLAGS = re.MULTILINE | re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Limit:
    """One known difference between model and device."""

    where: str
    """Regular expressions of lines that must all stand in a configuration for it to apply, one a line."""
    touches: str
    """Regular expression of changed lines, with their context, whose effect is therefore not known."""
    words: str
    source: str


LIMITS = (
    Limit(
        r"^nv overlay evpn",
        r"evpn|vxlan|nve|vni|route-target|router bgp",
        "EVPN routes of NX-OS differ from what the device shows",
        "batfish/lab-validation#156",
    ),
    Limit(
        "^   address-family evpn\n^router bgp|^ *interface vxlan",
        r"evpn|vxlan|vni|route-target|router bgp",
        "EVPN and BGP routes of EOS differ from the device: local preference, next hops of VTEPs, own routes; "
        "main routes of VRFs, too",
        "batfish/lab-validation#1, #8, #9, #10, #152; batfish/batfish#9510, #8832",
    ),
    Limit(
        r"family inet-vpn|vpnv4|vpn-ipv4|address-family ipv4 vpn",
        r"vpn|instance-type|route-distinguisher|vrf-target|route-target|\brd\b|mpls|router bgp|protocols bgp|vrf",
        "routes of MPLS layer-3 VPNs are not computed: there is no VPNv4 in the model",
        "batfish/batfish#8098",
    ),
    Limit(
        r"^# This file describes the network interfaces|^frr version|^frr defaults",
        r"router bgp|neighbor|interface|iface|auto ",
        "interface properties and BGP routes of FRR and Cumulus differ from what the device shows",
        "batfish/lab-validation#42, #43",
    ),
    Limit(
        r"^ +bgp additional-paths|^ +neighbor \S+ (?:additional-paths|advertise additional-paths)",
        r"router bgp|neighbor|route-map|network",
        "BGP tables of IOS with additional paths hold routes that the device does not have",
        "batfish/lab-validation, ios_example_network",
    ),
    Limit(
        "^service timestamps|^version 1[2-7][.]\n^router ospf",
        r"\bmtu\b|max-metric|\bdistance\b",
        "OSPF of IOS: MTU is not compared between neighbours, distance is ignored, max-metric loses routes",
        "batfish/lab-validation#39; batfish/batfish#6065, #6071",
    ),
    Limit(
        r"^ *set community .*(?:no-export|no-advertise|local-as)",
        r"community",
        "well-known communities do not hold routes back",
        "batfish/batfish#6330",
    ),
)

_ALWAYS = (
    (r"(?:^|[ /])(?:ipv6|inet6|ospf3|ospfv3|ndp|rs-filter)\b", "IPv6: the analyzer's model of it is small"),
    (
        r"(?:^|[ /])(?:mpls|ldp|rsvp|segment-routing|l2vpn|xconnect|pseudowire)\b",
        "MPLS: the analyzer has no model of it",
    ),
    (r"(?:^|[ /])(?:isis|is-is)\b", "IS-IS: the analyzer's model of it is small"),
    (r"(?:^|[ /])(?:pim|igmp|multicast|mroute|msdp)\b", "multicast: the analyzer has no model of it"),
    (r"(?:^|[ /])(?:policy-map|service-policy|class-map|qos|queue|police|shape)\b", "QoS: the analyzer has no model"),
    (r"(?:^|[ /])(?:spanning-tree|stp|rstp|mstp|vstp|bpdu\S*)\b", "spanning tree: the analyzer has no model of it"),
    (r"(?:^|[ /])(?:bfd|lacp|track|ip sla|event manager|crypto|nat)\b", "not part of what was compared with devices"),
)


def known(texts: Mapping[str, str]) -> tuple[tuple[Limit, tuple[str, ...]], ...]:
    """Return the limits that hold in a network, each with the files that show its feature."""
    found = []
    for limit in LIMITS:
        patterns = limit.where.split("\n")
        files = tuple(
            path
            for path, text in sorted(texts.items())
            if all(re.search(pattern, text, _FLAGS) for pattern in patterns)
        )
        if files:
            found.append((limit, files))
    return tuple(found)


def untrusted(edits: Iterable[Edit], limits: Iterable[tuple[Limit, tuple[str, ...]]]) -> tuple[tuple[Edit, str], ...]:
    """Return the changed lines about which the model is known not to tell the truth, with the reason.

    A limit is one of the devices whose configurations show its feature: what others say is modelled as ever.
    """
    rules = [(one.touches, f"{one.words} ({one.source})", files) for one, files in limits]
    found = []
    for edit in edits:
        mine = [(pattern, words) for pattern, words, files in rules if edit.file in files]
        reason = next((words for pattern, words in (*mine, *_ALWAYS) if re.search(pattern, edit.where, _FLAGS)), None)
        if reason is not None:
            found.append((edit, reason))
    return tuple(found)
