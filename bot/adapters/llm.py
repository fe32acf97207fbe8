"""An OpenAI-compatible endpoint: one request in, one JSON value out, within a budget; it follows no redirect."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.adapters.llm_http import UnusableError, opened
from bot.adapters.same_model import same_model
from bot.ports import AssistantAnswer
from pipeline.errors import AssistantError
from schemas.assistant import AssistantCall
from schemas.canonical import digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from schemas.assistant import AssistantRequest

_WH_PER_1000_TOKENS = "0.30"
"""Rule of thumb for one thousand tokens of a large hosted model; published figures differ by more than ten times."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask, and how patiently."""

    url: str
    """Base address, such as `https://llm.example.net/v1`."""
    model: str
    """Which model."""
    key: str = "none"
    """Key of the endpoint."""
    seconds: float = 30.0
    """How long one request may take."""
    attempts: int = 3
    """Requests for one answer, repairs included."""
    seed: int = 7
    """So that an endpoint that can, answers the same again."""


class Llm:
    """The endpoint, behind a circuit breaker: after three failures in a row it is left alone for a minute."""

    def __init__(self, endpoint: Endpoint, sleep: Callable[[float], None] = time.sleep) -> None:
        self._endpoint = endpoint
        self._sleep = sleep
        self._failures = 0
        self._open_until = 0.0

    def ask(self, request: AssistantRequest, *, within: float | None = None) -> AssistantAnswer:
        """Return the answer; raise `AssistantError` where there is none within the budget, or `within` seconds."""
        if time.monotonic() < self._open_until:
            raise AssistantError("the assistant failed several times in a row and is left alone for a minute")
        try:
            found = self._ask(request, within)
        except AssistantError:
            self._failures += 1
            if self._failures >= 3:
                self._open_until = time.monotonic() + 60.0
                self._failures = 0
            raise
        self._failures = 0
        return found

    def _ask(self, request: AssistantRequest, within: float | None) -> AssistantAnswer:
        import openai

        endpoint = self._endpoint
        if not endpoint.model:
            raise AssistantError("no model is named, so no answer could be told from another model's")
        began = time.monotonic()
        whole = endpoint.seconds * 2
        deadline = began + (whole if within is None else min(whole, within))
        forms = _forms(request)
        form = next(forms)
        messages = _messages(request)
        why, attempt = "no answer", 0
        with opened(endpoint.url, endpoint.key, endpoint.seconds, deadline) as client:
            while attempt < endpoint.attempts and time.monotonic() < deadline:
                attempt += 1
                try:
                    answer = client.chat.completions.create(
                        model=endpoint.model,
                        messages=messages,
                        temperature=0,
                        seed=endpoint.seed,
                        max_tokens=request.most_tokens,
                        n=1,
                        **form,
                    )
                except openai.BadRequestError:
                    # The endpoint knows no schemas: JSON without one, and the form is looked at here all the same.
                    why, form = "the endpoint refuses the request", next(forms)
                    continue
                except UnusableError as error:
                    raise AssistantError(f"the assistant's answer is not read: {error}") from error
                except (openai.RateLimitError, openai.InternalServerError, openai.APIConnectionError) as error:
                    if isinstance(error.__cause__, UnusableError):
                        raise AssistantError(f"the assistant's answer is not read: {error.__cause__}") from error
                    why = type(error).__name__
                    if attempt < endpoint.attempts:
                        # Its own `Retry-After` is not heard: it could ask for an hour.
                        self._sleep(max(0.0, min(2.0**attempt, 8.0, deadline - time.monotonic())))
                    continue
                except (openai.OpenAIError, ValueError, TypeError, RecursionError) as error:
                    raise AssistantError(f"the assistant gave no usable answer: {type(error).__name__}") from error
                said = getattr(answer, "model", "")
                if not isinstance(said, str) or not same_model(endpoint.model, said):
                    raise AssistantError("the answer is of another model than the one that was asked for")
                text = _text(answer)
                try:
                    value = json.loads(text, object_pairs_hook=_once)
                    digest_of(value)
                except (ValueError, TypeError, RecursionError):
                    why = "the answer is no JSON without floats"
                    messages = [*_messages(request), {"role": "user", "content": REPAIR}]
                    continue
                return AssistantAnswer(value, self._call(request, answer, text, attempt, began))
        tried = f"{attempt} attempt{'' if attempt == 1 else 's'}"
        raise AssistantError(f"the assistant gave no usable answer in {tried}: {why}")

    def _call(self, request: AssistantRequest, answer: Any, text: str, attempts: int, began: float) -> AssistantCall:
        used = getattr(answer, "usage", None)
        read, written = (_count(getattr(used, name, 0)) for name in ("prompt_tokens", "completion_tokens"))
        energy = Decimal(_WH_PER_1000_TOKENS) * (read + written) / 1000
        return AssistantCall(
            endpoint=urlsplit(self._endpoint.url).hostname or "unknown",
            model=self._endpoint.model,
            model_said=str(answer.model),
            prompt=request.prompt,
            sent=request,
            request_digest=digest_of(request.model_dump(mode="json")),
            response_digest=digest(text.encode()),
            tokens_in=read,
            tokens_out=written,
            duration_ms=int((time.monotonic() - began) * 1000),
            attempts=attempts,
            energy_wh=f"{energy:.4f}",
        )


REPAIR = "That was no JSON. Answer with JSON only."


def _messages(request: AssistantRequest) -> list[Any]:
    return [{"role": "system", "content": request.system}, {"role": "user", "content": request.data}]


def _forms(request: AssistantRequest) -> Iterator[dict[str, Any]]:
    """Yield what is asked of the form of an answer: a schema, then JSON, then nothing but the words of the prompt."""
    schema = {"name": request.task, "strict": False, "schema": json.loads(request.answer_schema)}
    yield {"response_format": {"type": "json_schema", "json_schema": schema}}
    yield {"response_format": {"type": "json_object"}}
    while True:
        yield {}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _count(value: Any) -> int:
    """Return what an endpoint counts, where it is a count at all."""
    plain = isinstance(value, int) and not isinstance(value, bool)
    return min(max(value, 0), 10_000_000) if plain else 0


def _text(answer: Any) -> str:
    choices = getattr(answer, "choices", None)
    if not isinstance(choices, list) or len(choices) != 1:
        return ""
    message = getattr(choices[0], "message", None)
    content = getattr(message, "content", None)
    if getattr(message, "tool_calls", None) or getattr(message, "function_call", None):
        return ""
    return content if isinstance(content, str) else ""
