"""Kept answers of a language model: what was asked once, word for word, is not asked again.

A file is named by the digest of the request. It is as little trusted as the endpoint: whoever asked looks at it again.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from bot.ports import AssistantAnswer
from pipeline.errors import AssistantError
from schemas.assistant import AssistantCall, AssistantRequest
from schemas.base import Record
from schemas.canonical import digest_of, pretty

if TYPE_CHECKING:
    from pathlib import Path

    from bot.ports import Assistant

MISS = "the assistant is replayed, and this was not asked before"
_MOST_BYTES = 400_000


class _Kept(Record):
    value: Any
    call: AssistantCall


class KeptWords:
    """Answers in a folder, in front of an endpoint, or of nobody: then they are replayed."""

    def __init__(self, folder: Path | None, assistant: Assistant | None, model: str = "") -> None:
        self._folder, self._assistant, self._model = folder, assistant, model

    def ask(self, request: AssistantRequest, *, within: float | None = None) -> AssistantAnswer:
        """Return what is kept; ask only for the rest. Raise `AssistantError` where nobody may be asked."""
        code = digest_of(request.model_dump(mode="json"))
        held = self._read(code, request)
        if held is not None:
            return held
        if self._assistant is None:
            raise AssistantError(MISS)
        found = self._assistant.ask(request, within=within)
        if self._folder is not None:
            self._write(self._folder, _name(code, found.call.model), found)
        return found

    def _read(self, code: str, request: AssistantRequest) -> AssistantAnswer | None:
        # Replayed, any model's answer to these words will do; asked, only that of the model that is set now.
        wanted = _name(code, self._model) if self._assistant is not None else f"{code[7:39]}-*.json"
        for file in sorted(self._folder.glob(wanted)) if self._folder is not None else ():
            try:
                if file.stat().st_size > _MOST_BYTES:
                    continue
                kept = _Kept.model_validate_json(file.read_bytes())
            except (OSError, ValueError, ValidationError):
                continue
            if kept.call.sent == request:
                return AssistantAnswer(kept.value, kept.call)
        return None

    @staticmethod
    def _write(folder: Path, name: str, found: AssistantAnswer) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = folder / f"{name}.{os.getpid()}.new"
            fresh.write_bytes(pretty(_Kept(value=found.value, call=found.call)))
            fresh.chmod(0o600)
            fresh.replace(folder / name)
        except OSError:
            return  # a cache that cannot be written costs a question more, and nothing else


def _name(code: str, model: str) -> str:
    return f"{code[7:39]}-{digest_of(model)[7:19]}.json"
