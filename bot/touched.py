"""What a pull request reaches: paths, devices, roles, sites, kinds and risk. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.rules import Touched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.propose import Proposed
    from schemas.workspace import ChangedFile


def touched(changed: Iterable[ChangedFile], done: Proposed) -> Touched:
    """Return it; a device counts when an intent names it, whether or not its configuration comes out different."""
    paths = tuple(sorted(item.path for item in changed))
    drafts = done.proposal.drafts if done.proposal else ()
    named = {name for one in drafts for name in one.loaded.devices.values()}
    devices = {item.device for item in done.proposal.snapshot.devices} if done.proposal else set()
    mine = [device for device in devices if device.name in named]
    plans = [_plan(dict(one.files)) for one in done.packages]
    return Touched(
        paths=paths,
        intents=tuple(path for path in paths if path.startswith("intents/")),
        devices=tuple(sorted({device.name for device in mine} | named)),
        roles=tuple(sorted({device.role for device in mine})),
        sites=tuple(sorted({device.site for device in mine})),
        kinds=tuple(sorted({one.envelope.kind for one in drafts})),
        risks=tuple(sorted({plan["risk"] for plan in plans if plan})),
    )


def planned(plan: bytes) -> frozenset[str]:
    """Return the devices that a change plan changes; none where it cannot be read."""
    try:
        return frozenset(str(name) for name in json.loads(plan)["blast_radius"]["devices"])
    except (ValueError, KeyError, TypeError):
        return frozenset()


def allocated(raw: bytes) -> frozenset[str]:
    """Return what an intent was given from pools, in words; nothing where it cannot be read."""
    try:
        return frozenset(f"{one['value']} of pool {one['pool']}" for one in json.loads(raw)["reserved"])
    except (ValueError, KeyError, TypeError):
        return frozenset()


def _plan(files: dict[str, bytes]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(files.get("change-plan.json", b"{}"))
    return read
