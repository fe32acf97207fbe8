"""Bind: an open place of a wish becomes one port of a closed list, which the inventory gives, or a question."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.snapshot import LINKS
from pipeline import links
from pipeline.assist.bind import chosen, request
from pipeline.assist.library import prompt
from pipeline.assist.word import Blocked
from pipeline.errors import AssistantError
from pipeline.open_place import MOST, candidates, open_places, put
from pipeline.wish import NotUnderstood

if TYPE_CHECKING:
    from bot.files import Files
    from bot.ports import Assistant
    from pipeline.assist.draft import Wish
    from pipeline.assist.tokens import Tokens
    from pipeline.open_place import Candidate, OpenPlace
    from schemas.assistant import AssistantCall

_BLOCK = re.compile(r"^interface (\S+)[^\n]*\n((?:[ \t][^\n]*\n?)+)", re.MULTILINE)
_MEMBER = re.compile(r"^\s+(?:channel-group|bundle id|.*802\.3ad (?:ae)?) ?(\d+)", re.MULTILINE)
_AGGREGATE = re.compile(r"(?i)(?:port-channel|bundle-ether|po|be|ae)(\d+)")


@dataclass(frozen=True, slots=True)
class Bound:
    """A wish in which every open place is a port."""

    text: str
    notes: tuple[str, ...] = ()
    """What was taken for what, and by whom: for the person who commits it."""
    calls: tuple[AssistantCall, ...] = ()
    by_model: bool = False
    """Whether a language model chose any of them."""


def bound(wish: Wish, base: Files, assistant: Assistant | None, tokens: Tokens) -> Bound | NotUnderstood:
    """Return the wish without open places, or what to ask; a model chooses only where the inventory leaves a choice."""
    found = Bound(wish.text)
    while places := open_places(found.text, wish.devices):
        place = places[0]
        if len(found.notes) == MOST:
            return NotUnderstood(f"more than {MOST} ports are left open; which port is {place.words!r}?")
        listed = _candidates(place, base)
        if not listed:
            far = f" to {place.far}" if place.far else ""
            return NotUnderstood(f"no cable of {place.device}{far} is in {LINKS}; which port is {place.words!r}?")
        one, by = (listed[0], "the only one in the inventory") if len(listed) == 1 else (None, "")
        if one is None and assistant is not None:
            one, calls = _asked(place, listed, wish, assistant, tokens)
            found = replace(found, calls=(*found.calls, *calls), by_model=True)
            by = f"chosen by a language model out of {len(listed)}"
        if one is None:
            choices = tuple(f"{each.device} {each.interface} ({each.says})" for each in listed)
            return NotUnderstood(f"which port is {place.words!r}?", choices)
        note = f"{place.words!r} is taken to be {one.device} {one.interface} ({one.says}): {by}"
        found = replace(found, text=put(found.text, place, one), notes=(*found.notes, note))
    return found


def _asked(
    place: OpenPlace, listed: tuple[Candidate, ...], wish: Wish, assistant: Assistant, tokens: Tokens
) -> tuple[Candidate | None, tuple[AssistantCall, ...]]:
    asked = request(prompt("bind"), place.words, listed, tokens, wish)
    if isinstance(asked, Blocked):
        return None, ()
    try:
        came = assistant.ask(asked)
    except AssistantError:
        return None, ()
    return chosen(came.value, listed), (came.call,)


def _candidates(place: OpenPlace, base: Files) -> tuple[Candidate, ...]:
    raw = base.read(LINKS)
    if raw is None:
        return ()
    cables, _ = links.pick(LINKS, raw, (place.device,))
    running = base.read(f"configs/{place.device}.cfg") or b""
    return candidates(place, cables, members(running.decode(errors="replace")))


def members(text: str) -> dict[str, str]:
    """Return the aggregates of a configuration in blocks by their members; none where it is written otherwise."""
    blocks = {match[1]: match[2] for match in _BLOCK.finditer(text)}
    whole = {match[1]: name for name in blocks if (match := _AGGREGATE.fullmatch(name))}
    found = {name: number[1] for name, body in blocks.items() if (number := _MEMBER.search(body))}
    return {name: whole[number] for name, number in found.items() if number in whole}
