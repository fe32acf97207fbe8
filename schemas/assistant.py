"""What would be sent to a language model, and what of its answers is kept."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from schemas.base import Record

Task = Literal["draft", "bind", "word"]
"""The three tasks; there is no fourth."""


class PromptHeader(Record):
    """The front matter of a prompt."""

    id: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", examples=["draft"])]
    """Unique name."""
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$", examples=["1.0.0"])]
    """Raised whenever a word changes."""
    task: Task
    """What it is for."""
    facts: tuple[str, ...]
    """Names of the facts that it may be given; no other ever leaves."""
    most_tokens: Annotated[int, Field(ge=16, le=4000)]
    """Most tokens of an answer."""
    answer: dict[str, Any]
    """JSON Schema that an answer must satisfy."""


class Prompt(Record):
    """A prompt: instructions that are ours, and a place for facts, which are data."""

    header: PromptHeader
    """Front matter."""
    text: str
    """Instructions."""
    digest: str
    """SHA-256 of the file's bytes."""

    @property
    def reference(self) -> str:
        """`id@version`."""
        return f"{self.header.id}@{self.header.version}"


class AssistantRequest(Record):
    """Exactly what would be sent: instructions of ours, and facts as one JSON document."""

    prompt: str
    """`id@version`."""
    prompt_digest: str
    """Digest of the prompt's file."""
    task: Task
    """Which task."""
    system: str
    """The instructions."""
    data: str
    """The facts: canonical JSON, secrets taken out, names and addresses as tokens."""
    answer_schema: str
    """Canonical JSON Schema of the answer."""
    most_tokens: int
    """Most tokens of the answer."""


class AssistantCall(Record):
    """One call, as evidence."""

    endpoint: str
    """Which endpoint, by the name of its host; no credentials."""
    model: str
    """Which model was asked for."""
    model_said: str
    """Which model the endpoint says it is."""
    prompt: str
    """`id@version`."""
    sent: AssistantRequest
    """The request itself, as it left: secrets taken out, names and addresses as tokens."""
    request_digest: str
    """Digest of the request."""
    response_digest: str
    """Digest of the answer's text."""
    tokens_in: int
    """Tokens read, as the endpoint counts them; 0 where it does not say."""
    tokens_out: int
    """Tokens written."""
    duration_ms: int
    """Milliseconds that it took."""
    attempts: int
    """Requests that it took."""
    energy_wh: str
    """Energy, a quoted decimal in watt hours: the tokens, at a rule of thumb for one thousand."""
    energy_grade: Literal["D"] = "D"
    """How well that is known: by tokens and a rule of thumb, nobody measured it."""
