"""The Orchestration Job: what went in, with digests, and with which parts of the product it was worked on."""

from __future__ import annotations

from typing import Any, Literal

from schemas.base import Record


class Input(Record):
    """Something that went in."""

    name: str
    """Path inside the network repository, or `blueprint <id@version>`."""
    digest: str
    """SHA-256 of its bytes."""


class Job(Record):
    """One intent's way through the stages."""

    kind: Literal["job"] = "job"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    intent: str
    """Which intent."""
    intent_kind: str
    """What is wanted."""
    normalized: dict[str, Any]
    """The spec with every default filled in."""
    change_set: tuple[str, ...]
    """All intents of the pull request, in the order in which their candidates are combined."""
    stages: tuple[str, ...]
    """Stages passed."""
    degradations: tuple[str, ...]
    """What was not looked at although it should have been, and why."""
    tools: tuple[tuple[str, str], ...]
    """(name, version) of what worked on it, sorted."""
    requester: str = ""
    """Who asks for the change, where a rule of the organisation looks at that; empty otherwise."""
    inputs: tuple[Input, ...]
    """By name."""
