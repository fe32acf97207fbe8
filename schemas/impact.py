"""Impact: what a change of knowledge and policies would do to intents that nobody changes."""

from __future__ import annotations

from typing import Literal

from schemas.base import Record
from schemas.finding import Finding


class ItemChange(Record):
    """A file of `knowledge/` or `policies/` that is added, changed or removed."""

    file: str
    """Path in the network repository."""
    before: str = ""
    """What it was: `id@version` of an item, `bundled id@version` where it begins to replace one, else a word."""
    after: str = ""
    """What it becomes; empty where it goes."""


class DeviceImpact(Record):
    """A configuration that would come out otherwise."""

    device: str
    """Its name."""
    deployed: bool
    """Whether the network runs what the intent gives today, so that it would have to change for this."""
    diff: tuple[str, ...]
    """From the candidate of today to the other one: lines with `+` or `-` before them, others around them."""


class IntentImpact(Record):
    """An intent, itself unchanged, made by today's knowledge and by the other."""

    file: str
    """Path of the intent."""
    kind: str
    """Its kind."""
    devices: tuple[DeviceImpact, ...] = ()
    """Configurations that would differ, by device."""
    breaks: tuple[str, ...] = ()
    """Errors and warnings that it would have and has not today: `rule: message`."""
    mends: tuple[str, ...] = ()
    """Those that it has today and would not have."""
    other: tuple[str, ...] = ()
    """Other parts of its package that would read otherwise, by file."""
    blocked: Literal["", "today", "then", "both"] = ""
    """Whether it blocks with today's knowledge, with the other, or with both; where it does, candidates may lack."""

    @property
    def differs(self) -> bool:
        """Whether a configuration or a verdict of it would be otherwise."""
        return bool(self.devices or self.breaks or self.mends)


class Impact(Record):
    """The report."""

    items: tuple[ItemChange, ...] = ()
    """What changes, by file."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with it; an error blocks."""
    intents: tuple[IntentImpact, ...] = ()
    """Intents that were made twice, by file."""
    untouched: int = 0
    """Intents that were not, because no device of theirs is one that the change is for."""
    unread: tuple[str, ...] = ()
    """Intents that cannot be read."""
    left_out: int = 0
    """Intents that were not looked at, because there are too many."""

    @property
    def differing(self) -> int:
        """Number of configurations that would differ."""
        return sum(len(one.devices) for one in self.intents)

    @property
    def breaking(self) -> int:
        """Number of intents that would block and do not today."""
        return sum(one.blocked == "then" for one in self.intents)
