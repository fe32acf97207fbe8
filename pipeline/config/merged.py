"""Merged: the candidate that comes of a running configuration and a fragment, with where its lines come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """The full candidate, in the form of the running configuration."""

    text: str
    origins: tuple[tuple[int, int], ...] = ()
    """(line of the candidate, counted from 1; index of the fragment line, counted from 0) for every line made."""
