"""The budget of one job: so many tokens and seconds for everything that a language model is asked about it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pipeline.errors import AssistantError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.ports import Assistant, AssistantAnswer
    from schemas.assistant import AssistantRequest

_SIGNS_A_TOKEN = 3
"""Fewer signs than a token has on average, so that what a request needs is rather thought too much than too little."""


class Budgeted:
    """An assistant within a budget; one is made for each job."""

    def __init__(
        self, assistant: Assistant, tokens: int, seconds: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._assistant, self._now = assistant, now
        self._tokens = tokens
        self._until = now() + seconds

    def ask(self, request: AssistantRequest, *, within: float | None = None) -> AssistantAnswer:
        """Ask if the whole question and the longest answer are within what is left; raise `AssistantError` if not."""
        need = estimated(request) + request.most_tokens
        if need > self._tokens:
            raise AssistantError("the token budget of this job is used up")
        left = self._until - self._now()
        if left <= 0:
            raise AssistantError("the time budget of this job is used up")
        try:
            found = self._assistant.ask(request, within=left if within is None else min(left, within))
        except AssistantError:
            self._tokens -= need  # it may have been read and answered: nobody counted
            raise
        call = found.call
        # An endpoint that counts nothing, or too little, saves nobody anything.
        self._tokens -= max(call.tokens_in + call.tokens_out, estimated(request)) * max(call.attempts, 1)
        return found


def estimated(request: AssistantRequest) -> int:
    """Return how many tokens a request has at most, about: nobody but the endpoint can count them."""
    return (len(request.system) + len(request.data) + len(request.answer_schema)) // _SIGNS_A_TOKEN + 1
