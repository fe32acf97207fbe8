"""Say where one line of a candidate comes from. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class NoSuchLineError(ValueError):
    """It names no line."""


def explained(files: Mapping[str, bytes], wanted: str) -> tuple[str, ...]:
    """Return what is known of `DEVICE:LINE`, in lines; raise `NoSuchLineError` where there is none."""
    device, _, number = wanted.rpartition(":")
    candidates: list[dict[str, Any]] = json.loads(files["candidates.json"])["devices"]
    item = next((one for one in candidates if one["device"] == device), None)
    if item is None or not (number.isascii() and number.isdigit()):
        known = ", ".join(one["device"] for one in candidates)
        raise NoSuchLineError(f"{wanted!r} names no line; expected DEVICE:LINE with one of {known}")
    lines = files[f"candidates/{device}.cfg"].decode().split("\n")
    if not 0 < int(number) <= len(lines):
        raise NoSuchLineError(f"the candidate of {device} has {len(lines)} lines, not {number}")
    out = [f"{device}:{number}: {lines[int(number) - 1].strip()}"]
    made = next((one for one in item["lines"] if one["line"] == int(number)), None)
    if made is None:
        return (*out, "unchanged: it stands in the running configuration")
    origin = item["origins"][made["origin"]]
    place = origin["place"]
    out.append(f"asked for by {origin['field']} ({place['file']}:{place['line']}:{place['column']})")
    if made.get("also"):
        out.append(f"depends on {', '.join(made['also'])}, too")
    out.append(f"as {origin['feature'].replace('_', ' ')}, written by blueprint {origin['blueprint']}")
    return (*out, *(f"which rests on: {reference}" for reference in origin["references"]))
