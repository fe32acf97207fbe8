"""Bind: choose one of a closed list of candidates, or none; a person confirms it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.assist.prompt import minimised, render
from pipeline.assist.tripwire import trip
from pipeline.assist.word import Blocked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.assist.draft import Wish
    from pipeline.assist.tokens import Tokens
    from pipeline.open_place import Candidate
    from schemas.assistant import AssistantRequest, Prompt


def request(
    prompt: Prompt, wanted: str, candidates: Sequence[Candidate], tokens: Tokens, wish: Wish
) -> AssistantRequest | Blocked:
    """Return what would be sent: the words, and the candidates by number."""
    taken: set[str] = set(wish.secrets)
    facts = {
        "wanted": wanted,
        "candidates": [
            {"number": number, "device": one.device, "interface": one.interface, "says": one.says}
            for number, one in enumerate(candidates, start=1)
        ],
    }
    found = render(prompt, minimised(facts, tokens, wish.devices, (), taken))
    why = trip(found.data, taken)
    return Blocked(why) if why else found


def chosen(value: Any, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate that an answer names; None for anything but exactly one number of the list."""
    if not isinstance(value, dict) or set(value) != {"choice"}:
        return None
    number = value["choice"]
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= len(candidates):
        return None
    return candidates[number - 1]
