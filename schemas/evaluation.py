"""An evaluation: figures of one release over the golden set, made to be compared with another release's."""

from __future__ import annotations

from typing import Literal

from schemas.base import Record


class Figure(Record):
    """One number, what it counts, and which way is better."""

    name: str
    """Topic and measure, such as `correctness/verdicts`; the same in every release."""
    value: str
    """The number, as a decimal."""
    of: str = ""
    """What it is a part of, as a decimal; empty where it is no part of anything."""
    unit: str
    """What is counted, such as `cases` or `ms`."""
    better: Literal["higher", "lower", "neither"]
    """Which way is better; neither: it only says how large something is."""
    words: str
    """What it means."""
    missed: tuple[str, ...] = ()
    """What is lacking to the whole, by name, sorted."""
    noisy: bool = False
    """Whether it depends on the machine and what else that does."""


class Evaluation(Record):
    """What `gains eval` found."""

    kind: Literal["evaluation"] = "evaluation"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    made: str
    """When, RFC 3339."""
    about: tuple[tuple[str, str], ...]
    """(name, value) of everything that it was made with: product, commit, Python, libraries, knowledge."""
    cases: int
    """Cases of the golden set that were run."""
    golden: str
    """Digest of the cases and of what is expected of them: two evaluations of the same ones can be compared."""
    sound: bool
    """Whether every case came out as it should and every law held."""
    figures: tuple[Figure, ...]
    """By topic."""
