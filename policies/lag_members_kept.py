"""lag-members-kept: an aggregate keeps enough open members, so that losing one does not take it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policies.base import Hit, Rule
from schemas.policy import About

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def judge(view: Mapping[str, Any], param: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield aggregates that lose members and keep fewer than are wanted."""
    for device in view["devices"]:
        after = device["lags_after"]
        for lag, count in sorted(device["lags_before"].items()):
            left = after.get(lag, 0)
            if left < count and left < param["wanted"]:
                message = f"{lag} of {device['name']} keeps {left} of {count} open members, expected {param['wanted']}"
                yield Hit(message, device["name"])


PLUGIN = Rule(
    About(
        id="lag-members-kept",
        severity="error",
        title="An aggregate keeps enough open members",
        explanation="An aggregate with one member left goes down with it.",
        fix="Leave one more member open.",
        references=("IEEE 802.1AX; operational practice: N+1 under a single failure",),
        each="device",
        parameters={"wanted": 2},
    ),
    judge,
)
