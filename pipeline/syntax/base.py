"""What a rule of syntax is: a module of `pipeline.syntax` that exports `PLUGIN`, found by its file name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import renderers
from renderers.limits import Limits
from schemas.finding import Finding, Severity

if TYPE_CHECKING:
    from schemas.candidate import DeviceCandidate
    from schemas.finding import Place

NONE = Limits()


@dataclass(frozen=True, slots=True)
class Written:
    """One device's candidate, and what was written into it."""

    candidate: DeviceCandidate
    """Commands, provenance, what went."""
    running: str
    """The configuration that it was made from."""
    text: str
    """The whole candidate."""
    said: frozenset[str]
    """Texts that the intent itself says: what stands there is meant."""

    @property
    def device(self) -> str:
        """The device."""
        return self.candidate.device

    @property
    def limits(self) -> Limits:
        """What its platform can take."""
        return limits(self.candidate.platform)

    def lines(self) -> Iterator[tuple[str, Place]]:
        """Yield every line that the change writes, with the place in the intent that asked for it."""
        for line in self.candidate.lines:
            yield line.text, self.candidate.origins[line.origin].place

    def find(self, rule: str, message: str, place: Place | None, hint: str = "") -> Finding:
        """Make a finding that blocks."""
        return Finding(
            rule=rule, severity=Severity.ERROR, message=message, place=place, hint=hint, device=self.candidate.device
        )


Rule = Callable[[Written], Iterator[Finding]]
"""Yield what is wrong with a candidate; pure."""


@cache
def limits(platform: str) -> Limits:
    """Return the limits of a platform; one without a file of them has none that is known."""
    name = f"{renderers.__name__}.{platform}"
    if find_spec(name) is None or find_spec(f"{name}.limits") is None:
        return NONE
    found: Limits = import_module(f"{name}.limits").LIMITS
    return found
