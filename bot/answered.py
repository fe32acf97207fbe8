"""What the bot said about a pull request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.gate import Gate
    from schemas.forge import Check
    from schemas.package import ChangePackage


@dataclass(frozen=True, slots=True)
class Answered:
    """What the bot said."""

    head_sha: str
    """The head that it is about: with the packages on it."""
    packages: tuple[ChangePackage, ...]
    check: Check
    gate: Gate | None = None
    """What the gate says of that head already now; None for what comes from a fork."""
