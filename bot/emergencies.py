"""Who declared an emergency: its label counts only where a person set it who may write to the repository now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rules import EMERGENCY

if TYPE_CHECKING:
    from bot.ports import Desk
    from schemas.forge import PullRequest


@dataclass(frozen=True, slots=True)
class Declared:
    """What the label is worth."""

    labels: tuple[str, ...]
    """Those of the pull request that count."""
    by: str = ""
    """Who declared it; empty where nobody did who may."""
    waiting: tuple[str, ...] = ()
    """Why it counts for nothing."""
    remarks: tuple[str, ...] = ()


def declared(desk: Desk, pull: PullRequest) -> Declared:
    """Look at who set the label, where it is there; any other label is left as it is."""
    if EMERGENCY not in pull.labels:
        return Declared(pull.labels)
    who = desk.labelled(pull.number, EMERGENCY)
    left = tuple(label for label in pull.labels if label != EMERGENCY)
    if who is None:
        return Declared(left, waiting=(f"the label {EMERGENCY} counts for nothing: nobody can tell who set it",))
    why = "programs declare no emergency" if who.bot or who.is_same(desk.account) else ""
    if not why and not desk.may_write(who):
        why = "the account may not write to the repository"
    if why:
        return Declared(left, waiting=(f"the label {EMERGENCY} of {who.login} counts for nothing: {why}",))
    return Declared(pull.labels, who.login, remarks=(f"declared an emergency by {who.login}",))
