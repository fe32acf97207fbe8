"""Word: short notes about a change, of which only harmless plain text is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.assist.form import misshapen
from pipeline.assist.plain import invented, refusal
from pipeline.assist.prompt import minimised, render
from pipeline.assist.secrets import secrets_of
from pipeline.assist.tripwire import trip

if TYPE_CHECKING:
    from pipeline.assist.tokens import Tokens
    from pipeline.draft import Draft
    from schemas.assistant import AssistantRequest, Prompt

_TOPICS = {"what": "What", "why": "Why", "watch": "Watch", "users": "Users", "afterwards": "Afterwards"}
_MOST = 280


@dataclass(frozen=True, slots=True)
class Blocked:
    """A call that is not made."""

    reason: str
    """Why."""


def request(prompt: Prompt, draft: Draft, tokens: Tokens, site_of: dict[str, str]) -> AssistantRequest | Blocked:
    """Return what would be sent about a change; no line of a configuration is among it."""
    taken = {value for base in draft.bases.values() for value in secrets_of(base.start.text)}
    devices = tuple(sorted(draft.bases))
    facts = {
        "kind": draft.envelope.kind,
        "reason": draft.envelope.metadata.reason,
        "devices": [
            {"name": name, "platform": base.view.device.platform, "role": base.view.device.role}
            for name, base in sorted(draft.bases.items())
        ],
        "features": sorted({wanted.feature.feature for wanted in draft.wanted}),
        "commands": sum(len(item.remediation) for item in draft.candidates),
        "hazards": sorted({hazard.rule for item in draft.candidates for hazard in item.hazards}),
    }
    found = render(prompt, minimised(facts, tokens, devices, tuple(sorted(set(site_of.values()))), taken))
    why = trip(found.data, taken)
    return Blocked(why) if why else found


def notes(value: Any, asked: AssistantRequest, tokens: Tokens) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return the (topic, text) pairs that may be shown, and why others may not; nothing is repaired."""
    if why := misshapen(value, asked):
        return (), (why,)
    shown, refused = [], []
    for item in value["notes"]:
        try:
            text = tokens.show(item["text"])
        except ValueError as error:
            refused.append(str(error))
            continue
        why = refusal(text, _MOST)
        # Told apart by the words that were sent: what another network has was never among them.
        if made_up := invented(item["text"], asked.data):
            why = why or f"it names {made_up[0]!r}, which nobody told it"
        if why:
            refused.append(f"a note is left out: {why}")
        else:
            shown.append((_TOPICS[item["topic"]], text.strip()))
    return tuple(shown), tuple(refused)


def page(found: tuple[tuple[str, str], ...], model: str) -> str:
    """Return the notes as a file of their own, marked as assisted."""
    out = [
        "# Assisted notes",
        "",
        f"Worded by a language model ({model}); nobody checked them, and nothing is decided by them.",
        "",
    ]
    return "\n".join([*out, *(f"- {topic}: {text}" for topic, text in found)]) + "\n"
