"""What would be sent to the assistant about an intent, without sending it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.answering import nobody
from bot.files import Folder
from bot.propose import propose_intents
from schemas.assistant import AssistantRequest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.files import Files
    from pipeline.run import Asked
    from schemas.question import Answer


def what_would_be_sent(root: Path, path: str) -> tuple[str, ...]:
    """Return every request about an intent as text; where there is none, why."""
    seen: list[AssistantRequest] = []

    def listen(asked: Sequence[Asked], base: Files) -> tuple[Answer, ...]:
        mine = (one.question for one in asked if one.question.port == "assistant")
        seen.extend(AssistantRequest.model_validate(question.values["request"]) for question in mine)
        return nobody(asked, base)

    propose_intents(Folder(root), Folder(root), [path], listen)
    if not seen:
        return (
            "nothing would be sent: `assistant:` of gains.yaml is off, the intent blocks, or the tripwire stopped it",
        )
    return tuple(_shown(request) for request in seen)


def _shown(request: AssistantRequest) -> str:
    data = json.dumps(json.loads(request.data), indent=2, sort_keys=True, ensure_ascii=False)
    return f"# {request.prompt} ({request.prompt_digest})\n## system\n{request.system}\n## user\n{data}"
