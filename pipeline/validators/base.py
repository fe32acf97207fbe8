"""What a validator is: it asks about the difference of two networks and judges it, both pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.semantic.query import NO_REPLY, Reply

if TYPE_CHECKING:
    from pipeline.semantic.difference import Difference
    from pipeline.semantic.edits import Edit, Edits
    from pipeline.semantic.query import Query
    from schemas.declared import Allowance, Declared, Promise


@dataclass(frozen=True, slots=True)
class Change:
    """What validators see of a change."""

    edits: Edits
    """Lines that differ and say something to a device."""
    declared: Declared
    """What may change, and what must be so afterwards."""
    names: Mapping[str, str]
    """What the analyzer calls the device of a file, by path; lower case."""
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Configurations before and after by what the analyzer calls the device, as far as they are known."""
    off: frozenset[str] = frozenset()
    """Validators that are switched off."""
    failures: tuple[str, ...] = ()
    """Devices whose loss is to be tried, where that was asked for; as the analyzer calls them."""
    spared: tuple[str, ...] = ()
    """Devices whose loss is not tried."""

    def file(self, device: str) -> str:
        """Return the file of a device as the analyzer calls it, empty where it is none of the touched ones."""
        return next((file for file, name in self.names.items() if name == device.lower()), "")


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that did not come true, or of which nobody can tell."""

    promise: Promise
    words: str
    unclear: bool = False
    """Nobody can tell."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a validator saw."""

    differences: tuple[Difference, ...] = ()
    """Everything that differs; what is declared is taken out later."""
    broken: tuple[Broken, ...] = ()
    """Promises of its own that did not come true."""
    kept: tuple[Promise, ...] = ()
    """Promises of its own that did."""
    allowances: tuple[Allowance, ...] = ()
    """What follows from the declared change, as the answers show: routes of a declared session."""
    unclear: tuple[str, ...] = ()
    """Why it has no verdict; empty where it has one."""
    unseen: tuple[str, ...] = ()
    """What it does not look at, in words."""
    unparsed: tuple[Edit, ...] = ()
    """Changed lines that the analyzer could not read."""
    unheld: tuple[Edit, ...] = ()
    """Changed lines that its model does not hold."""
    looked: str = ""
    """What was compared, in words."""


@dataclass(frozen=True, slots=True)
class Replies:
    """Replies by query; what nobody answered has a reply that says so."""

    by: Mapping[Query, Reply] = field(default_factory=dict)

    def __getitem__(self, query: Query) -> Reply:
        return self.by.get(query, NO_REPLY)


@dataclass(frozen=True, slots=True)
class Validator:
    """A validator: the name of its file is its name."""

    title: str
    """What it looks at, in words."""
    ask: Callable[[Change], tuple[Query, ...]]
    """What it wants to know, pure."""
    judge: Callable[[Change, Replies], Judged]
    """What it makes of the replies, pure."""
    optional: bool = False
    """Whether it is left out, without a verdict, where it has nothing to ask."""
