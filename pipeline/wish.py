"""Make the spec of an intent of one sentence, always the same way, without any model. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline import sentences, wishes
from pipeline.registry import OnDemand
from pipeline.wishes.base import UnclearError, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.sentences.base import Language
    from pipeline.wishes.base import Form

LONGEST = 500
_TRANSLATED = frozenset(("action", "source", "destination"))
"""Places whose words are ours to be put into English; names are never."""
Build = Callable[[Words], dict[str, Any]]


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


@cache
def languages() -> Mapping[str, Language]:
    """Return the languages besides English."""
    return OnDemand(sentences)


def understand(sentence: str, devices: Iterable[str]) -> Understood | NotUnderstood:
    """Return what a sentence says; a sentence of two meanings, or with a word of several, is asked back."""
    text = " ".join(sentence.split()).rstrip(".!")
    if len(text) > LONGEST or not text.isprintable():
        return NotUnderstood(f"a sentence has at most {LONGEST} characters, all of them visible")
    known = tuple(sorted(devices))
    found: list[Understood] = []
    unclear: list[UnclearError] = []
    for kind, pattern, build, words in _ways():
        match = re.fullmatch(pattern, text, re.IGNORECASE)
        if match is None:
            continue
        places = match.groupdict() | {
            name: words.get((match[name] or "").casefold(), match[name])
            for name in _TRANSLATED & match.groupdict().keys()
        }
        try:
            one = Understood(kind, build(Words(places, known)))
        except UnclearError as error:
            unclear.append(error)
        else:
            found += [one] if one not in found else []
    if unclear and not found:
        return NotUnderstood(unclear[0].question, unclear[0].choices)
    if len(found) != 1:
        return _several(found) if found else _none(text)
    return found[0]


@cache
def _ways() -> tuple[tuple[str, str, Build, Mapping[str, str]], ...]:
    """Return every sentence of every language: kind, pattern, what makes the spec, and words to be put into English."""
    out: list[tuple[str, str, Build, Mapping[str, str]]] = [
        (kind, pattern, build, {}) for kind, form in forms().items() for pattern, build in form.patterns
    ]
    for language in languages().values():
        for one in language.sentences:
            build = forms()[one.kind].patterns[one.form][1]
            out.append((one.kind, f"{language.please}(?:{one.pattern})", build, language.words))
    return tuple(out)


def _several(found: list[Understood]) -> NotUnderstood:
    return NotUnderstood("the sentence can mean several things; which kind is meant?", tuple(one.kind for one in found))


def _none(text: str) -> NotUnderstood:
    """Show the sentences that begin alike, or all."""
    first = text.partition(" ")[0].casefold()
    usages = [usage for form in forms().values() for usage in form.usage]
    usages += [one.example for language in languages().values() for one in language.sentences]
    alike = tuple(usage for usage in usages if first and usage.casefold().startswith(first))
    english = tuple(usage for form in forms().values() for usage in form.usage)
    return NotUnderstood("this sentence is not understood; these are", alike or english)
