"""What a measure is: a module of `bot.measures` that exports `PLUGIN`, found by its file name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from schemas.evaluation import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.golden import Golden
    from bot.propose import Proposed


@dataclass(frozen=True, slots=True)
class Ran:
    """A case that was run."""

    case: Golden
    done: Proposed
    wall_ms: float
    """From asking to the last package."""
    processor_ms: float
    """Processor time of the same."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of a topic, and whether a law broke that no release may break."""

    figures: tuple[Figure, ...]
    sound: bool = True


Measure = Callable[[tuple[Ran, ...]], Measured]
"""Measures a topic over all cases."""


@dataclass(frozen=True, slots=True)
class Words:
    """Name and meaning of a figure."""

    name: str
    unit: str
    words: str
    better: Literal["higher", "lower", "neither"] = "higher"


def share(words: Words, missed: Iterable[str], of: int) -> Figure:
    """Return how many of a number are as they should be, with the names of those that are not."""
    lacking = tuple(sorted(set(missed)))
    return Figure(
        name=words.name, value=str(of - len(lacking)), of=str(of), unit=words.unit, better=words.better,
        words=words.words, missed=lacking,
    )  # fmt: skip


def part(words: Words, value: int, of: int) -> Figure:
    """Return a part of a number, where the names of the rest would be too many."""
    return Figure(
        name=words.name, value=str(value), of=str(of), unit=words.unit, better=words.better, words=words.words
    )


def amount(words: Words, value: float, *, noisy: bool = False) -> Figure:
    """Return how much there is of something."""
    text = f"{value:.1f}" if isinstance(value, float) else str(value)
    return Figure(name=words.name, value=text, unit=words.unit, better=words.better, words=words.words, noisy=noisy)
