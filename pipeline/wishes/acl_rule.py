"""`permit tcp from 192.0.2.0/24 to 198.51.100.7/32 port 443 in EDGE-IN on edge-01`."""

from __future__ import annotations

from typing import Any

from pipeline.wishes.base import NAME, Form, Words

_END = r"[0-9a-fA-F.:/]+|any"


def _spec(words: Words) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "acl": words["acl"],
        "action": words["action"].lower(),
        "protocol": words["protocol"].lower(),
        "source": words["source"].lower(),
        "destination": words["destination"].lower(),
    }
    if words.found.get("port"):
        rule["destination_port"] = int(words["port"]) if words["port"].isdigit() else words["port"]
    for place in ("before", "after"):
        if words.found.get(place):
            rule[place] = int(words[place]) if words[place].isdigit() else words[place]
    return {"rules": [{"device": name} | rule for name in words.devices()]}


PLUGIN = Form(
    usage=(
        "permit|deny <protocol> from <prefix> to <prefix> [port <port>] in <list> on <devices> [before|after <entry>]",
    ),
    examples=("permit tcp from 192.0.2.0/24 to 198.51.100.7/32 port 443 in BADGE-IN on core-01, core-02 before 60",),
    patterns=(
        (
            rf"(?P<action>permit|deny) (?P<protocol>ip|tcp|udp|icmp) from (?P<source>{_END}) to (?P<destination>{_END})"
            rf"(?: port (?P<port>\d+(?:-\d+)?))? in (?P<acl>{NAME}) on (?P<devices>.+?)"
            rf"(?: before (?P<before>{NAME})| after (?P<after>{NAME}))?",
            _spec,
        ),
    ),
)
