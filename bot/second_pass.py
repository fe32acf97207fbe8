"""Second pass: what netconan knows of secrets is looked for in what our own redaction left, then the tripwire decides.

Of netconan only its patterns and its list of harmless words are used: it writes the lines that it finds to the log in
clear, and some of its replacements are made by chance.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.assist.secrets import MARK
from pipeline.assist.tripwire import trip
from pipeline.errors import AssistantError
from schemas.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.ports import Assistant, AssistantAnswer
    from schemas.assistant import AssistantRequest

_OURS = frozenset(("kinds",))
"""Facts that the program wrote itself: the names of kinds and of their fields."""


class SecondPass:
    """An assistant that is never asked before everything was looked at once more."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(self, request: AssistantRequest, *, within: float | None = None) -> AssistantAnswer:
        """Ask with what is left; raise `AssistantError` where it must not be sent."""
        return self._assistant.ask(passed(request), within=within)


def passed(request: AssistantRequest) -> AssistantRequest:
    """Return the request as it may leave; raise `AssistantError` where it must not."""
    facts: dict[str, Any] = json.loads(request.data)
    clean = {name: value if name in _OURS else _clean(value) for name, value in facts.items()}
    theirs = {name: value for name, value in clean.items() if name not in _OURS}
    if why := trip(canonical(theirs).decode(), ()):
        raise AssistantError(f"the request is not sent: {why}")
    return request.model_copy(update={"data": canonical(clean).decode()})


def _clean(value: Any) -> Any:
    match value:
        case str():
            return "\n".join(_line(line) for line in value.split("\n"))
        case dict():
            return {key: _clean(item) for key, item in value.items()}
        case list():
            return [_clean(item) for item in value]
        case _:
            return value


def _line(text: str) -> str:
    out = text
    for pattern, number in _patterns():
        found = pattern.search(out)
        # What is marked is gone already, and a pattern without a place for the value would take the rest along.
        while found is not None and MARK not in found[0]:
            start, end = found.span(number or 0)
            if number is not None and found[number].casefold() in _harmless():
                break
            out = f"{out[:start]}{MARK}{out[end:]}"
            found = pattern.search(out, start + len(MARK))
    return out


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], int | None], ...]:
    try:
        from netconan.sensitive_item_removal import generate_default_sensitive_item_regexes
    except ImportError as error:
        raise AssistantError("the second pass (netconan) is not installed; install the extra `assistant`") from error
    found: list[list[tuple[re.Pattern[str], int | None]]] = generate_default_sensitive_item_regexes()
    return tuple(one for group in found for one in group)


@cache
def _harmless() -> frozenset[str]:
    from netconan.default_reserved_words import default_reserved_words

    words: Mapping[str, Any] | set[str] = default_reserved_words
    return frozenset(words)
