"""What a language consists of: whole sentences by the kind of intent that they make, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

VLANS = r"(?P<vlans>\d+(?:-\d+)?(?:(?:, ?| und | e )\d+(?:-\d+)?)*)"
ADDRESSES = r"(?P<servers>[0-9a-fA-F.:]+(?:(?:, ?| und | e )[0-9a-fA-F.:]+)*)"
PORT = r"(?P<port>\d+(?:-\d+)?)"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One way to say something; its places have the names that the English sentence of that kind has."""

    kind: str
    pattern: str
    example: str
    form: int = 0
    """Which of the kind's English sentences it says."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language."""

    name: str
    sentences: tuple[Sentence, ...]
    please: str
    """What may stand before any sentence."""
    words: Mapping[str, str]
    """Words of places that must be the English ones, such as `erlauben` for `permit`; in small letters."""
