"""A job's life: its states, and which may follow which."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

State = Literal[
    "submitted",
    "normalizing",
    "generating",
    "validating",
    "estimating",
    "documenting",
    "awaiting_approval",
    "approved",
    "released",
    "verified",
    "regressed",
    "blocked",
    "rejected",
    "superseded",
    "expired",
    "failed",
]
"""blocked: findings speak against it; failed: the tool could not do it."""
STATES: tuple[State, ...] = get_args(State)
STAGES: tuple[State, ...] = STATES[:6]
"""What happens before there is a package."""
WAITING: tuple[State, ...] = ("awaiting_approval", "approved", "blocked")
"""There is a package, and people decide."""
ACTIVE: tuple[State, ...] = (*STAGES, *WAITING, "failed")
"""Not over: a newer head takes its place."""
MERGED: tuple[State, ...] = ("released", "verified", "regressed")
"""It is on the base branch, and whether the network runs it is followed."""

_ENDS: tuple[State, ...] = ("superseded", "rejected", "expired", "released")


def _follow() -> Mapping[State, frozenset[State]]:
    after: dict[State, frozenset[State]] = {}
    for at, state in enumerate(STAGES):
        # A stage that was killed is begun again, so a job may stay where it is or go back to the first stage.
        ahead: tuple[State, ...] = (STAGES[at + 1],) if at + 1 < len(STAGES) else WAITING
        again: tuple[State, ...] = ("normalizing",) if at else ()
        after[state] = frozenset({*ahead, *again, "blocked", "failed", *_ENDS})
    for state in WAITING:
        after[state] = frozenset({*WAITING, "failed", *_ENDS}) - {state}
    after["failed"] = frozenset({"normalizing", *WAITING, *_ENDS})
    after["rejected"] = frozenset({"superseded", "released"})
    after["expired"] = frozenset({"superseded", "released", "rejected"})
    after["released"] = frozenset({"verified", "regressed"})
    after["verified"] = frozenset({"regressed"})
    after["regressed"] = frozenset({"verified"})
    after["superseded"] = frozenset()
    return MappingProxyType(after)


FOLLOW = _follow()
"""By state, what may come next. A merge is a fact of the forge, and is taken as one in every state that is not over."""


def may_follow(before: State, after: State) -> bool:
    """Tell whether a job may go from one state to the other."""
    return after in FOLLOW[before]
