"""Recognise a configuration: its platform, by lines that only that platform writes; never by likeness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.inventory import Platform

# What a collector of configurations wrote down (RANCID's types, router.db(5)) is said, not guessed.
_SAID: tuple[tuple[Platform, str], ...] = (
    ("arista_eos", "arista"),
    ("cisco_nxos", "cisco-nx"),
    ("cisco_xr", "cisco-xr|ios-xr"),
    ("cisco_ios", "cisco|ios"),
    ("juniper_junos", "juniper|junos|juniper-srx"),
)
_TYPE = re.compile(r"^[!#]\s*RANCID-CONTENT-TYPE: *(\S+)", re.MULTILINE | re.IGNORECASE)
# Each pattern is written by one platform alone. Two platforms with evidence in one text: it is not recognised.
_EVIDENCE: tuple[tuple[Platform, str], ...] = (
    ("juniper_junos", r"^set (?:version|system host-name|interfaces \S+ unit) |^(?:system|interfaces|groups) \{$"),
    ("cisco_xr", r"^!! IOS XR|^interface (?:MgmtEth|Bundle-Ether|GigabitEthernet0/0/0/)|^end-policy$|^hw-module "),
    ("cisco_nxos", r"^feature [a-z-]+$|^vdc \S+ id |^!Command: show running|^vrf context "),
    (
        "arista_eos",
        r"^! device: \S+ \(.*EOS|^transceiver qsfp default-mode|^service routing protocols model|^vrf instance ",
    ),
    ("frr", r"^frr (?:version|defaults) "),
    (
        "cisco_ios",
        r"^service timestamps (?:debug|log) |^boot-start-marker|^ip cef$|^line (?:vty|con) \d|^vrf definition "
        r"|^service password-encryption|^aaa new-model",
    ),
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the text allows to say."""

    platform: Platform | None
    reason: str
    """The line that says so; or why nothing is said."""


def recognise(text: str) -> Recognised:
    """Return the platform of a configuration, with the line that is evidence."""
    if said := _TYPE.search(text):
        for platform, pattern in _SAID:
            if re.fullmatch(pattern, said[1], re.IGNORECASE):
                return Recognised(platform, f"line {said[0].strip()!r}")
    found: dict[Platform, str] = {}
    for platform, pattern in _EVIDENCE:
        match = re.search(pattern, text, re.MULTILINE)
        if match is not None:
            found[platform] = match[0].strip()
    # XR and NX-OS share lines with IOS that are no evidence against them.
    if found.keys() & {"cisco_xr", "cisco_nxos", "arista_eos", "frr"}:
        found.pop("cisco_ios", None)
    if len(found) == 1:
        ((platform, line),) = found.items()
        return Recognised(platform, f"line {line!r}")
    if found:
        return Recognised(None, f"lines of {', '.join(sorted(found))} stand in one text")
    return Recognised(None, "no line says which platform it is")
