"""What would be sent to the assistant about an intent, without sending it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.answerers.assistant import answer_of
from bot.answering import nobody
from bot.files import Folder
from bot.propose import propose_intents
from bot.second_pass import SecondPass
from pipeline.errors import AssistantError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.files import Files
    from bot.ports import AssistantAnswer
    from pipeline.run import Asked
    from schemas.assistant import AssistantRequest
    from schemas.question import Answer


class Listening:
    """An assistant that keeps what it is asked, and never answers."""

    def __init__(self) -> None:
        self.seen: list[AssistantRequest] = []

    def ask(self, request: AssistantRequest, *, within: float | None = None) -> AssistantAnswer:  # noqa: ARG002
        """Keep the request."""
        self.seen.append(request)
        raise AssistantError("nothing is sent")


def what_would_be_sent(root: Path, path: str) -> tuple[str, ...]:
    """Return every request about an intent as text, as it would leave; where there is none, why."""
    listening = Listening()
    reasons: list[str] = []

    def listen(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
        mine = [one.question for one in asked if one.question.port == "assistant"]
        reasons.extend(answer_of(SecondPass(listening), one, base).reason for one in mine)
        return nobody(asked, base)

    propose_intents(Folder(root), Folder(root), [path], listen)
    if not listening.seen:
        why = "; ".join(sorted({one for one in reasons if one})) or (
            "`assistant:` of gains.yaml is off, the intent blocks, a sentence of ours says it all, or the tripwire "
            "stopped it"
        )
        return (f"nothing would be sent: {why}",)
    return tuple(_shown(request) for request in listening.seen)


def _shown(request: AssistantRequest) -> str:
    data = json.dumps(json.loads(request.data), indent=2, sort_keys=True)
    schema = json.dumps(json.loads(request.answer_schema), indent=2, sort_keys=True)
    head = f"# {request.prompt} ({request.prompt_digest}), at most {request.most_tokens} tokens"
    return f"{head}\n## system\n{request.system}\n## user\n{data}\n## form of the answer\n{schema}"
