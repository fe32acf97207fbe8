"""What a rule in Python is: what it says of itself, and a function over the change as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from schemas.policy import About


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that breaks a rule."""

    message: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, for what an expression cannot say. A module of this folder exports one as `PLUGIN`."""

    about: About
    judge: Callable[[Mapping[str, Any], Mapping[str, Any]], Iterable[Hit]]
    """From `{change, devices}` and the parameters, both as plain data, to what breaks the rule; pure."""
