"""Say which rules look at a kind of intent: by the kinds that they name, and by the things that its features make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.policies import bundled
from pipeline.policy.load import python_rules
from pipeline.registry import features
from schemas.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Collection

    from schemas.policy import About

_NAMED = re.compile(r'\bit\.feature == "([a-z0-9_]+)"')
_GROUPS = {
    "change": "the change as a whole",
    "device": "each device that changes",
    "added": "each line that comes",
    "removed": "each line that goes",
    "interface": "each port that changes",
    "vlan": "each VLAN that is new or renamed",
    "filter_entry": "each entry of a filter that is new",
    "route": "each static route that is new",
    "feature": "what the intent asks for",
}
"""What rules look at, in the order of the page."""
_MAKES = {"vlan": {"vlan"}, "filter_entry": {"filter_entry"}, "route": {"static_route"}}
_PORTS = {"vlan_interface", "lag", "vtep", "first_hop"}
"""Features without a port in their names that make one all the same."""


def looking(kind: str, asked: Collection[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (what is looked at, ids of bundled rules) of a kind whose features are `asked`; without any, all may look.

    Law: a rule that really looked at a case of the kind is among them.
    """
    rules: dict[str, About] = {name: item.about for name, item in python_rules().items()}
    rules |= {item.id: item for item in bundled()}
    found: dict[str, list[str]] = {each: [] for each in _GROUPS}
    for name, about in sorted(rules.items()):
        named = not about.applies_to.kinds or kind in about.applies_to.kinds
        if named and (not asked or _meets(about, set(asked))):
            found[about.each].append(name)
    return tuple((words, tuple(found[each])) for each, words in _GROUPS.items() if found[each])


def _meets(about: About, asked: set[str]) -> bool:
    match about.each:
        case "change" | "device" | "added" | "removed":
            return True
        case "feature":
            wanted = set(_NAMED.findall(f"{about.when} {about.holds}")) if isinstance(about, Policy) else set()
            return not wanted or bool(wanted & asked)
        case "interface":
            known = features()
            return any(name in _PORTS or "interface" in known[name].model_fields for name in asked)
        case each:
            return bool(_MAKES[each] & asked)
