"""Whether the forge's own guard of a branch is as it must be, and in words what is not. Pure.

The gate decides by itself; the forge's guard keeps people from going around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.forge import Protection

EVERY = "*"
"""A forge that asks for all statuses at once, and cannot ask for one by name."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """What was found."""

    missing: tuple[str, ...]
    """Without this, anybody who may merge can go around the gate."""
    weak: tuple[str, ...]
    """This would be better otherwise."""


def guarded(protection: Protection | None, branch: str, check: str) -> Guarded:
    """Compare how a branch is guarded with how it must be; None: the forge guards nothing by its nature."""
    if protection is None:
        return Guarded((), ())
    missing, weak = [], []
    named = [one for one in protection.checks or () if one.name in (check, EVERY)]
    if protection.checks is None:
        missing.append(f"this account is not told whether {branch} asks for the check {check}")
    elif not named:
        missing.append(f"{branch} can be merged into without the check {check}: make it a required check")
    elif protection.app and not any(one.app == protection.app for one in named):
        missing.append(f"everybody who may write can set the check {check}: pin it to the App {protection.app}")
    elif not protection.app:
        weak.append(f"everybody who may write can set the status {check}: only an App's check can be pinned")
    if protection.force_push is not False:
        missing.append(f"history of {branch} can be rewritten: forbid force pushes")
    if not protection.reviews:
        weak.append(f"{branch} asks for no review of its own")
    if protection.dismisses_stale is not True:
        weak.append(f"approvals of {branch} are not taken back by a push (they do not count here)")
    if protection.last_push is not True:
        weak.append(f"whoever pushed last may approve on {branch} (it does not count here)")
    if protection.admins is not True:
        weak.append(f"administrators are not held to the protection of {branch}")
    return Guarded(tuple(missing), tuple(weak))
