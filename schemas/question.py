"""Questions to the outside, and what came back: the border between the pure halves of the job."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, Literal

from schemas.base import Record
from schemas.canonical import canonical, digest_of

Port = Literal["analyzer", "telemetry", "assistant", "syntax"]
"""Who is asked."""


class Question(Record):
    """Something that only the outside can tell. Law: the same question has the same key."""

    port: Port
    """Who is asked."""
    name: str
    """What is asked, such as `bgpSessionStatus` or `power`."""
    intent: str = ""
    """Whose change it is about; empty where it is about none."""
    arguments: str = "{}"
    """Canonical JSON of the rest; digests of candidates among it where they matter, so that the key covers them."""

    @cached_property
    def key(self) -> str:
        """`sha256:<hex>` over all of it."""
        said = {"port": self.port, "name": self.name, "intent": self.intent, "arguments": self.arguments}
        return digest_of(said)

    @property
    def values(self) -> dict[str, Any]:
        """The arguments, read."""
        found: dict[str, Any] = json.loads(self.arguments)
        return found


def ask(port: Port, name: str, *, intent: str = "", **arguments: Any) -> Question:
    """Return a question with canonical arguments (JSON values without floats)."""
    return Question(port=port, name=name, intent=intent, arguments=canonical(arguments).decode())


class Answer(Record):
    """What came back, or honestly that nothing did."""

    key: str
    """Key of the question."""
    state: Literal["answered", "unreachable", "off"]
    """answered: `content` holds it; unreachable: nobody answered, see `reason`; off: nobody was to be asked."""
    reason: str = ""
    """Why there is no answer, in words that do not change from run to run: no times, no addresses."""
    content: str = "null"
    """Canonical JSON of the answer, as deep as the question's own form says."""
    source: tuple[tuple[str, str], ...] = ()
    """Who answered: (name, version), sorted."""

    @property
    def value(self) -> Any:
        """The content, read."""
        return json.loads(self.content)


def answered(question: Question, value: Any, source: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Return an answer with canonical content (a JSON value without floats)."""
    content = canonical(value).decode()
    return Answer(key=question.key, state="answered", content=content, source=tuple(sorted(source)))


class Evidence(Record):
    """A question and its answer, as they lie in `evidence/` of a package."""

    kind: Literal["evidence"] = "evidence"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    question: Question
    """What was asked."""
    answer: Answer
    """What came back."""

    @property
    def file(self) -> str:
        """Path inside the package."""
        return f"evidence/{self.question.port}-{self.question.name}-{self.question.key[7:19]}.json"
