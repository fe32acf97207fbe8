"""Ground: choose the knowledge that holds for a device, by platform, version and role; nothing by likeness."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from renderers.versions import key_of, plain_key
from schemas.knowledge import Blueprint, Front, Snippet, vendor_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schemas.inventory import Device

OWN = "knowledge/"
"""Where the organisation's items lie; among equally specific ones they come before bundled ones."""
INCLUDE = re.compile(r"\{%-? *include *[\"']([^\"']+)[\"'] *-?%\}")
"""How a blueprint includes a snippet; nothing else is a way to include anything."""


def choose(known: Iterable[Blueprint], device: Device, feature: str) -> Blueprint | None:
    """Return the blueprint that holds for a device: the most specific one, and of those the highest version."""
    fitting = [item for item in known if item.header.feature == feature and not against(item, device)]
    found = max(fitting, key=_rank, default=None)
    return with_snippets(found, device) if found is not None else None


def against(item: Blueprint, device: Device) -> str:
    """Return why a blueprint does not hold for a device; empty where it does."""
    because = unfit(item.header, item.header.platform, device)
    if because:
        return because
    for name in dict.fromkeys(INCLUDE.findall(item.template)):
        if _snippet(item, name, device) is None:
            return f"no snippet {name} holds for {device.name}"
    return ""


def unfit(header: Front, platform: str | None, device: Device) -> str:
    """Return why an item of knowledge does not hold for a device: the hard filters, in their order."""
    if platform and platform != device.platform:
        return f"it is for {platform}"
    if header.vendor and header.vendor != vendor_of(device.platform):
        return f"it is for devices of {header.vendor}"
    if header.status != "active":
        return f"its status is {header.status}"
    if header.roles and device.role not in header.roles:
        return f"it is for the roles {', '.join(header.roles)}, {device.name} is {device.role}"
    if not holds(header.os_version, device.os_version, device.platform):
        return f"it is for {header.os_version}, {device.name} runs {device.os_version}"
    return ""


def specificity(header: Front, platform: str | None) -> tuple[bool, bool, bool, bool]:
    """Return how narrow an item is: what is for a role comes before what is for a version, a platform, a vendor."""
    return bool(header.roles), header.os_version != "any", platform is not None, header.vendor is not None


def with_snippets(item: Blueprint, device: Device) -> Blueprint:
    """Return a blueprint with the snippets of a device in the places where it includes them."""
    used: dict[str, Snippet] = {}

    def piece(match: re.Match[str]) -> str:
        found = _snippet(item, match[1], device)
        if found is None:
            raise LookupError(f"no snippet {match[1]} holds for {device.name}")
        used[match[1]] = found
        return found.template

    if "include" not in item.template:
        return item
    text = INCLUDE.sub(piece, item.template)
    return item.model_copy(update={"template": text, "snippets": tuple(used.values())})


def _snippet(item: Blueprint, name: str, device: Device) -> Snippet | None:
    fitting = (
        one
        for one in item.snippets
        if one.header.fragment == name and not unfit(one.header, one.header.platform, device)
    )
    return max(fitting, key=_rank, default=None)


def _rank(item: Blueprint | Snippet) -> tuple[tuple[bool, ...], bool, tuple[object, ...], str]:
    header = item.header
    return specificity(header, header.platform), item.file.startswith(OWN), plain_key(header.version), item.file


def applicable(known: Sequence[Blueprint], device: Device) -> tuple[Blueprint, ...]:
    """Return the blueprints that hold for a device, one a feature, by feature."""
    features = sorted({item.header.feature for item in known if item.header.platform == device.platform})
    chosen = (choose(known, device, feature) for feature in features)
    return tuple(item for item in chosen if item is not None)


def holds(condition: str, version: str, platform: str = "") -> bool:
    """Tell whether a version is within a condition such as `>=15.2 <17`, as the platform counts its versions."""
    if condition == "any":
        return True
    key = key_of(platform) if platform else plain_key
    own = key(version)
    for part in condition.split():
        if part.startswith(">=") and own < key(part[2:]):
            return False
        if part.startswith("<") and own >= key(part[1:]):
            return False
    return True
