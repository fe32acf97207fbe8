"""What an export is: a module of `bot.exports` that exports `PLUGIN`, found by its file name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.handoff import HandOff


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of a package."""

    files: tuple[tuple[str, str], ...]
    """Name and text."""
    covered: tuple[str, ...]
    """What is in them, in words."""
    left: tuple[str, ...]
    """What the form cannot say, in words: somebody has to look."""


@dataclass(frozen=True, slots=True)
class Export:
    """A form."""

    title: str
    """What it is, for people."""
    write: Callable[[HandOff], Exported]
    """Writes a package in it. Pure: the same package gives the same text."""


def head(found: HandOff, title: str, left: tuple[str, ...]) -> str:
    """Return the comment at the top of a YAML file: what it is, of which package, and what it leaves open."""
    said = [f"{title} of the change {found.intent}", f"manifest digest {found.digest}"]
    said += ["Not in here; somebody has to look:", *(f"  {one}" for one in left)] if left else ["Nothing is left out."]
    return "".join(f"# {line}\n" for one in said for line in one.split("\n"))


def yaml(value: Any) -> str:
    """Return YAML in the order of the fields, one way only."""
    from yaml import SafeDumper, dump

    class Plain(SafeDumper):
        """Writes the same thing twice rather than refer to it."""

        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
            return True

    return dump(value, Dumper=Plain, sort_keys=False, allow_unicode=True, width=10_000, explicit_start=True)
