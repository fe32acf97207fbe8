"""What has changed between what somebody approved and what stands there now, device by device. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return in words what differs between the decisions of two packages of one intent; empty where nothing does."""
    old, new = _devices(before), _devices(after)
    out = [f"{name} is no longer changed" for name in sorted(old.keys() - new.keys())]
    out += [f"{name} is changed now, too" for name in sorted(new.keys() - old.keys())]
    for name in sorted(old.keys() & new.keys()):
        for what, key in (("commands", "remediation"), ("rollback", "rollback")):
            was, now = list(old[name].get(key, ())), list(new[name].get(key, ()))
            if was != now:
                fresh, gone = [one for one in now if one not in was], [one for one in was if one not in now]
                moved = f"{len(fresh)} {what} are new, {len(gone)} are gone" if fresh or gone else f"{what} moved"
                out.append(f"{name}: {moved}")
        if old[name].get("running_digest") != new[name].get("running_digest"):
            out.append(f"{name}: its running configuration is another one")
    for what, file, keys in (
        ("verdicts", "validation.json", ("outcome", "checks")),
        ("risk", "change-plan.json", ("risk", "risk_reasons")),
        ("window", "change-plan.json", ("window",)),
    ):
        was, now = _part(before, file, keys), _part(after, file, keys)
        if was != now:
            out.append(f"the {what} changed")
    return tuple(out)


def _devices(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    listed = _json(files, "candidates.json").get("devices") or ()
    return {str(one["device"]): one for one in listed if isinstance(one, dict) and "device" in one}


def _part(files: Mapping[str, bytes], file: str, keys: tuple[str, ...]) -> list[Any]:
    read = _json(files, file)
    return [read.get(key) for key in keys]


def _json(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    try:
        read = json.loads(files.get(name, b"{}"))
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}
