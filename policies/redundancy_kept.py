"""redundancy-kept: no device is left with fewer open ways to others than it needs to lose one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policies.base import Hit, Rule
from schemas.policy import About

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def judge(view: Mapping[str, Any], param: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield devices that have fewer open cabled ports than before, and fewer than are wanted."""
    for device in view["devices"]:
        before, after = device["uplinks_before"], device["uplinks_after"]
        if len(after) < len(before) and len(after) < param["wanted"]:
            gone = ", ".join(sorted(set(before) - set(after)))
            left, wanted = len(after), param["wanted"]
            message = f"{device['name']} keeps {left} open ways to other devices, expected {wanted}: {gone} goes"
            yield Hit(message, device["name"])


PLUGIN = Rule(
    About(
        id="redundancy-kept",
        severity="error",
        title="A device keeps a second way to the others",
        explanation="A device with one way left is lost with the next failure of a cable, an optic or a neighbour.",
        fix="Leave one more port open, or change the redundancy first.",
        references=("Operational practice: N+1 under a single failure",),
        each="device",
        parameters={"wanted": 2},
    ),
    judge,
)
