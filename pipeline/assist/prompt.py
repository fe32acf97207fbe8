"""Prompts as versioned files: read, rendered with facts that are on their list, and with nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from pipeline.assist.secrets import redact
from pipeline.assist.seen import seen
from schemas.assistant import AssistantRequest, Prompt, PromptHeader
from schemas.canonical import canonical, digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.assist.tokens import Tokens


def parse(raw: str) -> Prompt:
    """Return a prompt from its text: YAML front matter between two lines of `---`, then the instructions."""
    _, front, text = raw.split("---\n", 2)
    header = PromptHeader.model_validate_json(json.dumps(yaml.safe_load(front)))
    return Prompt(header=header, text=text.strip() + "\n", digest=digest(raw.encode()))


def render(prompt: Prompt, facts: Mapping[str, Any], answer: Mapping[str, Any] | None = None) -> AssistantRequest:
    """Return the request; raise ValueError for a fact that is not on the prompt's list.

    Facts have been minimised by `minimised` before. They stand in the data, never in the instructions.
    """
    if strangers := sorted(set(facts) - set(prompt.header.facts)):
        raise ValueError(f"{prompt.reference} may not be given {', '.join(strangers)}")
    return AssistantRequest(
        prompt=prompt.reference,
        prompt_digest=prompt.digest,
        task=prompt.header.task,
        system=prompt.text,
        data=canonical(dict(facts)).decode(),
        answer_schema=canonical(dict(answer or prompt.header.answer)).decode(),
        most_tokens=prompt.header.most_tokens,
    )


def minimised(value: Any, tokens: Tokens, devices: tuple[str, ...], sites: tuple[str, ...], taken: set[str]) -> Any:
    """Return facts with secrets taken out (they are added to `taken`), and names and addresses as tokens.

    What cannot be seen is taken out first: a keyword with a zero-width space in it is a keyword.
    """
    match value:
        case str():
            found = redact(seen(value))
            taken.update(found.taken)
            return tokens.hide_in(found.text, devices, sites)
        case dict():
            return {key: minimised(item, tokens, devices, sites, taken) for key, item in value.items()}
        case list() | tuple():
            return [minimised(item, tokens, devices, sites, taken) for item in value]
        case _:
            return value
