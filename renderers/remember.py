"""Remember what a pure function made of the last few texts: a job asks the same of its two configurations often."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_TEXTS = 8
"""A configuration and its candidate for each of four jobs at a time."""
_LONGEST = 200_000
"""Signs: of longer texts nothing is kept, so that memory does not depend on them."""


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """Return the function with a short memory. Law: nobody changes what it returned."""
    kept = lru_cache(maxsize=_TEXTS)(function)

    def call(text: str) -> T:
        return kept(text) if len(text) <= _LONGEST else function(text)

    return call
