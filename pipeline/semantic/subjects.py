"""Subjects: which thing of a device a value of the analyzer's model belongs to."""

from __future__ import annotations

import json

Path = tuple[str, ...]

DEFINED = (
    "ipAccessLists",
    "routeFilterLists",
    "communitySets",
    "communityMatchExprs",
    "communitySetExprs",
    "communitySetMatchExprs",
    "asPathAccessLists",
    "asPathExprs",
    "asPathMatchExprs",
    "ipSpaces",
    "routingPolicies",
)
"""Keys of the model below which things stand by a name that an engineer chose, and that others use."""
NAMED = ("interfaces", *DEFINED, "mlags")
"""Keys of the model below which things stand by name."""
NEIGHBORS = ("neighbors", "passiveNeighbors", "interfaceNeighbors")
_NOTHING = ("null", "[]", "{}", '""', "")


def subject(path: Path) -> Path:
    """Return the part of a path that names the thing: an interface, a filter, a session, a process of a VRF."""
    if path[0] in NAMED:
        return path[:2]
    if path[0] == "vrfs" and len(path) > 2:
        part = path[2]
        if part == "bgpProcess" and len(path) > 4 and path[3] in NEIGHBORS:
            return path[:5]
        return path[:4] if part in ("layer2Vnis", "layer3Vnis") and len(path) > 3 else path[:3]
    return path


def says_nothing(value: str) -> bool:
    """Tell whether a value, as JSON, is as good as none."""
    return value in _NOTHING


def kind_of(found: dict[Path, str], whole: Path) -> str:
    """Return what a thing that is new or gone says of itself, in a few words, as JSON."""
    said = {
        "/".join(path[len(whole) :]) or path[-1]: json.loads(value)
        for path, value in sorted(found.items())
        if not says_nothing(value)
    }
    return json.dumps({key: value for key, value in said.items() if value is not False}, sort_keys=True)


def meant(path: Path, value: str) -> str:
    """Return a value of the model without what it calls its parts: an entry of a filter is called as it is written."""
    if path[0] != "ipAccessLists" or '"name"' not in value or not value.startswith("["):
        return value
    items = [{key: part for key, part in one.items() if key != "name"} for one in json.loads(value)]
    return json.dumps(items, sort_keys=True)
