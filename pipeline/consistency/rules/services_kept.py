"""services_kept: a device does not lose its last time, logging or authentication server, its SNMP or its DNS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.consistency.network import Problem, Rule
from schemas.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.consistency.network import Network

_WORDS = {
    "ntp": "time servers",
    "logging": "log servers",
    "aaa": "authentication",
    "snmp": "SNMP",
    "dns": "DNS servers",
}
_HARD = ("ntp", "logging", "aaa")


def find(before: Network, after: Network) -> Iterator[Problem]:
    """Yield what a device had and has no more; one of several that goes is a warning."""
    for name, seen in sorted(after.devices.items()):
        old = before.devices.get(name)
        for kind, words in _WORDS.items():
            had = {item.value for item in old.joints.services if item.kind == kind} if old else set()
            has = {item.value for item in seen.joints.services if item.kind == kind}
            if had and not has:
                severity = Severity.ERROR if kind in _HARD else Severity.WARNING
                message = f"{name} loses the last of its {words}: {', '.join(sorted(had))}"
                yield Problem(message, name, 0, "keep one, or put the new one in the same change", severity)
            elif len(has) < len(had) and had - has:
                message = f"{name} loses some of its {words}: {', '.join(sorted(had - has))}"
                yield Problem(message, name, 0, "make sure that the others are enough", Severity.WARNING)


PLUGIN = Rule("A device keeps its time, logging, authentication, SNMP and DNS", find)
