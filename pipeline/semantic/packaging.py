"""Packaging: a configuration as the analyzer reads it, so that line n of the one is line n of the other.

Batfish tells operating systems apart by what it finds in a text and takes some for another one. The line that tells it
(RANCID's, router.db(5)) goes to the end, so that no line moves. FRR is read in the form of Cumulus alone: one file of
interfaces and one of FRR, one behind the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pipeline.recognise import recognise
from pipeline.semantic.network import CUMULUS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schemas.inventory import Platform

_SAID = re.compile(r"^[!#]RANCID-CONTENT-TYPE", re.MULTILINE)
_HOSTNAME = re.compile(r"^hostname (\S+)", re.MULTILINE)
_INTERFACE = re.compile(r"^interface (\S+)(?: vrf (\S+))?$")
_ADDRESS = re.compile(r"^ ip address (\d+\.\d+\.\d+\.\d+/\d+)$")
_VRF = re.compile(r"^vrf (\S+)$")


def packaged(text: str, platform: Platform | None = None) -> str:
    """Return what is sent for a configuration of a platform; without one, of the platform that the text shows."""
    if _SAID.search(text) or CUMULUS.match(text):
        return text
    known = platform or recognise(text).platform
    form = _FORMS.get(known) if known is not None else None  # what the analyzer does not know is sent as it is
    return form(text) if form is not None else text


def offset(text: str, platform: Platform) -> int:
    """Return how many lines stand before the configuration in what is sent."""
    sent = packaged(text, platform)
    return sent[: max(0, sent.find(text.rstrip()))].count("\n")


def _marked(line: str) -> Callable[[str], str]:
    return lambda text: f"{text.rstrip()}\n{line}\n"


_AGGREGATE = re.compile(r"^interface (?:port-channel|Port-channel)(?P<number>\d+)$")
_MEMBER = re.compile(r"^  channel-group (?P<number>\d+)\b")
_SWITCHED = re.compile(r"^  switchport (?P<what>trunk allowed vlan|trunk native vlan|access vlan|mode)\b")


def _nxos(text: str) -> str:
    """Say of members of a port channel what NX-OS copies from it: else the analyzer takes them out of it.

    A line takes the place of one that is there, or stands behind the last one, so that none moves.
    """
    blocks = list(_blocks(text.split("\n")))
    known: dict[str, dict[str, str]] = {}
    for block in blocks:
        if match := _AGGREGATE.match(block[0]):
            known[match["number"]] = {said["what"]: line for line in block if (said := _SWITCHED.match(line))}
    out: list[str] = []
    more: list[str] = []
    for block in blocks:
        number = next((match["number"] for line in block if (match := _MEMBER.match(line))), "")
        mine = known.get(number, {})
        out += [mine.get(said["what"], line) if (said := _SWITCHED.match(line)) else line for line in block]
        there = {said["what"] for line in block if (said := _SWITCHED.match(line))}
        lacking = [line for what, line in mine.items() if what not in there]
        # It joins again behind them: the analyzer compares at that line.
        more += [block[0], *lacking, *(line for line in block if _MEMBER.match(line))] if lacking else []
    out = [*"\n".join(out).rstrip().split("\n"), *more]
    return _marked("!RANCID-CONTENT-TYPE: cisco-nx")("\n".join(out))


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    start = 0
    for number, line in enumerate(lines[1:], start=1):
        if line and not line.startswith(" "):
            yield lines[start:number]
            start = number
    yield lines[start:]


def _cumulus(text: str) -> str:
    match = _HOSTNAME.search(text)
    head = [match[1] if match else "frr", "# This file describes the network interfaces"]
    return "\n".join([*head, *_interfaces(text), "# ports.conf --", "#frr version", ""]) + text


def _interfaces(text: str) -> Iterator[str]:
    """Write the interfaces of FRR's file as ifupdown2 writes them: names, addresses, routing instances."""
    lines = text.split("\n")
    for name in dict.fromkeys(match[1] for line in lines if (match := _VRF.match(line))):
        yield from (f"auto {name}", f"iface {name}", "  vrf-table auto", "")
    for number, line in enumerate(lines):
        match = _INTERFACE.match(line)
        if match is None:
            continue
        name, vrf = match[1], match[2]
        yield f"auto {name}"
        yield f"iface {name} inet loopback" if name == "lo" else f"iface {name}"
        if vrf:
            yield f"  vrf {vrf}"
        for inner in lines[number + 1 :]:
            if not inner.startswith(" "):
                break
            if address := _ADDRESS.match(inner):
                yield f"  address {address[1]}"
        yield ""


_FORMS: Mapping[Platform, Callable[[str], str]] = {
    "arista_eos": _marked("!RANCID-CONTENT-TYPE: arista"),
    "cisco_ios": _marked("!RANCID-CONTENT-TYPE: cisco"),
    "cisco_nxos": _nxos,
    "cisco_xr": _marked("!RANCID-CONTENT-TYPE: cisco-xr"),
    "frr": _cumulus,
    "juniper_junos": _marked("#RANCID-CONTENT-TYPE: juniper"),
}
