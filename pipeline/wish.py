"""Make the spec of an intent of one sentence, always the same way, without any model. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline import wishes
from pipeline.registry import OnDemand
from pipeline.wishes.base import UnclearError, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.wishes.base import Form

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence says."""

    kind: str
    spec: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What to ask back."""

    question: str
    choices: tuple[str, ...] = ()
    """Possible answers, or sentences that are understood."""


@cache
def forms() -> Mapping[str, Form]:
    """Return the sentences of every kind that has some."""
    return OnDemand(wishes)


def understand(sentence: str, devices: Iterable[str]) -> Understood | NotUnderstood:
    """Return what a sentence says; a sentence of two meanings, or with a word of several, is asked back."""
    text = " ".join(sentence.split()).rstrip(".!")
    if len(text) > LONGEST or not text.isprintable():
        return NotUnderstood(f"a sentence has at most {LONGEST} characters, all of them visible")
    known = tuple(sorted(devices))
    found: list[Understood] = []
    unclear: list[UnclearError] = []
    for kind, form in forms().items():
        for pattern, build in form.patterns:
            match = re.fullmatch(pattern, text, re.IGNORECASE)
            if match is None:
                continue
            try:
                found.append(Understood(kind, build(Words(match.groupdict(), known))))
            except UnclearError as error:
                unclear.append(error)
    if unclear and not found:
        return NotUnderstood(unclear[0].question, unclear[0].choices)
    if len(found) != 1:
        return _several(found) if found else _none(text)
    return found[0]


def _several(found: list[Understood]) -> NotUnderstood:
    return NotUnderstood("the sentence can mean several things; which kind is meant?", tuple(one.kind for one in found))


def _none(text: str) -> NotUnderstood:
    """Show the sentences that begin alike, or all."""
    first = text.partition(" ")[0].casefold()
    usages = [usage for form in forms().values() for usage in form.usage]
    alike = tuple(usage for usage in usages if first and usage.casefold().startswith(first))
    return NotUnderstood("this sentence is not understood; these are", alike or tuple(usages))
