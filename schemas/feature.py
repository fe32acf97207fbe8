"""Feature: a vendor-neutral piece of configuration, between what is asked for and how a platform writes it.

The records stand in `schemas/features/`, one file for each family. The same record says what is wanted and, read back
from a configuration, what is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from schemas.base import Record
from schemas.declared import Sign, What


class Feature(Record):
    """One piece of configuration of one device; fields outside of the key have a default that means: not asked for."""

    KEY: ClassVar[tuple[str, ...]] = ()
    """Fields that say which thing on the device is meant; none where there is one."""
    PLACE: ClassVar[str] = ""
    """What the key names, where features of several names speak of the same thing; empty: the feature itself."""
    WHOLE_PORT: ClassVar[bool] = False
    """Whether the rest of its port must be known: it means something else beside lines that were not read."""
    ADDS: ClassVar[tuple[str, ...]] = ()
    """Fields with several values that are added to those that are there."""
    ECHOES: ClassVar[tuple[str, ...]] = ()
    """Fields that only help to write it: they are not read back."""
    TOUCHES: ClassVar[tuple[tuple[What, str], ...]] = ()
    """What may behave otherwise afterwards: kind of behaviour, and the field that names it (empty: all of it).

    A name of flows is a prefix that they go to, or `from` and a prefix that they come from."""
    ASPECTS: ClassVar[Mapping[str, str]] = {}
    """Which aspects of what it touches: kind of behaviour (with the field that names it, where there are several), and
    the field or property with their patterns, as in `Allowance.only`; what is not here may differ in every way."""
    LINES: ClassVar[tuple[str, ...]] = ()
    """Regular expressions of lines that no analyzer's model holds, with fields in braces; they are read back."""
    feature: str
    """Which feature this is."""

    @property
    def key(self) -> tuple[str, ...]:
        """What on the device it is about: two wishes with one key must say the same."""
        return (self.PLACE or self.feature, *(_word(name, getattr(self, name)) for name in self.KEY))

    @property
    def reach(self) -> Sign:
        """In which direction behaviour may change that it touches and cannot name: nothing may be lost by it."""
        return "change"

    def aspects(self, what: What, field: str) -> tuple[str, ...]:
        """Return the patterns of what may differ of something that it touches; none: everything."""
        name = self.ASPECTS.get(f"{what} {field}", self.ASPECTS.get(what, ""))
        return tuple(getattr(self, name)) if name else ()

    @property
    def says(self) -> object:
        """What two wishes with one key must agree on."""
        return self

    @property
    def asked(self) -> dict[str, object]:
        """Fields beside the key that are asked for, by name."""
        fields = type(self).model_fields
        return {
            name: value
            for name, value in self
            if name not in ("feature", *self.KEY, *self.ECHOES) and value != fields[name].default
        }


def _word(name: str, value: object) -> str:
    return (name if value else "") if isinstance(value, bool) else str(value)
